"""A page to blocks, and what is wrong with what its author wrote."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written import BLOCK, CONT, FOLD, PINNED, SKIP, VARIES, XFAIL, embed, fence, page, problems_of, read_snippet

from academy.page.blocks import Block, Directions, Embedded, Inline
from academy.page.directives import DIRECTIVES
from academy.page.fences import STRUCTURE
from academy.page.page import parse
from academy.page.site import site_of
from academy.program import Skip


def good(text: str) -> tuple[Block, ...]:
    """The blocks of a page with which nothing is wrong."""
    parsed = page(text)
    assert parsed.problems == ()
    return parsed.blocks


# --- embeds --------------------------------------------------------------------------------------


def test_an_embed_shows_a_whole_snippet():
    (block,) = good(embed("cells.py"))
    assert (block.code, block.cell) == ("x = 1\n\nprint(x)\n\nx[0]", None)
    assert block.origin == Embedded("snippets/cells.py")


def test_an_embed_shows_one_cell():
    (block,) = good(fence('--8<-- "cells.py:show"', 'python title="The loop" hl_lines="1"'))
    assert (block.code, block.origin, block.cell) == ("print(x)", Embedded("snippets/cells.py"), "show")


@pytest.mark.parametrize(
    "line", ['--8<--  "whole.py" ', "--8<-- 'whole.py'", '  -8<- "whole.py"', '---8<--- "whole.py"']
)
def test_an_embed_is_written_as_pymdown_takes_it(line):
    assert good(fence(line))[0].code == "print(1)"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ('--8<-- "whole.py"\nprint(2)', "expected one embed and nothing else in the fence"),
        ('# why\n--8<-- "whole.py"', "expected one embed and nothing else in the fence"),
        ('--8<-- "whole.py"\n--8<-- "cells.py"', "expected one embed and nothing else in the fence"),
        ("--8<--\nwhole.py\n--8<--", "expected one embed and nothing else in the fence"),
        ("--8<-- whole.py", "expected one embed and nothing else in the fence"),
        ('--8<-- "whole.py" "cells.py"', "expected one embed and nothing else in the fence"),
        ('--8<-- "whole.py:1:3"', "line ranges drift when the file changes"),
        ('--8<-- "whole.py::3"', "line ranges drift when the file changes"),
        ('--8<-- "whole.py:1:3,5:6"', "line ranges drift when the file changes"),
        ('--8<-- "no.py"', "unknown snippet 'no.py'"),
        ('--8<-- "cells.py:shaw"', "unknown cell 'shaw' of snippets/cells.py, did you mean 'show'?"),
        ('--8<-- "bad.py"', "bad cell marker (snippets/bad.py:7)"),
        ('--8<-- "empty.py"', "an empty embed: it has no code to show"),
        ('--8<-- "empty.py:nothing"', "an empty embed: it has no code to show"),
    ],
)
def test_a_bad_embed_is_an_error_on_its_line(code, message):
    line = next(number for number, text in enumerate(code.split("\n"), 4) if "8<" in text)
    assert problems_of(f"Prose.\n\n{fence(code)}") == [(line, message)]


# --- inline blocks -------------------------------------------------------------------------------


def test_an_inline_block_is_a_program_of_its_own():
    one, two = good(fence("x = 1") + fence("y = 2"))
    assert (one.origin, two.origin) == (Inline("docs/a.md", 1), Inline("docs/a.md", 5))
    assert (one.code, two.code) == ("x = 1", "y = 2")


@pytest.mark.parametrize(
    "text",
    [
        "```py\nx = 1\n```\n",
        '~~~python title="a"\nx = 1\n~~~\n',
        "``` { .python .annotate }\nx = 1\n```\n",
        '=== "Tab"\n\n    !!! note\n\n        ```python\n        x = 1\n        ```\n',
        "1. One.\n\n    - Two.\n\n        ```python\n        x = 1\n        ```\n",
        "??? note\n\n    > ```python\n    > x = 1\n    > ```\n",
    ],
)
def test_a_python_block_is_found_wherever_the_page_shows_it(text):
    assert [block.code for block in good(text)] == ["x = 1"]


@pytest.mark.parametrize("language", ["python3", "py3", "Python2", "ipython"])
def test_python_under_a_name_that_does_not_run_is_an_error(language):
    assert problems_of(f"```{language}\nx\n```\n") == [(1, f"a block of '{language}' would not run")]


@pytest.mark.parametrize("language", ["", "text", "console", "yaml"])
def test_a_block_of_another_language_is_text(language):
    assert good(f"```{language}\nx\n```\n") == ()


@pytest.mark.parametrize(
    "text",
    [
        "```pycon\n>>> 1 + 1\n3\n```\n",
        "```text\n>>> x.sum()\ntensor(3)\n```\n",
        "```\n\n    >>> 1\n```\n".replace("    ", ""),
        "```python-console\nIn [1]: x\n```\n",
        "```pytb\nValueError: x\n```\n",
        "```text\nTraceback (most recent call last):\n  ...\n```\n",
    ],
)
def test_a_transcript_typed_by_hand_is_an_error(text):
    ((line, message),) = problems_of("Prose.\n\n" + text)
    assert (line, message) == (3, "a transcript is typed by hand, and nothing checks it")


def test_a_pinned_output_may_look_like_a_transcript():
    (block,) = good(BLOCK + PINNED.replace("1", ">>> 1"))
    assert block.pinned and block.pinned.code == (">>> 1",)


@pytest.mark.parametrize("code", ["", "\n\n", "   "])
def test_an_empty_block_is_an_error(code):
    assert problems_of(fence(code)) == [(1, "an empty block")]


def test_every_unclosed_fence_is_an_error_once():
    text = "    - item\n\n> ```python\n> x\n\nProse.\n\n```python words\nx\n```\n\n- ```text\n  x\n"
    lines = [line for line, message in problems_of(text) if "fence" in message]
    assert lines == [3, 8, 12]


def test_an_unclosed_fence_tells_how_it_is_closed():
    (problem,) = page("~~~~python\nx\n").problems
    assert str(problem).startswith(
        "docs/a.md:1: unclosed fence, or no fence at all\n    ~~~~python\n    ^^^^^^^^^^\n    -> close it with ~~~~ "
    )


def test_the_line_of_a_program_is_found_in_the_page():
    one, two = good("Prose.\n\n```python\n\n\nx = 1\ny = 2\n```\n\n" + CONT + fence("\nz = 3"))
    assert [one.page_line(line) for line in (1, 2)] == [6, 7]
    assert (two.first, two.page_line(4)) == (4, 13)


# --- cont ----------------------------------------------------------------------------------------


def test_cont_continues_the_nearest_python_block_across_fences_and_containers():
    item = "- item\n\n    ```python\n    a = 1\n    ```\n\nProse.\n\n"
    text = f"{BLOCK}{fence(info='text')}{item}{fence(info='text')}> {CONT}> ```py\n> b = 2\n> ```\n"
    one, two, three = good(text)
    assert one.origin != two.origin == three.origin
    assert [block.first for block in (one, two, three)] == [1, 1, 3]


def test_cont_can_continue_a_continuation():
    blocks = good(fence("a") + CONT + fence("b\nc") + CONT + fence("d"))
    assert [(str(block.origin), block.first) for block in blocks] == [("docs/a.md:1", line) for line in (1, 3, 6)]


def test_cont_with_no_block_above_is_an_error():
    assert problems_of("```text\nx\n```\n\n" + CONT + BLOCK) == [
        (6, "nothing to continue: no python block stands above")
    ]


def test_cont_of_an_embed_is_an_error():
    assert problems_of(embed("whole.py") + CONT + BLOCK) == [(6, "an embed cannot be continued")]


def test_cont_above_an_embed_is_an_error():
    assert problems_of(BLOCK + CONT + embed("whole.py")) == [
        (6, "an embed is its whole program: it cannot continue another")
    ]


def test_cont_after_an_expected_failure_is_an_error():
    assert problems_of(XFAIL + BLOCK + CONT + BLOCK) == [(7, "the program ended in the expected failure on line 2")]


def test_cont_of_a_bad_block_is_not_blamed():
    assert problems_of(fence("") + CONT + BLOCK + CONT + BLOCK) == [(1, "an empty block")]


# --- pinned output -------------------------------------------------------------------------------


def test_expected_output_pins_the_text_to_the_block_above():
    text = BLOCK + "Prose between.\n\n" + PINNED
    (block,) = good(text)
    assert block.pinned.code == ("1",)
    assert page(text).consumed == ((7, 10),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (PINNED, "a pinned output needs a python block of its own above it"),
        (BLOCK + PINNED + PINNED, "a pinned output needs a python block of its own above it"),
        (VARIES + BLOCK + PINNED, "output that varies, fails or is skipped cannot be pinned"),
        (XFAIL + BLOCK + PINNED, "output that varies, fails or is skipped cannot be pinned"),
        (SKIP + BLOCK + PINNED, "output that varies, fails or is skipped cannot be pinned"),
        (BLOCK + "<!--pytest-codeblocks:expected-output-->\n" + BLOCK, "a pinned output stands above a text fence"),
    ],
)
def test_output_pinned_to_what_cannot_have_it_is_an_error(text, message):
    ((line, found),) = problems_of(text)
    assert found.startswith(message)
    assert "expected-output" in text.split("\n")[line - 1]


# --- skip, xfail, alt, varies, fold ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("directive", "said"),
    [
        (SKIP, Directions(skip=Skip("why"))),
        ('<!-- pytest.mark.skipif(1 > 0, reason="why") -->\n', Directions(skip=Skip("why", "1 > 0"))),
        (XFAIL, Directions(raises="ValueError")),
        (VARIES, Directions(varies=True)),
        (FOLD, Directions(fold="How it is made")),
        ("<!-- fold:\n  How  it is\n  made -->\n", Directions(fold="How it is made")),
        (FOLD + VARIES, Directions(fold="How it is made", varies=True)),
        ("<!-- alt: One\n  figure -->\n<!--alt: Another-->\n", Directions(alts=("One figure", "Another"))),
    ],
)
def test_a_directive_says_something_about_the_block_below(directive, said):
    for block in (fence("x"), embed("whole.py"), embed("cells.py:show")):
        assert good(directive + block)[0].said == said


@pytest.mark.parametrize("one", [SKIP, XFAIL, VARIES, FOLD, "<!--alt: A figure-->\n"])
def test_directives_stand_above_their_fence_with_blank_lines_and_others_between(one):
    text = f"Prose.\n\n{one}\n{CONT}\n   \n<!-- why -->\n"
    (_, block) = good(BLOCK + text + BLOCK)
    assert block.said.cont
    assert block.said != Directions(cont=True)


@pytest.mark.parametrize(
    "text",
    [
        "- item\n\n    {fold}\n    ```python\n    {code}\n    ```\n",
        '=== "Tab"\n\n    {fold}\n\n    ```python\n    {code}\n    ```\n',
        "> {fold}\n> ```python\n> {code}\n> ```\n",
        '=== "Tab"\n\n    1.  item\n\n        {fold}\n        ```python\n        {code}\n        ```\n',
    ],
)
@pytest.mark.parametrize("code", ["x", '--8<-- "whole.py"', '--8<-- "cells.py:show"'])
def test_a_fold_is_read_in_a_container(text, code):
    (block,) = good(text.format(fold=FOLD.strip(), code=code))
    assert block.said == Directions(fold="How it is made")


@pytest.mark.parametrize(
    ("comments", "line", "message"),
    [
        (FOLD + FOLD, 2, "'fold:' stands twice above one block; for example <!--fold: How the picture is drawn-->"),
        ("<!--fold:-->\n", 1, "'fold:' expected the summary under which the code is folded, found none"),
        ("<!-- fold:\n -->\n", 1, "'fold:' expected the summary under which the code is folded, found none"),
        ("<!--fold-->\n", 1, "unknown directive 'fold', did you mean 'fold:'?"),
    ],
)
def test_a_fold_that_cannot_be_read_is_an_error_on_its_line(comments, line, message):
    for block in (BLOCK, embed("whole.py"), embed("cells.py:show")):
        ((at, said),) = problems_of(comments + block)
        assert at == line
        assert said.startswith(message)


@pytest.mark.parametrize("below", ["```text\nx\n```\n", "Prose.\n", ""])
def test_a_fold_without_a_block_is_an_error(below):
    assert problems_of(FOLD + below) == [(1, "this directive has no block")]


@pytest.mark.parametrize(
    "text", ['--8<-- "docs/other.md"\n', '```yaml\n--8<-- "mkdocs.yml"\n```\n', "--8<--\nother.md\n--8<--\n"]
)
def test_an_embed_outside_of_python_is_an_error_unless_the_site_includes_files(text):
    (first, *_) = page(text).problems
    assert first.message == "this embed stands in no python fence"
    assert "pymdownx.snippets" in first.advice
    assert parse("docs/a.md", text, read_snippet, (*STRUCTURE, "pymdownx.snippets")).problems == ()


ASIDE = "<!--show-only: the names stand for your own-->\n"


@pytest.mark.parametrize("between", [fence("y", "py"), fence("for x in y: ..."), fence("y") + "Prose.\n\n"])
def test_a_block_that_is_only_shown_is_no_part_of_the_program_around_it(between):
    first, aside, last = good(BLOCK + ASIDE + between + CONT + BLOCK)
    assert first.origin == last.origin != aside.origin
    assert aside.said.never_runs and not first.said.skip and not last.said.skip
    assert last.first == first.first + first.length + 1


def test_values_and_pinned_outputs_below_a_block_that_is_only_shown_are_those_of_the_block_above():
    first, aside = good(BLOCK + ASIDE + BLOCK + "It is 1<!--printed-->.\n\n" + PINNED)
    assert first.bound and first.pinned
    assert not aside.bound and not aside.pinned


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (ASIDE + embed("whole.py"), 2, "an embed is a part of its snippet, which runs"),
        (ASIDE + BLOCK + CONT + BLOCK, 7, "nothing to continue: no python block stands above"),
        (BLOCK + CONT + ASIDE + BLOCK, 5, "a block that is only shown is no part of a program: it continues none"),
        (ASIDE + BLOCK + PINNED, 6, "a pinned output needs a python block of its own above it"),
        (ASIDE + "Prose.\n", 1, "this directive has no block"),
    ],
)
def test_a_block_that_is_only_shown_has_no_program_to_speak_of(text, line, message):
    assert problems_of(text) == [(line, message)]


def test_a_directive_in_a_container_belongs_to_the_fence_beside_it():
    (block,) = good('=== "Tab"\n\n    <!--varies-->\n\n    ```python\n    x\n    ```\n\n> Quoted.\n')
    assert block.said.varies


@pytest.mark.parametrize(
    "text",
    [
        VARIES + "Prose.\n\n" + BLOCK,
        VARIES + "Prose <!-- a note --> and\n" + BLOCK,
        VARIES + "\n```text\nx\n```\n\n" + BLOCK,
        VARIES + "- item\n\n    ```python\n    x\n    ```\n",
        VARIES + "\n    ```python\n    x\n    ```\n\n" + BLOCK,
        VARIES,
    ],
)
def test_a_directive_without_a_fence_below_is_an_error(text):
    assert problems_of(text) == [(1, "this directive has no block")]
    assert page(text).consumed == ()


def test_a_directive_without_a_fence_says_nothing_about_a_later_one():
    parsed = page(VARIES + "Prose.\n\n" + BLOCK)
    assert parsed.blocks[0].said == Directions()


@pytest.mark.parametrize(
    "line", ["<!--varies--> prose", "prose <!--varies-->", "- <!--varies-->", "<!--a--><!--varies-->"]
)
def test_a_directive_that_shares_its_line_is_an_error(line):
    problems = problems_of(f"{line}\n{BLOCK}")
    assert problems == [(1, "the directive 'varies' must stand alone on a line above its block")]


def test_a_misspelt_directive_is_an_error_that_names_the_nearest():
    (problem,) = page("<!-- pytest-codeblocks:cnt -->\n" + BLOCK).problems
    assert str(problem) == (
        "docs/a.md:1: unknown directive 'pytest-codeblocks:cnt', did you mean 'pytest-codeblocks:cont'?\n"
        "    <!-- pytest-codeblocks:cnt -->\n"
        "         ^^^^^^^^^^^^^^^^^^^^^"
    )


@pytest.mark.parametrize("between", ["", "\n", "<!-- why -->\n", VARIES, "\n" + VARIES + "\n"])
@pytest.mark.parametrize("below", [BLOCK, fence(info="text"), "~~~python\nx\n~~~\n", embed("whole.py")])
def test_a_misspelt_directive_above_a_fence_is_an_error(between, below):
    found = problems_of("Prose.\n\n<!--vareis-->\n" + between + below)
    assert (3, "unknown directive 'vareis', did you mean 'varies'?") in found


def test_every_misspelt_directive_above_a_fence_is_told():
    text = "> <!--vareis-->\n>\n> <!--fodl: How it is made-->\n>\n> ```python\n> x\n> ```\n"
    assert problems_of(text) == [
        (1, "unknown directive 'vareis', did you mean 'varies'?"),
        (3, "unknown directive 'fodl:', did you mean 'fold:'?"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<!--vareis-->\n",
        "<!--vareis-->\n\nProse.\n\n" + BLOCK,
        BLOCK + "<!--vareis-->\n",
        "<!--vareis-->\n\nProse <!-- a note --> and\n\n" + BLOCK,
        "Prose <!--vareis-->\n\n" + BLOCK,
        "3<!--vareis-->\n\n" + BLOCK,
        "<!--vareis-->\n\n    ```python\n    an example\n    ```\n\nProse.\n\n" + BLOCK,
        "<!-- pytest-codeblocks:cnt -->\n\nProse.\n",
        "<!-- all: good -->\n" + BLOCK,
        BLOCK + "<!--printd-->\n" + BLOCK,
        BLOCK + "3 <!--printd-->\n",
        BLOCK + "3<!-- a note, printed below -->\n",
    ],
)
def test_a_word_like_a_directive_where_none_could_stand_is_the_authors_own(text):
    assert problems_of(text) == []
    assert page(text).consumed == ()


@pytest.mark.parametrize(
    "directives",
    [
        SKIP + XFAIL,
        VARIES + XFAIL,
        VARIES + VARIES,
        SKIP + SKIP,
        FOLD + FOLD,
        "<!--pytest-codeblocks:expected-output-->\n" + VARIES,
    ],
)
def test_directives_that_contradict_each_other_are_an_error(directives):
    for block in (BLOCK, embed("whole.py")):
        assert problems_of(directives + block)


@pytest.mark.parametrize("directive", [VARIES, XFAIL, CONT, SKIP, FOLD, "<!--alt: A figure-->\n"])
def test_another_directive_at_a_pinned_output_is_an_error(directive):
    assert problems_of(BLOCK + directive + PINNED)


def test_any_other_comment_is_left_alone():
    text = "<!-- TODO: varies by device -->\n" + BLOCK
    assert good(text)[0].said == Directions()
    assert page(text).consumed == ()


def test_a_directive_shown_as_text_is_no_directive():
    assert good("Write `<!--varies-->`:\n\n    <!--varies-->\n\n```html\n<!--varies-->\n```\n") == ()


def test_all_that_is_wrong_with_a_page_is_told():
    text = fence("") + "<!--vares-->\n\n" + embed("no.py") + CONT + BLOCK + XFAIL
    assert [line for line, _ in problems_of(text)] == [1, 5, 8, 16]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("```python\nx = 1\n\nProse.\n\n" + BLOCK, 1, "this fence is still open on line 6"),
        ('```python\n--8<-- "whole.py"\n\n' + BLOCK, 1, "this fence is still open on line 4"),
        (
            BLOCK + "\n<!--pytest-codeblocks:expected-output-->\n```text\n1\n\n" + BLOCK,
            7,
            "this fence is still open on line 10",
        ),
        ('```python highlight="2"\nx\n```\n', 1, "unknown attribute 'highlight'"),
        ('```python hl_line="2"\nx\n```\n', 1, "unknown attribute 'hl_line', did you mean 'hl_lines'?"),
        ("```python hl_lines=2\nx\n```\n", 1, "the value of 'hl_lines' stands in no quotes"),
        ('```python hl_lines="two"\nx\n```\n', 1, "an attribute that cannot be read"),
        ('```python hl_lines="1-3"\nx\ny\n```\n', 1, "hl_lines names line 3 of a block of 2"),
        ("```pyhton\nx\n```\n", 1, "a block of 'pyhton' would not run"),
        ("<!--varies-->\n```python3\nx\n```\n", 2, "a block of 'python3' would not run"),
        ('--8<-- "whole.py"\n', 1, "this embed stands in no python fence"),
        ('Prose.\n\n> --8<-- "whole.py"\n\nProse.\n', 3, "this embed stands in no python fence"),
        ('```text\n--8<-- "whole.py"\n```\n', 1, "this embed stands in no python fence"),
        ('??? note\n\n  --8<-- "whole.py"\n', 3, "this embed stands in no python fence"),
        ("---\ntitle: Loss: a number\n---\n", 2, "the front matter is not YAML"),
    ],
)
def test_a_slip_is_called_by_its_name(text, line, message):
    assert problems_of(text) == [(line, message)]


@pytest.mark.parametrize(
    "text",
    [
        '````python\ntext = """\n```python\nx\n```\n"""\n````\n',
        '```markdown\n--8<-- "whole.py"\nand more\n```\n',
        '`--8<-- "whole.py"` is an embed.\n',
        '---\ntitle: "Loss: a number"\n---\n',
        '<!--\n--8<-- "whole.py"\n-->\n',
    ],
)
def test_what_only_looks_like_a_slip_is_left_alone(text):
    assert problems_of(text) == []


def test_a_bad_snippet_is_told_once_on_a_page():
    embed = '```python\n--8<-- "bad.py"\n```\n\n'
    assert [line for line, _ in problems_of(embed + embed)] == [2]


@pytest.mark.parametrize("slip", ["cont", "xfail(raises=ValueError)", 'skip(reason="x")'])
def test_a_directive_without_its_first_word_is_a_slip(slip):
    messages = [message for _, message in problems_of(BLOCK + f"<!-- {slip} -->\n" + BLOCK)]
    word = slip.partition("(")[0]
    (full,) = [name for name in DIRECTIVES if name.endswith((f".{word}", f":{word}"))]
    assert messages == [f"unknown directive '{word}', did you mean '{full}'?"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BLOCK + "\n3<!--printd-->\n", "unknown directive 'printd', did you mean 'printed'?"),
        ("3<!--printed-->\n\n" + BLOCK, "no python block stands above that could print '3'"),
        (
            "<!--varies-->\n" + BLOCK + "\n3<!--printed-->\n",
            "'3' cannot be bound to an output that varies or is skipped",
        ),
    ],
)
def test_a_value_that_cannot_be_bound_is_an_error(text, message):
    assert [found for _, found in problems_of(text)] == [message]


def test_a_value_is_bound_to_the_block_above_and_stays_in_the_page():
    text = BLOCK + "\n- a 1<!--printed-->\n- b 2<!-- printed: b {} --> and `3<!--printed-->`\n\n" + BLOCK
    found = page(text)
    assert [[bound.value for bound in block.bound] for block in found.blocks] == [["1", "2"], []]
    assert found.problems == found.consumed == ()


# --- any text ------------------------------------------------------------------------------------

TOKENS = [
    *(row.example for row in DIRECTIVES.values()),
    *["```python", "```", "~~~", "```text", "<!--", "-->", '--8<-- "cells.py:show"', '--8<-- "no.py"', "--8<--"],
    *[
        "\n",
        "\n\n",
        "    ",
        "> ",
        "- ",
        "\t",
        "\r",
        "x = 1",
        "---",
        "\x0c",
        "\u2028",
        "\x00",
        "\x02wzxhzdk:0\x03",
        "\ufdd0",
    ],
]
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.one_of(st.sampled_from(TOKENS), st.text(max_size=2))).map("".join))


@settings(deadline=None, max_examples=800, derandomize=True)
@given(TEXTS)
def test_any_text_is_parsed_and_its_problems_name_its_lines(text):
    parsed = page(text)
    last = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= problem.line <= last and problem.message for problem in parsed.problems)
    assert parsed.blocks or site_of([parsed]).problems == parsed.problems
    for block in parsed.blocks:
        assert 1 <= block.fence.line < block.fence.end <= last
        assert isinstance(block.origin, Embedded) or block.page_line(block.first) <= block.fence.end
