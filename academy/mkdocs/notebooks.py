"""A notebook as a page of the engine.

The text of the page is the notebook's Markdown on the very lines on which it stands in the file: so whoever names a
line of the page names the author's. A cell of code is a block, its lines are empty there.
"""

import ast
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from academy.page.blocks import Block, Directions, Embedded, Page
from academy.page.fences import Fence, lines_of
from academy.page.files import not_utf8
from academy.page.page import parse
from academy.page.site import Showing
from academy.page.snippets import parse_snippet
from academy.problems import Problem, underlined
from academy.program import Part, Program

SUFFIXES = (".py", ".ipynb")
_ALT = re.compile(r"^# alt: *(.*)$\n?", re.MULTILINE)
_SHOWN = "<!--show-only: the reason why it does not run-->"
_BLANK = re.compile(r"(?:[ \t]*\n)*")
_ATTACHED = re.compile(r"\battachment:([^\s)\"'>]+)")
Cell = Any  # nbformat's


@dataclass(frozen=True)
class Notebook:
    """A notebook's page, its cells, and the line of the page on which each begins."""

    page: Page
    cells: tuple[Cell, ...] = ()
    starts: tuple[int, ...] = ()

    @property
    def showing(self) -> Showing:
        """Its cells of code as the parts of one program, hidden ones too."""
        blocks = {block.fence.line: block for block in self.page.blocks if not block.said.aside}
        code: list[str] = []
        parts: list[Part] = []
        shown: list[tuple[Block, ...]] = []
        for cell, start in self.code:
            first = len(code) + 1
            code += [*lines_of(cell.source), ""]
            raises = "Exception" if has_any(cell, ("raises-exception",)) else None
            parts.append(Part(first, len(code) + 1, raises, shown=start in blocks))
            shown.append((blocks[start],) if start in blocks else ())
        asides = tuple(block for block in self.page.blocks if block.said.aside)
        shown = [*shown[:-1], (*(shown[-1] if shown else ()), *asides)]
        program = Program(self.page.name, "\n".join(code), tuple(parts), is_snippet=True)
        return Showing(Embedded(self.page.name), program, tuple(shown))

    @property
    def code(self) -> list[tuple[Cell, int]]:
        """Its cells of code that have some, each with the line of the page on which it begins."""
        cells = zip(self.cells, self.starts, strict=True)
        return [(cell, start) for cell, start in cells if cell.cell_type == "code" and cell.source.strip()]

    def place(self, at: int, line: int) -> tuple[str, int]:
        """The name and the line of a cell's line, which its kernel counts without the empty ones at its beginning.

        In an .ipynb file, whose lines nobody sees, those are of the cell.
        """
        line += _BLANK.match(self.cells[at].source)[0].count("\n")  # type: ignore[index]  # it matches everything
        if self.page.name.endswith(".ipynb"):
            return f"{self.page.name}, cell {at + 1}", line
        return self.page.name, self.starts[at] + line - 1

    def problem(self, at: int, line: int, message: str, detail: str = "", advice: str = "") -> Problem:
        """What is wrong on a line of a cell, as its kernel counts."""
        name, line = self.place(at, line)
        if name != self.page.name:
            message, line = f"{message} (cell {at + 1}, line {line})", self.starts[at] + line - 1
        return Problem(self.page.name, line, message, detail, advice)


def load(path: Path) -> Any:
    """The notebook in a file, as nbformat has it."""
    import jupytext  # imported by mkdocs-jupyter; a site without notebooks saves it

    return jupytext.reads(path.read_bytes().decode("utf-8-sig"), fmt={"extension": path.suffix})


def read(path: Path, name: str, extensions: tuple[str, ...], hidden: Collection[str] = ()) -> Notebook:
    """A notebook that is rendered with these extensions; a cell with a `hidden` tag runs, and the page lacks it."""
    try:
        cells = load(path).cells
    except UnicodeDecodeError as error:
        return _unread(not_utf8(name, error))
    except Exception as error:  # of many kinds: whatever a reader of notebooks raises, it is the file's fault
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        return _unread(Problem(name, 1, f"this is no notebook: {said}", advice="save it anew in Jupyter"))
    text, starts = _laid_out(cells, _lines(path), hidden)
    page = parse(name, text, lambda snippet: parse_snippet(snippet, ""), extensions)
    shown = [(cell, at) for cell, at in zip(cells, starts, strict=True) if not has_any(cell, hidden)]
    blocks = [_block(name, cell, at) for cell, at in shown if cell.cell_type == "code" and cell.source.strip()]
    blocks += [replace(block, origin=Embedded(name)) for block in page.blocks if block.said.aside]
    book = Notebook(replace(page, blocks=tuple(blocks)), tuple(cells), tuple(starts))
    strays = [_stray(block) for block in page.blocks if not block.said.aside]
    problems = (*page.problems, *strays, *_mistakes(book))
    return replace(book, page=replace(book.page, problems=problems))


def _unread(problem: Problem) -> Notebook:
    return Notebook(Page(problem.page, "", (), (), (), (problem,)))


def _lines(path: Path) -> list[str]:
    """The lines of a file as their author wrote them: in an .ipynb file, each is a string of JSON."""
    lines = lines_of(path.read_bytes().decode("utf-8-sig"))
    return lines if path.suffix == ".py" else [*map(_unquoted, lines)]


def _unquoted(line: str) -> str:
    try:
        value = json.loads(line.strip().rstrip(","))
    except ValueError:
        return line
    return value.rstrip("\n") if isinstance(value, str) else line


def _laid_out(cells: list[Cell], lines: list[str], hidden: Collection[str]) -> tuple[str, list[int]]:
    """The text of a page, and the line on which each cell begins."""
    out: list[str] = []
    starts = []
    for cell, at in zip(cells, _located(cells, lines), strict=True):
        is_front_matter = cell.cell_type == "raw" and not any(out) and cell.source.startswith("---")
        if not is_front_matter:
            out += [""] * max(at - len(out), 1 if out and out[-1] else 0)
        starts.append(len(out) + 1)
        source = lines_of(_with_attachments(cell))
        is_text = is_front_matter or cell.cell_type == "markdown" and not has_any(cell, hidden)
        out += source if is_text else [""] * len(source)
    return "\n".join([*out, ""]), starts


def _located(cells: list[Cell], lines: list[str]) -> Iterator[int]:
    """How many lines stand before each cell in the file, where they may be comments; 0 for a cell not found there."""
    bare, at = [line.strip(" \t#") for line in lines], 0
    for cell in cells:
        wanted = [line.strip(" \t#") for line in lines_of(cell.source)]
        places = range(at, len(bare) - len(wanted) + 1)
        found = next((place for place in places if bare[place : place + len(wanted)] == wanted), None)
        yield found or 0
        at = at if found is None else found + len(wanted)


def _with_attachments(cell: Cell) -> str:
    """The source, with the pictures that stand in the notebook itself."""

    def picture(found: re.Match[str]) -> str:
        kept = cell.get("attachments", {}).get(unquote(found[1]), {})
        return next((f"data:{mime};base64,{data}" for mime, data in kept.items()), found[0])

    return _ATTACHED.sub(picture, cell.source) if cell.cell_type == "markdown" else str(cell.source)


def has_any(cell: Cell, tags: Collection[str]) -> bool:
    """Whether a cell has one of the tags."""
    return not {*tags}.isdisjoint(cell.metadata.get("tags", ()))


def _block(name: str, cell: Cell, start: int) -> Block:
    """A cell as a block: its code without the lines that describe its figures."""
    lines = lines_of(cell.source)
    fence = Fence(start, start + len(lines) - 1, "", "```", "python", "python", tuple(lines))
    alts = tuple(found[1] for found in _ALT.finditer(cell.source))
    return Block(name, fence, _ALT.sub("", cell.source).strip("\n"), Directions(alts=alts), Embedded(name))


def _stray(block: Block) -> Problem:
    message = "this python block never runs: it stands in the text of a notebook"
    return Problem(block.page, block.fence.line, message, advice=f"write it as a cell of code, or above it: {_SHOWN}")


def _mistakes(book: Notebook) -> Iterator[Problem]:
    """What in the cells is no Python, nor what IPython makes of it: so nothing runs for minutes to fail then."""
    from IPython.core.inputtransformer2 import TransformerManager

    for at, cell in enumerate(book.cells):
        if cell.cell_type == "code":
            try:
                ast.parse(TransformerManager().transform_cell(cell.source))
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                line, text = getattr(error, "lineno", None) or 1, getattr(error, "text", None) or ""
                message = f"{type(error).__name__}: {getattr(error, 'msg', error)}"
                yield book.problem(at, line, message, underlined(text))
