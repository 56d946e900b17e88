"""Links to the glossary of a site, whose definitions a script opens in place, and the letters of the glossary."""

from types import SimpleNamespace

import pytest
from mini import build, write_files
from sites import read_page, served, soup

from academy.mkdocs.glossary import with_letters, with_terms

CONFIG = "site_name: x\nstrict: true\ntheme: {name: material}\nplugins: [academy]\n"
FILES = {
    "docs/index.md": "# Home\n\nA [term](glossary.md#a-term), and [another](glossary.md#other).\n",
    "docs/part/page.md": "# Page\n\nOne [term](../glossary.md#a-term).\n",
    "docs/glossary.md": "# Glossary\n\n## A term\n\nIt is `one`.\n\n## `a` second\n\nX.\n\n## Other\n\nY.\n",
}


def marked(html: str, glossary: bool = True) -> str:
    return with_terms(html, SimpleNamespace(get_file_from_path=lambda path: object() if glossary else None))


@pytest.mark.parametrize(
    "attributes",
    ['href="../glossary/#a-term"', 'class="x" href="glossary.html#other"', 'title="t" href="/en/glossary/#größe"'],
)
def test_link_to_an_entry_is_marked(attributes):
    assert marked(f"<p><a {attributes}>a</a></p>") == f"<p><a data-term {attributes}>a</a></p>"


@pytest.mark.parametrize(
    "html", ['<a href="glossary/">x</a>', '<a href="other/#a" title="t">x</a>', '<a href="my-glossaryx/#a">x</a>']
)
def test_other_links_and_sites_are_left_alone(html):
    assert marked(html) == html
    assert marked('<a href="../glossary/#a">x</a>', glossary=False) == '<a href="../glossary/#a">x</a>'


def test_glossary_of_one_letter_or_none_has_no_letters():
    for html in ("<h1>G</h1>", '<h2 id="a">A</h2>', '<h2 id="a">A</h2><h2 id="aa">aa</h2>'):
        assert with_letters(html) == html


@pytest.mark.parametrize(("urls", "page"), [("true", "part/page/index.html"), ("false", "part/page.html")])
def test_any_site_with_a_glossary_has_terms_and_letters(urls, page, tmp_path):
    write_files(tmp_path, FILES | {"mkdocs.yml": f"{CONFIG}use_directory_urls: {urls}\n"})
    build(tmp_path)
    for name, count in {"index.html": 2, page: 1}.items():
        html = soup(tmp_path, name)
        assert len(html.select("article a[data-term]")) == count
        assert len(html.select("article script[src$='terms.js']")) == 1
    glossary = soup(tmp_path, "glossary/index.html" if urls == "true" else "glossary.html")
    letters = [(link.text, link["href"]) for link in glossary.select("article .letters a")]
    assert letters == [("A", "#a-term"), ("O", "#other")]
    assert "It is" not in str(soup(tmp_path, page)), "a definition is fetched when it is asked for"


def test_preview_outlives_a_glossary_that_is_no_text(tmp_path):
    write_files(tmp_path, FILES | {"mkdocs.yml": CONFIG})
    with served(tmp_path) as address:
        read_page(f"{address}/part/page/", "<a data-term")
        write_files(tmp_path, {"docs/glossary.md": b"# Glossary\n\n## A term\n\nA lone \xff.\n"})
        read_page(f"{address}/glossary/", "docs/glossary.md:5: the page is not UTF-8")
