"""`mkdocs serve` while an author makes and mends a mistake."""

import shutil
import socket

import pytest
from mini import ROOT, build, write_files
from sites import read_page, served

from academy.build import build_of
from academy.mkdocs.config import read_settings

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


def test_page_is_shown_before_a_slow_program_and_once_more_with_its_output(tmp_path):
    slow = 'import time\ntime.sleep(5)\nprint("late")'
    page = f"# Page\n\n```python\nprint('soon')\n```\n\n```python\n{slow}\n```\n"
    write_files(tmp_path, {"mkdocs.yml": CONFIG, "docs/index.md": "# Home\n", "docs/page.md": page})
    with served(tmp_path) as address:
        html = read_page(f"{address}/page/", "This program still runs")
        assert "<samp>soon\n" in html and "<samp>late\n" not in html
        html = read_page(f"{address}/page/", "<samp>late\n")
        assert "This program still runs" not in html


def test_save_while_a_program_runs_does_not_begin_it_anew(tmp_path):
    page = "# Page\n\n```python\nimport time\ntime.sleep(5)\nprint('late')\n```\n\n{}\n"
    write_files(tmp_path, {"mkdocs.yml": CONFIG, "docs/index.md": "# Home\n", "docs/page.md": page.format("One.")})
    with served(tmp_path) as address:
        read_page(f"{address}/page/", "This program still runs.*One")
        write_files(tmp_path, {"docs/page.md": page.format("Two.")})
        assert "<samp>late\n" in read_page(f"{address}/page/", "<samp>late\n.*Two")
    assert (tmp_path / "serve.log").read_text().count("ran docs/page.md:3") == 1


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (CONFIG + "nav: [\n", "error parsing the configuration file"),
        (CONFIG + "theme: {name: no-such-theme}\n", "Unrecognised theme name"),
        (CONFIG.replace("[academy]", "[academy: {seconds: fast}]"), "Plugin 'academy' option 'seconds'"),
    ],
)
def test_broken_configuration_is_said_on_the_page_until_it_is_mended(tmp_path, broken, said):
    write_files(tmp_path, {"mkdocs.yml": CONFIG, "docs/index.md": "# Home\n\n```python\nprint(1)\n```\n"})
    with served(tmp_path) as address:
        read_page(f"{address}/", "<samp>1\n")
        write_files(tmp_path, {"mkdocs.yml": broken})
        read_page(f"{address}/", f'<article[^>]*><div class="output output-problem".*{said}.*<samp>1\n')
        write_files(tmp_path, {"mkdocs.yml": CONFIG.replace("site_name: x", "site_name: Mended")})
        assert "output-problem" not in read_page(f"{address}/", "<title>Mended</title>")


def test_changed_engine_begins_anew_and_a_broken_one_is_said(tmp_path):
    shutil.copytree(ROOT / "academy", tmp_path / "academy", ignore=shutil.ignore_patterns("__pycache__"))
    write_files(tmp_path, {"mkdocs.yml": CONFIG, "docs/index.md": "# Home\n\n```python\nprint(1)\n```\n"})
    source = tmp_path / "academy/publish/outputs.py"
    code = source.read_text(encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with served(tmp_path, "--dirty", "-a", address):
        read_page(f"http://{address}/", "<samp>1\n")
        source.write_text(f"{code}\n1 +\n", encoding="utf-8")
        read_page(f"http://{address}/", "the engine cannot be imported:.*SyntaxError: invalid syntax")
        source.write_text(
            code.replace('"output', '"changed output').replace("'output", "'changed output"), encoding="utf-8"
        )
        write_files(tmp_path, {"docs/index.md": "# Home\n\n```python\n1 / 0 + f()\n```\n"})
        read_page(f"http://{address}/", 'class="changed output output-problem"')


def test_draft_is_shown_by_the_preview_alone(tmp_path):
    draft = "# Draft\n\n```python\nprint(20 + 3)\n```\n"
    config = f"{CONFIG}draft_docs: /drafts/\n"
    write_files(tmp_path, {"mkdocs.yml": config, "docs/index.md": "# Home\n", "docs/drafts/new.md": draft})
    with served(tmp_path) as address:
        read_page(f"{address}/drafts/new/", "<samp>23\n")
    build(tmp_path)
    assert not (tmp_path / "site/drafts").exists()
    assert build_of(read_settings(tmp_path / "mkdocs.yml")).site.showings == {}


def test_answer_that_a_question_offers_is_written_again_when_it_changes(tmp_path):
    page = "# Page\n\n<!--ask: What?-->\n<!--option: one.py | why-->\n```python\nprint(1)\n```\n\n<!--/ask-->\n"
    write_files(tmp_path, {"mkdocs.yml": CONFIG, "docs/index.md": page, "snippets/one.py": "print('one')\n"})
    with served(tmp_path) as address:
        read_page(f"{address}/", "<samp>one</samp>")
        write_files(tmp_path, {"snippets/one.py": "print('other')\n"})
        read_page(f"{address}/", "<samp>other</samp>")
