"""A build that keeps what MkDocs made makes the site that a build from nothing makes."""

import shutil
from pathlib import Path

import pytest
from mini import try_to_build, write_files
from sites import assert_same, build_apart

CONFIG = """\
site_name: Mini
theme: {name: material, custom_dir: theme}
plugins: [search, academy]
markdown_extensions: [admonition, attr_list, pymdownx.superfences, toc: {permalink: true}]
validation: {anchors: warn}
"""
FILES = {
    "mkdocs.yml": CONFIG,
    "theme/main.html": '{% extends "base.html" %}\n{% block htmltitle %}<title>Old</title>{% endblock %}\n',
    "docs/index.md": "# Home $x^2$\n\n[To two](two.md#part) and ![a picture](red.svg)\n",
    "docs/glossary.md": "# Glossary\n\n## Weight\n\nA number.\n",
    "docs/one.md": "# One\n\nSome amber words.\n\n```python\nprint(1 + 1)\n```\n",
    "docs/two.md": "---\ndescription: old\n---\n# Two\n\n## Part\n\n[Home](index.md), [weight](glossary.md#weight).\n",
    "docs/red.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}
CHANGES = {
    "a word": {"docs/one.md": ("amber", "cobalt")},
    "a title": {"docs/one.md": ("# One", "# Uno")},
    "a block": {"docs/one.md": ("1 + 1", "1 + 2")},
    "a formula": {"docs/index.md": ("x^2", "x^3")},
    "a definition": {"docs/glossary.md": ("A number", "A factor")},
    "the front matter": {"docs/two.md": ("description: old", "description: new\ntags: [a]\nsearch: {boost: 2}")},
    "a heading with its links": {"docs/two.md": ("## Part", "## Piece"), "docs/index.md": ("#part", "#piece")},
    "a template": {"theme/main.html": ("Old", "New")},
    "an extension": {"mkdocs.yml": ("attr_list, ", "")},
    "an extension's options": {"mkdocs.yml": ("permalink: true", "permalink: '#'")},
    "the addresses": {"mkdocs.yml": ("site_name: Mini", "site_name: Mini\nuse_directory_urls: false")},
    "the site's name": {"mkdocs.yml": ("Mini", "Maxi")},
    "the order of the pages": {"mkdocs.yml": ("site_name", "nav: [two.md, one.md, glossary.md, index.md]\nsite_name")},
}

EXTENSION = """\
from markdown.extensions import Extension

class makeExtension(Extension):
    def extendMarkdown(self, converter): ...

def slug(text, separator):
    return "".join(filter(str.isalnum, text.lower()))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """The site, built once; not to be changed."""
    root = tmp_path_factory.mktemp("built")
    write_files(root, FILES)
    assert build(root) == (0, "")
    return root


@pytest.fixture
def site(built, tmp_path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "site"))


def build(root: Path, *options: str) -> tuple[int, str]:
    """The exit status of a strict build, and its warnings."""
    status, said = try_to_build(root, "--strict", *options)
    return status, "\n".join(line for line in said.splitlines() if line.startswith("WARNING"))


def kept(root: Path) -> dict[str, int]:
    """When each conversion was kept, by step and page."""
    return {path.name: path.stat().st_mtime_ns for path in (root / ".cache/academy/pages").glob("*")}


def made_again(root: Path, before: dict[str, int]) -> list[str]:
    return sorted(name.partition("-")[0] for name, time in kept(root).items() if before.get(name) != time)


def assert_same_site(root: Path, fresh: Path) -> None:
    """The site is what a build from nothing makes, byte for byte."""
    shutil.copytree(root, fresh, ignore=shutil.ignore_patterns(".cache", "site"))
    assert build(fresh)[0] == 0
    assert_same(root / "site", fresh / "site")


def change(root: Path, edits: dict[str, tuple[str, str]]) -> None:
    for name, (old, new) in edits.items():
        text = (root / name).read_text()
        assert old in text
        (root / name).write_text(text.replace(old, new))


def test_unchanged_build_converts_nothing(site):
    before = kept(site)
    assert len(before) == 8
    assert build(site) == (0, "")
    assert made_again(site, before) == []


def test_changed_page_alone_is_converted(site):
    before = kept(site)
    change(site, CHANGES["a word"])
    assert build(site) == (0, "")
    assert made_again(site, before) == ["page", "search"]


@pytest.mark.parametrize("name", CHANGES)
def test_change_gives_the_site_of_a_build_from_nothing(name, site, tmp_path):
    change(site, CHANGES[name])
    assert build(site) == (0, "")
    assert_same_site(site, tmp_path / "fresh")


def test_page_and_picture_that_come_and_go_give_the_site_of_a_build_from_nothing(site, tmp_path):
    (site / "docs/one.md").unlink()
    write_files(site, {"docs/three.md": "# Three\n", "docs/blue.svg": FILES["docs/red.svg"]})
    assert build(site) == (0, "")
    assert_same_site(site, tmp_path / "fresh")


@pytest.mark.parametrize(
    ("edits", "warning"),
    [
        ({"docs/two.md": ("## Part", "## Piece")}, "does not contain an anchor '#part'"),
        ({"docs/index.md": ("red.svg", "green.svg")}, "contains a link 'green.svg', but the target is not found"),
    ],
)
def test_warning_comes_at_every_build(edits, warning, site):
    change(site, edits)
    build(site, "--quiet")  # which hears none
    for _ in range(2):
        status, warnings = build(site)
        assert (status, warning in warnings) == (1, True)


def test_file_that_goes_is_missed_by_the_unchanged_page(site):
    (site / "docs/red.svg").unlink()
    status, warnings = build(site)
    assert (status, "red.svg" in warnings) == (1, True)


@pytest.mark.parametrize(
    "extension",
    [
        "pymdownx.snippets: {base_path: [parts], auto_append: [words.md]}",
        "local_extension",
        "toc: {slugify: !!python/name:local_extension.slug }",
    ],
)
def test_nothing_is_kept_where_an_extension_may_read_more(extension, tmp_path):
    write_files(tmp_path, FILES | {"parts/words.md": "*[amber]: a colour\n", "local_extension.py": EXTENSION})
    change(tmp_path, {"mkdocs.yml": ("toc: {permalink: true}", extension)})
    build_apart(tmp_path)  # an extension is imported from the folder of the build
    assert kept(tmp_path) == {}


@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], lambda data: data[:-9] + b"~" + data[-8:]])
def test_damaged_file_is_made_again(damage, site, tmp_path):
    for folder in ("pages", "templates"):
        for path in (site / ".cache/academy" / folder).iterdir():
            path.write_bytes(damage(path.read_bytes()))
    assert build(site) == (0, "")
    assert_same_site(site, tmp_path / "fresh")


def test_disk_that_refuses_costs_time_alone(site, tmp_path):
    shutil.rmtree(site / ".cache")
    write_files(site, {".cache": "a file where the folder would be"})
    assert build(site) == (0, "")
    (site / ".cache").unlink()
    assert_same_site(site, tmp_path / "fresh")
