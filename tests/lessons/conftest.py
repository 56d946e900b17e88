"""Snippets run for the names that they leave, and exercises with other answers."""

import contextlib
import io
import runpy
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import matplotlib.pyplot as plt
import pytest
import torch
from mini import ROOT

from academy.page.snippets import read_snippet

SNIPPETS = ROOT / "snippets"


@pytest.fixture
def as_in_a_new_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty folder, no figures, the default dtype, gradients on, one thread; all put back afterwards."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    with plt.rc_context({"backend": "agg"}), torch.random.fork_rng():
        yield
    plt.close("all")
    torch.set_default_dtype(torch.float32)
    torch.set_grad_enabled(True)
    torch.set_num_threads(threads)


@pytest.fixture
def run_snippet(as_in_a_new_process: None) -> Callable[..., SimpleNamespace]:
    """A function that runs a snippet, and gives the names that it leaves and what it `printed`.

    One that must fail is run with `raises=`; its names are those at the failure, and `error`.
    """

    def run(path: str, raises: type[BaseException] | None = None) -> SimpleNamespace:
        return _run(SNIPPETS / path, raises)

    return run


@pytest.fixture
def answer(as_in_a_new_process: None, tmp_path: Path) -> Callable[[str, str], SimpleNamespace]:
    """A function that runs an exercise with another answer in the place of its stub."""

    def run(path: str, code: str) -> SimpleNamespace:
        exercise = read_snippet(SNIPPETS, path)
        stub, lines = exercise.cell("stub"), exercise.source.split("\n")
        file = tmp_path / "exercise.py"
        file.write_text("\n".join([*lines[: stub.start - 1], code, *lines[stub.stop - 1 :]]), encoding="utf-8")
        return _run(file)

    return run


@pytest.fixture
def solution_of() -> Callable[[str], str]:
    """A function that gives the answer in the solution of an exercise."""

    def code(path: str) -> str:
        solution = read_snippet(SNIPPETS, path.removesuffix(".py") + "_solution.py")
        return f"{solution.code(solution.cell('solution'))}\n"

    return code


def _run(file: Path, raises: type[BaseException] | None = None) -> SimpleNamespace:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        if raises is None:
            names = runpy.run_path(str(file), run_name="__main__")
        else:
            with pytest.raises(raises) as caught:
                runpy.run_path(str(file), run_name="__main__")
            own = next(entry.frame for entry in caught.traceback if entry.path == file)
            names = {**own.f_globals, "error": caught.value}
    return SimpleNamespace(**names, printed=printed.getvalue(), warned=[str(one.message) for one in warned])
