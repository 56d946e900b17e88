"""A small site with notebooks: their pages are as good as lessons, and their mistakes are said as those of lessons."""

import json
import re
import shutil
from base64 import b64decode, b64encode
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from mini import build, try_to_build, write_files
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from sites import assert_same, read_page, served, soup

from academy.mkdocs import notebooks, projects, runs
from academy.mkdocs.notebooks import Notebook
from academy.page.fences import STRUCTURE
from academy.publish.outputs import as_html

CONFIG = """\
site_name: Mini
strict: true
theme: {name: material, font: false}
plugins:
  - search
  - academy
  - mkdocs-jupyter: {include: ["*.py", "*.ipynb"], ignore: ["*.md"], execute: true}
markdown_extensions: [footnotes, tables, pymdownx.tabbed: {alternate_style: true}, toc: {permalink: true}]
validation: {anchors: warn}
"""
PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==")
TEXT = """\
# A book

!!! note "Mind"

    A `box` with $x^2$ and a note[^1].

=== "First tab"

    - one

??? tip "Folded"

    | a | b |
    |---|---|
    | 1 | 2 |

![one](pic.png) and <img src="pic.png" alt="two"> and <a href='../index.md#part'>home</a> and `<img src="pic.png">`

<figure>
  <!-- <img src="none.png"> -->
  <img alt="three" src="sub/pic.png">
</figure>

    <img src="indented.png">

[^1]: The note.
"""
LIMITED = """\
# %% [markdown]
# # Limits

# %%
import os
import sys
import warnings

warnings.warn("careful")
print(os.getcwd(), sys.executable, os.path.abspath(os.__file__))
for i in range(3):
    print(f"\\r{i} of 3", end="", file=sys.stderr)
print("\\x1b[31mred\\x1b[0m\\rreed")

# %% [markdown]
# Meant to fail.

# %% tags=["raises-exception"]
import json


def load(text):
    return json.loads(text)


# %% tags=["raises-exception"]
load("{")
print("never")

# %%
object()
"""


def percent(text: str) -> str:
    """A Markdown cell in percent form."""
    return "# %% [markdown]\n" + "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines())


def ipynb(*cells: nbformat.NotebookNode) -> str:
    return nbformat.writes(new_notebook(cells=[*cells]))


def make(root: Path, **files: str | bytes) -> Path:
    """A site with these files below docs/p; `__` stands for the dot in a name."""
    named = {f"docs/p/{name.replace('__', '.')}": text for name, text in files.items()}
    write_files(root, {"mkdocs.yml": CONFIG, "docs/index.md": "# Home\n\n## Part\n", **named})
    return root


def problems(root: Path) -> str:
    """What ends the build of a site."""
    status, said = try_to_build(root)
    assert status == 1 and "Traceback" not in said.partition("problem")[0]
    assert not (root / "site").exists()
    return said


def read(tmp_path: Path, name: str, text: str) -> Notebook:
    write_files(tmp_path, {name: text})
    return notebooks.read(tmp_path / name, f"docs/{name}", STRUCTURE)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A site with a notebook of each form, built once; not to be changed."""
    front = "---\ndescription: As lessons have it.\n---"
    book = ipynb(new_raw_cell(front), new_markdown_cell(TEXT), new_code_cell("\n\nimport warnings\nwarnings.warn('x')"))
    text = f"# ---\n# description: As lessons have it.\n# ---\n\n{percent(TEXT)}\n# %%\nprint('here')\n"
    root = make(tmp_path_factory.mktemp("books"), text__py=text, limits__py=LIMITED, book__ipynb=book)
    write_files(root / "docs/p", {"pic.png": PNG, "sub/pic.png": PNG})
    build(root)
    return root


@pytest.mark.parametrize("name", ["text", "book"])
def test_text_is_converted_as_that_of_a_lesson(built, name):
    article = soup(built, f"p/{name}/index.html").select_one("article")
    assert article.select_one(".admonition.note .admonition-title").get_text() == "Mind"
    assert article.select_one(".admonition .katex") and article.select_one(".footnote")
    assert article.select_one(".tabbed-labels label").get_text() == "First tab"
    assert article.select_one("details.tip td").get_text() == "1"
    assert article.select_one("h1 > a.headerlink")["href"] == "#a-book"


@pytest.mark.parametrize("name", ["text", "book"])
def test_pictures_and_links_lead_to_files_of_the_site(built, name):
    article = soup(built, f"p/{name}/index.html").select_one("article")
    shown = {image["alt"]: image["src"] for image in article.select("img")}
    assert shown == {"one": "../pic.png", "two": "../pic.png", "three": "../sub/pic.png"}
    assert article.find("a", string="home")["href"] == "../../#part"
    assert '<img src="pic.png">' in article.get_text() and '<img src="indented.png">' in article.get_text()


@pytest.mark.parametrize("name", ["text", "book"])
def test_front_matter_is_that_of_a_lesson(built, name):
    page = soup(built, f"p/{name}/index.html")
    assert page.select_one('meta[name="description"]')["content"] == "As lessons have it."
    assert page.title.get_text() == "A book - Mini"
    assert "description:" not in page.select_one("article").get_text()


def test_output_names_no_path_of_the_machine_and_reads_as_in_a_terminal(built):
    outputs = soup(built, "p/limits/index.html").select(".output-stdout, .output-stderr")
    assert [(output["class"][1], output.get_text()) for output in outputs] == [
        ("output-stderr", 'docs/p/limits.py:9: UserWarning: careful\n  warnings.warn("careful")\n'),
        ("output-stdout", ". bin/python os.py\n"),
        ("output-stderr", "2 of 3\n"),
        ("output-stdout", "reed\n"),
    ]


def test_warning_of_a_notebook_file_names_the_line_of_its_cell(built):
    shown = soup(built, "p/book/index.html").select_one(".output-stderr").get_text()
    assert shown == "docs/p/book.ipynb, cell 3:4: UserWarning: x\n  warnings.warn('x')\n"


def test_cell_that_may_fail_shows_its_traceback_as_a_lesson_does(built):
    error = soup(built, "p/limits/index.html").select_one(".output-error")
    assert error.select_one("pre").get_text().splitlines() == [
        "Traceback (most recent call last):",
        '  File "docs/p/limits.py", line 27, in <module>',
        '    load("{")',
        '  File "docs/p/limits.py", line 23, in load',
        "    return json.loads(text)",
        "           ^^^^^^^^^^^^^^^^",
    ]
    assert error.select_one("details > summary").get_text() == "3 frames inside json"
    assert error.select_one(".message").get_text().startswith("json.decoder.JSONDecodeError: Expecting")


def test_notebook_is_among_the_recordings(built):
    recorded = json.loads((built / "site/recordings.json").read_text())["programs"]
    assert [one["program"] for one in recorded] == ["docs/p/book.ipynb", "docs/p/limits.py", "docs/p/text.py"]


def test_build_from_nothing_in_another_folder_gives_the_same_bytes(built, tmp_path):
    copied = Path(shutil.copytree(built, tmp_path / "elsewhere", ignore=shutil.ignore_patterns(".cache", "site")))
    build(copied)
    assert_same(built / "site", copied / "site")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("![a](none.png)", "contains a link 'none.png', but the target 'p/none.png' is not found"),
        ('<img src="none.png">', "contains a link 'none.png', but the target 'p/none.png' is not found"),
        ("<div>\n<video src='sub/a&amp;b.mp4'></video>\n</div>", "contains a link 'sub/a&b.mp4'"),
        ("[a](../none.md)", "contains a link '../none.md', but the target 'none.md' is not found"),
        ('<a href="../none.md">a</a>', "contains a link '../none.md', but the target 'none.md' is not found"),
        ("[a](../index.md#none)", "the doc 'index.md' does not contain an anchor '#none'"),
        ('<a href="../index.md#none">a</a>', "the doc 'index.md' does not contain an anchor '#none'"),
        ('<a href="#none">a</a>', "contains a link '#none', but there is no such anchor on this page"),
    ],
)
def test_link_to_nowhere_ends_a_strict_build(text, said, tmp_path):
    found = problems(make(tmp_path, one__py=percent(f"# One\n\n{text}\n")))
    assert f"Doc file 'p/one.py' {said if said.startswith('contains') else 'contains'}" in found and said in found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("learn.md", "learn.py"),
        ("learn.ipynb", "learn.py"),
        ("learn/index.md", "learn.md"),
        ("learn.ipynb", "learn/README.md"),
        ("index.md", "index.py"),
        ("README.ipynb", "index.md"),
        ("learn.md", "learn/index.html"),
    ],
)
def test_two_files_with_one_address_end_the_build(one, other, tmp_path):
    texts = {".py": "# %%\n", ".ipynb": ipynb(), ".md": "# Page\n", ".html": "text"}
    make(tmp_path, **{name.replace(".", "__"): texts[Path(name).suffix] for name in (one, other)})
    said = problems(tmp_path)
    assert "docs/p/" in said and "has the same address, p/" in said
    assert f"docs/p/{one}" in said and f"docs/p/{other}" in said and "-> give one of the two files another name" in said


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("# %%\nx = 1\n\n# %%\n1 / x\n1 / 0\n", "py:6: ZeroDivisionError: division by zero", "1 / 0"),
        (
            "# %%\n\n# one\ndef f():\n    raise ValueError('a\\nb')\n\n# %%\nx = 1\nf()\n",
            "py:9: ValueError: a\n",
            ", line 5, in f",
        ),
        ("# %%\nimport helper\n", "py:2: SyntaxError: invalid syntax (helper.py, line 1)", 'File "helper.py", line 1'),
        ("# %%\n# %nothing\n", "py:2: UsageError: Line magic function `%nothing` not found.", "-> mend it"),
        ("# %%\nraise SystemExit(3)\n", "py:2: SystemExit: 3", "-> mend it"),
        ("# %%\nimport os\nos._exit(1)\n", "py:2: DeadKernelError: Kernel died", "by hand"),
        (
            "# %%\nx = 1\n\n# %%\nimport time\ntime.sleep(60)\n",
            "py:6: CellTimeoutError: A cell timed out",
            "after 1 sec",
        ),
    ],
)
def test_cell_that_fails_ends_the_build_with_its_place(text, place, said, tmp_path, monkeypatch):
    monkeypatch.setattr(projects, "_SECONDS", 1)
    write_files(tmp_path, {"helper.py": "x = = 1\n"})
    found = problems(make(tmp_path, one__py=text))
    assert f"\ndocs/p/one.{place}" in found and said in found
    told = found.rpartition("in the lessons:")[2]
    assert "academy-cell" not in told
    assert str(tmp_path) not in told


def test_cell_of_a_notebook_file_that_fails_is_named_by_its_number(tmp_path):
    cells = new_markdown_cell("# Title"), new_code_cell("def f():\n    return 1 / 0"), new_code_cell("x = 1\nf()")
    found = problems(make(tmp_path, one__ipynb=ipynb(*cells)))
    lines = (tmp_path / "docs/p/one.ipynb").read_text().splitlines()
    at = 1 + lines.index('    "f()"')
    assert f"docs/p/one.ipynb:{at}: ZeroDivisionError: division by zero (cell 3, line 2)" in found
    assert 'File "docs/p/one.ipynb, cell 2", line 2, in f' in found
    assert 'the tag of its cell: # %% tags=["raises-exception"]' in found


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("one.py", "# %%\nx = 1\n\n# %%\nx = = 1\n", "5: SyntaxError: invalid syntax|x = = 1\n    ^"),
        ("one.py", "# %%\n'\0'\n", "2: .*null byte"),
        ("one.py", f"# %%\nx = 1{' + 1' * 20_000}\n", "2: RecursionError: "),
        ("one.py", "# %%\nx = 1\n'\udcff'\n", "3: the page is not UTF-8"),
        ("one.ipynb", "{", "1: this is no notebook: NotJSONError"),
        ("one.ipynb", "{}", "1: this is no notebook: "),
        ("one.py", percent("# A\n\n```python\nprint(1)\n```\n"), "4: this python block never runs|a cell of code"),
        ("one.py", percent('!!! note\n\n    ```py title="x"\n    1\n    ```\n'), "4: this python block never runs"),
        ("one.ipynb", ipynb(new_markdown_cell("a\n\n~~~python\n1\n~~~")), "10: this python block never runs"),
        ("one.py", percent("# A\n\n```pycon\n>>> 1\n2\n```\n"), "4: a transcript is typed by hand"),
        ("one.py", percent("# A\n\n```python3\n1\n```\n"), "4: a block of 'python3' would not run"),
        ("one.py", percent('# A\n\n--8<-- "one.py"\n'), "4: "),
        ("one.py", percent("```text\nunclosed\n") + "\n# %%\n1\n", "2: unclosed fence"),
    ],
)
def test_mistake_that_needs_no_run_is_said_with_its_line(name, text, said, tmp_path, monkeypatch):
    monkeypatch.setattr(projects, "_executed", lambda *_, **__: ipynb())
    make(tmp_path)
    write_files(tmp_path, {f"docs/p/{name}": text.encode("utf-8", "surrogateescape")})
    found = problems(tmp_path)
    place, _, rest = said.partition("|")
    assert re.search(f"\ndocs/p/{name}:{place}", found) and rest in found


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("one.py", "# %%\nx = 1\n\n" + percent("It is $\\bad$\n"), 5),
        ("one.ipynb", ipynb(new_markdown_cell("a\n\n$$\n\\bad\n$$")), 11),
    ],
    ids=["py", "ipynb"],
)
def test_wrong_formula_ends_the_build_with_its_line(name, text, line, tmp_path):
    make(tmp_path)
    write_files(tmp_path, {f"docs/p/{name}": text})
    assert f"\ndocs/p/{name}:{line}: this formula is no TeX that KaTeX knows" in problems(tmp_path)


def test_preview_shows_mistakes_in_their_places_and_keeps_what_ran(tmp_path):
    book = percent("# Book\n") + "\n# %%\nprint('one')\n\n# %%\nprint('two')\n"
    make(tmp_path, book__py=book, slow__py="# %%\nprint('slow')\n", bad__py=book.replace("print('two')", "1 / 0"))
    with served(tmp_path) as address:
        html = read_page(f"{address}/p/bad/", r'output-problem" role="alert".*docs/p/bad\.py:8: ZeroDivisionError')
        assert html.index("<samp>one\n") < html.index("output-problem") and html.count("ZeroDivisionError") == 2
        read_page(f"{address}/p/slow/", "<samp>slow\n")
        kept = sorted((tmp_path / ".cache/mkdocs-jupyter").rglob("*.json"))
        write_files(tmp_path, {"docs/index.md": "# Home\n\n## Part\n\nA word.\n"})
        html = read_page(f"{address}/", "A word")
        assert "Book" in html and sorted((tmp_path / ".cache/mkdocs-jupyter").rglob("*.json")) == kept
        make(tmp_path, book__py=book.replace("'two'", "'three'"))
        assert "output-problem" not in read_page(f"{address}/p/book/", "<samp>three\n")
        make(tmp_path, book__py=book.replace("'two'", "'two' =="))
        read_page(f"{address}/p/book/", r"docs/p/book\.py:8: SyntaxError")
        make(tmp_path, book__py=book.replace("# Book", "# Book\n# ```python\n# 1\n# ```"))
        read_page(f"{address}/p/book/", r"docs/p/book\.py:3: this python block never runs")
        make(tmp_path, book__py=book, bad__py=book)
        assert "output-problem" not in read_page(f"{address}/p/bad/", "<samp>two\n")
    assert "Cache hit" in build(tmp_path)


def test_broken_notebook_does_not_run_again_at_every_save(tmp_path):
    count = tmp_path / "count"
    code = f"with open({str(count)!r}, 'a') as file:\n    file.write('x')\n1 / 0\n"
    make(tmp_path, bad__py=f"# %%\n{code}")
    with served(tmp_path) as address:
        read_page(f"{address}/p/bad/", "ZeroDivisionError")
        write_files(tmp_path, {"docs/index.md": "# Home\n\nA word.\n"})
        read_page(f"{address}/", "A word")
        assert "ZeroDivisionError" in read_page(f"{address}/p/bad/", "<article")
    assert count.read_text() == "x"


def test_cells_and_outputs_are_hidden_by_tags(tmp_path):
    option = "remove_tag_config: {remove_cell_tags: [hide, gone], remove_all_outputs_tags: [quiet]}, execute: true"
    text = '# %% tags=["gone"]\nx = 5\n\n# %% tags=["quiet"]\nprint("loud", x)\n\n# %%\nprint("shown", x)\n'
    make(tmp_path, one__py=text)
    write_files(tmp_path, {"mkdocs.yml": CONFIG.replace("execute: true", option)})
    build(tmp_path)
    article = soup(tmp_path, "p/one/index.html").select_one("article")
    assert [code.get_text() for code in article.select(".highlight code")] == [
        'print("loud", x)\n',
        'print("shown", x)\n',
    ]
    assert [output.get_text() for output in article.select(".output")] == ["shown 5\n"]


def test_picture_attached_to_a_notebook_is_shown(tmp_path):
    data = b64encode(PNG).decode()
    cell = new_markdown_cell("# One\n\n![dot](attachment:a%20b.png)", attachments={"a b.png": {"image/png": data}})
    build(make(tmp_path, one__ipynb=ipynb(cell)))
    assert soup(tmp_path, "p/one/index.html").select_one("article img")["src"] == f"data:image/png;base64,{data}"


def test_outputs_that_a_notebook_came_with_name_no_process(tmp_path):
    text = "/tmp/ipykernel_12/345.py:1: UserWarning: x\n"
    html, _ = shown(tmp_path, "warn()", new_output("stream", name="stderr", text=text))
    assert html.get_text() == "docs/one.py:1: UserWarning: x\n"


def test_table_is_shown_as_one(tmp_path):
    data = {
        "text/plain": "  a\n0 1",
        "text/html": "<div><style>b {}</style><table><tr><td onclick='x'>1</td></tr></table>",
    }
    html, wrong = shown(tmp_path, "frame", new_output("execute_result", data=data))
    assert str(html.select_one(".output-table td")) == '<td class="number">1</td>' and not html.style and not wrong


def test_block_that_is_only_shown_says_why(tmp_path):
    text = "# One\n\n<!--show-only: it needs your own file-->\n```python\nload('yours')\n```\n"
    build(make(tmp_path, one__py=percent(text) + "\n# %%\nprint(1)\n"))
    article = soup(tmp_path, "p/one/index.html").select_one("article")
    assert [code.get_text() for code in article.select(".highlight code")] == ["load('yours')\n", "print(1)\n"]
    assert "it needs your own file" in article.select_one(".output-note").get_text()
    assert article.select_one(".output-stdout").get_text() == "1\n"


def test_title_is_the_first_heading_though_code_comes_first(tmp_path):
    build(make(tmp_path, one__py="# %%\nx = 1\n\n" + percent("## Part\n\n# The title\n")))
    assert soup(tmp_path, "p/one/index.html").title.get_text() == "The title - Mini"


def shown(tmp_path: Path, source: str, *outputs: nbformat.NotebookNode) -> tuple[BeautifulSoup, list[str]]:
    """What the page shows of one cell with these outputs, and what is wrong with it."""
    book = read(tmp_path, "one.py", f"# %%\n{source}\n")
    ran = new_notebook(cells=[new_code_cell(source, outputs=[*outputs], execution_count=1)])
    outcome = runs.outcome(book, ran, str)
    (block,) = book.page.blocks
    return BeautifulSoup(as_html(outcome.shown[block], str), "html.parser"), [str(one) for one in outcome.problems]


def test_pieces_of_a_stream_are_one_output(tmp_path):
    pieces = [
        ("stdout", "10 %\r20"),
        ("stdout", " %\rdone\nwo"),
        ("stdout", "rd\n"),
        ("stderr", "warned\n"),
        ("stdout", "end"),
    ]
    html, wrong = shown(tmp_path, "f()", *(new_output("stream", name=name, text=text) for name, text in pieces))
    found = [(one["class"][-1], one.get_text()) for one in html.select(".output")]
    assert found == [("output-stdout", "done\nword\n"), ("output-stderr", "warned\n"), ("output-stdout", "end\n")]
    assert wrong == []


@pytest.mark.parametrize(
    ("kind", "data", "text", "said"),
    [
        ("execute_result", {"text/plain": "5"}, "5\n", ""),
        ("execute_result", {"text/plain": "[<matplotlib.lines.Line2D at 0x7f5c>]"}, "", ""),
        ("execute_result", {"text/plain": "<class 'int'>"}, "<class 'int'>\n", ""),
        ("execute_result", {"text/plain": "   a\n0  1", "text/html": "<table>"}, "   a\n0  1\n", ""),
        ("display_data", {"text/plain": "<IPython.core.display.HTML object>", "text/html": "<b>"}, "", "text/html"),
        ("display_data", {"text/plain": "IntSlider()", "application/x-widget": "x"}, "", "application/x-widget"),
        ("display_data", {"image/jpeg": "abc"}, "", "image/jpeg"),
    ],
)
def test_value_is_shown_as_text_or_refused(kind, data, text, said, tmp_path):
    html, wrong = shown(tmp_path, "x = 1\n# two", new_output(kind, data=data))
    assert html.get_text() == text
    assert [line.partition("\n")[0] for line in wrong] == (
        [f"docs/one.py:2: an output of type {said}, which a page cannot show"] if said else []
    )


@pytest.mark.parametrize(
    ("source", "count", "said"),
    [
        ("# alt: A dot\nf()", 1, []),
        ("f()", 1, ["docs/one.py:2: expected a text for each figure, found 0 for 1"]),
        ("# alt: A dot\nf()", 2, ["docs/one.py:2: expected a text for each figure, found 1 for 2"]),
        ("x\n# alt: A dot\n# alt: Another", 1, ["docs/one.py:2: 2 texts for figures, but the cell draws 1"]),
    ],
)
def test_each_figure_has_a_text(source, count, said, tmp_path):
    data = {"image/png": b64encode(PNG).decode() + "\n"}
    html, wrong = shown(tmp_path, source, *[new_output("display_data", data=data)] * count)
    assert [line.partition("\n")[0] for line in wrong] == said
    assert len(html.select("img[width='1']")) == count
    if not said:
        assert html.img["alt"] == "A dot"


@pytest.mark.parametrize(
    "text",
    [
        "# %% [markdown]\n# # One\n# two\n\n# %%\nx = 1\n\n# %% [markdown]\n# x = 1\n\n# %%\nx = 1\ny = 2\n",
        '# %% [markdown]\n"""\n# One\ntwo\n"""\n\n# %%\nx = 1\n\n# %%\nx = 1\ny = 2\n',
        "# # One\n# two\n\nx = 1\n\n# # Three\n\nx = 1\ny = 2\n",
    ],
)
def test_cell_stands_on_the_lines_of_its_file(text, tmp_path):
    book, lines = read(tmp_path, "one.py", text), text.splitlines()
    assert [lines[block.fence.line - 1 : block.fence.end] for block in book.page.blocks] == [
        ["x = 1"],
        ["x = 1", "y = 2"],
    ]
    heading = book.page.text.splitlines().index("# One")
    assert lines[heading] in ("# # One", "# One") and book.page.text.splitlines()[heading + 1] == "two"


def test_notebook_file_in_one_line_keeps_its_order(tmp_path):
    text = json.dumps(json.loads(ipynb(new_markdown_cell("# One"), new_code_cell("x = 1"), new_markdown_cell("two"))))
    book = read(tmp_path, "one.ipynb", text)
    assert book.page.text.split("\n") == ["# One", "", "", "", "two", ""] or book.page.text.split() == [
        "#",
        "One",
        "two",
    ]
    assert [block.code for block in book.page.blocks] == ["x = 1"]
