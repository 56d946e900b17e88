"""What axe finds on every page, in both schemes, at phone and desktop width."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from browser.visit import ALIKE, OF_COLOUR, PHONE, READER, report, settle, violations


def test_no_page_has_a_violation(faults):
    assert not faults.violations, report(faults.violations)


def test_dark_is_dark(page):
    """Else the test above would look at the same colours twice."""
    page.goto("")
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "reader", [{}, {"viewport": PHONE, "has_touch": True, "is_mobile": True}], ids=["desk", "phone"]
)
def test_the_opened_page_has_no_violation(browser, reader, scheme):
    """With every fold, the search's answers, a definition and the phone's menu opened, each in its turn."""
    with browser.new_context(**READER | reader | {"color_scheme": scheme}, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto("pytorch/tensors/")
        page.evaluate(AXE_SCRIPT)
        page.evaluate(ALIKE)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert violations(page) == []
        page.locator("article a[data-term]").first.click()
        page.locator(".definition a").last.wait_for()
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.locator(".search-button").click()
        page.keyboard.type("gradient")
        page.locator(".search-results li").first.wait_for()
        settle(page)
        assert violations(page) == []
        page.keyboard.press("Escape")
        if reader:
            page.locator(".header-menu").click()
            settle(page)
            assert violations(page) == []
