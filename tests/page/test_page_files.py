"""The pages of a folder, as MkDocs would publish them, and the site that they make."""

import pytest
from mini import Files, write_files

from academy.page.blocks import Embedded
from academy.page.files import not_utf8, read_pages, read_site
from academy.problems import BadInput
from academy.settings import Settings

EMBED = '```python\n--8<-- "one.py"\n```\n'


def settings_of(root, pages: Files, **options) -> Settings:
    """A site of these files below docs/."""
    write_files(root / "docs", pages)
    return Settings(root, root / "docs", **options)


def test_pages_are_read_by_their_names_relative_to_the_root(tmp_path):
    pages = {"index.md": "# Home\n", "course/lesson.md": b"\xef\xbb\xbf# \xc3\xa9\r\n", "course/more/a.markdown": "a"}
    assert read_pages(settings_of(tmp_path, pages)) == {
        "docs/index.md": "# Home\n",
        "docs/course/lesson.md": "# é\r\n",
        "docs/course/more/a.markdown": "a",
    }


@pytest.mark.parametrize(
    "name", ["a.txt", "a.py", ".hidden.md", ".folder/a.md", "templates/a.md", "drafts/a.md", "old-a.md"]
)
def test_what_mkdocs_publishes_as_no_page_is_none(tmp_path, name):
    settings = settings_of(tmp_path, {"index.md": "", name: ""}, exclude=("/drafts/", "old-*.md"))
    assert list(read_pages(settings)) == ["docs/index.md"]


def test_only_the_outermost_templates_are_no_pages(tmp_path):
    assert list(read_pages(settings_of(tmp_path, {"course/templates/a.md": ""}))) == ["docs/course/templates/a.md"]


@pytest.mark.parametrize(
    ("names", "published"),
    [
        (["README.md", "index.md"], "index.md"),
        (["README.md"], "README.md"),
        (["a/README.md", "a/index.md"], "a/index.md"),
        (["a.markdown", "a.md"], "a.md"),
    ],
)
def test_of_pages_with_one_address_the_last_is_published(tmp_path, names, published):
    assert list(read_pages(settings_of(tmp_path, dict.fromkeys(names, "")))) == [f"docs/{published}"]


def test_a_folder_behind_a_link_is_read(tmp_path):
    write_files(tmp_path / "elsewhere", {"a.md": "# A\n"})
    settings = settings_of(tmp_path, {"index.md": ""})
    (settings.docs / "linked").symlink_to(tmp_path / "elsewhere")
    assert list(read_pages(settings)) == ["docs/index.md", "docs/linked/a.md"]


def test_a_folder_without_pages_or_no_folder_has_none(tmp_path):
    assert read_pages(settings_of(tmp_path, {"a.txt": ""})) == {}
    assert read_pages(Settings(tmp_path, tmp_path / "none")) == {}


def test_a_page_that_is_not_utf8_is_an_error_on_its_line(tmp_path):
    with pytest.raises(BadInput) as error:
        read_pages(settings_of(tmp_path, {"index.md": b"# Home\n\nna\xefve\n"}))
    (problem,) = error.value.problems
    assert (problem.page, problem.line) == ("docs/index.md", 3)
    assert problem.message == "the page is not UTF-8: invalid continuation byte"


@pytest.mark.parametrize(("text", "line"), [(b"\xff", 1), (b"a\nb\n\xe9", 3), (b"a\r\n\xe9\n", 2)])
def test_the_line_of_a_byte_that_is_no_text_is_counted_from_1(text, line):
    with pytest.raises(UnicodeDecodeError) as error:
        text.decode()
    assert not_utf8("docs/a.md", error.value).line == line


def test_a_site_is_read_with_the_snippets_and_extensions_of_its_settings(tmp_path):
    write_files(tmp_path / "snippets", {"one.py": "print(1)\n"})
    tab = '=== "Tab"\n\n    ```python\n    x\n    ```\n'
    for extensions, codes in [((), ["print(1)"]), (("toc", "pymdownx.tabbed"), ["print(1)", "x"])]:
        settings = settings_of(tmp_path, {}, extensions=extensions)
        site = read_site(settings, {"docs/a.md": EMBED, "docs/b.md": EMBED + tab})
        assert [block.code for block in site.pages["docs/b.md"].blocks] == codes
        assert len(site.showings[Embedded("snippets/one.py")].blocks) == 2
        assert site.problems == ()


def test_a_snippet_that_is_missing_is_told_on_each_page(tmp_path):
    site = read_site(settings_of(tmp_path, {}), {"docs/a.md": EMBED, "docs/b.md": EMBED})
    assert [(problem.page, problem.message) for problem in site.problems] == [
        ("docs/a.md", "unknown snippet 'one.py'"),
        ("docs/b.md", "unknown snippet 'one.py'"),
    ]
