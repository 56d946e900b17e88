"""Code, outputs and terms on a phone and at a desk: on another site with Material's own scripts, and on ours."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from mini import build, python, write_files
from playwright.sync_api import expect

from browser.server import serve
from browser.visit import READER, until, violations

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LONG = "a line of words that is much too long to stand in one line of a phone"
CONFIG = """\
site_name: x
site_url: http://other.test/
theme:
  name: material
  font: false
  features: [content.code.annotate, content.code.copy, content.code.select, content.tooltips, navigation.instant]
plugins: [academy]
markdown_extensions: [attr_list, pymdownx.highlight: {anchor_linenums: true, line_spans: __span}]
"""
PAGE = f"""\
# Blocks

A [term](glossary.md#a-term), and [two](two.md).

```python title="Named" hl_lines="2"
def show(text):
    print(text, "{LONG}")  # (1)!

show("one")
```

1. The first.

```python
if True:
    a_word_that_no_phone_can_show_in_one_line_of_its_own = 1
```

```python
for row in ["epoch  loss  accuracy  seconds  learning rate", "    1   0.5       0.9       10          0.01"]:
    print(row)
```

```console
$ ls --all
a

$ pwd
b
```

```console
pip install x
```

```python linenums="1"
numbered = "{LONG}"
```
"""
PROGRAMS = """\
# Programs

Said of the first.

```python title="First"
--8<-- "a.py:one"
```

Said of the second.

```python title="Annotated"
--8<-- "a.py:two"
```

1. A note.

<!--fold: Folded-->
```python title="Third"
--8<-- "a.py:three"
```

<!--ask: What does it print?-->
```python title="Asked" linenums="1"
--8<-- "a.py:four"
```

<!--/ask-->

```python title="Alone"
print("alone")
```

## Exercise

```python title="Stub"
--8<-- "exercise.py:stub"
```

Words between.

<!--pytest.mark.xfail(raises=AssertionError)-->
```python title="Check"
--8<-- "exercise.py:check"
```
"""
CELLS = (
    "def show(text):\n    print(text)\n\n\n# %% one\nshow(1)\n\n# %% two\nshow(2)  # (1)!\n\n"
    "# %% three\nshow('drei é')\n\n# %% four\nshow(4)\n"
)
TAKEN = {  # what the program prints as far as each block
    "First": "1\n",
    "Annotated": "1\n2\n",
    "Third": "1\n2\ndrei é\n",
    "Asked": "1\n2\ndrei é\n4\n",
    "Check": "",
}
FILES = {
    "mkdocs.yml": CONFIG,
    "docs/programs.md": PROGRAMS,
    "snippets/a.py": CELLS,
    "snippets/exercise.py": "# %% stub\ndef double(x):\n    return x\n\n\n# %% check\nassert double(2) == 4\n",
    "docs/index.md": PAGE,
    "docs/two.md": "# Two\n\nThe [term](glossary.md#a-term).\n\n```python\nprint(1)\n```\n",
    "docs/glossary.md": "# Glossary\n\n## A term\n\nIt is `one`, as in [two](two.md).\n\nMore.\n\n## Other\n\nY.\n",
}
# The first has no annotation's mark, the third no prompt and nothing that was printed.
COPIED = [
    f'def show(text):\n    print(text, "{LONG}")\n\nshow("one")',
    *(block.split("\n```")[0] for block in PAGE.split("```python\n")[1:3]),
    "ls --all\n\npwd",
    "pip install x",
    f'numbered = "{LONG}"',
]
OVER = "one => one.scrollWidth > one.clientWidth + 1"
CUT = f"all => all.filter({OVER}).length"


@pytest.fixture(scope="module")
def address(tmp_path_factory, served):
    root = tmp_path_factory.mktemp("other")
    write_files(root, FILES)
    build(root)
    with serve(root / "site", "/") as server:
        yield f"http://127.0.0.1:{server.port}/"


@pytest.fixture
def opened(browser, address):
    """A function that opens a page of the other site, by default on a phone."""
    contexts = []

    def opened(name="", **reader):
        context = browser.new_context(**READER | PHONE | {"base_url": address} | reader)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        page = context.new_page()
        page.goto(name)
        page.evaluate("document.fonts.ready.then(() => true)")
        return page

    yield opened
    for context in contexts:
        context.close()


def clipboard(page):
    until(page, "() => navigator.clipboard.readText().then(text => text != 'nothing')")
    return page.evaluate("navigator.clipboard.readText()")


# Lines


def test_lines_wrap_deeper_than_they_begin(opened):
    page = opened()
    line = page.locator("article code .code-line", has_text=LONG).first
    tops = line.evaluate(
        """line => {
            const range = document.createRange(), lefts = {}
            range.selectNodeContents(line)
            for (const {left, top, width} of range.getClientRects())
                if (width) lefts[Math.round(top / 8)] = Math.min(left, lefts[Math.round(top / 8)] ?? 999)
            return Object.values(lefts)
        }"""
    )
    assert len(tops) > 2
    character = line.evaluate("one => parseFloat(getComputedStyle(one).paddingLeft) / 6")
    assert tops[1] - tops[0] == pytest.approx(6 * character, abs=1), (
        "two more than its own indent, which is in the first"
    )
    assert "↪" in line.evaluate("one => getComputedStyle(one, '::before').content")
    assert page.locator("article .highlight > pre > code").evaluate_all(CUT) == 0
    assert page.locator("article .output pre:has(samp:not(.aligned))").evaluate_all(CUT) == 0


def test_word_too_long_for_a_line_begins_behind_its_indent(opened):
    line = opened().locator("article code .code-line", has_text="a_word_that").first
    top, word = line.evaluate(
        """line => {
            const range = document.createRange()
            range.selectNodeContents(line.querySelector(".code-rest"))
            return [line, range].map(one => one.getClientRects()[0].top)
        }"""
    )
    assert word - top < 8


def test_reader_lets_lines_scroll_and_the_browser_remembers(opened):
    page = opened()
    code = page.locator("article .highlight > pre > code").first
    turn = page.get_by_role("button", name="Scroll lines").first
    turn.tap()
    assert code.evaluate(OVER)
    expect(code).to_have_attribute("tabindex", "0")
    assert "local" in code.evaluate("one => getComputedStyle(one).backgroundAttachment"), "a cue"
    page.reload()
    assert code.evaluate(OVER)
    page.get_by_role("button", name="Wrap lines").first.press("Enter")
    assert not code.evaluate(OVER)
    expect(code).not_to_have_attribute("tabindex", "0")


def test_columns_and_numbered_lines_scroll_and_can_be_focused(opened):
    page = opened(viewport={"width": 320, "height": 700})
    for scroller in (page.locator(".output pre:has(.aligned)"), page.locator(".highlighttable pre > code")):
        assert scroller.evaluate(OVER)
        expect(scroller).to_have_attribute("data-scrolls", "")
        expect(scroller).to_have_attribute("tabindex", "0")


def test_lines_are_not_wrapped_at_a_desk(opened):
    page = opened(viewport={"width": 1280, "height": 800})
    assert page.locator("article .code-line").first.evaluate("one => getComputedStyle(one).display") == "inline"
    expect(page.locator(".code-wrap").first).not_to_be_visible()


def test_selected_text_has_the_ends_of_lines_of_the_code(opened):
    page = opened()
    page.evaluate("document.querySelectorAll('.md-annotation, .code-strip').forEach(one => one.remove())")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('article code'))")
    text = page.evaluate("getSelection().toString()")
    assert [line.rstrip() for line in text.strip().splitlines()] == COPIED[0].splitlines()


@pytest.mark.parametrize("width", [320, 390, 599, 600, 1280])
def test_no_type_is_smaller_than_twelve_pixels(opened, width):
    page = opened(viewport={"width": width, "height": 800})
    sizes = page.locator("article :is(code, code *, samp, button, td, .definition)").evaluate_all(
        """all => all.filter(one => !one.closest('.md-annotation'))
            .map(one => parseFloat(getComputedStyle(one).fontSize))"""
    )
    assert min(sizes) >= 12


# Copying


@pytest.mark.parametrize("width", [390, 1280])
def test_copy_takes_the_code_alone_and_says_so(opened, width):
    page = opened(viewport={"width": width, "height": 800})
    page.wait_for_selector("code .md-annotation", state="attached")
    strips = page.locator(".code-strip")
    expect(strips).to_have_count(len(COPIED))
    for strip, code in zip(strips.all(), COPIED, strict=True):
        page.evaluate("navigator.clipboard.writeText('nothing')")
        strip.get_by_role("button", name="Copy").click()
        assert clipboard(page) == code
        expect(strip.get_by_role("status")).to_have_text("Copied")


def test_block_has_one_button_that_copies_and_it_covers_nothing(opened):
    page = opened(viewport={"width": 1280, "height": 800})
    expect(page.locator(".md-code__button[data-md-type=copy]").first).to_be_attached()
    expect(page.locator(".md-code__button[data-md-type=copy]:visible")).to_have_count(0)
    assert page.get_by_role("group", name="Named").get_by_role("button", name="Copy").count() == 1
    covered = page.locator(".code-strip").evaluate_all(
        """all => all.filter(strip => {
            const text = document.createRange()
            text.selectNodeContents(strip.parentElement.querySelector('code'))
            return text.getBoundingClientRect().top < strip.getBoundingClientRect().bottom - 1
        }).length"""
    )
    assert covered == 0
    size = page.locator(".code-copy").first.bounding_box()
    assert size["width"] >= 24 and size["height"] >= 24


def test_copy_where_the_browser_forbids_it_selects_the_code(opened):
    page = opened()
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.locator(".code-copy").last.click()
    expect(page.get_by_role("status").last).to_have_text("Selected")
    assert page.evaluate("getSelection().toString()") == COPIED[-1]


def test_without_scripts_there_is_no_strip_and_lines_wrap(browser, address):
    with browser.new_context(**READER | PHONE | {"base_url": address}, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("")
        assert page.locator("article button").count() == 0
        code = page.locator("article .highlight > pre > code").first
        assert not code.evaluate(OVER)
        assert code.evaluate("one => parseFloat(getComputedStyle(one).paddingTop)") < 20, "room for a strip"
        page.locator("a[data-term]").click()
        page.wait_for_url("**/glossary/#a-term")


@pytest.mark.parametrize("reader", [{}, {"forced_colors": "active"}, {"viewport": {"width": 1280, "height": 800}}])
def test_axe_finds_nothing_in_blocks_and_definitions(opened, reader):
    page = opened(**reader)
    page.evaluate(AXE_SCRIPT)
    link = page.locator("a[data-term]")
    link.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    ours = re.compile(r"\.code-(strip|copy|wrap)|\.output|\.definition")  # the others' colours are the theme's
    found = [one for one in violations(page) if one[0] == "scrollable-region-focusable" or ours.search(one[1])]
    assert found == []


# Programs


OPEN = "document.querySelectorAll('details.fold').forEach(one => one.open = true)"


def run(text, folder):
    """What Python says of a copied text in an empty folder."""
    (folder / "copied.py").write_text(text, encoding="utf-8")
    return python("copied.py", cwd=folder)


@pytest.mark.parametrize("key", [None, "Enter", "Space"])
def test_program_is_copied_as_far_as_its_block_and_runs(opened, tmp_path, key):
    page = opened("programs/", viewport={"width": 1280, "height": 800})
    page.evaluate(OPEN)
    for name, printed in TAKEN.items():
        strip = page.get_by_role("group", name=name, exact=True)
        button = strip.get_by_role("button", name="Copy program", exact=True)
        page.evaluate("navigator.clipboard.writeText('nothing')")
        button.press(key) if key else button.click()
        text = clipboard(page)
        expect(strip.get_by_role("status")).to_have_text("Copied")
        assert run(text, tmp_path).stdout == printed
        assert "Said of" not in text and "Words between" not in text, "the sentences of the page stay there"


def test_block_that_needs_nothing_else_has_no_second_button(opened):
    page = opened("programs/")
    expect(page.locator(".code-strip")).to_have_count(7)
    for name in ("Alone", "Stub"):
        assert page.get_by_role("group", name=name).get_by_role("button", name="Copy program").count() == 0


@pytest.mark.parametrize("key", [None, "Enter"])
def test_exercise_is_copied_whole_by_the_button_of_its_panel(opened, tmp_path, key):
    page = opened("programs/")
    panel = page.locator(".code-exercise")
    button = panel.get_by_role("button", name="Copy the exercise")
    page.evaluate("navigator.clipboard.writeText('nothing')")
    button.press(key) if key else button.tap()
    done = run(clipboard(page), tmp_path)
    expect(panel.get_by_role("status")).to_have_text("Copied")
    assert done.returncode == 1 and done.stderr.endswith(
        "assert double(2) == 4\n           ^^^^^^^^^^^^^^\nAssertionError\n"
    )


def test_exercise_is_downloaded_by_the_link_of_its_panel(opened, tmp_path):
    page = opened("programs/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the exercise").tap()
    assert download.value.suggested_filename == "exercise.py"
    text = download.value.path().read_text("utf-8")
    assert "# Words between." in text and "AssertionError" in run(text, tmp_path).stderr


@pytest.mark.parametrize(
    "broken",
    ["Object.defineProperty(navigator, 'clipboard', {value: undefined})", "window.ClipboardItem = undefined"],
)
def test_program_is_opened_where_the_browser_forbids_to_copy(opened, broken):
    page = opened("programs/")
    page.evaluate(
        f"{OPEN}; {broken}; window.open = address => {{ document.title = new URL(address, location).pathname }}"
    )
    strip = page.get_by_role("group", name="Third")
    strip.get_by_role("button", name="Copy program").tap()
    expect(strip.get_by_role("status")).to_have_text("Opened")
    expect(page).to_have_title(re.compile("/programs/programs/a.py|/programs/a.py"))


def test_without_scripts_the_link_to_an_exercise_stays(browser, address):
    with browser.new_context(**READER | {"base_url": address}, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("programs/")
        expect(page.get_by_role("link", name="Download the exercise")).to_be_visible()
        assert page.get_by_role("button").filter(has_text="Copy").count() == 0


@pytest.mark.parametrize("reader", [{}, {"forced_colors": "active"}, {"viewport": {"width": 1280, "height": 800}}])
def test_axe_finds_nothing_in_what_copies_programs(opened, reader):
    page = opened("programs/", **reader)
    expect(page.get_by_role("button", name="Copy the exercise")).to_be_visible()
    page.evaluate(AXE_SCRIPT)
    assert [one for one in violations(page) if re.search(r"\.code-(strip|take|exercise)", one[1])] == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_strip_stays_within_its_block_and_buttons_can_be_hit(opened, width):
    page = opened("programs/", viewport={"width": width, "height": 800})
    page.evaluate(OPEN)
    outside = page.locator(".code-strip").evaluate_all(
        """all => all.filter(strip => {
            const inner = strip.getBoundingClientRect(), block = strip.parentElement.getBoundingClientRect()
            return inner.left < block.left || inner.right > block.right
        }).length"""
    )
    assert outside == 0
    for button in page.locator(".code-take:visible, .code-exercise button").all():
        size = button.bounding_box()
        assert size["width"] >= 24 and size["height"] >= 24


def test_no_program_is_fetched_before_somebody_wants_it(opened):
    page = opened("programs/")
    fetched = "performance.getEntriesByType('resource').map(one => one.name).filter(name => name.endsWith('.py'))"
    assert page.evaluate(fetched) == []
    page.get_by_role("button", name="Copy the exercise").tap()
    until(page, f"() => {fetched}.length == 1")


def test_page_that_was_walked_to_copies_its_own_programs(opened, tmp_path):
    page = opened("two/", viewport={"width": 1280, "height": 800})
    page.get_by_role("link", name="Programs").first.click()
    page.wait_for_url("**/programs/")
    page.evaluate(OPEN)
    page.evaluate("navigator.clipboard.writeText('nothing')")
    page.get_by_role("group", name="Third").get_by_role("button", name="Copy program").click()
    assert run(clipboard(page), tmp_path).stdout == TAKEN["Third"]


# Terms


def test_term_opens_by_tap_and_leads_on(opened):
    page = opened()
    page.locator("a[data-term]").tap()
    meaning = page.get_by_role("dialog", name="A term")
    expect(meaning).to_contain_text("It is one, as in two.")
    assert "More." not in meaning.inner_text()
    expect(meaning).to_be_focused()
    frame = meaning.bounding_box()
    assert frame["x"] >= 0 and frame["x"] + frame["width"] <= 390
    assert meaning.get_by_role("link", name="two").evaluate("one => new URL(one.href).pathname") == "/two/"
    page.touchscreen.tap(200, 600)
    expect(meaning).not_to_be_visible()
    page.locator("a[data-term]").tap()
    meaning.get_by_role("link", name="Open the glossary").tap()
    page.wait_for_url("**/glossary/#a-term")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_term_opens_by_a_key_and_gives_the_focus_back(opened, key):
    page = opened(viewport={"width": 1280, "height": 800})
    link = page.get_by_role("button", name="term", exact=True)
    link.focus()
    link.press(key)
    meaning = page.get_by_role("dialog", name="A term")
    expect(meaning).to_be_focused()
    expect(link).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(meaning).not_to_be_visible()
    expect(link).to_be_focused()
    expect(link).to_have_attribute("aria-expanded", "false")


def test_term_opens_by_hover_and_focus_and_closes_behind_them(opened):
    page = opened(viewport={"width": 1280, "height": 800}, has_touch=False, is_mobile=False)
    link, meaning = page.locator("a[data-term]"), page.get_by_role("dialog")
    link.hover()
    expect(meaning).to_be_visible()
    meaning.hover()
    page.wait_for_timeout(400)
    expect(meaning).to_be_visible()
    page.mouse.move(5, 700)
    expect(meaning).not_to_be_visible()
    page.evaluate("document.querySelector('article h1').tabIndex = -1, document.querySelector('article h1').focus()")
    while not link.evaluate("one => one == document.activeElement"):
        page.keyboard.press("Tab")
    expect(meaning).to_be_visible()
    expect(link).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(meaning.get_by_role("link", name="Open the glossary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(meaning).not_to_be_visible()


def test_term_stays_open_for_the_keyboard_when_the_mouse_leaves(opened):
    page = opened(viewport={"width": 1280, "height": 800}, has_touch=False, is_mobile=False)
    page.locator("a[data-term]").hover()
    on = page.get_by_role("dialog").get_by_role("link", name="Open the glossary")
    expect(on).to_be_visible()
    on.focus()
    page.mouse.move(5, 700)
    page.wait_for_timeout(500)  # longer than the box waits for a mouse that comes back
    expect(on).to_be_focused()


def test_term_that_cannot_be_read_leads_to_the_glossary(opened):
    page = opened()
    page.route(
        "**/glossary/", lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_()
    )
    page.locator("a[data-term]").tap()
    page.wait_for_url("**/glossary/#a-term")


def test_page_that_was_walked_to_has_strips_and_terms(opened):
    page = opened()
    page.locator("article a", has_text="two").tap()
    page.wait_for_url("**/two/")
    expect(page.get_by_role("button", name="Copy")).to_have_count(1)
    page.locator("a[data-term]").tap()
    expect(page.get_by_role("dialog")).to_contain_text("It is one")


# Our site


@pytest.fixture
def phone(browser):
    with browser.new_context(**READER | PHONE) as context:
        yield context.new_page()


@pytest.mark.parametrize("name", ["pytorch/tensors/", "pytorch/errors/shapes/", "pytorch/projects/digits/"])
def test_no_code_of_our_site_is_cut_on_a_phone(phone, name):
    phone.goto(name)
    phone.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    phone.evaluate("document.fonts.ready.then(() => true)")
    assert phone.locator("article .highlight > pre > code").evaluate_all(CUT) == 0
    assert phone.locator("article .output pre:has(> samp:not(.aligned))").evaluate_all(CUT) == 0
    assert phone.locator("article .highlight .code-copy").count() > 3


def test_exercise_of_our_site_is_copied(context, page, tmp_path):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("pytorch/training-loop/")
    page.evaluate("navigator.clipboard.writeText('nothing')")
    page.get_by_role("button", name="Copy the exercise").click()
    text = clipboard(page)
    assert "def train(" in text and "AssertionError" in run(text, tmp_path).stderr


def test_term_of_our_site_opens_and_its_letters_jump(phone):
    phone.goto("pytorch/tensors/")
    phone.locator("article a[data-term]").first.tap()
    expect(phone.get_by_role("dialog", name="Tensor", exact=True)).to_contain_text("array of numbers")
    phone.get_by_role("link", name="Open the glossary").tap()
    phone.wait_for_url("**/glossary/#tensor")
    phone.get_by_role("navigation", name="Letters").get_by_role("link", name="B").tap()
    phone.wait_for_url("**/glossary/#backpropagation")


@pytest.mark.parametrize("name", ["pytorch/autograd/", "pytorch/feedforward/activations/"])
def test_no_formula_is_cut_at_360_pixels(phone, name):
    phone.set_viewport_size({"width": 360, "height": 740})
    phone.goto(name)
    phone.evaluate("document.fonts.ready.then(() => true)")
    assert phone.locator("article [role=group].arithmatex").count()
    assert phone.locator("article [role=group].arithmatex").evaluate_all(CUT) == 0
