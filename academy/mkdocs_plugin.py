"""The engine for MkDocs: pages go in as Markdown, outputs come back in as HTML.

MkDocs converts all pages first and writes them afterwards. So a page is converted with a word in
the place of each output, while the programs still run, and the words give way to outputs when the
page is written. The site is made beside the old one, whose files give way to its when all went well.
"""

import contextlib
import fcntl
import hashlib
import logging
import os
import posixpath
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import click
from material.plugins.search.plugin import SearchPlugin
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from watchdog.observers.polling import PollingObserver

from academy import lessons, notebooks, render, run
from academy.lessons import Lessons
from academy.mkdocs_cache import Kept, hasten_templates
from academy.parse import Block
from academy.problems import BadInput, Problem
from academy.proof import Proofs, anchor
from academy.settings import Limits, Settings, from_config

log = logging.getLogger("mkdocs.plugins.academy")

_WORD = r"ACADEMY[0-9a-f]{16}OUTPUT"  # stands for the output of a block while MkDocs converts the page
_WORDS = re.compile(rf"<p>\s*({_WORD})\s*</p>|({_WORD})")  # Markdown makes a paragraph of it


class Options(Config):  # type: ignore[misc]  # mkdocs is untyped here
    """The plugin's options in mkdocs.yml: what one program may take."""

    seconds = config_options.Type((int, float), default=Limits.seconds)
    memory_gib = config_options.Type((int, float), default=Limits.memory / 2**30)
    output_mib = config_options.Type((int, float), default=Limits.output / 2**20)


class AcademyPlugin(BasePlugin[Options]):  # type: ignore[misc]  # as above
    """One build; under `mkdocs serve` one build after the other, with the server of forks kept."""

    lessons: Lessons
    early: Lessons | None
    settings: Settings
    kept: Kept
    serving = False
    in_place = False
    site: MkDocsConfig
    target: Path  # where the site belongs
    made: Path | None = None  # where it is made, if elsewhere
    finished = False
    project_figures: dict[str, str]
    states: dict[str, int]  # under `mkdocs serve`: what each page was made of

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.serving = command == "serve"
        context = click.get_current_context(silent=True)
        self.in_place = self.serving or (context is not None and context.info_name == "serve")  # `serve --clean`: build
        self.states = {}
        if self.serving:  # what MkDocs warns of does not hold here: every page is read, only its writing is spared
            logging.getLogger("mkdocs.commands.build").addFilter(
                lambda record: not record.getMessage().startswith("A 'dirty' build")
            )

    @event_priority(100)  # type: ignore[untyped-decorator]  # before another plugin asks for a template
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        try:
            self.settings = from_config(config, self.config, Path(config.config_file_path))
        except ValueError as error:
            raise PluginError(str(error)) from error
        if (config.mdx_configs.get("pymdownx.superfences") or {}).get("disable_indented_code_blocks"):
            raise PluginError(
                "mkdocs.yml: expected pymdownx.superfences without `disable_indented_code_blocks`, found it: "
                "the engine takes an indented fence for an example, which would stand there as a block that never ran"
            )
        hasten_templates(config.theme, self.settings.store / "templates")
        self.site, self.target = config, Path(config.site_dir).resolve()
        self.finished = False
        if not self.in_place:
            self.made = _building(self.target)
            config.site_dir = str(self.made)
        os.environ.setdefault("SOURCE_DATE_EPOCH", "315532800")  # no date of a build enters the site
        try:
            notebooks.settle(config.plugins.get("mkdocs-jupyter"), self.settings, run.RECORDED)
        except BadInput as error:
            raise PluginError(str(error)) from error
        self.project_figures = {}
        self.early = self._load_early()
        return config

    def _load_early(self) -> Lessons | None:
        """MkDocs first collects its files; meanwhile the server of forks can import, if a program will run."""
        try:
            found = lessons.load(self.settings, lessons.read_pages(self.settings))
        except BadInput:
            return None  # said again when MkDocs has the pages
        found.prepare()
        return found

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        level = InclusionLevel.is_in_serve if self.serving else InclusionLevel.is_included
        found = [file for file in files.documentation_pages(inclusion=level) if file.src_uri.endswith(lessons.PAGES)]
        pages = {self._page_name(file): file for file in found}
        unreadable: list[Problem] = []
        texts = {name: _text(file, name, unreadable) for name, file in pages.items()}
        if unreadable and not self.serving:
            raise PluginError(str(BadInput(unreadable)))
        if self.early and {name: lesson.text for name, lesson in self.early.pages.items()} == texts:
            self.lessons = self.early
        else:  # another plugin has made or taken away a page
            self.lessons = lessons.load(self.settings, texts)
        self.lessons.problems += unreadable
        self.lessons.start(report=_reporter())
        self.kept = Kept(self.settings.store / "pages", config, files)
        finder = config.plugins.get("search") or config.plugins.get("material/search")
        if isinstance(finder, SearchPlugin) and finder.config.enabled:
            self.kept.keep_entries(finder.search_index)
        if self.serving:
            for file in pages.values():  # also under --dirty: the navigation needs the title of each
                file.is_modified = lambda: True
        return nav

    def _pass_over_unchanged(self, files: Files, config: MkDocsConfig) -> None:
        """Under `mkdocs serve --dirty`: a page is written again with its programs, and all are with the theme."""
        theme = sorted((str(path), path.stat().st_mtime_ns) for path in _theme_files(config))
        pages = [file for file in files.documentation_pages(inclusion=InclusionLevel.is_in_serve) if file.page]
        around = str((theme, [(file.url, file.page.title) for file in pages]))
        for file in pages:
            lesson = self.lessons.pages.get(self._page_name(file))
            if lesson is None or file.page.meta.get("template"):  # which may show more than its page
                continue
            keys = {block.program for block in lesson.blocks}
            wrong = sorted(problem for problem in self.lessons.problems if problem.page == lesson.page)
            state = hash((lesson.text, around, *wrong, *(self.lessons.plan.programs[key] for key in sorted(keys))))
            if self.states.get(file.src_uri) == state and not keys & set(self.lessons.ran):
                file.is_modified = lambda: False
            self.states[file.src_uri] = state

    def on_page_read_source(self, *, page: Page, **_: Any) -> str | None:
        lesson = self.lessons.pages.get(self._page_name(page.file))
        if lesson is None:
            return None
        words = {block: _word(block) for block in lesson.blocks}
        return render.render(lesson, lambda block: [words[block]])

    @event_priority(-100)  # type: ignore[untyped-decorator]  # after other plugins changed the text
    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        self.kept.keep(page)
        return markdown

    def on_page_content(self, html: str, *, page: Page, files: Files, **_: Any) -> str:
        if not page.file.src_uri.endswith(notebooks.SUFFIXES):
            return html
        source = Path(page.file.abs_src_path)
        project = notebooks.Project(source, self._asset(page), lambda href: _link(href, page, files))
        html = project.page(html)
        page.meta.setdefault("description", notebooks.description(source))
        for problem in project.problems:
            log.warning("%s: %s", page.file.src_uri, problem)
        self.project_figures |= project.figures
        return html

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files, **_: Any) -> Any:
        env.globals["proofs"] = Proofs(self.lessons, self.settings.name(self.settings.docs))
        env.globals["serving"] = self.serving
        if self.serving:
            self._pass_over_unchanged(files, config)
        elif self.lessons.problems:
            self._check(None)
        return env

    @event_priority(100)  # type: ignore[untyped-decorator]  # before search reads the page
    def on_page_context(self, context: Any, *, page: Page, **_: Any) -> Any:
        name = self._page_name(page.file)
        if name in self.lessons.pages:
            problems = self._problems(name)
            blocks = self.lessons.pages[name].blocks
            opening = {block.program: block for block in reversed(blocks)}.values()
            anchors = {block: anchor(block) for block in opening}
            outputs = {_word(block): self._output(block, page, problems, anchors.get(block, "")) for block in blocks}
            content = _WORDS.sub(lambda found: outputs.get(found[1] or found[2], found[0]), page.content)
            page.content = "".join(map(render.problem_html, problems)) + content
        return context

    def _problems(self, name: str) -> list[Problem]:
        """The problems of a page, for it to show while it is being written; a build ends with them."""
        if not self.serving:
            self._check(name)
            return []
        try:
            problems = self.lessons.problems_of(name)
        except run.RunError as error:  # this machine's fault, and no page's
            raise PluginError(str(error)) from error
        for problem in problems:
            log.error("%s", problem)
        return problems

    @event_priority(-100)  # type: ignore[untyped-decorator]  # after the other plugins wrote theirs
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if not self.serving:
            self._check(None)
        lessons.write_files(self.lessons, Path(config.site_dir), self.project_figures)
        self.finished = True

    def on_serve(self, server: LiveReloadServer, **_: Any) -> LiveReloadServer:
        """See a save at once, also of a snippet: MkDocs looks every half second, and waits a tenth for more."""
        watched = list(server._watched_paths)  # the theme too, if asked for
        for path in watched:
            server.unwatch(path)
        server.observer = PollingObserver(timeout=0.1)
        server.build_delay = 0.03
        if self.settings.snippets.is_dir():
            watched.append(str(self.settings.snippets))
        for path in watched:
            server.watch(path)
        return server

    def on_build_error(self, *, error: Exception) -> None:
        self.finished = False
        if hasattr(self, "lessons"):
            self.lessons.cancel()

    def on_shutdown(self) -> None:
        if hasattr(self, "lessons"):
            self.lessons.cancel()  # else an interrupted build goes on
        run.stop()
        if self.made:
            if self.finished:
                _replace(self.target, self.made)
            shutil.rmtree(self.made.parent, ignore_errors=True)
            self.site.site_dir = str(self.target)  # from where `mkdocs gh-deploy` takes it now

    def _page_name(self, file: File) -> str:
        return self.settings.name(self.settings.docs / file.src_uri)

    def _check(self, name: str | None) -> None:
        try:
            self.lessons.check(None if name is None else [name])
        except (BadInput, run.RunError) as error:
            raise PluginError(str(error)) from error

    def _asset(self, page: Page) -> Any:
        return lambda name: get_relative_url(f"figures/{name}", page.url)

    def _output(self, block: Block, page: Page, problems: list[Problem], anchor: str) -> str:
        """What stands below a block: its output, and in a preview its problems, which leave the list."""
        own = [problem for problem in problems if block.fence.line <= problem.line <= block.fence.end]
        for problem in own:
            problems.remove(problem)
        html = "".join(map(render.problem_html, own))
        if block.program not in self.lessons.recordings:
            return html
        shown = self.lessons.shown(block)
        said = any(shown.traceback and shown.traceback in problem.detail for problem in own)
        result = replace(shown.result, failure=None) if said else shown.result
        return html + render.as_html(block, result, shown.traceback, self._asset(page), anchor)


def _theme_files(config: MkDocsConfig) -> Iterator[Path]:
    """The files that change every page: the configuration and the site's own templates."""
    yield Path(config.config_file_path)
    if config.theme.custom_dir:
        yield from (path for path in Path(config.theme.custom_dir).rglob("*") if path.is_file())


def _text(file: File, name: str, unreadable: list[Problem]) -> str:
    try:
        return str(file.content_string)
    except UnicodeDecodeError as error:
        unreadable.append(lessons.not_utf8(name, error))
        return bytes(file.content_bytes).decode("utf-8", errors="replace")


def _word(block: Block) -> str:
    return "ACADEMY" + hashlib.sha256(block.place.encode()).hexdigest()[:16] + "OUTPUT"


def _link(href: str, page: Page, files: Files) -> str:
    """A notebook's link to another source file as the link to its page; a warning if there is none."""
    path, mark, anchor = href.partition("#")
    if not path or "://" in path or path.startswith("mailto:"):
        return href
    uri = posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), path))
    file = files.get_file_from_path(uri)
    if file is None:
        log.warning("%s: the link '%s' leads to no file of the site", page.file.src_uri, href)
        return href
    return f"{file.url_relative_to(page.file)}{mark}{anchor}"


def _building(target: Path) -> Path:
    """The folder in which this process makes the site; those of processes that are gone are removed."""
    prefix = f".{target.name}-"
    for old in target.parent.glob(f"{prefix}*"):
        pid = old.name.removeprefix(prefix)
        if pid.isdigit() and (int(pid) == os.getpid() or not _alive(int(pid))):
            shutil.rmtree(old, ignore_errors=True)
    return target.parent / f"{prefix}{os.getpid()}" / "new"


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _replace(target: Path, made: Path) -> None:
    """Put the made site into the target by renames, entry by entry: the folder may be a mount, or served by others.

    What is hidden there stays, as MkDocs keeps it: it may be the repository that publishes the site.
    """
    old = made.with_name("old")
    old.mkdir()
    target.mkdir(parents=True, exist_ok=True)
    place = os.open(target, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # a disk may know no locks
            fcntl.flock(place, fcntl.LOCK_EX)  # another build may end just now
        for path in list(target.iterdir()):
            if not path.name.startswith(".") or (made / path.name).exists():
                shutil.move(path, old)
        for path in list(made.iterdir()):
            shutil.move(path, target)
    finally:
        os.close(place)


def _reporter() -> lessons.Report:
    """A progress bar on a terminal, a line for each program elsewhere."""
    if not sys.stderr.isatty() or not log.isEnabledFor(logging.INFO):
        return lambda done, total, text: log.info(text)
    bar: Any = None

    def report(done: int, total: int, text: str) -> None:
        nonlocal bar
        if bar is None:
            bar = click.progressbar(length=total, label=text, file=sys.stderr)
        bar.update(done - bar.pos)
        if done == total:
            bar.render_finish()

    return report
