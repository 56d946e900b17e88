"""A MkDocs hook: what a page shows where its address is shared: title, description, and a picture drawn by the build.

Every page gets `card` in its context, which partials/card.html writes into the head. The picture needs an absolute
address: without `site_url` none is drawn, nor under `mkdocs serve`, whose address nobody shares. A picture is kept
until something changes that it depends on. Pillow's basic layout sets the lines, which
needs no library of the machine: so every machine draws the same.
"""

import contextlib
import hashlib
import io
from dataclasses import dataclass
from html import unescape
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mkdocs.utils import write_file

from academy.sealed import read_sealed, write_sealed

WIDTH, HEIGHT = 1200, 630  # what the sites that show cards ask for
MARGIN = 80
FINE = 4  # pixels drawn for one of the card, in each direction: so edges are smooth
NAVY, BLUE, ACCENT, WHITE, PALE = "#16294a", "#1f3a5f", "#f0a060", "#ffffff", "#c8d5e6"
NODES = (4.0, 12.5), (9.5, 18.0), (20.0, 6.0)  # the logo in its box of 24: a check mark that is a graph
FONTS = Path(__file__).parent.parent / "assets/fonts"
REGULAR, BOLD = (FONTS / f"atkinson-hyperlegible-next-latin-{weight}-normal.woff2" for weight in (400, 700))
STATE = hashlib.sha256(b"".join(path.read_bytes() for path in (Path(__file__), REGULAR, BOLD))).hexdigest()

_command = "build"


@dataclass(frozen=True)
class Style:
    """How a text is set: in the first of the sizes in which it takes no more than so many lines."""

    font: Path
    colour: str
    lines: dict[int, int]  # by size in pixels
    leading: float = 1.3  # from one line to the next, in ems
    width: int = WIDTH - 2 * MARGIN


SITE = Style(BOLD, WHITE, {32: 1}, width=960)
PLACE = Style(BOLD, ACCENT, {28: 1})
TITLE = Style(BOLD, WHITE, {92: 2, 76: 2, 62: 3, 48: 4}, leading=1.06, width=880)
DESCRIPTION = Style(REGULAR, PALE, {33: 2, 30: 2, 29: 3}, leading=1.36)


def on_startup(*, command: str, **_: Any) -> None:
    global _command
    _command = command


def on_page_context(context: Any, *, page: Any, config: Any, **_: Any) -> Any:
    """Say what the card of the page shows, and put its picture into the site."""
    site, place, title, description = texts = texts_of(page, config, context)
    name = Path("cards", page.file.src_uri).with_suffix(".png").as_posix()
    is_shared = config.site_url and _command != "serve"
    if is_shared:
        kept = Path(config.config_file_path).parent / ".cache/academy" / name
        write_file(_picture(texts, kept), f"{config.site_dir}/assets/{name}")
    context["card"] = {
        "title": title,
        "description": description,
        "alt": ". ".join(dict.fromkeys(text for text in (site, place, title) if text)),
        "image": f"{config.site_url.rstrip('/')}/assets/{name}" if is_shared else None,
    }
    return context


def texts_of(page: Any, config: Any, context: Any) -> list[str]:
    """The site's name, the place of the page in it, the title that the browser shows, and the description."""
    title = page.meta.get("title") or (config.site_name if page.is_homepage else page.title)
    description = page.meta.get("description") or config.site_description or ""
    place = [section.title for section in reversed(page.ancestors) if section.title != title]
    if lesson := context.get("lesson"):  # from the hook course.py, which runs before
        place.insert(1, f"Lesson {lesson.number} of {len(context['course'].lessons)}")
    texts = (config.site_name, " · ".join(place), title, description)
    return [" ".join(unescape(str(text)).split()) for text in texts]


def _picture(texts: list[str], path: Path) -> bytes:
    """The card as PNG: as it was kept, or drawn and kept."""
    key = f"{STATE} {version('pillow')} {texts}"
    picture = read_sealed(path, key)
    if picture is None:
        picture = draw(*texts)
        with contextlib.suppress(OSError):  # a disk that refuses costs time, nothing else
            write_sealed(path, picture, key)
    return picture


def draw(site: str, place: str, title: str, description: str) -> bytes:
    """The card as PNG. `place` says where the page belongs; it and the description may be empty."""
    from PIL import Image, ImageDraw  # here: a build that draws nothing does not wait for it

    image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), NAVY)
    canvas = ImageDraw.Draw(image)
    _mark(canvas, 754, -136, 560, BLUE, BLUE)  # decoration, half out of the picture
    _mark(canvas, 76, 64, 96 if site == title else 60, WHITE, ACCENT)
    if site != title:
        _write(canvas, MARGIN + 68, 104, site, SITE)
    base = _write(canvas, MARGIN, HEIGHT - MARGIN, description, DESCRIPTION)
    base = _write(canvas, MARGIN, base - 26, title, TITLE)
    _write(canvas, MARGIN, base, place, PLACE)
    file = io.BytesIO()
    image.reduce(FINE).quantize().save(file, "PNG", optimize=True)  # 256 colours: half the bytes
    return file.getvalue()


def _mark(canvas: Any, left: float, top: float, size: float, edge: str, node: str) -> None:
    """The logo, its box of that size there."""
    unit = size / 24 * FINE
    nodes = [(left * FINE + x * unit, top * FINE + y * unit) for x, y in NODES]
    canvas.line(nodes, edge, round(2.2 * unit))
    for at in nodes:
        canvas.circle(at, 2.6 * unit, node)


def _write(canvas: Any, left: int, base: float, text: str, style: Style) -> float:
    """Write a text whose last line stands on the base; the base of what stands above it."""
    font, lines = fitted(text, style)
    for line in reversed(lines):
        canvas.text((left * FINE, base * FINE), line, style.colour, font, anchor="ls")
        base -= font.size / FINE * style.leading
    return base


def fitted(text: str, style: Style) -> tuple[Any, list[str]]:
    """The font of a text and its lines. What has no room in the last size is cut, and what the font lacks left out."""
    from PIL import ImageFont

    for size, most in style.lines.items():
        font = ImageFont.truetype(style.font, size * FINE, layout_engine=ImageFont.Layout.BASIC)
        lacking = bytes(font.getmask("\uffff"))  # the box of a letter that no font has
        known = "".join(char for char in text if bytes(font.getmask(char)) != lacking)
        lines = _wrapped(known, font, style.width * FINE)
        if len(lines) <= most and all(font.getlength(line) <= style.width * FINE for line in lines):
            break
    if len(lines) > most:
        lines[most - 1 :] = [" ".join(lines[most - 1 : most + 1])]
    return font, [_cut(line, font, style.width * FINE) for line in lines]


def _wrapped(text: str, font: Any, width: float) -> list[str]:
    """The lines of a text, each filled up; a word may be longer than a line."""
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _cut(line: str, font: Any, width: float) -> str:
    """The line, with an ellipsis for what has no room."""
    while font.getlength(line) > width:
        line = f"{line[:-2].rstrip()}…"
    return line
