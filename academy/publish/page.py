"""A page with the code of its embeds in place, and around each block what a target puts there."""

import re
from collections.abc import Callable

from academy.page.blocks import Block, Embedded, Page
from academy.page.fences import Fence, whole_lines

_MARGIN = re.compile(r" {0,3}<")


def _nothing(block: Block) -> list[str]:
    return []


def render(
    page: Page,
    below: Callable[[Block], list[str]],
    above: Callable[[Block], list[str]] = _nothing,
    answered: Callable[[Block], list[str]] = _nothing,
) -> str:
    """The page with the code of its embeds in place and the lines that these give: above and below each block, and
    where what waits for an answer ends.

    All that is neither a block, nor a directive, nor a pinned output stays as it is, to the byte.
    """
    lines = whole_lines(page.text)
    # A comment at the margin ends a paragraph, and so does the empty line that takes its place.
    changes = {(start, end): "\n" if _MARGIN.match(lines[start - 1]) else "" for start, end in page.consumed}
    for block in page.blocks:
        changes[(block.fence.line, block.fence.end)] = _block(lines, block, above(block), below(block))
        if block.answered:
            changes[(block.answered, block.answered)] = _lines(block.fence.prefix, ["", *answered(block), ""])
    out, at = [], 1
    for (start, end), text in sorted(changes.items()):
        out += [*lines[at - 1 : start - 1], text]
        at = end + 1
    return "".join(out + lines[at - 1 :])


def _block(lines: list[str], block: Block, above: list[str], below: list[str]) -> str:
    fence = block.fence
    if isinstance(block.origin, Embedded):
        shown = _lines(fence.prefix, fenced(fence.info, block.code, fence))
    else:
        shown = "".join(lines[fence.line - 1 : fence.end])
    if above:
        shown = _lines(fence.prefix, ["", *above, ""]) + shown
    if not below:
        return shown
    end = "" if shown.endswith(("\n", "\r")) else "\n"
    return shown + end + _lines(fence.prefix, ["", *below, ""])


def _lines(prefix: str, lines: list[str]) -> str:
    return "".join((prefix + line if line else prefix.rstrip(" ")) + "\n" for line in lines)


def fenced(info: str, code: str, like: Fence | None = None) -> list[str]:
    """The code in a fence that nothing in it can close."""
    mark = like.mark if like else "```"
    runs = re.findall(rf"^\s*({re.escape(mark[0])}{{3,}})", code, re.MULTILINE)
    mark = mark[0] * max(len(mark), *(len(run) + 1 for run in runs)) if runs else mark
    return [f"{mark}{info}", *code.split("\n"), mark]
