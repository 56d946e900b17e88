"""How an output stands in HTML, in Markdown and in a notebook: the one table, by its MIME type.

A new kind of output is a row here, and whatever makes it beside the script (`academy.run`).
"""

import hashlib
import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from academy.judge.terminal import readable
from academy.publish.page import fenced
from academy.publish.tracebacks import error_html, pre
from academy.recording import ERROR, PNG, STDERR, STDOUT, SVG, TABLE, Output

_TABLE = '<table class="cells">'
_MOST_LINES, _FIRST_LINES = 50, 30  # an output of more lines than the first is folded behind the second
_MOST_SEARCHED = 5_000  # characters
_UNSEARCHED = " data-search-exclude"  # as Material has it
_VIEW_BOX = re.compile(r'<svg[^>]* viewBox="0 0 ([\d.]+) ([\d.]+)"')


@dataclass(frozen=True)
class Place:
    """What an output needs to know of the page on which it stands."""

    own: tuple[str, ...] = ()  # how the paths of the author's files begin
    alt: str = ""
    address: str = ""  # of the file that holds it


@dataclass(frozen=True)
class Kind:
    """One row: the output in each form. What stands in a file of its own has the file's suffix and its bytes."""

    html: Callable[[Output, Place], str]
    markdown: Callable[[Output, Place], list[str]]
    notebook: Callable[[Output, Place], dict[str, Any]]
    suffix: str = ""
    data: Callable[[Output], bytes] = lambda output: output.content.encode()
    size: Callable[[Output], tuple[int, int]] = lambda output: (0, 0)  # in CSS pixels


def _text_html(name: str) -> Callable[[Output, Place], str]:
    return lambda output, place: text_html(name, readable(output.content))


def text_html(name: str, text: str) -> str:
    """A printed text as HTML; the name is stdout or stderr. What is long stands folded, and no search finds it."""
    lines = text.split("\n")
    first = lines[:_FIRST_LINES] if len(lines) > _MOST_LINES else lines
    html, rest = pre("\n".join(first)), lines[len(first) :]
    if rest:
        more = f"<summary>{len(rest)} more lines</summary>{pre(chr(10).join(rest))}"
        html += f"<details{_UNSEARCHED}>{more}</details>"
    long = sum(map(len, first)) > _MOST_SEARCHED
    return f'<div class="output output-{name}"{_UNSEARCHED if long else ""}>{html}</div>'


def _error_html(output: Output, place: Place) -> str:
    return error_html(readable(output.content), place.own)


def _picture_html(output: Output, place: Place) -> str:
    width, height = size(output)
    source = f'src="{escape(place.address)}" width="{width}" height="{height}"'
    image = f'<img {source} alt="{escape(place.alt)}" loading="lazy">'
    return f'<figure class="output output-figure">{image}</figure>'


def _text_markdown(output: Output, place: Place) -> list[str]:
    return fenced("text", readable(output.content))


def _picture_markdown(output: Output, place: Place) -> list[str]:
    return [f"![{plain(place.alt)}]({place.address})"]


def plain(text: str) -> str:
    """The text on one line, inside of another, with nothing that Markdown would read as a mark."""
    text = re.sub(r"<|&(?=#?\w+;)", lambda found: escape(found[0]), " ".join(text.split()))
    return re.sub(r"([\\`*_{}\[\]])", r"\\\1", text)


def _stream(name: str) -> Callable[[Output, Place], dict[str, Any]]:
    return lambda output, place: {"output_type": "stream", "name": name, "text": output.content}


def _error(output: Output, place: Place) -> dict[str, Any]:
    name, _, message = output.plain.partition(": ")
    traceback = output.content.splitlines()
    return {"output_type": "error", "ename": name, "evalue": message, "traceback": traceback}


def _display_data(output: Output, place: Place) -> dict[str, Any]:
    """Where it stands in the notebook itself, with its text, which nbconvert reads."""
    metadata = {output.mime: {"alt": place.alt}} if place.alt else {}
    return {"output_type": "display_data", "data": {output.mime: place.address or output.content}, "metadata": metadata}


def _svg_size(output: Output) -> tuple[int, int]:
    """matplotlib counts in points, 3/4 of a pixel."""
    found = _VIEW_BOX.search(output.content)
    return (round(float(found[1]) * 4 / 3), round(float(found[2]) * 4 / 3)) if found else (0, 0)


def _png_size(output: Output) -> tuple[int, int]:
    """The size that the program asks for, else that of the picture: it stands in the first chunk of a PNG file."""
    header = b64decode(output.content[:32])
    width, height = (int.from_bytes(header[at : at + 4], "big") or 1 for at in (16, 20))  # 1: a file cut short
    if output.width and output.height:
        return output.width, output.height
    if output.width:
        return output.width, round(height * output.width / width)
    if output.height:
        return round(width * output.height / height), output.height
    return width, height


def _table_html(output: Output, place: Place) -> str:
    """A class keeps themes' own ways with tables away; a wide one is scrolled by the keyboard, too."""
    return f'<div class="output output-table" tabindex="0">{output.content.replace("<table>", _TABLE)}</div>'


def _table_markdown(output: Output, place: Place) -> list[str]:
    return fenced("text", readable(output.plain))


def _table(output: Output, place: Place) -> dict[str, Any]:
    data = {output.mime: output.content, "text/plain": output.plain}
    return {"output_type": "display_data", "data": data, "metadata": {}}


_PICTURE = (_picture_html, _picture_markdown, _display_data)
KINDS = {
    STDOUT: Kind(_text_html("stdout"), _text_markdown, _stream("stdout")),
    STDERR: Kind(_text_html("stderr"), _text_markdown, _stream("stderr")),
    ERROR: Kind(_error_html, _text_markdown, _error),
    TABLE: Kind(_table_html, _table_markdown, _table),
    SVG: Kind(*_PICTURE, suffix=".svg", size=_svg_size),
    PNG: Kind(*_PICTURE, suffix=".png", size=_png_size, data=lambda output: b64decode(output.content)),
}


def size(output: Output) -> tuple[int, int]:
    """Width and height of an output in CSS pixels; zero where it is as large as its text."""
    return KINDS[output.mime].size(output)


@lru_cache(maxsize=10_000)  # each form of a page asks anew
def file_name(output: Output) -> str:
    """The name of the file that holds an output, by its content; empty if it stands in the page itself."""
    suffix = KINDS[output.mime].suffix
    return hashlib.sha256(output.content.encode()).hexdigest()[:16] + suffix if suffix else ""
