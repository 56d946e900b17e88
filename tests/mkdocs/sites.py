"""A mini-site with a block of each kind, and what the tests of MkDocs do with a site: build, read, compare, serve."""

import contextlib
import filecmp
import os
import re
import signal
import sys
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import psutil
from bs4 import BeautifulSoup
from mini import python, wait_for, write_files

CONFIG = """\
site_name: Mini
strict: true
theme: {name: material}
plugins: [search, academy]
markdown_extensions: [admonition, pymdownx.details, pymdownx.superfences, pymdownx.tabbed: {alternate_style: true}]
"""
PAGE = """\
# A page

```python
import torch

torch.manual_seed(1)
print(torch.rand(2), hash("a"))
```

!!! note

    <!--alt: A rising line-->

    ```python title="A figure"
    --8<-- "figure.py:draw"
    ```

=== "A tab"

    - a list

        ```py
        print("deep", "</code></pre><script>alert(1)</script>")
        ```

<!--pytest.mark.xfail(raises=ZeroDivisionError)-->
```python
1 / 0
print("never")
```
"""
FIGURE = "# %% draw\nimport matplotlib.pyplot as plt\n\nplt.plot([1, 2])\nplt.show()\n"
OPENER = build_opener(ProxyHandler({}))  # the site is on this machine, whatever proxy leads to others


def make(root: Path, page: str = PAGE, figure: str = FIGURE) -> Path:
    """Write the mini-site."""
    write_files(
        root, {"mkdocs.yml": CONFIG, "docs/page.md": page, "docs/index.md": "# Home\n", "snippets/figure.py": figure}
    )
    return root


def build_apart(root: Path, *options: str, **variables: str) -> str:
    """What `mkdocs build` says as a process of its own, with these variables; it must succeed."""
    done = python("-m", "mkdocs", "build", "--strict", *options, cwd=root, NO_MKDOCS_2_WARNING="1", **variables)
    assert done.returncode == 0, done.stderr
    return done.stderr


def ran(said: str) -> int:
    """How many programs a build has run."""
    return len(re.findall(r"- +ran ", said))


def soup(root: Path, page: str = "page/index.html") -> BeautifulSoup:
    """A page of the built site."""
    return BeautifulSoup((root / "site" / page).read_text(encoding="utf-8"), "html.parser")


def assert_same(one: Path, other: Path) -> None:
    """Both folders hold the same files with the same bytes."""
    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(other) for path in other.rglob("*") if path.is_file())
    assert names
    _, different, failed = filecmp.cmpfiles(one, other, [os.fspath(name) for name in names], shallow=False)
    assert (different, failed) == ([], [])


@contextlib.contextmanager
def served(root: Path, *options: str) -> Iterator[str]:
    """The address of the site while it is being served, by default as `make serve` does."""
    command = [sys.executable, "-m", "mkdocs", "serve", "--no-strict", "--livereload", "-a", "127.0.0.1:0"]
    command += options or ["--dirty"]
    with (root / "serve.log").open("w") as log:
        server = psutil.Popen(
            command,
            cwd=root,
            stdout=log,
            stderr=log,
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # also where the tests ignore Ctrl-C
        )
    try:
        wait_for(lambda: _port(server))
        yield f"http://127.0.0.1:{_port(server)}"
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=60)
        finally:
            with contextlib.suppress(psutil.NoSuchProcess):
                server.kill()  # no test leaves it behind


def _port(server: psutil.Popen) -> int:
    """The port that the system has given to the server; 0 before it listens."""
    assert server.poll() is None, "the server has ended"
    listening = (found for found in server.net_connections("tcp4") if found.status == psutil.CONN_LISTEN)
    return next((found.laddr.port for found in listening), 0)


def read_page(url: str, pattern: str) -> str:
    """The served page once it has the pattern."""
    html = ""

    def has_it() -> bool:
        nonlocal html
        try:
            with OPENER.open(url, timeout=30) as answer:
                html = answer.read().decode()
        except (OSError, HTTPException, UnicodeDecodeError):  # it is not there yet, or being written
            html = ""
        return bool(re.search(pattern, html, re.DOTALL))

    try:
        wait_for(has_it)
    except AssertionError:
        raise AssertionError(f"{pattern} never appeared in {html[-3000:]}") from None
    return html
