/* The button that changes the colours: the system's, light, dark. What was chosen is set on each page by scheme.js. */

import { keep } from "./store.js"

const NEXT = { system: "light", light: "dark", dark: "system" }

const button = document.querySelector("[data-scheme-button]")
const root = document.documentElement

function label() {
  const { scheme } = root.dataset
  button.ariaLabel = `Colours: ${scheme}. Change to ${NEXT[scheme]}.`
}

button.dataset.ready = "" // until now it was not to be seen
button.addEventListener("click", () => {
  root.dataset.scheme = NEXT[root.dataset.scheme]
  keep("setting-scheme", root.dataset.scheme === "system" ? null : root.dataset.scheme)
  label()
})
label()
