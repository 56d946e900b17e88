"""A MkDocs hook: what a page shows where its address is shared: title, description, and a picture drawn by the build.

Every page gets `card` in its context, which partials/card.html writes into the head. The picture needs an absolute
address: without `site_url` none is drawn, nor under `mkdocs serve`, whose address nobody shares. A picture is kept
until something changes that it depends on.
"""

import contextlib
import hashlib
import importlib.util
import json
import logging
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import cache
from html import unescape
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

from course import courses  # MkDocs lets a hook import those beside it
from mkdocs.structure.files import File

from academy.store import read_sealed, write_sealed

log = logging.getLogger("mkdocs.hooks.cards")

HERE = Path(__file__).parent
FONTS = HERE.parent / "assets/fonts"
PACKAGES = "pillow", "fonttools", "matplotlib"  # which draw, read the fonts, and bring the second font

_places: dict[str, str] = {}  # by the source of the page
_command = "build"


@dataclass(frozen=True)
class Card:
    """What is said of a page, as plain text; `place` is where it belongs."""

    site: str
    place: str
    title: str
    description: str


def on_startup(*, command: str, **_: Any) -> None:
    global _command
    _command = command


def on_nav(nav: Any, **_: Any) -> Any:
    _places.clear()
    _places.update({page.file.src_uri: _place(page, nav) for page in nav.pages})
    return nav


def on_env(env: Any, *, config: Any, files: Any, **_: Any) -> Any:
    """Add the picture of each page to the files of the site."""
    if _draws(config):
        kept = Path(config.config_file_path).parent / ".cache/academy/cards"
        for page in _pages(files):
            picture = _picture(card_of(page, config), kept / f"{_hash(page.file.src_uri)[:24]}.png")
            files.append(File.generated(config, _address(page), content=picture))
    return env


def on_page_context(context: Any, *, page: Any, config: Any, **_: Any) -> Any:
    card = card_of(page, config)
    context["card"] = {
        "title": card.title,
        "description": card.description,
        "alt": ". ".join(dict.fromkeys(text for text in (card.site, card.place, card.title) if text)),
        "image": f"{config.site_url.rstrip('/')}/{_address(page)}" if _draws(config) else None,
    }
    return context


def card_of(page: Any, config: Any) -> Card:
    """What is said of a page, with the title that the browser shows."""
    title = page.meta.get("title") or (config.site_name if page.is_homepage else page.title)
    description = page.meta.get("description") or config.site_description or ""
    texts = (config.site_name, _places.get(page.file.src_uri, ""), title, description)
    return Card(*(" ".join(unescape(str(text)).split()) for text in texts))


def _place(page: Any, nav: Any) -> str:
    """Where a page belongs: its course and lesson, or the sections that it stands in."""
    course = next((one for one in courses(nav) if one.section in page.ancestors), None)
    if course and page == course.index:
        return f"Course in {len(course.lessons)} lessons" if len(course.lessons) > 1 else "Course"
    lesson = course and course.lesson_of(page)
    if lesson is None:
        above = page.ancestors[1:] if page.file.src_uri.endswith("index.md") else page.ancestors
        return " · ".join(section.title for section in reversed(above))
    number = f"Lesson {lesson.number} of {len(course.lessons)}"
    return f"{course.section.title} · {number}" + (f": {lesson.title}" if page != lesson.first else "")


def _draws(config: Any) -> bool:
    return bool(config.site_url) and _command != "serve"


def _pages(files: Any) -> Iterator[Any]:
    return (file.page for file in files.documentation_pages() if file.page is not None)


def _address(page: Any) -> str:
    """The picture's path in the site."""
    return f"assets/cards/{Path(page.file.src_uri).with_suffix('.png').as_posix()}"


def _picture(card: Card, path: Path) -> bytes:
    """The card as PNG: as it was kept, or drawn and kept."""
    key = _hash(_state(), astuple(card))
    picture = read_sealed(path, key)
    if picture is None:
        log.debug("Drawing the card of %s", card.title)
        picture = _drawing().draw(*astuple(card))
        with contextlib.suppress(OSError):  # a disk that refuses costs time, nothing else
            write_sealed(path, picture, key)
    return picture


@cache
def _state() -> str:
    """The hash of all that changes a card besides its texts."""
    files = [HERE / "card_image.py", *sorted(FONTS.glob("*-next-*.woff2"))]
    return _hash([hashlib.sha256(path.read_bytes()).hexdigest() for path in files], [*map(version, PACKAGES)])


@cache
def _drawing() -> ModuleType:
    """The module that draws, with all that it imports: a build that draws nothing does not wait for it."""
    spec = importlib.util.spec_from_file_location("card_image", HERE / "card_image.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _hash(*parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
