"""The way of a contributor: what `academy new` writes is a lesson that passes every test of this repository."""

import os
import shutil
from pathlib import Path

import pytest
from mini import ROOT, python

NOT_COPIED = (".git", ".venv", "site", ".site-*", "__pycache__", ".*_cache", ".hypothesis", "bench")
TESTS = ("tests/repository/test_course.py", "tests/repository/test_repository.py", "docs/pytorch/my-lesson.md")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """This repository elsewhere, with the recordings that it has."""
    shutil.copytree(ROOT, tmp_path / "copy", ignore=shutil.ignore_patterns(*NOT_COPIED))
    shutil.copytree(ROOT / "bench", tmp_path / "copy/bench", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "copy"


@pytest.mark.skipif(not os.environ.get("CI"), reason="takes a build and half a minute: set CI")
def test_new_lesson_passes_the_tests_of_the_repository(copy):
    made = python("-m", "academy", "new", "pytorch/my-lesson", cwd=copy)
    assert made.returncode == 0, made.stderr
    nav = (copy / "mkdocs.yml").read_text(encoding="utf-8")
    assert nav.index("training-loop/debug.md") < nav.index("pytorch/my-lesson.md") < nav.index("When it goes wrong")
    tested = python("-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS, cwd=copy, NO_MKDOCS_2_WARNING="1")
    assert tested.returncode == 0, tested.stdout[-5000:]
