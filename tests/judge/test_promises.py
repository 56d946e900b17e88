"""What a recording says against its blocks, without running them."""

import signal
import textwrap
from dataclasses import replace

import pytest
from mini import result
from writing import ALT, CONT, PINNED, VARIES, XFAIL, fence

from academy.build import build_of
from academy.judge.promises import after_run, before_run, words_of
from academy.recording import STDOUT, TABLE, Breach, Failure, Output, PartResult, Recording

FAILED = result("before\n", failure=Failure("ValueError", "bad\nvery", 1, "ValueError: bad\nvery\n"))


@pytest.fixture
def say(make_site):
    """A function that says what is wrong with a page, by its code and by these results of its first program."""

    def say_it(page, *results, breach=None, snippets=None):
        site = build_of(make_site(textwrap.dedent(page).lstrip("\n"), snippets)).site
        assert not site.problems
        showing = next(iter(site.showings.values()))
        found = after_run(showing, Recording(results, (), breach=breach)) if results else before_run(showing)
        return [str(problem) for problem in found]

    return say_it


# ---------------------------------------------------------------------------- what is lost


def test_lost_value_is_an_error_where_nothing_else_is_shown(say):
    page = fence("x = [2, 1]\nsorted(\n    x\n)")
    (problem,) = say(page, PartResult(value="list"))
    assert problem.startswith("docs/index.md:3: nothing shows what this last call gives, of type list\n    sorted(")
    assert "-> write print(sorted(" in problem and "or _ = in front" in problem
    assert say(page, replace(result("before\n"), value="list")) == []


def test_processes_outside_of_a_main_guard_are_an_error(make_site):
    showing = next(iter(build_of(make_site(fence("x = 1") + fence("start(x)", CONT))).site.showings.values()))
    reset = result(
        failure=Failure("ConnectionResetError", "", 3, "ConnectionResetError\n")
    )  # where Python does not fork
    (problem,) = after_run(showing, Recording((PartResult(), PartResult()), (), unguarded=3))
    assert after_run(showing, Recording((PartResult(), reset), (), unguarded=3)) == [problem]
    assert str(problem).startswith("docs/index.md:7: the program starts processes outside of a main guard")
    assert 'if __name__ == "__main__":' in problem.advice


def test_drawing_after_the_show_is_an_error(say):
    (problem,) = say(fence("ax.plot([1])"), PartResult(late=1))
    assert problem.startswith("docs/index.md:1: the block draws on a figure that plt.show() has ended")
    assert "before plt.show()" in problem


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
    assert f"-> write print({code.strip('()')}" in problem or "-> write print(" in problem or code == "..."


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("import matplotlib.pyplot as plt\n%matplotlib inline", "a script has no magics"),
        ("!pip install torch", "a script has no shell commands"),
        (">>> x = 1\n>>> x\n1", "without >>> and ..., and print what it shows"),
        ("torch.sum?", "write help(...)"),
        ("?torch.sum", "write help(...)"),
        ("await fetch()", "asyncio.run(main())"),
        ("x = [await fetch()]", "asyncio.run(main())"),
        ("fig = 1\nfig", "a block's end shows its figures"),
        ("...", "write the code that it stands for"),
    ],
)
def test_what_only_a_notebook_can_is_named(code, advice, say):
    (problem,) = say(fence(code))
    assert advice in problem.rpartition("-> ")[2]


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


@pytest.mark.parametrize("code", ["x = 1" + " + 1" * 100_000, "x = " + "-" * 100_000 + "1", "x" + ".x" * 100_000])
def test_code_too_deep_for_python_is_an_error(code, say):
    (problem,) = say(fence(code))
    assert problem.startswith("docs/index.md:2: the code is nested too deep for Python")


SYNTAX = "<!--pytest.mark.xfail(raises=SyntaxError)-->\n"


@pytest.mark.parametrize("above", [SYNTAX, SYNTAX.replace("Syntax", "Indentation"), SYNTAX.replace("Syntax", "Tab")])
@pytest.mark.parametrize("code", ["x = = 1", "  x = 1", "return 1", "print('a'"])
def test_syntax_error_that_is_meant_is_left_to_the_run(code, above, say):
    name = above.partition("=")[2].rstrip(")->\n")
    assert say(fence(code, above), result(failure=Failure(name, "", 1, "trace"))) == []


def test_syntax_error_that_is_meant_and_does_not_come_is_an_error(say):
    assert "expected SyntaxError, but the block ran to its end" in say(fence("x = 1", SYNTAX), result())[0]


def test_syntax_error_in_one_block_of_a_program_is_an_error_also_if_it_is_meant(say):
    (problem,) = say(fence("print(1)") + fence("x = = 1", CONT + SYNTAX))
    assert problem.startswith("docs/index.md:8: nothing of a script runs that Python cannot read\n    x = = 1")
    assert "let the block that fails be a program of its own" in problem


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
    page = fence("print('a')", VARIES) + fence(
        "raise ValueError", CONT + "<!--pytest.mark.xfail(raises=builtins.ValueError)-->\n"
    )
    assert say(page, result("a\n"), FAILED) == []


def test_exception_is_said_with_the_line_of_the_page_and_its_traceback(say):
    trace = 'Traceback (most recent call last):\n  File "docs/index.md", line 10, in <module>\nValueError: bad\nvery\n'
    failed = result(failure=Failure("ValueError", "bad\nvery", 4, trace))
    (problem,) = say(fence("x = 1\nx = 2") + "Prose.\n\n" + fence("x = 3", CONT), PartResult(), failed)
    assert problem.startswith("docs/index.md:10: ValueError: bad\n    Traceback")
    assert 'File "docs/index.md", line 10, in <module>' in problem
    assert problem.endswith("-> mend it, or say above it that it is meant: <!--pytest.mark.xfail(raises=ValueError)-->")


def test_exception_in_a_snippet_names_the_embed_and_the_line_of_the_file(say):
    snippets = {"a.py": "# %% hidden\nimport os\n\n# %% shown\nprint(1)\n"}
    failed = result(failure=Failure("ValueError", "", 2, "ValueError\n"))
    (problem,) = say("\n" + fence('--8<-- "a.py:shown"'), failed, snippets=snippets)
    assert problem.startswith("docs/index.md:2: ValueError (snippets/a.py:2)")


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (result("x\n"), "docs/index.md:2: expected ValueError, but the block ran to its end"),
        (
            result(failure=Failure("KeyError", "'x'", 1, "KeyError: 'x'\n")),
            "docs/index.md:3: expected ValueError, found KeyError: 'x'",
        ),
    ],
)
def test_expected_failure_that_is_none_or_another_is_an_error(part, message, say):
    (problem,) = say(fence("f()", XFAIL), part)
    assert problem.startswith(message)


@pytest.mark.parametrize(
    ("breach", "said", "advice"),
    [
        (Breach("seconds", 2.0), "still ran after 2 s", "`seconds`"),
        (Breach("memory", 2 * 2**30), "used more than 2 GiB of memory", "`memory_gib`"),
        (Breach("memory", 0.6 * 2**30), "used more than 614.4 MiB of memory", "`memory_gib`"),
        (Breach("printed", 4 * 2**20), "printed more than 4 MiB", "`output_mib`"),
        (Breach("made", 4 * 2**20), "made figures and tracebacks of more than 4 MiB", "`output_mib`"),
        (Breach("signal", signal.SIGSEGV), "was killed by SIGSEGV", "by hand"),
        (Breach("exit", 0), "ended itself (exit code 0)", "run to its end"),
        (Breach("left", 1), "left 1 process running", "wait for every process"),
        (Breach("left", 2), "left 2 processes running", "wait for every process"),
        (Breach("supervisor"), "killed the process that watches it", "no process but those that it started"),
    ],
)
def test_broken_run_names_the_block_the_cell_and_a_way_out(breach, said, advice, say):
    snippets = {"a.py": "x = 1\n\n# %% one\nx = 2\n\n# %% two\nx = 3\n"}
    page = fence('--8<-- "a.py:one"') + fence('--8<-- "a.py:two"')
    (problem,) = say(page, PartResult(), PartResult(), result("last words\n"), breach=breach, snippets=snippets)
    assert problem.startswith(f"docs/index.md:5: the program {said} (snippets/a.py:7)\n    last words\n    -> ")
    assert advice in problem
    assert words_of(breach) == said


def test_broken_run_of_inline_code_names_its_block_alone(say):
    (problem,) = say(fence("x = 1") + fence("x = 2", CONT), result(), result(), breach=Breach("seconds", 2.0))
    assert problem.startswith("docs/index.md:6: the program still ran after 2 s\n    -> ")


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("".join(f"{line}\n" for line in range(90)), ["85", "86", "87", "88", "89"]),
        ("x" * 500 + "y" * 400, ["y" * 400]),
    ],
)
def test_broken_run_shows_the_end_of_what_it_printed(printed, shown, say):
    (problem,) = say(fence("f()"), result(printed), breach=Breach("printed", 2**20))
    assert [line.strip() for line in problem.splitlines()[1:-1]] == shown


def test_broken_run_of_a_block_that_should_fail_is_said_alone(say):
    (problem,) = say(fence("f()", XFAIL), result(), breach=Breach("seconds", 2.0))
    assert problem.startswith("docs/index.md:2: the program still ran after 2 s")


def test_failure_and_a_process_left_are_both_said(say):
    failed = result(failure=Failure("KeyError", "'x'", 1, "KeyError: 'x'\n"))
    assert len(say(fence("f()"), failed, breach=Breach("left", 1))) == 2


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
    problems = say(fence("f()", ALT * alts), result(figures=("<svg/>",) * figures))
    assert [problem.partition("\n")[0] for problem in problems] == (
        [f"docs/index.md:{alts + 1}: {message}"] if message else []
    )


@pytest.mark.parametrize("printed", ["one\ntwo\n", "one\ntwo", "one\ntwo\n\n"])
def test_pinned_output_that_is_printed_is_good(printed, say):
    assert say(fence("f()") + PINNED.format("one\ntwo"), result(printed)) == []


@pytest.mark.parametrize(
    ("pinned", "printed"),
    [
        ("loss ...", "loss 0.5\n"),
        ("one\n...\nlast", "one\nlast\n"),
        ("one\n...\nlast", "one\n2\n3\nlast\n"),
        ("...\nlast", "one\n\nlast"),
        ("one\n...", "one\ntwo"),
        ("a ... b ... c", "a 1 b 2 b 3 c"),
        ("  ...", "  anything"),
        ("literally...", "literally..."),
    ],
)
def test_dots_in_a_pinned_output_stand_for_what_varies(pinned, printed, say):
    assert say(fence("f()") + PINNED.format(pinned), result(printed)) == []


@pytest.mark.parametrize(
    ("pinned", "printed"),
    [("loss ...", "loss 0.5\nmore"), ("one\n...\nlast", "one\n2\nlast\nmore"), ("a...c", "a\nc"), ("x ..", "x 0")],
)
def test_dots_stand_for_no_more_than_they_say(pinned, printed, say):
    (problem,) = say(fence("f()") + PINNED.format(pinned), result(printed))
    assert "the pinned output differs" in problem


def test_text_form_of_a_table_is_pinned_and_bound(say):
    table = PartResult((Output(STDOUT, "one\n"), Output(TABLE, "<table></table>", "   loss\n0   0.5\n")))
    assert say(fence("f()") + PINNED.format("one\n   loss\n0   0.5") + "\nIt is 0.5<!--printed-->.", table) == []


def test_pinned_output_that_differs_is_shown_as_a_diff(say):
    (problem,) = say(fence("f()") + PINNED.format("one\ntwo\nthree"), result("one\n2\nthree\n"))
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
    part = printed if isinstance(printed, PartResult) else result(printed)
    assert say(fence("f()", XFAIL if part.failure else "") + prose, part) == []


@pytest.mark.parametrize(
    ("prose", "printed"),
    [
        ("It is 0.5<!--printed-->.", "0.51"),
        ("It is 0.5<!--printed-->.", "10.5 -0.5 0.5e3 0.5.1"),
        ("It is 5<!--printed-->.", "0.5 5.5 15 x5 5x"),
        ("It is 5<!--printed-->.", "1e+5 1e-5 -5"),
        ("It is 05<!--printed-->.", "2.5e+05"),
        ("It is 0.5<!--printed: loss {}-->.", "0.5 loss"),
        ("A `(5, 5)`<!--printed-->.", "(5, 55)"),
    ],
)
def test_bound_value_that_is_not_printed_is_an_error(prose, printed, say):
    (problem,) = say(fence("f()") + prose, result(printed))
    assert problem.startswith("docs/index.md:5: the output of line 1 does not contain '")
    assert problem.endswith("-> write what the run printed, or mend the code") and printed in problem


def test_bound_value_of_a_block_that_does_not_run_here_is_not_judged(say):
    page = fence("f()", '<!--pytest.mark.skipif(False, reason="x")-->\n') + "It is 0.5<!--printed-->."
    assert len(say(page, result("0.6"))) == 1
    assert say(page, PartResult(skipped="x")) == []


def test_block_that_breaks_off_is_not_judged_further(say):
    page = ALT + fence("f()") + PINNED.format("all")
    assert len(say(page, FAILED)) == 1
    assert len(say(page, result("half"), breach=Breach("seconds", 2.0))) == 1


def test_skipped_block_needs_no_figure_and_no_output(say):
    page = ALT + fence("f()", '<!--pytest.mark.skip(reason="x")-->\n')
    assert say(page, PartResult(skipped="x")) == []


def test_snippet_on_two_pages_is_judged_on_both(make_site):
    pages = {"a.md": fence('--8<-- "a.py"'), "b.md": ALT + fence('--8<-- "a.py"')}
    (showing,) = build_of(make_site(pages, {"a.py": "f()\n"})).site.showings.values()
    found = after_run(showing, Recording((result(figures=("<svg/>",)),), ()))
    assert [(problem.page, problem.line) for problem in found] == [("docs/a.md", 1)]
