"""What the run of a program means for the blocks that show it: computed once, and read by all that is published."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from academy.judge.promises import after_run
from academy.judge.terminal import seen
from academy.page.blocks import Block
from academy.page.site import Showing
from academy.problems import Problem
from academy.recording import ERROR, STDERR, STDOUT, Output, PartResult, Recording


@dataclass(frozen=True)
class Shown:
    """What the page shows of one block, in the lines that its reader knows."""

    block: Block
    result: PartResult

    @property
    def outputs(self) -> tuple[Output, ...]:
        """What its run left: what it wrote and displayed in that order, its figures, the traceback."""
        failure = self.result.failure
        error = (Output(ERROR, failure.traceback, f"{failure.name}: {failure.message}"),) if failure else ()
        return (*self.result.outputs, *error)

    def without_failure(self) -> "Shown":
        """The same where the failure is said beside."""
        return replace(self, result=replace(self.result, failure=None))


@dataclass(frozen=True)
class Outcome:
    """A program's recording, what each of its blocks shows, and what is wrong; no recording of code that cannot run."""

    showing: Showing
    problems: tuple[Problem, ...]
    recording: Recording | None = None
    shown: dict[Block, Shown] = field(default_factory=dict)


def judge(showing: Showing, recording: Recording) -> Outcome:
    """The outcome of a run."""
    parts = tuple(as_read(part, showing) for part in recording.parts)
    recording = replace(recording, parts=parts)
    rest = PartResult(skipped=parts[-1].skipped)  # a block after a skipped one is skipped for its reason
    shown = {
        block: Shown(block, parts[number] if number < len(parts) else rest)
        for number, blocks in enumerate(showing.parts)
        for block in blocks
    }
    return Outcome(showing, tuple(after_run(showing, recording)), recording, shown)


def as_read(result: PartResult, showing: Showing) -> PartResult:
    """The result as its reader sees it: as a terminal leaves it, and wherever it names a line, the page's.

    A snippet's lines are its own.
    """
    program, blocks = showing.program, showing.blocks

    def page_line(line: int) -> int:
        above = [block for block in blocks if block.first <= line] or blocks[:1]
        return max(above, key=lambda block: block.first).page_line(line)

    def read(text: str) -> str:
        return text if program.is_snippet else relocate(text, program.name, page_line)

    outputs = tuple(
        replace(output, content=read(seen(output.content))) if output.mime in (STDOUT, STDERR) else output
        for output in result.outputs
    )
    failure = result.failure and replace(result.failure, traceback=read(result.failure.traceback))
    return replace(result, outputs=outputs, failure=failure)


def relocate(text: str, name: str, line_of: Callable[[int], int]) -> str:
    """The text of a traceback, a warning or a log, with the program's lines renumbered as the page's."""
    names = "|".join(map(re.escape, (name, PurePosixPath(name).name)))  # a log may give the last part of a path alone
    pattern = rf'(File "{re.escape(name)}", line |^\S*?(?<![\w./-])(?:{names}):)(\d+)'
    return re.sub(pattern, lambda match: match[1] + str(line_of(int(match[2]))), text, flags=re.MULTILINE)
