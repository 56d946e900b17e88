"""The Markdown that a build writes beside each page, for people and programs that read no HTML."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from mini import build, write_files

CONFIG = "site_name: x\nstrict: true\ntheme: {name: material}\nplugins: [academy]\n"
FILES = {
    "docs/index.md": "# Home\n\nTo [one](one.md#part), [two](part/two.md 'Two') and ![red](pictures/red.svg).\n",
    "docs/one.md": "# One\n\n## Part\n\n[![red](pictures/red.svg)](index.md#home), [data][here], [up](#one).\n"
    '\n```python\nprint("[no link](index.md)")\n```\n\n[here]: part/data.csv "Numbers"\n',
    "docs/part/README.md": "# Part\n\n- [two](two.md)\n\n    > [home](../index.md) and [a site](https://example.org).\n",
    "docs/part/two.md": "# Two\n\nBack to [one](../one.md#part); not `[one](../one.md)`.\n"
    "\n<!--alt: A rising [line]-->\n```python\nimport matplotlib.pyplot as plt\n\nplt.plot([1, 2])\nplt.show()\n```\n",
    "docs/part/deep/pages/three.md": '# Three\n\n<!--fold: The loop-->\n```python\n--8<-- "three.py"\n```\n'
    "\nTo [part](../../README.md) and [two](../../two.md).\n",
    "docs/part/data.csv": "1,2\n",
    "docs/pictures/red.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "snippets/three.py": "for number in range(2):\n    print(number)\n",
}
PAGES = {  # where each stands with and without a folder of its own
    "index": ("index.md", "index.md"),
    "one": ("one/index.md", "one.md"),
    "part": ("part/index.md", "part/index.md"),
    "two": ("part/two/index.md", "part/two.md"),
    "three": ("part/deep/pages/three/index.md", "part/deep/pages/three.md"),
}
LINK = re.compile(r"(?:\]\(|^\[\w+\]: )([^)\s]+)", re.MULTILINE)


@pytest.fixture(scope="module", params=["true", "false"], ids=["folders", "files"])
def built(request, tmp_path_factory) -> tuple[Path, dict[str, str]]:
    """The site, built once with each kind of address, and the Markdown of its pages."""
    root = tmp_path_factory.mktemp("markdown")
    write_files(root, FILES | {"mkdocs.yml": f"{CONFIG}use_directory_urls: {request.param}\n"})
    build(root)
    names = {page: places[request.param == "false"] for page, places in PAGES.items()}
    return root / "site", names


def text_of(built: tuple[Path, dict[str, str]], page: str) -> str:
    site, names = built
    return (site / names[page]).read_text(encoding="utf-8")


def prose(text: str) -> str:
    return re.sub(r"^```.*?^```|`[^`\n]+`", "", text, flags=re.DOTALL | re.MULTILINE)


def test_each_page_has_its_markdown_beside_it(built):
    site, names = built
    html = {path.relative_to(site).with_suffix(".md").as_posix() for path in site.rglob("*.html")} - {"404.md"}
    assert html == set(names.values())
    assert {path.relative_to(site).as_posix() for path in site.rglob("*.md")} == html


def test_every_link_and_picture_leads_to_a_file_of_the_site(built):
    site, names = built
    found = 0
    for name in names.values():
        for link in LINK.findall(prose((site / name).read_text(encoding="utf-8"))):
            path, _, _ = link.partition("#")
            if path and "://" not in path:
                assert (site / name).parent.joinpath(unquote(path)).is_file(), f"{link} on {name}"
                found += 1
    assert found == 12


def test_link_to_a_page_leads_to_its_markdown_and_keeps_the_anchor(built):
    _, names = built
    there = "../../one/index.md" if "one/index.md" in names.values() else "../one.md"
    assert f"Back to [one]({there}#part); not `[one](../one.md)`." in text_of(built, "two")
    assert "[up](#one)" in text_of(built, "one")
    assert "[a site](https://example.org)" in text_of(built, "part")


def test_outputs_stand_below_their_blocks(built):
    assert '```python\nprint("[no link](index.md)")\n```\n\n```text\n[no link](index.md)\n```\n' in text_of(
        built, "one"
    )
    assert re.search(
        r"plt\.show\(\)\n```\n\n!\[A rising \\\[line\\\]\]\([./]+figures/\w+\.svg\)\n", text_of(built, "two")
    )


def test_folded_code_of_a_snippet_is_open_below_its_summary(built):
    code = FILES["snippets/three.py"]
    fold = f"*The loop:*\n\n```python\n{code}```\n\n```text\n0\n1\n```\n"
    assert fold in text_of(built, "three")
