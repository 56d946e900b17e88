/* What this browser keeps for the reader: settings, whose names say so, and traces of what was read and answered, which
   are all else, the engine's too. A browser may keep nothing: then each page starts anew. */

export const PREFIX = "academy-"
const SETTING = `${PREFIX}setting-`

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

/* The traces among texts by their names, of which some may be another's or no texts. */
export function tracesAmong(all) {
  const isTrace = ([name, text]) => name.startsWith(PREFIX) && !name.startsWith(SETTING) && typeof text === "string"
  return Object.fromEntries(Object.entries(all).filter(isTrace))
}

/* The traces that are kept. */
export function traces() {
  try {
    return tracesAmong(localStorage)
  } catch {
    return {}
  }
}

export function forgetTraces() {
  for (const name of Object.keys(traces())) localStorage.removeItem(name)
}

/* Keep all of these traces, or change nothing where there is no room for them; which of both is returned. */
export function keepTraces(all) {
  const before = traces()
  try {
    for (const [name, text] of Object.entries(all)) localStorage.setItem(name, text)
    return true
  } catch {
    forgetTraces()
    for (const [name, text] of Object.entries(before)) localStorage.setItem(name, text)
    return false
  }
}
