"""Embeds: the line of a fence that names a snippet, or a cell of it."""

import re
from dataclasses import dataclass

from academy.page.blocks import Directions
from academy.page.fences import Fence

INCLUDES = "pymdownx.snippets"  # an extension that takes any file, into any text
_ANY_FILE = f"any other file is included by the extension {INCLUDES}, if mkdocs.yml names it"
_EXAMPLE = '--8<-- "course/lesson/shapes.py:setup"'
_EMBED = re.compile(r"[ \t]*-{1,}8<-{1,}(?P<rest>.*)")
_PATH = re.compile(r'[ \t]+(?P<quote>["\'])(?P<path>[^"\':]+)(?::(?P<cell>[^"\']*))?(?P=quote)[ \t]*')
_LONE = re.compile(_EMBED.pattern.replace("(?P<rest>.*)", _PATH.pattern))
_LOST = re.compile(_EMBED.pattern.replace("(?P<rest>.*)", rf"(?:{_PATH.pattern})?"))


class BadEmbed(ValueError):
    """An embed that cannot be read."""

    def __init__(self, line: int, message: str, detail: str, advice: str) -> None:
        super().__init__(message)
        self.line, self.detail, self.advice = line, detail, advice


@dataclass(frozen=True)
class Embed:
    """What a fence embeds."""

    line: int  # of the page
    text: str
    path: str
    cell: str | None


def has_embed(fence: Fence) -> bool:
    return any(map(_EMBED.match, fence.code))


def lost(line: str) -> tuple[str, str, str] | None:
    """What is wrong with a line of prose that is an embed, which the page would show as it is written."""
    if not _LOST.fullmatch(line.lstrip("> ")):
        return None
    advice = f"a fence in a list, a tab or a note is indented by four spaces or more; {_ANY_FILE}"
    return "this embed stands in no python fence", "", advice


def lost_in(fence: Fence) -> tuple[str, str, str] | None:
    """What is wrong with a fence of another language that holds an embed alone."""
    lines = [line for line in fence.code if line.strip()]
    if len(lines) != 1 or not _LONE.fullmatch(lines[0]):
        return None
    return "this embed stands in no python fence", "", f"write {fence.mark}python; {_ANY_FILE}"


def read(fence: Fence, said: Directions) -> Embed:
    """What the fence embeds; BadEmbed for more than one embed, lines by number, or what an embed cannot be."""
    lines = [line for line in fence.code if line.strip()]
    line = next(number for number, code in enumerate(fence.code, fence.line + 1) if _EMBED.match(code))
    match = _LONE.fullmatch(lines[0])
    if len(lines) > 1 or not match:
        message = "expected one embed and nothing else in the fence"
        raise BadEmbed(line, message, "\n".join(lines), f"write {_EXAMPLE}")
    if match["cell"] is not None and re.fullmatch(r"[\d:,\s-]*", match["cell"]):
        raise BadEmbed(line, "line ranges drift when the file changes", lines[0], f"name a cell: {_EXAMPLE}")
    if said.aside:
        advice = "write its code here, or skip it"
        raise BadEmbed(fence.line, "an embed is a part of its snippet, which runs", "", advice)
    if said.cont:
        advice = "put the code into the snippet, as a cell of its own"
        raise BadEmbed(fence.line, "an embed is its whole program: it cannot continue another", "", advice)
    return Embed(line, lines[0], match["path"], match["cell"])
