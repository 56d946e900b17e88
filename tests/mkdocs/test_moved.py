"""The old address of a page that has moved leads to it, on every host and without a script within the page."""

import re
from pathlib import Path

import pytest
from mini import build, try_to_build, write_files
from sites import soup

CONFIG = "site_name: Mini\ntheme: {name: material}\nplugins: [search, academy]\n"


def make(root: Path, redirects: str, config: str = CONFIG) -> Path:
    page = f"---\ntitle: New\nredirect_from: {redirects}\n---\n\n# New\n\n## Below\n"
    write_files(root, {"mkdocs.yml": config, "docs/index.md": "# Home\n", "docs/course/new.md": page})
    return root


@pytest.mark.parametrize(
    ("old", "address", "leads_to"),
    [
        ("course/old.md", "course/old/index.html", "../new/"),
        ("old.md", "old/index.html", "../course/new/"),
        ("a/b/index.md", "a/b/index.html", "../../course/new/"),
        ("course/two words.md", "course/two words/index.html", "../new/"),
    ],
)
def test_old_address_leads_to_the_page(tmp_path, old, address, leads_to):
    build(make(tmp_path, f"[{old}]"), "--strict")
    page = soup(tmp_path, address)
    assert page.select_one("meta[http-equiv=refresh]")["content"] == f"0; url={leads_to}"
    assert page.a["href"] == leads_to
    assert page.script.get_text() == "" and (tmp_path / "site" / address).parent.joinpath(page.script["src"]).is_file()
    assert "old" not in (tmp_path / "site/sitemap.xml").read_text(encoding="utf-8")


def test_old_address_of_a_page_that_is_a_file(tmp_path):
    build(make(tmp_path, "[course/old.md]", CONFIG + "use_directory_urls: false\n"))
    assert soup(tmp_path, "course/old.html").a["href"] == "new.html"


def test_site_whose_pages_never_moved_has_no_script_for_it(tmp_path):
    build(make(tmp_path, "[]"))
    assert list((tmp_path / "site").rglob("moved.js")) == []


@pytest.mark.parametrize(
    "wrong", ["index.md", "[course/new.md]", "[old.md, old.md]", "[../old.md]", "[/old.md]", "[old]", "[3]", "{a: b}"]
)
def test_wrong_old_address_ends_the_build_and_names_its_line(tmp_path, wrong):
    code, said = try_to_build(make(tmp_path, wrong))
    assert code == 1 and not (tmp_path / "site").exists()
    assert re.search(r"docs/course/new\.md:3: expected in redirect_from a page that is there no more", said)
