"""The site without a mouse."""

import pytest
from playwright.sync_api import Error, expect

from browser.visit import settle, until

PAGES = {"home": "", "lesson": "pytorch/tensors/", "project": "pytorch/projects/digits/"}
# What a stop of the Tab key looks like: the element, its labels and what lies directly around it.
LOOK = """() => {
    const one = document.activeElement
    window.stops ??= []
    if (one == document.body || stops.includes(one)) return null
    stops.push(one)
    return true
}"""
STYLE = """at => {
    const one = stops[at]
    const around = one.parentElement
    const shown = [one, ...(one.labels ?? []), around, around?.parentElement, one.firstElementChild]
    return shown.filter(Boolean).map(each => {
        const style = getComputedStyle(each)
        return style.outlineStyle + style.outlineWidth + style.outlineColor + style.boxShadow
    }).join('|')
}"""
FOCUSABLE = "one => one.matches('[tabindex]') || one.querySelector('a[href], button, [tabindex=\"0\"]')"
DESCRIBE = "at => stops[at].outerHTML.replace(/\\s+/g, ' ').slice(0, 120)"
PLACE = """at => {
    const one = stops[at]
    return one.matches('.md-skip') ? 'skip' : one.matches('.search-button') ? 'search'
        : one.closest('article') ? 'content' : one.closest('.tree') ? 'nav'
        : one.closest('header') ? 'header' : 'after'
}"""
# Something of the stop can be seen.
SEEN = """at => {
    const one = stops[at], frame = one.getBoundingClientRect()
    if (!frame.width || !frame.height) return true
    const across = [0.1, 0.5, 0.9], labels = [...(one.labels ?? [])]
    return across.some(x => across.some(y => {
        const hit = document.elementFromPoint(frame.left + x * frame.width, frame.top + y * frame.height)
        return hit && (one.contains(hit) || hit.contains(one) || labels.some(label => label.contains(hit)))
    }))
}"""


def becomes(page, one, condition):
    """Whether the condition soon holds: scripts see to some a moment after."""
    try:
        until(page, condition, one, seconds=3)
    except Error:
        return False
    return True


def walk(page):
    """Press Tab until the page's end: where each stop is, and what is wrong with it."""
    places, problems = [], []
    focused = None
    for _ in range(1500):
        page.keyboard.press("Tab")
        new = page.evaluate(LOOK)
        last = len(places) - 1
        if focused is not None and page.evaluate(STYLE, last) == focused:
            problems.append(f"no visible focus: {page.evaluate(DESCRIBE, last)}")
        if not new:
            return places, problems
        at = last + 1
        places.append(page.evaluate(PLACE, at))
        focused = page.evaluate(STYLE, at)
        if not becomes(page, at, SEEN):
            problems.append(f"hidden behind something: {page.evaluate(DESCRIBE, at)}")
    raise AssertionError("Tab does not come to the end of the page")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", PAGES.values(), ids=PAGES)
def test_every_stop_of_tab_can_be_seen(page, name, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    page.goto(name)
    places, problems = walk(page)
    assert "content" in places and not problems, f"{len(problems)} problems\n" + "\n".join(problems[:40])


def test_tab_goes_from_the_skip_link_over_search_and_navigation_to_the_content(page):
    page.goto("pytorch/tensors/")
    places, _ = walk(page)
    assert places[0] == "skip"
    first = [places.index(place) for place in ("skip", "search", "nav", "content")]
    assert first == sorted(first), places


def test_skip_link_leads_to_the_content(page):
    page.goto("pytorch/tensors/", wait_until="networkidle")
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') != null")


def test_tab_does_not_stop_at_lines_of_code(page):
    page.goto("pytorch/tensors/")
    assert page.locator("article pre a:not([href*='//']):empty").count() == 0


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("name", PAGES.values(), ids=PAGES)
def test_code_and_outputs_that_scroll_can_be_focused_and_scrolled(page, name, width):
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(name, wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")  # code in another font is wider, for a moment
    settle(page)
    scrolling = page.locator("article :is(pre, code, samp, div):visible").evaluate_all(
        """all => all.filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0
            && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX))
            .map(one => { one.dataset.tried = ''; return one.outerHTML.slice(0, 120) })"""
    )
    stuck = []
    for one, html in zip(page.locator("[data-tried]").element_handles(), scrolling, strict=True):
        if not becomes(page, one, FOCUSABLE):
            stuck.append(f"no focus: {html}")
        elif one.get_attribute("tabindex") is not None:
            one.focus()
            page.keyboard.press("ArrowRight")
            if not becomes(page, one, "one => one.scrollLeft > 0"):
                stuck.append(f"does not scroll: {html}")
    assert scrolling or width == 1280 or "projects" not in name
    assert stuck == []


def test_colours_change_by_the_keyboard(page):
    page.goto("")
    assert tab_to(page, "[data-scheme-button]")
    for key, scheme in (("Space", "light"), ("Enter", "dark"), ("Space", "system")):
        page.keyboard.press(key)
        assert page.evaluate("document.documentElement.dataset.scheme") == scheme


def test_menu_of_a_phone_opens_by_the_keyboard(page):
    page.set_viewport_size({"width": 320, "height": 740})
    page.goto("")
    assert tab_to(page, ".header-menu"), "nothing opens the menu"
    link = page.locator(".tree a[href$='pytorch/']").first
    expect(link).not_to_be_in_viewport()
    page.keyboard.press("Space")
    expect(link).to_be_in_viewport()
    assert tab_to(page, ".tree a")
    page.keyboard.press("Escape")
    expect(link).not_to_be_in_viewport()
    expect(page.locator(".header-menu")).to_be_focused()


def tab_to(page, selector):
    """Press Tab until the focus is on such an element; whether it came there before the content."""
    for _ in range(15):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.closest(selector) != null", selector):
            return True
    return False
