"""Pages with their outputs: what changes, and what stays."""

import os
import re
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mini import result
from publishing import DRAWING, GOLDEN, any_page, parsed

from academy.judge.outcome import Shown
from academy.page.blocks import Block
from academy.page.page import parse
from academy.page.snippets import read_snippet
from academy.publish.markdown import with_outputs
from academy.publish.page import fenced, render
from academy.recording import Failure

REFRESH = "REFRESH_GOLDEN"  # set it in the environment to write every expected.md anew


def nothing(block: Block) -> list[str]:
    return []


def made_up(block: Block) -> Shown:
    """A result for a block: it prints its place, draws what it has texts for, and fails as it must."""
    if block.said.skip:
        return Shown(block, result(skipped=block.said.skip.reason))
    figures = tuple(DRAWING + str(number) for number, _ in enumerate(block.said.alts))
    raises = block.said.raises
    failure = Failure(raises, "made up", 1, f"{raises}: made up") if raises else None
    return Shown(block, result(f"printed by {block.place}\n", figures=figures, failure=failure))


@pytest.mark.parametrize("page", sorted(GOLDEN.glob("*/page.md")), ids=lambda page: page.parent.name)
def test_a_golden_page_is_rendered_as_expected(page):
    found = with_outputs(parsed(page.read_text(encoding="utf-8")), made_up, "figures/{}".format)
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
    "<!--fold: Why-->\n```python\nx\n```",
    "<!--pytest-codeblocks:cont-->\n\n```python\nx\n```",
    "```python\nx\n```\n<!--pytest-codeblocks:expected-output-->\n```\n1\n```",
]
TAKEN = ("<!--varies-->", "<!--fold: Why-->", "<!--pytest-codeblocks:cont-->")
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


@settings(deadline=None, max_examples=300, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=8), ENDS)
def test_all_but_blocks_directives_and_pinned_outputs_stays_to_the_byte(pieces, end):
    text = "\n".join(pieces).replace("\n", end)
    page = any_page(text)
    lines = re.split(f"(?<={end})", text)
    for start, stop in page.consumed:
        taken = "".join(lines[start - 1 : stop]).strip()
        assert taken in TAKEN or "expected-output" in taken
        lines[start - 1 : stop] = ["\n", *[""] * (stop - start)]
    kept = "".join(lines)
    assert render(page, nothing) == kept
    shown = render(page, lambda block: ["OUTPUT"], lambda block: ["ABOVE"])
    assert shown.count("OUTPUT") == shown.count("ABOVE") == len(page.blocks)
    bare = re.sub(r"[> ]*\n[> ]*(?:OUTPUT|ABOVE)\n[> ]*\n", "", shown)
    assert bare in (kept, kept + "\n")  # the last block's line must end


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.text())
def test_a_page_without_blocks_is_not_changed(text):
    page = any_page(text)
    assert page.blocks or render(page, lambda block: ["OUTPUT"], lambda block: ["ABOVE"]) == text


def test_a_block_stays_as_its_author_wrote_it():
    text = '~~~~ {.python title="a"}\n\tx = 1  \n~~~~  \nProse.\n'
    assert render(parsed(text), nothing) == text


def test_a_value_that_is_bound_to_an_output_stays_with_its_comment():
    text = "```python\nx\n```\n\n- a 1<!--printed-->\n- b 2<!-- printed: b {} --> and `3<!--printed-->`\n"
    assert render(parsed(text), nothing) == text


def test_what_stands_above_and_below_a_block_has_its_indentation_and_lines_of_its_own():
    text = "- item\n\n    ```python\n    x\n    ```\n    after\n"
    shown = "- item\n\n\n    ABOVE\n\n    ```python\n    x\n    ```\n\n    BELOW\n\n    after\n"
    assert render(parsed(text), lambda block: ["BELOW"], lambda block: ["ABOVE"]) == shown


def test_a_directive_that_parts_a_fence_from_an_example_leaves_a_blank_line():
    text = "    an example\n<!--varies-->\n```python\nx\n```\n"
    assert render(parsed(text), nothing) == text.replace("<!--varies-->", "")


def test_spaces_at_the_end_of_a_line_of_an_embed_stay_and_blank_lines_get_none(tmp_path):
    (tmp_path / "a.py").write_text('text = """  \nb  \n\n"""\n')
    page = parse("page.md", '- item\n\n    ```python\n    --8<-- "a.py"\n    ```\n', partial(read_snippet, tmp_path))
    shown = '- item\n\n    ```python\n    text = """  \n    b  \n\n    """\n    ```\n'
    assert render(page, nothing) == shown


# --- fences --------------------------------------------------------------------------------------


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
