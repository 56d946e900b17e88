/* Come back: what the reader has marked as read, and where they left, kept in this browser alone. */

import { forget, keep, kept, read } from "./store.js"

const ROOT = new URL("../..", import.meta.url).pathname
const here = place(location)
const parts = [...document.querySelectorAll(".tree a:has(.number)")] // in the order of the course
let marks = stored()

function stored() {
  try {
    return new Set(JSON.parse(read("read")))
  } catch {
    return new Set() // what is kept may be torn
  }
}

/* The address of a page below the site's root, which stays when the site moves to another host. */
function place(link) {
  return link.pathname.slice(ROOT.length)
}

function show() {
  for (const link of parts) link.toggleAttribute("data-read", marks.has(place(link)))
  showMark()
  document.querySelectorAll("[data-progress]").forEach(showProgress)
}

/* The button at the end of a part. */
function showMark() {
  const mark = document.querySelector("[data-mark]")
  if (!mark) return
  const done = marks.has(here)
  mark.hidden = false
  mark.querySelector("button").setAttribute("aria-pressed", done)
  mark.querySelector("[role=status]").textContent = done ? "Kept in this browser alone." : ""
}

function mark() {
  if (!marks.delete(here)) marks.add(here)
  keep("read", JSON.stringify([...marks]))
  show()
}

/* How far the reader is, and the part to go on with: the one they left, or the next that is not read. */
function showProgress(box) {
  const done = parts.filter(link => marks.has(place(link))).length
  const left = parts.findIndex(link => place(link) === read("left"))
  const next = [...parts.slice(Math.max(left, 0)), ...parts].find(link => !marks.has(place(link)))
  box.hidden = !done && left < 0
  box.querySelector("[data-done]").textContent = `You have marked ${done} of ${parts.length} parts as read.`
  const on = box.querySelector("[data-next]")
  on.hidden = !next
  if (!next) return
  on.querySelector("a").href = next.href
  on.querySelector("a").textContent = next.textContent.trim().replace(/\s+/g, " ")
}

/* All that this site keeps here, as a file. */
function save() {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob([JSON.stringify(kept(), null, 2)], { type: "application/json" }))
  link.download = "machine-learning-academy.json"
  link.click()
  URL.revokeObjectURL(link.href)
}

if (document.querySelector("[data-mark]")) keep("left", here)
document.querySelector("[data-mark] button")?.addEventListener("click", mark)
for (const box of document.querySelectorAll("[data-progress]")) {
  box.querySelector("[data-save]").addEventListener("click", save)
  box.querySelector("[data-forget]").addEventListener("click", () => {
    forget()
    marks = stored()
    show()
  })
}
show()
addEventListener("pageshow", event => {
  if (!event.persisted) return
  marks = stored() // back, to marks that have changed since
  show()
})
