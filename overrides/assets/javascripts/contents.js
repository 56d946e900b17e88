/* Contents that follow: the section that is read is marked in the contents beside the text, and in view there. */

const links = new Map()
for (const link of document.querySelectorAll(".beside .contents a")) {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)))
  if (heading) links.set(heading, link)
}

let current = null

/* The last heading above the upper third of the window, or the first of all. */
function follow() {
  const line = innerHeight / 3
  let found = null
  for (const [heading, link] of links) {
    if (heading.getBoundingClientRect().top > line && found) break
    found = link
  }
  if (found === current) return
  current?.removeAttribute("aria-current")
  found.setAttribute("aria-current", "location")
  current = found
  const list = found.closest(".beside")
  list.scrollTop = found.offsetTop - list.clientHeight / 2
}

let waits = false
if (links.size) {
  addEventListener("scroll", () => {
    if (waits) return
    waits = true
    requestAnimationFrame(() => {
      waits = false
      follow()
    })
  }, { passive: true })
  follow()
}
