"""What a theme expects below a block is there: the list that explains its code, on another site with Material's own."""

import pytest
from mini import build, write_files

from browser.conftest import READER
from browser.server import serve

CONFIG = """\
site_name: x
theme: {name: material, font: false, features: [content.code.annotate]}
plugins: [academy]
markdown_extensions: [attr_list, pymdownx.tabbed: {alternate_style: true}]
"""
PAGE = """\
# Annotated

```python
print("one")  # (1)!
x = 2  # (2)!
```

1.  The first, with a list of its own:

    1. inside
    2. inside

2.  The second.

!!! note

    ```python title="In a note"
    x = 3  # (1)
    ```

    1. Of a block that shows nothing.

=== "A tab"

    <!--fold: Folded-->
    ```python
    # (1)!
    print("two")
    ```

    1. In the fold.

```python
print("three (1)")
```

1. A list that explains nothing.
"""


@pytest.fixture(scope="module")
def annotated(browser, tmp_path_factory):
    """The page with its annotations mounted."""
    root = tmp_path_factory.mktemp("annotated")
    write_files(root, {"mkdocs.yml": CONFIG, "docs/index.md": PAGE})
    build(root)
    with serve(root / "site", "/") as server, browser.new_context(**READER | {"base_url": None}) as context:
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.port}/")
        page.wait_for_selector("code .md-annotation")
        yield page


def test_annotations_of_each_block_mount(annotated):
    annotated.locator("details.fold summary").click()
    mounted = [code.locator(".md-annotation").count() for code in annotated.locator(".highlight code").all()]
    assert mounted == [2, 1, 1, 0]


def test_output_stands_behind_the_list_that_explains_its_code(annotated):
    below = annotated.eval_on_selector_all(
        "article .output", "all => all.map(one => [one.innerText.trim(), one.previousElementSibling.className])"
    )
    assert below == [["one", ""], ["two", "fold"], ["three (1)", "highlight"]]
    assert annotated.locator("article > ol").last.inner_text() == "A list that explains nothing."
