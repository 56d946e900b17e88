"""The engine for pytest: one test item for each program of each page, on pytest-codeblocks.

With `--codeblocks`, the pages of the site that the root's mkdocs.yml describes are collected here, by
the engine's own parser; the repository's guides go through pytest-codeblocks as they are.
"""

from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pytest_codeblocks import CodeBlock
from pytest_codeblocks.plugin import MarkdownFile, TestBlock

if TYPE_CHECKING:
    from academy.lessons import Lessons
    from academy.problems import Problem

PLAIN = ("README.md", "CONTRIBUTING.md", "academy/README.md")  # what pytest-codeblocks tests as it is
_course = pytest.StashKey["Course | None"]()


class Course:
    """The site's lessons, loaded once a session, and the second runs of the selected programs."""

    def __init__(self, config_file: Path) -> None:
        from academy import lessons  # the engine is imported only where --codeblocks asks for it
        from academy.config import read_settings

        self.settings = read_settings(config_file)
        self.lessons: Lessons = lessons.load(self.settings, lessons.read_pages(self.settings))
        self.verdicts: dict[str, Future[list[Problem]]] = {}
        self.pool = ThreadPoolExecutor(self.settings.jobs)

    def name(self, path: Path) -> str:
        """The page's name, also where a link leads to the root."""
        name = self.settings.name(path)
        return name if name in self.lessons.pages else self.settings.name(path.resolve())

    def verify(self, keys: set[str]) -> None:
        """Record the programs that the store lacks, then run each again, on all cores."""
        from academy.compare import differences

        self.lessons.start(only=keys)
        for key in self.lessons.plan.programs:
            if key in self.lessons.recordings:
                self.verdicts[key] = self.pool.submit(differences, self.lessons, key)

    def problems(self, key: str) -> list["Problem"]:
        """What is wrong with a program: known before it ran, or seen in either run."""
        places = {(block.page, line) for block in self.lessons.plan.blocks[key] for line in _lines(block)}
        known = [problem for problem in self.lessons.problems if (problem.page, problem.line) in places]
        return known or (self.verdicts[key].result() if key in self.verdicts else [])


def _lines(block: Any) -> range:
    return range(block.fence.line, block.fence.end + 1)


class LessonFile(pytest.File):
    """A page: an item for each program that it is the first to show, and one for the mistakes in the page."""

    def collect(self) -> Iterator[pytest.Item]:
        course = _of(self.config)
        assert course
        name = course.name(self.path)
        found = course.lessons
        if any(problem.page == name for problem in [*found.pages[name].problems, *found.plan.problems]):
            yield PageItem.from_parent(self, name="page")
        for key, program in found.plan.programs.items():
            first = found.plan.blocks[key][0]
            if first.page == name:
                title = f"line {first.fence.line}" + (f" [{key}]" if program.is_snippet else "")
                block = CodeBlock(program.source, first.fence.line, "python")
                yield ProgramItem.from_parent(self, name=title, obj=block, key=key)


class PageItem(pytest.Item):
    """Fails with the mistakes of a page."""

    def runtest(self) -> None:
        from academy.problems import BadInput

        course = _of(self.config)
        assert course
        name = course.name(self.path)
        found = [*course.lessons.pages[name].problems, *course.lessons.plan.problems]
        raise BadInput([problem for problem in found if problem.page == name])

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        return str(excinfo.value)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, "page"


class ProgramItem(TestBlock):  # type: ignore[misc]  # pytest-codeblocks is untyped
    """Runs a program as its reader would and compares with the recording that the page shows."""

    def __init__(self, name: str, parent: pytest.File, obj: CodeBlock, key: str) -> None:
        super().__init__(name, parent, obj)
        self.key = key

    def runtest(self) -> None:
        from academy.problems import BadInput

        course = _of(self.config)
        assert course
        problems = course.problems(self.key)
        if problems:
            raise BadInput(problems)
        skipped = course.lessons.recording(self.key).parts[0].skipped
        if skipped:
            pytest.skip(skipped)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        from academy.problems import BadInput

        if isinstance(excinfo.value, BadInput):
            return str(excinfo.value)
        return pytest.Item.repr_failure(self, excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.obj.lineno - 1, self.name


def _of(config: pytest.Config) -> Course | None:
    """The session's course: the site at pytest's root, if it has one and --codeblocks is given."""
    if _course not in config.stash:
        file = config.rootpath / "mkdocs.yml"
        config.stash[_course] = _load(file) if config.option.codeblocks and file.is_file() else None
    return config.stash[_course]


def _load(file: Path) -> Course:
    from academy.problems import BadInput

    try:
        return Course(file)
    except (BadInput, ValueError) as error:
        raise pytest.UsageError(str(error)) from error


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Generator[None, list[Any], list[Any]]:
    """Take the Markdown files from pytest-codeblocks, except the plain ones; pages are ours."""
    found: list[Any] = yield
    if not parent.config.option.codeblocks:
        return found
    plain = file_path in [parent.config.rootpath / name for name in PLAIN]
    kept = [node for node in found if plain or not isinstance(node, MarkdownFile)]
    course = _of(parent.config)
    if course and course.name(file_path) in course.lessons.pages:
        kept.append(LessonFile.from_parent(parent, path=file_path))
    return kept


def pytest_collection_finish(session: pytest.Session) -> None:
    """Start the programs of all selected items at once; each item then waits for its own."""
    keys = {item.key for item in session.items if isinstance(item, ProgramItem)}
    course = _of(session.config)
    if keys and course and not session.config.option.collectonly:
        course.verify(keys)


def pytest_unconfigure(config: pytest.Config) -> None:
    course = config.stash.get(_course, None)
    if course:
        from academy import run

        course.pool.shutdown(wait=False, cancel_futures=True)
        course.lessons.cancel()
        run.stop()  # what still runs ends now
