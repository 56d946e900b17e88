"""Project notebooks, which mkdocs-jupyter executes and publishes: what it leaves undone.

Its pages carry half a megabyte of JupyterLab's styles each, scripts from a CDN, random ids, links
that nobody rewrites and figures without alt text; its cache does not know of versions, imports and
data. Here a page becomes the same HTML as a lesson's, so that it needs none of that, and all that
can change an output enters the path of the cache.
"""

import ast
import hashlib
import itertools
import logging
import os
import posixpath
import re
import shutil
import sysconfig
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from academy.problems import BadInput, Problem, underlined
from academy.publish.kinds import KINDS, Place, file_name, text_html
from academy.publish.outputs import Address
from academy.recording import PNG, SVG, Output, environment
from academy.run.svg import tidy
from academy.settings import Settings

if TYPE_CHECKING:
    from bs4 import Tag

log = logging.getLogger("mkdocs.plugins.academy")

SUFFIXES = (".py", ".ipynb")
Convert = Callable[..., None]
_STREAMS = {"text/plain": "stdout", "application/vnd.jupyter.stderr": "stderr"}  # as nbconvert marks them
_ALT = re.compile(r"^# alt: (.*)$\n?", re.MULTILINE)
_ALT_HTML = re.compile(r'<span class="c1"># alt: [^<]*</span>\n?')
# Sockets at an absolute path, since a notebook's kernel and MkDocs may run in two folders; and at a short one.
_JUPYTER = """\
import os, tempfile
c.KernelManager.transport = "ipc"
c.KernelManager.ip = os.path.join(tempfile.gettempdir(), f"academy-kernel-{os.getpid()}")
c.ExecutePreprocessor.timeout = 300
"""
_IPYTHON = 'c.InlineBackend.figure_formats = {"svg"}\nc.InlineBackend.print_figure_kwargs = {"bbox_inches": None}\n'


def settle(options: Config, settings: Settings) -> None:
    """Give mkdocs-jupyter a cache for exactly this environment and these files."""
    base = settings.root / ".cache" / "mkdocs-jupyter"
    notebooks = sorted(path for pattern in options["include"] for path in settings.docs.rglob(pattern))
    cache = base / _digest(notebooks, settings)
    options["cache_dir"] = str(cache)
    for old in base.glob("*"):
        if old != cache and old.is_dir():
            shutil.rmtree(old, ignore_errors=True)


def in_settled_kernels(convert: Convert, settings: Settings, variables: dict[str, str]) -> Convert:
    """The conversion of a notebook whose kernels have these variables and our settings; MkDocs keeps its own."""
    home = settings.store / "jupyter"
    theirs = {**variables, "JUPYTER_CONFIG_DIR": str(home), "IPYTHONDIR": str(home)}

    def settled(*arguments: Any) -> None:
        _write(home / "jupyter_nbconvert_config.py", _JUPYTER)
        _write(home / "profile_default" / "ipython_kernel_config.py", _IPYTHON)
        before = {name: os.environ.get(name) for name in theirs}
        os.environ.update(theirs)
        try:
            convert(*arguments)
        finally:
            for name, value in before.items():
                os.environ.pop(name)
                if value is not None:
                    os.environ[name] = value

    return settled


def _write(path: Path, text: str) -> None:
    """Write a file that is not there yet: the kernel of another build may read it now."""
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _digest(notebooks: list[Path], settings: Settings) -> str:
    """The hash of all but the notebooks themselves that can change an output of theirs."""
    installed = sorted(name for name in os.listdir(sysconfig.get_path("purelib")) if name.endswith(".dist-info"))
    known = hashlib.sha256(repr((environment(), installed)).encode())
    files = {path for notebook in notebooks for path in _beside(notebook, settings.root)}
    for path in sorted(files - set(notebooks)):
        known.update(repr((path.relative_to(settings.root).as_posix(), path.read_bytes())).encode())
    return known.hexdigest()[:16]


def _beside(notebook: Path, root: Path) -> Iterator[Path]:
    """The data files in a notebook's folder, and the modules of the repository that it imports, at any depth."""
    yield from (path for path in notebook.parent.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    yield from _imported(notebook, root, set())


def _imported(source: Path, root: Path, seen: set[Path]) -> Iterator[Path]:
    for name in _import_names(source, source.relative_to(root).as_posix()):
        for folder in (root, source.parent):
            place = folder.joinpath(*name.split("."))
            for path in (place.with_suffix(".py"), place / "__init__.py"):
                if path.is_file() and path not in seen:
                    seen.add(path)
                    yield path
                    yield from _imported(path, root, seen)


def _import_names(source: Path, name: str) -> Iterator[str]:
    if source.suffix != ".py":
        return  # an .ipynb's own imports are in its bytes; write projects as .py to have their modules followed
    for node in ast.walk(_parsed(source, name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))


def _parsed(source: Path, name: str) -> ast.Module:
    try:
        return ast.parse(source.read_bytes())
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line, text = getattr(error, "lineno", None) or 1, getattr(error, "text", None) or ""
        message = f"{type(error).__name__}: {getattr(error, 'msg', error)}"
        raise PluginError(str(BadInput([Problem(name, line, message, underlined(text))]))) from error


def _read(source: Path) -> Any:
    import jupytext  # imported by mkdocs-jupyter; a site without notebooks saves it

    return jupytext.read(source)


def _gather_goals(text: "Tag") -> None:
    """Make the card of a lesson of a list that begins with "You will", which a notebook cannot mark up."""
    from bs4 import Tag

    title = next((word.parent for word in text.select("p > strong:only-child") if word.text == "You will"), None)
    if title is not None:
        followers = title.find_next_siblings(["ul", "p"], limit=2)
        title["class"] = "admonition-title"
        card = title.wrap(Tag(name="div", attrs={"class": "admonition goals"}))
        for follower in followers:
            card.append(follower)


def publish(html: str, page: Page, files: Files, address: Address) -> tuple[str, dict[str, Output]]:
    """What mkdocs-jupyter made of a notebook as a lesson's HTML, and its pictures by their names."""
    source = Path(page.file.abs_src_path)
    project = Project(source, address, lambda href: _link(href, page, files))
    html = project.page(html)
    page.meta.setdefault("description", str(_read(source).metadata.get("description", "")))  # for search engines
    for problem in project.problems:
        log.warning("%s: %s", page.file.src_uri, problem)
    return html, project.pictures


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


class Project:
    """One published notebook: its page as a lesson's HTML, and the figures taken out of it."""

    def __init__(self, source: Path, address: Address, link: Callable[[str], str]) -> None:
        code = (cell.source for cell in _read(source).cells if cell.cell_type == "code")
        self._alts = iter([alt for text in code for alt in _ALT.findall(text)])
        self._address, self._link = address, link
        self.pictures: dict[str, Output] = {}
        self.problems: list[str] = []

    def page(self, content: str) -> str:
        """The content that mkdocs-jupyter made, as a lesson's."""
        from bs4 import BeautifulSoup  # a tenth of a second, which a site without notebooks saves

        soup = BeautifulSoup(content, "html.parser")
        cells = soup.select(".jp-Cell[id^='cell-id']")
        html = "\n".join(
            self._markdown(cell) if "jp-MarkdownCell" in cell["class"] else self._code(cell) for cell in cells
        )
        left = list(self._alts)
        self.problems += [f"a text for a figure that no cell draws: # alt: {alt}" for alt in left]
        return html

    def _markdown(self, cell: "Tag") -> str:
        text = cell.select_one(".jp-RenderedMarkdown")
        assert text
        _gather_goals(text)
        for anchor in text.select("a.anchor-link"):
            anchor["class"], anchor["title"] = "headerlink", "Link to this section"
        for anchor in text.select("a[href]:not(.headerlink)"):
            anchor["href"] = self._link(str(anchor["href"]))
        return text.decode_contents().strip()

    def _code(self, cell: "Tag") -> str:
        code = cell.select_one(".highlight-ipynb pre")
        assert code
        shown = _ALT_HTML.sub("", code.decode_contents().strip("\n"))
        html = f'<div class="language-python highlight"><pre><code>{shown}\n</code></pre></div>'
        outputs = cell.select(".jp-OutputArea-output")
        runs = [list(run) for _, run in itertools.groupby(outputs, key=_stream)]
        return html + "".join(self._output(run) for run in runs)

    def _output(self, run: "list[Tag]") -> str:
        """One output, or the pieces of a stream, which a kernel cuts where it happens to be read."""
        if stream := _stream(run[0]):
            return text_html(stream, "".join(_printed(output) for output in run).strip("\n"))
        return "".join(self._shown(output) for output in run)

    def _shown(self, output: "Tag") -> str:
        kind = str(output.get("data-mime-type", ""))
        if image := output.select_one("img[src^='data:image/svg+xml;base64,']"):
            return self._drawn(Output(SVG, tidy(b64decode(_data(image)).decode())))
        if image := output.select_one("img[src^='data:image/png;base64,']"):
            return self._drawn(Output(PNG, _data(image).replace("\n", "")))
        if kind == "text/plain":
            return text_html("stdout", output.get_text().strip("\n"))
        self.problems.append(f"an output of type {kind or 'unknown'}, which the page cannot show: print it or plot it")
        return ""

    def _drawn(self, picture: Output) -> str:
        alt = next(self._alts, "")
        if not alt:
            self.problems.append("a figure without a text: write '# alt: ...' as a line of the cell that draws it")
        name = file_name(picture)
        self.pictures[name] = picture
        return KINDS[picture.mime].html(picture, Place(alt=alt, address=self._address(name)))


def _data(image: "Tag") -> str:
    return str(image["src"]).partition(",")[2]


def _stream(output: "Tag") -> str:
    """The stream that an output is a piece of; empty if it is none."""
    if "jp-OutputArea-executeResult" in (output.parent or output)["class"]:
        return ""
    return _STREAMS.get(str(output.get("data-mime-type")), "")


def _printed(output: "Tag") -> str:
    pre = output.select_one("pre")
    return pre.get_text() if pre else ""
