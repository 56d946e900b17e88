"""Pages with their outputs: what changes, what stays, and that no output leaves its place."""

import os
import re
from functools import partial
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.parse import parse
from academy.recording import Failure, PartResult, figure_name
from academy.render import VARIES, as_html, as_markdown, fenced, readable, render, size
from academy.snippets import read_snippet

GOLDEN = Path(__file__).parent / "golden"
REFRESH = "REFRESH_GOLDEN"  # set it in the environment to write every expected.md anew
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="345.6pt" viewBox="0 0 345.6 216"></svg>'


def parsed(text):
    lesson = parse("page.md", text, partial(read_snippet, GOLDEN / "snippets"))
    assert lesson.problems == ()
    return lesson


def block_of(text="```python\nx\n```\n"):
    (block,) = parsed(text).blocks
    return block


def made_up(block):
    """An output for a block: it prints its place, draws what it has texts for, and fails as it must."""
    if block.said.skip:
        return as_markdown(block, PartResult(skipped=block.said.skip.reason), "", str)
    figures = tuple(SVG + str(number) for number, _ in enumerate(block.said.alts))
    traceback = f"{block.said.raises}: made up" if block.said.raises else ""
    return as_markdown(
        block, PartResult(f"printed by {block.place}\n", figures=figures), traceback, "figures/{}".format
    )


@pytest.mark.parametrize("page", sorted(GOLDEN.glob("*/page.md")), ids=lambda page: page.parent.name)
def test_a_golden_page_is_rendered_as_expected(page):
    found = render(parsed(page.read_text(encoding="utf-8")), made_up)
    expected = page.with_name("expected.md")
    if os.environ.get(REFRESH):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


# --- what stays ----------------------------------------------------------------------------------

PIECES = [
    "Prose.",
    "",
    "   ",
    "\tindented\x0c",
    "a\u2028b",
    "<!-- a note -->",
    "<!-- two\nlines -->",
    "- item",
    "    in the item",
    "```text\nx\n```",
    "    ```python\n    an example\n    ```",
    "````\n```python\nx\n```\n````",
    "<!--\n```python\nx\n```\n-->",
    "```python\nprint(1)  \n\n```",
    "~~~ py\nprint(2)\n~~~",
    "> ```python\n> x\n> ```",
    '=== "Tab"\n\n    ```python\n    x\n    ```',
    "<!--varies-->\n```python\nx\n```",
    "<!--pytest-codeblocks:cont-->\n\n```python\nx\n```",
    "```python\nx\n```\n<!--pytest-codeblocks:expected-output-->\n```\n1\n```",
]
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


@settings(deadline=None, max_examples=300, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=8), ENDS)
def test_all_but_blocks_directives_and_pinned_outputs_stays_to_the_byte(pieces, end):
    text = "\n".join(pieces).replace("\n", end)
    lesson = parse("page.md", text, partial(read_snippet, GOLDEN / "snippets"))
    lines = re.split(f"(?<={end})", text)
    for start, stop in lesson.consumed:
        taken = "".join(lines[start - 1 : stop]).strip()
        assert taken in ("<!--varies-->", "<!--pytest-codeblocks:cont-->") or "expected-output" in taken
        lines[start - 1 : stop] = ["\n", *[""] * (stop - start)]
    kept = "".join(lines)
    assert render(lesson, lambda block: []) == kept
    shown = render(lesson, lambda block: ["OUTPUT"])
    assert shown.count("OUTPUT") == len(lesson.blocks)
    assert re.sub(r"[> ]*\n[> ]*OUTPUT\n[> ]*\n", "", shown) in (kept, kept + "\n")  # the last block's line must end


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.text())
def test_a_page_without_blocks_is_not_changed(text):
    lesson = parse("page.md", text, partial(read_snippet, GOLDEN / "snippets"))
    assert lesson.blocks or render(lesson, lambda block: ["OUTPUT"]) == text


def test_a_block_stays_as_its_author_wrote_it():
    text = '~~~~ {.python title="a"}\n\tx = 1  \n~~~~  \nProse.\n'
    assert render(parsed(text), lambda block: []) == text


def test_a_directive_that_parts_a_fence_from_an_example_leaves_a_blank_line():
    text = "    an example\n<!--varies-->\n```python\nx\n```\n"
    assert render(parsed(text), lambda block: []) == text.replace("<!--varies-->", "")


def test_spaces_at_the_end_of_a_line_of_an_embed_stay_and_blank_lines_get_none(tmp_path):
    (tmp_path / "a.py").write_text('text = """  \nb  \n\n"""\n')
    lesson = parse("page.md", '- item\n\n    ```python\n    --8<-- "a.py"\n    ```\n', partial(read_snippet, tmp_path))
    shown = '- item\n\n    ```python\n    text = """  \n    b  \n\n    """\n    ```\n'
    assert render(lesson, lambda block: []) == shown


# --- what a program printed ----------------------------------------------------------------------

NASTY = [
    *[
        "```",
        "~~~",
        "`````",
        "```python",
        "    ",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "# ",
        "<!--",
        "-->",
        "</code></pre>",
        "</div>",
    ],
    *[
        "</samp>",
        "<script>",
        "&lt;",
        "&",
        "]]>",
        "--8<-- ",
        "{% x %}",
        "$x$",
        "![a](b)",
        "\\",
        "*",
        "_",
        "|",
        "[^1]:",
        "!!! n",
    ],
    *[
        "\x1b[31m",
        "\x1b[",
        "\x1b]0;t\x07",
        "\r",
        "\t",
        "\x00",
        "\x02",
        "\x03",
        "\x02wzxhzdk:0\x03",
        "\x0c",
        "\x85",
        "\u2028",
    ],
    *["\ufeff", "\ufffe", "\U0001f600", "\ud800", "é", "\xa0", '=== "T"', "--- ", "klzzwxh:0"],
]
PRINTED = st.one_of(
    st.text(max_size=40), st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=3)), max_size=15).map("".join)
)
CONTAINERS = [
    "{}",
    "> {}",
    "- item\n\n    {}",
    '=== "Tab"\n\n    {}',
    "> !!! note\n>\n>     {}",
    "<div markdown>\n{}\n</div>",
]


class Tags(HTMLParser):
    """The tags of some HTML that is well formed, and the text inside of each kind."""

    def __init__(self, html):
        super().__init__()
        self.open, self.seen, self.texts = [], [], {}
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))
        if tag != "img":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert tag == "img" or self.open.pop() == tag

    def handle_data(self, data):
        self.texts[self.open[-1]] = self.texts.get(self.open[-1], "") + data

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")


@settings(deadline=None, max_examples=300, derandomize=True)
@given(PRINTED)
def test_printed_text_in_html_is_text_and_nothing_else(printed):
    tags = Tags(as_html(block_of(), PartResult(stdout=printed), "", str))
    expected = ["div", "pre", "samp"] if printed else []
    assert [tag for tag, _ in tags.seen] == expected
    assert tags.texts == ({"samp": readable(printed) + "\n"} if printed else {})


@settings(deadline=None, max_examples=300, derandomize=True)
@given(st.sampled_from(CONTAINERS), PRINTED)
def test_printed_text_in_markdown_comes_back_from_any_container(container, printed):
    before, _, after = container.partition("{}")
    prefix = re.sub(r"[^>]", " ", before.split("\n")[-1])
    page = before + f"\n{prefix}".join(["```python", "x", "```"]) + after + "\n\nBehind.\n"
    shown = render(parsed(page), lambda block: as_markdown(block, PartResult(stdout=printed), "", str))
    html = markdown.markdown(shown, extensions=["admonition", "md_in_html", "pymdownx.superfences", "pymdownx.tabbed"])
    blocks = [unescape(re.sub(r"<[^>]+>", "", block)) for block in re.findall("<code>(.*?)</code>", html, re.DOTALL)]
    assert [block.strip("\n") for block in blocks] == ["x", *([_as_in_a_fence(printed)] if printed else [])]
    assert html.endswith("<p>Behind.</p>")


def _as_in_a_fence(printed):
    """Python-Markdown empties lines of spaces, and its highlighter drops blank lines at the ends."""
    return re.sub("^ +$", "", readable(printed), flags=re.MULTILINE).strip("\n")


@settings(deadline=None, max_examples=300, derandomize=True)
@given(PRINTED)
def test_readable_text_has_no_control_characters_and_is_its_own_readable_text(printed):
    text = readable(printed)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", text)
    assert readable(text) == text


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("\x1b[1;31mred\x1b[0m\n", "red"),
        ("\x1b]8;;https://a\x07link\x1b]8;;\x1b\\", "link"),
        (" 10%\r 50%\r100%\ndone\n", "100%\ndone"),
        ("dos\r\nlines\r\n", "dos\nlines"),
        ("a\tb", "a       b"),
        ("\x00\x07\x7f\x9b", "␀␇␡\ufffd"),
        ("\n\n  indented\n\n", "\n\n  indented"),
    ],
)
def test_readable_text_is_what_a_terminal_leaves(printed, text):
    assert readable(printed) == text


# --- the parts of an output ----------------------------------------------------------------------

RESULT = PartResult("out\n", "err\n", (SVG,), Failure("ValueError", "bad", 1, "ValueError: bad"))
WORDS = ["a", "b.", "1.", "<b>", "</p>", "&lt;", "\n\nc", "**", "``", "](u)", "![", *"*_`<>[]()#&!\\.-+{}~:|"]
ALT = 'A "line" & <dots> [x] *y* `z` \\ _w_ ](u) $a$'


def directed(directive):
    return block_of(f"{directive}\n```python\nx\n```\n")


def test_markdown_shows_streams_then_traceback_then_figures():
    assert as_markdown(directed("<!--alt: A line-->"), RESULT, "ValueError: bad", "f/{}".format) == [
        *["```text", "out", "```", ""],
        *["```text", "err", "```", ""],
        *["```text", "ValueError: bad", "```", ""],
        f"![A line](f/{figure_name(SVG)})",
    ]


def test_html_shows_streams_then_traceback_then_figures_each_with_the_class_output():
    tags = Tags(as_html(directed("<!--alt: A line-->"), RESULT, "ValueError: bad", "f/{}".format))
    classes = [attributes["class"] for tag, attributes in tags.seen if tag in ("div", "figure")]
    assert classes == ["output output-stdout", "output output-stderr", "output output-error", "output output-figure"]
    assert tags.texts["samp"] == "out\nerr\nValueError: bad\n"


def test_a_block_without_output_shows_nothing():
    assert as_markdown(directed("<!--varies-->"), PartResult(), "", str) == []
    assert as_html(directed("<!--varies-->"), PartResult(), "", str) == ""


def test_output_that_varies_says_so():
    block = directed("<!--varies-->")
    assert as_markdown(block, PartResult("1\n"), "", str)[-1] == f"*{VARIES}*"
    assert as_html(block, PartResult("1\n"), "", str).endswith(f'<p class="output output-note">{VARIES}</p>')


def test_a_figure_in_html_has_its_text_and_size():
    html = as_html(directed(f"<!--alt: {ALT}-->"), PartResult(figures=(SVG,)), "", "f/{}".format)
    ((_, attributes),) = [one for one in Tags(html).seen if one[0] == "img"]
    assert attributes == {
        "src": f"f/{figure_name(SVG)}",
        "alt": ALT,
        "width": "461",
        "height": "288",
        "loading": "lazy",
    }


def test_a_figure_in_markdown_has_its_text():
    lines = as_markdown(directed(f"<!--alt: {ALT}-->"), PartResult(figures=(SVG,)), "", str)
    ((_, attributes),) = [one for one in Tags(markdown.markdown("\n".join(lines))).seen if one[0] == "img"]
    assert attributes == {"src": figure_name(SVG), "alt": ALT}


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join))
def test_a_reason_is_one_paragraph_of_text(reason):
    result = PartResult(skipped=reason)
    for html in (
        as_html(block_of(), result, "", str),
        markdown.markdown("\n".join(as_markdown(block_of(), result, "", str))),
    ):
        tags = Tags(html)
        assert [tag for tag, _ in tags.seen] in (["p"], ["p", "em"])
        assert "".join(tags.texts.values()).split() == f"Not run here: {reason}.".split()


def test_the_size_of_a_figure_is_in_pixels_of_the_page():
    assert size('<svg width="75pt" viewBox="0 0 75 37.5">') == (100, 50)
    assert size("<svg>") == (0, 0)


@pytest.mark.parametrize(
    ("code", "mark"),
    [
        ("x", "```"),
        ("a ```` b", "```"),
        ("```\n", "````"),
        ("x\n    `````", "``````"),
        ("~~~", "```"),
        ("\n\n```", "````"),
    ],
)
def test_a_fence_is_longer_than_any_in_its_code(code, mark):
    assert fenced("text", code) == [f"{mark}text", *code.split("\n"), mark]
