"""The engine for MkDocs: pages go in as Markdown, outputs come back in as HTML.

MkDocs converts all pages first and writes them afterwards. So the programs run meanwhile, and a page waits for its own
when it is written.
"""

import logging
import os
import shutil
from functools import partial
from pathlib import Path
from typing import Any, Literal

import click
from material.plugins.search.plugin import SearchPlugin
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.meta import get_data

from academy.build import Build, build_of
from academy.judge.proof import Proofs
from academy.mkdocs import addresses, assets, glossary, moved, published
from academy.mkdocs.config import Options, settings_of
from academy.mkdocs.folders import building, put_in_place
from academy.mkdocs.formulas import FormulaPages
from academy.mkdocs.kept import Kept, hasten_templates
from academy.mkdocs.lines import with_lines
from academy.mkdocs.preview import Preview, Written, hush_dirty_builds, latest_first
from academy.mkdocs.progress import reporter
from academy.mkdocs.projects import Projects
from academy.mkdocs.words import fill_files, has_words, with_outputs, with_words
from academy.page.files import PAGES, not_utf8
from academy.problems import BadInput, Problem
from academy.publish.downloads import Downloads
from academy.publish.files import pictures_of, recordings_of, write_files
from academy.publish.markdown import write_pages
from academy.publish.outputs import Address
from academy.run import client
from academy.settings import Settings

log = logging.getLogger("mkdocs.plugins.academy")


class AcademyPlugin(BasePlugin[Options]):  # type: ignore[misc]  # as above
    """One build; under `mkdocs serve` one build after the other, with the server of forks kept."""

    build: Build
    early: Build | None = None  # before MkDocs has the pages
    settings: Settings
    kept: Kept
    formulas: FormulaPages
    site: MkDocsConfig
    target: Path  # where the site belongs
    made: Path | None = None  # where it is made, if elsewhere
    finished = False
    projects: Projects
    typed: dict[str, int]  # texts that a page shows as code and none of its programs has
    builds: list[tuple[Build, Downloads]]  # those of the site
    written: Written
    preview: Preview
    pages: dict[str, File]  # the files of the engine's pages, by the names of these
    downloads: Downloads

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.serving = command == "serve"
        context = click.get_current_context(silent=True)
        self.in_place = self.serving or (context is not None and context.info_name == "serve")  # `serve --clean`: build
        self.written, self.projects, self.preview = Written(), Projects(), Preview()
        if self.serving:
            hush_dirty_builds()

    @event_priority(100)  # type: ignore[untyped-decorator]  # before another plugin asks for a template
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        assets.complete(config)
        try:
            self.settings = settings_of(config, self.config)
        except ValueError as error:
            raise PluginError(str(error)) from error
        hasten_templates(config.theme, self.settings.store / "templates")
        self.site, self.finished = config, False
        if config.site_dir != str(self.made):  # else another plugin builds once more, as for each language
            self.target, self.builds = Path(config.site_dir).resolve(), []
            if not self.in_place:
                self.made = building(self.target)
                config.site_dir = str(self.made)
        os.environ.setdefault("SOURCE_DATE_EPOCH", "315532800")  # no date of a build enters the site
        self.typed = {}
        self.projects.begin(config.plugins.get("mkdocs-jupyter"), self.settings)
        self.formulas = FormulaPages(self.settings.store / "maths", self.serving, self._source)
        self.early = self._start_early()
        return config

    def _start_early(self) -> Build | None:
        """MkDocs first collects its files; meanwhile the programs can run."""
        try:
            build = build_of(self.settings)
        except BadInput:
            return None  # said again when MkDocs has the pages
        return self._started(build)

    def _started(self, build: Build) -> Build:
        first = latest_first(self.settings.root) if self.serving else None
        build.start(report=reporter(), first=first, earlier=self.early)
        return build

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        assets.add(files, config)
        return files

    @event_priority(-75)  # type: ignore[untyped-decorator]  # after Material's blog has let its posts in
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        level = InclusionLevel.is_in_serve if self.serving else InclusionLevel.is_included
        found = files.documentation_pages(inclusion=level)
        self.pages = {self._name(file): file for file in found if file.src_uri.endswith(PAGES)}
        unreadable: list[Problem] = []
        texts = {name: _text(file, name, unreadable) for name, file in self.pages.items()}
        if unreadable and not self.serving:
            raise PluginError(str(BadInput(unreadable)))
        if self.early and {name: page.text for name, page in self.early.site.pages.items()} == texts:
            self.build = self.early
        else:  # another plugin has made or taken away a page
            self.build = self.early = self._started(build_of(self.settings, texts))
        self.build.problems += [*unreadable, *addresses.shared(files, level, self._name)]
        self.pages |= self.projects.read(found, self._name, self.build.take)
        self.kept = Kept(self.settings.store / "pages", config, files)
        finder = config.plugins.get("search") or config.plugins.get("material/search")
        if isinstance(finder, SearchPlugin) and finder.config.enabled:
            self.kept.keep_entries(finder.search_index)
        if self.serving:
            for file in self.pages.values():  # also under --dirty: the navigation needs the title of each
                file.is_modified = lambda: True
        return nav

    def on_page_read_source(self, *, page: Page, **_: Any) -> str | None:
        found = self.build.site.pages.get(self._name(page.file))
        return with_words(found) if found else None

    def _worded(self, markdown: str, *, page: Page, **_: Any) -> str:
        """A post of Material's blog is read by the blog: it gets its words here."""
        found = self.build.site.pages.get(self._name(page.file))
        if found and not has_words(markdown, found) and markdown == get_data(found.text)[0]:
            page.markdown = markdown = get_data(with_words(found))[0]
        return markdown

    def _keep(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Let a page take what was made of the same text before, when other plugins have changed it."""
        self.kept.keep(page, self.projects.take(page))
        return markdown

    on_page_markdown = CombinedEvent(event_priority(100)(_worded), event_priority(-100)(_keep))

    @event_priority(-50)  # type: ignore[untyped-decorator]  # on what other plugins made of the page
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        if ran := self.projects.outcome(page, config, files):
            self.build.take_outcome(ran)
        html = glossary.with_terms(self._as_published(html, page), files)
        if page.file.src_uri == glossary.SOURCE:
            html = glossary.with_letters(html)
        return self.formulas.wait(html, page)

    def _as_published(self, html: str, page: Page) -> str:
        """The page without the marks of its python fences, which are held against what runs."""
        name, text = self._source(page)
        found = self.build.site.pages.get(name)
        if not (found and found.problems):  # a fence with a mistake is no block
            self.build.problems += published.differences(name, html, found, text)
        self.typed[name] = published.typed(html)
        return published.without_marks(html)

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files, **_: Any) -> Any:
        docs = self.settings.name(self.settings.docs)
        shown = self.build.shown_so_far if self.serving else self.build.shown
        env.globals["proofs"] = Proofs(self.build.site, shown, self.settings.root, docs, self.typed)
        env.globals["serving"] = self.serving
        addresses = {f"{docs}/{file.src_uri}": file.dest_uri for file in files}
        home, extensions = str(config.site_url or ""), self.settings.extensions
        self.downloads = Downloads(self.build.site, self.build.outcome, docs, addresses, home, extensions)
        self.builds.append((self.build, self.downloads))
        env.globals["downloads"] = None if self.serving else self.downloads  # a preview writes none
        self.build.problems += [*moved.problems(self.pages, files, config), *self.downloads.problems()]
        self.formulas.check()
        assets.add_needed(
            files,
            config,
            formulas=self.formulas.found,
            questions=any(page.asks for page in self.build.site.pages.values()),
            terms=files.get_file_from_path(glossary.SOURCE),
        )
        if self.serving:
            self.preview.follow(self.build)
            self.written.pass_over_unchanged(self.pages, self.build, config)
        elif self.build.problems:
            self._check(None)
        return env

    @event_priority(100)  # type: ignore[untyped-decorator]  # before search reads the page
    def on_page_context(self, context: Any, *, page: Page, **_: Any) -> Any:
        if found := self.build.site.pages.get(self._name(page.file)):
            problems = self._problems(found.name)
            address = _address(page)
            around = (lambda block: ("", "")) if self.serving else partial(self.downloads.html, address=address)
            page.content = with_outputs(page.content, found, self.build, problems, address, around)
        return context

    def on_post_page(self, output: str, *, page: Page, **_: Any) -> str:
        return self.formulas.show(assets.completed(with_lines(output), page.url), page)

    def _problems(self, name: str) -> list[Problem]:
        """The problems of a page, for it to show while it is being written; a build ends with them."""
        if not self.serving:
            self._check(name)
            return []
        if not self.build.wait(0, [name]):  # it is shown as it is, and written again
            self.written.forget(name)
        try:
            problems = self.build.problems_of(name)
        except client.RunError as error:  # this machine's fault, and no page's
            raise PluginError(str(error)) from error
        for problem in problems:
            log.error("%s", problem)
        return problems

    @event_priority(-99)  # type: ignore[untyped-decorator]  # after others wrote theirs, before one that builds anew
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        folder, builds = Path(config.site_dir), [build for build, _ in self.builds]
        if not self.serving:
            self._check(None)
            for build, downloads in self.builds:
                pages, home = build.site.pages.values(), downloads.home
                write_pages(folder, pages, build.shown, downloads.addresses, self.settings.extensions, home)
                downloads.write(folder)
        blocks = {block: build for build in builds for page in build.site.pages.values() for block in page.blocks}
        fill_files(folder, blocks, lambda block: blocks[block].shown_so_far(block))
        arrived = {
            origin: build.outcome(origin) for build in builds for origin in build.outcomes if build.has_arrived(origin)
        }
        moved.write(self.pages.values(), config)
        pictures = pictures_of(shown for build in builds for shown in build.all_shown())
        write_files(folder, pictures, recordings_of(arrived.values()))
        self.finished = True

    def on_serve(self, server: LiveReloadServer, **_: Any) -> LiveReloadServer:
        self.preview.serve(server, self.settings)
        return server

    def on_build_error(self, *, error: Exception) -> None:
        self.finished = False
        self._cancel()

    def on_shutdown(self) -> None:
        self._cancel()  # else an interrupted build goes on
        if not self.finished:  # else nothing runs, and a next build in this process takes the same server
            client.stop()
        if self.made:
            if self.finished:
                put_in_place(self.target, self.made)
            shutil.rmtree(self.made.parent, ignore_errors=True)
            self.site.site_dir = str(self.target)  # from where `mkdocs gh-deploy` takes it now

    def _cancel(self) -> None:
        if self.early:
            self.early.cancel()

    def _source(self, page: Page) -> tuple[str, str]:
        """The name of a page, and its text as its author wrote it."""
        found = self.build.site.pages.get(name := self._name(page.file))
        return name, found.text if found else str(page.markdown)

    def _name(self, file: File) -> str:
        return self.settings.name(self.settings.docs / file.src_uri)

    def _check(self, name: str | None) -> None:
        try:
            self.build.check(None if name is None else [name])
        except (BadInput, client.RunError) as error:
            raise PluginError(str(error)) from error


def _text(file: File, name: str, unreadable: list[Problem]) -> str:
    try:
        return str(file.content_string)
    except UnicodeDecodeError as error:
        unreadable.append(not_utf8(name, error))
        return bytes(file.content_bytes).decode("utf-8", errors="replace")


def _address(page: Page) -> Address:
    return lambda name: str(get_relative_url(name, page.url))
