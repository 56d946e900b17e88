"""A page and its blocks: where the program of each stands, and all that its author says about it."""

from dataclasses import dataclass
from typing import Literal

from academy.page.fences import Fence
from academy.page.snippets import Snippet
from academy.problems import Problem
from academy.program import Skip


@dataclass(frozen=True, order=True)
class Inline:
    """The program of inline code, by the page and the line of its first block."""

    page: str  # relative to the root
    line: int

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


@dataclass(frozen=True, order=True)
class Embedded:
    """The program of a snippet, by its path."""

    path: str  # relative to the root

    def __str__(self) -> str:
        return self.path


Origin = Inline | Embedded


@dataclass(frozen=True)
class Option:
    """Another answer to a question: what a snippet or a cell of it prints, by which mistake somebody comes to it."""

    path: str  # of the snippet
    cell: str | None
    raises: str | None
    mistake: str


@dataclass(frozen=True)
class Directions:
    """All that the directives above one block say."""

    cont: bool = False
    pinned: bool = False  # the directive stands above a text fence: the pinned output
    skip: Skip | None = None
    raises: str | None = None  # the name of the exception class that must end the block
    alts: tuple[str, ...] = ()
    varies: bool = False
    stderr_varies: bool = False
    fold: str = ""  # the summary under which the code stands folded
    seconds: float | None = None  # a limit for the program
    aside: bool = False  # no part of a program: what follows continues the block above it
    ask: str = ""  # a question, for whose answer the output and the prose below it wait
    options: tuple[Option, ...] = ()
    notebook: Literal["", "own", "none"] = ""  # in which its program runs, if not in that of its page

    @property
    def never_runs(self) -> bool:
        return self.skip is not None and self.skip.condition == "True"


@dataclass(frozen=True)
class Bound:
    """A value in a sentence that the output above it must contain."""

    line: int
    value: str
    context: str = "{}"  # the words of the output in which it stands, with {} for the value

    @property
    def wanted(self) -> str:
        return self.context.replace("{}", self.value)


@dataclass(frozen=True)
class Block:
    """One shown block of a page, with all that its author says about it."""

    page: str  # relative to the root
    fence: Fence
    code: str  # as shown
    said: Directions
    origin: Origin  # of its program
    cell: str | None = None  # of the embedded snippet; None if inline or whole
    pinned: Fence | None = None  # the text fence with the pinned output
    first: int = 1  # inline: the program's line on which its code begins
    bound: tuple[Bound, ...] = ()  # values in the prose below it that its output must contain
    answered: int = 0  # the line where what waits for the answer to its question ends
    offered: tuple["Block", ...] = ()  # what prints the other answers to it, in the order of its options
    is_offered: bool = False  # to a question, and not shown

    def __hash__(self) -> int:
        return hash((self.page, self.fence.line))  # no two blocks share a place, and the rest takes long

    @property
    def place(self) -> str:
        return f"{self.page}:{self.fence.line}"

    @property
    def is_of_notebook(self) -> bool:
        """Whether it is a cell of a notebook: its page is its program."""
        return str(self.origin) == self.page

    @property
    def length(self) -> int:
        return self.code.count("\n") + 1

    @property
    def embed_line(self) -> int:
        """The line of the page that names its snippet: in its fence, or the option of a question itself."""
        return self.fence.line if self.is_offered else self.fence.line + 1

    def page_line(self, line: int) -> int:
        """The page's line of a line of the program, for inline code."""
        blank = next(at for at, code in enumerate(self.fence.code) if code)
        return self.fence.line + 1 + blank + line - self.first


@dataclass(frozen=True)
class Page:
    """A parsed page. `consumed` are the lines of its directives, which the reader never sees."""

    name: str  # its path, relative to the root
    text: str
    blocks: tuple[Block, ...]
    snippets: tuple[Snippet, ...]
    consumed: tuple[tuple[int, int], ...]
    problems: tuple[Problem, ...]

    @property
    def asks(self) -> bool:
        """Whether it has a question."""
        return any(block.answered for block in self.blocks)

    @property
    def origins(self) -> set[Origin]:
        """The programs behind all that it shows, other answers to its questions among it."""
        return {one.origin for block in self.blocks for one in (block, *block.offered)}
