"""Whether a second run of a program, as its reader would run it, gives what its recording shows."""

import difflib
import re

from academy import Run
from academy.judge.outcome import Outcome, judge
from academy.page.blocks import Block
from academy.problems import Problem
from academy.recording import PNG, STDERR, STDOUT, PartResult

_ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]+")  # in the text form of a picture


def differences(outcome: Outcome, run: Run) -> list[Problem]:
    """A problem for each block that differs when `run` runs its program; those of the outcome, if it has any."""
    if outcome.problems:
        return list(outcome.problems)
    again = judge(outcome.showing, run(outcome.showing.program))
    if again.problems:
        return list(again.problems)
    blocks = [blocks[0] for blocks in outcome.showing.parts if blocks]
    return [problem for block in blocks for problem in _compare(block, outcome, again)]


def _compare(block: Block, outcome: Outcome, again: Outcome) -> list[Problem]:
    first, second = outcome.shown[block].result, again.shown[block].result
    if block.said.varies or first.skipped:
        return []
    if second.skipped:
        return [Problem(block.page, block.fence.line, "the block did not run when the program was run again")]
    advice = "set every seed in the program, or say above the block that it differs: <!--varies-->"
    if _printed(first) != _printed(second):
        message = "run as a plain script, the block prints something else"
        return [Problem(block.page, block.fence.line, message, diff(_printed(first), _printed(second)), advice)]
    if first.stderr != second.stderr and not block.said.stderr_varies:
        message = "run as a plain script, the block says something else on stderr"
        advice += ", its stderr alone by <!--varies: stderr-->"
        return [Problem(block.page, block.fence.line, message, diff(first.stderr, second.stderr), advice)]
    if _streams(first) != _streams(second) and not block.said.stderr_varies:
        message = "run as a plain script, the block writes to stdout and stderr in another order"
        return [Problem(block.page, block.fence.line, message, advice="let one thread or process write both")]
    if _displayed(first) != _displayed(second):
        message = "run as a plain script, the block shows other figures or tables"
        return [Problem(block.page, block.fence.line, message, _displayed_diff(first, second), advice)]
    return _compare_failures(block, first, second)


def _compare_failures(block: Block, first: PartResult, second: PartResult) -> list[Problem]:
    if first.failure is None or second.failure is None or first.failure.message == second.failure.message:
        return []
    message = f"run as a plain script, {first.failure.name} says something else"
    detail = diff(first.failure.message, second.failure.message)
    return [Problem(block.page, block.fence.line, message, detail, "keep what varies out of the message")]


def _printed(result: PartResult) -> str:
    """What a plain script prints, but for the addresses of what it displays."""
    outputs = result.outputs
    return "".join(one.content if one.mime == STDOUT else _ADDRESS.sub(" at 0x", one.plain) for one in outputs)


def _streams(result: PartResult) -> list[tuple[str, str]]:
    """What is printed, in the order in which it was."""
    return [(one.mime, one.content) for one in result.outputs if one.mime in (STDOUT, STDERR)]


def _displayed(result: PartResult) -> list[tuple[str, str]]:
    return [(output.mime, output.content) for output in result.displayed]


def _displayed_diff(first: PartResult, second: PartResult) -> str:
    pairs = enumerate(zip(first.displayed, second.displayed, strict=False), 1)
    return "\n".join(
        f"picture {number} has other pixels" if one.mime == PNG else diff(one.content, other.content)
        for number, (one, other) in pairs
        if one.content != other.content
    )


def diff(recorded: str, again: str, lines: int = 12) -> str:
    """The first lines in which the texts differ."""
    found = difflib.unified_diff(recorded.splitlines(), again.splitlines(), "recorded", "again", lineterm="", n=0)
    return "\n".join(line[:200] for line, _ in zip(found, range(lines), strict=False))
