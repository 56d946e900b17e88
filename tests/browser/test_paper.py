"""A page on paper: all of it is there, open and whole, with the solutions at the end and nothing to press."""

import re

import pytest
from playwright.sync_api import expect

from browser.conftest import READER

LESSON = "pytorch/autograd/check/"
PAGES = ["", LESSON, "pytorch/errors/training-loop/", "pytorch/projects/digits/", "pytorch/training-loop/optimizers/"]
MOST = {  # sheets of A4: half of what these took before they had styles for it
    "pytorch/tensors/": 8,
    "pytorch/training-loop/": 13,
    LESSON: 10,
    "pytorch/errors/training-loop/": 15,
    "pytorch/projects/digits/": 6,
}
PARTS = (
    "article :is(.highlight, .output, .output-figure img, .output pre, .output-table, .ask-question, details.success)"
)
HIDDEN = """parts => parts.filter(one => !one.closest(".proof") && (one.getBoundingClientRect().height < 5
    || !one.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true})))
    .map(one => one.outerHTML.slice(0, 200))"""
CUT = """all => all.filter(one => one.checkVisibility()
    && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1))
    .map(one => one.outerHTML.slice(0, 200))"""
PRESSED = (
    "button, input, select, summary + form, .code-strip, .tree, .beside, .contents-fold, .header, .footer, .lessons"
)
BEGIN, END = "dispatchEvent(new Event('beforeprint'))", "dispatchEvent(new Event('afterprint'))"


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def open_on_paper(browser, request):
    """A function that opens a page as it is printed, in a browser with or without scripts."""
    with browser.new_context(**READER, java_script_enabled=request.param) as context:
        page = context.new_page()
        page.set_viewport_size({"width": 688, "height": 1047})  # A4 without the margins of paper.css

        def open_it(name):
            page.goto(name, wait_until="networkidle")
            page.emulate_media(media="print")
            return page

        yield open_it


@pytest.mark.parametrize("name", PAGES)
def test_paper_shows_all_of_a_page_whole(open_on_paper, name):
    page = open_on_paper(name)
    assert page.locator(PARTS).count() > 1
    assert page.locator(PARTS).evaluate_all(HIDDEN) == []
    assert page.locator("article :is(pre, pre > code, pre > samp, .output-table)").evaluate_all(CUT) == []


@pytest.mark.parametrize("name", [*PAGES, "pytorch/errors/"])
def test_paper_has_nothing_to_press(open_on_paper, name):
    page = open_on_paper(name)
    shown = page.locator(PRESSED).evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.outerHTML)"
    )
    assert shown == []


@pytest.mark.parametrize(("name", "most"), MOST.items(), ids=MOST)
def test_paper_is_not_wasted(page, name, most):
    page.goto(name, wait_until="networkidle")
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    assert 1 < sheets <= most


def test_solutions_are_printed_at_the_end_below_their_headings(page):
    page.goto(LESSON, wait_until="networkidle")
    before = page.locator("article").inner_html()
    solutions = page.locator("details.success")
    count = solutions.count()
    page.evaluate(BEGIN)
    end = page.locator("article > section:last-child")
    expect(end.locator("h2")).to_have_text("Solutions")
    expect(end.locator("h3")).to_have_text(["Exercise: repair a gradient", "Exercise: a backward pass"])
    expect(end.locator("h3 + details.success")).to_have_count(count)
    expect(page.get_by_text("Solution: at the end of the page.")).to_have_count(count)
    page.evaluate(END)
    assert page.locator("article").inner_html() == before


def test_paper_is_printed_twice_alike(page):
    page.goto(LESSON, wait_until="networkidle")
    for _ in range(2):
        page.pdf(format="A4")
    expect(page.locator("details.success")).to_have_count(2)
    expect(page.get_by_role("heading", name="Solutions")).to_have_count(0)
