/* Small repairs of a page on arrival, also by instant navigation. Everything is readable without them. */

/* The menu of a small screen, for the keyboard: Material opens it by a label, which cannot be focused. */
{
  const drawer = document.querySelector("#__drawer")
  const label = document.querySelector(".md-header [for=__drawer]")
  const menu = document.createElement("button")
  menu.type = "button"
  menu.className = label.className
  menu.append(...label.childNodes)
  menu.setAttribute("for", "__drawer") // by which Material hides it on a large screen
  menu.setAttribute("aria-label", "Menu")
  menu.setAttribute("aria-expanded", drawer.checked)
  menu.addEventListener("click", () => drawer.click())
  drawer.addEventListener("change", () => menu.setAttribute("aria-expanded", drawer.checked))
  addEventListener("keydown", event => {
    if (event.key !== "Escape" || !drawer.checked) return
    drawer.click()
    menu.focus()
  })
  label.replaceWith(menu)
}

/* What an address's hash names, if anything: it may be no text at all ("#100%"). */
function named(hash) {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)))
  } catch {
    return null
  }
}

/* The first link of the page moves the focus into it. Instant navigation would fetch the page anew, and lose it. */
addEventListener("click", event => {
  const skip = event.target.closest(".md-skip")
  const heading = skip && named(skip.hash)
  if (!heading) return
  event.preventDefault()
  event.stopPropagation()
  heading.tabIndex = -1
  heading.focus()
}, { capture: true })

document$.subscribe(() => {
  /* A link to a tab opens it (Material does this inline). */
  const target = named(location.hash)
  if (target && target.name) target.checked = target.name.startsWith("__tabbed_")

  /* What Material leaves without a name, or with another's. */
  document.querySelectorAll(".md-nav[aria-labelledby]").forEach(nav => {
    nav.setAttribute("aria-label", "Pages of " + nav.querySelector(".md-nav__title").textContent.trim())
    nav.removeAttribute("aria-labelledby")
  })
  document.querySelectorAll("nav.md-code__nav").forEach((nav, at) => {
    nav.setAttribute("aria-label", `Block ${at + 1}`)
  })
})
