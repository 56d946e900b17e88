"""What a reader takes of a page: links at its foot, and a button that copies its Markdown."""

import pytest
from playwright.sync_api import expect

from browser.conftest import READER

PAGES = ["pytorch/tensors/shapes/", "pytorch/errors/shapes/", "pytorch/projects/digits/", "glossary/"]
BUTTON = "Copy the page as Markdown"


@pytest.mark.parametrize("name", PAGES)
def test_the_markdown_of_a_page_is_copied_by_a_press(context, page, served, site, name):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(name, wait_until="networkidle")
    assert not [path for path, _ in served.sent if path.endswith(f"{name}index.md")]
    row = page.locator(".downloads")
    row.get_by_role("button", name=BUTTON).press("Enter")
    expect(row.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == (site / name / "index.md").read_text("utf-8")


@pytest.mark.parametrize(
    "before", ["delete window.ClipboardItem", "ClipboardItem = undefined"], ids=["without", "undefined"]
)
def test_an_older_browser_copies_too(context, page, before):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script(before)
    page.goto(PAGES[0])
    page.get_by_role("button", name=BUTTON).click()
    expect(page.locator(".downloads [role=status]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("---\ntitle: ")


@pytest.mark.parametrize(
    "before",
    [
        "() => { navigator.clipboard.write = () => Promise.reject(Error('no')) }",
        "() => { Object.defineProperty(navigator, 'clipboard', {value: undefined}) }",
        "() => { window.fetch = () => Promise.reject(Error('no')) }",
    ],
    ids=["forbidden", "no clipboard", "offline"],
)
def test_where_copying_fails_the_reader_gets_the_file(page, before):
    page.goto(PAGES[0], wait_until="networkidle")
    page.evaluate(before)
    with page.expect_download() as download:
        page.get_by_role("button", name=BUTTON).click()
    assert download.value.url.endswith(f"{PAGES[0]}index.md")


def test_without_scripts_the_markdown_is_a_link(browser):
    with browser.new_context(**READER, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(PAGES[0])
        expect(page.get_by_role("button", name=BUTTON)).to_have_count(0)
        with page.expect_download() as download:
            page.get_by_role("link", name="The page as Markdown").click()
        assert download.value.url.endswith(f"{PAGES[0]}index.md")
