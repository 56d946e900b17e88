"""`mkdocs serve`: saves are seen at once, and a page is written again only if something of it has changed."""

import logging
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File
from watchdog.observers.polling import PollingObserver

from academy.build import Build
from academy.page.files import PAGES


def hush_dirty_builds() -> None:
    """What MkDocs warns of does not hold here: every page is read, only its writing is spared."""
    logging.getLogger("mkdocs.commands.build").addFilter(
        lambda record: not record.getMessage().startswith("A 'dirty' build")
    )


def see_saves_at_once(server: LiveReloadServer, snippets: Path) -> None:
    """Also of a snippet: MkDocs looks every half second, and waits a tenth for more."""
    watched = list(server._watched_paths)  # the theme too, if asked for
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=0.1)
    server.build_delay = 0.03
    if snippets.is_dir():
        watched.append(str(snippets))
    for path in watched:
        server.watch(path)


class Written:
    """What each page was made of when it was last written."""

    def __init__(self) -> None:
        self._states: dict[str, int] = {}

    def pass_over_unchanged(self, pages: dict[str, File], build: Build, config: MkDocsConfig) -> None:
        """Under --dirty: a page is written again with its programs, and all are with the theme."""
        theme = sorted((str(path), path.stat().st_mtime_ns) for path in _theme_files(config))
        around = str((theme, [(file.url, file.page.title if file.page else "") for file in pages.values()]))
        for name, file in pages.items():
            page = build.site.pages.get(name)
            if page is None or file.page is None or not name.endswith(PAGES) or file.page.meta.get("template"):
                continue  # it may show more than its text, as what a notebook imports
            origins = {block.origin for block in page.blocks}
            wrong = sorted(problem for problem in build.problems if problem.page == page.name)
            programs = [build.site.showings[origin].program for origin in sorted(origins, key=str)]
            # What MkDocs made of it also says what it took from elsewhere, as a definition of the glossary.
            state = hash((page.text, file.page.content, around, *wrong, *programs))
            if self._states.get(file.src_uri) == state and not origins & set(build.ran):
                file.is_modified = lambda: False
            self._states[file.src_uri] = state


def _theme_files(config: MkDocsConfig) -> Iterator[Path]:
    """The files that change every page: the configuration and the site's own templates."""
    yield Path(config.config_file_path)
    if config.theme.custom_dir:
        yield from (path for path in Path(config.theme.custom_dir).rglob("*") if path.is_file())
