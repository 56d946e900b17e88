/* Come back: what the reader has marked as read, and where they left, kept in this browser alone. */

import { keep, read, traces } from "./store.js"

const ROOT = new URL("../..", import.meta.url).pathname
const here = place(location)
const parts = [...document.querySelectorAll(".tree a:has(.number)")] // in the order of the course
let marks

/* The addresses in a text that was kept or comes in a file; it may be torn, and then there are none. */
export function marksIn(text) {
  try {
    return new Set(JSON.parse(text).filter(one => typeof one === "string"))
  } catch {
    return new Set()
  }
}

/* How many of the marks are parts of this site. */
export function count(marks) {
  return parts.filter(link => marks.has(place(link))).length
}

/* Show what is kept now. */
export function renew() {
  marks = marksIn(read("read"))
  show()
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
  const isRead = marks.has(here)
  mark.hidden = false
  mark.querySelector("button").setAttribute("aria-pressed", isRead)
  mark.querySelector("[role=status]").textContent = isRead ? "Kept in this browser alone." : ""
}

function turnMark() {
  if (!marks.delete(here)) marks.add(here)
  keep("read", JSON.stringify([...marks]))
  show()
}

/* How far the reader is, and the part to go on with: the one they left, or the next that is not read. */
function showProgress(box) {
  const isEmpty = !Object.keys(traces()).length
  box.hidden &&= isEmpty // what once shows stays, and says what became of it
  for (const one of box.querySelectorAll("[data-kept]")) one.hidden = isEmpty
  box.querySelector("[data-done]").textContent = `You have marked ${count(marks)} of ${parts.length} parts as read.`
  const left = parts.findIndex(link => place(link) === read("left"))
  const next = [...parts.slice(Math.max(left, 0)), ...parts].find(link => !marks.has(place(link)))
  box.querySelector("[data-next]").hidden = !next
  const link = box.querySelector("[data-next] a")
  if (next) Object.assign(link, { href: next.href, textContent: next.textContent.trim().replace(/\s+/g, " ") })
}

if (document.querySelector("[data-mark]")) keep("left", here)
document.querySelector("[data-mark] button")?.addEventListener("click", turnMark)
renew()
addEventListener("storage", renew) // another tab
addEventListener("pageshow", event => event.persisted && renew()) // back, to marks that have changed since
