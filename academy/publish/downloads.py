"""What a reader takes along of a page: its programs and its notebook, for a site's templates and its folder."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from html import escape
from pathlib import Path

from academy.judge.outcome import Outcome
from academy.judge.proof import is_exercise
from academy.page.blocks import Block, Origin, Page
from academy.page.fences import STRUCTURE
from academy.page.site import Site
from academy.publish import notebook, script
from academy.publish.links import absolute
from academy.publish.outputs import Address
from academy.publish.prose import plain_lines
from academy.publish.script import Scripts, runs_alone


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
    scripts: Scripts = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "scripts", Scripts(self.site, self.extensions))

    def notebook(self, uri: str) -> str:
        """The address of a page's notebook; empty if it has none."""
        name = f"{self.docs}/{uri}"
        return notebook.address(self.addresses[name]) if any(map(self._runs_alone, self._origins(name))) else ""

    def programs(self, uri: str) -> dict[str, str]:
        """The addresses of a page's programs, in its order, by what they are called."""
        found = (origin for origin in self._origins(f"{self.docs}/{uri}") if self.scripts.of(self.outcome(origin)))
        return {str(origin): script.address(origin) for origin in found}

    def write(self, folder: Path) -> None:
        """Write them into a site's folder."""
        for origin in self.site.showings:
            if found := self.scripts.of(self.outcome(origin)):
                _write(folder / script.address(origin), found.text)
        for name, page in self.site.pages.items():
            if name in self.addresses and (address := self.notebook(name.removeprefix(f"{self.docs}/"))):
                _write(folder / address, self._notebook(page))

    def _notebook(self, page: Page) -> str:
        link = partial(absolute, page=page.name, targets=self.addresses, home=self.home)
        lines = plain_lines(page, link, self.extensions)
        return notebook.notebook_of(page, lines, self.outcome)

    def _origins(self, name: str) -> Iterable[Origin]:
        """The programs of a page, in its order."""
        page = self.site.pages.get(name)
        return dict.fromkeys(block.origin for block in page.blocks if not block.said.aside) if page else ()

    def _runs_alone(self, origin: Origin) -> bool:
        return runs_alone(self.outcome(origin))

    def html(self, block: Block, address: Address) -> tuple[str, str]:
        """What stands above and below the output of a block: for a script, which text its button copies, and, below
        an exercise, a panel that copies it whole.

        `address` gives that of a file of the site, as its page sees it.
        """
        found = None if block.said.aside else self.scripts.of(self.outcome(block.origin))
        if found is None:
            return "", ""
        file, showing = escape(address(script.address(block.origin))), self.outcome(block.origin).showing
        number = showing.part_of(block)
        data = f'data-program="{file}" data-lines="{found.program.parts[number].stop - 1}"'
        above = f"<span {data} hidden></span>" if found.has_code(number) else ""
        last = [one for one in self.site.pages[block.page].blocks if one.origin == block.origin][-1]
        if block != last or not is_exercise(block.origin):
            return above, ""
        button = f'<button type="button" {data} hidden>Copy the exercise</button>'
        link = f'<a href="{file}" download>Download the exercise</a>'
        return above, f'<p class="code-exercise">{button}{link}</p>'


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
