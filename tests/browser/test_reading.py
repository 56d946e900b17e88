"""What a reader does: change the colours, copy, walk from page to page, ask for a word's meaning."""

import json
import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from mini import ROOT
from playwright.sync_api import expect

from browser.visit import READER, until

LESSON = "pytorch/tensors/"
NEXT = "pytorch/tensors/dtypes/"
SCHEME = "getComputedStyle(document.body).backgroundColor"
CHOSEN = "document.documentElement.dataset.scheme"
LIGHT, DARK = "rgb(253, 252, 249)", "rgb(17, 22, 30)"
BLOCKS = "article .highlight:has(code)"


def recorded(site, name):
    """The sources of the blocks of a page, as the build ran them."""
    programs = json.loads((site / "recordings.json").read_text(encoding="utf-8"))["programs"]
    pages = {f"docs/{name.strip('/')}.md", f"docs/{name}index.md"}
    return [block["source"].strip("\n") for one in programs for block in one["blocks"] if block["page"] in pages]


@pytest.fixture
def copied(context, page):
    """A function that copies a block by its button and gives what the clipboard then holds."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])

    def copied(block):
        page.evaluate("navigator.clipboard.writeText('nothing')")
        block.hover()
        block.locator(".code-copy").click()
        until(page, "() => navigator.clipboard.readText().then(text => text != 'nothing')")
        return page.evaluate("navigator.clipboard.readText()")

    return copied


# Colours


def expect_scheme(page, scheme):
    expect(page.locator("body")).to_have_css("background-color", scheme)


def press_toggle(page):
    page.locator("[data-scheme-button]").click()


def test_colours_go_round_and_stay(page):
    """System, light, dark: each over a reload and over a walk to another page, on a system that is dark."""
    page.emulate_media(color_scheme="dark")
    page.goto(LESSON)
    states = []
    for expected in (DARK, LIGHT, DARK, DARK):
        expect_scheme(page, expected)
        page.reload()
        assert page.evaluate(SCHEME) == expected
        page.goto(NEXT)
        assert page.evaluate(SCHEME) == expected
        page.go_back()
        page.wait_for_url(f"**/{LESSON}")
        states.append(page.evaluate(CHOSEN))
        press_toggle(page)
    assert states == ["system", "light", "dark", "system"]


def test_colours_of_the_system_are_followed_at_once(page):
    page.goto(LESSON)
    expect_scheme(page, LIGHT)
    page.emulate_media(color_scheme="dark")
    expect_scheme(page, DARK)


@pytest.mark.parametrize("kept", ["throw new DOMException('denied', 'SecurityError')", "return {getItem: () => '{'}"])
def test_colours_change_without_a_store_of_settings(page, kept):
    """Who forbids cookies has none; what is kept may be torn. The page fixture sees errors."""
    page.add_init_script(f"Object.defineProperty(window, 'localStorage', {{get() {{ {kept} }}}})")
    page.goto(LESSON)
    seen = [page.evaluate(SCHEME)]
    for _ in range(3):
        press_toggle(page)
        seen.append(page.evaluate(SCHEME))
    assert seen == [LIGHT, LIGHT, DARK, LIGHT]


def test_a_figure_is_drawn_for_the_chosen_colours(page):
    page.goto(LESSON)
    figure = page.locator("article .output-figure img").first
    for scheme in ("light", "dark"):
        press_toggle(page)
        assert figure.evaluate("one => getComputedStyle(one).colorScheme") == scheme


# Before each frame that the browser draws: the colour that it is about to draw behind the page.
FRAMES = """{
    window.drawn = []
    const look = () => {
        if (document.body) drawn.push(getComputedStyle(document.body).backgroundColor)
        requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
}"""


@pytest.mark.parametrize("system", ["light", "dark"])
def test_chosen_dark_never_flashes_light(page, system):
    """Also not while scripts are slow to come."""
    page.emulate_media(color_scheme=system)
    page.goto(LESSON)
    press_toggle(page)
    press_toggle(page)
    assert page.evaluate(SCHEME) == DARK
    assert frames(page) == {page.evaluate("getComputedStyle(document.body).backgroundColor")}


def test_dark_of_the_system_never_flashes_light(page):
    """At the first visit, before anything is chosen."""
    page.emulate_media(color_scheme="dark")
    page.goto("")
    expect_scheme(page, DARK)
    page.evaluate("localStorage.clear()")
    assert frames(page) == {page.evaluate("getComputedStyle(document.body).backgroundColor")}


def frames(page):
    page.add_init_script(FRAMES)
    page.route("**/*.js", lambda route: (page.wait_for_timeout(200), route.continue_()))
    page.reload(wait_until="networkidle")
    return set(page.evaluate("drawn"))


# Copying


@pytest.mark.parametrize("name", [LESSON, "pytorch/errors/tensors/", ""], ids=["lesson", "mistakes", "home"])
def test_copy_gives_the_code_of_the_block_alone(page, copied, site, name):
    page.goto(name)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.locator("article .highlight button").first.wait_for(state="attached")
    blocks = [block for block in page.locator(f"{BLOCKS}:is(.language-python, .language-py)").all()]
    known = recorded(site, name)
    visible = [block for block in blocks if block.is_visible()]
    assert visible
    for block in visible:
        assert copied(block).strip("\n") in known


def test_copy_of_commands_has_no_prompt_and_no_output(page, copied):
    page.goto("pytorch/")
    block = page.locator(f"{BLOCKS}:has(.gp), {BLOCKS}.language-console, {BLOCKS}.language-text").first
    shown = block.locator("code").inner_text()
    lines = [
        line.removeprefix("$ ") for line in shown.splitlines() if not shown.startswith("$") or line.startswith("$ ")
    ]
    assert copied(block).strip() == "\n".join(lines).strip()


def test_copy_says_that_it_did(page, copied):
    page.goto(LESSON)
    copied(page.locator(BLOCKS).first)
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()


# From page to page


def test_walking_on_and_back_shows_whole_pages(page, copied, site):
    page.goto(LESSON)
    page.locator(f"a[href$='{NEXT.removeprefix(LESSON)}']:visible").first.click()
    whole(page, copied, site, NEXT)
    page.go_back()
    whole(page, copied, site, LESSON)
    page.go_forward()
    whole(page, copied, site, NEXT)


def whole(page, copied, site, name):
    """The page arrived at has its own address, title, heading, figures, outputs and copy buttons."""
    html = BeautifulSoup((site / name / "index.html").read_text(encoding="utf-8"), "html.parser")
    page.wait_for_url(f"**/{name}")
    expect(page.locator("article h1")).to_have_text(html.h1.get_text())
    expect(page).to_have_title(html.title.get_text())
    figure = page.locator("article img:visible").first
    figure.scroll_into_view_if_needed()
    figure.evaluate("image => image.decode()")
    assert page.locator("article .output").first.inner_text().strip()
    assert copied(page.locator(f"{BLOCKS}:is(.language-python, .language-py)").first).strip("\n") in recorded(
        site, name
    )


def test_walking_to_a_project_and_the_home_page(page):
    page.goto("pytorch/")
    page.locator("article a[href*='projects/digits']").first.click()
    page.wait_for_url("**/projects/digits/")
    expect(page.locator("article h1")).to_be_visible()
    page.locator(".header-home").click()
    page.wait_for_url("**/academy/")
    expect(page.locator("article h1")).to_be_visible()


@pytest.mark.parametrize("name", [LESSON, "", "pytorch/errors/"])
def test_no_page_is_barred_from_the_fast_way_back(page, name):
    """A page that is kept whole comes back at once; whatever bars it is named by the browser."""
    page.goto(name, wait_until="networkidle")
    barred = page.evaluate("performance.getEntriesByType('navigation')[0].notRestoredReasons ?? null")
    held = page.evaluate("Object.keys(window).filter(name => /^on(before)?unload$/.test(name) && window[name])")
    assert barred is None and held == []


def test_a_link_to_a_section_shows_it(page):
    page.goto("pytorch/errors/")
    link = page.locator("article a[href*='errors/'][href*='#'], article a[href^='tensors/#']").first
    anchor = link.get_attribute("href").partition("#")[2]
    link.click()
    target = page.locator(f"[id='{anchor}']")
    expect(target).to_be_in_viewport()
    until(page, "one => one.getBoundingClientRect().top < innerHeight / 2", target.element_handle())
    header = page.locator(".header").bounding_box()
    assert target.bounding_box()["y"] >= header["height"] - 1, "the header hides the heading"


@pytest.mark.parametrize("address", ["#100%", "#no-such-place"])
def test_an_address_that_names_nothing_is_the_page(page, address):
    """Also for who listens: the last repair of the page is the names of its blocks. The page fixture sees errors."""
    page.goto(LESSON + address)
    expect(page.get_by_role("group", name="Block 1", exact=True)).to_be_attached()


# Motion


def test_nothing_moves_for_who_asks_for_that(browser):
    with browser.new_context(**READER, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(LESSON)
        moving = (
            "document.getAnimations().filter(one => one.playState == 'running').map(one => one.effect.target.className)"
        )
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
        press_toggle(page)
        assert page.evaluate(moving) == []
        page.keyboard.press("Control+k")
        expect(page.locator(".search-query")).to_be_focused()
        assert page.evaluate(moving) == []


# Proof


def test_badge_says_what_ran_and_opens(page, site):
    page.goto(LESSON)
    badge = page.locator("article details", has=page.locator("summary", has_text=re.compile(r"\d+ programs?"))).first
    environment = json.loads((site / "recordings.json").read_text(encoding="utf-8"))["environment"]
    said = badge.locator("summary").inner_text()
    assert f"torch {environment['torch'].partition('+')[0]}" in said and f"Python {environment['python']}" in said
    closed = badge.bounding_box()["height"]
    badge.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(badge).to_have_attribute("open", "")
    assert badge.bounding_box()["height"] > closed


def first_blocks(site):
    """Each program with its first block on a page; one that only answers a question has none."""
    for program in json.loads((site / "recordings.json").read_text(encoding="utf-8"))["programs"]:
        shown = [block for block in program["blocks"] if not is_offered(block)]
        if shown:
            yield program["program"], shown[0]


def is_offered(block):
    page = ROOT / block["page"]
    return page.suffix == ".md" and "<!--option:" in page.read_text(encoding="utf-8").splitlines()[block["line"] - 1]


def test_verified_page_leads_to_every_program(page, site):
    wanted = sorted(block["line"] for _, block in first_blocks(site) if block["page"].startswith("docs/pytorch/"))
    page.goto("pytorch/verified/")
    page.evaluate("document.querySelectorAll('.page-programs').forEach(one => one.open = true)")
    links = [int(link) for link in page.locator("article a").all_inner_texts() if re.fullmatch(r"\d+", link)]
    assert sorted(links) == wanted
    page.locator("article td a").first.click()
    page.wait_for_url("**#**")
    anchor = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()


def test_report_of_a_mistake_names_the_program(page, site):
    page.goto(LESSON)
    links = page.locator("a[href*='/issues/new']").evaluate_all("all => all.map(one => decodeURIComponent(one.href))")
    first = first_blocks(site)
    here = {f"({name})": block for name, block in first if block["page"] == "docs/pytorch/tensors.md"}
    assert here
    for name, block in here.items():
        assert [link for link in links if f"docs/pytorch/tensors.md:{block['line']} {name}" in link], (name, links)


def test_footer_leads_to_the_pages_beside(page):
    page.goto(NEXT)
    assert page.locator("footer a[href$='tensors/'], footer [rel=prev]").count()
    headings = [int(one[1]) for one in page.locator("h1, h2, h3").evaluate_all("all => all.map(one => one.tagName)")]
    assert all(after <= before + 1 for before, after in pairwise(headings))
