"""The blocks of all pages to the programs that run them."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written import BLOCK, CELLS, CONT, FOLD, PINNED, SKIP, VARIES, XFAIL, embed, fence, page

from academy.page.blocks import Embedded, Inline
from academy.page.page import parse
from academy.page.site import Showing, site_of
from academy.page.snippets import parse_snippet
from academy.program import Limits, Part, Skip


def only_showing(text: str) -> Showing:
    """The one program of a page with which nothing is wrong."""
    site = site_of([page(text)])
    assert site.problems == ()
    (showing,) = site.showings.values()
    return showing


# --- inline code ---------------------------------------------------------------------------------


def test_the_blocks_of_a_continued_program_are_its_parts_with_a_blank_line_between():
    showing = only_showing(fence("a") + "Prose.\n\n" + fence(info="text") + CONT + fence("b\nc") + CONT + fence("d"))
    assert showing.origin == Inline("docs/a.md", 1)
    assert showing.program.source == "a\n\nb\nc\n\nd\n"
    assert showing.program.parts == (Part(1, 2), Part(3, 5), Part(6, 7))
    assert not showing.program.is_snippet


def test_a_block_that_continues_none_begins_a_program():
    showings = site_of([page(fence("a = 1") + BLOCK + CONT + fence("b = 2"))]).showings
    assert [one.program.source for one in showings.values()] == ["a = 1\n", "x = 1\n\nb = 2\n"]
    assert [one.program.name for one in showings.values()] == ["docs/a.md", "docs/a.md"]


def test_skip_and_expected_failure_reach_the_program():
    showing = only_showing(SKIP + BLOCK + CONT + XFAIL + BLOCK)
    assert showing.program.parts == (Part(1, 2, skip=Skip("why")), Part(3, 4, raises="ValueError"))
    assert str(showing.origin) == "docs/a.md:2"


def seconds(limit: float) -> str:
    return f"<!--seconds: {limit}-->\n"


@pytest.mark.parametrize(
    "text",
    [
        seconds(90) + BLOCK + CONT + BLOCK,
        BLOCK + CONT + seconds(90) + BLOCK,
        seconds(90) + BLOCK + CONT + seconds(90) + BLOCK,
        seconds(90) + embed("whole.py"),
        embed("cells.py:show") + seconds(90) + XFAIL + embed("cells.py:fail"),
    ],
)
def test_a_limit_above_any_block_is_that_of_its_program(text):
    program = only_showing(text).program
    assert program.within(Limits(memory=5)) == Limits(seconds=90, memory=5)


def test_other_programs_keep_the_limit_of_the_site():
    first, second = site_of([page(seconds(90) + BLOCK + BLOCK)]).showings.values()
    assert (first.program.seconds, second.program.seconds) == (90, None)


@pytest.mark.parametrize("block", [BLOCK, embed("whole.py"), embed("cells.py:show")])
def test_two_limits_of_one_program_are_an_error(block):
    cont = CONT if block == BLOCK else ""
    (problem,) = site_of([page(seconds(90) + block + cont + seconds(9) + block)]).problems
    assert problem.message == "sets another limit for its program than docs/a.md:2"
    assert problem.line == (7 if not cont else 8)


def test_pages_of_the_same_text_have_programs_of_their_own():
    whole = site_of([page(BLOCK, "docs/a.md"), page(BLOCK, "docs/b.md")])
    assert [str(origin) for origin in whole.showings] == ["docs/a.md:1", "docs/b.md:1"]


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.lists(st.sampled_from([BLOCK, CONT, fence("a\n\nb"), "Prose.\n\n", SKIP]), max_size=8).map("".join))
def test_the_parts_of_inline_programs_hold_the_code_of_their_blocks(text):
    found = page(text)
    whole = site_of([found])
    for block in found.blocks:
        showing = whole.showings[block.origin]
        part = showing.program.parts[showing.part_of(block)]
        assert "\n".join(showing.program.source.split("\n")[part.start - 1 : part.stop - 1]) == block.code


# --- snippets ------------------------------------------------------------------------------------


def test_cells_shown_out_of_file_order_are_an_error():
    (problem,) = site_of([page(embed("after.py:two") + embed("after.py:one"))]).problems
    assert (problem.line, problem.message) == (6, "the cell 'one' runs before one that the page shows above it")


def test_a_cell_shown_twice_is_in_order():
    assert site_of([page(embed("after.py:one") * 2)]).problems == ()


def test_a_snippet_shown_by_cell_is_one_program_of_all_its_cells():
    showing = only_showing(embed("cells.py:show") + XFAIL + embed("cells.py:fail"))
    assert showing.program.source == CELLS
    assert showing.program.parts == (Part(1, 3, shown=False), Part(4, 6), Part(10, 11, raises="ValueError"))
    assert [showing.part_of(block) for block in showing.blocks] == [1, 2]


def test_a_snippet_shown_whole_is_one_part():
    showing = only_showing(embed("cells.py"))
    assert showing.program.parts == (Part(1, 11),)
    assert showing.program.is_snippet
    assert showing.program.name == "snippets/cells.py"


def test_lines_of_a_snippet_are_counted_as_python_does():
    whole = parse("docs/a.md", embed("x.py"), lambda path: parse_snippet(path, "a = '\u2028'\nb = '\x0c'\n"))
    assert site_of([whole]).showings[Embedded("snippets/x.py")].program.parts == (Part(1, 3),)


def test_a_snippet_on_two_pages_is_one_program():
    whole = site_of([page(VARIES + embed("cells.py:show"), name) for name in ("docs/b.md", "docs/a.md")])
    (showing,) = whole.showings.values()
    assert whole.problems == ()
    assert showing.origin == Embedded("snippets/cells.py")
    assert [block.page for block in showing.blocks] == ["docs/a.md", "docs/b.md"]
    assert [showing.part_of(block) for block in showing.blocks] == [1, 1]


def test_the_blocks_of_a_program_stand_by_page_and_line():
    texts = {"docs/b.md": embed("cells.py:show") + embed("cells.py:fail"), "docs/a.md": embed("cells.py:fail")}
    (showing,) = site_of([page(text, name) for name, text in texts.items()]).showings.values()
    assert [block.place for block in showing.blocks] == ["docs/a.md:1", "docs/b.md:1", "docs/b.md:5"]


def test_a_page_may_fold_what_another_shows():
    assert site_of([page(embed("whole.py")), page(FOLD + embed("whole.py"), "docs/b.md")]).problems == ()


SHOWN = [embed("cells.py"), embed("cells.py:show"), embed("cells.py:fail"), embed("after.py:two"), BLOCK, CONT + BLOCK]


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.lists(st.lists(st.sampled_from([*SHOWN, XFAIL, SKIP]), max_size=6).map("".join), max_size=3))
def test_every_block_shows_one_part_of_one_program_whatever_is_wrong(texts):
    site = site_of([page(text, f"docs/{number}.md") for number, text in enumerate(texts)])
    shown = Counter(block for showing in site.showings.values() for blocks in showing.parts for block in blocks)
    assert shown == Counter(block for found in site.pages.values() for block in found.blocks)
    for showing in site.showings.values():
        ends = [line for part in showing.program.parts for line in (part.start, part.stop)]
        assert ends == sorted(ends)
        assert ends[-1] <= showing.program.source.count("\n") + 1
        assert len(showing.parts) == len(showing.program.parts)
        assert [bool(shown) for shown in showing.parts] == [part.shown for part in showing.program.parts]


# --- what is wrong -------------------------------------------------------------------------------


def test_what_is_wrong_with_a_page_is_wrong_with_the_site():
    pages = [page(fence("")), page(VARIES, "docs/b.md")]
    assert site_of(pages).problems == pages[0].problems + pages[1].problems != ()


@pytest.mark.parametrize("directive", [VARIES, SKIP, XFAIL])
def test_two_pages_that_say_other_things_about_a_cell_are_an_error(directive):
    pages = [page(embed("whole.py"), "docs/a.md"), page(directive + embed("whole.py"), "docs/b.md")]
    (problem,) = site_of(pages).problems
    assert (problem.page, problem.line) == ("docs/b.md", 2)
    assert problem.message == "says other things about snippets/whole.py than docs/a.md:1"


def test_a_snippet_shown_whole_and_by_cell_is_an_error():
    pages = [page(embed("cells.py:show"), "docs/a.md"), page(embed("cells.py"), "docs/b.md")]
    (problem,) = site_of(pages).problems
    assert (problem.page, problem.line) == ("docs/b.md", 2)
    assert problem.message == "snippets/cells.py is shown whole here and by cell at docs/a.md:1"


@pytest.mark.parametrize("directive", [SKIP, XFAIL])
def test_a_snippet_shown_whole_runs_as_its_whole_says(directive):
    """In a preview, which shows it all the same."""
    showing = site_of([page(directive + embed("cells.py:show") + embed("cells.py"))]).showings[
        Embedded("snippets/cells.py")
    ]
    assert showing.program.parts == (Part(1, 11),)


def test_code_after_an_expected_failure_is_an_error_even_where_no_page_shows_it():
    (problem,) = site_of([page(XFAIL + embed("after.py:one"))]).problems
    assert (problem.line, problem.detail) == (2, "y")
    assert problem.message == "code follows the expected failure, which ends the program (snippets/after.py:5)"


@pytest.mark.parametrize(
    "text", [SKIP + BLOCK + CONT + BLOCK + "\n", SKIP + embed("cells.py:show") + embed("cells.py:fail") + "\n"]
)
def test_nothing_can_be_said_of_the_output_of_a_block_after_a_skipped_one(text):
    lines = text.count("\n")
    found = site_of([page(text + PINNED + "5<!--printed-->\n")]).problems
    assert [(problem.line - lines, problem.message) for problem in found] == [
        (2, "output cannot be pinned below a skipped block, after which nothing runs"),
        (6, "'5' cannot be bound below a skipped block, after which nothing runs"),
    ]
    unsure = text.replace("skip(", "skipif(sys.argv, ") + PINNED + "5<!--printed-->\n"
    assert site_of([page(unsure)]).problems == ()
