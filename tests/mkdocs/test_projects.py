"""The course's projects, each executed again by a kernel and compared with its page; what their kernels depend on."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import jupytext
import nbformat
import pytest
from bs4 import BeautifulSoup
from mini import ROOT, write_files
from nbclient import NotebookClient
from traitlets.config import Config

from academy.mkdocs.projects import SUFFIXES, in_settled_kernels, settle
from academy.publish.kinds import file_name
from academy.recording import SVG, Output
from academy.run import client
from academy.run.svg import tidy

PROJECTS = sorted(path.relative_to(ROOT) for end in SUFFIXES for path in (ROOT / "docs").rglob(f"projects/*{end}"))
DRAWN = (
    '%config InlineBackend.figure_formats = ["svg"]\n%config InlineBackend.print_figure_kwargs = {"bbox_inches": None}'
)


@pytest.fixture(scope="module", params=PROJECTS, ids=str)
def project(request, tmp_path_factory) -> tuple[Path, nbformat.NotebookNode]:
    """The notebook and its second run: by a new kernel, with another hash seed and two threads."""
    notebook = jupytext.read(ROOT / request.param)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(DRAWN))
    empty = str(tmp_path_factory.mktemp("jupyter"))  # whoever runs the tests has settings of their own
    variables = {"PYTHONHASHSEED": "7", "OMP_NUM_THREADS": "2", "SOURCE_DATE_EPOCH": "0"}
    variables |= {"IPYTHONDIR": empty, "JUPYTER_CONFIG_DIR": empty}
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as sockets:  # at a short path
        for name, value in (client.RECORDED | variables).items():
            patch.setenv(name, value)
        manager = Config(KernelManager={"transport": "ipc", "ip": f"{sockets}/kernel"})
        NotebookClient(notebook, timeout=300, kernel_name="python3", config=manager).execute()
    return request.param, notebook


def outputs(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def streams(cell: nbformat.NotebookNode) -> list[str]:
    """What a cell prints, in one piece for each run of one stream: a kernel cuts it where it happens to be read."""
    runs = itertools.groupby(cell.get("outputs", []), key=lambda output: output.get("name"))
    return ["".join(output.text for output in run) for name, run in runs if name]


def published(site: Path, source: Path) -> BeautifulSoup:
    page = site / source.relative_to("docs").with_suffix("") / "index.html"
    return BeautifulSoup(page.read_bytes(), "html.parser")


def test_project_prints_what_its_page_shows(site, project):
    source, notebook = project
    printed = [text.strip("\n") for cell in notebook.cells for text in streams(cell)]
    shown = [output.get_text().strip("\n") for output in published(site, source).select(".output-stdout")]
    assert printed == shown and printed


def test_project_draws_what_its_page_shows(site, project):
    source, notebook = project
    drawn = [output.data["image/svg+xml"] for output in outputs(notebook) if output.output_type == "display_data"]
    shown = [image["src"].rpartition("/")[2] for image in published(site, source).select(".output-figure img")]
    assert [file_name(Output(SVG, tidy(svg))) for svg in drawn] == shown and drawn


def test_project_page_is_like_a_lesson(site, project):
    html = published(site, project[0])
    article = html.select_one("article")
    assert not article.select("script:not([src]), style, .jp-Cell, [id^='cell-id']")
    assert all(image["alt"] for image in article.select("img"))
    assert not [link for link in article.select("a[href]:not(.downloads a)") if link["href"].endswith(".md")]
    assert len(article.select(".language-python")) == sum(cell.cell_type == "code" for cell in project[1].cells) - 1


@pytest.fixture
def cache(make_site) -> Callable[..., str]:
    """A function that changes files of a site and names the cache that mkdocs-jupyter then uses for its project."""
    settings = make_site({"p/book.py": "from pack import one\nimport beside", "p/beside.py": "", "p/data.csv": "1"})
    write_files(settings.root, {"pack/__init__.py": "", "pack/one.py": "import two", "two.py": "", "other.py": ""})

    def name(*changed: str) -> str:
        write_files(settings.root, dict.fromkeys(changed, "from pack import one\nimport beside  # changed"))
        options = {"include": ["p/*.py"]}
        settle(options, settings)
        return options["cache_dir"]

    return name


@pytest.mark.parametrize(
    "changed", ["pack/__init__.py", "pack/one.py", "two.py", "docs/p/data.csv", "docs/p/beside.py"]
)
def test_imported_modules_at_any_depth_and_data_change_the_cache(changed, cache):
    assert cache() != cache(changed)


def test_other_modules_pages_and_the_project_itself_leave_the_cache(cache):
    assert cache() == cache("other.py", "docs/p/book.py", "docs/p/page.md", "docs/p/.ipynb_checkpoints/book.py")


def test_kernel_has_our_settings_also_if_the_store_was_cleaned_meanwhile(make_site):
    settings, seen = make_site("# A\n"), []
    settle({"include": []}, settings)
    shutil.rmtree(settings.store, ignore_errors=True)
    before = dict(os.environ)

    def convert() -> None:
        seen.append((os.environ["TZ"], Path(os.environ["IPYTHONDIR"], "profile_default/ipython_kernel_config.py")))

    in_settled_kernels(convert, settings, {"TZ": "Asia/Tokyo"})()
    assert seen[0][0] == "Asia/Tokyo"
    assert '{"svg"}' in seen[0][1].read_text()
    assert dict(os.environ) == before


def test_project_begins_as_a_lesson_does(site, project):
    source, _ = project
    shown = published(site, source)
    assert shown.select_one(".goals > .admonition-title").get_text() == "You will"
    assert shown.select_one(".goals > ul + p").get_text().startswith("You need")
    assert shown.select_one(".proof summary") and shown.select_one(".place")
    assert 50 <= len(shown.select_one('meta[name="description"]')["content"]) <= 160
