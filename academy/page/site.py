"""The pages of a site to the programs that run their blocks, each with the blocks that show it."""

from collections.abc import Iterable
from dataclasses import dataclass

from academy.page.blocks import Block, Embedded, Origin, Page
from academy.page.directives import part_of
from academy.page.fences import lines_of
from academy.page.snippets import Snippet
from academy.problems import Problem
from academy.program import Part, Program


@dataclass(frozen=True)
class Showing:
    """A program, and the blocks of all pages that show it."""

    origin: Origin
    program: Program
    parts: tuple[tuple[Block, ...], ...]  # the blocks that show each part of the program

    @property
    def blocks(self) -> list[Block]:
        """All its blocks, by page and line."""
        return sorted((block for blocks in self.parts for block in blocks), key=lambda one: (one.page, one.fence.line))

    def part_of(self, block: Block) -> int:
        """Which part of the program a block shows, counted from 0."""
        return next(at for at, blocks in enumerate(self.parts) if block in blocks)


@dataclass(frozen=True)
class Site:
    """All pages, all programs behind their blocks, and what is wrong with either."""

    pages: dict[str, Page]
    showings: dict[Origin, Showing]
    problems: tuple[Problem, ...]


def site_of(pages: Iterable[Page]) -> Site:
    """The programs behind all blocks: a snippet shown on two pages is one program."""
    found = {page.name: page for page in pages}
    snippets = {snippet.name: snippet for page in found.values() for snippet in page.snippets}
    groups: dict[Origin, list[Block]] = {}
    for page in found.values():
        for block in page.blocks:
            for one in (block, *block.offered):
                groups.setdefault(one.origin, []).append(one)
    showings = {origin: _showing(origin, blocks, snippets) for origin, blocks in groups.items()}
    problems = [problem for page in found.values() for problem in (*page.problems, *_order_problems(page))]
    for origin, showing in showings.items():
        problems += _snippet_problems(showing, snippets[origin.path]) if isinstance(origin, Embedded) else []
        problems += _after_skip(showing) + _two_limits(showing)
    return Site(found, showings, tuple(problems))


def _order_problems(page: Page) -> list[Problem]:
    """Cells of one snippet that the page shows in another order than they run in."""
    snippets = {snippet.name: snippet for snippet in page.snippets}
    problems = []
    reached: dict[Origin, int] = {}
    for block in page.blocks:
        if block.cell is None:
            continue
        start = snippets[str(block.origin)].cell(block.cell).start
        if start < reached.get(block.origin, 0):
            message = f"the cell '{block.cell}' runs before one that the page shows above it"
            problems.append(Problem(block.page, block.embed_line, message, advice="show cells in file order"))
        reached[block.origin] = max(start, reached.get(block.origin, 0))
    return problems


def _showing(origin: Origin, blocks: list[Block], snippets: dict[str, Snippet]) -> Showing:
    if isinstance(origin, Embedded):
        return _snippet_showing(origin, snippets[origin.path], blocks)
    source = "\n\n".join(block.code for block in blocks) + "\n"
    parts = tuple(part_of(block.said, block.first, block.first + block.length) for block in blocks)
    program = Program(origin.page, source, parts, False, _seconds(blocks))
    return Showing(origin, program, tuple((block,) for block in blocks))


def _snippet_showing(origin: Embedded, snippet: Snippet, blocks: list[Block]) -> Showing:
    """Its cells are the parts; one part if it has no cells, or a page shows it whole."""
    cells = [cell for cell in snippet.cells if not cell.text]
    if any(block.cell is None for block in blocks):  # a cell beside it is a problem; it counts as the whole
        shown = [tuple(sorted(blocks, key=lambda block: (block.cell is not None, block.is_offered)))]
        ranges = [(1, snippet.cells[-1].stop)]
    else:
        blocks = sorted(blocks, key=lambda block: block.is_offered)  # what is shown says what it does
        shown = [tuple(block for block in blocks if block.cell == cell.name) for cell in cells]
        ranges = [(cell.start, cell.stop) for cell in cells]
    parts = tuple(
        part_of(of[0].said, start, stop) if of else Part(start, stop, shown=False)
        for of, (start, stop) in zip(shown, ranges, strict=True)
    )
    program = Program(origin.path, snippet.source, parts, True, _seconds(blocks))
    return Showing(origin, program, tuple(shown))


def _seconds(blocks: list[Block]) -> float | None:
    """The limit that a block of the program sets."""
    return next((block.said.seconds for block in blocks if block.said.seconds), None)


def _two_limits(showing: Showing) -> list[Problem]:
    """A block that sets another limit than one before it, for the same program."""
    limits = [block for block in showing.blocks if block.said.seconds]
    other = next((block for block in limits if block.said.seconds != limits[0].said.seconds), None)
    if other is None:
        return []
    message = f"sets another limit for its program than {limits[0].place}"
    return [Problem(other.page, other.fence.line, message, advice="a program has one limit: set it once")]


def _snippet_problems(showing: Showing, snippet: Snippet) -> list[Problem]:
    whole = [block for block in showing.blocks if block.cell is None]
    other = next((block for block in showing.blocks if block.cell is not None), None)
    problems = []
    if whole and other:
        message = f"{showing.origin} is shown whole here and by cell at {other.place}"
        problems.append(Problem(whole[0].page, whole[0].embed_line, message, advice="show it in one way"))
    for blocks in showing.parts:
        problems += _disagreements(snippet.name, blocks)
    return problems + _after_failure(showing, snippet)


def _disagreements(name: str, blocks: tuple[Block, ...]) -> list[Problem]:
    """What two pages say about one cell, or about the whole, if it is not the same."""
    blocks = tuple(block for block in blocks if not block.is_offered)  # an offer agrees with whatever is shown
    same = [block for block in blocks if block.cell is None] or blocks
    said = [(block.said.raises, block.said.skip, block.said.varies, block.said.stderr_varies) for block in same]
    return [
        Problem(block.page, block.fence.line, f"says other things about {name} than {same[0].place}", advice="agree")
        for block, this in zip(same, said, strict=True)
        if this != said[0]
    ]


def _after_failure(showing: Showing, snippet: Snippet) -> list[Problem]:
    """A cell with code after an expected failure: it can never run."""
    lines, parts = lines_of(snippet.source), showing.program.parts
    failing = next((at for at, part in enumerate(parts) if part.raises), len(parts))
    for part in parts[failing + 1 :]:
        line = next((at for at in range(part.start, part.stop) if lines[at - 1].strip()), 0)
        if line:
            block = showing.parts[failing][0]
            message = f"code follows the expected failure, which ends the program ({snippet.name}:{line})"
            advice = "move what follows to a snippet of its own"
            return [Problem(block.page, block.fence.line, message, lines[line - 1], advice)]
    return []


def _after_skip(showing: Showing) -> list[Problem]:
    """What is said of the output of a block that follows a skipped one: it never has any."""
    never = [any(block.said.never_runs for block in blocks[:1]) for blocks in showing.parts]
    after = [block for blocks in showing.parts[never.index(True) + 1 :] for block in blocks] if any(never) else []
    pinned = [(block.page, block.pinned.line, "output", "pinned") for block in after if block.pinned]
    bound = [(block.page, bound.line, f"'{bound.value}'", "bound") for block in after for bound in block.bound]
    advice = "take it out, or take the skipped block out of the program"
    return [
        Problem(page, line, f"{what} cannot be {how} below a skipped block, after which nothing runs", advice=advice)
        for page, line, what, how in [*pinned, *bound]
    ]
