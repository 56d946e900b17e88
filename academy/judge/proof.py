"""What the programs of a site prove, for its pages to say."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from academy.judge.outcome import Shown
from academy.page.blocks import Block, Embedded, Origin
from academy.page.site import Site
from academy.recording import environment

_STUB, _SOLUTION = re.compile(r"(^|[/_])exercise\.py$"), re.compile(r"(^|[/_])exercise_solution\.py$")

_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR")  # a hook of git names its own repository


@dataclass(frozen=True)
class Proof:
    """One program on one page, and what its run holds true there."""

    page: str  # the source, relative to the root
    line: int  # of its first block
    program: str  # the snippet's path, or the page and line of inline code
    anchor: str  # the id of its first output on the page
    proves: tuple[str, ...]
    ran: bool = True

    @property
    def id(self) -> str:
        """What a reader's report names: enough to find the program again."""
        return f"{self.page}:{self.line} ({self.program})"


class Proofs:
    """The proofs of one build, as its templates ask for them by a page's source address.

    `shown` gives what a block shows, and waits for its program; `typed` counts, by the names of pages, what else they
    show as code.
    """

    def __init__(
        self, site: Site, shown: Callable[[Block], Shown | None], root: Path, docs: str, typed: Mapping[str, int]
    ) -> None:
        self._site, self._shown, self._root, self._docs, self._typed = site, shown, root, docs, typed

    @property
    def environment(self) -> dict[str, str]:
        """Names and versions of all that may change an output."""
        return dict(environment())

    def count(self, uri: str) -> int:
        """How many programs the page runs; waits for none."""
        return sum(not blocks[0].said.never_runs for blocks in self._programs(uri).values())

    def typed(self, uri: str) -> int:
        """How many texts the page shows as code that no build runs or checks."""
        return self._typed.get(f"{self._docs}/{uri}", 0)

    def of(self, uri: str) -> list[Proof]:
        """The proofs of one page, in its order; none for a page without programs."""
        return [proof for blocks in self._programs(uri).values() if (proof := self._proof(blocks))]

    def commit(self) -> str:
        """The commit of the sources, and whether they differ from it; empty without git."""
        found = _git(self._root, "rev-parse", "--short=12", "HEAD")
        changed = _git(self._root, "status", "--porcelain")
        return f"{found}, with uncommitted changes" if found and changed else found

    def _programs(self, uri: str) -> dict[Origin, list[Block]]:
        programs: dict[Origin, list[Block]] = {}
        page = self._site.pages.get(f"{self._docs}/{uri}")
        for block in page.blocks if page else ():
            programs.setdefault(block.origin, []).append(block)
        return programs

    def _proof(self, blocks: list[Block]) -> Proof | None:
        first = blocks[0]
        shown = [one for block in blocks if (one := self._shown(block))]
        proves = tuple(dict.fromkeys(text for one in shown for text in _proves(one)))
        if not shown:
            return None
        ran = not all(one.result.skipped for one in shown)
        proves = proves or ("runs without an error",)
        return Proof(first.page, first.fence.line, str(first.origin), anchor(first), proves, ran)


def _proves(shown: Shown) -> Iterator[str]:
    block, result = shown.block, shown.result
    if result.skipped:
        yield f"not run here: {result.skipped}"
        return
    program = str(block.origin)
    if is_exercise(block.origin) and block.said.raises:
        yield "exercise: the check refuses the stub"
    elif block.said.raises:
        yield f"fails as the page says: {block.said.raises}"
    elif _SOLUTION.search(program):
        yield "exercise: the solution passes"
    if result.stdout or result.stderr:
        yield "output that differs from run to run" if block.said.varies else "output"
    if result.pictures:
        yield "figure"
    if len(result.displayed) > len(result.pictures):
        yield "table"
    if block.pinned:
        yield "pinned output"
    if block.bound:
        yield "numbers in the text"


def is_exercise(origin: Origin) -> bool:
    """Whether a program is one that its reader completes."""
    return bool(_STUB.search(str(origin)))


def anchor(block: Block) -> str:
    """The id that the output of a program's first block has on its page."""
    origin = block.origin
    return f"program-{quote(origin.path) if isinstance(origin, Embedded) else origin.line}"


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    variables = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=variables)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
