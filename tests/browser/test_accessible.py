"""What axe finds on every page, in both schemes, at phone and desktop width."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from browser.conftest import report, until

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
WIDTHS = (360, 1280)
BLOCK = "article .highlight"
# Of equal tokens in equal surroundings one stays, the others become plain text: there are thousands on a page, their
# class alone decides their colour, and axe takes five times as long with them.
ALIKE = """() => {
    const seen = new Set()
    for (const token of document.querySelectorAll('article pre span:not(:has(*))')) {
        let around = ''
        for (let one = token; one.tagName != 'ARTICLE'; one = one.parentElement) around += one.tagName + one.className
        if (seen.has(around)) token.replaceWith(token.textContent)
        seen.add(around)
    }
}"""
RUN = """only => axe.run(document, {runOnly: only, resultTypes: ['violations']}).then(found =>
    found.violations.flatMap(rule => rule.nodes.map(node => [rule.id, node.target.join(' '),
        [...node.any, ...node.all, ...node.none].map(check => check.message).join('; ')])))"""


def violations(page, *rules):
    """What axe finds on the page as it is now shown: (rule, element, message) each."""
    return page.evaluate(RUN, {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS})


def settle(page):
    """Wait until the scripts have done their part (blocks have their buttons), and nothing fades any more."""
    until(page, f"() => !document.querySelector('{BLOCK} code') || document.querySelector('{BLOCK} button')")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    until(page, "() => document.getAnimations().every(one => one.playState != 'running')")


def test_no_page_has_a_violation(over_all):
    """A page is loaded once; in dark only what depends on colour is looked at again."""

    def visit(context, name):
        problems = []
        page = context.new_page()
        page.goto(name)
        page.evaluate(AXE_SCRIPT)
        page.evaluate(ALIKE)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                settle(page)
                found = violations(page, *(OF_COLOUR if scheme == "dark" else []))
                at = f"{name or 'home'} {scheme} {width}"
                problems += [f"{at}: {rule}: {element}: {message}" for rule, element, message in found]
        page.close()
        return problems

    problems = over_all(visit, reduced_motion="reduce")
    assert not problems, report(problems)


def test_dark_is_dark(page):
    """Else the test above would look at the same colours twice."""
    page.goto("")
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert page.evaluate(colour) != light


def test_a_violation_is_found(page):
    page.goto("pytorch/tensors/")
    page.evaluate(AXE_SCRIPT)
    page.evaluate(ALIKE)
    page.evaluate(
        """() => {
            document.querySelector('h1').insertAdjacentHTML('afterend',
                '<p style="color: #aaa; background: #fff">pale</p><input><img src="">')
            document.querySelector('article pre .n').style.color = '#ddd'
        }"""
    )
    found = violations(page)
    assert {rule for rule, _, _ in found} >= {"color-contrast", "label", "image-alt"}
    assert [element for rule, element, _ in found if rule == "color-contrast" and ".n" in element]
    assert violations(page, *OF_COLOUR)


def test_the_opened_page_has_no_violation(page):
    """With the search's results, every fold opened, and at last the phone's menu."""
    page.goto("pytorch/tensors/")
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(AXE_SCRIPT)
    page.evaluate(ALIKE)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert violations(page) == []
    page.keyboard.press("/")
    page.keyboard.type("gradient")
    page.locator(".md-search-result__item").first.wait_for()
    settle(page)
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 360, "height": 740})
    page.locator("header [for=__drawer], header [aria-controls]").first.click()
    settle(page)
    assert violations(page) == []
