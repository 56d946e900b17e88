/* The dialog of the search: the reader writes, the answers are links, and the number of them is announced. */

const ROOT = new URL("../../../", import.meta.url)
const dialog = document.querySelector(".search")
const part = name => dialog.querySelector(`.search-${name}`)
const [form, query, status, results, hint, none] = ["form", "query", "status", "results", "hint", "none"].map(part)

let find // once the index is there
let loading
let announcing

/* Fetch the index and make it ready, once; what failed, as without a network, is tried again the next time. */
export function load() {
  loading ??= prepare().catch(() => (loading = undefined))
  return loading
}

async function prepare() {
  const index = fetch(new URL("search/index.json", ROOT)).then(answer => answer.json())
  const { finder } = await import("./find.js")
  find = await finder(await index)
}

const styled = new Promise(resolve => {
  const href = new URL("assets/stylesheets/search.css", ROOT)
  document.head.append(make("link", { rel: "stylesheet", href, onload: resolve, onerror: resolve }))
})

/* Open the dialog, at once: what the reader writes is answered as soon as the index is there. */
export async function show() {
  if (dialog.open) return query.select()
  await styled
  dialog.showModal()
  query.select()
  update()
  await load()
  update(!find)
}

function update(isBroken = false) {
  const asked = query.value.trim()
  const { answers = [], count = 0 } = (asked && find?.(asked)) || {}
  results.replaceChildren(...answers.map(item))
  hint.hidden = asked !== ""
  none.hidden = !asked || !find || answers.length > 0
  clearTimeout(announcing) // one who writes on is not interrupted by each letter
  announcing = setTimeout(() => (status.textContent = said(asked, answers.length, count, isBroken)), 200)
}

function said(asked, shown, count, isBroken) {
  if (isBroken) return "The search could not be loaded. Close it and try again."
  if (!asked) return ""
  if (!find) return "Loading …"
  if (!shown) return `Nothing found for “${asked}”.`
  const answers = `${shown} ${shown === 1 ? "answer" : "answers"}`
  return count ? answers : `${answers}, none with all of the words`
}

function item({ at, title, place, context, passage }) {
  const href = new URL(at + fragment(at, passage), ROOT)
  const link = make("a", { href, target: "_self" }) // by which it opens as a page, whatever script follows links
  link.append(line("title", title), line("place", [{ text: place.join(" › ") }]), line("context", context))
  const one = make("li")
  one.append(link)
  return one
}

/* The browser marks the passage on the page that it opens, if it can and finds it; else it goes to the heading. */
function fragment(at, passage) {
  if (!passage) return ""
  const text = encodeURIComponent(passage).replaceAll("-", "%2D")
  return `${at.includes("#") ? "" : "#"}:~:text=${text}`
}

function line(name, pieces) {
  const one = make("span", { className: `search-${name}` })
  one.append(...pieces.map(({ text, isMarked }) => (isMarked ? make("mark", { textContent: text }) : text)))
  return one
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties)
}

query.addEventListener("input", () => update())

form.addEventListener("submit", event => {
  event.preventDefault()
  results.querySelector("a")?.click()
})

/* Up and down walk through the field and the links; any letter goes on with the question. */
dialog.addEventListener("keydown", event => {
  const stops = [query, ...results.querySelectorAll("a")]
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const at = stops.indexOf(document.activeElement)
  if (step && at >= 0) {
    event.preventDefault()
    stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus()
  } else if (at > 0 && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
    query.focus()
  }
})

part("close").addEventListener("click", () => dialog.close())

/* Beside the dialog, or on a link, which may lead to a place of this very page. */
dialog.addEventListener("click", event => {
  if (event.target === dialog || event.target.closest("a")) dialog.close()
})
