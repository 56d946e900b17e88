"""The glossary, and the hook that explains the links to it."""

import importlib.util
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from markdown.extensions.toc import slugify

ROOT = Path(__file__).parent.parent
SPEC = importlib.util.spec_from_file_location("glossary", ROOT / "overrides/hooks/glossary.py")
hook = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(hook)
TEXT = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
TERMS = re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
PAGES = sorted(path for path in (ROOT / "docs").rglob("*.md") if path.name != "glossary.md")


def explained(html: str, glossary: str | None) -> str:
    file = SimpleNamespace(content_string=glossary) if glossary is not None else None
    return hook.on_page_content(html, files=SimpleNamespace(get_file_from_path=lambda path: file))


def test_link_to_an_entry_carries_its_definition():
    glossary = '# G\n\n## A term\n\nIt "is" a\n[link](x.md) and `code`.\n\nTaught in x.\n\n## Other\n\nY.\n'
    html = '<a href="../glossary/#a-term">a</a> <a class="x" href="glossary.html#other">b</a>'
    assert explained(html, glossary) == (
        '<a href="../glossary/#a-term" title="It &quot;is&quot; a link and code.">a</a> '
        '<a class="x" href="glossary.html#other" title="Y.">b</a>'
    )


@pytest.mark.parametrize("glossary", [None, "# Empty\n"])
@pytest.mark.parametrize("html", ['<a href="glossary/#gone">x</a>', '<a href="other/#a" title="t">x</a>'])
def test_other_links_and_sites_are_left_alone(html, glossary):
    assert explained(html, glossary) == html


def test_terms_stand_in_order_and_each_has_a_definition():
    assert sorted(TERMS, key=str.casefold) == TERMS
    found = hook.definitions(TEXT)
    assert list(found) == [slugify(term, "-") for term in TERMS]
    odd = [term for term, text in found.items() if not text.endswith((".", ".)")) or len(text.split()) > 60]
    assert odd == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_links_a_term_on_its_first_use_alone(page):
    anchors = re.findall(r"glossary\.md#([\w-]+)", page.read_text(encoding="utf-8"))
    assert [anchor for anchor in set(anchors) if anchors.count(anchor) > 1] == [], "link a term once on a page"


def test_every_entry_is_linked_from_a_page():
    texts = [path.read_text(encoding="utf-8") for path in (*PAGES, *(ROOT / "docs").rglob("projects/*.py"))]
    linked = {anchor for text in texts for anchor in re.findall(r"glossary\.md#([\w-]+)", text)}
    assert sorted(set(hook.definitions(TEXT)) - linked) == []
