"""What several test files share: mini-sites, and programs without a page."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from running import answer, as_in_a_new_process, run_snippet  # noqa: F401  # the fixtures of the lessons

from academy import run
from academy.lessons import Lessons, Report, load, read_pages
from academy.parse import Part, Program
from academy.problems import BadInput
from academy.recording import Recording
from academy.settings import Limits, Settings

ROOT = Path(__file__).parent.parent
SITE_URL = "http://academy.localhost/academy/"  # .localhost: a secure context, as https is, without a certificate
LIMITS = Limits()  # for the tests that stay within them, on a busy machine too
SHORT = Limits(seconds=6, memory=0.6 * 2**30, output=2**16)  # for the tests that break them
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


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course as it is published below SITE_URL from a repository, in a folder of its own; built once."""
    target = tmp_path_factory.mktemp("course") / "site"
    published = {"SITE_URL": SITE_URL, "REPO_URL": "https://github.com/example/academy", "NO_MKDOCS_2_WARNING": "1"}
    done = python("-m", "mkdocs", "build", "-d", str(target), cwd=ROOT, **published)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., Settings]:
    """A function that writes pages below docs/ and snippets below snippets/, and gives the site's settings."""

    def make(pages: Files | str, snippets: Files | None = None, limits: Limits = SHORT) -> Settings:
        return make_settings(tmp_path.resolve() / "site", pages, snippets, limits)

    return make


def make_settings(root: Path, pages: Files | str, snippets: Files | None = None, limits: Limits = SHORT) -> Settings:
    """Write a mini-site and give its settings."""
    write_files(root, {"mkdocs.yml": MKDOCS})
    write_files(root / "docs", {"index.md": pages} if isinstance(pages, str) else pages)
    write_files(root / "snippets", snippets or {})
    return Settings(root, root / "docs", limits, jobs=2)


@pytest.fixture
def load_site(make_site: Callable[..., Settings]) -> Callable[..., Lessons]:
    """A function that makes a mini-site and gives its lessons, their programs run."""

    def make(pages: Files | str, snippets: Files | None = None, limits: Limits = SHORT) -> Lessons:
        return started(make_site(pages, snippets, limits))

    return make


def started(settings: Settings, report: Report = lambda done, total, text: None) -> Lessons:
    """The lessons of a site, their programs run and those recordings kept that can be."""
    run.start(modules=run.PRELOADED)  # all at once, so that no later site needs another server
    lessons = load(settings, read_pages(settings))
    with ThreadPoolExecutor(settings.jobs) as executor:
        lessons.start(executor, report)
    return lessons


@pytest.fixture
def plain_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """git as nobody has set it, and no repository around the tests' folder; skips where there is no git."""
    if not shutil.which("git"):
        pytest.skip("needs git")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in {"GLOBAL": os.devnull, "NOSYSTEM": "1"}.items():
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


def problems_of(lessons: Lessons) -> str:
    """What the engine says against the lessons: the text that ends a build, empty if it is content."""
    try:
        lessons.check()
    except BadInput as error:
        return str(error)
    return ""


@pytest.fixture
def run_code(tmp_path: Path) -> Callable[..., Recording]:
    """A function that runs a script, given as the source of each of its parts, and gives the recording."""

    def run_it(
        *sources: str, fresh: bool = False, limits: Limits = LIMITS, server: run.Forks | None = None
    ) -> Recording:
        root = tmp_path.resolve() / "repository"
        root.mkdir(exist_ok=True)
        if server is None:
            run.start(modules=run.PRELOADED)
        return run.run(program(*sources), Settings(root, root / "docs", limits), fresh, server)

    return run_it


def program(*sources: str, name: str = "docs/page.md", is_snippet: bool = False) -> Program:
    """A program whose parts have these sources."""
    parts, at = [], 1
    for source in sources:
        stop = at + source.count("\n") + 1
        parts.append(Part(at, stop))
        at = stop
    return Program(name, "\n".join(sources) + "\n", tuple(parts), is_snippet)


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


@pytest.fixture(scope="session", autouse=True)
def _servers() -> Iterator[None]:
    """The servers of forks live as long as the tests, so torch is imported once."""
    yield
    run.stop()
