"""The answers to a question that a page asks: what the runs of its block and of its options print."""

from collections.abc import Callable, Iterator

from academy.judge.outcome import Shown
from academy.judge.terminal import readable
from academy.page.blocks import Block
from academy.problems import Problem

_ADVICE = "let it print what somebody would expect by the mistake that it stands for"


def answer(shown: Shown) -> str:
    """What a block answers: what it prints, or the exception that ends it."""
    failure = shown.result.failure
    said = f"{failure.name}: {failure.message}" if failure else shown.result.printed
    return readable(said).strip()


def problems(block: Block, shown: Callable[[Block], Shown | None]) -> Iterator[Problem]:
    """What is wrong with the answers that a block offers: one that is none, or the same as another."""
    right = shown(block)
    taken = {answer(right): f"the block of line {block.fence.line}"} if right else {}
    for option in block.offered:
        if found := shown(option):
            text = answer(found)
            if not text or text in taken:
                message = f"this answer is that of {taken[text]}" if text else "this answer prints nothing"
                yield Problem(block.page, option.fence.line, message, text, _ADVICE)
            taken.setdefault(text, f"line {option.fence.line}")
