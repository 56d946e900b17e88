"""A target: the page as plain Markdown with its outputs, for people and programs that read no HTML."""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from academy.judge.outcome import Shown
from academy.page.blocks import Block, Page
from academy.page.fences import STRUCTURE, Comment, front_matter, lines_of, scan, whole_lines
from academy.publish import kinds, questions
from academy.publish.links import CODE, fences_of, outside_code, relinked, resolved
from academy.publish.outputs import Address, as_markdown
from academy.publish.page import render

_COMMENT = re.compile(CODE + "<!--.*?-->", re.DOTALL)
_BLANK = re.compile(r"(?:(?<=\n)|\A)(\r?\n){2,}")
# In front matter.
_LAYOUT = re.compile(r"^(?:template|hide|search|redirect_from)\s*:.*\n(?:(?:[ \t]|- ).*\n)*", re.MULTILINE)


@dataclass(frozen=True)
class _Seen:
    """What a page links to, as its Markdown sees it; `targets` are the addresses in the site, by the names of files."""

    page: str
    targets: Mapping[str, str]
    base: str  # the address of the site; if it has none, links are relative

    def link(self, to: str) -> str:
        """The destination of a link; as it is, if it leads to no file of the site."""
        target, rest = resolved(to, self.page, self.targets)
        return self._address(target) + rest if target else to

    def picture(self, name: str) -> str:
        return self._address(f"figures/{name}")

    def _address(self, target: str) -> str:
        here = posixpath.dirname(self.targets[self.page]) or "."
        return self.base + quote(target) if self.base else quote(posixpath.relpath(target, here))


def write_pages(
    folder: Path,
    pages: Iterable[Page],
    shown: Callable[[Block], Shown | None],
    addresses: Mapping[str, str],
    extensions: tuple[str, ...],
    base: str = "",
) -> None:
    """Write each page as Markdown to its address, to be read as it is.

    `addresses` are those of all files of the site, by their names, below the address `base`, if the site has one.
    """
    named = {page.name: page for page in pages if page.name in addresses}
    targets = {**addresses, **{name: PurePosixPath(addresses[name]).with_suffix(".md").as_posix() for name in named}}
    for name, page in named.items():
        seen = _Seen(name, targets, base)
        path = folder / targets[name]
        path.parent.mkdir(parents=True, exist_ok=True)
        text = with_outputs(page, shown, seen.picture, seen.link, extensions)
        path.write_text(_without_layout(text, extensions), encoding="utf-8")


def with_outputs(
    page: Page,
    shown: Callable[[Block], Shown | None],
    address: Address,
    link: Callable[[str], str] = str,
    extensions: tuple[str, ...] = STRUCTURE,
) -> str:
    """The page with its outputs; `address` gives that of a picture by its name, `link` that of what the page links to.

    `extensions` are those with which the page was read. Nothing of ours in it is HTML: what would be folded is open.
    """

    def below(block: Block) -> list[str]:
        found = shown(block)
        output = as_markdown(found, address) if found else []
        if block.answered:
            output = questions.as_markdown(block, questions.answers(block, shown), output)
        return output

    def above(block: Block) -> list[str]:
        return [f"*{kinds.plain(block.said.fold)}:*"] if block.said.fold else []

    return render(replace(page, text=relinked(page.text, link, extensions)), below, above)


def _without_layout(text: str, extensions: tuple[str, ...]) -> str:
    """The text without what only the site reads: settings of the page, comments, and the blank lines around them."""
    head = "".join(whole_lines(text)[: front_matter(lines_of(text))])
    body, settings = text.removeprefix(head), _LAYOUT.sub("", head)
    comments = {piece.line for piece in scan(body, extensions) if isinstance(piece, Comment)}

    def spoken(prose: str, first: int) -> str:
        def kept(found: re.Match[str]) -> str:
            is_comment = not found["code"] and first + prose.count("\n", 0, found.start()) in comments
            return "" if is_comment else found[0]

        return _BLANK.sub(r"\1", _COMMENT.sub(kept, prose))

    body = outside_code(body, fences_of(body, extensions), spoken)
    return settings + body if settings.count("\n") > 2 else body.lstrip("\r\n")
