"""A reader answers questions: by the mouse and by the keyboard, with and without scripts, and comes back."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from mini import build, write_files
from playwright.sync_api import expect

from browser.conftest import READER
from browser.server import serve
from browser.visit import violations

CONFIG = "site_name: x\ntheme: {name: material, font: false}\nplugins: [academy]\n"
PAGE = """\
# Questions

<!--ask: What does it print?-->
<!--option: clip.py | you thought that it is clipped-->
<!--option: fails.py raises ValueError | you expected an error-->
```python
print(250 + 10 - 256)
```

It begins again.

<!--/ask-->

<!--ask: And this?-->
```python
print("one",  (5, 2))
```

Both.

<!--/ask-->
"""
SNIPPETS = {"snippets/clip.py": "print(255)\n", "snippets/fails.py": "raise ValueError('too large')\n"}
RIGHT = "This is what the run gave."
COMPARE = "Compare your answer with the one below."


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    root = tmp_path_factory.mktemp("asked")
    write_files(root, {"mkdocs.yml": CONFIG, "docs/index.md": PAGE, **SNIPPETS})
    build(root)
    with serve(root / "site", "/") as server:
        yield f"http://127.0.0.1:{server.port}/"


@pytest.fixture
def opened(browser, address):
    with browser.new_context(**READER | {"base_url": address}) as context:
        page = context.new_page()
        page.goto("/")
        yield page


def test_answer_is_hidden_until_the_reader_chooses(opened):
    answer = opened.locator(".ask-answer").first
    expect(answer.get_by_text("It begins again.")).not_to_be_visible()
    opened.get_by_label("255").check()
    expect(answer.get_by_text("It begins again.")).to_be_visible()
    verdict = opened.locator(".ask-verdict").first
    expect(verdict).to_have_text("Another program prints this: you thought that it is clipped.")
    opened.get_by_label("4", exact=True).check()
    expect(verdict).to_have_text(RIGHT)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("one (5, 2)", RIGHT),
        ("  one   (5,2) ", RIGHT),
        ("one ( 5 , 2 )", RIGHT),
        ("one (52)", COMPARE),
        ("one (5, -2)", COMPARE),
        ("one 5 2", COMPARE),
    ],
)
def test_answer_that_is_typed_is_compared_with_the_run(opened, given, said):
    opened.get_by_label("Your answer").fill(given)
    opened.get_by_label("Your answer").press("Enter")
    expect(opened.locator(".ask-verdict").last).to_have_text(said)
    expect(opened.get_by_text("Both.")).to_be_visible()


def test_keyboard_alone_answers_and_opens(opened):
    opened.get_by_label("4", exact=True).focus()
    opened.keyboard.press("Space")
    expect(opened.locator(".ask-verdict").first).to_have_text(RIGHT)
    opened.locator("summary").last.focus()
    opened.keyboard.press("Enter")
    expect(opened.get_by_text("Both.")).to_be_visible()


def test_answers_are_there_after_a_reload_and_a_new_visit(opened, address):
    opened.get_by_label("255").check()
    opened.get_by_label("Your answer").fill("three")
    opened.get_by_text("Compare", exact=True).click()
    for come_back in (opened.reload, lambda: opened.goto(address)):
        come_back()
        expect(opened.get_by_label("255")).to_be_checked()
        expect(opened.locator(".ask-verdict").first).to_have_text(
            "Another program prints this: you thought that it is clipped."
        )
        expect(opened.get_by_label("Your answer")).to_have_value("three")
        expect(opened.get_by_text("Both.")).to_be_visible()


def test_answer_that_was_closed_stays_closed(opened):
    opened.get_by_label("255").check()
    opened.locator("summary").first.click()
    for _ in range(2):
        opened.reload()
        expect(opened.get_by_label("255")).to_be_checked()
        expect(opened.get_by_text("It begins again.")).not_to_be_visible()


def test_without_scripts_the_answer_opens(browser, address):
    with browser.new_context(**READER | {"base_url": address}, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/")
        expect(page.get_by_text("What does it print?")).to_be_visible()
        page.locator("summary").first.click()
        expect(page.get_by_text("It begins again.")).to_be_visible()
        expect(page.get_by_text("you expected an error")).to_be_visible()


def test_paper_shows_the_answers(opened):
    opened.emulate_media(media="print")
    expect(opened.get_by_text("It begins again.")).to_be_visible()
    expect(opened.get_by_text("Both.")).to_be_visible()
    expect(opened.get_by_label("Your answer")).not_to_be_visible()


def _of_ours(page):
    """The rest is Material's, too pale here and there."""
    return [found for found in violations(page) if re.search("ask|output|samp", found[1])]


@pytest.mark.parametrize("width", [1280, 390])
def test_questions_are_accessible_open_and_closed(opened, width):
    opened.set_viewport_size({"width": width, "height": 800})
    opened.evaluate(AXE_SCRIPT)
    assert not _of_ours(opened)
    opened.get_by_label("255").check()
    opened.locator("summary").last.click()
    assert not _of_ours(opened)
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
