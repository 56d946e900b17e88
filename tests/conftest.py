"""The fixtures that several files of tests use."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mini import LIMITS, ROOT, SHORT, SITE_URL, Files, make_settings, program, python, started

from academy.build import Build
from academy.program import Conditions, Limits
from academy.recording import Recording
from academy.run import client
from academy.settings import Settings


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course as it is published below SITE_URL from a repository, in a folder of its own; built once."""
    target = tmp_path_factory.mktemp("course") / "site"
    published = {"SITE_URL": SITE_URL, "REPO_URL": "https://github.com/example/academy", "NOTEBOOKS": "notebooks"}
    done = python("-m", "mkdocs", "build", "-d", str(target), cwd=ROOT, NO_MKDOCS_2_WARNING="1", **published)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., Settings]:
    """A function that writes pages below docs/ and snippets below snippets/, and gives the site's settings."""

    def make(pages: Files | str, snippets: Files | None = None, limits: Limits = SHORT) -> Settings:
        return make_settings(tmp_path.resolve() / "site", pages, snippets, limits)

    return make


@pytest.fixture
def build_site(make_site: Callable[..., Settings]) -> Callable[..., Build]:
    """A function that makes a mini-site and gives its build, its programs run."""

    def make(pages: Files | str, snippets: Files | None = None, limits: Limits = SHORT) -> Build:
        return started(make_site(pages, snippets, limits))

    return make


@pytest.fixture
def run_code(tmp_path: Path) -> Callable[..., Recording]:
    """A function that runs a script, given as the source of each of its parts, and gives the recording."""

    def run_it(
        *sources: str, fresh: bool = False, limits: Limits = LIMITS, server: client.Forks | None = None
    ) -> Recording:
        root = tmp_path.resolve() / "repository"
        root.mkdir(exist_ok=True)
        if server is None and not fresh:
            client.start(modules=client.PRELOADED)
        return client.run(program(*sources), Conditions(root, limits), fresh, server)

    return run_it


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


@pytest.fixture(scope="session", autouse=True)
def _servers() -> Iterator[None]:
    """The servers of forks live as long as the tests, so torch is imported once."""
    yield
    client.stop()
