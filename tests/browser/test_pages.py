"""Every page: it loads cleanly, fits, weighs little, and says the same without scripts."""

import re
import time

import pytest
from playwright.sync_api import expect

from browser.visit import DESK, EMPTY, PATIENCE, PHONE, READER, report, sideways, until, watch

FIRST_VIEW, WITH_FORMULAS = 150_000, 175_000  # bytes
HEAVIEST = (
    "pytorch/feedforward/",
    "pytorch/training-loop/criteria/",
    "pytorch/training-loop/optimizers/",
)  # with formulas
BACKGROUND = "one => getComputedStyle(one).backgroundColor"
KINDS = {"home": "", "lesson": "pytorch/tensors/", "project": "pytorch/projects/digits/"}


def test_every_page_loads_cleanly_and_fits(faults):
    """No error, no failed or foreign request, no sideways scroll: on a phone, at a desk, at 200 and 400 % zoom."""
    assert not faults.others, report(faults.others)


def test_what_a_page_does_wrong_is_found_out(browser):
    """Else the test above could pass over everything."""
    with browser.new_context(**READER) as context:
        page = context.new_page()
        problems = watch(page)
        page.goto("", wait_until="networkidle")
        wide = "<hr style='width: 1500px; flex: none'>"
        page.evaluate("wide => document.querySelector('article').insertAdjacentHTML('beforeend', wide)", wide)
        assert "<hr" in sideways(page, "", 1280)[0]
        assert problems == []
        page.evaluate(
            "console.error('spoken'); setTimeout(() => { throw Error('thrown') }); new Image().src = 'gone.png'"
        )
        noted(page, problems, "console: spoken")
        noted(page, problems, "error: thrown")
        noted(page, problems, "404: ")
        page.evaluate("location.href = 'https://example.org/'")
        noted(page, problems, "foreign: https://example.org/")


def noted(page, problems, what):
    """Wait until the problem is among those of the page."""
    end = time.monotonic() + PATIENCE
    while not any(what in problem for problem in problems):
        assert time.monotonic() < end, (what, problems)
        page.wait_for_timeout(20)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("name", [*KINDS.values(), *HEAVIEST])
def test_first_view_is_light(context, page, served, name, size):
    page.set_viewport_size(size)
    start = len(served.sent)
    page.goto(name, wait_until="networkidle")
    sent = served.sent[start:]
    assert sent
    total = sum(weight for _, weight in sent)
    most = WITH_FORMULAS if name in HEAVIEST else FIRST_VIEW
    assert total <= most, f"{total} bytes: " + ", ".join(f"{path} {weight}" for path, weight in sent)


@pytest.mark.parametrize("address", ["no-such-page", "pytorch/tensors/no/such/page/"])
def test_missing_page_is_whole_and_leads_back(browser, address):
    with browser.new_context(**READER) as context:
        page = context.new_page()
        assert page.goto(address).status == 404
        problems = watch(page)
        page.wait_for_load_state("networkidle")
        assert page.locator("h1").inner_text() == "There is no page here"
        assert page.evaluate("[...document.styleSheets].every(sheet => sheet.cssRules.length)")
        assert page.locator(".tree .number").count() > 20 and page.locator(".card").count() == 4
        page.locator("article a", has_text="PyTorch").first.click()
        page.wait_for_url("**/academy/pytorch/")
        assert problems == []


@pytest.mark.parametrize("name", [*KINDS.values(), "glossary/"], ids=[*KINDS, "glossary"])
def test_without_scripts_everything_is_there(browser, site, name):
    with browser.new_context(**READER, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(name, wait_until="networkidle")
        article = page.locator("article").first
        assert article.locator("h1").is_visible()
        shown = article.inner_text()
        for selector in (".highlight pre", ".output:not(details:not([open]) *) samp"):
            texts = [text.strip() for text in article.locator(selector).all_inner_texts()]
            assert all(text in shown for text in texts)
            assert texts or name == "glossary/", selector
        figures = article.locator("img")
        figures.evaluate_all("images => images.forEach(image => image.scrollIntoView())")
        assert page.evaluate(EMPTY) == []
        assert figures.count() or name == "glossary/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_scripts_the_colors_are_the_systems(browser, scheme):
    with browser.new_context(**READER | {"color_scheme": scheme}, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("pytorch/tensors/")
        red, green, blue = map(int, re.findall(r"\d+", page.locator("body").evaluate(BACKGROUND)))
        assert (max(red, green, blue) < 60) == (scheme == "dark")


def test_without_scripts_the_menu_of_a_phone_opens(browser):
    with browser.new_context(**READER | {"viewport": PHONE}, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("pytorch/tensors/")
        page.locator(".header-menu").click()
        page.locator(".tree summary", has_text="Training loop").click()
        page.locator(".tree a[href$='training-loop/debug/']").click()
        page.wait_for_url("**/training-loop/debug/")


def test_without_scripts_the_site_can_be_walked(browser):
    with browser.new_context(**READER, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("")
        page.locator("article a:visible[href*='pytorch/tensors/']").first.click()
        page.locator("footer a:visible[rel=next], footer a:visible[href$='dtypes/']").first.click()
        page.wait_for_url("**/tensors/dtypes/")
        expect(page.locator(".output").first).to_be_visible()


def test_fonts_are_the_sites_own(page):
    page.goto("pytorch/tensors/", wait_until="networkidle")
    loaded = set(page.evaluate("[...document.fonts].filter(font => font.status == 'loaded').map(font => font.family)"))
    for selector in ("body", "article .highlight code"):
        first = page.locator(selector).first.evaluate("one => getComputedStyle(one).fontFamily.split(',')[0]")
        assert first.strip("\"' ") in {name.strip("\"'") for name in loaded}, selector


def test_policy_stops_what_the_site_does_not_need(browser):
    with browser.new_context(**READER) as context:
        page = context.new_page()
        page.goto("pytorch/tensors/")
        page.evaluate(
            "addEventListener('securitypolicyviolation', event => (window.stopped ??= []).push(event.blockedURI))"
        )
        page.evaluate(
            """() => {
                const script = document.createElement('script')
                script.textContent = 'window.ran = true'
                document.head.append(script)
                new Image().src = 'https://example.org/spy.png'
                fetch('https://example.org/spy').catch(() => {})
            }"""
        )
        until(page, "() => window.stopped?.length >= 3")
        assert page.evaluate("window.ran") is None
        assert {re.sub(r"/spy.*", "", uri) for uri in page.evaluate("window.stopped")} == {
            "inline",
            "https://example.org",
        }
