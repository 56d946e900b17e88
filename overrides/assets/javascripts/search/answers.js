/* The reader writes, the answers are links, and the number of them is announced. */

const ROOT = new URL("../../../", import.meta.url)
const dialog = document.querySelector(".search-dialog")
const part = name => dialog.querySelector(`.search-${name}`)
const [query, status, results, hint, none] = ["query", "status", "results", "hint", "none"].map(part)

let find // once the index is there
let loading
let announcing

/* Fetch the index and make it ready, once; what failed, as without a network, is tried again the next time. */
export async function load() {
  update()
  loading ??= prepare()
  try {
    await loading
  } catch (error) {
    loading = undefined
    clearTimeout(announcing)
    throw error
  }
  update()
}

async function prepare() {
  const fetched = fetch(new URL("search/index.json", ROOT)).then(answer => answer.json())
  const [{ finder }, index] = await Promise.all([import("./find.js"), fetched])
  find = await finder(index)
}

function update() {
  const asked = query.value.trim()
  const { answers = [], lacks = [] } = (asked && find?.(asked)) || {}
  const whole = answers.filter(({ isWhole }) => isWhole).length
  const items = answers.map(item)
  if (whole && whole < items.length) items.splice(whole, 0, make("li", { className: "search-some", textContent: "With some of the words" }))
  results.replaceChildren(...items)
  hint.hidden = asked !== ""
  none.hidden = !asked || !find || answers.length > 0
  clearTimeout(announcing) // one who writes on is not interrupted by each letter
  announcing = setTimeout(() => (status.textContent = said(asked, answers.length, whole, lacks)), 200)
}

function said(asked, shown, whole, lacks) {
  if (!asked) return ""
  if (!find) return "Loading …"
  if (!shown) return `Nothing found for “${asked}”.`
  const answers = count => `${count} ${count === 1 ? "answer" : "answers"}`
  if (lacks.length) return `Not found: ${lacks.map(word => `“${word}”`).join(", ")}. ${answers(shown)} with other words.`
  if (!whole) return `${answers(shown)}, none with all of the words`
  return whole < shown ? `${answers(whole)} with all of the words, ${shown - whole} with some` : answers(shown)
}

function item({ at, title, place, context, passage }) {
  const href = new URL(at + fragment(at, passage), ROOT)
  const link = make("a", { href })
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

query.addEventListener("input", update)

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
