"""What `scan` takes for a block is what the rendered page shows as one."""

import re
from html import unescape

import markdown
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.scan import Fence, is_python, scan

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


def shown_code(text):
    """The code of the Python blocks in the page's HTML, as Material has it made."""
    html = markdown.markdown(text, extensions=EXTENSIONS, extension_configs=OPTIONS)
    html = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    block = r'<div [^>]*class="language-(?:python|py) [^"]*highlight"[^>]*>.*?<code[^>]*>(.*?)</code>'
    blocks = re.findall(block, html, re.DOTALL | re.IGNORECASE)
    return [unescape(re.sub(r"<[^>]+>", "", block)).strip("\n") for block in blocks]


def scanned_code(text):
    return ["\n".join(piece.code).strip("\n") for piece in scan(text) if is_python(piece) and piece.closed]


def only_fence(text):
    fences = [piece for piece in scan(text) if isinstance(piece, Fence)]
    assert len(fences) == 1
    return fences[0]


# --- generated pages -----------------------------------------------------------------------------

PROSE = [
    "Prose.",
    "Prose with `code` in it.",
    "## Heading",
    "* * *",
    "- item",
    "1. item",
    "> quoted",
    "",
    "-->",
    "<br>",
]
INFOS = [
    "python",
    "py",
    'python title="a" hl_lines="1"',
    "{.python #name}",
    "{#name .python .more}",
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


def contained(inner):
    """The pages that hold the given pages in a container of every kind."""

    def indented(head, by, blank, lines):
        return [*head.split("\n"), *([""] if blank else []), *(by + line if line else "" for line in lines)]

    return st.one_of(
        st.builds(indented, st.sampled_from(HEADS), st.sampled_from(["    ", "  ", "\t"]), st.booleans(), inner),
        st.builds(
            lambda by, lines: [f"{by}{line}" for line in lines], st.sampled_from(["> ", ">", "    ", "  "]), inner
        ),
        st.builds(lambda lines: ["<!--", *lines, "-->"], inner),
        st.builds(lambda lines: ["<!-- note -->", *lines], inner),
        st.builds(lambda tag, lines: [tag, *lines, "</div>"], st.sampled_from(["<div>", "<div markdown>"]), inner),
        st.builds(lambda mark, lines: [mark + "md", *lines, mark], st.sampled_from(["`````", "~~~~~"]), inner),
        st.builds(
            lambda parts: [line for part in parts for line in ("", *part)], st.lists(inner, min_size=2, max_size=3)
        ),
        st.builds(lambda one, two: one + two, inner, inner),
    )


pages = st.recursive(st.one_of(fences(), st.lists(st.sampled_from(PROSE), max_size=3)), contained, max_leaves=8).map(
    "\n".join
)


@settings(deadline=None, max_examples=20000, derandomize=False)
@given(pages)
def test_scan_finds_the_blocks_that_a_generated_page_shows(text):
    assert sorted(scanned_code(text)) == sorted(shown_code(text))  # footnotes are shown last
