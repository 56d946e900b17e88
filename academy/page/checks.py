"""What must hold once a block has run, by what its author says about it."""

import difflib
import re
from collections.abc import Iterator

from academy.page.blocks import Block, Bound
from academy.problems import Problem
from academy.recording import PartResult


def has_texts(block: Block, result: PartResult) -> Iterator[Problem]:
    drawn, described = len(result.pictures), len(block.said.alts)
    if drawn > described:
        message = f"expected a text for each figure, found {described} for {drawn}"
        advice = "write above the block what each shows: <!--alt: Line plot of the loss, falling over ten epochs-->"
        yield Problem(block.page, block.fence.line, message, advice=advice)
    elif drawn < described:
        message = f"{described} texts for figures, but the block draws {drawn}"
        advice = "take out the alt that is left over, or show what it describes: display(...) of IPython.display"
        yield Problem(block.page, block.fence.line, message, advice=advice)


def prints_as_pinned(block: Block, result: PartResult) -> Iterator[Problem]:
    if block.pinned is None:
        return
    expected, found = "\n".join(block.pinned.code).rstrip("\n"), result.printed.rstrip("\n")
    if not _pattern(expected).fullmatch(found + "\n"):
        diff = difflib.unified_diff(expected.splitlines(), found.splitlines(), "pinned", "printed", lineterm="", n=1)
        advice = "write what the run printed, or mend the code"
        yield Problem(block.page, block.pinned.line, "the pinned output differs", "\n".join(diff), advice)


def prints_what_is_bound(block: Block, result: PartResult) -> Iterator[Problem]:
    texts = [result.printed, result.stderr, result.failure.traceback if result.failure else ""]
    lines = [line for line in "\n".join(texts).splitlines() if line.strip()]
    for bound in block.bound:
        if not _contains(" ".join(" ".join(texts).split()), bound):
            near = difflib.get_close_matches(bound.wanted, lines, n=5, cutoff=0) if len(lines) > 5 else lines
            detail = "\n".join(line for line in lines if line in near) or "it prints nothing"
            message = f"the output of line {block.fence.line} does not contain '{bound.wanted}'"
            yield Problem(block.page, bound.line, message, detail, "write what the run printed, or mend the code")


def _pattern(pinned: str) -> re.Pattern[str]:
    """What a pinned output allows: `...` stands for any text of its line, and alone on one for any lines."""
    pieces = re.split(r"(^\.\.\.\n|\.\.\.)", pinned + "\n", flags=re.MULTILINE)
    allowed = {"...\n": r"(?:.*\n)*?", "...": r".*"}
    return re.compile("".join(allowed.get(piece) or re.escape(piece) for piece in pieces))


def _contains(printed: str, bound: Bound) -> bool:
    """Whether a value that the prose repeats stands there, as a whole and between the words given."""
    text = re.escape(" ".join(bound.wanted.split()))
    before = r"(?<![\w.-])(?<!e\+)" if bound.context.startswith("{}") and bound.value[0].isalnum() else ""
    after = r"(?!\w|[.,]\d)" if bound.context.endswith("{}") and bound.value[-1].isalnum() else ""
    return bool(re.search(f"{before}{text}{after}", printed))
