"""Whether running a program again, as its reader does, gives what its recording shows."""

from collections.abc import Callable
from functools import partial

import pytest
from mini import result
from writing import ALT, CONT, VARIES, XFAIL, fence

from academy.build import build_of
from academy.judge.again import differences
from academy.judge.outcome import judge
from academy.program import Limits
from academy.recording import PNG, STDERR, STDOUT, Output, PartResult, Recording
from academy.run import client

READER = Limits(seconds=30, memory=2**30)  # a bare interpreter imports torch itself


@pytest.fixture
def compare(build_site) -> Callable[[str], list[str]]:
    """A function that gives what differs in the second runs of the programs of a page."""

    def compare_it(page: str) -> list[str]:
        build = build_site(page, limits=READER)
        build.check()
        again = partial(client.run, conditions=build.settings.conditions, fresh=True)
        return [str(problem) for origin in build.outcomes for problem in differences(build.outcome(origin), again)]

    return compare_it


@pytest.fixture
def compare_results(make_site) -> Callable[..., list[str]]:
    """A function that gives what differs between two results of the one block of a page; nothing is run."""

    def compare_them(first: PartResult, second: PartResult, above: str = "") -> list[str]:
        (showing,) = build_of(make_site(fence("f()", above))).site.showings.values()
        outcome = judge(showing, Recording((first,), ()))
        return [str(problem) for problem in differences(outcome, lambda program: Recording((second,), ()))]

    return compare_them


# ---------------------------------------------------------------------------- programs that run twice


@pytest.mark.parametrize(
    "code",
    [
        "import random\nprint(random.random())",
        "import numpy as np\nprint(np.random.rand())",
        "import torch\nprint(torch.rand(1))",
        "print({'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'})",
        "print(object())",
        "import time\nprint(time.time())",
        "import os\nprint(os.getpid())",
        "import secrets, sys\nprint(secrets.token_hex())",
    ],
)
def test_output_that_hangs_on_chance_is_noticed(code, compare):
    (problem,) = compare(fence(code))
    assert problem.startswith("docs/index.md:1: run as a plain script, the block prints something else")
    assert "--- recorded\n    +++ again" in problem
    assert problem.endswith("-> set every seed in the program, or say above the block that it differs: <!--varies-->")


def test_output_of_a_seeded_program_is_the_same(compare):
    code = "import random, numpy as np, torch\nrandom.seed(1)\nnp.random.seed(1)\ntorch.manual_seed(1)\n"
    assert (
        compare(fence(code + "print(random.random(), np.random.rand(), torch.rand(2), torch.randn(2, 3).sum())")) == []
    )


def test_varies_exempts_its_own_block_alone(compare):
    chance = "print(random.random())"
    page = fence("import random\n" + chance, VARIES) + fence("print('same')", CONT) + fence(chance, VARIES + CONT)
    assert compare(page) == []
    (problem,) = compare(page.replace("print('same')", chance))
    assert problem.startswith("docs/index.md:8: ")


def test_text_that_runs_from_one_block_into_the_next_stays_apart(compare):
    page = fence("import time\nprint(time.time(), end='')", VARIES) + fence("print('same')", CONT)
    assert compare(page) == []


def test_figure_that_hangs_on_chance_is_noticed(compare):
    draw = "import matplotlib.pyplot as plt, random\nplt.plot([1, {}])"
    assert compare(fence(draw.format(2), ALT)) == []
    (problem,) = compare(fence(draw.format("random.random()"), ALT))
    assert problem.startswith("docs/index.md:2: run as a plain script, the block shows other figures or tables")


def test_displayed_picture_stands_at_another_address_and_is_the_same(compare):
    code = (
        "import os\nfrom IPython.display import display\nfrom PIL import Image\n\ndisplay(Image.new('L', (2, 2), {}))"
    )
    assert compare(fence(code.format(9), ALT)) == []
    (problem,) = compare(fence(code.format("int(os.environ['PYTHONHASHSEED'] == '0')"), ALT))
    assert problem.startswith("docs/index.md:2: run as a plain script, the block shows other figures or tables")


@pytest.mark.parametrize(
    "code",
    [
        "import random, sys\nprint(random.random(), file=sys.stderr)",
        "import logging, time\nlogging.warning('%s', time.perf_counter_ns())",
        "import os, warnings\nwarnings.warn(f'process {os.getpid()}')",
        "import subprocess\nsubprocess.run(['sh', '-c', 'echo $$ >&2'])",
    ],
)
def test_stderr_that_hangs_on_chance_is_noticed(code, compare):
    (problem,) = compare(fence(code))
    assert problem.startswith("docs/index.md:1: run as a plain script, the block says something else on stderr")
    assert "--- recorded\n    +++ again" in problem and "its stderr alone by <!--varies: stderr-->" in problem
    assert compare(fence(code, VARIES)) == compare(fence(code, "<!--varies: stderr-->\n")) == []


def test_stderr_that_varies_leaves_stdout_to_be_compared(compare):
    code = "import random, sys\nprint(random.random(), file={})"
    assert compare(fence(code.format("sys.stderr"), "<!--varies: stderr-->\n")) == []
    (problem,) = compare(fence(code.format("sys.stdout"), "<!--varies: stderr-->\n"))
    assert "prints something else" in problem


@pytest.mark.parametrize(
    "code",
    [
        "import warnings\nwarnings.warn('be careful')",
        "import warnings\ndef old():\n    warnings.warn('old', DeprecationWarning, stacklevel=2)\nold()\nold()",
        "import sys, traceback\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    traceback.print_exc()",
        "import torch\nprint(torch.tensor(torch.ones(2)))",
        "import numpy as np\nprint(np.array([1.0]) / 0)",
    ],
)
def test_stderr_that_every_reader_sees_is_the_same(code, compare):
    assert compare(fence(code)) == []


def test_message_that_hangs_on_chance_is_noticed(compare):
    (problem,) = compare(fence("raise ValueError(object())", XFAIL))
    assert problem.startswith("docs/index.md:2: run as a plain script, ValueError says something else")


def test_block_that_does_not_run_again_is_noticed(compare):
    code = "import os, sys\nif os.environ['PYTHONHASHSEED'] != '0':\n    raise KeyError('again')"
    (problem,) = compare(fence(code) + fence("print(1)", CONT))
    assert problem.startswith("docs/index.md:4: KeyError: 'again'")


def test_program_that_needs_what_the_engine_imported_is_noticed(compare):
    (problem,) = compare(fence("import sys\ntorch = sys.modules['torch']\nprint(torch.ones(1))"))
    assert problem.startswith("docs/index.md:3: KeyError: 'torch'")


def test_frames_that_are_overwritten_are_not_compared(compare):
    code = "import random\nfor step in range(3):\n    print(random.random(), end='\\r')\nprint('done' + ' ' * 20)"
    assert compare(fence(code)) == []


# ---------------------------------------------------------------------------- two results


def displayed(address: str = "0x7F3A", size: str = "2x2", content: str = "iVBORw0KGgo=") -> PartResult:
    """A picture between two lines of text, as `display(image)` leaves it."""
    picture = Output(PNG, content, f"<PIL.Image.Image image mode=L size={size} at {address}>\n")
    return PartResult((Output(STDOUT, "before\n"), picture, Output(STDOUT, "after\n")))


def test_displayed_picture_at_another_address_is_the_same(compare_results):
    assert compare_results(displayed(), displayed(address="0x55d0c2"), ALT) == []


def test_displayed_picture_with_other_pixels_is_noticed(compare_results):
    (problem,) = compare_results(displayed(), displayed(content="iVBORw0KGgp="), ALT)
    assert problem.startswith("docs/index.md:2: run as a plain script, the block shows other figures or tables")
    assert "    picture 1 has other pixels\n" in problem


def test_displayed_picture_with_another_text_is_noticed(compare_results):
    (problem,) = compare_results(displayed(), displayed(size="3x2"), ALT)
    assert problem.startswith("docs/index.md:2: run as a plain script, the block prints something else")
    assert "-<PIL.Image.Image image mode=L size=2x2 at 0x>" in problem


def test_displayed_picture_at_another_place_in_the_text_is_noticed(compare_results):
    first, picture, last = displayed().outputs
    (problem,) = compare_results(displayed(), PartResult((first, last, picture)), ALT)
    assert "the block prints something else" in problem


def test_address_that_a_program_prints_itself_is_noticed(compare_results):
    (problem,) = compare_results(result("<object object at 0x7f01>\n"), result("<object object at 0x7f02>\n"))
    assert "the block prints something else" in problem


def test_other_warnings_are_a_difference(compare_results):
    first, second = result("1\n", "UserWarning: first"), result("1\n", "UserWarning: second")
    (problem,) = compare_results(first, second)
    assert "says something else on stderr" in problem and "+UserWarning: second" in problem
    assert compare_results(first, second, "<!--varies: stderr-->\n") == []


def test_block_that_is_skipped_the_second_time_is_noticed(compare_results):
    skipif = '<!--pytest.mark.skipif(False, reason="x")-->\n'
    (problem,) = compare_results(result("1\n"), PartResult(skipped="x"), skipif)
    assert problem == "docs/index.md:2: the block did not run when the program was run again"


def test_block_that_was_skipped_has_nothing_to_compare(compare_results):
    skipif = '<!--pytest.mark.skipif(True, reason="x")-->\n'
    assert compare_results(PartResult(skipped="x"), result("1\n"), skipif) == []


def test_program_with_a_problem_is_not_run_again(make_site):
    (showing,) = build_of(make_site(fence("f()", ALT))).site.showings.values()
    outcome = judge(showing, Recording((PartResult(),), ()))
    (problem,) = differences(outcome, lambda program: pytest.fail("ran again"))
    assert problem.message == "1 texts for figures, but the block draws 0"


def test_other_order_of_both_streams_is_found(compare_results):
    out, err = Output(STDOUT, "a\n"), Output(STDERR, "b\n")
    (problem,) = compare_results(PartResult((out, err)), PartResult((err, out)))
    assert "writes to stdout and stderr in another order" in problem


def test_order_of_a_stderr_that_varies_is_not_compared(compare_results):
    out, err = Output(STDOUT, "a\n"), Output(STDERR, "b\n")
    assert compare_results(PartResult((out, err)), PartResult((err, out)), "<!--varies: stderr-->\n") == []
