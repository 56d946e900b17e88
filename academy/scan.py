"""The lines of a Markdown page: its fences and the comments that stand alone on their lines.

The rules are those of pymdownx.superfences, whose pages Material renders: a fence may stand at any
indentation and in quotes, ends at the same fence at the same depth, and a line that leaves its
depth abandons it. Whether an indented fence is a block in a list, a tab or an admonition, or an
example in an indented code block, is asked of Python-Markdown's own block parser.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import markdown

PYTHON = ("python", "py")
STRUCTURE = (  # the extensions that change which lines stand in which container
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "pymdownx.details",
    "pymdownx.tabbed",
)

_PREFIX = re.compile(r"[> \t]*")
_OPENING = re.compile(  # pymdownx.superfences.RE_NESTED_FENCE_START
    r"""(?x)(?P<fence>~{3,}|`{3,})
    (?:[ \t]*\.?(?P<lang>[\w\#.+-]+)(?=[\t ]|$))?
    (?:[ \t]*(?P<brace>\{[^\n]*\})
      |(?P<options>(?:[ \t]*[a-zA-Z][a-zA-Z0-9_]*(?:=(?P<quote>"|').*?(?P=quote))?(?=[\t ]|$))+))?[ \t]*$""",
)
_OPTION = re.compile(r"([a-zA-Z][a-zA-Z0-9_]*)=")
_BRACE_CLASS = re.compile(r"\{\s*\.?([\w#.+-]+)")


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
    closed: bool = True


@dataclass(frozen=True)
class Comment:
    """An HTML comment outside of fences, with the text between its marks."""

    line: int
    end: int
    prefix: str
    text: str
    alone: bool = True  # nothing else stands on its lines


Piece = Fence | Comment


def is_python(piece: Piece) -> bool:
    return isinstance(piece, Fence) and piece.language.lower() in PYTHON


def scan(text: str, structure: Iterable[str] = STRUCTURE) -> list[Piece]:
    """The fences and comments that the rendered page treats as such, in source order."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    pieces = _scan_lines([line.expandtabs(4) for line in lines])
    doubtful = any(">" in piece.prefix or len(piece.prefix) > 3 for piece in pieces) or _has_raw_html(lines)
    return _shown(lines, pieces, structure) if doubtful else pieces


def _scan_lines(lines: list[str]) -> list[Piece]:
    pieces: list[Piece] = []
    at = _front_matter(lines)
    while at < len(lines):
        prefix = _PREFIX.match(lines[at])[0]  # type: ignore[index]  # the pattern matches the empty string
        body = lines[at][len(prefix) :]
        found: Piece | None = None
        if opening := _opening(body):
            found = _fence(lines, at, prefix, opening)
        elif "<!--" in body:
            for comment in _comments(lines, at, prefix, body):
                pieces.append(comment)
                at = max(at, comment.end - 1)
        if found:
            pieces.append(found)
            at = found.end - 1
        at += 1
    return pieces


def _front_matter(lines: list[str]) -> int:
    """The number of lines that YAML front matter takes."""
    if lines[0].rstrip() != "---":
        return 0
    ends = (at for at, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "..."))
    return next(ends, -1) + 1


def _opening(body: str) -> re.Match[str] | None:
    opening = _OPENING.match(body)
    return opening if opening and _options_fit(opening) else None


def _options_fit(opening: re.Match[str]) -> bool:
    """Superfences knows three options; with any other the line is no fence, but prose."""
    names = _OPTION.findall(re.sub(r"=(\"|').*?\1", "=", opening["options"] or ""))
    bare = re.sub(r"[a-zA-Z][a-zA-Z0-9_]*=(\"|').*?\1", "", opening["options"] or "").strip()
    return not bare and set(names) <= {"title", "hl_lines", "linenums"}


def _language(opening: re.Match[str]) -> str:
    if opening["lang"]:
        return str(opening["lang"])
    brace = _BRACE_CLASS.match(opening["brace"] or "")
    return brace[1] if brace else ""


def _fence(lines: list[str], at: int, prefix: str, opening: re.Match[str]) -> Fence:
    """The fence that opens at this line; not closed if a line leaves its depth or the page ends."""
    code: list[str] = []
    depth, empty = prefix.count(">"), False
    for end in range(at + 1, len(lines)):
        line = lines[end]
        inner = _PREFIX.match(line[: len(prefix)])[0]  # type: ignore[index]
        body = line[len(inner) :]
        quotes = inner.count(">")
        if not (inner + body).replace(">", "").strip() and (depth == 0 or not body):
            code.append("" if inner.strip(" >") == "" and not body.strip() else body)
            empty = True
            if depth == 0 and ">" in line:
                return _unclosed(at, end, prefix, opening, code)
            continue
        if len(inner) < len(prefix) and (depth == 0 or len(inner) < len(prefix.rstrip())):
            return _unclosed(at, end, prefix, opening, code)
        if depth and empty and quotes < depth:
            return _unclosed(at, end, prefix, opening, code)
        if re.fullmatch(re.escape(opening["fence"]) + r"[ \t]*", body):
            info = opening.string[opening.end("fence") :].strip()
            return Fence(at + 1, end + 1, prefix, opening["fence"], info, _language(opening), tuple(code))
        empty = False
        code.append(body)
    return _unclosed(at, len(lines), prefix, opening, code)


def _unclosed(at: int, end: int, prefix: str, opening: re.Match[str], code: list[str]) -> Fence:
    info = opening.string[opening.end("fence") :].strip()
    return Fence(at + 1, end, prefix, opening["fence"], info, _language(opening), tuple(code), closed=False)


def _comments(lines: list[str], at: int, prefix: str, body: str) -> list[Comment]:
    """The comments that begin on this line, outside of inline code."""
    if body.startswith("<!--"):
        text = "\n".join([body, *lines[at + 1 :]])
        close = text.find("-->", 4)
        if close < 0:
            return []
        end = at + text[:close].count("\n") + 1
        rest = text[close + 3 :].partition("\n")[0]
        return [Comment(at + 1, end, prefix, text[4:close], alone=not rest.strip())]
    bare = re.sub(r"(`+).*?\1", "", body)
    return [Comment(at + 1, at + 1, prefix, found, alone=False) for found in re.findall(r"<!--(.*?)-->", bare)]


def _has_raw_html(lines: list[str]) -> bool:
    """Whether raw HTML, in which Markdown is not read, begins anywhere in the page."""
    return any(re.match(r"\s{0,3}<[a-zA-Z/]", line) for line in lines)


def _shown(lines: list[str], pieces: list[Piece], structure: Iterable[str]) -> list[Piece]:
    """The pieces that are not part of an indented example, as Python-Markdown's block parser has it.

    Every piece becomes a word of its own, as superfences leaves a placeholder for a fence. In raw
    HTML the placeholder becomes a block again, so a word that lands there is shown, too.
    """
    skeleton = list(lines)
    for number, piece in enumerate(pieces):
        if isinstance(piece, Comment) and not piece.alone:
            skeleton[piece.line - 1] += f" PIECE{number}X"
        else:
            skeleton[piece.line - 1 : piece.end] = [""] * (piece.end - piece.line + 1)
            skeleton[piece.line - 1] = f"\n{piece.prefix}PIECE{number}X\n"
    parser = markdown.Markdown(extensions=list(structure))
    rest = "\n".join(skeleton).split("\n")
    for preprocessor in parser.preprocessors:
        rest = preprocessor.run(rest)
    root = parser.parser.parseDocument(rest).getroot()
    assert root is not None
    raw = [text for text in parser.htmlStash.rawHtmlBlocks if isinstance(text, str)]
    shown = {*_numbers(root), *_in_text(" ".join(raw))}
    return [piece for number, piece in enumerate(pieces) if number in shown]


def _numbers(element: Element) -> list[int]:
    """The numbers of the pieces below the element, those in code left out."""
    inside = [] if element.tag == "pre" else _in_text(element.text) + [n for child in element for n in _numbers(child)]
    return inside + _in_text(element.tail)


def _in_text(text: str | None) -> list[int]:
    return [int(number) for number in re.findall(r"PIECE(\d+)X", text or "")]
