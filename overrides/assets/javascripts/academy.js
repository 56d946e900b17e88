/* What a page does beyond being read. Each ability is a module, loaded where there is something for it; without any,
   everything is readable. */

import "./palette.js"

const wide = matchMedia("(min-width: 60em)") // where the contents stand beside the text: see frame.css
const load = name => import(`./${name}.js`)

function contents() {
  if (wide.matches && document.querySelector(".beside")) load("contents")
}

contents()
wide.addEventListener("change", contents)
