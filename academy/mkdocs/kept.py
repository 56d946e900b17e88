"""What MkDocs made of each page and template, kept: what has not changed is not made again.

Two steps take most of an unchanged build: from Markdown to HTML, and from HTML to the entries of the
search. The result of each depends on the page, on the names of all files (links are checked against
them), on the configuration and on the installed packages. All of that is in the key; where a site's
extensions may read anything else, nothing is kept.
"""

import contextlib
import hashlib
import json
import logging
import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
import markdown
from jinja2.bccache import Bucket
from material.plugins.search import plugin as search
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.theme import Theme

from academy.sealed import read_sealed, write_sealed

# Packages whose extensions read the page and their options,
_PURE = ("markdown.", "pymdownx.", "material.", "academy.")
_READING = ("pymdownx.snippets", "pymdownx.b64")  # but for these


class Kept:
    """The conversions of one build's pages, in a folder: a file for each page and step."""

    def __init__(self, folder: Path, config: MkDocsConfig, files: Files) -> None:
        self.folder = folder
        self.state = _state(config, files)

    def keep(self, page: Page, is_ours: bool = False) -> None:
        """Let a page take what MkDocs made of the same text before, and keep what it makes of it now."""
        if self.state and (is_ours or "render" not in vars(page)):  # else another plugin converts it
            page.render = partial(self._render, page, page.render)

    def keep_entries(self, index: Any) -> None:
        """The same for the search: `index` is what Material's plugin fills in this build."""
        if self.state and search.jieba is None:  # which reads dictionaries
            index.add_entry_from_context = partial(self._add_entries, index, index.add_entry_from_context)

    def _render(self, page: Page, render: Callable[..., None], config: MkDocsConfig, files: Files) -> None:
        path, key = self._entry("page", page), _hash(self.state, page.file.src_uri, page.markdown)
        kept = _get(path, key)
        if kept is None:
            with _heard() as said:
                render(config, files)
            links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
            kept = page.content, page.toc, page._title_from_render, page.present_anchor_ids, links
            if not said:  # a warning has to come again
                _put(path, key, kept)
        page.content, page.toc, page._title_from_render, page.present_anchor_ids, links = kept
        page.links_to_anchors = {files.get_file_from_path(uri): anchors for uri, anchors in links.items()}

    def _add_entries(self, index: Any, add: Callable[[Page], None], page: Page) -> None:
        toc = [(item.id, item.url) for item in _all(page.toc)]
        path, key = self._entry("search", page), _hash(self.state, page.content, page.url, page.title, page.meta, toc)
        entries = _get(path, key)
        if entries is None:
            before = len(index.entries)
            add(page)
            _put(path, key, index.entries[before:])
        else:
            index.entries += entries

    def _entry(self, step: str, page: Page) -> Path:
        return self.folder / f"{step}-{_hash(page.file.src_uri)[:24]}"


def hasten_templates(theme: Theme, folder: Path) -> None:
    """Let every environment of the theme keep its compiled templates in the folder, and list its files faster."""
    get_env = theme.get_env

    def get_quick_env() -> jinja2.Environment:
        env: jinja2.Environment = get_env()
        env.bytecode_cache = _Compiled(folder)
        if type(env.loader) is jinja2.FileSystemLoader:
            env.loader = _Visible(env.loader.searchpath)
        return env

    theme.get_env = get_quick_env


class _Visible(jinja2.FileSystemLoader):
    """Lists no folder whose name begins with a dot: MkDocs takes nothing of Material's 14,000 icons there."""

    def list_templates(self) -> list[str]:
        found = set()
        for root in self.searchpath:
            for folder, inside, files in os.walk(root):
                inside[:] = [name for name in inside if not name.startswith(".")]
                place = os.path.relpath(folder, root).replace(os.sep, "/")
                found |= {name if place == "." else f"{place}/{name}" for name in files}
        return sorted(found)


class _Compiled(jinja2.BytecodeCache):
    """The theme's compiled templates; Jinja itself compares each with its source."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := read_sealed(self.folder / bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            write_sealed(self.folder / bucket.key, bucket.bytecode_to_string())


def _state(config: MkDocsConfig, files: Files) -> str | None:
    """The hash of all that a conversion depends on besides its page; None if it may depend on more."""
    if not all(isinstance(one, str) for one in config.markdown_extensions):
        return None  # an object, whose options nobody knows
    converter = markdown.Markdown()
    extensions = {type(converter.build_extension(name, {})).__module__ for name in config.markdown_extensions}
    if not all(module.startswith(_PURE) and module not in _READING for module in extensions):
        return None
    try:
        options = json.dumps(config.mdx_configs, default=_plain)
    except TypeError:
        return None
    if "custom_icons" in options:  # folders to read
        return None
    packages = [name for place in sys.path if os.path.isdir(place) for name in os.listdir(place)]
    return _hash(
        sys.version,
        sorted(name for name in packages if name.endswith(".dist-info")),  # their names and versions
        config.markdown_extensions,
        options,
        config.validation,
        config.use_directory_urls,
        [(file.src_uri, file.url, file.inclusion) for file in files],
        logging.getLogger("mkdocs").getEffectiveLevel(),  # a quiet build hears no warning
    )


def _plain(value: Any) -> Any:
    """A function in an extension's options as its name; TypeError for one that is not the packages' own."""
    if isinstance(value, partial):
        return [_plain(value.func), value.args, value.keywords]
    if callable(value) and value.__module__.startswith(_PURE):
        return f"{value.__module__}.{value.__qualname__}"
    raise TypeError(value)


def _all(items: Iterable[AnchorLink]) -> Iterator[AnchorLink]:
    """The entries of a table of contents, with those below them."""
    for item in items:
        yield item
        yield from _all(item.children)


@contextlib.contextmanager
def _heard() -> Iterator[list[logging.LogRecord]]:
    """What this thread logs meanwhile; the others tell of programs."""
    said: list[logging.LogRecord] = []
    ear = logging.Handler()
    here = threading.get_ident()
    ear.addFilter(lambda record: record.thread == here)
    ear.emit = said.append  # type: ignore[method-assign, assignment]  # a handler of one line needs no class
    loggers = [logging.getLogger(), logging.getLogger("mkdocs")]  # whose records do not reach the root
    for logger in loggers:
        logger.addHandler(ear)
    try:
        yield said
    finally:
        for logger in loggers:
            logger.removeHandler(ear)


def _get(path: Path, key: str) -> Any:
    data = read_sealed(path, key)
    return None if data is None else pickle.loads(data)


def _put(path: Path, key: str, value: Any) -> None:
    with contextlib.suppress(OSError):  # a disk that refuses costs time, nothing else
        write_sealed(path, pickle.dumps(value), key)


def _hash(*parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()
