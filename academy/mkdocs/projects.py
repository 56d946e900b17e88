"""Project notebooks: mkdocs-jupyter says which pages they are, runs them and keeps what a run left.

Its HTML carries half a megabyte of JupyterLab's styles a page, its cache knows neither versions, nor imports, nor data.
So the engine takes from it the notebook that was run, in a cache whose path holds all that can change an output; the
page is made as a lesson's is.
"""

import ast
import copy
import hashlib
import os
import re
import shutil
import sysconfig
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from html import escape, unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor

from academy.judge.outcome import Outcome
from academy.mkdocs import notebooks, runs
from academy.mkdocs.notebooks import SUFFIXES, Notebook
from academy.mkdocs.runs import Stopped
from academy.page import blocks
from academy.page.files import PAGES
from academy.recording import environment
from academy.run import client
from academy.run.texts import Texts
from academy.run.workplace import Workplace
from academy.settings import Settings
from academy.store import engine_hash

Convert = Callable[..., None]
_KERNEL = Path(__file__).with_name("kernel.py")
# Sockets at an absolute path, since a notebook's kernel and MkDocs may run in two folders; and at a short one.
_JUPYTER = """\
import os, tempfile
c.KernelManager.transport = "ipc"
c.KernelManager.ip = os.path.join(tempfile.gettempdir(), f"academy-kernel-{os.getpid()}")
"""
_SECONDS = 300  # for one cell
_TAG = re.compile(
    r"""<!--.*?-->|(?P<before><(?:a|img|video|audio|source|iframe)\b[^>]*?\s(?:href|src)\s*=\s*(?P<mark>["']))"""
    r"(?P<address>.*?)(?P=mark)",
    re.DOTALL | re.IGNORECASE,
)


class Projects:
    """The notebooks of a build; under `mkdocs serve`, of one build after the other."""

    def __init__(self) -> None:
        self._stopped: dict[tuple[str, bytes], Stopped] = {}  # a preview does not run them again

    def begin(self, plugin: BasePlugin | None, settings: Settings) -> None:
        """A build begins: with mkdocs-jupyter, or with no notebooks."""
        self._settings, self._plugin, self._options = settings, plugin, plugin.config if plugin else {}
        self._read: dict[str, Notebook] = {}
        self._run: dict[str, Convert] = {}  # given what to write on, MkDocs' settings and its files
        if plugin:
            settle(plugin.config, settings)

    def read(
        self, files: Iterable[File], name_of: Callable[[File], str], take: Callable[[blocks.Page], None]
    ) -> dict[str, File]:
        """Let a build take the pages of the notebooks among these files; those, by their names."""
        found = [file for file in files if file.src_uri.endswith(SUFFIXES) and self._is_theirs(file)]
        for file in found:
            path, hidden = Path(file.abs_src_path), self._tags("remove_cell_tags")
            book = self._read[file.src_uri] = notebooks.read(path, name_of(file), self._settings.extensions, hidden)
            take(book.page)
        return {name_of(file): file for file in found}

    def _is_theirs(self, file: File) -> bool:
        return bool(self._plugin and self._plugin.should_include(file))

    def take(self, page: Page) -> bool:
        """Let MkDocs convert the page of a notebook, and keep for later what runs it; whether it is one."""
        if is_mine := page.file.src_uri in self._read:
            self._run[page.file.src_uri] = vars(page).pop("render").__func__
            page.render = partial(convert, page)
        return is_mine

    def outcome(self, page: Page, config: MkDocsConfig, files: Files) -> Outcome | None:
        """What the run of a notebook means for its page; None for any other page. What is no Python does not run."""
        book = self._read.get(page.file.src_uri)
        if book is None:
            return None
        if book.page.problems:
            return Outcome(book.showing, ())
        place = self._settings.store / "jupyter"
        texts = Texts.of(Workplace(place, place, self._settings.root))
        ran = self._kept_or_run(page, config, files)
        return runs.outcome(
            book,
            ran,
            lambda text: texts.read(text.encode("utf-8", "backslashreplace")),
            self._tags("remove_all_outputs_tags"),
            [(self._settings.name(path), "") for path in needed(Path(page.file.abs_src_path), self._settings.root)],
        )

    def _tags(self, option: str) -> list[str]:
        return list(self._options["remove_tag_config"].get(option, ()))

    def _kept_or_run(self, page: Page, config: MkDocsConfig, files: Files) -> Any:
        import nbformat

        key = self._options["cache_dir"], page.file.content_bytes
        if key not in self._stopped:
            made = SimpleNamespace()  # mkdocs-jupyter would write on the page
            run = self._run[page.file.src_uri]
            try:
                in_settled_kernels(run, self._settings, client.RECORDED)(made, config, files)
                return nbformat.reads(made.content, as_version=4)
            except Stopped as stopped:
                self._stopped[key] = stopped
        return self._stopped[key]


def convert(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Convert a page as MkDocs does; what it writes as HTML leads to the site's files too, as in every notebook."""
    links = _HtmlLinks(_RelativePathTreeprocessor(page.file, files, config))
    own = copy.copy(config)
    own["markdown_extensions"] = [*config.markdown_extensions, links]
    Page.render(page, own, files)
    here, there = page.links_to_anchors or {}, links.to.links_to_anchors
    page.links_to_anchors = {file: here.get(file, {}) | there.get(file, {}) for file in here | there}
    if not page._title_from_render:  # a notebook may begin with code
        page._title_from_render = next((item.title for item in page.toc if item.level == 1), None)


class _HtmlLinks(Extension):
    """Gives links and pictures that are written as HTML their addresses, and checks them as MkDocs does others."""

    def __init__(self, to: _RelativePathTreeprocessor) -> None:
        super().__init__()
        self.to, self._done = to, 0

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the name that Python-Markdown calls
        stash = Postprocessor(md)
        stash.run = lambda text: self._in_stash(md, text)  # type: ignore[method-assign]  # it needs no class
        md.postprocessors.register(stash, "academy_links", 31)  # before all HTML comes back into the page (30)

    def _in_stash(self, md: Markdown, text: str) -> str:
        stash = md.htmlStash.rawHtmlBlocks
        for number in range(self._done, len(stash)):  # a page is processed several times, as for its contents
            if isinstance(html := stash[number], str):
                stash[number] = _TAG.sub(self._link, html)
        self._done = len(stash)
        return text

    def _link(self, found: re.Match[str]) -> str:
        address = found["address"]
        if address is None or address.startswith("#__"):  # a comment, or a line of code
            return found[0]
        return f"{found['before']}{escape(self.to.path_to_url(unescape(address)))}{found['mark']}"


def settle(options: Config, settings: Settings) -> None:
    """Give mkdocs-jupyter a cache for exactly this environment and these files."""
    base = settings.root / ".cache" / "mkdocs-jupyter"
    found = sorted({path for pattern in options["include"] for path in settings.docs.rglob(pattern)})
    cache = base / _digest(
        [path for path in found if path.suffix in SUFFIXES and not _is_hidden(path, settings.docs)], settings
    )
    options["cache_dir"] = str(cache)
    for old in base.glob("*"):
        if old != cache and old.is_dir():
            shutil.rmtree(old, ignore_errors=True)


def in_settled_kernels(convert: Convert, settings: Settings, variables: dict[str, str]) -> Convert:
    """mkdocs-jupyter's conversion of a notebook, which only runs it: in kernels with these variables and our settings.

    MkDocs keeps its own.
    """
    from mkdocs_jupyter import convert as theirs

    home = settings.store / "jupyter"
    changed = {**variables, "JUPYTER_CONFIG_DIR": str(home), "IPYTHONDIR": str(home)}

    def settled(*arguments: Any) -> None:
        _write(home / "jupyter_nbconvert_config.py", _JUPYTER)
        _write(home / "profile_default" / "ipython_kernel_config.py", _KERNEL.read_text(encoding="utf-8"))
        before = {name: os.environ.get(name) for name in changed}
        to_html = theirs.nb2html
        os.environ.update(changed)
        theirs.nb2html = partial(_executed, settings.root)
        try:
            convert(*arguments)
        finally:
            theirs.nb2html = to_html
            for name, value in before.items():
                os.environ.pop(name)
                if value is not None:
                    os.environ[name] = value

    return settled


def _executed(root: Path, path: str, execute: bool = False, kernel_name: str = "", **_: Any) -> str:
    """A notebook with its outputs, as JSON. Stopped at a cell that fails, and is not said to."""
    import nbformat
    from mkdocs_jupyter.convert import get_nbconvert_app
    from nbconvert.preprocessors import ExecutePreprocessor

    notebook = notebooks.load(Path(path))
    if execute:
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        begun = [0]
        app = get_nbconvert_app(execute=True, kernel_name=kernel_name, allow_errors=False)
        run = ExecutePreprocessor(
            config=app.config, timeout=_SECONDS, on_cell_start=lambda cell, cell_index: begun.append(cell_index)
        )
        folder = Path(path).parent if path.endswith(".ipynb") else root
        try:
            run.preprocess(notebook, {"metadata": {"path": str(folder)}})
        except Exception as error:  # of the cell, of its kernel, or no kernel at all
            raise Stopped(notebook, begun[-1], error) from error
    return str(nbformat.writes(notebook))


def _write(path: Path, text: str) -> None:
    """Write a file that is not there yet: the kernel of another build may read it now."""
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _digest(found: list[Path], settings: Settings) -> str:
    """The hash of all but the notebooks themselves that can change an output of theirs."""
    installed = sorted(name for name in os.listdir(sysconfig.get_path("purelib")) if name.endswith(".dist-info"))
    known = hashlib.sha256(repr((environment(), installed, engine_hash())).encode())
    files = {path for notebook in found for path in _imported(notebook, settings.root, set())}
    files |= {path for notebook in found for path in _beside(notebook.parent)} - set(found)
    for path in [_KERNEL, Path(__file__), *sorted(files)]:
        known.update(repr((os.path.relpath(path, settings.root), path.read_bytes())).encode())
    return known.hexdigest()[:16]


def needed(notebook: Path, root: Path) -> list[Path]:
    """The files of the repository without which a notebook may not run: what it imports, and the data in its folder
    whose name, or how that ends, stands in it.
    """
    text = notebook.read_text(encoding="utf-8", errors="replace")
    beside = (path for path in _beside(notebook.parent) if path.suffix not in SUFFIXES)
    return [*_imported(notebook, root, set()), *(path for path in beside if (path.suffix or path.name) in text)]


def _beside(folder: Path) -> Iterator[Path]:
    """The data in a notebook's folder, at any depth; a page is none."""
    for path in folder.rglob("*"):
        if path.is_file() and not _is_hidden(path, folder) and path.suffix not in PAGES:
            yield path


def _is_hidden(path: Path, folder: Path) -> bool:
    """Whether it is what Python or Jupyter keep there for themselves."""
    return any(part.startswith(".") or part == "__pycache__" for part in path.relative_to(folder).parts)


def _imported(source: Path, root: Path, seen: set[Path]) -> Iterator[Path]:
    """The modules of the repository that a file imports, at any depth."""
    for name in _import_names(source):
        for folder in (root, source.parent):
            place = folder.joinpath(*name.split("."))
            for path in (place.with_suffix(".py"), place / "__init__.py"):
                if path.is_file() and path not in seen:
                    seen.add(path)
                    yield path
                    yield from _imported(path, root, seen)


def _import_names(source: Path) -> Iterator[str]:
    if source.suffix != ".py":
        return  # an .ipynb's own imports are in its bytes; write projects as .py to have their modules followed
    try:
        tree = ast.parse(source.read_bytes())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return  # whoever runs it says so
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
