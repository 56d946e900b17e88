"""`mkdocs serve` while an author makes and mends a mistake."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPException
from urllib.request import ProxyHandler, build_opener

from conftest import write_files

CONFIG = "site_name: x\ntheme: {name: material}\nplugins: [academy]\nmarkdown_extensions: [pymdownx.superfences]\n"
PAGE = '# Page\n\n```python\nprint("first")\n```\n\n```python\n--8<-- "one.py"\n```\n'
OPENER = build_opener(ProxyHandler({}))  # the site is on this machine, whatever proxy leads to others


@contextmanager
def served(root, *options: str):
    """The address of the site while it is being served, by default as `make serve` does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", address, *(options or ["--dirty"])]
    with open(root / "serve.log", "w") as log:
        server = subprocess.Popen(
            command, cwd=root, stdout=log, stderr=log, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}
        )
    try:
        yield f"http://{address}"
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=60)
        finally:
            server.kill()  # no test leaves it behind


def wait_for(url: str, pattern: str) -> str:
    """The page once it has the pattern; fails after a minute without it."""
    deadline, html = time.monotonic() + 60, ""
    while time.monotonic() < deadline:
        try:
            with OPENER.open(url, timeout=30) as answer:
                html = answer.read().decode()
        except (OSError, HTTPException, UnicodeDecodeError):  # it is not there yet, or being written
            html = ""
        if re.search(pattern, html, re.DOTALL):
            return html
        time.sleep(0.1)
    raise AssertionError(f"{pattern} never appeared in {html[-3000:]}")


def test_mistake_is_shown_in_its_place_until_it_is_mended(tmp_path):
    files = {
        "mkdocs.yml": CONFIG,
        "docs/page.md": PAGE,
        "docs/index.md": "# Home\n",
        "snippets/one.py": "print('one')\n",
    }
    write_files(tmp_path, files)
    with served(tmp_path) as address:
        html = wait_for(f"{address}/page/", "<samp>first\n")
        assert "output-problem" not in html
        write_files(tmp_path, {"docs/page.md": PAGE.replace('"first"', "1 / 0")})
        html = wait_for(f"{address}/page/", r'output-problem" role="alert".*docs/page\.md:4: ZeroDivisionError')
        assert "<samp>one\n" in html
        assert "Home" in wait_for(f"{address}/", "Home")
        write_files(tmp_path, {"docs/page.md": PAGE.replace("one.py", "two.py")})
        wait_for(f"{address}/page/", "docs/page.md:8: unknown snippet")
        write_files(tmp_path, {"docs/page.md": PAGE})
        assert "output-problem" not in wait_for(f"{address}/page/", "<samp>first\n.*<samp>one\n")
        write_files(tmp_path, {"snippets/one.py": "print('changed')\n"})
        wait_for(f"{address}/page/", "<samp>changed\n")
        write_files(tmp_path, {"docs/page.md": b"# Page\n\nA lone \xff.\n"})
        assert "docs/page.md:3: the page is not UTF-8" in wait_for(f"{address}/page/", "A lone \ufffd")
    assert "inaccurate" not in (tmp_path / "serve.log").read_text()


def test_navigation_knows_every_title_after_a_save(tmp_path):
    write_files(tmp_path, {"mkdocs.yml": CONFIG, "docs/page.md": PAGE, "docs/index.md": "# Home\n"})
    write_files(tmp_path, {"docs/other.md": "# The other\n", "snippets/one.py": "print(1)\n"})
    with served(tmp_path) as address:
        wait_for(f"{address}/page/", "<samp>first\n")
        write_files(tmp_path, {"docs/page.md": PAGE + "\nA word.\n"})
        html = wait_for(f"{address}/page/", "A word")
        assert "The other" in html and "None" not in html
        write_files(tmp_path, {"docs/other.md": "# Renamed\n"})
        assert "A word" in wait_for(f"{address}/page/", "Renamed")


def test_clean_preview_is_served_where_mkdocs_looks_for_it(tmp_path):
    write_files(tmp_path, {"mkdocs.yml": CONFIG, "docs/index.md": PAGE, "snippets/one.py": "print(1)\n"})
    with served(tmp_path, "--clean") as address:
        wait_for(f"{address}/", "<samp>first\n")
        write_files(tmp_path, {"docs/index.md": PAGE.replace("first", "second")})
        wait_for(f"{address}/", "<samp>second\n")
    assert not (tmp_path / "site").exists()


def test_theme_is_watched_if_asked_for(tmp_path):
    config = CONFIG.replace("material}", "material, custom_dir: theme}")
    write_files(tmp_path, {"mkdocs.yml": config, "docs/index.md": "# Home\n", "theme/main.html": "before"})
    with served(tmp_path, "--watch-theme") as address:
        wait_for(f"{address}/", "before")
        write_files(tmp_path, {"theme/main.html": "after"})
        wait_for(f"{address}/", "after")


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
        wait_for(f"{address}/b/", "says other things")
        wait_for(f"{address}/c/", "found '# %% One'")
        write_files(tmp_path, {"docs/a.md": block.format("A", "", "one")})
        wait_for(f"{address}/b/", "<h1[^>]*>B(?!.*output-problem)")
        write_files(tmp_path, {"snippets/bad.py": bad.replace("One", "one")})
        wait_for(f"{address}/c/", "found '# %% Two'")
