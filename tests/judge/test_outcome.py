"""What a run means for the blocks that show it."""

import pytest
from mini import result
from writing import ALT, CONT, PINNED, fence

from academy.build import build_of
from academy.judge.outcome import Outcome, judge, relocate
from academy.recording import ERROR, PNG, STDERR, STDOUT, SVG, Failure, Output, PartResult, Recording


@pytest.fixture
def judged(make_site):
    """A function that gives the outcome of the only program of a site, by these results of its parts."""

    def judge_it(pages, *results: PartResult, snippets=None) -> Outcome:
        (showing,) = build_of(make_site(pages, snippets)).site.showings.values()
        return judge(showing, Recording(results, ()))

    return judge_it


def printed(outcome: Outcome) -> list[str]:
    """What each block shows as printed, in the order of the pages."""
    return [outcome.shown[block].result.stdout for block in outcome.showing.blocks]


FAILED = result(failure=Failure("KeyError", "'x'", 1, "KeyError: 'x'\n"))


# ---------------------------------------------------------------------------- blocks and parts


def test_each_block_shows_its_own_part(judged):
    outcome = judged(fence("f()") + fence("g()", CONT), result("one\n"), result("two\n"))
    assert printed(outcome) == ["one\n", "two\n"]
    assert outcome.problems == ()


def test_cell_on_two_pages_shows_the_same_part_and_a_hidden_one_none(judged):
    pages = {"a.md": fence('--8<-- "a.py:last"'), "b.md": fence('--8<-- "a.py:last"')}
    outcome = judged(pages, result("hidden\n"), result("last\n"), snippets={"a.py": "f()\n# %% last\ng()\n"})
    assert printed(outcome) == ["last\n", "last\n"]


@pytest.mark.parametrize(
    ("text", "pinned"),
    [
        ("a\tb\n", "a       b"),
        ("\x1b[31mred\x1b[0m\n", "red"),
        ("one\r\ntwo\r\n", "one\ntwo"),
        ("50 %\rdone\n", "done"),
        ("bell\x07\n", "bell\u2407"),
    ],
)
@pytest.mark.parametrize("snippets", [None, {"a.py": "f()\n"}], ids=["inline", "snippet"])
def test_output_is_checked_as_its_reader_sees_it(text, pinned, snippets, judged):
    code = '--8<-- "a.py"' if snippets else "f()"
    assert judged(fence(code) + PINNED.format(pinned), result(text), snippets=snippets).problems == ()


def test_value_that_is_overwritten_proves_nothing(judged):
    page = fence("f()") + "The loss is **0.5**<!--printed-->.\n"
    assert judged(page, result("loss 0.5\n")).problems == ()
    (problem,) = judged(page, result("loss 0.5\rloss 0.3\n")).problems
    assert problem.message.endswith("does not contain '0.5'") and problem.detail == "loss 0.3"


def test_block_after_a_skipped_one_is_skipped_for_its_reason(judged):
    skip = '<!--pytest.mark.skip(reason="needs a GPU")-->\n'
    page = fence("f()") + fence("g()", CONT + skip) + fence("h()", CONT)
    outcome = judged(page, result("one\n"), PartResult(skipped="needs a GPU"))
    assert [one.result.skipped for one in outcome.shown.values()] == [None, "needs a GPU", "needs a GPU"]
    assert outcome.problems == ()


def test_block_after_one_that_broke_off_shows_nothing(judged):
    outcome = judged(fence("f()") + fence("g()", CONT), FAILED)
    _, after = [outcome.shown[block] for block in outcome.showing.blocks]
    assert after.outputs == () and after.result == PartResult()


def test_failure_of_a_snippet_on_two_pages_is_said_once(judged):
    pages = {"a.md": fence('--8<-- "a.py"'), "b.md": fence('--8<-- "a.py"')}
    outcome = judged(pages, FAILED, snippets={"a.py": "f()\n"})
    assert [problem.page for problem in outcome.problems] == ["docs/a.md"]
    assert len(outcome.shown) == 2


def test_outputs_are_those_of_the_run_and_then_its_failure(judged):
    failed = result("1\n", "careful\n", ("<svg/>",), Failure("KeyError", "'x'", 1, "KeyError: 'x'\n"))
    (shown,) = judged(fence("f()"), failed).shown.values()
    assert [output.mime for output in shown.outputs] == [STDOUT, STDERR, SVG, ERROR]
    assert shown.outputs[-1].plain == "KeyError: 'x'"
    assert [output.mime for output in shown.without_failure().outputs] == [STDOUT, STDERR, SVG]


# ---------------------------------------------------------------------------- lines


def test_relocate_moves_the_lines_of_this_file_alone():
    text = (
        '  File "docs/a.md", line 2, in <module>\n  File "docs/a.md.py", line 2\n'
        "docs/a.md:3: UserWarning: see docs/a.md:3\nxdocs/a.md:3: x\n[a.md:4] said\nWARNING:a.md:4:a.md:4\n"
    )
    assert relocate(text, "docs/a.md", lambda line: line + 10) == (
        '  File "docs/a.md", line 12, in <module>\n  File "docs/a.md.py", line 2\n'
        "docs/a.md:13: UserWarning: see docs/a.md:3\nxdocs/a.md:3: x\n[a.md:14] said\nWARNING:a.md:14:a.md:4\n"
    )


def test_streams_and_tracebacks_name_the_lines_of_the_page(judged):
    place = 'File "docs/index.md", line {}, in <module>\n'
    said = place.format(2)
    failed = result(said, said, failure=Failure("KeyError", "'x'", 2, said))
    outcome = judged("# A page\n\n" + fence("x = 1\nf()"), failed)
    (shown,) = outcome.shown.values()
    assert [output.content for output in shown.outputs] == [place.format(5)] * 3
    (problem,) = outcome.problems
    assert problem.line == 5 and problem.detail == place.format(5)


def test_line_of_a_continued_block_stands_behind_the_prose_between(judged):
    said = "docs/index.md:{}: UserWarning: careful\n"
    page = fence("x = 1\nx = 2") + "Prose.\n\n" + fence("\n\nf()", CONT)
    outcome = judged(page, result(stderr=said.format(1)), result(stderr=said.format(2) + said.format(4)))
    first, second = [outcome.shown[block].result.stderr for block in outcome.showing.blocks]
    assert first == said.format(2)
    assert second == said.format(3) + said.format(12)


def test_lines_of_a_snippet_stay(judged):
    said = 'File "snippets/a.py", line 2, in <module>\nsnippets/a.py:2: UserWarning: careful\n'
    outcome = judged("# A page\n\n" + fence('--8<-- "a.py"'), result(said), snippets={"a.py": "x = 1\nf()\n"})
    assert printed(outcome) == [said]


def test_displayed_picture_is_shown_as_it_came(judged):
    picture = Output(PNG, "iVBORw0KGgo=", 'File "docs/index.md", line 1')
    (shown,) = judged(fence("f()", ALT), PartResult((picture,))).shown.values()
    assert shown.outputs == (picture,)


# ---------------------------------------------------------------------------- runs


def test_shown_lines_are_those_of_the_page_or_the_snippet(build_site):
    page = (
        "# A page\n\n"
        + fence("import warnings\n\ndef f():\n    warnings.warn('careful')")
        + "Prose.\n\n"
        + fence("\n\nf()\nf(1)", CONT + "<!--pytest.mark.xfail(raises=TypeError)-->\n")
        + fence('--8<-- "a.py"')
    )
    build = build_site(page, {"a.py": "# %% one\nimport warnings\nwarnings.warn('two')\n"})
    build.check()
    _, second, snippet = [shown.result for shown in build.all_shown()]
    assert second.stderr == "docs/index.md:7: UserWarning: careful\n  warnings.warn('careful')\n"
    assert 'File "docs/index.md", line 18, in <module>\n    f(1)\n' in second.failure.traceback
    assert snippet.stderr == "snippets/a.py:3: UserWarning: two\n  warnings.warn('two')\n"


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_traceback_that_a_program_prints_itself_has_the_lines_of_the_page(stream, build_site):
    code = "import sys, traceback\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    text = traceback.format_exc()\n"
    code += f"print(text.splitlines()[1], file=sys.{stream})"
    place = '  File "docs/index.md", line 6, in <module>'
    build = build_site("# A page\n\n" + fence(code) + (PINNED.format(place) if stream == "stdout" else ""))
    build.check()
    (shown,) = build.all_shown()
    assert getattr(shown.result, stream) == place + "\n"


@pytest.mark.parametrize("odd", ["\f", "\x1c", "\x85", "\u2028"])
def test_only_line_feeds_end_lines(odd, build_site):
    """As in Python, and unlike `str.splitlines`."""
    code = f"x = 'a{odd}b'\ny = 'a{odd}b'\nprint(1)"
    snippet = f"# %% one\nx = 1  # {odd} {odd} {odd}\nprint(1)\n# %% two\nprint(2)\n"
    build = build_site(
        fence(code) + fence("print(2)", CONT) + fence('--8<-- "a.py:one"') + fence('--8<-- "a.py:two"'),
        {"a.py": snippet},
    )
    build.check()
    assert [shown.result.stdout for shown in build.all_shown()] == ["1\n", "2\n", "1\n", "2\n"]
