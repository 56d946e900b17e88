"""Programs on a Dask cluster of processes, one of which dies in the middle."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conftest import wait_for, write_files

COUNT = 8
PAGE = "".join(f"```python\nimport time\n\ntime.sleep(1)\nprint({number})\n```\n\n" for number in range(COUNT))


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
    write_files(tmp_path, {"mkdocs.yml": "site_name: x\nplugins: [academy]\n", "docs/page.md": PAGE})
    scheduler = ("-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    worker = ("-m", "dask", "worker", "--nthreads", "1", "--no-nanny", "--no-dashboard")
    with process(*scheduler, cwd=tmp_path) as (_, said):
        address = group_of(r"Scheduler at:\s+(tcp://\S+)\n", said)
        programs = ("-m", "academy", "programs", "--scheduler", address)
        with process(*worker, address, cwd=tmp_path) as two, process(*worker, address, cwd=tmp_path) as three:
            for _, said in (two, three):
                group_of(r"(Registered to)", said)
            with process(*programs, cwd=tmp_path) as (run, said):
                group_of(r"(ran docs/page.md)", said)
                two[0].kill()
                run.wait(timeout=120)
    text = said.read_text()
    assert run.returncode == 0, text
    assert len(re.findall(r"outputs  ran  .*docs/page\.md:\d+$", text, re.MULTILINE)) == COUNT
    assert len(list((tmp_path / ".cache/academy").glob("*.json"))) == COUNT
