"""Pages and outputs, for the tests of what is published of them."""

import struct
import zlib
from base64 import b64encode
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import strategies as st

from academy.page.blocks import Block, Page
from academy.page.page import parse
from academy.page.snippets import read_snippet

GOLDEN = Path(__file__).parent / "golden"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="345.6pt" viewBox="0 0 345.6 216"></svg>'

# Texts that leave their place wherever something is not escaped, fenced or replaced.
MARKUP = ["```", "~~~", "`````", "```python", "    ", "\n", "\n\n", "> ", "- ", "# ", "<!--", "-->", "</code></pre>"]
MARKUP += ["</div>", "</samp>", "<script>", "&lt;", "&", "]]>", "--8<-- ", "{% x %}", "$x$", "![a](b)", "\\", "*", "_"]
MARKUP += ["|", "[^1]:", "!!! n", '=== "T"', "--- ", "klzzwxh:0"]
CONTROLS = [
    "\x1b[31m",
    "\x1b[",
    "\x1b]0;t\x07",
    "\r",
    "\t",
    "\x00",
    "\x02",
    "\x03",
    "\x02wzxhzdk:0\x03",
    "\x0c",
    "\x85",
]
CONTROLS += ["\u2028", "\ufeff", "\ufffe", "\U0001f600", "\ud800", "é", "\xa0"]
PRINTED = st.one_of(
    st.text(max_size=40),
    st.lists(st.one_of(st.sampled_from(MARKUP + CONTROLS), st.text(max_size=3)), max_size=15).map("".join),
)


def any_page(text: str, name: str = "page.md") -> Page:
    """The page with this text, whatever is wrong with it."""
    return parse(name, text, partial(read_snippet, GOLDEN / "snippets"))


def parsed(text: str, name: str = "page.md") -> Page:
    """The page with this text, with which nothing is wrong."""
    page = any_page(text, name)
    assert page.problems == ()
    return page


def block_of(directives: str = "") -> Block:
    """A block below these directives."""
    (block,) = parsed(f"{directives}\n```python\nx\n```\n").blocks
    return block


def png(width: int, height: int) -> str:
    """A black picture of this size in pixels, as the base64 of a PNG file."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)  # one bit for each pixel
    rows = zlib.compress((b"\0" + bytes((width + 7) // 8)) * height)
    file = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b64encode(file).decode()


class Tags(HTMLParser):
    """The tags of some HTML that is well formed, and the text inside of each kind."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.feed(html)
        self.close()
        assert self.open == []

    def of(self, name: str) -> list[dict[str, str | None]]:
        """The attributes of all tags of this name."""
        return [attributes for tag, attributes in self.seen if tag == name]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attributes)))
        if tag != "img":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == "img" or self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts[self.open[-1]] = self.texts.get(self.open[-1], "") + data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")
