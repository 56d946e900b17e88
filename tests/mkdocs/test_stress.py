"""What takes long: run by `make stress`."""

import contextlib
import os
import random
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from mini import ROOT, wait_for
from sites import PAGE, assert_same, build_apart, make, soup

pytestmark = pytest.mark.stress
KILLS = 100


def course(target: Path) -> Path:
    """The whole course elsewhere, with nothing that a build left."""
    target.mkdir(parents=True)
    for name in ("docs", "snippets", "overrides", "bench/results"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "mkdocs.yml", target)
    timed = target / "snippets/pytorch/tensors/vectorised.py"  # the one program that prints a time, and says so
    source = timed.read_text(encoding="utf-8")
    assert source.count("1000 * took") == 1
    timed.write_text(source.replace("1000 * took", "0 * took"), encoding="utf-8")
    return target


def workers(mark: str) -> set[int]:
    """The engine's processes that carry this mark in their environment."""
    found = set()
    for process in psutil.process_iter(["cmdline"]):
        if any(part.endswith("academy/run/server.py") for part in process.info["cmdline"] or []):
            with contextlib.suppress(psutil.Error):
                found |= {process.pid} if mark in process.environ() else set()
    return found


def test_course_built_twice_elsewhere_is_the_same(tmp_path):
    one, other = course(tmp_path / "one"), course(tmp_path / "two" / "deeper")
    build_apart(one, PYTHONHASHSEED="1", TZ="Asia/Tokyo")
    build_apart(other, PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="C", OMP_NUM_THREADS="2")
    assert_same(one / "site", other / "site")


def test_killed_builds_leave_a_right_next_build_and_no_process(tmp_path):
    mark = f"STRESS_{os.getpid()}"
    reference = make(tmp_path / "reference")
    started = time.monotonic()
    build_apart(reference)
    whole = time.monotonic() - started
    root = make(tmp_path / "site")
    chance = random.Random(0)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    seen: set[int] = set()
    for number in range(KILLS):
        make(root, PAGE.replace("manual_seed(1)", f"manual_seed({number + 2})"))  # something to run
        process = subprocess.Popen(command, cwd=root, env=os.environ | {"NO_MKDOCS_2_WARNING": "1", mark: "1"})
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=chance.uniform(0, whole))
        seen |= workers(mark)
        process.kill()
        process.wait()
        if number % 10 == 9:
            make(root)
            build_apart(root)
            assert_same(reference / "site", root / "site")
    wait_for(lambda: not workers(mark))
    assert seen, "the killed builds had processes to leave behind"
    assert sorted(path.name for path in root.iterdir()) == [".cache", "docs", "mkdocs.yml", "site", "snippets"]


def test_builds_at_once_over_one_store_are_all_right(tmp_path):
    root = make(tmp_path / "site")
    targets = [tmp_path / f"out{number}" / "site" for number in range(4)]
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda target: build_apart(root, "-d", str(target)), targets))
    build_apart(root)
    for target in targets:
        assert_same(root / "site", target)
    assert soup(root).select(".output")
