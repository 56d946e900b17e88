/* What this browser keeps for the reader. A browser may keep nothing: then each page starts anew. */

const PREFIX = "academy-"

export function read(name) {
  try {
    return localStorage.getItem(PREFIX + name)
  } catch {
    return null
  }
}

/* Null forgets it. */
export function keep(name, text) {
  try {
    if (text === null) localStorage.removeItem(PREFIX + name)
    else localStorage.setItem(PREFIX + name, text)
  } catch {}
}

/* All that is kept, answers to questions too, by name. */
export function kept() {
  try {
    return Object.fromEntries(Object.entries(localStorage).filter(([name]) => name.startsWith(PREFIX)))
  } catch {
    return {}
  }
}

/* Forget all but the colours, which are no trace of what was read. */
export function forget() {
  for (const name of Object.keys(kept())) {
    if (name !== PREFIX + "scheme") keep(name.slice(PREFIX.length), null)
  }
}
