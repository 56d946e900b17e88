"""One visit of a page: whether it loads cleanly and fits, and what axe finds on it."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from mini import SITE_URL
from playwright.sync_api import BrowserContext, Page, Request

ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(SITE_URL))
PATIENCE = 30  # seconds; nothing takes as many but on a machine that does much else
READER = {"base_url": SITE_URL, "viewport": {"width": 1280, "height": 800}, "color_scheme": "light"}
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
SIZES = ((PHONE, [320]), (DESK, [640, 320]))  # each with what is narrower: at a desk that is zoom

# What reaches over the right edge; code and tables scroll on their own.
WIDER = """width => [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > width + 0.5
        && !one.parentElement.closest('pre, table, .katex-display, .md-sidebar')).slice(0, 3)
    .map(one => one.outerHTML.replace(/\\s+/g, ' ').slice(0, 100))"""


# The images that do not come, also when the reader nears them.
EMPTY = """async () => {
    const failed = []
    for (const image of document.images) {
        image.loading = 'eager'
        await image.decode().catch(() => failed.push(image.src))
    }
    return failed
}"""

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
BLOCK = "article .highlight"
# Of equal tokens in equal surroundings one stays, the others become plain text: there are thousands on a page, their
# class alone decides their colour, and axe takes five times as long with them.
ALIKE = """() => {
    const seen = new Set()
    for (const token of document.querySelectorAll('article pre span:not(:has(*))')) {
        let around = ''
        for (let one = token; one.tagName != 'ARTICLE'; one = one.parentElement) around += one.tagName + one.className
        if (seen.has(around)) token.replaceWith(token.textContent)
        seen.add(around)
    }
}"""
RUN = """only => axe.run(document, {runOnly: only, resultTypes: ['violations']}).then(found =>
    found.violations.flatMap(rule => rule.nodes.map(node => [rule.id, node.target.join(' '),
        [...node.any, ...node.all, ...node.none].map(check => check.message).join('; ')])))"""


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


def violations(page: Page, *rules: str) -> list[tuple[str, str, str]]:
    """What axe finds on the page as it is now shown: (rule, element, message) each."""
    return page.evaluate(RUN, {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS})


def settle(page: Page) -> None:
    """Wait until the scripts have done their part (blocks have their buttons), and nothing fades any more."""
    until(page, f"() => !document.querySelector('{BLOCK} code') || document.querySelector('{BLOCK} button')")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    until(page, "() => document.getAnimations().every(one => one.playState != 'running')")


@dataclass
class Faults:
    """What is wrong with pages, one line each."""

    violations: list[str] = field(default_factory=list)  # that axe finds
    others: list[str] = field(default_factory=list)


def visit(desk: BrowserContext, phone: BrowserContext, name: str, faults: Faults) -> None:
    """Load the page on a phone, which has touch, and at a desk; in dark, axe looks again at what depends on colour."""
    for size, narrower in SIZES:
        page = (phone if size is PHONE else desk).new_page()
        page.set_viewport_size(size)
        seen = watch(page)
        page.goto(name)
        faults.others += sideways(page, name, size["width"])
        faults.others += [f"{name}: empty image {image}" for image in page.evaluate(EMPTY)]
        for width in narrower:
            page.set_viewport_size({"width": width, "height": 740})
            faults.others += sideways(page, name, width)
        faults.others += seen
        page.set_viewport_size(size)
        page.evaluate(AXE_SCRIPT)
        page.evaluate(ALIKE)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            settle(page)
            found = violations(page, *(OF_COLOUR if scheme == "dark" else []))
            at = f"{name or 'home'} {scheme} {size['width']}"
            faults.violations += [f"{at}: {rule}: {element}: {message}" for rule, element, message in found]
        page.close()


def sideways(page: Page, name: str, width: int) -> list[str]:
    """What reaches over the right edge at this width."""
    wide = page.evaluate("scrollTo(1000, 0), Math.max(document.documentElement.scrollWidth, innerWidth + scrollX)")
    page.evaluate("scrollTo(0, 0)")
    return [f"{name or 'home'}: {wide} wide at {width}: {page.evaluate(WIDER, width)}"] if wide > width else []


def report(problems: list[str]) -> str:
    return f"{len(problems)} problems\n" + "\n".join(problems[:60])
