"""What stands around a page: the tree, the contents, how far the reader is, and the fields and folds of lists."""

import json
import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, expect

from browser.visit import PHONE, READER, until, violations

LESSON = "pytorch/tensors/"
PART = "pytorch/training-loop/debug/"
GRAPH = "pytorch/autograd/graph/"  # has questions
MARK = "[data-mark] button"


@pytest.fixture
def phone(page):
    page.set_viewport_size(PHONE)
    return page


# The tree


def test_tree_numbers_the_lessons_and_their_parts(page):
    page.goto(PART)
    lessons = page.locator(".tree details:has(.number) > summary .number").all_inner_texts()
    assert lessons == ["1", "2", "3", "4"]
    parts = page.locator(".tree details[open] a .number").all_inner_texts()
    assert parts == [f"4.{at}" for at in range(1, len(parts) + 1)] and len(parts) > 5
    assert page.locator(".tree details[open]").count() == 1
    expect(page.locator(".tree [aria-current=page]")).to_have_attribute("href", "./")


def test_every_page_can_be_reached_from_the_tree(page, site):
    page.goto(LESSON)
    linked = page.locator(".tree a").evaluate_all("all => all.map(one => one.href)")
    nav = [path for path in site.rglob("index.md")]
    named = {path.parent.relative_to(site).as_posix() for path in nav}
    assert {re.sub(r".*/academy/|/$", "", link) or "." for link in linked} >= named


def test_any_part_is_three_taps_away_on_a_phone(phone):
    phone.goto(LESSON)
    phone.locator(".header-menu").click()
    phone.locator(".tree summary", has_text="Training loop").click()
    phone.locator(f".tree a[href$='{PART.removeprefix('pytorch/')}']").click()
    phone.wait_for_url(f"**/{PART}")
    expect(phone.locator(".tree")).not_to_be_visible()


def test_menu_of_a_phone_closes_by_a_tap_beside_it(phone):
    phone.goto(LESSON)
    phone.locator(".header-menu").click()
    expect(phone.locator(".tree")).to_be_visible()
    phone.mouse.click(PHONE["width"] - 5, 400)
    expect(phone.locator(".tree")).not_to_be_visible()


# The header


def test_buttons_of_the_header_are_named(phone):
    phone.goto(LESSON)
    header = phone.get_by_role("banner")
    for role, name in (("button", "Menu"), ("button", "Search"), ("link", "GitHub")):
        expect(header.get_by_role(role, name=name, exact=True)).to_be_visible()
    header.get_by_role("button", name="Colours: system. Change to light.").click()
    expect(header.get_by_role("button", name="Colours: light. Change to dark.")).to_be_focused()


# The frame

LEFT = """() => ['.header-home', 'main :is(.home, article)', '.footer p'].map(selector => {
    const one = document.querySelector(selector), {left} = one.getBoundingClientRect()
    return left + parseFloat(getComputedStyle(one).paddingLeft)
})"""


@pytest.mark.parametrize("width", [390, 820, 1024, 1280, 1920])
@pytest.mark.parametrize("name", ["", "glossary/", LESSON])
def test_header_text_and_footer_begin_at_one_line(page, name, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(name)
    lefts = page.evaluate(LEFT)
    if name and width >= 1280:
        lefts[1] = page.locator(".tree").evaluate("one => one.getBoundingClientRect().left")
    assert max(lefts) - min(lefts) < 1


@pytest.mark.parametrize("width", [960, 1280, 1920])
def test_program_of_the_home_page_fits_beside_its_plot(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("")
    code = page.locator(".home > .highlight code")
    assert code.evaluate("one => document.fonts.ready.then(() => one.scrollWidth - one.clientWidth)") == 0
    assert code.bounding_box()["y"] < page.locator(".home > .output-figure").bounding_box()["y"] + 40
    assert page.locator(".home .card").evaluate_all(
        "all => Object.values(Object.groupBy(all, one => one.offsetTop)).every(row => row.length !== 1)"
    )


# The contents


def test_contents_follow_the_reader(page):
    page.goto(LESSON)
    current = page.locator(".beside [aria-current=location]")
    sections = page.locator(".beside .contents > ol > li > a")
    for at in (2, 0, sections.count() - 1):
        link = sections.nth(at)
        link.click()
        expect(current).to_have_attribute("href", link.get_attribute("href"))
        expect(current).to_be_in_viewport()


def test_contents_of_a_phone_fold_under_the_title(phone):
    phone.goto(LESSON)
    fold = phone.locator(".contents-fold")
    expect(fold.locator("a").first).not_to_be_visible()
    fold.locator("summary").click()
    link = fold.locator("a").nth(3)
    link.click()
    expect(phone.locator(f"[id='{link.get_attribute('href')[1:]}']")).to_be_in_viewport()


# Lines


LETTERS = """() => {
    const counts = []
    for (const paragraph of document.querySelectorAll('article > p, article > ul > li')) {
        const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
        const rows = new Map()
        for (let node; (node = walker.nextNode());) {
            for (let at = 0; at < node.length; at++) {
                const range = document.createRange()
                range.setStart(node, at)
                range.setEnd(node, at + 1)
                const top = Math.round(range.getBoundingClientRect().bottom / 8)
                rows.set(top, (rows.get(top) ?? 0) + 1)
            }
        }
        counts.push(...rows.values())
    }
    return counts.sort((a, b) => a - b)
}"""


@pytest.mark.parametrize("width", [390, 820, 959, 1219, 1280, 1920])
def test_lines_of_prose_have_about_seventy_letters(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("pytorch/autograd/", wait_until="networkidle")
    counts = page.evaluate(LETTERS)
    assert len(counts) > 40
    assert counts[int(len(counts) * 0.95)] <= 80, counts[-20:]


# Come back


def test_a_part_that_was_read_is_marked_and_the_course_goes_on(page):
    page.goto(LESSON)
    button = page.locator(MARK)
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    for name in ("pytorch/", ""):
        page.goto(name)
        box = page.locator("[data-progress]")
        expect(box).to_contain_text(re.compile(r"marked 1 of \d\d parts"))
        expect(box.locator("[data-next] a")).to_have_text(re.compile(r"^1\.2 "))
    box.locator("[data-next] a").click()
    page.wait_for_url("**/tensors/dtypes/")
    expect(page.locator(".tree a[data-read]")).to_have_count(1)


def test_the_reader_goes_on_where_they_left(page):
    page.goto(PART)
    expect(page.locator(MARK)).to_be_visible()
    page.goto("")
    expect(page.locator("[data-next] a")).to_have_text(re.compile(r"^4\.\d "))
    page.locator("[data-next] a").click()
    page.wait_for_url(f"**/{PART}")


def test_who_comes_for_the_first_time_is_told_of_no_marks(page):
    page.goto("")
    expect(page.locator("[data-scheme-button]")).to_be_visible()
    expect(page.locator("[data-progress]")).not_to_be_visible()
    page.goto("pytorch/")
    expect(page.locator("[data-marks] button:visible")).to_have_text(["Read them from a file"])
    expect(page.locator("[data-progress]")).not_to_be_visible()


def test_without_scripts_nothing_is_said_of_marks(browser):
    with browser.new_context(**READER, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("pytorch/")
        expect(page.locator("article h1")).to_be_visible()
        for box in ("[data-progress]", "[data-marks]"):
            assert page.locator(box).bounding_box() is None


def test_marks_and_answers_are_saved_deleted_and_read_again(phone):
    """Settings are neither: the colours, and whether code wraps, are of this browser."""
    phone.goto(GRAPH)
    phone.locator(".ask input[type=radio]").first.check()
    phone.locator(MARK).click()
    phone.locator(".code-wrap").first.click()
    phone.locator("[data-scheme-button]").click()
    settings = {"academy-setting-scheme": "light", "academy-setting-code-lines": "scroll"}
    phone.goto("pytorch/")
    before = kept(phone)
    assert before.keys() == {"academy-read", "academy-left", f"academy-ask:/academy/{GRAPH}", *settings}
    with phone.expect_download() as started:
        phone.get_by_role("button", name="Save them as a file").click()
    saved = started.value.path().read_text(encoding="utf-8")
    assert json.loads(saved) == {name: text for name, text in before.items() if name not in settings}
    phone.get_by_role("button", name="Delete them").click()
    deleted = phone.locator("[data-progress] [role=status]")
    expect(deleted).to_have_text("They are deleted.")
    expect(deleted).to_be_focused()
    assert kept(phone) == settings
    choose(phone, saved)
    expect(said(phone)).to_have_text("Read from the file: 1 part marked as read, and your answers.")
    assert kept(phone) == before
    phone.evaluate(AXE_SCRIPT)
    assert violations(phone) == []
    phone.goto(GRAPH)
    expect(phone.locator(".ask input[type=radio]").first).to_be_checked()
    expect(phone.locator(MARK)).to_have_attribute("aria-pressed", "true")


def kept(page):
    return page.evaluate("({...localStorage})")


def said(page):
    return page.locator("[data-marks] [role=status]")


def choose(page, text, press=Locator.click):
    """Press the button, and choose a file with this text."""
    with page.expect_file_chooser() as opened:
        press(page.get_by_role("button", name="Read them from a file"))
    opened.value.set_files({"name": "a.json", "mimeType": "application/json", "buffer": text.encode()})


def test_marks_of_a_file_join_those_of_the_browser(page):
    page.goto(LESSON)
    page.locator(MARK).click()
    page.goto("pytorch/")
    theirs = {"academy-read": json.dumps([PART, GRAPH, "gone/", 5]), "academy-left": PART, "academy-ask:/x": "{}"}
    others = {"academy-setting-scheme": "dark", "academy-y": 5, "y": "z"}
    choose(page, json.dumps(theirs | others), lambda button: button.press("Enter"))
    expect(said(page)).to_have_text("Read from the file: 2 parts marked as read, and your answers.")
    expect(page.locator("[data-done]")).to_have_text(re.compile("^You have marked 3 of"))
    expect(page.locator("[data-next] a")).to_have_text(re.compile(r"^4\.\d "))
    expect(page.locator(".tree a[data-read]")).to_have_count(3)
    read = json.dumps([LESSON, PART, GRAPH, "gone/"], separators=(",", ":"))
    assert kept(page) == theirs | {"academy-read": read}


SAVED = json.dumps({"academy-read": json.dumps([PART]), "academy-left": PART})


@pytest.mark.parametrize(
    "text", ["", SAVED[:-1], "[]", "null", "5", '"academy-read"', '{"x": "y"}', '{"academy-read": []}']
)
def test_file_that_is_not_ours_changes_nothing_and_says_what_was_expected(page, text):
    page.goto(LESSON)
    page.locator(MARK).click()
    page.goto("pytorch/")
    before = kept(page)
    choose(page, text)
    expect(said(page)).to_have_text(
        "Nothing has changed: “a.json” holds no marks or answers. "
        "Expected a file saved here, such as machine-learning-academy.json."
    )
    assert kept(page) == before
    expect(page.locator("[data-marks] [type=file]")).to_have_value("")  # so that it can be chosen again


def test_file_that_has_no_room_changes_nothing(page):
    page.goto(LESSON)
    page.goto("pytorch/")
    before = kept(page)
    choose(page, json.dumps({"academy-left": PART, "academy-ask:/x": "x" * 6_000_000, "academy-read": "[]"}))
    expect(said(page)).to_have_text("Nothing has changed: this browser has no room for what the file holds.")
    assert kept(page) == before


def test_marks_are_those_of_the_other_tab_too(context):
    one, other = context.new_page(), context.new_page()
    one.goto(LESSON)
    other.goto(PART)
    one.locator(MARK).click()
    expect(other.locator(".tree a[data-read]")).to_have_count(1)
    other.locator(MARK).click()
    expect(one.locator(".tree a[data-read]")).to_have_count(2)


@pytest.mark.parametrize("torn", ["{", "5", '"read"', "null", "[[1]]"])
def test_torn_marks_are_no_marks(page, torn):
    page.add_init_script(f"localStorage.setItem('academy-read', {torn!r})")
    page.goto(LESSON)
    expect(page.locator(MARK)).to_have_attribute("aria-pressed", "false")
    page.locator(MARK).click()
    assert page.evaluate("localStorage['academy-read']") == json.dumps([LESSON])


def test_a_browser_that_keeps_nothing_still_shows_the_page(page):
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
    )
    page.goto(LESSON)
    page.locator(MARK).click()
    expect(page.locator(MARK)).to_have_attribute("aria-pressed", "true")


# Messages


def test_messages_are_filtered_by_their_words(page):
    page.goto("pytorch/errors/")
    field = page.get_by_label("Words of the message")
    field.fill("size  MUST match")
    rows = page.locator(".messages li:visible")
    expect(page.locator("[data-filter] [role=status]")).to_have_text(re.compile(rf"^{rows.count()} of \d\d+$"))
    assert rows.count() and all("must match" in text.lower() for text in rows.all_inner_texts())
    field.fill("")
    expect(page.locator("[data-filter] [role=status]")).to_have_text("")


def test_the_row_of_a_message_is_its_link(page):
    page.goto("pytorch/errors/")
    row = page.locator(".messages li", has_text="Dimension out of range")
    row.click()
    page.wait_for_url("**/errors/shapes/#dimension-out-of-range")


# Where the system chooses


def test_forced_colours_leave_the_boxes(browser):
    with browser.new_context(**READER, forced_colors="active") as context:
        page = context.new_page()
        page.goto(LESSON)
        for selector in ("article .highlight code", "article .output", "article .goals"):
            one = page.locator(selector).first
            assert one.evaluate("one => getComputedStyle(one).borderLeftStyle") == "solid", selector


def test_scripts_of_a_page_are_light(page, served):
    start = len(served.sent)
    page.goto("pytorch/training-loop/", wait_until="networkidle")
    until(page, "() => document.querySelector('.beside [aria-current]')")
    scripts = {path: weight for path, weight in served.sent[start:] if path.endswith(".js")}
    assert scripts and sum(scripts.values()) <= 20_000, scripts
    assert not [path for path in scripts if "bundle" in path or "search/" in path]
