"""A target: each program as one file that runs in an empty folder, with the sentences of its page.

It is in py:percent form, and names the packages that it needs as PEP 723 has it. The second run takes this very text.
"""

import ast
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.metadata import packages_distributions, version
from pathlib import PurePosixPath

from academy import Run
from academy.judge import again
from academy.judge.outcome import Outcome, relocate
from academy.page.blocks import Block, Embedded, Origin
from academy.page.fences import STRUCTURE, lines_of
from academy.page.site import Showing, Site
from academy.problems import Problem
from academy.program import Part, Program, Skip
from academy.publish.prose import Prose, prose_of, trimmed
from academy.recording import STDERR, STDOUT, PartResult, Recording

TEXT_CELL = "# %% [markdown]"
_UNSAID = {"torch": "numpy"}  # torch warns without it


@dataclass(frozen=True)
class Script:
    """The published text of a program; its `program` is the same with the parts on the lines of that text."""

    program: Program
    places: tuple[int, ...]  # for each line of the text, that of the program; 0 for a line of the page

    @property
    def text(self) -> str:
        return self.program.source

    def has_code(self, number: int) -> bool:
        """Whether code of the program stands before a part, counted from 0."""
        lines = self.text.split("\n")[: self.program.parts[number].start - 1]
        return any(line and not line.startswith("#") for line in lines)

    def recorded(self, run: Run) -> Recording:
        """The recording of a run of the text, in the lines of the program."""
        recording = run(self.program)
        return replace(recording, parts=tuple(map(self._in_program, recording.parts)))

    def _in_program(self, result: PartResult) -> PartResult:
        def read(text: str) -> str:
            return relocate(text, self.program.name, self._place)

        outputs = tuple(
            replace(one, content=read(one.content)) if one.mime in (STDOUT, STDERR) else one for one in result.outputs
        )
        failure = result.failure and replace(
            result.failure, line=self._place(result.failure.line), traceback=read(result.failure.traceback)
        )
        return replace(result, outputs=outputs, failure=failure)

    def _place(self, line: int) -> int:
        return self.places[min(line, len(self.places)) - 1] or line


class Scripts:
    """The published programs of a site, by its pages; `extensions` are those with which they were read."""

    def __init__(self, site: Site, extensions: tuple[str, ...] = STRUCTURE) -> None:
        self._site, self._extensions = site, extensions
        self._prose: dict[str, Prose] = {}
        self._made: dict[Origin, Script | None] = {}

    def of(self, outcome: Outcome) -> Script | None:
        """The text of a program; None if it never runs, or needs other files of the repository."""
        origin = outcome.showing.origin
        if origin not in self._made:
            self._made[origin] = self._make(outcome)
        return self._made[origin]

    def _make(self, outcome: Outcome) -> Script | None:
        if not runs_alone(outcome) or _goes_on(outcome):
            return None
        script = _Writer(outcome.showing, self).script()
        is_of_notebook = outcome.showing.blocks[0].is_of_notebook  # which may have what IPython alone reads
        return None if is_of_notebook and not _is_python(script.text) else script

    def prose(self, name: str) -> Prose:
        """The text of a page; a link to a place of the site, which this file does not know, is text."""
        if name not in self._prose:
            self._prose[name] = prose_of(self._site.pages[name], _elsewhere, self._extensions)
        return self._prose[name]

    def differences(self, outcome: Outcome, run: Run) -> list[Problem]:
        """What a second run of a program gives otherwise: of the published text, if there is one."""
        script = self.of(outcome)
        return again.differences(outcome, (lambda _: script.recorded(run)) if script else run)


class _Writer:
    """The lines of a published program, each with its place in the program."""

    def __init__(self, showing: Showing, scripts: Scripts) -> None:
        self.showing, self.scripts = showing, scripts
        self.title = scripts.prose(showing.blocks[0].page).title
        self.lines: list[str] = []
        self.places: list[int] = []

    def script(self) -> Script:
        program = self.showing.program
        source, parts, at = lines_of(program.source.rstrip("\n")), [], 1
        heading = [f"# {self.title}", ""]
        for part, blocks in zip(program.parts, self.showing.parts, strict=True):
            code, said = source[part.start - 1 : part.stop - 1], self._said(blocks)
            is_marked = any(line.startswith("# %%") for line in source[at - 1 : part.start - 1])
            if not is_marked:
                self._copy(source, at, part.start)
            if said or any(code):
                self._text_cell(trimmed([*heading, *said]))
                heading = []
            if is_marked:
                self._copy(source, at, part.start)
            elif any(code):
                self._begin("# %%")
            start, first = len(self.lines) + 1, part.start + _first(code, part.skip)
            self._copy(source, part.start, first)
            self._add(_guard(part.skip))
            self._copy(source, first, part.stop)
            parts.append(replace(part, start=start, stop=len(self.lines) + 1))
            at = part.stop
        last = self.showing.blocks[-1]
        if last.is_of_notebook:  # whose text goes on behind its last cell
            self._text_cell(self.scripts.prose(last.page).below(last))
        return self._below_header(parts)

    def _below_header(self, parts: list[Part]) -> Script:
        head = [*header("\n".join(self.lines)), ""]
        text = "\n".join([*head, *self.lines]).rstrip("\n") + "\n"
        parts = [replace(part, start=part.start + len(head), stop=part.stop + len(head)) for part in parts]
        program = replace(self.showing.program, source=text, parts=tuple(parts), is_snippet=False)
        return Script(program, (*[0] * len(head), *self.places))

    def _text_cell(self, said: list[str]) -> None:
        if said:
            lines = (f"\\{line}" if line.startswith("%%") else line for line in said)  # which would begin a cell
            self._begin(TEXT_CELL)
            self._add([*(f"# {line}".rstrip() for line in lines), ""])

    def _begin(self, marker: str) -> None:
        self._add([*([""] if self.lines and self.lines[-1] else []), marker])

    def _said(self, blocks: tuple[Block, ...]) -> list[str]:
        """What its page says before a part, and asks, without the title of the page, which stands above all."""
        if not blocks or blocks[0].is_offered:
            return []
        asked = ["", f"**{blocks[0].said.ask}**"] if blocks[0].said.ask else []
        said = [*self.scripts.prose(blocks[0].page).above(blocks[0]), *asked]
        return trimmed(said[1:] if said and said[0] == f"# {self.title}" else said)

    def _copy(self, source: list[str], start: int, stop: int) -> None:
        for at in range(start, min(stop, len(source) + 1)):
            self.lines.append(source[at - 1])
            self.places.append(at)

    def _add(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.lines.append(line)
            self.places.append(0)


def address(origin: Origin) -> str:
    """Where the text of a program lies in the folder of all programs."""
    if isinstance(origin, Embedded):
        return PurePosixPath(origin.path.removeprefix("snippets/")).with_suffix(".py").as_posix()
    return f"{PurePosixPath(origin.page).with_suffix('')}-{origin.line}.py"


def runs_alone(outcome: Outcome) -> bool:
    """Whether a program runs, and needs no other file of the repository."""
    program, recording = outcome.showing.program, outcome.recording
    if recording is None or not program.parts or _never_runs(program.parts[0]):
        return False
    return not any(hash_ is not None and name != program.name for name, hash_ in recording.reads)


def _goes_on(outcome: Outcome) -> bool:
    """Whether code follows a failure, as it may in a notebook."""
    assert outcome.recording
    return any(part.failure for part in outcome.recording.parts[:-1])


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:  # a magic of IPython
        return False
    return True


def _elsewhere(to: str) -> str:
    return to if "://" in to else ""


def _never_runs(part: Part) -> bool:
    return part.skip is not None and part.skip.condition == "True"


def _guard(skip: Skip | None) -> list[str]:
    """The lines that end a program where its page says that it cannot go on."""
    if skip is None:
        return []
    end = f"raise SystemExit({skip.reason!r})"
    if skip.condition == "True":
        return [end, ""]
    needed = [name for name in ("os", "sys", "torch") if name in skip.condition]
    return [*(f"import {name}" for name in needed), "", f"if {skip.condition}:", f"    {end}", ""]


def _first(code: list[str], skip: Skip | None) -> int:
    """How many lines of a part must stand above its guard: Python wants imports from the future before all else."""
    body = ast.parse("\n".join(code)).body if skip else []
    future = [node for node in body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    return max((node.end_lineno or 0 for node in future), default=0)


def header(source: str) -> list[str]:
    """The packages that a program needs, with the versions that are installed here, as PEP 723 has it."""
    needed = "".join(f'\n#     "{one}",' for one in requirements(source))
    python = ".".join(map(str, sys.version_info[:2]))
    return [
        "# /// script",
        f'# requires-python = ">={python}"',
        *f"# dependencies = [{needed}{chr(10) + '# ' if needed else ''}]".split("\n"),
        "# ///",
    ]


def requirements(source: str) -> list[str]:
    """The packages outside of the standard library that a program imports, each with the version that is installed."""
    names = {name for imported in imports(source) for name in (imported, _UNSAID.get(imported, imported))}
    found = {one for name in names for one in _distributions().get(name, ())}
    return [f"{one}=={_version(one)}" for one in sorted(found, key=str.lower)]


@cache  # reading the metadata of a package takes long
def _version(package: str) -> str:
    return version(package).partition("+")[0]


@lru_cache(maxsize=1000)  # its file, its notebook and their versions ask
def imports(source: str) -> frozenset[str]:
    """The names of the modules that a program imports, each without what lies in it."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # as its author expects: nothing of it runs
        return frozenset()
    return frozenset(name.partition(".")[0] for node in ast.walk(tree) for name in _imported(node))


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []


@cache
def _distributions() -> dict[str, list[str]]:
    """The installed packages, by the names of their modules."""
    return {name: found for name, found in packages_distributions().items() if name not in sys.stdlib_module_names}
