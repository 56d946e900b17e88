"""What `scan` takes for a block is what the rendered page shows as one."""

import contextlib
import io
import re
from html import unescape
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mini import ROOT
from mkdocs.utils.meta import get_data

from academy.page.fences import STRUCTURE, Comment, Fence, front_matter, is_python, lines_of, scan

CONSTRAINTS = ROOT / "constraints.txt"
EXTENSIONS = [
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.tabbed",
]
OPTIONS = {"pymdownx.highlight": {"pygments_lang_class": True}, "pymdownx.tabbed": {"alternate_style": True}}


def to_html(text):
    """The page as Material for MkDocs has it made, without its comments."""
    html = markdown.markdown(text, extensions=EXTENSIONS, extension_configs=OPTIONS)
    return re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)


def shown_code(text, language="python|py"):
    """The code of the blocks in the page's HTML, sorted: footnotes are shown last, wherever they stand."""
    block = rf'<div [^>]*class="language-(?:{language}) [^"]*highlight"[^>]*>.*?<code[^>]*>(.*?)</code>'
    blocks = re.findall(block, to_html(text), re.DOTALL | re.IGNORECASE)
    return sorted(unescape(re.sub(r"<[^>]+>", "", block)).strip("\n") for block in blocks)


def python_fences(text):
    return [piece for piece in scan(text) if is_python(piece) and piece.closed]


def scanned_code(text):
    return sorted("\n".join(fence.code).strip("\n") for fence in python_fences(text))


def only_piece(text):
    pieces = scan(text)
    assert len(pieces) == 1
    return pieces[0]


# --- pages made at random ------------------------------------------------------------------------

PROSE = ["Prose.", "Prose, `code`.", "## Heading", "* * *", "- item", "1. item", "> quoted", "", "-->", "<br>"]
INFOS = [
    "python",
    "py",
    'python title="a" hl_lines="1"',
    "{.python #name}",
    "{#name .py .more}",
    "text",
    "",
    "python no",
]
CODE = ["", "if x:", "    x = 1", "```", "~~~", "~~~~", "    ```", "<!-- c -->", "<div>", "-->", "> y", "\tz", "'''"]
HEADS = [
    '=== "Tab"',
    "!!! note",
    '??? note "More"',
    "- item",
    "1. item",
    "term\n:   told",
    "[^1]:",
    "prose",
    "- a\n\n    - b",
]


@st.composite
def fences(draw):
    mark = draw(st.sampled_from(["```", "~~~", "````"]))
    code = [f"print({draw(st.integers(0, 999))})", *draw(st.lists(st.sampled_from(CODE), max_size=4))]
    end = draw(st.sampled_from([[mark]] * 6 + [[mark + " "], []]))
    return [mark + draw(st.sampled_from(INFOS)), *code, *end]


def containers(inner):
    """Pages that hold the inner pages in a container of any kind, well made or not."""

    def under(head, by, blank, lines):
        return [*head.split("\n"), *([""] if blank else []), *(by + line if line else "" for line in lines)]

    def behind(by, lines):
        return [by + line for line in lines]

    def around(ends, lines):
        return [ends[0], *lines, ends[1]]

    ends = [
        ("<!--", "-->"),
        ("<div>", "</div>"),
        ("<div markdown>", "</div>"),
        ("`````md", "`````"),
        ("~~~~~", "~~~~~"),
    ]
    return st.one_of(
        st.builds(under, st.sampled_from(HEADS), st.sampled_from(["    ", "  ", "\t"]), st.booleans(), inner),
        st.builds(behind, st.sampled_from(["> ", ">", "    ", "  "]), inner),
        st.builds(around, st.sampled_from([*ends, ("<!-- note -->", "")]), inner),
        st.builds(lambda one, two: [*one, "", *two], inner, inner),
        st.builds(lambda one, two: one + two, inner, inner),
    )


PAGES = st.recursive(st.one_of(fences(), st.lists(st.sampled_from(PROSE), max_size=3)), containers, max_leaves=8)

PREFIXES = ["", "", "", "    ", "  ", "> ", "    > ", "> >", "\t", ">     ", "        ", "   "]
BODIES = [*PROSE, *HEADS, *CODE, "```python", "```python", "~~~py", "<!--", "<!-- note -->", "</div>", "<div markdown>"]
BODIES += ["text <!-- b", "text `<!--` c", "`", "\\`", "| a | b |", "|---|---|", "[a]:", "<hr>", "<b>", "</b>", "<pre>"]
LINES = st.lists(st.builds(str.__add__, st.sampled_from(PREFIXES), st.sampled_from(BODIES)), max_size=14)


@settings(deadline=None, max_examples=400, derandomize=True)
@given(PAGES.map("\n".join))
def test_scan_of_nested_containers_finds_the_blocks_that_the_page_shows(text):
    assert scanned_code(text) == shown_code(text)


@settings(deadline=None, max_examples=600, derandomize=True)
@given(LINES.map("\n".join))
def test_scan_of_lines_in_disorder_finds_the_blocks_that_the_page_shows(text):
    assert scanned_code(text) == shown_code(text)


@settings(deadline=None, max_examples=200, derandomize=True)
@given(PAGES.map("\n".join))
def test_scan_gives_the_lines_of_each_fence_and_its_code(text):
    lines = [line.expandtabs(4) for line in lines_of(text)]
    for fence in python_fences(text):
        inside = [line[len(fence.prefix) :] for line in lines[fence.line : fence.end - 1]]
        assert lines[fence.line - 1].startswith(fence.prefix + fence.mark)
        assert lines[fence.end - 1].lstrip("> ").rstrip() == fence.mark
        assert [line.rstrip() for line in fence.code] == [line.rstrip() for line in inside]


def pages_of(distribution):
    with contextlib.suppress(PackageNotFoundError):  # it is for the checks, or for another platform
        return [Path(file.locate()) for file in files(distribution) or [] if file.suffix == ".md"]
    return []


def test_scan_of_every_page_of_the_pinned_packages_finds_the_blocks_that_it_shows():
    pinned = re.findall(r"^([\w.-]+)==", CONSTRAINTS.read_text(encoding="utf-8"), re.MULTILINE)
    pages = sorted(page for name in pinned for page in pages_of(name) if page.is_file())
    texts = {page: page.read_text(encoding="utf-8-sig", errors="replace") for page in pages}
    plain = {page: text for page, text in texts.items() if not text.startswith("---")}  # MkDocs takes front matter off
    assert any(python_fences(text) for text in plain.values())
    for page, text in plain.items():
        assert (page, scanned_code(text)) == (page, shown_code(text))


# --- fences --------------------------------------------------------------------------------------


def test_a_fence_carries_all_that_its_page_says_of_it():
    text = 'Prose.\n\n=== "Tab"\n\n    ~~~~ py title="a b"\n    x = 1\n\n    ~~~\n    ~~~~\n'
    assert only_piece(text) == Fence(5, 9, "    ", "~~~~", 'py title="a b"', "py", ("x = 1", "", "~~~"))


@pytest.mark.parametrize(
    "info", ["python", "py", " python", "Python", '{ .python title="a" }', "{#id .py}", "{.py .x}"]
)
def test_a_fence_of_python_is_a_python_block_in_every_form_of_its_info(info):
    assert is_python(only_piece(f"```{info}\nx\n```\n"))


@pytest.mark.parametrize("info", ["", "text", "pycon", "pythonic", "{.text .python}"])
def test_a_fence_of_another_language_is_no_python_block(info):
    piece = only_piece(f"```{info}\nx\n```\n")
    assert piece.closed
    assert not is_python(piece)


@pytest.mark.parametrize(
    "text",
    [
        "````md\n```python\nx\n```\n````\n",
        "~~~\n```python\nx\n```\n~~~\n",
        "<!--\n```python\nx\n```\n-->\n",
        "<!-- The arrow --> in a fence ends no comment:\n<!--\n```python\n'-->'\n```\n-->\n",
        "Prose:\n\n    ```python\n    x\n    ```\n",
        "- item\n\n        ```python\n        x\n        ```\n",
    ],
)
def test_a_fence_in_text_is_no_block(text):
    assert not python_fences(text)


def test_a_fence_in_a_footnote_is_a_block():
    assert scanned_code("Prose.[^1]\n\n[^1]:\n    ```python\n    x\n    ```\n") == ["x"]


def test_an_empty_fence_has_no_code_and_a_blank_line_is_code():
    assert only_piece("```python\n```\n").code == ()
    assert only_piece("```python\n\n```\n").code == ("",)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Prose.\n\n```python\nx\n", 3),
        ("- item\n\n    ```python\n    x\n\nProse.\n", 3),
        ("> ```python\n> x\n\nProse.\n", 1),
        ("```python\nx\n````\n", 1),
        ("```python words that nobody knows\nx\n```\n", 1),
        ("```python title=bare\nx\n```\n", 1),
        ("- ```python\n  x\n  ```\n", 1),
        ("    an example\n```python\nx\n```\n", 2),  # superfences takes it back, and it becomes prose
        ("```text\nx\n", 1),
    ],
)
def test_a_fence_that_the_page_shows_as_prose_is_found_unclosed(text, line):
    first = scan(text)[0]
    assert isinstance(first, Fence)
    assert (first.line, first.closed) == (line, False)


@pytest.mark.parametrize(
    "text",
    [
        "Use ```x``` in prose.\n\n```a``` begins this line.\n",
        "An example:\n\n    ```python\n    x\n\nProse.\n",
        "<!--\n```python\nx\n-->\n",
        "<pre>\n```python\n</pre>\n",
    ],
)
def test_marks_of_a_fence_in_code_or_a_comment_are_no_unclosed_fence(text):
    assert not [piece for piece in scan(text) if isinstance(piece, Fence)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_alike_with_every_line_end(end):
    text = end.join(["One", "", "```python", "x", "", "y", "```", "```py", "z", "```"])
    assert [(fence.line, fence.end, fence.code) for fence in scan(text)] == [(3, 7, ("x", "", "y")), (8, 10, ("z",))]


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.text(alphabet=st.one_of(st.sampled_from("\r\n\x0b\x0c\x85\u2028"), st.characters())))
def test_lines_are_those_of_a_text_file(text):
    assert lines_of(text) == io.StringIO(text, newline=None).read().split("\n")


def test_characters_that_only_splitlines_counts_end_no_line():
    text = "\x0cOne\u2028two\x85three\n```python\n'\x0b\x1c'\n```\n"
    assert (only_piece(text).line, only_piece(text).code) == (2, ("'\x0b\x1c'",))


def test_front_matter_is_no_part_of_the_page():
    text = "---\ntitle: <!-- no -->\n---\n```python\nx\n```\n"
    assert only_piece(text).line == 4


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("---\ntitle: a\n---\nProse.\n", 3),
        ("---\ntitle: a\n...\nProse.\n", 3),
        ("--- \ntitle: a\n--- \n---\n", 3),
        ("---\ntitle: Loss: one\n---\nProse.\n", 0),  # which a page says
        ("---\nProse of the page.\n---\n", 0),
        ("---\n\n```python\nx = 1\n```\n\n---\n", 0),
        ("---\n- a list\n---\nProse.\n", 0),
        ("---\n# a heading\n---\nProse.\n", 0),
        ("--- \n---\n---\n", 0),
        ("---\ntitle: a\n---", 0),
        ("---\ntitle: a\n", 0),
        ("\n---\ntitle: a\n---\n", 0),
        ("Prose.\n", 0),
        ("", 0),
    ],
)
def test_front_matter_is_what_mkdocs_takes_for_it(text, count):
    assert front_matter(lines_of(text)) == count
    rest, found = get_data(text)
    assert (rest != text.lstrip("\n")) == bool(found) == (count > 0)


def test_a_block_between_two_rules_at_the_start_is_one():
    assert only_piece("---\n\nProse.\n\n```python\nx\n```\n\n---\n\nMore.\n").line == 5


def test_a_rule_at_the_start_is_no_front_matter():
    assert only_piece("---\n```python\nx\n```\n").line == 2


# --- extensions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("extension", "head"),
    [
        ("pymdownx.tabbed", '=== "Tab"'),
        ("admonition", "!!! note"),
        ("pymdownx.details", "??? note"),
        ("footnotes", "[^1]:"),
        ("def_list", "term\n\n:   told"),
    ],
)
def test_a_fence_in_a_container_that_the_page_does_not_have_is_an_example(extension, head):
    text = f"Prose.\n\n{head}\n\n    ```python\n    x\n    ```\n"
    others = tuple(name for name in STRUCTURE if name != extension)
    assert [piece.code for piece in scan(text)] == [("x",)]
    assert scan(text, others) == ()


def test_extensions_that_change_no_container_and_their_order_make_no_difference():
    text = '=== "Tab"\n\n    ```python\n    x\n    ```\n'
    assert scan(text, ("toc", *reversed(STRUCTURE), "pymdownx.superfences", "no.such")) == scan(text)


# --- comments ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        ("One.\n<!-- a -->\n", Comment(2, 2, "", " a ")),
        ("<!--a\nb-->\n", Comment(1, 2, "", "a\nb")),
        ("- item\n\n    <!-- a\n      b -->\n", Comment(3, 4, "    ", " a\n  b ", before="    ")),
        ("> Quoted.\n>\n> <!-- a\n> b -->\n", Comment(3, 4, "> ", " a\nb ", before="> ")),
        ("Prose <!-- a -->\n", Comment(1, 1, "", " a ", alone=False, before="Prose ")),
        ("<!-- a --> prose\n", Comment(1, 1, "", " a ", alone=False)),
        ("- <!-- a -->\n", Comment(1, 1, "", " a ", alone=False, before="- ")),
    ],
)
def test_a_comment_carries_its_lines_and_text(text, comment):
    assert only_piece(text) == comment


def test_comments_on_one_line_are_all_found():
    assert [piece.text for piece in scan("<!--a\n--><!--b--> <!--c-->\n")] == ["a\n", "b", "c"]


@pytest.mark.parametrize(
    "text",
    [
        "Write `<!-- a -->` or ``<!-- ` -->``.\n",
        "| a | b |\n|---|---|\n| `<!-- a -->` | b |\n",
        "An example:\n\n    <!-- a -->\n",
        "<!-- never closed\n",
        "- item\n\n    <!-- a blank line\n\n    in a list makes two paragraphs -->\n",
    ],
)
def test_what_the_page_shows_as_text_is_no_comment(text):
    assert not scan(text)


def test_a_comment_in_a_fence_is_its_code():
    assert isinstance(only_piece("```python\n<!-- a -->\n```\n"), Fence)
