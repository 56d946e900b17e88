"""A target: a page as one notebook with its recorded outputs, whose programs run one after the other in one kernel."""

import ast
import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from academy.judge.outcome import Outcome, Shown
from academy.page.blocks import Block, Directions, Origin, Page
from academy.page.directives import notes
from academy.page.fences import lines_of
from academy.page.site import Showing
from academy.publish import questions
from academy.publish.outputs import as_markdown, as_notebook
from academy.publish.page import fenced
from academy.publish.prose import trimmed
from academy.publish.script import requirements, runs_alone

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_MAY_FAIL = "raises-exception"  # a run of the notebook goes on behind such a cell
_AGAIN = "%%capture\n# What the program has done so far, once more\n"
_VERSIONS = """\
# The outputs below were recorded with these versions.
from importlib.metadata import version

for name, recorded in {versions}.items():
    if (found := version(name).partition("+")[0]) != recorded:
        print(f"{{name}} is {{found}} here, and was {{recorded}} when the outputs were recorded")"""
_RESETS = {  # what a program may have set for the next one, by the package
    "matplotlib": ("matplotlib.rcdefaults()",),
    "numpy": ("numpy.random.seed()",),
    "torch": (
        "torch.seed()",
        "torch.set_default_dtype(torch.float32)",
        "torch.set_printoptions(profile='default')",
        "torch.set_grad_enabled(True)",
    ),
}
Outcomes = Callable[[Origin], Outcome]


def address(page: str) -> str:
    """Where the notebook of a page lies in the site, beside the page's own file."""
    path = PurePosixPath(page)
    name = path.parent.name if path.stem == "index" and path.parent.name else path.stem
    return path.with_name(f"{name}.ipynb").as_posix()


def notebook_of(page: Page, lines: list[str], outcome: Outcomes) -> str:
    """The page as the text of a notebook; empty if none of its programs can run there.

    `lines` is the page as plain Markdown, line by line. A program that does not run alone is shown with its outputs
    as text.
    """
    writer = _Writer(outcome)
    at = 0
    for block in page.blocks:
        writer.text(lines[at : block.fence.line - 1])
        writer.block(block)
        at = block.fence.end
    writer.text(lines[at:])
    return writer.written() if writer.done else ""


class _Writer:
    """The cells of a notebook, one after the other."""

    def __init__(self, outcome: Outcomes) -> None:
        self.outcome = outcome
        self.cells: list[dict[str, Any]] = []
        self.done: dict[Origin, int] = {}  # how many parts of a program the notebook has run
        self.current: Origin | None = None
        self.versions: dict[str, str] = {}

    def written(self) -> str:
        """The notebook as a file has it, the same each time."""
        first = _cell("code", _VERSIONS.format(versions=json.dumps(self.versions)))
        cells = [{"id": f"cell-{at}", **cell} for at, cell in enumerate([first, *self.cells], 1)]
        book = {"cells": cells, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
        return json.dumps(book, indent=1, sort_keys=True, ensure_ascii=False) + "\n"

    def text(self, lines: Iterable[str]) -> None:
        if found := trimmed([*lines]):
            self.cells.append(_cell("markdown", "\n".join(found)))

    def block(self, block: Block) -> None:
        """A block with its outputs: as cells that run, or as text."""
        found = self.outcome(block.origin)
        shown = found.shown[block]
        answers = (
            questions.answers(block, lambda one: self.outcome(one.origin).shown.get(one)) if block.answered else []
        )
        if block.answered:
            self.text(questions.asked_markdown(block, answers))
        if self._runs(block, found):
            self._run(block, shown, found)
        else:
            self.text([*fenced("python", block.code), "", *as_markdown(shown, str)])
        self.text(f"*{note}*" for note in notes(block, shown.result))
        self.text(questions.mistakes_markdown(answers))

    def _shown(self, block: Block) -> Shown | None:
        return self.outcome(block.origin).shown.get(block)

    def _runs(self, block: Block, found: Outcome) -> bool:
        part = 0 if block.said.aside else found.showing.part_of(block)
        is_new = part >= self.done.get(block.origin, 0)
        return not block.said.aside and not block.said.never_runs and is_new and runs_alone(found)

    def _run(self, block: Block, shown: Shown, found: Outcome) -> None:
        showing, recording = found.showing, found.recording
        assert recording
        number, done = showing.part_of(block), self.done.get(block.origin, 0)
        if block.origin != self.current:
            self._begin(showing, done, is_whole=block.is_of_notebook)
        hidden = replace(block, said=Directions())
        for at in range(done, number):
            self._code(showing, at, Shown(hidden, recording.parts[at]))
        self._code(showing, number, shown)
        self.done[block.origin], self.current = number + 1, block.origin

    def _begin(self, showing: Showing, done: int, is_whole: bool) -> None:
        """Begin a program, or go on with one that another has interrupted; one that is the whole page has no other."""
        needed = dict(one.split("==") for one in requirements(showing.program.source))
        self.versions |= needed
        if is_whole:
            return
        resets = {name: _RESETS[name] for name in needed if name in _RESETS}
        code = [
            f"# {showing.origin} is a program of its own: it begins with nothing of those above.",
            f"import {', '.join(['random', *resets])}",
            "",
            "random.seed()",
            *(line for lines in resets.values() for line in lines),
            "%reset -f",
        ]
        self.cells.append(_cell("code", "\n".join(code)))
        if done:
            self.cells.append(_cell("code", _AGAIN + "\n".join(_source(showing, at) for at in range(done))))

    def _code(self, showing: Showing, at: int, shown: Shown) -> None:
        part = showing.program.parts[at]
        source = _source(showing, at)
        if source.strip():
            tags = {"tags": [_MAY_FAIL]} if part.raises or part.skip else {}
            source = source if shown.block.is_of_notebook else _hushed(source)
            self.cells.append(_cell("code", source, tags, as_notebook(shown)))


def _source(showing: Showing, at: int) -> str:
    part = showing.program.parts[at]
    return "\n".join(lines_of(showing.program.source)[part.start - 1 : part.stop - 1]).strip("\n")


def _cell(
    kind: str, source: str, metadata: dict[str, Any] | None = None, outputs: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    cell = {"cell_type": kind, "metadata": metadata or {}, "source": source.splitlines(keepends=True)}
    return cell if kind == "markdown" else {**cell, "execution_count": None, "outputs": outputs or []}


def _hushed(source: str) -> str:
    """The code with a `;` behind its last value, which a notebook would show and a program does not."""
    try:
        last = ast.parse(source).body[-1:]
    except SyntaxError:
        return source
    if not last or not isinstance(last[0], ast.Expr) or last[0].end_lineno is None:
        return source
    lines = source.split("\n")
    line = lines[last[0].end_lineno - 1].encode()
    before, behind = line[: last[0].end_col_offset], line[last[0].end_col_offset :]
    lines[last[0].end_lineno - 1] = (before + b";" * (not behind.strip().startswith(b";")) + behind).decode()
    return "\n".join(lines)
