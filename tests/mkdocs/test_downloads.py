"""What a built site offers to take along: programs and notebooks are there, and pages name them."""

from pathlib import Path
from urllib.parse import quote, unquote, urljoin

import nbformat
import pytest
from bs4 import BeautifulSoup
from mini import build, python, try_to_build, write_files
from nbformat.v4 import new_code_cell, new_notebook
from sites import CONFIG, assert_same, read_page, served

TOLD = """\
# A page

```python
--8<-- "a.py:one"
```

Said.

```python
--8<-- "a.py:two"
```

```python
print(7)
```
"""
SNIPPETS = {
    "snippets/a.py": "# %% one\nx = 1\nprint(x)\n\n# %% two\nprint(x + 1)\n",
    "snippets/exercise.py": "# %% stub\ndef f():\n    return 1\n\n\n# %% check\nassert f() == 2\n",
    "snippets/two/exercise.py": "print('no check')\n",
}
STUB = '\n```python\n--8<-- "exercise.py:stub"\n```\n'
CHECK = '\n<!--pytest.mark.xfail(raises=AssertionError)-->\n```python\n--8<-- "exercise.py:check"\n```\n'


def offered(site: Path, page: str) -> list[tuple[Path, int]]:
    """The files that a page names for its buttons, and how many lines these take."""
    html = BeautifulSoup((site / page).read_text("utf-8"), "html.parser")
    base = f"http://a.test/{quote(page)}"
    return [
        (site / unquote(urljoin(base, one["data-program"]).removeprefix("http://a.test/")), int(one["data-lines"]))
        for one in html.select("[data-program]")
    ]


def prints(path: Path, lines: int, folder: Path) -> str:
    folder.mkdir(exist_ok=True)
    (folder / "taken.py").write_text("\n".join(path.read_text("utf-8").split("\n")[:lines]) + "\n", "utf-8")
    return python("taken.py", cwd=folder).stdout


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize("name", ["page", "README", 'a b/ü & "c"', "100%25 #1"])
def test_page_names_programs_that_are_there_and_run_as_far_as_its_blocks(tmp_path, name, flat):
    config = CONFIG + ("use_directory_urls: false\n" if flat else "")
    write_files(tmp_path, {"mkdocs.yml": config, f"docs/{name}.md": TOLD, **SNIPPETS})
    build(tmp_path)
    site = tmp_path / "site"
    page = next(path for path in site.rglob("*.html") if "Said." in path.read_text("utf-8"))
    (second,) = offered(site, page.relative_to(site).as_posix())
    assert prints(*second, tmp_path / "empty") == "1\n2\n"
    (inline,) = site.rglob("*-13.py")
    assert prints(inline, 99, tmp_path / "empty") == "7\n"
    (book,) = site.rglob("*.ipynb")
    nbformat.validate(nbformat.read(book, as_version=4))
    assert book.parent == page.parent


def test_exercise_has_one_panel_below_its_last_block(tmp_path):
    page = f"# A\n{STUB}\nBetween.\n\n```python\nprint(1)\n```\n{CHECK}\n"
    page += '```python\n--8<-- "two/exercise.py"\n```\n'
    write_files(tmp_path, {"mkdocs.yml": CONFIG, "docs/index.md": page, **SNIPPETS})
    build(tmp_path)
    html = BeautifulSoup((tmp_path / "site/index.html").read_text("utf-8"), "html.parser")
    first, second = html.select(".code-exercise")
    assert "assert" in first.find_previous(class_="highlight").text
    assert first.a["href"] == "programs/exercise.py" and first.button["data-program"] == "programs/exercise.py"
    assert second.a["href"] == "programs/two/exercise.py"
    (taken, *_) = (path for path, _ in offered(tmp_path / "site", "index.html"))
    assert "def f()" in taken.read_text() and "assert f() == 2" in taken.read_text()


def test_two_builds_offer_the_same_bytes(tmp_path):
    for place in ("one", "two"):
        write_files(tmp_path / place, {"mkdocs.yml": CONFIG, "docs/index.md": TOLD + STUB + CHECK, **SNIPPETS})
        build(tmp_path / place)
    for kind in ("py", "ipynb"):
        assert [*(tmp_path / "one/site").rglob(f"*.{kind}")]
    assert_same(tmp_path / "one/site", tmp_path / "two/site")


LANGUAGES = """\
site_name: Mini
theme: {name: material}
plugins:
  - academy
  - i18n:
      docs_structure: suffix
      languages: [{locale: en, default: true, name: English}, {locale: de, name: Deutsch}]
"""


def test_each_language_has_the_sentences_of_its_own_page(tmp_path):
    german = TOLD.replace("Said.", "Gesagt.\n\nIn zwei Absätzen.")
    write_files(tmp_path, {"mkdocs.yml": LANGUAGES, "docs/index.md": TOLD, "docs/index.de.md": german, **SNIPPETS})
    build(tmp_path)
    for page, said in (("index.html", "Said."), ("de/index.html", "Gesagt.")):
        ((path, lines),) = offered(tmp_path / "site", page)
        assert said in path.read_text("utf-8")
        assert prints(path, lines, tmp_path / "empty") == "1\n2\n"


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"docs/a.md": "```python\nprint(1)\n```\n", "snippets/docs/a-1.py": "print(2)\n"}, "programs/docs/a-1.py"),
        ({"docs/programs/b.py": "mine", "snippets/b.py": "print(2)\n"}, "programs/b.py"),
    ],
)
def test_programs_in_the_place_of_another_file_end_the_build(tmp_path, files, place):
    (snippet,) = (name.removeprefix("snippets/") for name in files if name.startswith("snippets/"))
    page = f'# A\n\n```python\n--8<-- "{snippet}"\n```\n'
    write_files(tmp_path, {"mkdocs.yml": CONFIG, "docs/index.md": page, **files})
    code, said = try_to_build(tmp_path)
    assert code == 1 and f"at {place}" in said and "give one of the two files another name" in said


def test_preview_offers_nothing(tmp_path):
    write_files(tmp_path, {"mkdocs.yml": CONFIG, "docs/index.md": TOLD, **SNIPPETS})
    with served(tmp_path) as url:
        assert "data-program" not in read_page(url, "output-stdout.*7")


def test_output_stays_the_neighbour_of_its_block(tmp_path):
    """Styles look for it there; a block without an output has a hidden place for what a script must know."""
    silent = '\n```python\n--8<-- "b.py:one"\n```\n\n```python\n--8<-- "b.py:two"\n```\n'
    cells = "# %% one\nx = 1\n\n# %% two\ny = 1\n"
    write_files(tmp_path, {"mkdocs.yml": CONFIG, "docs/index.md": TOLD + silent, "snippets/b.py": cells, **SNIPPETS})
    build(tmp_path)
    html = BeautifulSoup((tmp_path / "site/index.html").read_text("utf-8"), "html.parser")
    seen, silent = html.select(".highlight + [data-program]")
    assert "output-stdout" in seen["class"] and seen.name == "div"
    assert silent.name == "span" and silent.has_attr("hidden")


FAILING = {"tags": ["raises-exception"]}
MAGIC = [
    new_code_cell("%config InlineBackend.close_figures = True", id="a"),
    new_code_cell("1 / 0", metadata=FAILING, id="b"),
]
PLAIN = "# %% [markdown]\n# # Plain\n\n# %%\nx = 2\nprint(x)\n\n# %% [markdown]\n# The end.\n"
PROJECTS = {  # what each offers
    "docs/p/plain.py": (
        "# %% [markdown]\n# # Plain\n\n# %%\nx = 2\nprint(x)\n\n# %% [markdown]\n# The end.\n",
        "py ipynb",
    ),
    "docs/p/magic.ipynb": (nbformat.writes(new_notebook(cells=MAGIC)), "ipynb"),
    "docs/p/fails.py": ('# %% tags=["raises-exception"]\n1 / 0\n\n# %%\nprint(1)\n', "ipynb"),
    "docs/p/needs.py": ("# %%\nimport ours\n\nprint(ours.x)\n", ""),
    "docs/p/reads.py": ('# %%\nprint(open("docs/p/a.csv").read())\n', ""),
}


@pytest.mark.slow
def test_projects_offer_what_runs_alone(tmp_path):
    jupyter = '{include: ["p/*.py", "p/*.ipynb"], ignore: ["*.md"], execute: true}'
    config = CONFIG.replace("[search, academy]", f"[search, academy, mkdocs-jupyter: {jupyter}]")
    beside = {"ours.py": "x = 1\n", "docs/p/a.csv": "1,2\n", "docs/index.md": "# Home\n"}
    write_files(tmp_path, {"mkdocs.yml": config, **beside, **{name: text for name, (text, _) in PROJECTS.items()}})
    build(tmp_path)
    for name, (_, offered) in PROJECTS.items():
        stem = Path(name).stem
        book, script = tmp_path / f"site/p/{stem}/{stem}.ipynb", tmp_path / f"site/programs/docs/p/{stem}.py"
        assert [book.exists(), script.exists()] == [kind in offered.split() for kind in ("ipynb", "py")], name
    text = (tmp_path / "site/programs/docs/p/plain.py").read_text("utf-8")
    assert text.endswith("# %%\nx = 2\nprint(x)\n\n# %% [markdown]\n# The end.\n")
    cells = nbformat.read(tmp_path / "site/p/plain/plain.ipynb", 4).cells
    assert [cell.source for cell in cells] == ["# Plain", "x = 2\nprint(x)", "The end."]
    assert cells[1].outputs[0].text == "2\n"
