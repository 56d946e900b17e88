"""Fixtures of the tests of the lessons: snippets run for their names, exercises with other answers."""

import contextlib
import io
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cells import ROOT, cells_of


@pytest.fixture
def as_in_a_new_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty folder, no figures, the default dtype, gradients on, one thread; all put back afterwards."""
    import matplotlib.pyplot as plt  # here, for the tests that need no torch
    import torch

    monkeypatch.chdir(tmp_path)
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
        file = ROOT / "snippets" / path
        return _run(file.read_text(encoding="utf-8"), file, raises)

    return run


@pytest.fixture
def answer(as_in_a_new_process: None) -> Callable[[str, str], SimpleNamespace]:
    """A function that runs an exercise with another answer in the place of its stub."""

    def run(path: str, source: str) -> SimpleNamespace:
        file = ROOT / "snippets" / path
        cells = cells_of(file)
        assert "stub" in cells, f"{path} has no cell 'stub'"
        return _run("\n".join((cells | {"stub": source}).values()), file, None)

    return run


def _run(source: str, file: Path, raises: type[BaseException] | None) -> SimpleNamespace:
    names: dict[str, Any] = {"__name__": "__main__", "__file__": str(file)}
    printed = io.StringIO()
    paths = sys.path[:]
    sys.path.insert(0, os.fspath(file.parent))
    try:
        with contextlib.redirect_stdout(printed), warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            code = compile(source, str(file), "exec", dont_inherit=True)
            if raises is None:
                exec(code, names)
            else:
                with pytest.raises(raises) as caught:
                    exec(code, names)
                names["error"] = caught.value
    finally:
        sys.path[:] = paths
    return SimpleNamespace(**names, printed=printed.getvalue(), warned=[str(one.message) for one in warned])
