"""Every exercise: its stub fails, its solution passes, and both are checked by the same check."""

import pytest
from cells import ROOT, cells_of

EXERCISES = sorted(path.relative_to(ROOT / "snippets").as_posix() for path in (ROOT / "snippets").rglob("*exercise.py"))


def solution_of(path: str):
    return cells_of(ROOT / "snippets" / path.replace("exercise.py", "exercise_solution.py"))


@pytest.mark.parametrize("path", EXERCISES)
def test_stub_fails_and_solution_passes(path, answer):
    stub = cells_of(ROOT / "snippets" / path)["stub"]
    assert "TODO" in stub
    with pytest.raises(AssertionError):
        answer(path, stub)
    answer(path, solution_of(path)["solution"])


@pytest.mark.parametrize("path", EXERCISES)
def test_stub_and_solution_are_checked_alike(path):
    exercise, solution = cells_of(ROOT / "snippets" / path), solution_of(path)
    assert exercise["check"].strip() == solution["check"].strip()
    assert list(exercise)[-1] == list(solution)[-1] == "check"
