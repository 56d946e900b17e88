"""The text of a page as plain Markdown, for forms that know no extension of it: a program, a notebook."""

import re
from collections.abc import Callable

from academy.page.blocks import Block, Page
from academy.page.fences import STRUCTURE, Fence, front_matter, lines_of, scan
from academy.publish.links import relinked

_BOX = re.compile(r"(?P<indent> *)(?:!!!|\?\?\?\+?|===[!+]?) *(?P<kind>[\w-]*)[\w -]*(?:\"(?P<title>[^\"]*)\")?\s*")
_ATTRIBUTES = re.compile(r" ?\{:? ?[.#][^}\n]*\}")  # of attr_list
_COMMENT = re.compile(r"<!--.*?-->")
_NOWHERE = re.compile(r"!?\[((?:[^\[\]`]|`[^`]*`)*)\]\((?:<>)?(?:\s+\"[^\"]*\")?\)")  # a link whose address is gone
_HEADING = re.compile(r"#{1,6} ")
Link = Callable[[str], str]  # the destination of a link in another form of the page; empty if it has none there


def plain_lines(page: Page, link: Link, extensions: tuple[str, ...] = STRUCTURE) -> list[str]:
    """The lines of a page, each in its place: boxes opened, no directives and attributes, links as `link` gives them.

    A link without a destination is text. `extensions` are those with which the page was read.
    """
    lines = lines_of(page.text)
    fences = [piece for piece in scan(page.text, extensions) if isinstance(piece, Fence)]
    code = {at for fence in fences for at in range(fence.line, fence.end + 1)}
    hidden = {at for first, last in page.consumed for at in range(first, last + 1)}
    hidden |= set(range(1, front_matter(lines) + 1))
    out: list[str] = []
    boxes: list[int] = []  # the indents of those that are open
    for at, line in enumerate(lines_of(relinked(page.text, link, extensions)), 1):
        if at in hidden or not line.strip():
            out.append("")
            continue
        while boxes and len(line) - len(line.lstrip(" ")) <= boxes[-1]:
            boxes.pop()
        text = line[4 * len(boxes) :]
        if at not in code:
            box = _BOX.fullmatch(line)
            if box:
                boxes.append(len(box["indent"]))
            text = _titled(box) if box else _without_marks(text)
        out.append(text)
    return out


def _titled(box: re.Match[str]) -> str:
    title = box["kind"].capitalize() if box["title"] is None else box["title"]
    return f"**{title}**  " if title else ""  # with a line break behind it


def _without_marks(text: str) -> str:
    return _NOWHERE.sub(r"\1", _ATTRIBUTES.sub("", _COMMENT.sub("", text)))


def above(block: Block, page: Page, lines: list[str]) -> list[str]:
    """The lines that lead to a block: from the end of the block before it; if that is of another program, from the
    heading of the section.
    """
    before = max((one for one in page.blocks if one.fence.end < block.fence.line), default=None, key=_end)
    found = lines[before.fence.end if before else 0 : block.fence.line - 1]
    goes_on = block.is_of_notebook or before is not None and before.origin == block.origin
    heading = next((at for at in reversed(range(len(found))) if _HEADING.match(found[at])), 0)
    return trimmed(found if goes_on else found[heading:])


def _end(block: Block) -> int:
    return block.fence.end


def trimmed(lines: list[str]) -> list[str]:
    """The lines with one empty line where there are several, and none around them."""
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    return text.split("\n") if text else []


def title(page: Page, lines: list[str]) -> str:
    """The page's first heading, without its mark; its name if it has none."""
    return next((line.lstrip("# ") for line in lines if _HEADING.match(line)), page.name)
