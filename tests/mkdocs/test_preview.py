"""`mkdocs serve` while an author makes and mends a mistake."""

from mini import write_files
from sites import read_page, served

CONFIG = "site_name: x\ntheme: {name: material}\nplugins: [academy]\nmarkdown_extensions: [pymdownx.superfences]\n"
PAGE = '# Page\n\n```python\nprint("first")\n```\n\n```python\n--8<-- "one.py"\n```\n'


def test_mistake_is_shown_in_its_place_until_it_is_mended(tmp_path):
    files = {
        "mkdocs.yml": CONFIG,
        "docs/page.md": PAGE,
        "docs/index.md": "# Home\n",
        "snippets/one.py": "print('one')\n",
    }
    write_files(tmp_path, files)
    with served(tmp_path) as address:
        html = read_page(f"{address}/page/", "<samp>first\n")
        assert "output-problem" not in html
        write_files(tmp_path, {"docs/page.md": PAGE.replace('"first"', "1 / 0")})
        html = read_page(f"{address}/page/", r'output-problem" role="alert".*docs/page\.md:4: ZeroDivisionError')
        assert "<samp>one\n" in html
        assert "Home" in read_page(f"{address}/", "Home")
        write_files(tmp_path, {"docs/page.md": PAGE.replace("one.py", "two.py")})
        read_page(f"{address}/page/", "docs/page.md:8: unknown snippet")
        write_files(tmp_path, {"docs/page.md": PAGE})
        assert "output-problem" not in read_page(f"{address}/page/", "<samp>first\n.*<samp>one\n")
        write_files(tmp_path, {"snippets/one.py": "print('changed')\n"})
        read_page(f"{address}/page/", "<samp>changed\n")
        write_files(tmp_path, {"docs/page.md": b"# Page\n\nA lone \xff.\n"})
        assert "docs/page.md:3: the page is not UTF-8" in read_page(f"{address}/page/", "A lone \ufffd")
    assert "inaccurate" not in (tmp_path / "serve.log").read_text()


def test_navigation_knows_every_title_after_a_save(tmp_path):
    write_files(tmp_path, {"mkdocs.yml": CONFIG, "docs/page.md": PAGE, "docs/index.md": "# Home\n"})
    write_files(tmp_path, {"docs/other.md": "# The other\n", "snippets/one.py": "print(1)\n"})
    with served(tmp_path) as address:
        read_page(f"{address}/page/", "<samp>first\n")
        write_files(tmp_path, {"docs/page.md": PAGE + "\nA word.\n"})
        html = read_page(f"{address}/page/", "A word")
        assert "The other" in html and "None" not in html
        write_files(tmp_path, {"docs/other.md": "# Renamed\n"})
        assert "A word" in read_page(f"{address}/page/", "Renamed")


def test_clean_preview_is_served_where_mkdocs_looks_for_it(tmp_path):
    write_files(tmp_path, {"mkdocs.yml": CONFIG, "docs/index.md": PAGE, "snippets/one.py": "print(1)\n"})
    with served(tmp_path, "--clean") as address:
        read_page(f"{address}/", "<samp>first\n")
        write_files(tmp_path, {"docs/index.md": PAGE.replace("first", "second")})
        read_page(f"{address}/", "<samp>second\n")
    assert not (tmp_path / "site").exists()


def test_theme_is_watched_if_asked_for(tmp_path):
    config = CONFIG.replace("material}", "material, custom_dir: theme}")
    write_files(tmp_path, {"mkdocs.yml": config, "docs/index.md": "# Home\n", "theme/main.html": "before"})
    with served(tmp_path, "--watch-theme") as address:
        read_page(f"{address}/", "before")
        write_files(tmp_path, {"theme/main.html": "after"})
        read_page(f"{address}/", "after")


def test_mistake_that_another_file_mends_is_no_longer_shown(tmp_path):
    block = '# {}\n\n{}\n```python\n--8<-- "{}.py"\n```\n'
    bad = "# %% One\nprint(1)\n# %% Two\n"
    pages = {
        "docs/a.md": block.format("A", "<!--varies-->", "one"),
        "docs/b.md": block.format("B", "", "one"),
        "docs/c.md": block.format("C", "", "bad"),
        "docs/index.md": "# Home\n",
    }
    write_files(tmp_path, {"mkdocs.yml": CONFIG, "snippets/one.py": "print(1)\n", "snippets/bad.py": bad, **pages})
    with served(tmp_path) as address:
        read_page(f"{address}/b/", "says other things")
        read_page(f"{address}/c/", "found '# %% One'")
        write_files(tmp_path, {"docs/a.md": block.format("A", "", "one")})
        read_page(f"{address}/b/", "<h1[^>]*>B(?!.*output-problem)")
        write_files(tmp_path, {"snippets/bad.py": bad.replace("One", "one")})
        read_page(f"{address}/c/", "found '# %% Two'")
