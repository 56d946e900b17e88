/* What this browser keeps for the reader. A browser may keep nothing: then each page starts anew. */

const PREFIX = "academy-"

export function read(name) {
  try {
    return localStorage.getItem(PREFIX + name)
  } catch {
    return null
  }
}

/* Null forgets. */
export function keep(name, text) {
  try {
    if (text === null) localStorage.removeItem(PREFIX + name)
    else localStorage.setItem(PREFIX + name, text)
  } catch {}
}
