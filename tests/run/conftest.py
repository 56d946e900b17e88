"""What the tests of running programs share: the oracle, which is `python script.py` itself, and a server to harm."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mini import write_files

from academy.run import client


@pytest.fixture
def plain_run(tmp_path: Path) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """A function that runs a script as `python docs/page.md`, with the variables that a program has."""

    def run_it(source: str) -> subprocess.CompletedProcess[str]:
        write_files(tmp_path, {"docs/page.md": source})
        done = subprocess.run(
            [sys.executable, "docs/page.md"],
            cwd=tmp_path,
            env=client.variables(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )
        done.stderr = done.stderr.replace(f"{tmp_path}/", "")
        return done

    return run_it


@pytest.fixture(scope="session")
def own_server() -> Iterator[client.Forks]:
    """A server for the programs that kill: on that of the process, the course's own programs may run meanwhile."""
    server = client.Forks(list(client.PRELOADED) if client.FORKS_IMPORTS else [])
    yield server
    server.close()
