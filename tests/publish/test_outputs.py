"""Outputs in HTML and in Markdown: each in its place, and none that leaves it."""

import re
from html import unescape

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mini import result
from publishing import CONTROLS, DRAWING, MARKUP, PRINTED, Tags, block_of, parsed, png

from academy.judge.outcome import Shown
from academy.judge.terminal import readable
from academy.page.directives import VARIES
from academy.problems import Problem
from academy.publish.kinds import file_name
from academy.publish.outputs import as_html, as_markdown, fold_html, problem_html
from academy.publish.page import render
from academy.publish.tracebacks import error_html
from academy.recording import PNG, STDOUT, SVG, Failure, Output, PartResult

CONTAINERS = [
    "{}",
    "> {}",
    "- item\n\n    {}",
    '=== "Tab"\n\n    {}',
    "> !!! note\n>\n>     {}",
    "<div markdown>\n{}\n</div>",
]
FIGURE = Output(SVG, DRAWING)
FAILURE = Failure("ValueError", "bad", 1, "ValueError: bad")
ALT = 'A "line" & <dots> [x] *y* `z` \\ _w_ ](u) $a$'
WORDS = ["a", "b.", "1.", "<b>", "</p>", "&lt;", "\n\nc", "**", "``", "](u)", "![", *"*_`<>[]()#&!\\.-+{}~:|"]


def html_of(left: PartResult, directives: str = "", anchor: str = "") -> str:
    return as_html(Shown(block_of(directives), left), "f/{}".format, anchor)


def markdown_of(left: PartResult, directives: str = "") -> list[str]:
    return as_markdown(Shown(block_of(directives), left), "f/{}".format)


# --- what a program printed ----------------------------------------------------------------------


@settings(deadline=None, max_examples=300, derandomize=True)
@given(PRINTED)
def test_printed_text_in_html_is_text_and_nothing_else(printed):
    tags = Tags(html_of(result(printed)))
    expected = ["div", "pre", "samp"] if printed else []
    assert [tag for tag, _ in tags.seen] == expected
    assert tags.texts == ({"samp": readable(printed) + "\n"} if printed else {})


@settings(deadline=None, max_examples=300, derandomize=True)
@given(st.sampled_from(CONTAINERS), PRINTED)
def test_printed_text_in_markdown_comes_back_from_any_container(container, printed):
    before, _, after = container.partition("{}")
    prefix = re.sub(r"[^>]", " ", before.split("\n")[-1])
    page = before + f"\n{prefix}".join(["```python", "x", "```"]) + after + "\n\nBehind.\n"
    shown = render(parsed(page), lambda block: as_markdown(Shown(block, result(printed)), str))
    html = markdown.markdown(shown, extensions=["admonition", "md_in_html", "pymdownx.superfences", "pymdownx.tabbed"])
    blocks = [unescape(re.sub(r"<[^>]+>", "", block)) for block in re.findall("<code>(.*?)</code>", html, re.DOTALL)]
    assert [block.strip("\n") for block in blocks] == ["x", *([_as_in_a_fence(printed)] if printed else [])]
    assert html.endswith("<p>Behind.</p>")


def _as_in_a_fence(printed: str) -> str:
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
        ("abc\rX\n", "Xbc"),
        ("loading\r\x1b[Kdone", "done"),
        ("loading\x1b[2K\rdone", "done"),
        ("ab\b\bcd", "cd"),
        ("3\b2\b1", "1"),
        ("\b\b\x1b[9A\x1b[9Dx", "x"),
        ("outer 1\ninner 1\x1b[A\router 2\ninner 2\x1b[A\router 3\n", "outer 3\ninner 2"),
        ("one\ntwo\x1b[1A\x1b[2Cz\x1b[1B!", "one  z\ntwo   !"),
        ("a\x1b[3Cb\r", "a   b"),
        ("end\r", "end"),
        ("dos\r\nlines\r\n", "dos\nlines"),
        ("a\tb", "a       b"),
        ("\x00\x07\x7f\x9b", "␀␇␡\ufffd"),
        ("\n\n  indented\n\n", "\n\n  indented"),
    ],
)
def test_readable_text_is_what_a_terminal_leaves(printed, text):
    assert readable(printed) == text


# --- the parts of an output ----------------------------------------------------------------------


def test_markdown_shows_streams_then_figures_then_traceback():
    assert markdown_of(result("out\n", "err\n", (DRAWING,), FAILURE), "<!--alt: A line-->") == [
        *["```text", "out", "```", ""],
        *["```text", "err", "```", ""],
        *[f"![A line](f/{file_name(FIGURE)})", ""],
        *["```text", "ValueError: bad", "```"],
    ]


def test_html_shows_streams_then_figures_then_traceback_each_with_the_class_output():
    tags = Tags(html_of(result("out\n", "err\n", (DRAWING,), FAILURE), "<!--alt: A line-->"))
    classes = [attributes["class"] for tag, attributes in tags.seen if tag in ("div", "figure")]
    assert classes == ["output output-stdout", "output output-stderr", "output output-figure", "output output-error"]
    assert tags.texts["samp"] == "out\nerr\nValueError: bad\n"


def test_outputs_stand_in_the_order_in_which_they_came():
    picture = Output(PNG, png(2, 3))
    left = PartResult((Output(STDOUT, "one\n"), picture, Output(STDOUT, "two\n"), FIGURE))
    directives = "<!--alt: A square-->\n<!--alt: A line-->"
    assert markdown_of(left, directives) == [
        *["```text", "one", "```", ""],
        *[f"![A square](f/{file_name(picture)})", ""],
        *["```text", "two", "```", ""],
        f"![A line](f/{file_name(FIGURE)})",
    ]
    tags = Tags(html_of(left, directives))
    assert [image["alt"] for image in tags.of("img")] == ["A square", "A line"]
    assert [tag for tag, _ in tags.seen if tag in ("div", "img")] == ["div", "img", "div", "img"]


def test_a_block_without_output_shows_nothing():
    assert markdown_of(PartResult(), "<!--varies-->") == []
    assert html_of(PartResult(), "<!--varies-->") == ""


def test_output_that_varies_says_so():
    assert markdown_of(result("1\n"), "<!--varies-->")[-1] == f"*{VARIES}*"
    assert html_of(result("1\n"), "<!--varies-->").endswith(f'<p class="output output-note">{VARIES}</p>')


def test_a_figure_in_html_has_its_text_and_size():
    assert Tags(html_of(result(figures=(DRAWING,)), f"<!--alt: {ALT}-->")).of("img") == [
        {"src": f"f/{file_name(FIGURE)}", "alt": ALT, "width": "461", "height": "288", "loading": "lazy"}
    ]


def test_a_figure_in_markdown_has_its_text():
    lines = markdown_of(result(figures=(DRAWING,)), f"<!--alt: {ALT}-->")
    (image,) = Tags(markdown.markdown("\n".join(lines))).of("img")
    assert image == {"src": f"f/{file_name(FIGURE)}", "alt": ALT}


def test_a_figure_without_a_text_is_shown_all_the_same():
    """A build ends with it; a preview shows it."""
    left = result(figures=(DRAWING, DRAWING + "2"))
    assert [image["alt"] for image in Tags(html_of(left, "<!--alt: A line-->")).of("img")] == ["A line", ""]
    assert markdown_of(left, "<!--alt: A line-->")[-1].startswith("![](f/")


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join))
def test_a_reason_is_one_paragraph_of_text(reason):
    left = result(skipped=reason)
    for html in (html_of(left), markdown.markdown("\n".join(markdown_of(left)))):
        tags = Tags(html)
        assert [tag for tag, _ in tags.seen] in (["p"], ["p", "em"])
        assert "".join(tags.texts.values()).split() == f"Not run here: {reason}.".split()


# --- anchors, folds, problems --------------------------------------------------------------------


@pytest.mark.parametrize(
    "left",
    [
        result("1\n", "2\n"),
        result(figures=(DRAWING,)),
        result(failure=FAILURE),
        result(skipped="why"),
        result('<p class="output">\n'),
    ],
)
def test_an_anchor_is_the_id_of_the_first_output(left):
    plain, anchored = Tags(html_of(left)), Tags(html_of(left, anchor='"a"'))
    (tag, attributes), *rest = anchored.seen
    assert (tag, attributes.pop("id")) == (plain.seen[0][0], '"a"')
    assert [(tag, attributes), *rest] == plain.seen
    assert anchored.texts == plain.texts


def test_an_anchor_where_nothing_is_shown_is_an_empty_place():
    assert Tags(html_of(PartResult(), anchor="a")).seen == [("span", {"id": "a"})]


@settings(deadline=None, derandomize=True)
@given(st.text())
def test_a_fold_is_closed_around_its_code_and_its_summary_is_text(summary):
    start, end = fold_html(summary)
    tags = Tags(f"{start}<pre>x</pre>{end}")
    assert tags.seen == [("details", {"class": "fold"}), ("summary", {}), ("pre", {})]
    assert tags.texts.pop("pre") == "x"
    assert tags.texts == ({"summary": summary} if summary else {})


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.lists(st.sampled_from(MARKUP + CONTROLS), min_size=1, max_size=8).map("".join))
def test_a_problem_is_an_alert_of_text(text):
    problem = Problem("docs/a.md", 3, text, text, text)
    tags = Tags(problem_html(problem))
    assert [tag for tag, _ in tags.seen] == ["div", "pre", "samp"]
    assert tags.of("div") == [{"class": "output output-problem", "role": "alert"}]
    assert tags.texts["samp"] == readable(str(problem)) + "\n"


# --- tracebacks ----------------------------------------------------------------------------------

OWN = ("docs/a.md", "snippets/")
HEAD = "Traceback (most recent call last):\n"
MINE = '  File "docs/a.md", line 3, in <module>\n    f(x < 1)\n    ^^^^^^^^\n'
SNIPPET = '  File "snippets/a.py", line 1, in f\n    g()\n'
TORCH = '  File "torch/nn/module.py", line 10, in call\n    return forward()\n'
NUMPY = '  File "numpy.py", line 2, in add\n    return a + b\n'
STRING = '  File "<string>", line 1, in <module>\n'
FROZEN = '  File "<frozen importlib>", line 1, in load\n'
END = "ValueError: a < b\nand a second line"


def folds_of(html: str) -> list[str]:
    return re.findall("<summary>(.*?)</summary>", html)


@pytest.mark.parametrize(
    ("frames", "folds"),
    [
        ([MINE], []),
        ([MINE, SNIPPET, MINE], []),
        ([MINE, TORCH], ["1 frame inside torch"]),
        ([MINE, TORCH, TORCH, TORCH], ["3 frames inside torch"]),
        ([MINE, TORCH, NUMPY], ["2 frames inside torch"]),
        ([MINE, NUMPY], ["1 frame inside numpy"]),
        ([MINE, TORCH, SNIPPET, NUMPY, NUMPY], ["1 frame inside torch", "2 frames inside numpy"]),
        ([TORCH, MINE], ["1 frame inside torch"]),
        ([MINE, STRING, TORCH], ["1 frame inside torch"]),
        ([MINE, FROZEN], ["1 frame inside &lt;frozen importlib&gt;"]),
        ([], []),
    ],
)
def test_the_frames_of_libraries_are_folded_and_all_stays_in_order(frames, folds):
    html = error_html(HEAD + "".join(frames) + END, OWN)
    assert folds_of(html) == folds
    tags = Tags(html)
    assert tags.texts["samp"] == HEAD + "".join(frames) + END + "\n"
    outside = Tags(re.sub("<details>.*?</details>", "", html, flags=re.DOTALL)).texts["samp"]
    assert [frame for frame in (MINE, SNIPPET, STRING, TORCH, NUMPY, FROZEN) if frame in outside] == [
        frame for frame in (MINE, SNIPPET, STRING) if frame in frames
    ]


def test_the_message_stands_apart_from_the_frames():
    html = error_html(HEAD + MINE + TORCH + END, OWN)
    message = html[html.index('<pre class="message"') :]
    assert Tags(message.removesuffix("</div>")).texts == {"samp": END + "\n"}


def test_an_error_without_frames_is_all_message():
    assert error_html("SyntaxError: invalid syntax", OWN) == (
        '<div class="output output-error">'
        '<pre class="message" tabindex="0"><samp>SyntaxError: invalid syntax\n</samp></pre></div>'
    )


def test_the_frames_of_a_cause_are_folded_on_their_own():
    link = "\nDuring handling of the above exception, another exception occurred:\n\n"
    html = error_html(HEAD + MINE + TORCH + "KeyError: 1\n" + link + HEAD + MINE + NUMPY + END, OWN)
    assert folds_of(html) == ["1 frame inside torch", "1 frame inside numpy"]
    assert "KeyError: 1" in Tags(html).texts["samp"]


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.lists(st.sampled_from([HEAD, MINE, SNIPPET, TORCH, NUMPY, END, "\n", "<b>", "  File "])).map("".join))
def test_any_traceback_is_text_of_which_nothing_is_lost(traceback):
    text = Tags(error_html(traceback, OWN)).texts["samp"]
    assert re.sub(r"\s+", "", text) == re.sub(r"\s+", "", traceback)
