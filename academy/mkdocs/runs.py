"""The run of a notebook as the outcome of a program: what its kernel left, as an author reads it."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from types import SimpleNamespace
from typing import Any

from academy.judge.outcome import Outcome, Shown
from academy.judge.terminal import seen
from academy.mkdocs.notebooks import Cell, Notebook, has_any
from academy.page.blocks import Block
from academy.problems import Problem
from academy.recording import PNG, STDERR, STDOUT, SVG, TABLE, Failure, Output, PartResult, Recording, environment
from academy.run.svg import tidy
from academy.run.tables import table_of

_STREAMS = {"stdout": STDOUT, "stderr": STDERR}
# As `kernel` names a cell, and as a kernel does whose outputs the notebook came with.
_CELL = re.compile(r'(?:academy-cell-(\d+)|/\S*/ipykernel_\d+/\d+)\.py(?:(", line |:)(\d+))?')
_ADDRESS = re.compile(r" at 0x[0-9a-f]+>")
_ADVICE = {
    "CellTimeoutError": "let the cell end sooner, or let it read what takes long from a file",
    "DeadKernelError": "run the notebook by hand to see what ends its kernel",
    "NoSuchKernel": "name an installed kernel in the notebook's metadata, such as python3",
}
_MEANT = 'mend it, or say that it is meant to fail, by the tag of its cell: # %% tags=["raises-exception"]'


class Stopped(Exception):
    """A run that came to no good end: at which cell, by what, and the notebook as it was then."""

    def __init__(self, notebook: Any, at: int, error: BaseException) -> None:
        self.notebook, self.at, self.error = notebook, at, error


def outcome(
    book: Notebook,
    ran: Any,
    hide: Callable[[str], str],
    silent: Collection[str] = (),
    reads: Collection[tuple[str, str]] = (),
) -> Outcome:
    """What a run means for the blocks: of a whole notebook, or of one that Stopped.

    `hide` takes from a text what only this machine has; of a cell with a `silent` tag no output is shown; `reads` are
    the files of the repository that it needs.
    """
    notebook, end = (ran.notebook, ran) if isinstance(ran, Stopped) else (ran, None)
    texts = _Texts(book, hide, {cell.get("execution_count") or -1: at for at, cell in enumerate(notebook.cells)})
    blocks = {block.fence.line: block for block in book.page.blocks}
    problems, parts = [], []
    skips = {block: block.said.skip for block in book.page.blocks if block.said.skip}
    shown = {block: Shown(block, PartResult(skipped=skip.reason)) for block, skip in skips.items()}
    for at, (cell, start) in enumerate(zip(notebook.cells, book.starts, strict=True)):
        result = PartResult(tuple(_outputs(cell, texts)), _failure(cell, texts))
        is_end = end is not None and at == end.at
        if end and is_end:
            problems.append(_end(book, end, result.failure))
        if cell.cell_type == "code" and cell.source.strip():
            parts.append(PartResult() if has_any(cell, silent) else result)
        if start in blocks and cell.get("execution_count"):
            shown[blocks[start]] = Shown(blocks[start], parts[-1])
            problems += [] if is_end else _lacking(cell, book, at, blocks[start], result)
    recording = Recording(tuple(parts), environment(), tuple(reads))
    return Outcome(book.showing, tuple(problems), recording, shown)


@dataclass(frozen=True)
class _Texts:
    """What a kernel said, as an author reads it; `cells` are those that ran, by the kernel's count."""

    book: Notebook
    hide: Callable[[str], str]
    cells: dict[int, int]

    def read(self, text: str) -> str:
        return _CELL.sub(self._placed, seen(self.hide(text)))

    def _placed(self, found: re.Match[str]) -> str:
        name, line = self.book.page.name, found[3]
        if (at := self.cells.get(int(found[1] or 0))) is not None:
            name, line = self.book.place(at, int(line or 1))
        return f"{name}{found[2]}{line}" if found[3] else name

    def line(self, traceback: str) -> int:
        """The line of its cell that an exception came from: the first that its last part names."""
        found = _CELL.search(traceback.rpartition("Traceback (most recent call last)")[2])
        return int(found[3] or 1) if found else 1


def _outputs(cell: Cell, texts: _Texts) -> Iterator[Output]:
    """What a cell printed and showed; a kernel cuts a stream where it happens to be read."""
    for name, run in groupby(cell.get("outputs", ()), key=lambda output: output.get("name")):
        if name:
            yield Output(_STREAMS[name], texts.read("".join(piece.text for piece in run)))
        else:
            yield from (shown for output in run if (shown := _shown(output, texts)))


def _shown(output: Any, texts: _Texts) -> Output | None:
    data = output.get("data", {})
    if SVG in data:
        return Output(SVG, tidy(data[SVG]))
    if PNG in data:
        size = output.metadata.get(PNG, {})
        return Output(PNG, data[PNG].replace("\n", ""), width=size.get("width", 0), height=size.get("height", 0))
    plain = data.get("text/plain", "")
    if table := _table(data):
        return Output(TABLE, table, plain=texts.read(plain))
    if not plain or _unknown(output) or output.output_type == "execute_result" and _ADDRESS.search(plain):
        return None  # the address of what a last call gave says nothing, and is another in each run
    return Output(STDOUT, texts.read(plain + "\n"))


def _unknown(output: Any) -> str:
    """The type of an output that a page cannot show, not even as text; empty for one that it can."""
    data = output.get("data", {})
    rich = [kind for kind in data if kind != "text/plain"]
    if not rich or {SVG, PNG} & {*rich} or _table(data):
        return ""
    is_for_scripts = any(kind.startswith("application/") for kind in rich)
    return rich[0] if is_for_scripts or data.get("text/plain", "<").startswith("<") else ""


def _table(data: Any) -> str:
    """The table that an output is; empty for none, and for one that is too large to be read as a table."""
    try:
        return table_of(SimpleNamespace(_repr_html_=lambda: data.get("text/html")))
    except TypeError:
        return ""


def _failure(cell: Cell, texts: _Texts) -> Failure | None:
    for output in cell.get("outputs", ()):
        if output.output_type == "error":
            traceback = "\n".join([*output.traceback, ""])
            line = texts.line(traceback)
            return Failure(output.ename, texts.read(output.evalue), line, texts.read(traceback))
    return None


def _end(book: Notebook, end: Stopped, failure: Failure | None) -> Problem:
    name, message, advice = type(end.error).__name__, str(end.error), _ADVICE.get(type(end.error).__name__, "")
    if failure and name == "CellExecutionError":
        name, message, advice = failure.name, failure.message, _MEANT
    line, traceback = (failure.line, failure.traceback) if failure else (1, "")
    return book.problem(end.at, line, f"{name}: {message}".splitlines()[0], traceback, advice)


def _lacking(cell: Cell, book: Notebook, at: int, block: Block, result: PartResult) -> Iterator[Problem]:
    """What a reader would miss: an output that no page can show, a text for a figure."""
    for kind in filter(None, map(_unknown, cell.outputs)):
        yield book.problem(at, 1, f"an output of type {kind}, which a page cannot show", advice="print it or plot it")
    drawn, described = len(result.pictures), len(block.said.alts)
    if drawn > described:
        message = f"expected a text for each figure, found {described} for {drawn}"
        advice = "write what each shows as a line of the cell: # alt: Line plot of the loss, falling"
        yield book.problem(at, 1, message, advice=advice)
    elif drawn < described:
        message = f"{described} texts for figures, but the cell draws {drawn}"
        yield book.problem(at, 1, message, advice="take out the alt that is left over")
