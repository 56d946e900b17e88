"""Formulas: from TeX in a page to what the reader, the screen reader and the search get."""

import html
import json
import re
import shutil
from pathlib import Path

import pytest
from mini import build, python, try_to_build, write_files
from sites import read_page, served

from academy.mkdocs.assets import FOLDER

CONFIG = """\
site_name: Mini
strict: true
theme: {name: material, font: false}
plugins:
  - search
  - academy
  - mkdocs-jupyter: {include: ["*.py"], ignore: ["*.md"], execute: false}
markdown_extensions: [abbr, admonition, tables, toc: {permalink: true}]
"""
PAGE = r"""# The square $x^2$

A line holds $a < b$, and `$code$` does not. It costs $5 or $ 6, and \$7.

$$
\begin{aligned}
a &= b \\
c &= -d
\end{aligned}
$$

## Slope $\frac{a}{b}$ of it

| Name | Size |
|------|------|
| $w_1$ | $\vert w \vert$ |

!!! note
    - An item.

        $$
        \begin{bmatrix} 1 & -2 \\ 3 & 4 \end{bmatrix}
        $$

```text
$x$ and $$y$$
```

*[b]: a word
"""
NOTEBOOK = r"""# %% [markdown]
# # The loss $L$
#
# It is $L = \frac{1}{n} \sum_i e_i^2 < 3$ here, not `$code$`.
#
# $$
# \log p
# $$

# %%
price = "$x$"
"""
FORMULAS = ["x^2", "a < b", r"\frac{a}{b}", "w_1", r"\vert w \vert"]
DISPLAYED = [
    "\\begin{aligned}\na &= b \\\\\nc &= -d\n\\end{aligned}",
    r"\begin{bmatrix} 1 & -2 \\ 3 & 4 \end{bmatrix}",
]


def make(root: Path, pages: dict[str, str]) -> Path:
    write_files(root, {"mkdocs.yml": CONFIG, **{f"docs/{name}": text for name, text in pages.items()}})
    return root


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """The site, built once; not to be changed."""
    root = make(tmp_path_factory.mktemp("maths"), {"index.md": PAGE, "other.md": "# Other\n", "project.py": NOTEBOOK})
    build(root)
    return root


@pytest.fixture
def site(built, tmp_path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "site"))


@pytest.fixture
def without_v8(tmp_path) -> dict[str, str]:
    """The environment of a Python in which mini-racer is not installed."""
    write_files(tmp_path / "none", {"py_mini_racer.py": "raise ImportError\n"})
    return {"PYTHONPATH": str(tmp_path / "none")}


def page(root: Path, name: str = "index.html") -> str:
    return (root / "site" / name).read_text(encoding="utf-8")


def shown(text: str) -> list[str]:
    """The TeX of each formula that the page shows, as its MathML notes it."""
    return [
        html.unescape(tex) for tex in re.findall(r'<annotation encoding="application/x-tex">(.*?)</annot', text, re.S)
    ]


def entries(root: Path) -> dict[str, dict[str, str]]:
    docs = json.loads(page(root, "search/search_index.json"))["docs"]
    return {entry["location"]: entry for entry in docs}


def test_every_formula_is_shown_and_nothing_else_is(built):
    text = page(built)
    assert sorted(shown(text)) == sorted(FORMULAS + DISPLAYED)
    assert text.count('class="katex-display"') == len(DISPLAYED)
    assert "<code>$code$</code> does not. It costs $5 or $ 6, and $7." in text
    assert "$x$ and $$y$$\n</code>" in text
    assert "data-tex" not in text
    assert r"\(" not in text


def test_formulas_stand_where_they_were_written(built):
    text = page(built)
    assert re.search(r'<h1 id="[^"]*">The square <span class="arithmatex"><span class="katex">', text)
    assert re.search(r'<td><span class="arithmatex"><span class="katex">', text)
    assert re.search(
        r'<div class="admonition note">.*<li>.*<div class="arithmatex"[^>]*><span class="katex-d', text, re.S
    )


def test_displayed_formula_can_be_scrolled_by_the_keyboard(built):
    found = re.findall(r'<div class="arithmatex"([^>]*)><span class="katex-display">', page(built))
    assert found == [' tabindex="0" role="group" aria-label="Formula"'] * len(DISPLAYED)


def test_contents_and_title_hold_plain_text(site):
    write_files(site, {"docs/index.md": PAGE, "docs/other.md": "# About $y^2$\n\n## Part $z < 1$\n"})
    build(site)
    contents = re.findall(r'<span class="md-ellipsis">\s*(.*?)\s*</span>', page(site, "other/index.html"), re.S)
    assert [" ".join(re.sub("<.*?>", "", item).split()) for item in contents][-1] == "Part z &lt; 1"
    assert re.findall(r"<title>(.*?)</title>", page(site, "other/index.html")) == ["About y^2 - Mini"]
    assert entries(site)["other/"]["title"] == "About y^2"


def test_search_reads_plain_text(built):
    found = entries(built)
    assert found[""]["title"] == "The square x^2"
    assert "A line holds a &lt; b, and <code>$code$</code> does not" in found[""]["text"]
    assert "a = b; c = −d" in found[""]["text"]
    section = next(entry for place, entry in found.items() if place.startswith("#slope"))
    assert section["title"] == "Slope a/b of it"
    assert "[1 −2; 3 4]" in section["text"]
    assert not any(word in json.dumps(found) for word in ("katex", "frac{", "aligned", "data-tex"))


def test_notebook_has_its_formulas(built):
    text = page(built, "project/index.html")
    assert shown(text) == ["L", r"L = \frac{1}{n} \sum_i e_i^2 < 3", r"\log p"]
    assert "<code>$code$</code>" in text
    assert "$x$" in html.unescape(re.sub("<[^>]*>", "", text.partition('class="highlight">')[2]))
    assert "<title>The loss L - Mini</title>" in text
    assert "It is L = 1/n ∑_i e_i^2 &lt; 3 here" in entries(built)["project/"]["text"]


def test_only_pages_with_a_formula_ask_for_stylesheets_and_none_for_a_script(built):
    links = re.findall(r'href="([^"]*(?:katex|maths)[^"]*\.css)"', page(built, "project/index.html"))
    assert links == [f"../{FOLDER}/katex/katex.min.css", f"../{FOLDER}/maths.css"]
    assert all((built / "site/project" / link).resolve().is_file() for link in links)
    assert "katex" not in page(built, "other/index.html")
    assert not re.search(r"<script[^>]*katex", page(built), re.I)
    assert [path.name for path in (built / "site").rglob("*katex*") if path.suffix in (".js", ".py")] == []


def test_site_without_a_formula_publishes_nothing_for_them(tmp_path):
    build(make(tmp_path, {"index.md": "# Home\n\nFrom $5 to $ 6.\n"}))
    assert sorted(path.name for path in (tmp_path / "site" / FOLDER).iterdir()) == [
        "code.css",
        "code.js",
        "outputs.css",
    ]


def test_site_may_say_itself_how_formulas_are_written(tmp_path):
    own = "pymdownx.arithmatex: {generic: true, inline_syntax: [round], block_syntax: [square]}"
    make(tmp_path, {"index.md": "# Home\n\nA \\(x^2\\), and $y$ is none.\n\n\\[\nz\n\\]\n"})
    write_files(tmp_path, {"mkdocs.yml": CONFIG.replace("abbr", own)})
    build(tmp_path)
    assert shown(page(tmp_path)) == ["x^2", "z"]
    assert "and $y$ is none" in page(tmp_path)


def test_stylesheet_names_the_published_fonts_alone(built):
    published = built / "site" / FOLDER / "katex"
    named = set(re.findall(r"url\(([^)]*)\)", (published / "katex.min.css").read_text()))
    files = {path.relative_to(published).as_posix() for path in published.rglob("*") if path.is_file()}
    assert named and files - named == {"katex.min.css", "LICENSE", "fonts/LICENSE.txt"} and named <= files
    assert "Khan Academy" in (published / "LICENSE").read_text()


def test_build_from_nothing_gives_the_same_bytes(site, built):
    shutil.rmtree(site / ".cache")
    build(site)
    for name in ("index.html", "project/index.html", "search/search_index.json"):
        assert page(site, name) == page(built, name)


def test_unchanged_formulas_need_no_v8(site, without_v8, built):
    write_files(site, {"docs/index.md": PAGE + "\nOne more $a < b$.\n"})
    assert python("-m", "mkdocs", "build", cwd=site, **without_v8).returncode == 0
    assert shown(page(site)).count("a < b") == 2


def test_new_formula_without_v8_says_what_to_install(site, without_v8):
    write_files(site, {"docs/index.md": "# New $q_7$\n"})
    done = python("-m", "mkdocs", "build", cwd=site, **without_v8)
    assert done.returncode == 1
    assert "pip install --constraint constraints.txt mini-racer" in done.stderr
    assert "Traceback" not in done.stderr


def test_damaged_formula_is_rendered_again(site, built):
    for path in (site / ".cache/academy/maths").iterdir():
        path.write_bytes(path.read_bytes()[:-9])
    build(site)
    assert page(site) == page(built)


@pytest.mark.parametrize(
    ("name", "text", "line", "message", "marked"),
    [
        (
            "index.md",
            "# P\n\nIt is $\\fracx{a}$.\n",
            3,
            r"Undefined control sequence: \fracx",
            "\\fracx{a}\n    ^^^^^^",
        ),
        (
            "index.md",
            "# P\n\n!!! note\n    Text.\n\n    $$\n    a +\n    b^c^d\n    $$\n",
            8,
            "Double superscript",
            "b^c^d\n       ^\n",
        ),
        (
            "index.md",
            "# P\n\n$\\href{https://a.b}{c}$\n",
            3,
            r"\href is not allowed",
            "\\href{https://a.b}{c}\n    ^^^^^^",
        ),
        ("index.md", "# P\n\nFrom $5/$6 each.\n", 3, "a formula ends directly before a digit", "$5/$"),
        (
            "project.py",
            "# %% [markdown]\n# # P\n#\n# A $\\bad$ one.\n",
            4,
            r"Undefined control sequence: \bad",
            "\\bad",
        ),
    ],
)
def test_wrong_formula_ends_the_build_with_its_place(name, text, line, message, marked, tmp_path):
    pages = {"index.md": "# Home $a$\n", name: text}
    status, said = try_to_build(make(tmp_path, pages))
    assert status == 1
    assert f"docs/{name}:{line}: " in said
    assert message in said
    assert marked in said
    assert "Traceback" not in said
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("text", "line"),
    [("# A\n\n$$\nx_1\n$$\n\nThen\n$$\na_2 b_3\n$$\n", 8), ("# A\n\n$$\na_2 b_3\n$$\nmore\n", 5)],
    ids=["no empty line above", "no empty line below"],
)
def test_formula_that_is_no_paragraph_of_its_own_is_told(text, line, tmp_path):
    status, said = try_to_build(make(tmp_path, {"index.md": text}))
    assert status == 1
    assert f"docs/index.md:{line}: this $$ makes no formula" in said


def test_all_wrong_formulas_are_told_at_once(tmp_path):
    status, said = try_to_build(make(tmp_path, {"index.md": "# A\n\n$\\one$\n\n$\\two$\n", "b.md": "# B $\\three$\n"}))
    assert status == 1
    assert "3 problems in the lessons" in said
    found = dict.fromkeys(re.findall(r"docs/\w+\.md:\d+", said))
    assert list(found) == ["docs/b.md:1", "docs/index.md:3", "docs/index.md:5"]


def test_preview_shows_a_wrong_formula_in_its_place_until_it_is_mended(tmp_path):
    make(tmp_path, {"index.md": "# Home\n\nA $b^2$ here.\n"})
    write_files(tmp_path, {"snippets/one.py": "print(1)\n"})  # the folder that the preview watches
    with served(tmp_path) as address:
        read_page(f"{address}/", r"A <span class=.arithmatex.><span class=.katex.>")
        write_files(tmp_path, {"docs/index.md": "# Home\n\nA $b^^2$ here.\n"})
        read_page(f"{address}/", r'A <div class="output output-problem".*docs/index\.md:3: .*</div> here')
        write_files(tmp_path, {"docs/index.md": "# Home\n\nA $b^3$ here.\n"})
        assert "output-problem" not in read_page(f"{address}/", r"x-tex.>b\^3<")
