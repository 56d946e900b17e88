/* On paper the solutions stand at the end of the page, each below the heading to which it belongs; afterwards they are
   back in their places. Without a script they are printed where they stand. */

const article = document.querySelector("article")
const headings = article.querySelectorAll("h1, h2, h3, h4")
const section = make("section", make("h2", "Solutions"))
const places = new Map() // what stands in the place of each solution meanwhile

function make(name, ...inside) {
  const one = document.createElement(name)
  one.append(...inside)
  return one
}

function headingOf(place) {
  const above = [...headings].findLast(one => one.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING)
  const title = [...above.childNodes].filter(one => !one.matches?.(".headerlink")).map(one => one.cloneNode(true))
  return make("h3", ...title)
}

addEventListener("beforeprint", () => {
  for (const solution of article.querySelectorAll("details.success")) {
    const place = make("p", `${solution.querySelector("summary").textContent}: at the end of the page.`)
    solution.replaceWith(place)
    section.append(headingOf(place), solution)
    places.set(place, solution)
  }
  article.append(section)
})

addEventListener("afterprint", () => {
  for (const [place, solution] of places) place.replaceWith(solution)
  places.clear()
  section.replaceChildren(section.firstElementChild)
  section.remove()
})
