"""The lines of a Markdown page: its fences and its comments.

What the reader sees as a block is decided by those who make the page, so they are asked:
pymdownx.superfences finds the fences, and Python-Markdown's block parser tells which of them stand
in a list, a tab or an admonition, and which in an indented example or an HTML comment.
"""

import contextlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

import markdown
import yaml
from markdown.preprocessors import Preprocessor
from markdown.util import HTML_PLACEHOLDER_RE
from pymdownx.superfences import highlight_validator  # type: ignore[import-untyped]

PYTHON = ("python", "py")
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:\.{3}|---)[ \t]*\n", re.DOTALL)
STRUCTURE = (  # the extensions that change which lines stand in which container
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "pymdownx.details",
    "pymdownx.tabbed",
)

_FENCE = re.compile(r"(?P<prefix>[> ]*)(?:(?:[-+*]|\d+\.) +)*(?P<mark>`{3,}|~{3,}) *(?P<info>.*)")
_LANGUAGE = re.compile(r"\{?\s*\.?([\w#.+-]*)")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_NESTED = re.compile(r"[> ]{4}| {0,3}<(?!!--)[a-zA-Z/!?]")  # in a container, an example, or raw HTML
# Where Python-Markdown reads inline marks, code comes before comments, and a comment holds no other.
_INLINE = re.compile(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)|<!--((?:(?!<!--|-->).)*)-->", re.DOTALL)
_VERBATIM = re.compile(r"<(pre|code|script|style|textarea)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
# Each piece leaves its number between two characters that Unicode keeps out of all text.
_NUMBER = re.compile("\ufdd0([0-9]+)\ufdd1")


@dataclass(frozen=True)
class Fence:
    """A fenced code block: lines `line` to `end`, both with their fence, counted from 1."""

    line: int
    end: int
    prefix: str  # the container's indentation and quote marks, tabs as spaces
    mark: str  # ``` or ~~~ or longer
    info: str
    language: str
    code: tuple[str, ...]
    closed: bool = True  # if not, the page shows it as prose: unclosed, or not in a form that is read


@dataclass(frozen=True)
class Comment:
    """An HTML comment outside of fences, with the text between its marks."""

    line: int
    end: int
    prefix: str
    text: str
    alone: bool = True  # nothing else stands on its lines
    before: str = ""  # what stands before it on its line


Piece = Fence | Comment


def is_python(piece: Piece) -> bool:
    return isinstance(piece, Fence) and piece.language.lower() in PYTHON


def lines_of(text: str) -> list[str]:
    """The lines as Markdown and Python count them; `splitlines` also ends one at a form feed and others."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def whole_lines(text: str) -> list[str]:
    """The same lines with their ends."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)


@lru_cache(maxsize=1000)  # `mkdocs serve` scans every page at every save
def scan(text: str, extensions: tuple[str, ...] = STRUCTURE) -> tuple[Piece, ...]:
    """The fences and comments that a page rendered with these extensions treats as such, in source order."""
    page = _Page(text, [name for name in STRUCTURE if name in extensions])
    pieces = page.shown() if page.is_doubtful() else page.pieces
    return tuple(sorted(pieces, key=lambda piece: piece.line))


class _Page(Preprocessor):
    """A page on its way through Python-Markdown, where it stands behind superfences.

    There each fence has become one line, whose text waits in the stash: here, the fence's number.
    """

    def __init__(self, text: str, structure: Iterable[str]) -> None:
        fences = {"name": "*", "class": "", "format": self._format, "validator": highlight_validator}
        super().__init__(
            markdown.Markdown(
                extensions=[*structure, "pymdownx.superfences"],
                extension_configs={"pymdownx.superfences": {"custom_fences": [fences]}},
            )
        )
        self.pieces: list[Piece] = []
        self.source = [line.expandtabs(4) for line in lines_of(re.sub("[\ufdd0\ufdd1\x02\x03]", "", text))]
        above = front_matter(self.source)
        self.source[:above] = [""] * above
        self.fences: list[tuple[str, str]] = []  # language and code, in the order of the stash
        self.restored: set[str] = set()  # all lines of prose, among them those of fences that were taken back
        self.md.preprocessors.register(self, "academy", 22)  # between superfences (25) and raw HTML (20)
        self.lines = self.source
        for preprocessor in self.md.preprocessors:
            self.lines = preprocessor.run(self.lines)

    def _format(self, source: str, language: str | None, *_: Any, **__: Any) -> str:
        self.fences.append((language or "", source))
        return _mark(len(self.fences) - 1)

    def run(self, lines: list[str]) -> list[str]:
        """Number all that is left of the page: its fences, then comments, then what only looks like a fence."""
        numbers = []  # the page's line of each of the lines
        at = 1
        for line in lines:
            numbers.append(at)
            if stashed := HTML_PLACEHOLDER_RE.search(line):
                self.pieces.append(self._fence(at, *self.fences[int(stashed[1])]))
                at = self.pieces[-1].end
            at += 1
        self.marked = lines
        return self._number_strays(self._number_comments(lines, numbers), numbers)

    def _fence(self, line: int, language: str, source: str) -> Fence:
        opening = _FENCE.match(self.source[line - 1])
        assert opening
        code = source.split("\n")
        if self.source[line].lstrip("> ").rstrip() == opening["mark"] and not source:
            code = []  # not even a blank line
        prefix, mark, info = opening["prefix"], opening["mark"], opening["info"].strip()
        return Fence(line, line + len(code) + 1, prefix, mark, info, language, tuple(code))

    def _number_comments(self, lines: list[str], numbers: list[int]) -> list[str]:
        text = "\n".join(lines)

        def number(match: re.Match[str]) -> str:
            close = text.find("-->", match.end())
            if close < 0:
                return match[0]
            first = text.rfind("\n", 0, match.start()) + 1
            before, behind = text[first : match.start()], text[close + 3 :].partition("\n")[0]
            prefix = before[: len(before) - len(before.lstrip("> "))]
            start, end = (numbers[text.count("\n", 0, place)] for place in (match.start(), close))
            inside = re.sub(rf"\n[> ]{{0,{len(prefix)}}}", "\n", text[match.end() : close])
            alone = before == prefix and not behind.strip()
            self.pieces.append(Comment(start, end, prefix, inside, alone, before))
            return match[0] + _mark(len(self.pieces) - 1)

        return re.sub("<!--", number, text).split("\n")

    def _number_strays(self, lines: list[str], numbers: list[int]) -> list[str]:
        """Lines that look like fences, but superfences left them: unclosed, or with words it does not know."""
        out = []
        for line, at in zip(lines, numbers, strict=True):
            stray = _FENCE.fullmatch(line)
            if stray and stray["mark"] not in stray["info"]:
                language = _LANGUAGE.match(stray["info"])
                assert language
                prefix, mark, info = stray["prefix"], stray["mark"], stray["info"].strip()
                self.pieces.append(Fence(at, at, prefix, mark, info, language[1], (), closed=False))
                line += f" {_mark(len(self.pieces) - 1)}"
            out.append(line)
        return out

    def is_doubtful(self) -> bool:
        """Whether the block parser must be asked: not for fences and comments in flat Markdown."""
        return any(map(_NESTED.match, self.marked)) or any(
            ">" in piece.prefix
            or (not piece.closed if isinstance(piece, Fence) else not piece.alone or "\x02" in piece.text)
            for piece in self.pieces
        )

    def shown(self) -> list[Piece]:
        """The pieces that are what they look like, as Python-Markdown's block parser has it."""
        root = self.md.parser.parseDocument(self.lines).getroot()
        assert root is not None
        if "footnote" in self.md.treeprocessors:
            self.md.treeprocessors["footnote"].run(root)  # it reads the footnotes' text only now
        seen = set(self._in_element(root))
        for number, piece in enumerate(self.pieces):
            if number not in seen and isinstance(piece, Fence) and piece.mark + piece.info in self.restored:
                self.pieces[number] = replace(piece, closed=False)
                seen.add(number)
        return [piece for number, piece in enumerate(self.pieces) if number in seen]

    def _in_element(self, element: Element) -> Iterator[int]:
        if element.tag != "pre":
            yield from self._in_text(element.text or "", _INLINE)
            for child in element:
                yield from self._in_element(child)
                yield from self._in_text(child.tail or "", _INLINE)

    def _in_text(self, text: str, comments: re.Pattern[str]) -> Iterator[int]:
        """Comments by the number that they begin with; of the rest, all that is not inside of one."""
        for comment in comments.finditer(text):
            if begin := _NUMBER.match(comment[comment.lastindex or 0]):
                yield int(begin[1])
        rest = comments.sub(lambda found: "" if found[0].startswith("<!--") else found[0], text)
        for stashed in HTML_PLACEHOLDER_RE.finditer(rest):
            yield from self._in_stash(self.md.htmlStash.rawHtmlBlocks[int(stashed[1])])
        if comments is _COMMENT:
            rest = _VERBATIM.sub("", rest)
        else:  # superfences may take back a fence that follows an example, and make it prose
            self.restored |= {line.strip("> ") for line in rest.split("\n")}
        yield from (int(number) for number in re.findall(f"(?<!<!--){_NUMBER.pattern}", rest))

    def _in_stash(self, stashed: Any) -> Iterator[int]:
        if isinstance(stashed, str):
            yield from self._in_text(stashed, _COMMENT)
        else:
            yield from self._in_element(stashed)  # md_in_html keeps elements


def _mark(number: int) -> str:
    return f"\ufdd0{number}\ufdd1"


def front_matter(lines: list[str]) -> int:
    """The number of lines of front matter, as MkDocs reads it: a mapping between two marks; all else is text."""
    found = FRONT_MATTER.match("\n".join(lines))
    return found[0].count("\n") if found and _mapping(found[1]) is not None else 0


def front_matter_of(text: str) -> dict[str, Any]:
    """What the front matter of a page says."""
    found = FRONT_MATTER.match("\n".join(lines_of(text)))
    return dict(found and _mapping(found[1]) or {})


@lru_cache(maxsize=1000)  # as for `scan`
def _mapping(text: str) -> dict[str, Any] | None:
    with contextlib.suppress(yaml.YAMLError, ValueError):
        found = yaml.safe_load(text)
        return found if isinstance(found, dict) else None
    return None
