"""`llms.txt`: the list of pages for language models, by the grammar of https://llmstxt.org."""

import re
from urllib.parse import unquote

import pytest
from mini import ROOT, SITE_URL, python, write_files
from mkdocs.utils.meta import get_data

GRAMMAR = re.compile(
    r"# \S.*\n\n> \S.*\n\n(?:[^#>\n-].*\n)+\n"  # the title, the summary, a paragraph
    r"(?P<sections>(?:## \S.*\n\n(?:- .*\n)+\n?)+)\Z"
)
ITEM = re.compile(r"^- \[(?P<name>[^][\n]+)\]\((?P<url>[^\s()]+)\)(?:: (?P<notes>\S.*))?$")


def sections_of(text):
    """The items of each section."""
    parts = re.split(r"^## (.*)\n", GRAMMAR.match(text)["sections"], flags=re.MULTILINE)[1:]
    return {
        name: [ITEM.match(line) for line in items.strip().split("\n")]
        for name, items in zip(parts[::2], parts[1::2], strict=True)
    }


@pytest.fixture(scope="module")
def text(site):
    return (site / "llms.txt").read_text("utf-8")


def test_the_list_follows_its_grammar(text):
    assert GRAMMAR.match(text)
    sections = sections_of(text)
    assert all(all(items) for items in sections.values())
    assert [*sections][-1] == "Optional" and len(sections) > 5


def test_the_list_names_every_page_once_by_its_markdown(text, site):
    urls = [item["url"] for items in sections_of(text).values() for item in items]
    assert all(url.startswith(SITE_URL) for url in urls)
    found = sorted(unquote(url.removeprefix(SITE_URL)) for url in urls)
    assert found == sorted(path.relative_to(site).as_posix() for path in site.rglob("*.md"))


def test_the_list_has_the_titles_and_descriptions_of_the_pages(text):
    sections = sections_of(text)
    _, meta = get_data((ROOT / "docs/pytorch/autograd/check.md").read_text("utf-8"))
    assert (meta["title"], meta["description"]) in [(i["name"], i["notes"]) for i in sections["PyTorch: Autograd"]]
    assert all(item["notes"] for items in sections.values() for item in items)


CONFIG = f"""\
site_name: Mini
site_description: Small.
theme:
  name: material
  custom_dir: {ROOT / "overrides"}
  static_templates: [llms.txt]
plugins: [academy]
hooks: [{ROOT / "overrides/hooks/course.py"}]
nav: [index.md, C: [c/index.md, c/a b.md]]
"""


def test_without_an_address_of_the_site_the_list_is_relative(tmp_path):
    pages = {"docs/index.md": "# Home\n", "docs/c/index.md": "# Course\n", "docs/c/a b.md": "# Lesson\n"}
    write_files(tmp_path, {"mkdocs.yml": CONFIG, **pages})
    done = python("-m", "mkdocs", "build", "-q", cwd=tmp_path, NO_MKDOCS_2_WARNING="1")
    assert done.returncode == 0, done.stderr
    sections = sections_of((tmp_path / "site/llms.txt").read_text("utf-8"))
    urls = {name: [item["url"] for item in items] for name, items in sections.items()}
    assert urls == {"Course": ["c/index.md"], "Course: Lesson": ["c/a%20b/index.md"], "Optional": ["index.md"]}
