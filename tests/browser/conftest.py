"""A Chromium over the built course, or one sentence that says what to install."""

import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from mini import SITE_URL
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from browser.chromium import installed
from browser.server import Server, serve
from browser.visit import PATIENCE, READER, Faults, visit, watch

MISSING = (
    "the browser tests need Chromium: install Debian's package chromium, or run `.venv/bin/python -m playwright "
    "install --with-deps chromium`, or name its program in the environment variable CHROMIUM"
)
expect.set_options(timeout=PATIENCE * 1000)
WORKERS = min((os.cpu_count() or 1) + 1, 4)  # one more than cores: a page is often waited for


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> str:
    """The program: CHROMIUM's, one on PATH, Playwright's own, or Playwright's own after a download."""
    own = Path(playwright.chromium.executable_path)
    found = installed()
    if not found and (own.is_file() or _download()) and own.is_file():
        found = str(own)
    if not found and os.environ.get("CI"):
        pytest.fail(MISSING)
    if not found:
        pytest.skip(MISSING)
    return found


def _download() -> bool:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        return subprocess.run(command, capture_output=True, timeout=300).returncode == 0
    except subprocess.TimeoutExpired:
        return False


@pytest.fixture(scope="session")
def served(site: Path, chromium: str) -> Iterator[Server]:
    """The course on a server; asked for after the browser, so that nothing is built to be skipped."""
    with serve(site, urlsplit(SITE_URL).path) as server:
        yield server


@pytest.fixture(scope="session")
def launch(chromium: str, served: Server) -> Callable[[Playwright], Browser]:
    """A function that starts the browser, for which the server has the site's own address, without a port."""
    flags = ["--disable-gpu", "--disable-quic", "--disable-dev-shm-usage"]
    flags += [f"--host-resolver-rules=MAP {urlsplit(SITE_URL).hostname} 127.0.0.1:{served.port}"]
    return lambda playwright: playwright.chromium.launch(executable_path=chromium, args=flags)


@pytest.fixture(scope="session")
def browser(playwright: Playwright, launch: Callable[[Playwright], Browser]) -> Iterator[Browser]:
    with launch(playwright) as browser:
        yield browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader who comes for the first time, at a desk, with light colours."""
    with browser.new_context(**READER) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """The reader's page; the test fails at its end for anything that the page did wrong."""
    page = context.new_page()
    problems = watch(page)
    yield page
    assert problems == []


@pytest.fixture(scope="session")
def pages(site: Path) -> list[str]:
    """The address of every page below SITE_URL, the heaviest first; without `CI`, of the heaviest of each section.

    Pages that only lead elsewhere are left out.
    """
    files = sorted(site.rglob("*.html"), key=lambda path: -path.stat().st_size)
    files = [path for path in files if 'http-equiv="refresh"' not in path.read_text("utf-8")]
    names = [path.relative_to(site).as_posix().removesuffix("index.html") for path in files]
    sections = {tuple(name.split("/")[:2]): name for name in reversed(names)}
    return names if os.environ.get("CI") else [*sections.values()]


@pytest.fixture(scope="session")
def faults(launch: Callable[[Playwright], Browser], pages: list[str]) -> Faults:
    """All that is wrong with any page; each is visited once, by a few browsers at a time."""
    found, left = Faults(), deque(pages)

    def work(_: int) -> None:
        with (
            sync_playwright() as playwright,
            launch(playwright) as browser,
            browser.new_context(**READER, reduced_motion="reduce") as desk,  # one, which keeps what pages share
            browser.new_context(**READER, reduced_motion="reduce", has_touch=True, is_mobile=True) as phone,
        ):
            while left:
                visit(desk, phone, left.popleft(), found)

    with ThreadPoolExecutor(WORKERS) as executor:
        list(executor.map(work, range(WORKERS)))
    return found
