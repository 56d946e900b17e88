"""Every exercise: its stub fails, its solution passes, and both are checked by the same check."""

import pytest
from mini import ROOT

from academy.page.snippets import read_snippet

SNIPPETS = ROOT / "snippets"
EXERCISES = sorted(path.relative_to(SNIPPETS).as_posix() for path in SNIPPETS.rglob("*exercise.py"))


@pytest.mark.parametrize("path", EXERCISES)
def test_stub_fails_and_solution_passes(path, answer, solution_of):
    exercise = read_snippet(SNIPPETS, path)
    stub = exercise.code(exercise.cell("stub"))
    assert "TODO" in stub
    with pytest.raises(AssertionError):
        answer(path, stub)
    answer(path, solution_of(path))


@pytest.mark.parametrize("path", EXERCISES)
def test_stub_and_solution_are_checked_alike(path):
    exercise, solution = (read_snippet(SNIPPETS, one) for one in (path, path.replace(".py", "_solution.py")))
    assert exercise.code(exercise.cell("check")) == solution.code(solution.cell("check"))
    assert exercise.cells[-1].name == solution.cells[-1].name == "check"
