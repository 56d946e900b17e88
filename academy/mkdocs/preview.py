"""`mkdocs serve`: saves are seen at once, and a page is written again only if something of it has changed.

A page does not wait long for its programs: it is shown without their outputs, and once more when they have arrived.
"""

import logging
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File
from watchdog.observers.polling import PollingObserver

from academy.build import Build
from academy.page.files import PAGES
from academy.page.site import Showing
from academy.publish.outputs import notice_html
from academy.run import client
from academy.settings import Settings

ENGINE = Path(__file__).parent.parent
_PATIENCE = 2.0  # seconds that a page waits for its programs
log = logging.getLogger("mkdocs.plugins.academy")


def hush_dirty_builds() -> None:
    """What MkDocs warns of does not hold here: every page is read, only its writing is spared."""
    logging.getLogger("mkdocs.commands.build").addFilter(
        lambda record: not record.getMessage().startswith("A 'dirty' build")
    )


def latest_first(root: Path) -> Callable[[Showing], float]:
    """An order of programs: those of the page first that its author has saved last, and so looks at."""

    def order(showing: Showing) -> float:
        return -max((_saved(root / block.page) for block in showing.blocks), default=0.0)

    return order


def _saved(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # a page that another plugin makes
        return 0.0


class Preview:
    """What stands between MkDocs' server and its builds; without a server, nothing."""

    def __init__(self) -> None:
        self._server: LiveReloadServer | None = None
        self._is_asked = False  # for another build, before there was a server
        self._wrong = ""  # why the last build ended before its pages were written
        self._engine = _newest(ENGINE)

    def serve(self, server: LiveReloadServer, settings: Settings) -> None:
        """Watch the snippets, and the engine if it lies in the repository; show on every page why a build ended."""
        self._see_saves_at_once(server, settings)
        build, inject = server.builder, server._inject_js_into_html
        server.builder = lambda: self._build(build, settings)
        server._inject_js_into_html = lambda content, epoch: inject(self._with_notice(content), epoch)
        self._server = server
        if self._is_asked:
            self._ask_for_build()

    def _see_saves_at_once(self, server: LiveReloadServer, settings: Settings) -> None:
        """MkDocs looks every half second, and waits a tenth for more."""
        watched = list(server._watched_paths)  # the theme too, if asked for
        for path in watched:
            server.unwatch(path)
        server.observer = PollingObserver(timeout=0.1)
        server.build_delay = 0.03
        own = [settings.snippets, *([ENGINE] if ENGINE.is_relative_to(settings.root) else [])]
        for path in [*watched, *(str(path) for path in own if path.is_dir())]:
            server.watch(path)

    def follow(self, build: Build) -> None:
        """Wait a moment for the programs; those that arrive later are shown by another build."""
        if build.wait(_PATIENCE):
            return
        waiting = [showing for origin, showing in build.site.showings.items() if not build.has_arrived(origin)]
        latest = min(waiting, key=latest_first(build.settings.root), default=None)

        def ask_when_arrived() -> None:
            for pages in ([block.page for block in latest.blocks] if latest else [], None):
                build.wait(None, pages)
                self._ask_for_build()

        threading.Thread(target=ask_when_arrived, daemon=True).start()

    def _ask_for_build(self) -> None:
        self._is_asked = True
        if self._server:
            with self._server._rebuild_cond:
                self._server._want_rebuild = True
                self._server._rebuild_cond.notify_all()

    def _build(self, build: Callable[[], None], settings: Settings) -> None:
        """Build, or say on the pages why not; the engine itself, if it has changed, begins anew."""
        said: list[str] = []
        ear = logging.Handler(logging.ERROR)
        ear.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]  # it needs no class
        logging.getLogger("mkdocs").addHandler(ear)
        try:
            if (engine := _newest(ENGINE)) != self._engine:
                self._engine = engine
                _begin_anew(settings.root, self._server)
            self._wrong = ""
            build()
        except Exception as error:
            self._wrong = "\n".join(dict.fromkeys([*said, str(error)]))
            log.error("%s", error)
        finally:
            logging.getLogger("mkdocs").removeHandler(ear)

    def _with_notice(self, page: bytes) -> bytes:
        """A page of the last build that went well, below what is wrong now."""
        start, article, rest = page.partition(b"<article")
        if not self._wrong or not article:
            return page
        tag, end, content = rest.partition(b">")
        return start + article + tag + end + notice_html(self._wrong).encode() + content


def _newest(folder: Path) -> float:
    """When the newest module was saved."""
    return max(_saved(path) for path in folder.rglob("*.py"))


def _begin_anew(root: Path, server: LiveReloadServer | None) -> None:
    """Become the same command with the engine as it is now; RuntimeError if that cannot be imported."""
    command = [sys.executable, "-c", "import academy.mkdocs.plugin"]
    tried = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if tried.returncode:
        raise RuntimeError(f"the engine cannot be imported:\n{tried.stderr}")
    log.info("The engine has changed: the preview begins anew")
    client.stop()
    if server:
        shutil.rmtree(server.root, ignore_errors=True)
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


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
            origins = page.origins
            wrong = sorted(problem for problem in build.problems if problem.page == page.name)
            programs = [build.site.showings[origin].program for origin in sorted(origins, key=str)]
            # What MkDocs made of it also says what it took from elsewhere, as a definition of the glossary.
            state = hash((page.text, file.page.content, around, *wrong, *programs))
            if self._states.get(name) == state and not origins & set(build.ran):
                file.is_modified = lambda: False
            self._states[name] = state

    def forget(self, name: str) -> None:
        """A page that is not yet what it should be."""
        self._states.pop(name, None)


def _theme_files(config: MkDocsConfig) -> Iterator[Path]:
    """The files that change every page: the configuration and the site's own templates."""
    yield Path(config.config_file_path)
    if config.theme.custom_dir:
        yield from (path for path in Path(config.theme.custom_dir).rglob("*") if path.is_file())
