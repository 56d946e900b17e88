"""Links to the glossary of a site, which carry the definitions of their terms."""

from types import SimpleNamespace

import pytest
from mini import build, write_files
from sites import read_page, served, soup

from academy.mkdocs.glossary import explained

CONFIG = "site_name: x\nstrict: true\ntheme: {name: material}\nplugins: [academy]\n"
FILES = {
    "docs/index.md": "# Home\n\nA [term](glossary.md#a-term), and [another](glossary.md#other).\n",
    "docs/part/page.md": "# Page\n\nOne [term](../glossary.md#a-term).\n",
    "docs/glossary.md": "# Glossary\n\n## A term\n\nIt is `one`.\n\n## Other\n\nY.\n",
}


def explained_by(html: str, glossary: str | None) -> str:
    file = SimpleNamespace(content_bytes=glossary.encode()) if glossary is not None else None
    return explained(html, SimpleNamespace(get_file_from_path=lambda path: file))


def test_link_to_an_entry_carries_its_definition():
    glossary = '# G\n\n## A term\n\nIt "is" a\n[link](x.md) and `code`.\n\nTaught in x.\n\n## Other\n\nY.\n'
    html = '<a href="../glossary/#a-term">a</a> <a class="x" href="glossary.html#other">b</a>'
    assert explained_by(html, glossary) == (
        '<a href="../glossary/#a-term" title="It &quot;is&quot; a link and code.">a</a> '
        '<a class="x" href="glossary.html#other" title="Y.">b</a>'
    )


@pytest.mark.parametrize("glossary", [None, "# Empty\n"])
@pytest.mark.parametrize("html", ['<a href="glossary/#gone">x</a>', '<a href="other/#a" title="t">x</a>'])
def test_other_links_and_sites_are_left_alone(html, glossary):
    assert explained_by(html, glossary) == html


@pytest.mark.parametrize(("urls", "page"), [("true", "part/page/index.html"), ("false", "part/page.html")])
def test_any_site_with_a_glossary_has_its_links_explained(urls, page, tmp_path):
    write_files(tmp_path, FILES | {"mkdocs.yml": f"{CONFIG}use_directory_urls: {urls}\n"})
    build(tmp_path)
    titles = [link["title"] for link in soup(tmp_path, "index.html").select("article a[title]:not(.headerlink)")]
    assert titles == ["It is one.", "Y."]
    assert [link["title"] for link in soup(tmp_path, page).select("article p a")] == ["It is one."]


def test_preview_follows_the_glossary_and_outlives_one_that_is_no_text(tmp_path):
    write_files(tmp_path, FILES | {"mkdocs.yml": CONFIG})
    with served(tmp_path) as address:
        read_page(f"{address}/part/page/", 'title="It is one.">term')
        write_files(tmp_path, {"docs/glossary.md": "# Glossary\n\n## A term\n\nIt is two.\n"})
        read_page(f"{address}/part/page/", 'title="It is two.">term')
        write_files(tmp_path, {"docs/glossary.md": b"# Glossary\n\n## A term\n\nA lone \xff.\n"})
        read_page(f"{address}/glossary/", "docs/glossary.md:5: the page is not UTF-8")
