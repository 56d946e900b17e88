"""What a reader takes along of a page: its programs and its notebook, for a site's templates and its folder."""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from html import escape
from pathlib import Path
from urllib.parse import quote

from academy.judge.outcome import Outcome
from academy.judge.proof import is_exercise
from academy.page.blocks import Block, Origin, Page
from academy.page.fences import STRUCTURE
from academy.page.site import Site
from academy.problems import Problem
from academy.publish import notebook, script
from academy.publish.links import absolute
from academy.publish.outputs import Address
from academy.publish.prose import prose_of
from academy.publish.script import Scripts, runs_alone

FOLDER = "programs"  # of the site, or of its part in one language


@dataclass(frozen=True)
class Downloads:
    """Those of a build. Templates ask by the source address of a page, which lies in the folder `docs`.

    `addresses` are those of all files of the site, by their names; `home` is its own, if it is known.
    """

    site: Site
    outcome: Callable[[Origin], Outcome]
    docs: str
    addresses: Mapping[str, str]
    home: str = ""
    extensions: tuple[str, ...] = STRUCTURE

    @cached_property
    def scripts(self) -> Scripts:
        return Scripts(self.site, self.extensions)

    def notebook(self, uri: str) -> str:
        """The address of a page's notebook; empty if it has none."""
        name = f"{self.docs}/{uri}"
        running = (found for origin in self._origins(name) if runs_alone(found := self.outcome(origin)))
        return notebook.address(self.addresses[name]) if any(map(notebook.can_run, running)) else ""

    def programs(self, uri: str) -> dict[str, str]:
        """The addresses of a page's programs, in its order, by what they are called."""
        found = (origin for origin in self._origins(f"{self.docs}/{uri}") if self.scripts.of(self.outcome(origin)))
        return {str(origin): self.program(origin) for origin in found}

    def program(self, origin: Origin) -> str:
        """The address of a program: a site in several languages has it once in each."""
        return posixpath.join(self._folder, script.address(origin))

    def own_notebook(self, origin: Origin) -> str:
        """The address of the notebook of a program that has one of its own."""
        return self.program(origin).removesuffix(".py") + ".ipynb"

    @cached_property
    def _folder(self) -> str:
        pages = [posixpath.dirname(self.addresses[name]) for name in self.site.pages if name in self.addresses]
        return posixpath.join(posixpath.commonpath(pages) if pages else "", FOLDER)

    def problems(self) -> Iterator[Problem]:
        """What is wrong where one of them would have the address of another file."""
        taken = {address: name for name, address in self.addresses.items()}
        for origin, showing in self.site.showings.items():
            other = taken.setdefault(self.program(origin), str(origin)) if showing.blocks else str(origin)
            if other != str(origin):
                page, line = showing.blocks[0].page, showing.blocks[0].fence.line
                message = f"the program would be published where {other} is, at {self.program(origin)}"
                yield Problem(page, line, message, advice="give one of the two files another name")

    def write(self, folder: Path) -> None:
        """Write them into a site's folder."""
        for origin in self.site.showings:
            outcome, address = self.outcome(origin), self.program(origin)
            if found := self.scripts.of(outcome):
                _write(folder / address, found.text)
                if notebook.has_own(outcome):
                    text = notebook.own_notebook(outcome, found.text, posixpath.basename(address))
                    _write(folder / self.own_notebook(origin), text)
        for name, page in self.site.pages.items():
            if name in self.addresses and (address := self.notebook(name.removeprefix(f"{self.docs}/"))):
                _write(folder / address, self._notebook(page))

    def _notebook(self, page: Page) -> str:
        link = partial(absolute, page=page.name, targets=self.addresses, home=self.home)
        prose = prose_of(page, link, self.extensions)
        return notebook.notebook_of(page, prose, self.outcome, self._link_to_own)

    def _link_to_own(self, origin: Origin) -> str:
        """Markdown that names the notebook of a program, and leads to it if the address of the site is known."""
        address = quote(self.own_notebook(origin))
        return f"[a notebook of its own]({self.home}{address})" if self.home else f"a notebook of its own, `{address}`"

    def _origins(self, name: str) -> Iterable[Origin]:
        """The programs of a page, in its order."""
        page = self.site.pages.get(name)
        return dict.fromkeys(block.origin for block in page.blocks if not block.said.aside) if page else ()

    def html(self, block: Block, address: Address) -> tuple[str, str]:
        """Attributes of the output of a block, which say to a script which text its button copies, and what stands
        below: of an exercise, a panel that copies it whole.

        `address` gives that of a file of the site, as its page sees it.
        """
        found = None if block.said.aside else self.scripts.of(self.outcome(block.origin))
        if found is None:
            return "", ""
        file = escape(address(quote(self.program(block.origin))))
        number = self.outcome(block.origin).showing.part_of(block)
        data = f' data-program="{file}" data-lines="{found.program.parts[number].stop - 1}"'
        said = data if found.has_code(number) else ""
        last = [one for one in self.site.pages[block.page].blocks if one.origin == block.origin][-1]
        if block != last or not is_exercise(block.origin):
            return said, ""
        button = f'<button type="button"{data} hidden>Copy the exercise</button>'
        link = f'<a href="{file}" download>Download the exercise</a>'
        return said, f'<p class="code-exercise" data-search-exclude>{button}{link}</p>'


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
