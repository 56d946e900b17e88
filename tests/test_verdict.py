"""What a recording says against its blocks, without running them."""

import textwrap

import pytest

from academy import verdict
from academy.lessons import load, read_pages
from academy.recording import Failure, PartResult, Recording, relocate

FAILED = PartResult("before\n", "", (), Failure("ValueError", "bad\nvery", 1, "ValueError: bad\nvery\n"))


@pytest.fixture
def say(make_site):
    """A function that says what is wrong with a page, by its code and by these results of its first program."""

    def say_it(page, *results, broken="", snippets=None):
        settings = make_site(textwrap.dedent(page).lstrip("\n"), snippets)
        lessons = load(settings, read_pages(settings))
        assert not [*lessons.plan.problems, *lessons.pages["docs/index.md"].problems]
        key = next(iter(lessons.plan.programs))
        if not results:
            return [str(problem) for problem in verdict.before_run(lessons.plan, key)]
        recording = Recording(results, (), broken=broken)
        return [str(problem) for problem in verdict.after_run(lessons.plan, key, recording)]

    return say_it


def fence(code: str, above: str = "") -> str:
    return f"{above}```python\n{code}\n```\n\n"


CONT = "<!--pytest-codeblocks:cont-->\n"
XFAIL = "<!--pytest.mark.xfail(raises=ValueError)-->\n"


# ---------------------------------------------------------------------------- before the run


@pytest.mark.parametrize(
    "code",
    [
        "x = 1",
        "print(1)",
        "x.sum()",
        "x += 1",
        "if True:\n    1",
        "def f(): ...",
        "import os; del os",
        "# only a comment",
        "assert (1, 'a warning of the compiler')",
        "x = 1; print(x)",
    ],
)
def test_code_that_shows_all_it_has_is_good(code, say, recwarn):
    assert say(fence(code)) == []
    assert not recwarn.list


@pytest.mark.parametrize("code", ["x", "x.grad", "1 + 1", "'text'", "[1, 2]", "x[0]", "(1, 2)", "a == b", "-x", "..."])
def test_last_expression_is_an_error_that_offers_print(code, say):
    (problem,) = say(fence(f"x = a = b = [1]\n{code}"))
    assert problem.startswith("docs/index.md:3: nothing would show this last expression")
    assert f"-> write print({code.strip('()')}" in problem or "-> write print(" in problem


def test_last_expression_may_be_what_fails(say):
    assert say(fence("x[1]", XFAIL)) == []
    assert say(fence("x[1]", '<!--pytest.mark.skip(reason="x")-->\n')) == []


def test_last_expression_of_every_block_counts(say):
    assert len(say(fence("x = 1\nx") + fence("x", CONT) + fence("print(x)", CONT))) == 2


@pytest.mark.parametrize(
    ("code", "line", "message"),
    [
        ("x = (1\n", 2, "'(' was never closed"),
        ("print(1)\nreturn 1", 3, "'return' outside function"),
        ("for x in 'a':\n    pass\nbreak", 4, "'break' outside loop"),
        ("await x", 2, "'await' outside function"),
        ("def f(a, a): pass", 2, "duplicate argument 'a' in function definition"),
        ("  x = 1\nprint(x)", 2, "unexpected indent"),
        ("from __future__ import braces", 2, "not a chance"),
        ("nonlocal x", 2, "nonlocal declaration not allowed at module level"),
    ],
)
def test_syntax_error_is_said_with_its_line(code, line, message, say):
    (problem,) = say(fence(code))
    assert problem.startswith(f"docs/index.md:{line}: ") and message in problem
    assert problem.endswith("-> a block must be whole by itself")


@pytest.mark.parametrize("code", ["x = 1" + " + 1" * 20_000, "x = " + "-" * 20_000 + "1", "x" + ".x" * 5_000])
def test_code_too_deep_for_python_is_an_error(code, say):
    (problem,) = say(fence(code))
    assert problem.startswith("docs/index.md:2: the code is nested too deep for Python")


def test_block_that_is_a_half_of_another_is_an_error(say):
    assert len(say(fence("if True:") + fence("    x = 1", CONT))) == 2


def test_future_import_of_a_later_block_is_an_error_as_in_the_script(say):
    (problem,) = say(fence("x = 1") + fence("from __future__ import annotations", CONT))
    assert problem.startswith("docs/index.md:7: SyntaxError: from __future__ imports must occur at the beginning")


def test_syntax_error_in_a_cell_that_no_page_shows_names_the_snippet(say):
    snippets = {"a.py": "# %% shown\nx = 1\n\n# %% hidden\nx = = 2\n"}
    (problem,) = say(fence('--8<-- "a.py:shown"'), snippets=snippets)
    assert problem.startswith("docs/index.md:2: SyntaxError: invalid syntax (snippets/a.py:5)\n    x = = 2")


# ---------------------------------------------------------------------------- after it


def test_program_that_does_what_its_blocks_say_is_good(say):
    page = fence("print('a')", "<!--varies-->\n") + fence(
        "raise ValueError", CONT + "<!--pytest.mark.xfail(raises=builtins.ValueError)-->\n"
    )
    assert say(page, PartResult("a\n"), FAILED) == []


def test_exception_is_said_with_the_line_of_the_page_and_its_traceback(say):
    trace = 'Traceback (most recent call last):\n  File "docs/index.md", line 4, in <module>\nValueError: bad\nvery\n'
    failed = PartResult("", "", (), Failure("ValueError", "bad\nvery", 4, trace))
    (problem,) = say(fence("x = 1\nx = 2") + "Prose.\n\n" + fence("x = 3", CONT), PartResult(), failed)
    assert problem.startswith("docs/index.md:10: ValueError: bad\n    Traceback")
    assert 'File "docs/index.md", line 10, in <module>' in problem
    assert problem.endswith("-> mend it, or say above it that it is meant: <!--pytest.mark.xfail(raises=ValueError)-->")


def test_exception_in_a_snippet_names_the_embed_and_the_line_of_the_file(say):
    snippets = {"a.py": "# %% hidden\nimport os\n\n# %% shown\nprint(1)\n"}
    failed = PartResult("", "", (), Failure("ValueError", "", 2, "ValueError\n"))
    (problem,) = say("\n" + fence('--8<-- "a.py:shown"'), failed, snippets=snippets)
    assert problem.startswith("docs/index.md:2: ValueError (snippets/a.py:2)")


@pytest.mark.parametrize(
    ("result", "message"),
    [
        (PartResult("x\n"), "docs/index.md:2: expected ValueError, but the block ran to its end"),
        (
            PartResult("", "", (), Failure("KeyError", "'x'", 1, "KeyError: 'x'\n")),
            "docs/index.md:3: expected ValueError, found KeyError: 'x'",
        ),
    ],
)
def test_expected_failure_that_is_none_or_another_is_an_error(result, message, say):
    (problem,) = say(fence("f()", XFAIL), result)
    assert problem.startswith(message)


@pytest.mark.parametrize(
    ("broken", "advice"),
    [
        ("still ran after 2 s", "`seconds`"),
        ("used more than 2 GiB of memory", "`memory_gib`"),
        ("printed more than 4 MiB", "`output_mib`"),
        ("made figures and tracebacks of more than 4 MiB", "`output_mib`"),
        ("was killed by SIGSEGV", "by hand"),
        ("ended itself (exit code 0)", "run to its end"),
        ("left 1 process running", "wait for every process"),
    ],
)
def test_broken_run_names_the_block_the_cell_and_a_way_out(broken, advice, say):
    snippets = {"a.py": "x = 1\n\n# %% one\nx = 2\n\n# %% two\nx = 3\n"}
    page = fence('--8<-- "a.py:one"') + fence('--8<-- "a.py:two"')
    (problem,) = say(page, PartResult(), PartResult(), PartResult("last words\n"), broken=broken, snippets=snippets)
    assert problem.startswith(f"docs/index.md:5: the program {broken} (snippets/a.py:7)\n    last words\n    -> ")
    assert advice in problem


def test_failure_and_a_process_left_are_both_said(say):
    failed = PartResult("", "", (), Failure("KeyError", "'x'", 1, "KeyError: 'x'\n"))
    assert len(say(fence("f()"), failed, broken="left 1 process running")) == 2


@pytest.mark.parametrize(
    ("alts", "figures", "message"),
    [
        (1, 1, None),
        (0, 1, "expected a text for each figure, found 0 for 1"),
        (1, 2, "expected a text for each figure, found 1 for 2"),
        (1, 0, "1 texts for figures, but the block draws 0"),
        (2, 1, "2 texts for figures, but the block draws 1"),
    ],
)
def test_every_figure_needs_its_text(alts, figures, message, say):
    problems = say(fence("f()", "<!--alt: A line-->\n" * alts), PartResult(figures=("<svg/>",) * figures))
    assert [problem.partition("\n")[0] for problem in problems] == (
        [f"docs/index.md:{alts + 1}: {message}"] if message else []
    )


PINNED = "<!--pytest-codeblocks:expected-output-->\n```text\n{}\n```\n"


@pytest.mark.parametrize("printed", ["one\ntwo\n", "one\ntwo", "one\ntwo\n\n"])
def test_pinned_output_that_is_printed_is_good(printed, say):
    assert say(fence("f()") + PINNED.format("one\ntwo"), PartResult(printed)) == []


def test_pinned_output_that_differs_is_shown_as_a_diff(say):
    (problem,) = say(fence("f()") + PINNED.format("one\ntwo\nthree"), PartResult("one\n2\nthree\n"))
    assert problem == textwrap.dedent(
        """\
        docs/index.md:6: the pinned output differs
            --- pinned
            +++ printed
            @@ -1,3 +1,3 @@
             one
            -two
            +2
             three
            -> write what the run printed, or mend the code"""
    )


@pytest.mark.parametrize(
    ("prose", "printed"),
    [
        ("It is 0.5<!--printed-->.", "loss 0.5, then more\n"),
        ("It is 0.5<!--printed: loss {}-->.", "the  loss\n0.5"),
        ("A `(5, 5)`<!--printed-->.", "torch.Size(5, 5)"),
        ("Now -2<!--printed-->.", "x=-2"),
        ("First 1<!--printed--> and 2<!--printed-->.", "2 1"),
        ("A ValueError<!--printed-->", FAILED),
    ],
)
def test_bound_value_that_is_printed_is_good(prose, printed, say):
    result = printed if isinstance(printed, PartResult) else PartResult(printed)
    above = "<!--pytest.mark.xfail(raises=ValueError)-->\n" if result.failure else ""
    assert say(fence("f()", above) + prose, result) == []


@pytest.mark.parametrize(
    ("prose", "printed"),
    [
        ("It is 0.5<!--printed-->.", "0.51"),
        ("It is 0.5<!--printed-->.", "10.5 -0.5 0.5e3 0.5.1"),
        ("It is 5<!--printed-->.", "0.5 5.5 15 x5 5x"),
        ("It is 0.5<!--printed: loss {}-->.", "0.5 loss"),
        ("A `(5, 5)`<!--printed-->.", "(5, 55)"),
    ],
)
def test_bound_value_that_is_not_printed_is_an_error(prose, printed, say):
    (problem,) = say(fence("f()") + prose, PartResult(printed))
    assert problem.startswith("docs/index.md:5: the output of line 1 does not contain '")
    assert problem.endswith("-> write what the run printed, or mend the code") and printed in problem


def test_bound_value_of_a_block_that_does_not_run_here_is_not_judged(say):
    page = fence("f()", '<!--pytest.mark.skipif(False, reason="x")-->\n') + "It is 0.5<!--printed-->."
    assert len(say(page, PartResult("0.6"))) == 1
    assert say(page, PartResult(skipped="x")) == []


def test_block_that_breaks_off_is_not_judged_further(say):
    page = "<!--alt: A line-->\n" + fence("f()") + PINNED.format("all")
    assert len(say(page, FAILED)) == 1
    assert len(say(page, PartResult("half"), broken="still ran after 2 s")) == 1


def test_skipped_block_needs_no_figure_and_no_output(say):
    page = "<!--alt: A line-->\n" + fence("f()", '<!--pytest.mark.skip(reason="x")-->\n')
    assert say(page, PartResult(skipped="x")) == []


def test_snippet_on_two_pages_is_judged_on_both(make_site):
    pages = {"a.md": fence('--8<-- "a.py"'), "b.md": "<!--alt: A line-->\n" + fence('--8<-- "a.py"')}
    settings = make_site(pages, {"a.py": "f()\n"})
    lessons = load(settings, read_pages(settings))
    (key,) = lessons.plan.programs
    found = verdict.after_run(lessons.plan, key, Recording((PartResult(figures=("<svg/>",)),), ()))
    assert [(problem.page, problem.line) for problem in found] == [("docs/a.md", 1)]


# ---------------------------------------------------------------------------- lines


def test_relocate_moves_the_lines_of_this_file_alone():
    text = (
        '  File "docs/a.md", line 2, in <module>\n  File "docs/a.md.py", line 2\n'
        "docs/a.md:3: UserWarning: see docs/a.md:3\nxdocs/a.md:3: x\n"
    )
    assert relocate(text, "docs/a.md", lambda line: line + 10) == (
        '  File "docs/a.md", line 12, in <module>\n  File "docs/a.md.py", line 2\n'
        "docs/a.md:13: UserWarning: see docs/a.md:3\nxdocs/a.md:3: x\n"
    )


def test_shown_lines_are_those_of_the_page_or_the_snippet(load_site):
    page = (
        "# A page\n\n"
        + fence("import warnings\n\ndef f():\n    warnings.warn('careful')")
        + "Prose.\n\n"
        + fence("\n\nf()\nf(1)", CONT + "<!--pytest.mark.xfail(raises=TypeError)-->\n")
        + fence('--8<-- "a.py"')
    )
    lessons = load_site(page, {"a.py": "# %% one\nimport warnings\nwarnings.warn('two')\n"})
    lessons.check()
    _, second, snippet = [lessons.shown(block) for block in lessons.pages["docs/index.md"].blocks]
    assert second.result.stderr == "docs/index.md:7: UserWarning: careful\n  warnings.warn('careful')\n"
    assert 'File "docs/index.md", line 18, in <module>\n    f(1)\nTypeError: f() takes' in second.traceback
    assert snippet.result.stderr == "snippets/a.py:3: UserWarning: two\n  warnings.warn('two')\n"


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_traceback_that_a_program_prints_itself_has_the_lines_of_the_page(stream, load_site):
    code = "import sys, traceback\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    text = traceback.format_exc()\n"
    code += f"print(text.splitlines()[1], file=sys.{stream})"
    place = '  File "docs/index.md", line 6, in <module>'
    lessons = load_site("# A page\n\n" + fence(code) + (PINNED.format(place) if stream == "stdout" else ""))
    lessons.check()
    (block,) = lessons.pages["docs/index.md"].blocks
    assert getattr(lessons.shown(block).result, stream) == place + "\n"


@pytest.mark.parametrize("odd", ["\f", "\x1c", "\x85", "\u2028"])
def test_only_line_feeds_end_lines(odd, load_site):
    """As in Python, and unlike `str.splitlines`."""
    code = f"x = 'a{odd}b'\ny = 'a{odd}b'\nprint(1)"
    snippet = f"# %% one\nx = 1  # {odd} {odd} {odd}\nprint(1)\n# %% two\nprint(2)\n"
    lessons = load_site(
        fence(code) + fence("print(2)", CONT) + fence('--8<-- "a.py:one"') + fence('--8<-- "a.py:two"'),
        {"a.py": snippet},
    )
    lessons.check()
    printed = [lessons.shown(block).result.stdout for block in lessons.pages["docs/index.md"].blocks]
    assert printed == ["1\n", "2\n", "1\n", "2\n"]
