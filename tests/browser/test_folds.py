"""Code that stands folded above its output: opened, found, copied and printed, with and without scripts."""

import pytest
from playwright.sync_api import expect

from browser.conftest import READER

PAGE = "pytorch/tensors/operations/"
FOLD = "details.fold"
WORD = "add_patch"  # stands in folded code alone


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def opened(browser, request):
    """The page in a browser with or without scripts."""
    with browser.new_context(**READER, java_script_enabled=request.param) as context:
        page = context.new_page()
        page.goto(PAGE, wait_until="networkidle")
        yield page


def test_code_is_folded_and_its_output_is_not(opened):
    fold = opened.locator(FOLD).first
    expect(fold.locator("code")).not_to_be_visible()
    expect(opened.locator(f"{FOLD} + .output-figure img").first).to_be_visible()
    assert fold.locator("summary").inner_text() == "How the picture is drawn"


def test_fold_opens_by_the_mouse_and_the_keyboard(opened):
    fold = opened.locator(FOLD).first
    fold.locator("summary").click()
    expect(fold.locator("code")).to_be_visible()
    fold.locator("summary").press("Enter")
    expect(fold.locator("code")).not_to_be_visible()


def test_folded_code_is_printed(opened):
    opened.emulate_media(media="print")
    code = opened.locator(FOLD).first.locator("code")
    expect(code).to_be_visible()
    assert code.evaluate("one => one.getBoundingClientRect().height") > 100


def test_folded_code_is_found_by_the_search(page):
    page.goto(PAGE)
    page.keyboard.press("Control+k")
    page.locator(".search-query").fill(WORD)
    expect(page.locator(f".search-results a[href*='{PAGE}']").first).to_be_visible()


def test_folded_code_is_copied_whole(page, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(PAGE)
    fold = page.locator(FOLD).first
    fold.locator("summary").click()
    fold.locator(".highlight").hover()
    fold.locator(".code-copy").click()
    expect(fold.get_by_role("status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert WORD in copied and copied.strip("\n") == fold.locator("code").inner_text().strip("\n")
