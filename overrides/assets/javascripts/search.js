/* The search's button and keys. All else, the index too, comes when the reader turns to them. */

const button = document.querySelector(".search-button")
const WRITING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]"

const dialog = () => import("./search/dialog.js")
const open = async () => (await dialog()).show()
const prepare = async () => (await dialog()).load()

button.dataset.ready = "" // until now it was not to be seen
button.addEventListener("click", open)
for (const turn of ["pointerenter", "focus"]) button.addEventListener(turn, prepare)

addEventListener("keydown", event => {
  const isKey = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey
  const isCommand = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey
  if (!isCommand && (!isKey || event.target.closest?.(WRITING))) return
  event.preventDefault()
  open()
})
