"""The search: what it answers, by keyboard and on a phone, what it says, and what it loads when."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from mini import ROOT, SITE_URL
from playwright.sync_api import expect

from browser.visit import OF_COLOUR, PHONE, READER, settle, until, violations

TABLES = tomllib.loads(Path(__file__).with_name("questions.toml").read_text(encoding="utf-8"))
QUESTIONS = {ask: wanted for table in TABLES.values() for ask, wanted in table.items()}
SAME = tomllib.loads((ROOT / "overrides/hooks/search.toml").read_text(encoding="utf-8"))["same"]
LESSON = "pytorch/tensors/"
AT_MOST = 130_000  # bytes of the index, as a server sends it
RANKS = """async ([questions, without]) => {
    const [{ finder }, index] = await Promise.all([
        import(new URL("assets/javascripts/search/find.js", document.baseURI)),
        fetch("search/index.json").then(answer => answer.json()),
    ])
    delete index.same[without]
    const find = await finder(index)
    return Object.entries(questions).map(([ask, wanted]) => find(ask).answers.findIndex(one => one.at == wanted) + 1)
}"""


@pytest.fixture
def query(page):
    """The field of the opened search, on a lesson."""
    page.goto(LESSON)
    page.keyboard.press("Control+k")
    field = page.locator(".search-query")
    expect(field).to_be_focused()
    return field


def status(page):
    return page.locator(".search-status")


def links(page):
    return page.locator(".search-results a")


def addresses(page):
    hrefs = links(page).evaluate_all("all => all.map(one => one.href)")
    return [href.removeprefix(SITE_URL).partition(":~:")[0].removesuffix("#") for href in hrefs]


# What it answers


def test_every_question_has_its_answer_among_the_first_three(page, query):
    query.fill("tensor")
    links(page).first.wait_for()
    missed, first = [], 0
    for ask, wanted in QUESTIONS.items():
        query.fill(ask)
        found = addresses(page)
        first += found[:1] == [wanted]
        if wanted not in found[:3]:
            missed.append(f"{ask!r}: expected {wanted} among the first three, found {found[:3]}")
    assert not missed, "\n".join(missed)
    assert len(QUESTIONS) >= 60 and first >= len(QUESTIONS) * 0.6, f"{first} of {len(QUESTIONS)} come first"


def test_every_word_that_stands_for_another_is_needed(page):
    page.goto("")
    for word in SAME:
        ranks = page.evaluate(RANKS, [QUESTIONS, word])
        assert not all(1 <= rank <= 3 for rank in ranks), f"search.toml: no question needs {word!r}"


def test_all_words_come_before_some(page, query):
    query.fill("momentum checkpoint")
    links(page).first.wait_for()
    found = addresses(page)
    assert found[0] == "pytorch/training-loop/generalise/#save-a-run-and-resume-it"
    assert {"glossary/#momentum", "glossary/#checkpoint"} < {*found}, "each has but one of the words, as its heading"


def test_answer_says_where_it_is_and_marks_the_words(page, query):
    query.fill("zero grad")
    first = links(page).first
    expect(first.locator(".search-title mark").first).to_have_text("zero_grad")
    expect(first.locator(".search-place")).to_have_text("Training loop › Take the four steps apart")
    assert first.locator(".search-context").bounding_box()["height"] < 30  # one line
    expect(first.locator(".search-context mark").first).to_be_visible()


def test_list_says_where_answers_with_some_of_the_words_begin(page, query):
    query.fill("momentum checkpoint")
    some = page.locator(".search-some")
    expect(some).to_have_text("With some of the words")
    count = some.evaluate("one => [...one.parentElement.children].indexOf(one)")
    expect(status(page)).to_have_text(re.compile(rf"^{count} answers? with all of the words"))
    query.fill("dropout")
    expect(links(page).first).to_be_visible()
    expect(some).to_have_count(0)


@pytest.mark.parametrize(
    "ask", ["einsum", "lstm", "conv2d", "gan", "tensorboard", "best transformer", "how do I use conv2d"]
)
def test_what_no_page_treats_has_no_answer(page, query, ask):
    query.fill(ask)
    expect(status(page)).to_have_text(f"Nothing found for “{ask}”.")
    expect(page.locator(".search-none")).to_be_visible()


def test_no_answer_says_so_and_leads_on(page, query):
    query.fill("zzyzx qqqwv")
    expect(status(page)).to_have_text("Nothing found for “zzyzx qqqwv”.")
    lead = page.locator(".search-none a", has_text="When it goes wrong")
    expect(lead).to_be_visible()
    lead.click()
    page.wait_for_url("**/pytorch/errors/")


def test_number_of_answers_is_announced(page, query):
    assert status(page).get_attribute("role") == "status"
    query.fill("brodcasting")
    expect(status(page)).to_have_text(re.compile(r"^\d+ answers?$"))
    query.fill("momentum checkpoint")
    expect(status(page)).to_have_text(re.compile(r"^\d+ answers? with all of the words, \d+ with some$"))
    query.fill("dropout greenhouse")
    expect(status(page)).to_have_text(re.compile(r"^\d+ answers?, none with all of the words$"))
    query.fill("brodcasting zzyzxqq hdwqj")
    expect(status(page)).to_have_text(re.compile(r"^Not found: “zzyzxqq”, “hdwqj”\. \d+ answers? with other words\.$"))
    query.fill("")
    expect(status(page)).to_have_text("")


def test_spoilers_are_not_found(page, query):
    """Of an exercise the task; of a question neither its answer nor the mistakes to choose from."""
    page.goto("pytorch/autograd/graph/")
    answer = page.locator("details.ask-answer p").first.text_content().split(".")[0]
    page.keyboard.press("Control+k")
    page.locator(".search-query").fill(answer)
    links(page).first.wait_for()
    assert answer not in " ".join(page.locator(".search-context").all_inner_texts())


# The page that it opens


def test_answer_opens_its_page_and_the_passage_is_marked(page, query):
    query.fill("CUDA out of memory")
    links(page).first.wait_for()
    assert ":~:text=" in links(page).first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pytorch/errors/tensors/#out-of-memory*")
    passage = page.get_by_text("On an NVIDIA GPU the message begins with")
    expect(passage).to_be_in_viewport()


def test_answer_on_the_same_page_closes_the_search(page, query):
    query.fill("Ask three questions")
    links(page).first.click()
    expect(page.locator("dialog")).not_to_be_visible()
    expect(page.locator("#ask-three-questions")).to_be_in_viewport()
    page.go_back()
    assert "#" not in page.url


def test_who_writes_at_once_loses_no_letter_and_enter_waits(page):
    held = []
    page.route("**/search/index.json", lambda route: held.append(route))
    page.goto(LESSON)
    page.keyboard.press("Control+k")
    page.keyboard.type("dropout")
    page.keyboard.press("Enter")
    expect(page.locator(".search-query")).to_have_value("dropout")
    expect(status(page)).to_have_text("Loading …")
    (index,) = held
    index.continue_()
    page.wait_for_url("**/glossary/#dropout*")


# Keyboard, focus, phone


@pytest.mark.parametrize("key", ["Control+k", "Control+K", "Meta+k"])
def test_keys_open_the_search_and_escape_gives_the_focus_back(page, key):
    page.goto(LESSON)
    before = page.locator("article a:visible").first
    before.focus()
    page.keyboard.press(key)
    expect(page.locator(".search-query")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).not_to_be_visible()
    expect(before).to_be_focused()


def test_no_key_alone_opens_the_search(page):
    """WCAG 2.1.4; nor do the browser's own shortcuts with the same letter."""
    page.goto(LESSON)
    expect(page.locator(".search-button")).to_be_visible()
    for key in ("/", "k", "Shift+K", "s", "Control+Shift+K", "Control+Alt+k"):
        page.keyboard.press(key)
        assert not page.locator("dialog").is_visible(), key


def test_button_says_its_keys(page):
    page.goto(LESSON)
    button = page.get_by_role("button", name="Search", exact=True)
    expect(button).to_have_attribute("aria-keyshortcuts", "Control+K Meta+K")
    expect(button.locator("kbd")).to_have_text("Ctrl K")
    page.set_viewport_size(PHONE)
    expect(button).to_be_visible()
    expect(button.locator("kbd")).not_to_be_visible()


def test_arrows_walk_through_the_answers(page, query):
    query.fill("gradient")
    links(page).nth(1).wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(links(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(query).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.type(" clipping")
    expect(query).to_have_value("gradient clipping")
    page.keyboard.press("ArrowDown")
    chosen = addresses(page)[0]
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{chosen}*")


def test_focus_stays_in_the_search(page, query):
    query.fill("zzyzxqq")
    for _ in range(15):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement == document.body || !!document.activeElement.closest('dialog')")


@pytest.mark.parametrize("size", [PHONE, {"width": 320, "height": 500}], ids=["phone", "zoomed"])
def test_search_fills_a_phone_and_closes_by_a_tap(browser, size):
    with browser.new_context(**(READER | {"viewport": size}), has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(LESSON)
        page.locator(".search-button").tap()
        expect(page.locator(".search-query")).to_be_focused()
        page.locator(".search-query").fill("mat1 and mat2 shapes cannot be multiplied")
        links(page).first.wait_for()
        frame = page.locator("dialog").bounding_box()
        assert (frame["width"], frame["height"]) == (size["width"], size["height"])
        assert page.locator("dialog").evaluate("one => one.scrollWidth <= one.clientWidth")
        page.locator(".search-close").tap()
        expect(page.locator("dialog")).not_to_be_visible()
        expect(page.locator(".search-button")).to_be_focused()


@pytest.mark.parametrize("touch", [False, True], ids=["desk", "touch"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("words", ["", "zero grad", "zzyzxqq"], ids=["hint", "answers", "nothing"])
def test_opened_search_has_no_violation(browser, words, scheme, touch):
    size = PHONE if touch else READER["viewport"]
    reader = READER | {"viewport": size, "color_scheme": scheme}
    with browser.new_context(**reader, has_touch=touch, is_mobile=touch, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto("glossary/")
        page.keyboard.press("Control+k")
        page.locator(".search-query").fill(words)
        expect(status(page)).to_have_text(re.compile("answers|Nothing" if words else "^$"))
        page.evaluate(AXE_SCRIPT)
        settle(page)
        assert violations(page) == []
        assert violations(page, *OF_COLOUR) == []


# What it loads, and when


def test_nothing_is_asked_for_before_the_reader_turns_to_the_search(page, served):
    start = len(served.sent)
    page.goto(LESSON, wait_until="networkidle")
    page.mouse.move(600, 500)
    assert not [path for path, _ in served.sent[start:] if "search/" in path]
    page.locator(".search-button").hover()
    until(page, "() => performance.getEntriesByType('resource').some(one => one.name.endsWith('search/index.json'))")
    page.wait_for_load_state("networkidle")
    asked = [path for path, _ in served.sent[start:]]
    assert asked.count("/academy/search/index.json") == 1
    weight = max(weight for path, weight in served.sent[start:] if path.endswith("search/index.json"))
    assert weight <= AT_MOST, f"{weight} bytes"


def test_search_without_its_index_says_so_and_tries_again(page):
    seen = []
    page.route("**/search/index.json", lambda route: seen.append(1) or route.fulfill(status=200, body="<html>"))
    page.goto(LESSON)
    page.keyboard.press("Control+k")
    expect(status(page)).to_have_text("The search could not be loaded. Close it and try again.")
    page.keyboard.press("Escape")
    page.unroute("**/search/index.json")
    page.keyboard.press("Control+k")
    page.locator(".search-query").fill("dropout")
    links(page).first.wait_for()
    assert seen


def test_without_scripts_there_is_no_button(browser):
    with browser.new_context(**READER, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(LESSON)
        expect(page.locator(".search-button")).not_to_be_visible()
        expect(page.locator("dialog")).not_to_be_visible()


def test_page_that_is_missing_has_the_search_too(browser):
    with browser.new_context(**READER) as context:
        page = context.new_page()
        page.goto("pytorch/no/such/page/")
        page.keyboard.press("Control+k")
        page.locator(".search-query").fill("glossary")
        links(page).first.click()
        page.wait_for_url(re.compile(re.escape(SITE_URL)))


def test_index_is_of_this_site(site):
    index = json.loads((site / "search/index.json").read_text(encoding="utf-8"))
    assert {one["kind"] for one in index["entries"]} == {"page", "section", "error", "term", "plain"}
    assert len({one["at"] for one in index["entries"]}) == len(index["entries"])
