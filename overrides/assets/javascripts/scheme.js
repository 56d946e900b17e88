/* What Material's pages hold inline, as a file, in the head: its small store of settings; the reader's colours, set
   before anything is painted; and the search's index, fetched when the reader turns to the search.
   The site's root is two folders above this file. */

var __md_scope = new URL("../..", document.currentScript.src)

function __md_hash(text) {
  return [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0)
}

/* A reader who forbids storage, for whom it is an error to name it, starts anew on each page. */
function __md_get(key, storage, scope = __md_scope) {
  try {
    return JSON.parse((storage || localStorage).getItem(scope.pathname + "." + key))
  } catch {
    return null
  }
}

function __md_set(key, value, storage, scope = __md_scope) {
  try {
    ;(storage || localStorage).setItem(scope.pathname + "." + key, JSON.stringify(value))
  } catch {}
}

{
  const system = "(prefers-color-scheme)"
  const { color } = __md_get("__palette") || {}
  const chosen = color || { media: system, primary: "custom", accent: "custom" }
  if (chosen.media === system) {
    chosen.scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default"
  }
  new MutationObserver((_, observer) => {
    if (!document.body) return
    observer.disconnect()
    for (const [name, value] of Object.entries(chosen)) document.body.setAttribute("data-md-color-" + name, value)
  }).observe(document.documentElement, { childList: true })
}

/* The search's index is the heaviest file of all: it is fetched when the reader turns to the search, or comes from a
   result of it (?h=), whose words are then marked. Material would fetch it with every page. */
if (!new URLSearchParams(location.search).has("h")) {
  const { open, send } = XMLHttpRequest.prototype
  const asked = new Promise(resolve => {
    for (const event of ["focusin", "keydown", "pointerover"]) {
      addEventListener(event, ({ target, key }) => {
        if (["f", "s", "/"].includes(key) || target.closest?.("[data-md-component=search], [for=__search]")) resolve()
      })
    }
  })
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.waits = String(url).endsWith("/search/search_index.json")
    return open.call(this, method, url, ...rest)
  }
  XMLHttpRequest.prototype.send = function (...body) {
    if (this.waits) asked.then(() => send.apply(this, body))
    else send.apply(this, body)
  }
}
