"""Snippets: Python files in py:percent form, whose cells pages embed by name."""

import re
import sys
import sysconfig
from dataclasses import dataclass
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path, PurePosixPath

from academy.page.fences import lines_of
from academy.problems import nearest

_MARKER = re.compile(r"(?P<indent>\s*)#\s*%%(?P<rest>.*)")
_NAME = re.compile(r"[a-z][a-z0-9-]*")


class BadSnippet(ValueError):
    """A snippet or an embed that cannot be used; `line` is the snippet's, 0 if none is to blame."""

    def __init__(self, message: str, line: int = 0, advice: str = "") -> None:
        super().__init__(message)
        self.line, self.advice = line, advice


@dataclass(frozen=True)
class Cell:
    """The code between two markers: lines `start` to before `stop`, counted from 1."""

    name: str  # empty for the setup before the first marker
    start: int
    stop: int
    text: bool = False  # `# %% [markdown]`: for the notebook, not code


@dataclass(frozen=True)
class Snippet:
    """A file under `snippets/`, with its path relative to that folder."""

    path: str
    source: str
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """The path relative to the root, as messages give it."""
        return f"snippets/{self.path}"

    def cell(self, name: str) -> Cell:
        for cell in self.cells:
            if cell.name == name and name:
                return cell
        names = [cell.name for cell in self.cells if cell.name]
        raise BadSnippet(
            f"unknown cell '{name}' of {self.name}{nearest(name, names)}",
            advice=f"its cells are: {', '.join(names) or 'none'}",
        )

    def code(self, cell: Cell | None = None) -> str:
        """The cell's code, or the whole file without its marker lines, stripped of blank lines around it."""
        cells = [cell] if cell else [one for one in self.cells if not one.text]
        lines = lines_of(self.source)
        parts = ["\n".join(lines[one.start - 1 : one.stop - 1]).strip("\n") for one in cells]
        return "\n\n".join(part for part in parts if part.strip())


def read_snippet(folder: Path, path: str) -> Snippet:
    """The snippet at this path below the folder; BadSnippet if it is none, or outside."""
    file = folder / path
    plain = PurePosixPath(path)
    try:
        inside, exists = file.resolve().is_relative_to(folder.resolve()), file.is_file()
    except (OSError, ValueError, RuntimeError):  # too long a name, a null byte, symlinks in a circle
        inside, exists = True, False
    if not inside or plain.is_absolute():
        raise BadSnippet(f"the path '{path}' leaves snippets/", advice="embed a file below snippets/, by a plain path")
    if str(plain) != path or ".." in plain.parts:
        raise BadSnippet(f"the path '{path}' is not plain", advice="write it without '.', '..' and empty parts")
    if not exists or plain.suffix != ".py":
        known = [one.relative_to(folder).as_posix() for one in folder.rglob("*.py")]
        meant = nearest(path.removeprefix(f"{folder.name}/"), known)
        raise BadSnippet(f"unknown snippet '{path}'{meant}", advice="" if meant else f"make snippets/{path}")
    if file.stem in sys.stdlib_module_names or _is_installed(file.stem):
        message = f"the file is named like the module '{file.stem}', which no program beside it could import"
        raise BadSnippet(message, advice="give it another name")
    try:
        source = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        raise BadSnippet(f"the file is not UTF-8: {error.reason}", line, "save it as UTF-8") from error
    return parse_snippet(path, source)


@cache
def _is_installed(name: str) -> bool:
    """Whether a package installed beside torch has a module of this name: torch itself imports many."""
    return PathFinder.find_spec(name, [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]) is not None


def parse_snippet(path: str, source: str) -> Snippet:
    """The cells of a snippet; BadSnippet for a bad or repeated cell name."""
    source = "\n".join(lines_of(source))
    lines = source.removesuffix("\n").split("\n")
    starts = [Cell("", 1, 0)]
    for number, line in enumerate(lines, 1):
        if marker := _MARKER.fullmatch(line):
            starts.append(_cell(marker, number, [cell.name for cell in starts]))
    stops = [cell.start - 1 for cell in starts[1:]] + [len(lines) + 1]
    cells = [Cell(cell.name, cell.start, stop, cell.text) for cell, stop in zip(starts, stops, strict=True)]
    return Snippet(path, source, tuple(cells))


def _cell(marker: re.Match[str], number: int, taken: list[str]) -> Cell:
    rest = marker["rest"].strip()
    if rest == "[markdown]" and not marker["indent"]:
        return Cell("", number + 1, 0, text=True)
    if marker["indent"] or not marker[0].startswith("# %% ") or not _NAME.fullmatch(rest):
        raise BadSnippet(
            f"bad cell marker: expected '# %% name' at the line's start, found '{marker[0]}'",
            number,
            "a name begins with a-z and goes on with a-z, 0-9 and -, as in '# %% four-steps'",
        )
    if rest in taken:
        raise BadSnippet(f"the cell name '{rest}' is taken by an earlier cell of the file", number, "use another name")
    return Cell(rest, number + 1, 0)
