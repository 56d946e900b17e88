"""What the pages of a site show that names the plugin and nothing else."""

import json

import pytest
from bs4 import BeautifulSoup
from mini import build, write_files
from sites import soup

from academy.mkdocs.assets import FOLDER

CONFIG = "site_name: x\nstrict: true\ntheme: {name: material}\nplugins: [academy]\n"
TABS = "markdown_extensions: [admonition, pymdownx.tabbed: {alternate_style: true}]\n"
PAGE = """\
# A page

```python
print("<b>" * 2)
```

The square $x^2$ costs $5 or $ 6.

$$
y = 1
$$
"""
FOLDED = """\
# Folds

<!--fold: How <it> is drawn-->
<!--alt: A rising line-->
```python
import matplotlib.pyplot as plt

plt.plot([1, 2])
plt.show()
```

=== "A tab"

    <!--fold: In a tab-->
    ```python
    print("from a tab")
    ```

- An item

    <!--fold: In a list-->
    ```python
    print("from a list")
    ```

!!! note

    <!--fold: Of a snippet-->

    ```python
    --8<-- "one.py:loop"
    ```

<!--fold: With no output-->
```python
x = 1
```

The end.
"""
PICTURE = """\
# A picture

<!--alt: A red square-->
<!--alt: A line-->
```python
import matplotlib.pyplot as plt
from IPython.display import display
from PIL import Image

display(Image.new("RGB", (40, 20), "red"))
plt.plot([1, 2])
plt.show()
```
"""


@pytest.fixture(scope="module")
def folded(tmp_path_factory) -> BeautifulSoup:
    """A page with folds in each kind of container."""
    root = tmp_path_factory.mktemp("folded")
    snippet = "# %% loop\nfor number in range(2):\n    print(number)\n"
    write_files(root, {"mkdocs.yml": CONFIG + TABS, "docs/index.md": FOLDED, "snippets/one.py": snippet})
    build(root)
    return soup(root, "index.html")


def test_site_of_the_plugin_alone_shows_outputs_and_formulas(tmp_path):
    write_files(tmp_path, {"mkdocs.yml": CONFIG, "docs/index.md": PAGE})
    build(tmp_path)
    page = soup(tmp_path, "index.html")
    assert page.select_one("div.highlight + .output-stdout samp").get_text() == "<b><b>\n"
    assert [formula.get_text() for formula in page.select("annotation")] == ["x^2", "y = 1"]
    assert "costs $5 or $ 6." in page.article.get_text()


def test_site_of_the_plugin_alone_links_its_styles_on_every_page(tmp_path):
    write_files(tmp_path, {"mkdocs.yml": CONFIG, "docs/index.md": PAGE, "docs/a/deep/page.md": "# Deep\n"})
    build(tmp_path)
    for page in ("index.html", "a/deep/page/index.html"):
        links = [link["href"] for link in soup(tmp_path, page).select("link[rel=stylesheet]")]
        assert f"{FOLDER}/outputs.css" in [link.replace("../", "") for link in links]
        own = [link for link in links if FOLDER in link]
        assert all((tmp_path / "site" / page).parent.joinpath(link).is_file() for link in own)


def test_styles_of_a_site_come_behind_those_of_the_plugin(tmp_path):
    write_files(tmp_path, {"mkdocs.yml": f"{CONFIG}extra_css: [own.css]\n", "docs/index.md": PAGE, "docs/own.css": ""})
    build(tmp_path)
    links = [link["href"] for link in soup(tmp_path, "index.html").select("link[rel=stylesheet]")]
    assert links.index("own.css") == links.index(f"{FOLDER}/code.css") + 1


@pytest.mark.parametrize("named", ["[pymdownx.extra]", "[pymdownx.arithmatex]", "{pymdownx.superfences: {}}"])
def test_site_that_names_some_extensions_shows_the_same(named, tmp_path):
    write_files(tmp_path, {"mkdocs.yml": f"{CONFIG}markdown_extensions: {named}\n", "docs/index.md": PAGE})
    build(tmp_path)
    page = soup(tmp_path, "index.html")
    assert page.select_one("div.highlight + .output-stdout samp").get_text() == "<b><b>\n"
    assert [formula.get_text() for formula in page.select("annotation")] == ["x^2", "y = 1"]


@pytest.mark.parametrize("bundle", ["pymdownx.superfences", "pymdownx.extra: {pymdownx.superfences"])
def test_options_of_a_site_for_its_fences_hold(bundle, tmp_path):
    function = "!!python/name:pymdownx.superfences.fence_code_format ''"
    options = f"{{custom_fences: [{{name: mermaid, class: mermaid, format: {function}}}]}}"
    config = f"{CONFIG}markdown_extensions:\n  - {bundle}: {options}{'}' * bundle.count('{')}\n"
    write_files(tmp_path, {"mkdocs.yml": config, "docs/index.md": "# Home\n\n```mermaid\ngraph LR\n```\n"})
    build(tmp_path)
    assert soup(tmp_path, "index.html").select_one("pre.mermaid").get_text() == "graph LR"


def test_options_that_a_plugin_adds_to_one_site_are_not_in_the_next(tmp_path):
    add = "def on_config(config):\n    config.mdx_configs['pymdownx.superfences']['css_class'] = 'added'\n"
    for name, hooks in {"one": "hooks: [add.py]\n", "next": ""}.items():
        write_files(tmp_path / name, {"mkdocs.yml": CONFIG + hooks, "docs/index.md": PAGE, "add.py": add})
        build(tmp_path / name)
    assert soup(tmp_path / "one", "index.html").select(".added")
    assert not soup(tmp_path / "next", "index.html").select(".added")


@pytest.mark.parametrize(
    ("summary", "container", "output"),
    [
        ("How <it> is drawn", "article", "figure.output-figure"),
        ("In a tab", ".tabbed-block", ".output-stdout"),
        ("In a list", "li", ".output-stdout"),
        ("Of a snippet", ".admonition", ".output-stdout"),
        ("With no output", "article", "span[id]"),
    ],
)
def test_fold_holds_the_code_and_the_output_stands_outside(summary, container, output, folded):
    fold = next(one for one in folded.select(f"{container} > details.fold") if one.summary.get_text() == summary)
    assert [child.name for child in fold.find_all(recursive=False)] == ["summary", "div"]
    assert fold.select("div.highlight") and not fold.select(".output")
    assert fold.find_next_sibling() in folded.select(f"details.fold + {output}")


def test_page_with_folds_is_whole(folded):
    assert len(folded.select("details.fold")) == 5
    assert [output.get_text() for output in folded.select(".output-stdout")] == [
        "from a tab\n",
        "from a list\n",
        "0\n1\n",
    ]
    assert folded.select("article > p")[-1].get_text() == "The end."
    assert "ACADEMY" not in folded.get_text()


def test_displayed_picture_stands_as_a_file_beside_the_figures(tmp_path):
    write_files(tmp_path, {"mkdocs.yml": CONFIG, "docs/part/page.md": PICTURE, "docs/index.md": "# Home\n"})
    build(tmp_path)
    picture, figure = soup(tmp_path, "part/page/index.html").select(".output-figure img")
    assert (picture["alt"], picture["width"], picture["height"]) == ("A red square", "40", "20")
    assert (figure["alt"], figure["src"].rpartition(".")[2]) == ("A line", "svg")
    place = tmp_path / "site/part/page" / picture["src"]
    assert place.parent.samefile(tmp_path / "site/figures") and place.suffix == ".png"
    assert place.read_bytes().startswith(b"\x89PNG")
    assert f"![A red square]({picture['src']})" in (tmp_path / "site/part/page/index.md").read_text(encoding="utf-8")


LONG = """\
# Long

```python
from IPython.display import display

display([{"epoch": 1, "loss": "shown"}])
for number in range(60):
    print("word" + str(number))
```

```python
print("end" "less " * 2000)
```
"""


def test_table_is_searched_and_the_rest_of_a_long_text_is_not(tmp_path):
    config = CONFIG.replace("[academy]", "[search, academy]")
    write_files(tmp_path, {"mkdocs.yml": config, "docs/index.md": LONG})
    build(tmp_path)
    page = soup(tmp_path, "index.html")
    assert [cell["scope"] for cell in page.select(".output-table th")] == ["col", "col"]
    assert page.select_one(".output-stdout details summary").get_text() == "30 more lines"
    entries = json.loads((tmp_path / "site/search/search_index.json").read_text(encoding="utf-8"))["docs"]
    text = " ".join(entry["text"] for entry in entries)
    assert "epoch loss 1 shown" in " ".join(text.split()) and "word29" in text
    assert "word30" not in text and "endless" not in text
