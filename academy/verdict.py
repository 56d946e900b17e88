"""What a recording says about the blocks that it ran: nothing, if they keep their word."""

import ast
import difflib
import re
import warnings
from dataclasses import dataclass, replace

from academy.directives import Bound
from academy.parse import Block, Part, Plan, Program
from academy.problems import Problem, underlined
from academy.recording import Failure, PartResult, Recording, relocate
from academy.scan import lines_of

_ADVICE = {
    "FileNotFoundError": "a program starts in an empty folder: reach a file beside the snippet by Path(__file__)",
    "ModuleNotFoundError": "import what pyproject.toml declares: torch, numpy, matplotlib, scikit-learn",
    "EOFError": "a program has no keyboard: its standard input is empty",
    "SystemExit": "let the block run to its end; a program that exits shows nothing of what follows",
}
_BROKEN = {  # by the first word of what the run says
    "still": "let it end sooner; the limit is `seconds` of the academy plugin in mkdocs.yml",
    "used": "make its data smaller; the limit is `memory_gib` of the academy plugin in mkdocs.yml",
    "printed": "print less; the limit is `output_mib` of the academy plugin in mkdocs.yml",
    "made": "draw fewer points, or draw them with rasterized=True; the limit is `output_mib` of the academy plugin",
    "was": "a signal ended the interpreter itself: run the code by hand to see what sends it",
    "ended": "let the block run to its end; a program that exits shows nothing of what follows",
    "killed": "let it end no process but those that it started",
    "left": "wait for every process that it starts: join it, or start it in a with statement",
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


def before_run(plan: Plan, key: str) -> list[Problem]:
    """What is wrong with a program's code that can be seen without running it."""
    program, blocks = plan.programs[key], plan.blocks[key]
    problems = []
    for block in blocks:
        part = program.parts[plan.parts[block]]
        advice = "a block must be whole by itself"
        found = _syntax(_source(program, part), part.start, advice) or _silent_end(program, part)
        if found:
            problems.append(_at(block, program, found))
    if not problems and (found := _syntax(program.source, 1, "")):  # in a cell that no page shows, or in their sum
        starts = {block: program.parts[plan.parts[block]].start for block in blocks}
        above = [block for block in blocks if starts[block] <= found.line] or blocks[:1]
        problems.append(_at(max(above, key=lambda block: starts[block]), program, found))
    return sorted(set(problems))


def after_run(plan: Plan, key: str, recording: Recording) -> list[Problem]:
    """What the run of a program says against the blocks that show it."""
    program = plan.programs[key]
    blocks = plan.blocks[key]
    recording = replace(recording, parts=tuple(as_read(part, blocks, program) for part in recording.parts))
    problems = _ending(program, blocks, plan, recording)
    whole = len(recording.parts) - bool(problems)  # a part that broke off has nothing to judge
    for block in blocks:
        number = plan.parts[block]
        if number < whole:
            problems += _presentation(block, recording.parts[number])
    return problems


def as_read(result: PartResult, blocks: list[Block], program: Program) -> PartResult:
    """The result with the lines that its reader knows, wherever it names one: the page's, or the snippet's own."""
    if program.is_snippet:
        return result

    def page_line(line: int) -> int:
        above = [block for block in blocks if block.first <= line] or blocks[:1]
        return max(above, key=lambda block: block.first).page_line(line)

    def read(text: str) -> str:
        return relocate(text, program.name, page_line)

    failure = result.failure and replace(result.failure, traceback=read(result.failure.traceback))
    return replace(result, stdout=read(result.stdout), stderr=read(result.stderr), failure=failure)


def _at(block: Block, program: Program, fault: _Fault) -> Problem:
    """A fault as a problem: on the page's line, or below the embed with the snippet's."""
    lines, line, message = lines_of(program.source), fault.line, fault.message
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    detail = fault.traceback or underlined(text, fault.start, fault.end)
    if program.is_snippet:
        return Problem(block.page, block.fence.line + 1, f"{message} ({program.name}:{line})", detail, fault.advice)
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
        if (error.text or "").lstrip().startswith("<!--"):
            advice = "a directive stands above its fence, not in it"
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
    return _Fault(value.lineno, "nothing would show this last expression", advice)


def _ending(program: Program, blocks: list[Block], plan: Plan, recording: Recording) -> list[Problem]:
    """Whether the program ended as its author said: by its last line, or by the expected failure."""
    number = len(recording.parts) - 1
    last, part = recording.parts[number], program.parts[number]
    block = next((block for block in blocks if plan.parts[block] == number), blocks[0])
    if last.failure:
        found = _failure(program, block, part, last.failure)
    elif part.raises and not last.skipped and not recording.broken:
        message = f"expected {part.raises}, but the block ran to its end"
        found = [Problem(block.page, block.fence.line, message, advice="take out xfail, or make the block fail")]
    else:
        found = []
    if recording.broken:
        said = f"the program {recording.broken}" + (f" ({program.name}:{part.start})" if program.is_snippet else "")
        tail = "\n".join((last.stdout + last.stderr)[-400:].splitlines()[-5:])
        found.append(Problem(block.page, block.fence.line, said, tail, _BROKEN.get(recording.broken.split()[0], "")))
    return found


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


def _presentation(block: Block, result: PartResult) -> list[Problem]:
    problems = []
    drawn, described = len(result.figures), len(block.said.alts)
    if drawn > described:
        message = f"expected a text for each figure, found {described} for {drawn}"
        advice = "write above the block what each shows: <!--alt: Line plot of the loss, falling over ten epochs-->"
        problems.append(Problem(block.page, block.fence.line, message, advice=advice))
    elif drawn < described and not result.skipped:
        message = f"{described} texts for figures, but the block draws {drawn}"
        problems.append(Problem(block.page, block.fence.line, message, advice="take out the alt that is left over"))
    if block.pinned is not None and not result.skipped:
        problems += _pinned(block, block.pinned.code, result.stdout)
    if not result.skipped:
        problems += [_drifted(block, bound, result) for bound in block.bound if not _prints(result, bound)]
    return problems


def _prints(result: PartResult, bound: Bound) -> bool:
    """Whether an output contains a value that the prose repeats, as a whole and between the words given."""
    text = re.escape(_one_line(bound.context.replace("{}", bound.value)))
    before = r"(?<![\w.-])" if bound.context.startswith("{}") and bound.value[0].isalnum() else ""
    after = r"(?!\w|[.,]\d)" if bound.context.endswith("{}") and bound.value[-1].isalnum() else ""
    return bool(re.search(f"{before}{text}{after}", _one_line(_printed(result))))


def _printed(result: PartResult) -> str:
    return "\n".join([result.stdout, result.stderr, result.failure.traceback if result.failure else ""])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _drifted(block: Block, bound: Bound, result: PartResult) -> Problem:
    wanted = bound.context.replace("{}", bound.value)
    lines = [line for line in _printed(result).splitlines() if line.strip()]
    nearest = set(difflib.get_close_matches(wanted, lines, n=5, cutoff=0)) if len(lines) > 5 else {*lines}
    detail = "\n".join(line for line in lines if line in nearest) or "it prints nothing"
    message = f"the output of line {block.fence.line} does not contain '{wanted}'"
    return Problem(block.page, bound.line, message, detail, "write what the run printed, or mend the code")


def _pinned(block: Block, code: tuple[str, ...], stdout: str) -> list[Problem]:
    expected, found = "\n".join(code).rstrip("\n"), stdout.rstrip("\n")
    if expected == found:
        return []
    diff = difflib.unified_diff(expected.splitlines(), found.splitlines(), "pinned", "printed", lineterm="", n=1)
    assert block.pinned
    advice = "write what the run printed, or mend the code"
    return [Problem(block.page, block.pinned.line, "the pinned output differs", "\n".join(diff), advice)]
