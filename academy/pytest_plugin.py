"""The engine for pytest: one test item for each program of each page, on pytest-codeblocks.

With `--codeblocks`, the pages of the site that the root's mkdocs.yml describes are collected here, by
the engine's own parser; the repository's guides go through pytest-codeblocks as they are.
"""

from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytest_codeblocks import CodeBlock
from pytest_codeblocks.plugin import MarkdownFile, TestBlock

from academy import Run
from academy.build import build_of
from academy.judge import questions
from academy.mkdocs.config import read_settings, site_file, site_files, uses_academy
from academy.page.blocks import Origin
from academy.problems import BadInput, Problem
from academy.publish.script import Scripts
from academy.run import client

PLAIN = ("README.md", "CONTRIBUTING.md", "academy/README.md")  # what pytest-codeblocks tests as it is
_checks = pytest.StashKey["SiteChecks | None"]()


class SiteChecks:
    """The site at pytest's root, read once a session, and the second runs of the selected programs."""

    def __init__(self, config_file: Path) -> None:
        self.settings = read_settings(config_file)
        self.build = build_of(self.settings)
        self.site = self.build.site
        self.scripts = Scripts(self.site, self.settings.extensions)
        self._again: dict[Origin, Future[list[Problem]]] = {}
        self._pool = ThreadPoolExecutor(self.settings.jobs)
        self._bare: client.Forks | None = None

    def name(self, path: Path) -> str:
        """The page's name, also where a link leads to the root."""
        name = self.settings.name(path)
        return name if name in self.site.pages else self.settings.name(path.resolve())

    def start(self, wanted: set[Origin]) -> None:
        """Record the programs that the store lacks, then run each again, on all cores.

        On servers of forks of its own: what is tested here may end those of this process.
        """
        blocks = [block for origin in wanted for block in self.site.showings[origin].blocks]
        wanted |= {option.origin for block in blocks for option in block.offered}  # other answers to its question
        self.build.start(only=wanted, own=True)
        self._bare = client.start(fresh=True, own=True)
        again = partial(client.run, conditions=self.settings.conditions, fresh=True, server=self._bare)
        for origin in self.build.outcomes:
            self._again[origin] = self._pool.submit(self._differences, origin, again)

    def _differences(self, origin: Origin, again: Run) -> list[Problem]:
        return self.scripts.differences(self.build.outcome(origin), again)

    def of_page(self, name: str) -> list[Problem]:
        """What is wrong with a page itself."""
        return [problem for problem in self.site.problems if problem.page == name]

    def of_program(self, origin: Origin) -> list[Problem]:
        """What is wrong with a program: known before it ran, or seen in either run."""
        blocks = self.site.showings[origin].blocks
        places = {(block.page, line) for block in blocks for line in range(block.fence.line, block.fence.end + 1)}
        known = [problem for problem in self.build.problems if (problem.page, problem.line) in places]
        asked = [problem for block in blocks for problem in questions.problems(block, self.build.shown)]
        return known or [*self._again[origin].result(), *asked]

    def skipped(self, origin: Origin) -> str | None:
        """Why a program did not run, if it did not."""
        recording = self.build.outcome(origin).recording
        return recording.parts[0].skipped if recording else None

    def close(self) -> None:
        """End what still runs."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self.build.cancel()
        if self._bare:
            self._bare.close()


class PageFile(pytest.File):
    """A page: an item for each program that it is the first to show, and one for the mistakes in the page."""

    def collect(self) -> Iterator[pytest.Item]:
        checks = _of(self.config)
        assert checks
        name = checks.name(self.path)
        if problems := checks.of_page(name):
            yield PageItem.from_parent(self, name="page", problems=problems)
        for origin, showing in checks.site.showings.items():
            first = showing.blocks[0]
            if first.page == name:
                title = f"line {first.fence.line}" + (f" [{origin}]" if showing.program.is_snippet else "")
                block = CodeBlock(showing.program.source, first.fence.line, "python")
                yield ProgramItem.from_parent(self, name=title, obj=block, checks=checks, origin=origin)


class PageItem(pytest.Item):
    """Fails with the mistakes of a page."""

    def __init__(self, name: str, parent: pytest.File, problems: list[Problem]) -> None:
        super().__init__(name, parent)
        self.problems = problems

    def runtest(self) -> None:
        raise BadInput(self.problems)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        return str(excinfo.value)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, "page"


class ProgramItem(TestBlock):  # type: ignore[misc]  # pytest-codeblocks is untyped
    """Runs a program as its reader would and compares with the recording that the page shows."""

    def __init__(self, name: str, parent: pytest.File, obj: CodeBlock, checks: SiteChecks, origin: Origin) -> None:
        super().__init__(name, parent, obj)
        self.checks, self.origin = checks, origin

    def runtest(self) -> None:
        if problems := self.checks.of_program(self.origin):
            raise BadInput(problems)
        if skipped := self.checks.skipped(self.origin):
            pytest.skip(skipped)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, BadInput):
            return str(excinfo.value)
        return pytest.Item.repr_failure(self, excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.obj.lineno - 1, self.name


def _of(config: pytest.Config) -> SiteChecks | None:
    """The checks of the site at pytest's root, if it has one and --codeblocks is given."""
    if _checks not in config.stash:
        config.stash[_checks] = _load(config.rootpath) if _is_asked(config) else None
    return config.stash[_checks]


def _is_asked(config: pytest.Config) -> bool:
    """Whether pages are to be tested; without pytest-codeblocks nobody can ask for it."""
    return bool(getattr(config.option, "codeblocks", False))


def _load(root: Path) -> SiteChecks | None:
    try:
        file = site_file(root)
        return SiteChecks(file) if file else None
    except (BadInput, ValueError) as error:
        raise pytest.UsageError(str(error)) from error


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Generator[None, list[Any], list[Any]]:
    """Take the Markdown files from pytest-codeblocks, except the plain ones; pages are ours."""
    found: list[Any] = yield
    if not _is_asked(parent.config):
        return found
    plain = file_path in [parent.config.rootpath / name for name in PLAIN]
    kept = [node for node in found if plain or not isinstance(node, MarkdownFile)]
    checks = _of(parent.config)
    if checks and checks.name(file_path) in checks.site.pages:
        kept.append(PageFile.from_parent(parent, path=file_path))
    return kept


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Without the option no page is tested: say so where a site names this plugin."""
    if _is_asked(config) or not any(map(uses_academy, site_files(config.rootpath))):
        return []
    return ["academy: the pages of this site are tested with --codeblocks; set it in addopts"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config) -> None:
    """Of a run without tests, -q shows no header: say it behind."""
    if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and config.option.verbose < 0:
        for line in pytest_report_header(config):
            terminalreporter.write_line(line)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Start the programs of all selected items at once; each item then waits for its own."""
    wanted = {item.origin for item in session.items if isinstance(item, ProgramItem)}
    checks = _of(session.config)
    if wanted and checks and not session.config.option.collectonly:
        checks.start(wanted)


def pytest_unconfigure(config: pytest.Config) -> None:
    if checks := config.stash.get(_checks, None):
        checks.close()
