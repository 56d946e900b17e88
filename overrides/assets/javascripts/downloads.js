/* The button beside the link to the page's Markdown copies that file, which is fetched when it is pressed. */

for (const button of document.querySelectorAll("[data-copy-page]")) {
  const address = button.parentElement.querySelector("a").href
  const status = button.parentElement.querySelector("[role=status]")
  button.hidden = false
  button.addEventListener("click", async () => {
    status.textContent = ""
    try {
      await copy(fetched(address))
      status.textContent = "Copied"
    } catch {
      status.textContent = "Your browser does not let the page copy: here is the file."
      location.assign(address)
    }
  })
}

async function fetched(address) {
  const answer = await fetch(address)
  if (!answer.ok) throw Error(answer.statusText)
  return new Blob([await answer.text()], { type: "text/plain" })
}

/* Safari lets a page copy only as the press itself: so it is given the promise. */
async function copy(text) {
  text.catch(() => {}) // said where it is awaited, if it is
  if (window.ClipboardItem) await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })])
  else await navigator.clipboard.writeText(await (await text).text())
}
