"""Whether running a program again, as its reader does, gives what its recording shows."""

import dataclasses

import pytest

from academy.compare import differences, same_text
from academy.lessons import Lessons
from academy.settings import Limits

READER = Limits(seconds=30, memory=2**30)  # a bare interpreter imports torch itself


@pytest.fixture
def compare(load_site):
    """A function that gives what differs in the second run of the only program of a page."""

    def compare_it(page, **options):
        lessons = load_site(page, limits=READER, **options)
        lessons.check()
        return [str(problem) for key in lessons.plan.programs for problem in differences(lessons, key)]

    return compare_it


def fence(code: str, above: str = "") -> str:
    return f"{above}```python\n{code}\n```\n\n"


CONT = "<!--pytest-codeblocks:cont-->\n"
VARIES = "<!--varies-->\n"


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
    assert compare(fence(draw.format(2), "<!--alt: A line-->\n")) == []
    (problem,) = compare(fence(draw.format("random.random()"), "<!--alt: A line-->\n"))
    assert problem.startswith("docs/index.md:2: run as a plain script, the block draws other figures")


def test_message_that_hangs_on_chance_is_noticed(compare):
    xfail = "<!--pytest.mark.xfail(raises=ValueError)-->\n"
    (problem,) = compare(fence("raise ValueError(object())", xfail))
    assert problem.startswith("docs/index.md:2: run as a plain script, ValueError says something else")


def test_block_that_does_not_run_again_is_noticed(compare):
    code = "import os, sys\nif os.environ['PYTHONHASHSEED'] != '0':\n    raise KeyError('again')"
    (problem,) = compare(fence(code) + fence("print(1)", CONT))
    assert problem.startswith("docs/index.md:4: KeyError: 'again'")


def test_program_that_needs_what_the_engine_imported_is_noticed(compare):
    (problem,) = compare(fence("import sys\ntorch = sys.modules['torch']\nprint(torch.ones(1))"))
    assert problem.startswith("docs/index.md:3: KeyError: 'torch'")


def _as_if_elsewhere(lessons: Lessons) -> None:
    """Let the recordings be those of another machine."""
    for future in lessons.recordings.values():
        future._result = dataclasses.replace(future.result(), environment=(("system", "another"),))


def test_floats_of_another_environment_may_differ_a_little(load_site):
    code = "import os\nprint('loss', 1.0 if os.environ['PYTHONHASHSEED'] == '0' else {}, 7)"
    page = fence(code.format(1.000001)) + fence(code.format(1.001)) + fence(code.format(1.0).replace(", 7", ", 7 or 8"))
    lessons = load_site(page, limits=READER)
    lessons.check()
    assert [len(differences(lessons, key)) for key in lessons.plan.programs] == [1, 1, 0]
    _as_if_elsewhere(lessons)
    assert [len(differences(lessons, key)) for key in lessons.plan.programs] == [0, 1, 0]


def test_figures_of_another_environment_are_not_compared(load_site):
    draw = "import os\nimport matplotlib.pyplot as plt\nplt.title(os.environ['PYTHONHASHSEED'])"
    lessons = load_site(fence(draw, "<!--alt: A title-->\n"), limits=READER)
    lessons.check()
    (key,) = lessons.plan.programs
    assert len(differences(lessons, key)) == 1
    _as_if_elsewhere(lessons)
    assert differences(lessons, key) == []


@pytest.mark.parametrize(
    ("recorded", "again", "same"),
    [
        ("1.00000", "1.00001", True),
        ("1.0000", "1.0001", False),
        ("loss 0.12345678 at 3", "loss 0.12345679 at 3", True),
        ("loss 0.5 at 3", "loss 0.5 at 4", False),
        ("tensor([-1.5e-08, 2.])", "tensor([-1.50000001e-08, 2.])", True),
        ("-1.0", "1.0", False),
        ("1e5", "100000.5", True),
        ("nan", "nan", True),
        ("nan", "1.0", False),
        ("1.0 1.0", "1.0", False),
        ("1.0", "1.0 ", False),
        ("torch 2.13.0", "torch 2.13.1", False),
        ("0.0", "1e-30", False),
        ("inf", "inf", True),
        ("x1.5", "x1.50000001", True),
    ],
)
def test_same_text_between_environments(recorded, again, same):
    assert same_text(recorded, again, exact=False) is same
    assert same_text(again, recorded, exact=False) is same
    assert same_text(recorded, again, exact=True) is (recorded == again)
