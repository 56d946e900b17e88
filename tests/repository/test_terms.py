"""The terms of the course's glossary, and the links to them."""

import re

import pytest
from courses import PROJECTS
from markdown.extensions.toc import slugify
from mini import ROOT

TEXT = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
TERMS = re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
DEFINITIONS = dict(re.findall(r"^## (.+)\n\n((?:.+\n)+)", TEXT, re.MULTILINE))
PAGES = sorted(path for path in (ROOT / "docs").rglob("*.md") if path.name != "glossary.md")


def test_terms_stand_in_order_and_each_has_a_definition():
    assert sorted(TERMS, key=str.casefold) == TERMS
    assert list(DEFINITIONS) == TERMS
    odd = [term for term, text in DEFINITIONS.items() if not text.endswith((".\n", ".)\n")) or len(text.split()) > 60]
    assert odd == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT / "docs").as_posix())
def test_page_links_a_term_on_its_first_use_alone(page):
    anchors = re.findall(r"glossary\.md#([\w-]+)", page.read_text(encoding="utf-8"))
    assert [anchor for anchor in set(anchors) if anchors.count(anchor) > 1] == [], "link a term once on a page"


def test_every_entry_is_linked_from_a_page():
    texts = [path.read_text(encoding="utf-8") for path in (*PAGES, *PROJECTS)]
    linked = {anchor for text in texts for anchor in re.findall(r"glossary\.md#([\w-]+)", text)}
    assert sorted({slugify(term, "-") for term in TERMS} - linked) == []
