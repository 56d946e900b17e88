"""What the Makefile's targets do to a small repository of the same settings."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from mini import ROOT, write_files

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="needs make")


@pytest.fixture(autouse=True)
def outermost(monkeypatch):
    """`make test` runs these tests: what it calls would say that it is called by another make."""
    for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
        monkeypatch.delenv(name, raising=False)


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


# ---------------------------------------------------------------------------- upgrade

PROJECT = """\
[project]
name = "mini"
dependencies = ["alpha>=1,<3"]
[project.optional-dependencies]
more = ["beta_x>=1"]
site = ["mini[more]", "torch==1.0"]
test = []
check = ["alpha>=2"]
"""
PINS = "# A comment.\nalpha==1.0\nGamma==1.0\nsetuptools==1.0\ntorch==1.0\n"


def write_wheel(folder: Path, name: str, version: str, *requires: str) -> None:
    """A package that pip installs and that holds nothing."""
    info = f"{name}-{version}.dist-info"
    needs = "".join(f"Requires-Dist: {one}\n" for one in requires)
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


@pytest.fixture
def upgrade(tmp_path, monkeypatch):
    """A function that calls `make upgrade` in a repository whose packages lie in a folder."""
    packages = tmp_path / "packages"
    packages.mkdir()
    for name, *versions in (("alpha", "1.0", "2.5", "3.0"), ("beta_x", "1.0"), ("setuptools", "99.0")):
        for version in versions:
            write_wheel(packages, name, version, "torch>=1")  # each would take the newest
    for version in ("1.0", "2.0+cpu", "3.0"):
        write_wheel(packages, "torch", version, "delta")
    write_wheel(packages, "delta", "1.0")
    for name, value in {"NO_INDEX": "1", "FIND_LINKS": str(packages), "CONFIG_FILE": os.devnull}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    monkeypatch.delenv("TORCH_INDEX", raising=False)
    root = tmp_path / "root"
    write_files(root, {"tools/upgrade.py": (ROOT / "tools/upgrade.py").read_bytes(), "constraints.txt": PINS})

    def call(*arguments: str) -> tuple[subprocess.CompletedProcess[str], str]:
        shutil.copyfile(ROOT / "Makefile", root / "Makefile")
        write_files(root, {"pyproject.toml": PROJECT})
        command = ["make", f"PYTHON={sys.executable}", "upgrade", *arguments]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=600)
        return done, (root / "constraints.txt").read_text(encoding="utf-8")

    return call


NEWEST = "# A comment.\nalpha==2.5\nbeta_x==1.0\ndelta==1.0\nsetuptools==99.0\n"


@pytest.mark.slow
def test_upgrade_renews_all_but_torch_and_says_what_moved(upgrade):
    done, pins = upgrade()
    assert done.returncode == 0, done.stderr
    assert pins == f"{NEWEST}torch==1.0\n"
    moves = ["alpha 1.0 -> 2.5", "beta_x none -> 1.0", "delta none -> 1.0", "Gamma 1.0 -> none"]
    assert done.stdout.splitlines()[1:] == [*moves, "setuptools 1.0 -> 99.0"]
    done, again = upgrade()
    assert again == pins and done.stdout.splitlines()[1:] == ["No package has moved."]


@pytest.mark.slow
def test_upgrade_takes_the_torch_that_is_named(upgrade):
    done, pins = upgrade("TORCH=2.0")
    assert pins == f"{NEWEST}torch==2.0\n" and "torch 1.0 -> 2.0\n" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("torch", ["7.7", "", ">=1", "1.*"])
def test_upgrade_that_fails_leaves_all_as_it_was(upgrade, torch):
    done, pins = upgrade(f"TORCH={torch}")
    assert done.returncode and pins == PINS
    assert "constraints.txt is as it was" in done.stderr
