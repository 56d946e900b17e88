/* The search's button, keys and field. All else, the index too, comes when the reader turns to them. */

const [button, dialog, query] = ["button", "dialog", "query"].map(name => document.querySelector(`.search-${name}`))

async function prepare() {
  try {
    await (await import("./search/answers.js")).load()
  } catch {
    dialog.querySelector(".search-status").textContent = "The search could not be loaded. Close it and try again."
  }
}

/* At once, so that no letter is lost; what is written is answered as soon as the index is there. */
function open() {
  if (!dialog.open) dialog.showModal()
  query.select()
  prepare()
}

button.dataset.ready = "" // until now it was not to be seen
button.addEventListener("click", open)
for (const turn of ["pointerenter", "focus"]) button.addEventListener(turn, prepare)

/* Ctrl+K or Cmd+K. No key alone: who speaks to the computer, or strikes a key by mistake, would open it unasked. */
addEventListener("keydown", event => {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event
  if (!/^k$/i.test(key) || !(ctrlKey || metaKey) || shiftKey || altKey) return
  event.preventDefault()
  open()
})

/* Enter opens the first answer, also if that is still to come. */
dialog.addEventListener("submit", async event => {
  event.preventDefault()
  await prepare()
  dialog.querySelector(".search-results a")?.click()
})

/* The button, a place beside the dialog, or a link, which may lead to a place of this very page. */
dialog.addEventListener("click", event => {
  if (event.target === dialog || event.target.closest("a, .search-close")) dialog.close()
})
