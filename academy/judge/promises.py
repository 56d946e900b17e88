"""What its code and its run say against the blocks of a program: nothing, if they keep their word."""

import ast
import signal
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace

from academy.page import directives
from academy.page.blocks import Block
from academy.page.fences import lines_of
from academy.page.site import Showing
from academy.problems import Problem, underlined
from academy.program import Part, Program
from academy.recording import Breach, Failure, PartResult, Recording

_ADVICE = {
    "FileNotFoundError": "a program starts in an empty folder: reach a file beside the snippet by Path(__file__)",
    "ModuleNotFoundError": "import what pyproject.toml declares: torch, numpy, matplotlib, scikit-learn",
    "EOFError": "a program has no keyboard: its standard input is empty",
    "SystemExit": "let the block run to its end; a program that exits shows nothing of what follows",
}
_UNREADABLE = ("SyntaxError", "IndentationError", "TabError")
_ALONE = "let the block that fails be a program of its own: take out cont, or the other cells"
_FIGURES = ("fig", "figure", "ax", "axes", "axs")  # as everybody names them
_NO_SCRIPT = {  # how a line begins that no script has, and what to write instead
    "<!--": "a directive stands above its fence, not in it",
    "%": "a script has no magics: leave it out; a figure is shown without %matplotlib inline",
    "!": "a script has no shell commands: write a command for the reader in a block of console",
    ">>>": "write the code without >>> and ..., and print what it shows",
    "?": "a script has no help by ?: write help(...)",
}
_BREACHES = {  # what a program did, as the end of a sentence, and what to do about it
    "seconds": (
        "still ran after {value:g} s",
        "let it end sooner; the limit is `seconds` of the academy plugin in mkdocs.yml, "
        "or above a block of this program alone <!--seconds: 90-->",
    ),
    "memory": (
        "used more than {size} of memory",
        "make its data smaller; the limit is `memory_gib` of the academy plugin in mkdocs.yml",
    ),
    "printed": (
        "printed more than {size}",
        "print less; the limit is `output_mib` of the academy plugin in mkdocs.yml",
    ),
    "made": (
        "made figures and tracebacks of more than {size}",
        "draw fewer points, or draw them with rasterized=True; the limit is `output_mib` of the academy plugin",
    ),
    "signal": (
        "was killed by {signal}",
        "a signal ended the interpreter itself: run the code by hand to see what sends it",
    ),
    "exit": ("ended itself (exit code {value:g})", _ADVICE["SystemExit"]),
    "left": (
        "left {processes} running",
        "wait for every process that it starts: join it, or start it in a with statement",
    ),
    "supervisor": ("killed the process that watches it", "let it end no process but those that it started"),
}


@dataclass(frozen=True)
class _Fault:
    """What is wrong on a line of the program, and between which columns, where that is known."""

    line: int
    message: str
    advice: str
    start: int = 0
    end: int = 0
    traceback: str = ""


def before_run(showing: Showing) -> list[Problem]:
    """What is wrong with a program's code that can be seen without running it."""
    program, problems = showing.program, []
    for block in showing.blocks:
        part = program.parts[showing.part_of(block)]
        found = _syntax(_source(program, part), part.start, "a block must be whole by itself")
        if found and part.raises in _UNREADABLE:
            if len(program.parts) == 1:
                return []  # it is meant, and the run will say so
            found = replace(found, message="nothing of a script runs that Python cannot read", advice=_ALONE)
        if found := found or _silent_end(program, part):
            problems.append(_at(block, program, found))
    if not problems and (found := _syntax(program.source, 1, "")):  # in a cell that no page shows, or in their sum
        starts = {block: program.parts[showing.part_of(block)].start for block in showing.blocks}
        above = [block for block in starts if starts[block] <= found.line] or showing.blocks[:1]
        problems.append(_at(max(above, key=lambda block: starts[block]), program, found))
    return sorted(problems)


def after_run(showing: Showing, recording: Recording) -> list[Problem]:
    """What the run of a program says against the blocks that show it; its texts name the reader's lines."""
    problems = _ending(showing, recording)
    whole = len(recording.parts) - bool(problems)  # a part that broke off has nothing to judge
    if recording.unguarded:  # where Python does not fork, the program ends badly by that
        problems = _unguarded(showing, recording.unguarded)
    for blocks, result in zip(showing.parts, recording.parts[:whole], strict=False):
        if not result.skipped:
            problems += [problem for block in blocks for problem in directives.holds(block, result)]
            problems += [problem for block in blocks for problem in _lost(showing, block, result)]
    return problems


def _at(block: Block, program: Program, fault: _Fault) -> Problem:
    """A fault as a problem: on the page's line, or below the embed with the snippet's."""
    lines, line, message = lines_of(program.source), fault.line, fault.message
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    detail = fault.traceback or underlined(text, fault.start, fault.end)
    if program.is_snippet:
        return Problem(block.page, block.embed_line, f"{message} ({program.name}:{line})", detail, fault.advice)
    return Problem(block.page, block.page_line(line) if line else block.fence.line, message, detail, fault.advice)


def _source(program: Program, part: Part) -> str:
    """The part's code, on its own lines."""
    lines = lines_of(program.source)[part.start - 1 : part.stop - 1]
    return "\n" * (part.start - 1) + "\n".join(lines) + "\n"


def _syntax(source: str, start: int, advice: str) -> _Fault | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the run says them
            compile(source, "program", "exec", dont_inherit=True)
            ast.parse(source)  # takes less deep code than the compiler
    except SyntaxError as error:
        text = (error.text or "").lstrip()
        advice = next((instead for start, instead in _NO_SCRIPT.items() if text.startswith(start)), advice)
        if text.rstrip().endswith("?"):
            advice = _NO_SCRIPT["?"]
        if error.msg.startswith("'await' outside"):
            advice = "put it into a function, async def main(), and end with asyncio.run(main())"
        column = max((error.offset or 1) - 1, 0)
        end = max((error.end_offset or 0) - 1, column + 1) if error.end_lineno == error.lineno else column + 1
        return _Fault(error.lineno or start, f"{type(error).__name__}: {error.msg}", advice, column, end)
    except ValueError as error:
        return _Fault(start, f"the code cannot be read: {error}", advice)
    except (RecursionError, MemoryError):
        return _Fault(start, "the code is nested too deep for Python", "write a loop, or more and shorter lines")
    return None


def _silent_end(program: Program, part: Part) -> _Fault | None:
    """A last expression that a notebook would echo and a script does not."""
    source = _source(program, part)
    body = ast.parse(source).body
    if not body or not isinstance(body[-1], ast.Expr) or part.skip or part.raises:
        return None
    value = body[-1].value
    if isinstance(value, ast.Call | ast.Await | ast.Yield | ast.YieldFrom):
        return None
    advice = f"write print({ast.get_source_segment(source, value)}), or take it out"
    if isinstance(value, ast.Name) and value.id in _FIGURES:
        advice = "take it out: a block's end shows its figures"
    elif isinstance(value, ast.Constant) and value.value is ...:
        advice = "write the code that it stands for, or a comment"
    return _Fault(value.lineno, "nothing would show this last expression", advice)


def _lost(showing: Showing, block: Block, result: PartResult) -> Iterator[Problem]:
    """What a block makes and no reader sees: a drawing, and the value of its last call if it shows nothing else."""
    if result.late:
        message = "the block draws on a figure that plt.show() has ended, as it does in a notebook"
        advice = "draw all of it before plt.show(), or leave that out: a block's end shows its figures"
        yield Problem(block.page, block.fence.line, message, advice=advice)
    if result.value and not result.outputs and not result.failure:
        source = _source(showing.program, showing.program.parts[showing.part_of(block)])
        call = ast.parse(source).body[-1]
        message = f"nothing shows what this last call gives, of type {result.value}"
        advice = f"write print({ast.get_source_segment(source, call)}), or _ = in front if no reader needs it"
        yield _at(block, showing.program, _Fault(call.lineno, message, advice))


def _unguarded(showing: Showing, line: int) -> list[Problem]:
    """What is wrong with processes that the program starts at this line."""
    program = showing.program
    number = next(at for at, part in enumerate(program.parts) if line < part.stop)
    block = next(iter(showing.parts[number]), showing.blocks[0])
    message = "the program starts processes outside of a main guard, and so fails on macOS and Windows"
    return [_at(block, program, _Fault(line, message, 'put this line below: if __name__ == "__main__":'))]


def _ending(showing: Showing, recording: Recording) -> list[Problem]:
    """Whether the program ended as its author said: by its last line, or by the expected failure."""
    program, number = showing.program, len(recording.parts) - 1
    last, part = recording.parts[number], program.parts[number]
    block = next(iter(showing.parts[number]), showing.blocks[0])
    found = []
    if last.failure:
        found = _failure(program, block, part, last.failure)
    elif part.raises and not recording.breach:
        message = f"expected {part.raises}, but the block ran to its end"
        found = [Problem(block.page, block.fence.line, message, advice="take out xfail, or make the block fail")]
    if recording.breach:
        message = f"the program {words_of(recording.breach)}"
        message += f" ({program.name}:{part.start})" if program.is_snippet else ""
        tail = "\n".join((last.stdout + last.stderr)[-400:].strip().splitlines()[-5:])
        found.append(Problem(block.page, block.fence.line, message, tail, _BREACHES[recording.breach.kind][1]))
    return found


def words_of(breach: Breach) -> str:
    """What a program did, as the end of a sentence about it."""
    value, count = breach.value, int(breach.value)
    return _BREACHES[breach.kind][0].format(
        value=value,
        size=f"{value / 2**20:g} MiB" if value < 2**30 else f"{value / 2**30:g} GiB",
        signal=signal.Signals(count).name if breach.kind == "signal" else "",
        processes=f"{count} process{'es' if count > 1 else ''}",
    )


def _failure(program: Program, block: Block, part: Part, failure: Failure) -> list[Problem]:
    """What an exception says against its block: nothing, if it is the expected one."""
    if part.raises == failure.name:
        return []
    expected = f"expected {part.raises}, found " if part.raises else ""
    meant = f"mend it, or say above it that it is meant: <!--pytest.mark.xfail(raises={failure.name})-->"
    advice = _ADVICE.get(failure.name, meant)
    summary = failure.message.splitlines()[0] if failure.message else ""
    message = f"{expected}{failure.name}{': ' if summary else ''}{summary}"
    return [_at(block, program, _Fault(failure.line, message, advice, traceback=failure.traceback))]
