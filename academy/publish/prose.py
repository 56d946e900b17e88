"""The text of a page as plain Markdown, for forms that know no extension of it: a program, a notebook."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from academy.page.blocks import Block, Page
from academy.page.fences import STRUCTURE, Fence, front_matter, front_matter_of, lines_of
from academy.publish.links import CODE, fences_of, relinked, replaced

_WORDS = r"[\w-]+(?: +[\w-]+)*"
_BOX = re.compile(  # as those extensions read them that make a box, a fold or a tab
    rf'(?P<indent>[> ]*)(?:!!! ?|\?\?\?\+? ?|===[!+]{{0,2}} +(?="))(?P<kind>{_WORDS})?(?: *"(?P<title>.*)")? *'
)
_TEXT = r"(?P<{}>(?:[^\[\]`]|`[^`]*`|\[[^\[\]`]*\])*)"  # of a link
_ATTRIBUTES = r"\{(?::| ?[.#]| ?[\w-]+=)[^{}\n]+\}"
_MARKS = re.compile(  # a comment; attributes directly behind what has them, on a line of their own, or of a heading
    rf"{CODE}<!--.*?-->|(?<=[\])>*`]){_ATTRIBUTES}|(?P<heading>^[> ]*(?:#+ [^\n]*\S +)?){_ATTRIBUTES} *$",
    re.DOTALL | re.MULTILINE,
)
_REFERENCE = re.compile(CODE + r"^[> ]*\[(?!\^)(?P<label>[^\]\n]+)\]:[ ]*(?P<to>[^\n]*)$", re.DOTALL | re.MULTILINE)
_REFERRING = re.compile(
    CODE + rf"(?<!\\)\[{_TEXT.format('text')}\](?:\[(?P<label>[^\]\n]*)\])?(?![(\[:])", re.DOTALL | re.MULTILINE
)
_NOWHERE = re.compile(  # a link whose address is gone
    CODE + rf"!?(?<!\\)\[{_TEXT.format('text')}\]\((?:<>)?(?:\s*(?:\"[^\"]*\"|'[^']*'))?\s*\)", re.DOTALL | re.MULTILINE
)
_HEADING = re.compile(r"#{1,6} ")
Link = Callable[[str], str]  # the destination of a link in another form of the page; empty if it has none there


@dataclass(frozen=True)
class Prose:
    """The lines of a page, each in its place: boxes opened, without directives and attributes."""

    page: Page
    lines: list[str]
    headings: list[int]  # their indices in the lines

    def above(self, block: Block) -> list[str]:
        """The lines that lead to a block: from the end of the block before it; if that is of another program, from
        the heading of its section.
        """
        stop = block.fence.line - 1
        earlier = [one for one in self.page.blocks if one.fence.end <= stop]
        start = max((one.fence.end for one in earlier), default=0)
        if not (block.is_of_notebook or any(one.fence.end == start and one.origin == block.origin for one in earlier)):
            start = max((at for at in self.headings if start <= at < stop), default=start)
        return trimmed(self.lines[start:stop])

    def below(self, block: Block) -> list[str]:
        """All lines behind a block."""
        return trimmed(self.lines[block.fence.end :])

    @property
    def title(self) -> str:
        """The page's first heading, without its mark; else what its front matter says, or its name."""
        if self.headings:
            return self.lines[self.headings[0]].lstrip("#").strip()
        name = PurePosixPath(self.page.name).stem.replace("-", " ").replace("_", " ")
        return str(front_matter_of(self.page.text).get("title") or name.capitalize())


def prose_of(page: Page, link: Link, extensions: tuple[str, ...] = STRUCTURE) -> Prose:
    """The text of a page with links as `link` gives them; one without a destination is text.

    `extensions` are those with which the page was read.
    """
    lines = lines_of(page.text)
    fences = fences_of(page.text, extensions)
    code = {at for fence in fences for at in range(fence.line, fence.end + 1)}
    hidden = {at for first, last in page.consumed for at in range(first, last + 1)}
    hidden |= set(range(1, front_matter(lines) + 1))
    out: list[str] = []
    boxes: list[int] = []  # the columns of those that are open
    for at, line in enumerate(_plain(relinked("\n".join(lines), link, extensions), fences).split("\n"), 1):
        text = "" if at in hidden else line.expandtabs(4)
        while text.strip("> ") and boxes and text[boxes[-1] : boxes[-1] + 4].strip(" "):
            boxes.pop()
        box = None if at in code else _BOX.fullmatch(text)
        inside = [*boxes]
        if box and (box["kind"] or box["title"] is not None):
            boxes.append(box.end("indent"))
            text = box["indent"] + _titled(box)
        for left in reversed(inside):
            text = text[:left] + text[left + 4 :]
        out.append(text if text.strip() else "")
    return Prose(page, out, [at for at, line in enumerate(out) if _HEADING.match(line) and at + 1 not in code])


def _plain(text: str, fences: list[Fence]) -> str:
    """The text without comments and attributes, its lines in their places, and each link whole where it stands."""
    known: dict[str, str] = {}

    def without(found: re.Match[str]) -> str:
        return (found["heading"] or "").rstrip(" ") + "\n" * found[0].count("\n")

    def reference(found: re.Match[str]) -> str:
        known[found["label"].lower()] = found["to"].strip()
        return ""

    def referring(found: re.Match[str]) -> str:
        to = known.get((found["label"] or found["text"]).lower())
        return found[0] if to is None else f"[{found['text']}]({to})"

    text = replaced(text, _MARKS, without, fences)
    text = replaced(text, _REFERENCE, reference, fences)
    text = replaced(text, _REFERRING, referring, fences) if known else text
    return replaced(text, _NOWHERE, lambda found: found["text"], fences)


def _titled(box: re.Match[str]) -> str:
    title = box["kind"].partition(" ")[0].capitalize() if box["title"] is None else box["title"]
    return f"**{title}**  " if title else ""  # with a line break behind it


def trimmed(lines: list[str]) -> list[str]:
    """The lines with one empty line where there are several, none around them, and the first at the margin."""
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    text = re.sub(r"(\n[> ]*)+\Z", "", text)  # a quotation goes on behind the code
    indent = len(text) - len(text.lstrip(" "))  # it stands in a list, as far as others do that follow
    inside = re.match(rf"(?: {{{indent}}}.*(?:\n|\Z)|\n)*", text) if indent else None
    if inside:
        text = re.sub(rf"^ {{{indent}}}", "", inside[0], flags=re.MULTILINE) + text[inside.end() :]
    return text.split("\n") if text else []
