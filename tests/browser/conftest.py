"""A Chromium over the built course, or one sentence that says what to install."""

import os
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from mini import SITE_URL
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, expect, sync_playwright

from browser.server import Server, serve

MISSING = (
    "the browser tests need Chromium: install Debian's package chromium, or run `.venv/bin/python -m playwright "
    "install --with-deps chromium`, or name its program in the environment variable CHROMIUM"
)
NAMES = ("chromium", "chromium-browser", "google-chrome")
ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(SITE_URL))
PATIENCE = 30  # seconds; nothing takes as many but on a machine that does much else
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
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
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
    """A function that starts the browser, for which the address in the sitemap is the server's.

    Instant navigation takes over a link only if the sitemap holds it, port and all; so the port must not show.
    """
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


READER = {"base_url": SITE_URL, "viewport": {"width": 1280, "height": 800}, "color_scheme": "light"}


def watch(page: Page) -> list[str]:
    """What a page does that it should not; the list grows while the page lives."""
    problems: list[str] = []

    def note(kind: str, what: object) -> None:
        problems.append(f"{page.url.removeprefix(SITE_URL) or 'home'}: {kind}: {what}")

    page.on("console", lambda said: note("console", said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: note("error", error))
    page.on("requestfailed", lambda one: None if _left(one) else note("failed", f"{one.url} {one.failure}"))
    page.on("response", lambda answer: note(str(answer.status), answer.url) if answer.status >= 400 else None)
    page.on("request", lambda request: None if _own(request.url) else note("foreign", request.url))
    return problems


def _left(request: Request) -> bool:
    """Whether the browser gave the request up because the reader left the page."""
    return request.failure == "net::ERR_ABORTED"


def _own(url: str) -> bool:
    return url.startswith((f"{ORIGIN}/", "data:", f"blob:{ORIGIN}/"))


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """The reader's page; the test fails at its end for anything that the page did wrong."""
    page = context.new_page()
    problems = watch(page)
    yield page
    assert problems == []


@pytest.fixture(scope="session")
def pages(site: Path) -> list[str]:
    """The address of every page below SITE_URL, the heaviest first; not of those that only lead elsewhere."""
    files = sorted(site.rglob("*.html"), key=lambda path: -path.stat().st_size)
    names = [path.relative_to(site).as_posix().removesuffix("index.html") for path in files]
    return [
        name for name, path in zip(names, files, strict=True) if 'http-equiv="refresh"' not in path.read_text("utf-8")
    ]


Visit = Callable[[BrowserContext, str], list[str]]  # what is wrong with one page


@pytest.fixture(scope="session")
def over_all(launch: Callable[[Playwright], Browser], pages: list[str]) -> Callable[[Visit], list[str]]:
    """A function that visits every page, with a browser for each core, and gives all that is wrong."""

    def over_all(visit: Visit, **options: object) -> list[str]:
        left = deque(pages)

        def work(_: int) -> list[str]:
            problems = []
            with (
                sync_playwright() as playwright,
                launch(playwright) as browser,
                browser.new_context(**READER | options) as context,  # one for all, which keeps what the pages share
            ):
                while left:
                    problems += visit(context, left.popleft())
            return problems

        with ThreadPoolExecutor(WORKERS) as executor:
            return [problem for found in executor.map(work, range(WORKERS)) for problem in found]

    return over_all


def until(page: Page, condition: str, argument: object = None, seconds: float = PATIENCE) -> None:
    """Wait until a JavaScript function of the argument, which may be async, gives true.

    Playwright's wait_for_function calls eval, which the site's policy forbids once there is something to wait for.

    Raises:
        playwright.sync_api.Error: It never did.
    """
    page.evaluate(
        f"""async ([argument, seconds]) => {{
            const condition = {condition}
            for (const end = performance.now() + seconds * 1000; !(await condition(argument));) {{
                if (performance.now() > end) throw Error("never true: " + condition)
                await new Promise(done => setTimeout(done, 10))
            }}
        }}""",
        [argument, seconds],
    )


def report(problems: list[str]) -> str:
    return f"{len(problems)} problems\n" + "\n".join(problems[:60])
