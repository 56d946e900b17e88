"""A site's lessons, run: every stage in order, for the edges to publish or to check."""

import itertools
import json
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pathspec import GitIgnoreSpec

from academy import run as runner
from academy import verdict
from academy.parse import Block, Lesson, Plan, parse, plan
from academy.problems import BadInput, Problem
from academy.recording import SCHEMA, PartResult, Recording, figure_name
from academy.settings import Settings, environment
from academy.snippets import Snippet, read_snippet
from academy.store import Store

PAGES = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")  # how the name of a page ends, as MkDocs has it
Report = Callable[[int, int, str], None]  # programs run so far, programs to run, what happened


@dataclass(frozen=True)
class Shown:
    """What the page shows of one block: its part of the recording, in the author's line numbers."""

    block: Block
    result: PartResult
    traceback: str


@dataclass
class Lessons:
    """The lessons of one build, their programs, and their recordings as they arrive."""

    settings: Settings
    pages: dict[str, Lesson]
    plan: Plan
    recordings: dict[str, Future[Recording]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    runs: list[Future[Recording]] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)  # the programs that were not in the store

    def prepare(self) -> None:
        """Start the server of forks if a program is not in the store, for it to import while others work."""
        store = Store(self.settings.store, self.settings.root)
        missing = [program for program in self.plan.programs.values() if not store.knows(program)]
        if missing:
            runner.prepare(missing)

    def start(
        self,
        executor: Executor | None = None,
        report: Report = lambda done, total, text: None,
        only: Collection[str] | None = None,
    ) -> None:
        """Take what the store has, and run the rest on all cores; returns at once.

        `only` names the programs that are wanted; all, if left out.
        """
        store = Store(self.settings.store, self.settings.root)
        self.problems += [problem for lesson in self.pages.values() for problem in lesson.problems]
        self.problems += self.plan.problems
        for key, program in self.plan.programs.items():
            if only is not None and key not in only:
                continue
            found = store.get(program)
            if found is not None:
                self.recordings[key] = _done(found)
            elif problems := verdict.before_run(self.plan, key):
                self.problems += problems
            else:
                self.ran.append(key)
        if self.ran:
            if executor is not None:
                self._run(store, executor, report)
                return
            runner.prepare(self.plan.programs[key] for key in self.ran)
            pool = ThreadPoolExecutor(self.settings.jobs)
            self._run(store, pool, report)
            pool.shutdown(wait=False)

    def _run(self, store: Store, executor: Executor, report: Report) -> None:
        """Submit the programs; a recording counts as arrived once it is in the store."""
        count = itertools.count(1)
        report(0, len(self.ran), f"{len(self.ran)} of {len(self.plan.programs)} programs to run")

        def arrived(key: str, run: Future[Recording]) -> None:
            try:
                report(next(count), len(self.ran), self._keep(key, run.result(), store))
            except BaseException as error:  # whoever waits for the recording gets it
                self.recordings[key].set_exception(error)
            else:
                self.recordings[key].set_result(run.result())

        for key in self.ran:
            self.recordings[key] = Future()
            run = executor.submit(runner.run, self.plan.programs[key], self.settings)
            run.add_done_callback(partial(arrived, key))
            self.runs.append(run)

    def _keep(self, key: str, recording: Recording, store: Store) -> str:
        """Store a recording that says nothing against its blocks; what to report of it.

        RunError for one made in another environment: no executor may pass its own off as this one's.
        """
        here = dict(environment())
        if others := dict(recording.environment).items() - here.items():
            said = ", ".join(f"{name} {value} instead of {here.get(name)}" for name, value in sorted(others))
            raise runner.RunError(f"{key} ran on a machine with {said}: give its workers what this one has")
        said = f"ran {key} ({recording.seconds:.1f} s)"
        if not verdict.after_run(self.plan, key, recording):
            try:
                store.put(self.plan.programs[key], recording)
            except OSError as error:
                said += f", but cannot keep it: {error}"
        return said

    def check(self, pages: Iterable[str] | None = None) -> None:
        """Wait for the programs of these pages, or all; BadInput with every problem of the site, if any."""
        if self.problems or self._failures(self._keys(pages)):
            raise BadInput([*self.problems, *self._failures(self._keys(None))])

    def problems_of(self, page: str) -> list[Problem]:
        """What is wrong with one page; waits for its programs."""
        found = [*self.problems, *self._failures(self._keys([page]))]
        return sorted({problem for problem in found if problem.page == page})

    def _failures(self, keys: Iterable[str]) -> list[Problem]:
        return [problem for key in keys for problem in verdict.after_run(self.plan, key, self.recording(key))]

    def _keys(self, pages: Iterable[str] | None) -> list[str]:
        if pages is None:
            return list(self.recordings)
        wanted = {block.program for page in pages for block in self.pages[page].blocks}
        return [key for key in self.recordings if key in wanted]

    def recording(self, key: str) -> Recording:
        """The recording of a program; waits for it."""
        return self.recordings[key].result()

    def shown(self, block: Block) -> Shown:
        """What the page shows below a block; a block after a skipped one is skipped for its reason."""
        parts = self.recording(block.program).parts
        number = self.plan.parts[block]
        result = parts[number] if number < len(parts) else PartResult(skipped=parts[-1].skipped)
        result = verdict.as_read(result, self.plan.blocks[block.program], self.plan.programs[block.program])
        return Shown(block, result, result.failure.traceback if result.failure else "")

    def figures(self) -> dict[str, str]:
        """Every figure that a page shows, by its file name."""
        return {
            figure_name(svg): svg
            for lesson in self.pages.values()
            for block in lesson.blocks
            if block.program in self.recordings
            for svg in self.shown(block).result.figures
        }

    def published(self) -> dict[str, Any]:
        """All recordings of the site, without durations and machine paths: `recordings.json`."""
        return {
            "schema": SCHEMA,
            "environment": dict(environment()),
            "programs": [self._published(key) for key in sorted(self.recordings)],
        }

    def _published(self, key: str) -> dict[str, Any]:
        blocks = []
        for block in self.plan.blocks[key]:
            outputs = self.shown(block).result.outputs()
            for output in outputs:
                if "image/svg+xml" in output.get("data", {}):
                    output["data"] = {"image/svg+xml": f"figures/{figure_name(output['data']['image/svg+xml'])}"}
            blocks.append({"page": block.page, "line": block.fence.line, "source": block.code, "outputs": outputs})
        return {"program": key, "blocks": blocks}

    def cancel(self) -> None:
        """Drop the programs that have not started."""
        for future in self.runs:
            future.cancel()


def _done(recording: Recording) -> Future[Recording]:
    future: Future[Recording] = Future()
    future.set_result(recording)
    return future


def load(settings: Settings, texts: dict[str, str]) -> Lessons:
    """The lessons of the pages with these texts, by their names relative to the root; nothing runs yet."""
    snippets: dict[str, Snippet] = {}

    def read(path: str) -> Snippet:
        if path not in snippets:
            snippets[path] = read_snippet(settings.snippets, path)
        return snippets[path]

    pages = {name: parse(name, text, read, settings.structure) for name, text in texts.items()}
    return Lessons(settings, pages, plan(pages.values()))


def read_pages(settings: Settings) -> dict[str, str]:
    """The texts of all Markdown pages of the site; BadInput for one that is not UTF-8."""
    texts = {}
    for path in _pages(settings):
        try:
            texts[settings.name(path)] = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BadInput([not_utf8(settings.name(path), error)]) from error
    return texts


def _pages(settings: Settings) -> list[Path]:
    """The pages that MkDocs publishes: of those that would have one address, as README.md and index.md, the last."""
    excluded = GitIgnoreSpec.from_lines([".*", "/templates/", *settings.exclude.splitlines()])
    found = {}
    for folder, _, names in os.walk(settings.docs, followlinks=True):
        for path in sorted(Path(folder, name) for name in names if name.endswith(PAGES)):
            if not excluded.match_file(path.relative_to(settings.docs).as_posix()):
                found[path.with_name("index" if path.stem == "README" else path.stem)] = path
    return sorted(found.values())


def not_utf8(page: str, error: UnicodeDecodeError) -> Problem:
    """What is wrong with a page whose bytes are no text."""
    line = error.object[: error.start].count(b"\n") + 1
    advice = "save it as UTF-8, without a byte that stands for nothing there"
    return Problem(page, line, f"the page is not UTF-8: {error.reason}", advice=advice)


def write_files(lessons: Lessons, folder: Path, others: Mapping[str, str] = MappingProxyType({})) -> None:
    """Write what stands beside the pages: the lessons' figures and `others`, by name, and recordings.json."""
    for name, svg in {**lessons.figures(), **others}.items():
        path = folder / "figures" / name
        if not path.exists():  # else a preview wrote it: its name says what it holds
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(svg, encoding="utf-8")
    text = json.dumps(lessons.published(), indent=1, sort_keys=True, ensure_ascii=False)
    (folder / "recordings.json").write_text(text + "\n", encoding="utf-8")
