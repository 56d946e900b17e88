/* What a page does beyond being read. Each ability is a module, loaded where there is something for it; without any,
   everything is readable. */

import "./palette.js"
import "./search.js"

const wide = matchMedia("(min-width: 60em)") // where the contents stand beside the text: see frame.css
const has = selector => document.querySelector(selector) !== null

function contents() {
  if (wide.matches && has(".beside")) import("./contents.js")
}

contents()
wide.addEventListener("change", contents)
if (has(".tree .number")) import("./progress.js")
if (has("[data-progress]")) import("./file.js")
if (has("[data-filter]")) import("./filter.js")
if (has("[data-copy-page]")) import("./downloads.js")
if (has("article details.success")) import("./paper.js")
