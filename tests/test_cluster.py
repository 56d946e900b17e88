"""Programs on a Dask cluster of processes, one of which dies in the middle."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from conftest import write_files

COUNT = 8
PAGE = "".join(f"```python\nimport time\n\ntime.sleep(1)\nprint({number})\n```\n\n" for number in range(COUNT))


@contextmanager
def process(*arguments: str, cwd) -> Iterator[subprocess.Popen]:
    command = [sys.executable, *arguments]
    started = subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def line_with(pattern: str, output) -> str:
    """The first group of the pattern in the next line of the output that has it."""
    for line in output:
        if found := re.search(pattern, line):
            return found[1]
    raise AssertionError(f"no line with {pattern}")


def test_every_recording_arrives_though_a_worker_is_killed(tmp_path):
    write_files(tmp_path, {"mkdocs.yml": "site_name: x\nplugins: [academy]\n", "docs/page.md": PAGE})
    scheduler = ("-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    worker = ("-m", "dask", "worker", "--nthreads", "1", "--no-nanny", "--no-dashboard")
    with process(*scheduler, cwd=tmp_path) as one:
        address = line_with(r"Scheduler at:\s+(tcp://\S+)", one.stdout)
        with process(*worker, address, cwd=tmp_path) as two, process(*worker, address, cwd=tmp_path) as three:
            for each in (two, three):
                line_with(r"(Registered to)", each.stdout)
            command = [sys.executable, "-m", "academy", "programs", "--scheduler", address]
            pipe = subprocess.PIPE
            run = subprocess.Popen(command, cwd=tmp_path, stdout=pipe, stderr=pipe, text=True)
            line_with(r"(ran docs/page.md)", run.stderr)
            os.kill(two.pid, signal.SIGKILL)
            listed, said = run.communicate(timeout=120)
    assert run.returncode == 0, said
    assert len(listed.splitlines()) == COUNT
    assert len(list((tmp_path / ".cache/academy").glob("*.json"))) == COUNT
