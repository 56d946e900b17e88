"""A question above a block: its options, its end, and what is wrong with either."""

import pytest
from written import BLOCK, CONT, SKIP, VARIES, embed, fence, page, problems_of

from academy.page.blocks import Embedded, Option
from academy.page.site import site_of

ASK = "<!--ask: What does it print?-->\n"
OPTION = "<!--option: whole.py | you read it backwards-->\n"
CELL = "<!--option: cells.py:fail raises TypeError | you expected an error-->\n"
END = "<!--/ask-->\n\n"


def test_question_waits_with_its_options_until_its_end():
    (block,) = page(f"{ASK}{OPTION}{CELL}{BLOCK}Prose.\n\n{END}").blocks
    assert block.said.ask == "What does it print?"
    assert block.said.options == (
        Option("whole.py", None, None, "you read it backwards"),
        Option("cells.py", "fail", "TypeError", "you expected an error"),
    )
    assert block.answered == 10
    assert [(one.origin, one.cell, one.said.raises, one.fence.line) for one in block.offered] == [
        (Embedded("snippets/whole.py"), None, None, 2),
        (Embedded("snippets/cells.py"), "fail", "TypeError", 3),
    ]


def test_options_run_and_are_no_blocks_of_the_page():
    found = page(ASK + OPTION + CELL + BLOCK + END)
    site = site_of([found])
    assert [str(origin) for origin in site.showings] == ["docs/a.md:4", "snippets/whole.py", "snippets/cells.py"]
    assert len(found.blocks) == 1 and site.problems == ()
    assert [part.raises for part in site.showings[Embedded("snippets/cells.py")].program.parts] == [
        None,
        None,
        "TypeError",
    ]


@pytest.mark.parametrize("above", ["", VARIES])
def test_option_that_a_page_also_shows_is_one_program_and_agrees(above):
    text = above + embed("whole.py") + ASK + OPTION + BLOCK + END
    site = site_of([page(text)])
    assert site.problems == ()
    assert len(site.showings[Embedded("snippets/whole.py")].blocks) == 2


@pytest.mark.parametrize(
    "container",
    [
        "- item\n\n    {}\n    {}\n    ```python\n    x\n    ```\n\n    {}\n",
        "> {}\n> {}\n> ```python\n> x\n> ```\n>\n> {}\n",
    ],
)
def test_question_is_read_in_a_container(container):
    found = page(container.format(ASK.strip(), OPTION.strip(), END.strip()))
    assert found.problems == ()
    assert found.blocks[0].answered and found.blocks[0].offered


def test_value_in_the_answer_is_bound_to_the_block():
    (block,) = page(ASK + BLOCK + "It is 1<!--printed-->.\n\n" + END).blocks
    assert block.bound and block.answered


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (ASK + BLOCK, 2, "this question has no end"),
        (ASK + BLOCK + ASK + BLOCK + END, 2, "this question has no end"),
        (BLOCK + END, 5, "no question ends here"),
        (ASK + BLOCK + END + END, 8, "no question ends here"),
        (f"- item\n\n    {ASK}    ```python\n    x\n    ```\n\n{END}", 8, "the question of line 4 cannot end here"),
        (ASK + BLOCK + "Prose. " + END, 6, "the question of line 2 cannot end here"),
        (ASK + "Prose.\n", 1, "this directive has no block"),
        (ASK + SKIP + BLOCK + END, 1, "a question is answered by a run, and the block has none"),
        (ASK + OPTION + VARIES + BLOCK + END, 1, "an output that varies is no answer among others"),
        (ASK + OPTION.replace("whole", "gone") + BLOCK + END, 2, "unknown snippet 'gone.py'"),
        (ASK + CELL.replace("fail", "none") + BLOCK + END, 2, "unknown cell 'none' of snippets/cells.py"),
    ],
)
def test_question_that_is_not_whole_is_an_error_on_its_line(text, line, message):
    assert (line, message) in [(at, said[: len(message)]) for at, said in problems_of(text)]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("<!--ask:-->", "'ask:' expected the question, found none"),
        (ASK + ASK, "'ask:' stands twice above one block"),
        (OPTION, "'option:' stands below the question to which it is an answer"),
        (ASK + "<!--option: whole.py-->", "'option:' expected a snippet, or a cell of it, and the mistake"),
        (ASK + "<!--option: | why-->", "'option:' expected a snippet, or a cell of it, and the mistake"),
        (ASK + "<!--/asks-->", "unknown directive '/asks', did you mean '/ask'?"),
        (ASK + "<!--optoin: whole.py | why-->", "unknown directive 'optoin:', did you mean 'option:'?"),
    ],
)
def test_directive_of_a_question_that_cannot_be_read_says_how_it_is_written(comment, message):
    assert any(said.startswith(message) for _, said in problems_of(f"{comment}\n{BLOCK}{END}"))


def test_question_above_a_continuation_keeps_its_program():
    first, second = page(BLOCK + CONT + ASK + fence("print(x)") + END).blocks
    assert first.origin == second.origin and second.answered


@pytest.mark.parametrize(
    "text", [ASK + OPTION.replace("whole", "gone") + BLOCK, ASK + embed("gone.py"), ASK + fence("")]
)
def test_question_of_a_bad_block_is_one_mistake(text):
    assert len(problems_of(text + END)) == 1


def test_page_names_the_programs_of_its_options():
    found = page(ASK + OPTION + CELL + BLOCK + END + BLOCK)
    assert found.asks and not page(BLOCK).asks
    assert sorted(map(str, found.origins)) == ["docs/a.md:10", "docs/a.md:4", "snippets/cells.py", "snippets/whole.py"]


def test_option_is_named_by_its_own_line():
    (problem,) = site_of(
        [page(embed("cells.py:show") + ASK + "<!--option: cells.py | why-->\n" + BLOCK + END)]
    ).problems
    assert problem.line == 6 and "is shown whole here and by cell at docs/a.md:1" in problem.message
