"""Programs on a Dask cluster of processes, one of which dies in the middle."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from mini import wait_for, write_files

pytestmark = pytest.mark.slow

COUNT = 8
# The first program that starts ends at once; each other says that it has started, and waits.
PROGRAM = """\
import os, time

try:
    open({first!r}, "x").close()
except FileExistsError:
    open(f"{started}/{number}-{{os.getpid()}}", "x").close()
    while not os.path.exists({go!r}):
        time.sleep(0.02)
print({number})
"""


def page(first: Path, started: Path, go: Path) -> str:
    codes = [PROGRAM.format(number=number, first=str(first), started=started, go=str(go)) for number in range(COUNT)]
    return "".join(f"```python\n{code}```\n\n" for code in codes)


def numbers(started: Path) -> list[str]:
    """The programs that have started to wait, each as often as it has."""
    return [path.name.partition("-")[0] for path in started.iterdir()]


@contextmanager
def process(*arguments: str, cwd: Path) -> Iterator[tuple[subprocess.Popen, Path]]:
    """The process, and the file of what it says: a pipe that nobody reads would stop it."""
    settings = cwd / "dask"  # none, instead of those of whoever runs the tests
    settings.mkdir(exist_ok=True)
    variables = {name: value for name, value in os.environ.items() if not name.startswith("DASK_")}
    variables |= {"DASK_CONFIG": str(settings), "PYTHONUNBUFFERED": "1"}
    said = Path(tempfile.mkstemp(dir=cwd)[1])
    with open(said, "w") as log:
        command = [sys.executable, *arguments]
        started = subprocess.Popen(command, cwd=cwd, env=variables, stdout=log, stderr=log)
    try:
        yield started, said
    finally:
        started.kill()
        started.wait()


def group_of(pattern: str, said: Path) -> str:
    """The first group of the pattern in what a process says, once it says it."""
    wait_for(lambda: re.search(pattern, said.read_text()))
    return re.search(pattern, said.read_text())[1]


def test_every_recording_arrives_though_a_worker_is_killed(tmp_path):
    first, started, go = (tmp_path / name for name in ("first", "started", "go"))
    started.mkdir()
    root = tmp_path / "site"
    write_files(root, {"mkdocs.yml": "site_name: x\nplugins: [academy]\n", "docs/page.md": page(first, started, go)})
    at = ("--scheduler-file", str(tmp_path / "scheduler"))  # the workers wait for it
    scheduler = ("-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", *at)
    worker = ("-m", "dask", "worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", *at)
    with (
        process(*scheduler, cwd=tmp_path) as (_, said),
        process(*worker, cwd=tmp_path) as (two, _),
        process(*worker, cwd=tmp_path),
    ):
        address = group_of(r"Scheduler at:\s+(tcp://\S+)\n", said)
        with process("-m", "academy", "programs", "--scheduler", address, cwd=root) as (run, said):
            group_of(r"(ran docs/page.md)", said)
            wait_for(lambda: len(numbers(started)) == 2)
            at_work = numbers(started)  # a program on each worker
            two.kill()
            go.touch()
            run.wait(timeout=120)
    text = said.read_text()
    assert run.returncode == 0, text
    assert len(re.findall(r"outputs  ran  .*docs/page\.md:\d+$", text, re.MULTILINE)) == COUNT
    assert len(list((root / ".cache/academy").glob("*.recording"))) == COUNT
    assert [numbers(started).count(number) for number in at_work].count(2) == 1  # the one that died ran again
