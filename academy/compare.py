"""Whether a second run of a program gives what its recording shows."""

import difflib
import re

from academy import run, verdict
from academy.lessons import Lessons
from academy.parse import Block
from academy.problems import Problem
from academy.recording import PartResult, Recording

RELATIVE = 1e-5  # how far floats may differ between two environments
_FLOAT = re.compile(r"[-+]?(?:\d+\.\d*|\.\d+|\d+(?=[eE][-+]?\d))(?:[eE][-+]?\d+)?")


def differences(lessons: Lessons, key: str) -> list[Problem]:
    """Run the program as its reader does, in a bare interpreter; a problem for each block that differs."""
    recorded = lessons.recording(key)
    if problems := verdict.after_run(lessons.plan, key, recorded):
        return problems
    again = run.run(lessons.plan.programs[key], lessons.settings, fresh=True)
    blocks = {lessons.plan.parts[block]: block for block in lessons.plan.blocks[key]}
    problems = verdict.after_run(lessons.plan, key, again)
    for number, block in blocks.items():
        if number < len(recorded.parts) and not problems:
            problems += _compare(block, recorded, again, number)
    return problems


def _compare(block: Block, recorded: Recording, again: Recording, number: int) -> list[Problem]:
    if block.said.varies:
        return []
    if number >= len(again.parts):
        return [Problem(block.page, block.fence.line, "the block did not run when the program was run again")]
    exact = recorded.environment == again.environment
    first, second = recorded.parts[number], again.parts[number]
    advice = "set every seed in the program, or say above the block that it differs: <!--varies-->"
    if not same_text(first.stdout, second.stdout, exact):
        message = "run as a plain script, the block prints something else"
        return [Problem(block.page, block.fence.line, message, diff(first.stdout, second.stdout), advice)]
    if exact and first.figures != second.figures:
        message = "run as a plain script, the block draws other figures"
        return [Problem(block.page, block.fence.line, message, _figure_diff(first, second), advice)]
    return _compare_failures(block, first, second, exact)


def _compare_failures(block: Block, first: PartResult, second: PartResult, exact: bool) -> list[Problem]:
    if first.failure is None or second.failure is None:
        return []
    if same_text(first.failure.message, second.failure.message, exact):
        return []
    message = f"run as a plain script, {first.failure.name} says something else"
    detail = diff(first.failure.message, second.failure.message)
    return [Problem(block.page, block.fence.line, message, detail, "keep what varies out of the message")]


def _figure_diff(first: PartResult, second: PartResult) -> str:
    if len(first.figures) != len(second.figures):
        return f"{len(first.figures)} figures recorded, {len(second.figures)} drawn"
    pairs = zip(first.figures, second.figures, strict=True)
    return "\n".join(diff(one, other) for one, other in pairs if one != other)


def diff(recorded: str, again: str, lines: int = 12) -> str:
    """The first lines in which the texts differ."""
    found = difflib.unified_diff(recorded.splitlines(), again.splitlines(), "recorded", "again", lineterm="", n=0)
    return "\n".join(line[:200] for line, _ in zip(found, range(lines), strict=False))


def same_text(recorded: str, again: str, exact: bool) -> bool:
    """Whether the texts are equal; between environments, floats may differ by a part in 100,000."""
    if exact or recorded == again:
        return recorded == again
    if _FLOAT.sub("0.0", recorded) != _FLOAT.sub("0.0", again):
        return False
    pairs = zip(_FLOAT.findall(recorded), _FLOAT.findall(again), strict=True)
    return all(_near(float(one), float(other)) for one, other in pairs)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= RELATIVE * max(abs(one), abs(other))
