"""The files of a site to its pages, as MkDocs would publish them."""

import os
from pathlib import Path

from pathspec import GitIgnoreSpec

from academy.page.page import parse
from academy.page.site import Site, site_of
from academy.page.snippets import Snippet, read_snippet
from academy.problems import BadInput, Problem
from academy.settings import Settings

PAGES = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")  # how the name of a page ends, as MkDocs has it


def read_site(settings: Settings, texts: dict[str, str]) -> Site:
    """The site of the pages with these texts, by their names relative to the root."""
    snippets: dict[str, Snippet] = {}

    def read(path: str) -> Snippet:
        if path not in snippets:
            snippets[path] = read_snippet(settings.snippets, path)
        return snippets[path]

    return site_of(parse(name, text, read, settings.extensions) for name, text in texts.items())


def read_pages(settings: Settings) -> dict[str, str]:
    """The texts of all Markdown pages of the site; BadInput for one that is not UTF-8."""
    texts = {}
    for path in paths_of(settings, PAGES):
        try:
            texts[settings.name(path)] = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BadInput([not_utf8(settings.name(path), error)]) from error
    return texts


def paths_of(settings: Settings, suffixes: tuple[str, ...]) -> list[Path]:
    """The pages that MkDocs publishes: of those that would have one address, as README.md and index.md, the last."""
    excluded = GitIgnoreSpec.from_lines([".*", "/templates/", *settings.exclude])
    found = {}
    for folder, _, names in os.walk(settings.docs, followlinks=True):
        for path in sorted(Path(folder, name) for name in names if name.endswith(suffixes)):
            if not excluded.match_file(path.relative_to(settings.docs).as_posix()):
                found[path.with_name("index" if path.stem == "README" else path.stem)] = path
    return sorted(found.values())


def not_utf8(page: str, error: UnicodeDecodeError) -> Problem:
    """What is wrong with a page whose bytes are no text."""
    line = error.object[: error.start].count(b"\n") + 1
    advice = "save it as UTF-8, without a byte that stands for nothing there"
    return Problem(page, line, f"the page is not UTF-8: {error.reason}", advice=advice)
