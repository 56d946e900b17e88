"""A target: the page as plain Markdown with its outputs, for people and programs that read no HTML."""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from academy.judge.outcome import Shown
from academy.page.blocks import Block, Page
from academy.page.fences import STRUCTURE
from academy.publish import questions
from academy.publish.links import relinked, resolved
from academy.publish.outputs import Address, as_markdown
from academy.publish.page import render

# That of the theme which a page names is no other generator's; front matter without it may be none.
_TEMPLATE = re.compile(r"\A(---[ \t]*\n(?:(?!---|\.\.\.).*\n)*?)template[ \t]*:.*\n")
_NO_MATTER = re.compile(r"\A---[ \t]*\n(?:---|\.\.\.)[ \t]*\n")


@dataclass(frozen=True)
class _Seen:
    """What a page links to, as its Markdown sees it; `targets` are the addresses in the site, by the names of files."""

    page: str
    targets: Mapping[str, str]

    def link(self, to: str) -> str:
        """The destination of a link; as it is, if it leads to no file of the site."""
        target, rest = resolved(to, self.page, self.targets)
        return quote(self._address(target)) + rest if target else to

    def picture(self, name: str) -> str:
        return self._address(f"figures/{name}")

    def _address(self, target: str) -> str:
        return posixpath.relpath(target, posixpath.dirname(self.targets[self.page]) or ".")


def write_pages(
    folder: Path,
    pages: Iterable[Page],
    shown: Callable[[Block], Shown | None],
    addresses: Mapping[str, str],
    extensions: tuple[str, ...],
) -> None:
    """Write each page as Markdown to its address; `addresses` are those of all files of the site, by their names."""
    named = {page.name: page for page in pages if page.name in addresses}
    targets = {**addresses, **{name: PurePosixPath(addresses[name]).with_suffix(".md").as_posix() for name in named}}
    for name, page in named.items():
        seen = _Seen(name, targets)
        path = folder / targets[name]
        path.parent.mkdir(parents=True, exist_ok=True)
        text = with_outputs(page, shown, seen.picture, seen.link, extensions)
        path.write_text(_NO_MATTER.sub("", _TEMPLATE.sub(r"\1", text)), encoding="utf-8")


def with_outputs(
    page: Page,
    shown: Callable[[Block], Shown | None],
    address: Address,
    link: Callable[[str], str] = str,
    extensions: tuple[str, ...] = STRUCTURE,
) -> str:
    """The page with its outputs; `address` gives that of a picture by its name, `link` that of what the page links to.

    `extensions` are those with which the page was read.
    """

    def below(block: Block) -> list[str]:
        found = shown(block)
        output = as_markdown(found, address) if found else []
        if block.answered:
            output = questions.as_markdown(block, questions.answers(block, shown), output)
        return ["</details>", *([""] if output else []), *output] if block.said.fold else output

    def above(block: Block) -> list[str]:
        return [f"<details><summary>{escape(block.said.fold)}</summary>"] if block.said.fold else []

    return render(replace(page, text=relinked(page.text, link, extensions)), below, above)
