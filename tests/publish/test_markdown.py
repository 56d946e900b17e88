"""The page as plain Markdown: its outputs, its folds, and links that lead where its HTML's lead."""

import re
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mini import result
from publishing import DRAWING, any_page, parsed

from academy.judge.outcome import Shown
from academy.page.blocks import Block
from academy.publish.kinds import file_name
from academy.publish.markdown import with_outputs, write_pages
from academy.publish.page import render
from academy.recording import SVG, Output

ADDRESSES = {  # of a site's files, by their names
    "docs/index.md": "index.html",
    "docs/course/README.md": "course/index.html",
    "docs/course/one.md": "course/one/index.html",
    "docs/course/two words.md": "course/two words/index.html",
    "docs/course/flat.md": "course/flat.html",
    "docs/course/é.md": "course/é/index.html",
    "docs/course/project.py": "course/project/index.html",
    "docs/images/a b.png": "images/a b.png",
}
BLOCK = "```python\nx\n```\n"


def nothing(block: Block) -> None:
    """What a block shows whose program could not run."""


def printed(block: Block) -> Shown:
    return Shown(block, result("1\n"))


def written(folder: Path, texts: dict[str, str], extensions: tuple[str, ...] = (), base: str = "") -> dict[str, str]:
    """The Markdown that a site of these pages publishes, by its address."""
    write_pages(folder, [parsed(text, name) for name, text in texts.items()], printed, ADDRESSES, extensions, base)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def relinked(text: str) -> str:
    """The page with x/ before each destination."""
    return with_outputs(any_page(text), nothing, str, "x/{}".format)


# --- links ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "found"),
    [
        ("two%20words.md", "../two%20words/index.md"),
        ("two%20words.md#part-2", "../two%20words/index.md#part-2"),
        ("two%20words.md?a=1#part-2", "../two%20words/index.md?a=1#part-2"),
        ("../index.md", "../../index.md"),
        ("README.md", "../index.md"),
        ("./README.md#top", "../index.md#top"),
        ("one.md", "index.md"),
        ("flat.md", "../flat.md"),
        ("é.md", "../%C3%A9/index.md"),
        ("%C3%A9.md", "../%C3%A9/index.md"),
        ("../images/a%20b.png", "../../images/a%20b.png"),
        ("project.py", "../project/index.html"),
        ("#part", "#part"),
        ("no.md", "no.md"),
        ("../course/", "../course/"),
        ("/course/one.md", "/course/one.md"),
        ("../../../one.md", "../../../one.md"),
        ("https://example.org/docs/course/one.md", "https://example.org/docs/course/one.md"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
@pytest.mark.parametrize(
    "form", ["[a]({})", "![a]({} 'Title')", "[a](<{}>)", "[a]\n\n[a]: {}", "> - [*a* `b`]({}){{.c}}"]
)
def test_a_link_leads_from_one_pages_markdown_to_the_others(tmp_path, form, to, found):
    pages = dict.fromkeys((name for name in ADDRESSES if name.endswith(".md")), "")
    texts = pages | {"docs/course/one.md": form.format(to)}
    assert written(tmp_path, texts)["course/one/index.md"] == form.format(found)


def test_markdown_stands_beside_the_html_of_its_page(tmp_path):
    texts = {
        "docs/index.md": "# Home\n",
        "docs/course/flat.md": "# Flat\n",
        "docs/course/draft.md": "# Not published\n",
    }
    assert written(tmp_path, texts) == {"index.md": "# Home\n", "course/flat.md": "# Flat\n"}


def test_a_notebook_is_a_page_as_others(tmp_path):
    found = written(tmp_path, {"docs/index.md": "[a](course/project.py)\n", "docs/course/project.py": "# Project\n"})
    assert found == {"index.md": "[a](course/project/index.md)\n", "course/project/index.md": "# Project\n"}


@pytest.mark.parametrize("base", ["https://example.org/", "https://example.org/a%20b/"])
def test_links_and_pictures_are_absolute_where_the_site_has_an_address(tmp_path, base):
    text = "[a](two%20words.md#b) ![c](../images/a%20b.png) [d](#e) [f](no.md) [g](https://example.org/h)\n"
    texts = {"docs/course/one.md": text, "docs/course/two words.md": ""}
    assert written(tmp_path, texts, base=base)["course/one/index.md"] == (
        f"[a]({base}course/two%20words/index.md#b) ![c]({base}images/a%20b.png) "
        "[d](#e) [f](no.md) [g](https://example.org/h)\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "`[a](b.md)`",
        "``a ` [a](b.md)``",
        "`two\n[lines](b.md)`",
        "- `[a](b.md)`",
        "```text\n[a](b.md)\n```",
        "```python\nx = '[a](b.md)'\n```",
        "- item\n\n    ~~~text\n    [a](b.md)\n\n    [a]: b.md\n    ~~~",
        "> ```text\n> [a]: b.md\n> ```",
        "A [word] (b.md), [another]: b.md",
        "[a][b.md]",
        "<a href='b.md'>a</a> and <https://example.org/b.md>",
    ],
)
def test_what_is_no_link_and_what_is_code_stays(text):
    assert relinked(text) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("`a` [b](c.md) `d`", "`a` [b](x/c.md) `d`"),
        ("[`a`](b.md)", "[`a`](x/b.md)"),
        ("[a](<two words.md>) b", "[a](<x/two words.md>) b"),
        ("[a]: <two words.md>", "[a]: <x/two words.md>"),
        ("[a](b_(1).md 'c') d)", "[a](x/b_(1).md 'c') d)"),
        (r"\`[a](b.md)\`", r"\`[a](x/b.md)\`"),
        ("A ` here.\n\n[a](b.md)\n\nAnd ` there.", "A ` here.\n\n[a](x/b.md)\n\nAnd ` there."),
        ("> A ` here.\n>\n> [a](b.md)\n>\n> And ` there.", "> A ` here.\n>\n> [a](x/b.md)\n>\n> And ` there."),
        ("[![a](b.png)](c.md)", "[![a](x/b.png)](x/c.md)"),
        ("[a\nb]( c.md )", "[a\nb]( x/c.md )"),
        ("[a](b.md)[c](d.md)", "[a](x/b.md)[c](x/d.md)"),
        ("[a]: b.md 'Title'\n[c d]: <e.md>", "[a]: x/b.md 'Title'\n[c d]: <x/e.md>"),
        ("[a](b.md)\n```text\n[a](b.md)\n```\n[a](b.md)", "[a](x/b.md)\n```text\n[a](b.md)\n```\n[a](x/b.md)"),
    ],
)
def test_every_link_outside_of_code_is_led_on(text, found):
    assert relinked(text) == found


# A run of marks that no other ends is read differently by every Markdown: here each is a word, or whole.
WORDS = ["[a](b.md)", "![a](b.png)", "[a][r]", "[a", "](b.md)", "a", "*", "`", "\\`"]
WORDS += ["`[a](b.md)`", "``[a](b.md) ` c``"]
BREAKS = ["\n", "\n\n", "\n\n```text\n[a](b.md)\n```\n\n", "\n\n```python\n'[a](b.md)'\n```\n\n", "\n\n> ", "\n\n- "]
PAGES = st.lists(st.sampled_from([*(f"{word} " for word in WORDS), *BREAKS]), max_size=12).map("".join)


def shown_links(html: str) -> list[str]:
    return re.findall('(?:href|src)="([^"]*)"', html)


@settings(deadline=None, max_examples=300, derandomize=True)
@given(PAGES)
def test_links_are_led_on_where_the_page_shows_them_and_code_stays(text):
    text += "\n\n[r]: c.md\n"
    html = [markdown.markdown(one, extensions=["pymdownx.superfences"]) for one in (text, relinked(text))]
    links = [re.findall('(?:href|src)="([^"]*)"', one) for one in html]
    codes = [re.findall("<code>.*?</code>", one, re.DOTALL) for one in html]
    assert links[1] == [f"x/{to}" for to in links[0]]
    assert codes[1] == codes[0]


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.one_of(st.text(max_size=40), PAGES), st.sampled_from(["\n", "\r\n"]))
def test_a_page_whose_links_stay_is_the_page_with_outputs(text, end):
    page = any_page(text.replace("\n", end))
    plain = render(page, lambda block: ["```text", "1", "```"])
    assert with_outputs(page, printed, str) == plain


# --- outputs -------------------------------------------------------------------------------------


def test_pictures_are_addressed_from_the_page_on_which_they_stand(tmp_path):
    name = file_name(Output(SVG, DRAWING))
    pages = [parsed(f"<!--alt: A line-->\n{BLOCK}", page) for page in ("docs/index.md", "docs/course/one.md")]
    write_pages(tmp_path, pages, lambda block: Shown(block, result(figures=(DRAWING,))), ADDRESSES, ())
    assert f"![A line](figures/{name})" in (tmp_path / "index.md").read_text()
    assert f"![A line](../../figures/{name})" in (tmp_path / "course/one/index.md").read_text()


def test_a_page_is_written_with_the_extensions_with_which_it_was_read(tmp_path):
    text = '=== "Tab"\n\n    ```text\n    [a](one.md)\n    ```\n'
    assert "[a](one.md)" in written(tmp_path, {"docs/course/one.md": text}, ("pymdownx.tabbed",))["course/one/index.md"]


def test_lines_of_other_systems_keep_their_ends():
    text = "# A\r\n\r\n<!--varies-->\r\n```python\r\nx\r\n```\r\n\r\n[a](b.md)\r\nb\r\n"
    found = with_outputs(parsed(text), printed, str, "x/{}".format)
    output = "\n```text\n1\n```\n\n*This output differs from run to run.*\n\n"
    assert found == f"# A\r\n\r\n\n```python\r\nx\r\n```\r\n{output}\r\n[a](x/b.md)\r\nb\r\n"


# --- what only the site reads --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("---\ntitle: A\ntemplate: home.html\nhide: [toc]\n---\n\n# A\n", "---\ntitle: A\n---\n\n# A\n"),
        ("---\nhide:\n- toc\n-  navigation\n---\n\n# A\n", "# A\n"),
        ("---\nsearch: {exclude: true}\ntags: [a]\n---\n# A\n", "---\ntags: [a]\n---\n# A\n"),
        ("---\r\ntemplate: a\r\ntitle: A\r\n---\r\n# A\r\n", "---\ntitle: A\n---\n# A\n"),
        ("---\n\ntemplate: a\n", "---\n\ntemplate: a\n"),
        ("# A\n\n<!--lessons-->\n\nB\n", "# A\n\nB\n"),
        ("# A\n\nIt is 1<!-- one\nline -->, or `<!--2-->`.\n", "# A\n\nIt is 1, or `<!--2-->`.\n"),
        ("```text\n<!--a-->\n\n\n\nb\n```\n", "```text\n<!--a-->\n\n\n\nb\n```\n"),
        ("Text.\n\n    <!--an example-->\n", "Text.\n\n    <!--an example-->\n"),
        ("> A<!--b--> c\n>\n> <!--d-->\n", "> A c\n>\n> \n"),
    ],
)
def test_the_markdown_has_neither_layout_nor_comments(tmp_path, text, found):
    assert written(tmp_path, {"docs/index.md": text})["index.md"] == found


def test_the_markdown_of_a_page_is_open(tmp_path):
    text = f"A\n\n<!--fold: Why `x` < 1-->\n\n{BLOCK}\n\n\nB\n"
    assert written(tmp_path, {"docs/index.md": text})["index.md"] == (
        f"A\n\n*Why \\`x\\` &lt; 1:*\n\n{BLOCK}\n```text\n1\n```\n\nB\n"
    )


# --- folds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "by"), [("", ""), ("- item\n\n", "    "), ("> Quoted.\n>\n", "> "), ('=== "Tab"\n\n', "    ")]
)
@pytest.mark.parametrize("code", ["x", '--8<-- "cells.py:show"'])
def test_folded_code_is_open_below_its_summary_and_its_output_stands_below(code, before, by, end):
    lines = ["<!--fold: Why < how-->", "```python", code, "```"]
    page = parsed(end.join([*before.split("\n")[:-1], *(by + line for line in lines), ""]))
    (block,) = page.blocks
    found = with_outputs(page, printed, str)
    below = [
        line.removeprefix(by.rstrip()).strip() for line in found.replace("\r\n", "\n").removeprefix(before).split("\n")
    ]
    assert [line for line in below if line] == [
        *["*Why &lt; how:*", "```python", block.code, "```"],
        *["```text", "1", "```"],
    ]
    assert below[below.index("```python") - 1] == ""


@pytest.mark.parametrize("shown", [nothing, lambda block: Shown(block, result())])
def test_folded_code_without_an_output_is_open(shown):
    assert with_outputs(parsed(f"<!--fold: Why-->\n{BLOCK}"), shown, str) == (f"\n\n*Why:*\n\n{BLOCK}")


def test_a_block_whose_program_could_not_run_shows_its_code():
    assert with_outputs(parsed(f"Prose.\n\n{BLOCK}"), nothing, str) == f"Prose.\n\n{BLOCK}"
