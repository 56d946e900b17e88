"""A target: a page as one notebook with its recorded outputs, whose programs run one after the other in one kernel.

A program that would run otherwise there has a notebook of its own, which writes its file and runs that.
"""

import ast
import json
import re
import shlex
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
from academy.publish.prose import Prose, trimmed
from academy.publish.script import imports, requirements, runs_alone
from academy.recording import PartResult

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_MAY_FAIL, _VARIES, _STDERR_VARIES = "raises-exception", "varies", "varies: stderr"  # a run goes on behind the first
_CLOSED = {"jupyter": {"source_hidden": True}}  # a line in its place opens it
_AGAIN = "%%capture\n# What the program has done so far, once more\n"
_VERSIONS = """\
# The outputs below were recorded with these versions.
from importlib.metadata import distributions

here = {{one.name: one.version.partition("+")[0] for one in distributions()}}
for name, recorded in {versions}.items():
    if (found := here.get(name, "not installed")) != recorded:
        print(f"{{name}} is {{found}} here, and was {{recorded}} when the outputs were recorded")"""
_OWN = re.compile(r"^from __future__ |^if __name__ ==|\b__file__\b", re.MULTILINE)  # no later cell is without the first
_RESETS = {  # what a program may have set for the next one, by the module
    "logging": ("logging.root.handlers.clear()",),
    "matplotlib": ("matplotlib.rcdefaults()",),
    "numpy": ("numpy.random.seed()",),
    "random": ("random.seed()",),
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


def notebook_of(page: Page, prose: Prose, outcome: Outcomes, own: Callable[[Origin], str]) -> str:
    """The page as the text of a notebook.

    `prose` is its text. A program that does not run alone, or has a notebook of its own
    as `own` names it, is shown with its outputs as text.
    """
    writer = _Writer(outcome, own)
    if not prose.headings:
        writer.text([f"# {prose.title}"])
    lines, at = prose.lines, 0
    for block in page.blocks:
        writer.text(lines[at : block.fence.line - 1])
        writer.block(block)
        at = block.fence.end
    writer.text(lines[at:])
    return _written(writer.cells, writer.versions)


def can_run(outcome: Outcome) -> bool:
    """Whether a program can run in some notebook."""
    return _said(outcome.showing) != "none"


def has_own(outcome: Outcome) -> bool:
    """Whether a program has a notebook of its own: its page says so, or a kernel that others use is none for it."""
    if outcome.showing.blocks[0].is_of_notebook:
        return False
    said, recording = _said(outcome.showing), outcome.recording
    facts = _OWN.search(outcome.showing.program.source) or recording and recording.unguarded
    return said == "own" or bool(facts) and not said


def own_notebook(outcome: Outcome, text: str, name: str) -> str:
    """The notebook of a program whose published text is this, in a file of this name."""
    recording = outcome.recording
    assert recording
    blocks = outcome.showing.blocks
    outputs = [one for part in recording.parts for one in as_notebook(Shown(blocks[0], part))]
    tags = {tag for block in blocks for tag in _tags(block.said)}
    file = shlex.quote(name)
    cells = [
        _cell("code", f"%%writefile {file}\n{text}", {"tags": [_VARIES]}),  # it says whether there was one
        _cell("code", f"%run {file}", {"tags": sorted(tags)} if tags else {}, outputs),
    ]
    return _written(cells, _versions_of(text))


def _versions_of(source: str) -> dict[str, str]:
    """The versions of the packages that a program needs, by their names."""
    return dict(one.split("==") for one in requirements(source))


def _said(showing: Showing) -> str:
    return next((block.said.notebook for block in showing.blocks if block.said.notebook), "")


def _tags(said: Directions) -> list[str]:
    """What a cell with these directions promises less of than that it gives its outputs again."""
    found = {
        _MAY_FAIL: said.raises or said.skip,
        _VARIES: said.varies or said.skip,
        _STDERR_VARIES: said.stderr_varies,
    }
    return [tag for tag, holds in found.items() if holds]


def _written(cells: list[dict[str, Any]], versions: dict[str, str]) -> str:
    """The notebook as a file has it, the same each time."""
    first = [_cell("code", _VERSIONS.format(versions=json.dumps(versions)), _CLOSED)] if versions else []
    cells = [{"id": f"cell-{at}", **cell} for at, cell in enumerate([*first, *cells], 1)]
    book = {"cells": cells, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


class _Writer:
    """The cells of a notebook, one after the other."""

    def __init__(self, outcome: Outcomes, own: Callable[[Origin], str]) -> None:
        self.outcome, self.own = outcome, own
        self.named: set[Origin] = set()  # the programs whose own notebook it names
        self.cells: list[dict[str, Any]] = []
        self.done: dict[Origin, int] = {}  # how many parts of a program the notebook has run
        self.current: Origin | None = None
        self.versions: dict[str, str] = {}

    def text(self, lines: Iterable[str]) -> None:
        if found := trimmed([*lines]):
            self.cells.append(_cell("markdown", "\n".join(found)))

    def block(self, block: Block) -> None:
        """A block with its outputs: as cells that run, or as text."""
        found = self.outcome(block.origin)
        shown = found.shown.get(block) or Shown(block, PartResult())  # a notebook that is published as it is, not run
        answers = questions.answers(block, self._shown) if block.answered else []
        if block.answered:
            self.text(questions.asked_markdown(block, answers))
        if self._runs(block, found):
            self._run(block, shown, found)
            self.text(f"*{note}*" for note in notes(block, shown.result))
        else:
            self.text([*fenced("python", block.code), "", *as_markdown(shown, str)])
            self._name_own(block, found)
        self.text(questions.mistakes_markdown(answers))

    def _shown(self, block: Block) -> Shown | None:
        return self.outcome(block.origin).shown.get(block)

    def _runs(self, block: Block, found: Outcome) -> bool:
        if block.said.aside or block.said.never_runs or has_own(found) or not can_run(found):
            return False
        return runs_alone(found) and found.showing.part_of(block) >= self.done.get(block.origin, 0)

    def _name_own(self, block: Block, found: Outcome) -> None:
        """Say once where the notebook of a program is, below its first block."""
        if block.origin not in self.named and not block.said.aside and runs_alone(found) and has_own(found):
            self.named.add(block.origin)
            self.text([f"*This program needs a kernel to itself: it has {self.own(block.origin)}.*"])

    def _run(self, block: Block, shown: Shown, found: Outcome) -> None:
        showing, recording = found.showing, found.recording
        assert recording
        number, done = showing.part_of(block), self.done.get(block.origin, 0)
        if block.origin != self.current:
            self.versions |= _versions_of(showing.program.source)
            if not block.is_of_notebook:  # whose page has no other program
                self._begin(showing, done)
        hidden = replace(block, said=Directions(varies=True))  # nobody promises what no page shows
        for at in range(done, number):
            self._code(showing, at, Shown(hidden, recording.parts[at]))
        self._code(showing, number, shown)
        self.done[block.origin], self.current = number + 1, block.origin

    def _begin(self, showing: Showing, done: int) -> None:
        """Begin a program, or go on with one that another has interrupted."""
        source = showing.program.source
        resets = {name: _RESETS[name] for name in sorted(imports(source) & _RESETS.keys())}
        code = [
            f"# {showing.origin} is a program of its own: it begins with nothing of those above.",
            *([f"import {', '.join(resets)}", ""] if resets else []),
            *(line for lines in resets.values() for line in lines),
            "%reset -f",
        ]
        self.cells.append(_cell("code", "\n".join(code), _CLOSED))
        if done:
            self.cells.append(_cell("code", _AGAIN + "\n".join(_source(showing, at) for at in range(done)), _CLOSED))

    def _code(self, showing: Showing, at: int, shown: Shown) -> None:
        source = _source(showing, at)
        if source.strip():
            part, tags = showing.program.parts[at], _tags(shown.block.said)
            if shown.block.is_of_notebook:
                tags = [_MAY_FAIL] if part.raises else []
            else:
                source = _hushed(source)
            self.cells.append(_cell("code", source, {"tags": tags} if tags else {}, as_notebook(shown)))


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
    if not last or not isinstance(last[0], ast.Expr) or last[0].end_lineno is None or _is_print(last[0].value):
        return source
    lines = source.split("\n")
    line = lines[last[0].end_lineno - 1].encode()
    before, behind = line[: last[0].end_col_offset], line[last[0].end_col_offset :]
    lines[last[0].end_lineno - 1] = (before + b";" * (not behind.strip().startswith(b";")) + behind).decode()
    return "\n".join(lines)


def _is_print(value: ast.expr) -> bool:
    """Whether nothing would be shown, as behind most blocks."""
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "print"
