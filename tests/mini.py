"""Mini-sites and their builds, programs without a page, and other processes: what several files of tests use."""

import contextlib
import dataclasses
import io
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner
from mkdocs.__main__ import cli

from academy.build import Build, Report, build_of
from academy.mkdocs.config import read_settings
from academy.problems import BadInput
from academy.program import Limits, Part, Program
from academy.recording import STDERR, STDOUT, SVG, Failure, Output, PartResult
from academy.run import client
from academy.settings import Settings

ROOT = Path(__file__).parent.parent
SITE_URL = "http://academy.localhost/academy/"  # .localhost: a secure context, as https is, without a certificate
LIMITS = Limits()  # for the tests that stay within them, on a busy machine too
SHORT = Limits(seconds=6, memory=0.6 * 2**30, output=2**16)  # for the tests that break them
if_server_imports = pytest.mark.skipif(
    not client.FORKS_IMPORTS, reason="is about what the server of forks has imported"
)
MKDOCS = """\
site_name: Mini
theme:
  name: material
plugins:
  - academy: {seconds: 6, memory_gib: 0.6, output_mib: 0.0625}
markdown_extensions:
  - admonition
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
"""

Files = dict[str, str | bytes]


def write_files(folder: Path, files: Files) -> None:
    """Write each file at its path below the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def make_settings(root: Path, pages: Files | str, snippets: Files | None = None, limits: Limits = SHORT) -> Settings:
    """Write a mini-site and give its settings."""
    write_files(root, {"mkdocs.yml": MKDOCS})
    write_files(root / "docs", {"index.md": pages} if isinstance(pages, str) else pages)
    write_files(root / "snippets", snippets or {})
    return dataclasses.replace(read_settings(root / "mkdocs.yml"), limits=limits, jobs=2)


def started(settings: Settings, report: Report = lambda done, total, text: None) -> Build:
    """The build of a site, its programs run and those recordings kept that can be."""
    client.start(modules=client.PRELOADED)  # all at once, so that no later site needs another server
    found = build_of(settings)
    with ThreadPoolExecutor(settings.jobs) as executor:
        found.start(executor, report)
    return found


def ran(build: Build) -> list[str]:
    """The programs that were not in the store, as messages name them."""
    return [str(origin) for origin in build.ran]


def problems_of(build: Build) -> str:
    """What the engine says against a site: the text that ends a build, empty if it is content."""
    try:
        build.check()
    except BadInput as error:
        return str(error)
    return ""


def build(root: Path, *options: str) -> str:
    """What `mkdocs build` says, run in this process, where torch is imported once for all builds; it must succeed."""
    code, said = try_to_build(root, *options)
    assert code == 0, said
    return said


def try_to_build(root: Path, *options: str) -> tuple[int, str]:
    """The exit status of `mkdocs build` in this process, and what it says."""
    said = io.StringIO()
    ear = logging.StreamHandler(said)
    ear.setFormatter(logging.Formatter("%(levelname)s - %(message)s"))
    logging.getLogger("mkdocs").addHandler(ear)
    try:
        with contextlib.chdir(root):
            done = CliRunner().invoke(cli, ["build", *options], catch_exceptions=False)
    finally:
        logging.getLogger("mkdocs").removeHandler(ear)
        logging.getLogger("mkdocs.commands.build").filters.clear()  # by which a process says nothing twice
    return done.exit_code, said.getvalue() + (done.output if done.exit_code else "")


def program(*sources: str, name: str = "docs/page.md", is_snippet: bool = False) -> Program:
    """A program whose parts have these sources."""
    parts, at = [], 1
    for source in sources:
        stop = at + source.count("\n") + 1
        parts.append(Part(at, stop))
        at = stop
    return Program(name, "\n".join(sources) + "\n", tuple(parts), is_snippet)


def result(
    stdout: str = "",
    stderr: str = "",
    figures: tuple[str, ...] = (),
    failure: Failure | None = None,
    skipped: str | None = None,
) -> PartResult:
    """What a part did, given by its texts and its figures as SVG."""
    texts = [Output(mime, text) for mime, text in ((STDOUT, stdout), (STDERR, stderr)) if text]
    return PartResult((*texts, *(Output(SVG, svg) for svg in figures)), failure, skipped)


def python(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """This Python as another process."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=cwd, env=os.environ | variables, capture_output=True, text=True, timeout=600)


def start_python(*arguments: str, cwd: Path, **variables: str) -> psutil.Popen:
    """This Python as another process that runs on, silently; Ctrl-C ends it also where the tests ignore it."""
    return psutil.Popen(
        [sys.executable, *arguments],
        cwd=cwd,
        env=os.environ | variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def wait_for(event: Callable[[], object]) -> None:
    """Wait until the event is true, a minute at most."""
    deadline = time.monotonic() + 60
    while not event():
        assert time.monotonic() < deadline
        time.sleep(0.02)
