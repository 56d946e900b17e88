"""What the Makefile's targets do to a small repository of the same settings."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mini import ROOT, write_files

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="needs make")


def make(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`make` in the folder, with the environment of these tests."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt", "snippets/.ruff.toml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, root / name)
    command = ["make", "--assume-old=.venv/ready", f"BIN={Path(sys.executable).parent}", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=600)


def test_format_mends_and_formats_every_file_and_names_what_is_left(tmp_path):
    write_files(tmp_path, {"snippets/a/first.py": "import os\nprint( unknown)\n", "b.py": "x = {  1: 2}\n"})
    done = make(tmp_path, "format")
    assert done.returncode and "snippets/a/first.py:1:7" in done.stdout and "F821" in done.stdout
    assert (tmp_path / "snippets/a/first.py").read_text() == "print(unknown)\n"
    assert (tmp_path / "b.py").read_text() == "x = {1: 2}\n"
    write_files(tmp_path, {"snippets/a/first.py": "print( 1)\n"})
    assert make(tmp_path, "format").returncode == 0


@pytest.mark.parametrize("name", ["exercise.py", "shapes_exercise.py"])
def test_format_leaves_the_imports_of_an_exercise_to_its_learner(tmp_path, name):
    write_files(tmp_path, {f"snippets/a/{name}": "import torch\n\nx=1\n", "snippets/a/first.py": "import torch\n"})
    assert make(tmp_path, "format").returncode == 0
    assert (tmp_path / f"snippets/a/{name}").read_text() == "import torch\n\nx = 1\n"
    assert (tmp_path / "snippets/a/first.py").read_text() == ""
