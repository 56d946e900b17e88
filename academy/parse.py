"""A page to its blocks, and the blocks of all pages to the programs that run them."""

import ast
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import NoReturn

import yaml

from academy import directives
from academy.directives import BadDirective, Bound, Directions
from academy.problems import Problem, nearest, underlined_quote
from academy.scan import PYTHON, STRUCTURE, Comment, Fence, Piece, front_matter, is_python, lines_of, scan
from academy.snippets import BadSnippet, Snippet

_EMBED = re.compile(r"[ \t]*-{1,}8<-{1,}(?P<rest>.*)")
_PATH = re.compile(r'[ \t]+(?P<quote>["\'])(?P<path>[^"\':]+)(?::(?P<cell>[^"\']*))?(?P=quote)[ \t]*')

_LONE_EMBED = re.compile(_EMBED.pattern.replace("(?P<rest>.*)", _PATH.pattern))
_ATTRIBUTES = {"title": 'title="The loop"', "hl_lines": 'hl_lines="2 4-5"', "linenums": 'linenums="1"'}

_NOT_RUN = {f"{name}{version}" for name in (*PYTHON, "ipython") for version in ("", "2", "3")} - {*PYTHON}

ReadSnippet = Callable[[str], Snippet]


@dataclass(frozen=True)
class Part:
    """The lines of a program that run as one block: `start` to before `stop`, counted from 1."""

    start: int
    stop: int
    raises: str | None = None
    skip: directives.Skip | None = None
    shown: bool = True  # by a page: what none shows may end in what would not be shown


@dataclass(frozen=True)
class Program:
    """What runs in one fresh process: a script, and where its blocks begin and end."""

    name: str  # the file that tracebacks name, relative to the root
    source: str
    parts: tuple[Part, ...]
    is_snippet: bool  # the script is the file of that name; else its text stands in a page


@dataclass(frozen=True)
class Block:
    """One shown block of a page, with all that its author says about it."""

    page: str  # relative to the root
    fence: Fence
    code: str  # as shown
    said: Directions
    program: str  # the key of its program among the site's
    cell: str | None = None  # of the embedded snippet; None if inline or whole
    pinned: Fence | None = None  # the text fence with the pinned output
    first: int = 0  # inline: the program's line on which its code begins
    bound: tuple[Bound, ...] = ()  # values in the prose below it that its output must contain

    def __hash__(self) -> int:
        return hash((self.page, self.fence.line))  # no two blocks share a place, and the rest takes long

    @property
    def place(self) -> str:
        return f"{self.page}:{self.fence.line}"

    def page_line(self, line: int) -> int:
        """The page's line of a line of the program, for inline code."""
        blank = next(at for at, code in enumerate(self.fence.code) if code)
        return self.fence.line + 1 + blank + line - self.first


@dataclass(frozen=True)
class Lesson:
    """A parsed page. `consumed` are the lines of its directives, which the reader never sees."""

    page: str
    text: str
    blocks: tuple[Block, ...]
    snippets: tuple[Snippet, ...]
    consumed: tuple[tuple[int, int], ...]
    problems: tuple[Problem, ...]


def parse(page: str, text: str, read_snippet: ReadSnippet, structure: tuple[str, ...] = STRUCTURE) -> Lesson:
    """The blocks of a page, and what is wrong with it; nothing is run."""
    return _Parser(page, text, read_snippet).parse(scan(text, structure))


class _Abandon(Exception):
    """The block at hand is bad; its problem is noted."""


@dataclass
class _Parser:
    page: str
    text: str
    read_snippet: ReadSnippet
    blocks: list[Block] = field(default_factory=list)
    snippets: dict[str, Snippet] = field(default_factory=dict)
    consumed: list[tuple[int, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    said: Directions = Directions()
    pending: list[Comment] = field(default_factory=list)  # directives that wait for their fence
    last: Block | None = None  # the nearest python block above, None after a bad one
    has_python: bool = False
    stray: bool = False  # an opening fence is bad, and its closing one still to come
    bad: set[str] = field(default_factory=set)  # snippets whose fault is noted

    def parse(self, pieces: Iterable[Piece]) -> Lesson:
        lines = lines_of(self.text)
        below = self._front_matter(lines)
        for piece in pieces:
            between = "".join(lines[below : piece.line - 1]).strip(" \t>")
            self._lost_embeds(lines, below, piece.line - 1)
            if between or isinstance(piece, Comment) and not piece.alone:
                self._unattached()
            if isinstance(piece, Comment):
                self._comment(piece)
            else:
                self._fence(piece)
            below = max(below, piece.end)
        self._lost_embeds(lines, below, len(lines))
        self._unattached()
        self.problems += _order_problems(self.blocks, self.snippets)
        return Lesson(
            self.page,
            self.text,
            tuple(self.blocks),
            tuple(self.snippets.values()),
            tuple(self.consumed),
            tuple(self.problems),
        )

    def _front_matter(self, lines: list[str]) -> int:
        """The number of lines of the front matter; MkDocs would print one that it cannot read."""
        end = front_matter(lines)
        try:
            yaml.safe_load("\n".join(lines[1 : end - 1] if end else []))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            advice = 'put a value that holds a colon in quotes: title: "Loss: one number"'
            self._problem(2 + (mark.line if mark else 0), "the front matter is not YAML", advice=advice)
        return end

    def _lost_embeds(self, lines: list[str], start: int, stop: int) -> None:
        """Embeds between the fences, which the page would show as they are written."""
        for line in range(start + 1, stop + 1):
            if _LONE_EMBED.fullmatch(lines[line - 1].lstrip("> ")) and not self.stray:
                advice = "a fence in a list, a tab or a note is indented by four spaces or more"
                self._problem(line, "this embed stands in no python fence", advice=advice)

    def _problem(self, line: int, message: str, detail: str = "", advice: str = "") -> None:
        """Note a problem; `detail` is the offending code, the page's line if left out."""
        if "\n" not in detail:
            detail = underlined_quote(detail or lines_of(self.text)[line - 1], message)
        self.problems.append(Problem(self.page, line, message, detail, advice))

    def _reject(self, line: int, message: str, detail: str = "", advice: str = "") -> NoReturn:
        self._problem(line, message, detail, advice)
        raise _Abandon

    def _comment(self, comment: Comment) -> None:
        word = directives.word_of(comment.text)
        if word is None:
            return
        if word in directives.BINDING and not comment.alone:
            self._bind(comment)
            return
        if not comment.alone:
            unknown = f"unknown directive '{word}'{directives.nearest_directive(word)}"
            misplaced = f"the directive '{word}' must stand alone on a line above its block"
            self._problem(comment.line, misplaced if word in directives.DIRECTIVES else unknown)
            return
        try:
            self.said = directives.read(comment.text, self.said)
        except BadDirective as error:
            self._problem(comment.line, str(error), f"<!--{comment.text}-->")
            return
        self.pending.append(comment)

    def _bind(self, comment: Comment) -> None:
        """Bind the value before the comment to the output of the block above."""
        try:
            bound = directives.read_bound(comment.text, comment.before, comment.line)
        except BadDirective as error:
            self._problem(comment.line, str(error), f"<!--{comment.text}-->")
            return
        if self.last is None:
            if not self.has_python:
                self._problem(comment.line, f"no python block stands above that could print '{bound.value}'")
        elif self.last.said.varies or self.last.said.skip and self.last.said.skip.condition == "True":
            self._problem(comment.line, f"'{bound.value}' cannot be bound to an output that varies or is skipped")
        else:
            self.last = self.blocks[-1] = replace(self.last, bound=(*self.last.bound, bound))

    def _unattached(self) -> None:
        for comment in self.pending:
            advice = "put it directly above its fence; only blank lines and directives may stand between"
            self._problem(comment.line, "this directive has no block", f"<!--{comment.text}-->", advice)
        self._take()

    def _take(self) -> Directions:
        said, self.said, self.pending = self.said, Directions(), []
        return said

    def _fence(self, fence: Fence) -> None:
        if not fence.closed:
            self._stray(fence)
        if not is_python(fence):
            self._other_fence(fence)
            return
        self.consumed += [(comment.line, comment.end) for comment in self.pending]
        first = self.pending[0].line if self.pending else fence.line
        said = self._take()
        try:
            self.last = self._block(fence, said, first)
            self.blocks.append(self.last)
            self._highlights(fence, self.last.code.count("\n") + 1)
        except _Abandon:
            self.last = None
        self.has_python = True

    def _highlights(self, fence: Fence, count: int) -> None:
        named = re.search(r"""hl_lines=["']([\d\s-]+)""", fence.info)
        last = max(map(int, re.findall(r"\d+", named[1])), default=0) if named else 0
        if last > count:
            self._problem(
                fence.line, f"hl_lines names line {last} of a block of {count}", advice="count from its first"
            )

    def _stray(self, fence: Fence) -> None:
        """A fence that the page shows as prose; its second half has nothing behind the mark."""
        if fence.info or not self.stray:
            message, advice = _bad_attribute(fence.info) or (
                "unclosed fence, or no fence at all",
                f"close it with {fence.mark} on a line of its own, as far to the right as the opening one",
            )
            self._problem(fence.line, message, f"{fence.mark}{fence.info}", advice)
        self.stray = bool(fence.info)

    def _unclosed(self, fence: Fence) -> bool:
        """Whether a fence swallows the next one, which its author would not have meant; notes it."""
        swallowed = [at for at, line in enumerate(fence.code, fence.line + 1) if _opens_python(line, fence.mark)]
        if not swallowed or _compiles(fence.code):
            return False
        advice = f"close it with {fence.mark} on a line of its own"
        self._problem(fence.line, f"this fence is still open on line {swallowed[0]}", advice=advice)
        return True

    def _other_fence(self, fence: Fence) -> None:
        if fence.language.lower() in _NOT_RUN or directives.within_one_edit(fence.language.lower(), "python"):
            advice = "write python, or text for code that is not to run"
            self._problem(fence.line, f"a block of '{fence.language}' would not run", advice=advice)
            self._take()
            self.last, self.has_python = None, True
            return
        if any(map(_LONE_EMBED.fullmatch, fence.code)) and len([line for line in fence.code if line.strip()]) == 1:
            self._problem(fence.line, "this embed stands in no python fence", advice=f"write {fence.mark}python")
        if not self.pending:
            return
        if not self.said.pinned or self.said != Directions(pinned=True):
            self._unattached()
            return
        comment = self.pending[0]
        self._take()
        if self._unclosed(fence):
            return
        if fence.language.lower() != "text":
            advice = f"write {fence.mark}text"
            self._problem(fence.line, f"a pinned output is a fence of text, found '{fence.language}'", advice=advice)
            return
        if self.last is None or self.last.pinned:
            if self.last or not self.has_python:
                self._problem(comment.line, "a pinned output needs a python block of its own above it")
            return
        if self.last.said.varies or self.last.said.raises or self.last.said.skip:
            self._problem(comment.line, "output that varies, fails or is skipped cannot be pinned")
            return
        self.consumed.append((comment.line, fence.end))
        self.last = self.blocks[-1] = replace(self.last, pinned=fence)

    def _block(self, fence: Fence, said: Directions, first: int) -> Block:
        if not fence.closed or self._unclosed(fence):
            raise _Abandon  # said so already
        if said.pinned:
            self._reject(first, "a pinned output stands above a text fence, found a python block")
        if said.skip and said.raises:
            self._reject(first, "a block is skipped or fails, not both")
        if said.varies and said.raises:
            self._reject(first, "an expected failure is shown as it is: it cannot vary")
        if any(_EMBED.match(line) for line in fence.code):
            return self._embed(fence, said)
        return self._inline(fence, said)

    def _embed(self, fence: Fence, said: Directions) -> Block:
        lines = [line for line in fence.code if line.strip()]
        line = next(number for number, code in enumerate(fence.code, fence.line + 1) if _EMBED.match(code))
        example = '--8<-- "course/lesson/shapes.py:setup"'
        match = _LONE_EMBED.fullmatch(lines[0])
        if len(lines) > 1 or not match:
            message = "expected one embed and nothing else in the fence"
            self._reject(line, message, "\n".join(lines), f"write {example}")
        path, cell = match["path"], match["cell"]
        if cell is not None and re.fullmatch(r"[\d:,\s-]*", cell):
            self._reject(line, "line ranges drift when the file changes", lines[0], f"name a cell: {example}")
        if said.cont:
            advice = "put the code into the snippet, as a cell of its own"
            self._reject(fence.line, "an embed is its whole program: it cannot continue another", advice=advice)
        snippet = self._snippet(path, line)
        try:
            code = snippet.code(snippet.cell(cell) if cell is not None else None)
        except BadSnippet as error:
            self._reject(line, str(error), lines[0], error.advice)
        if not code:
            self._reject(line, "an empty embed: it has no code to show", lines[0], "write code in it, or take it out")
        return Block(self.page, fence, code, said, f"snippets/{path}", cell)

    def _snippet(self, path: str, line: int) -> Snippet:
        if path in self.bad:
            raise _Abandon
        if path not in self.snippets:
            try:
                self.snippets[path] = self.read_snippet(path)
            except BadSnippet as error:
                self.bad.add(path)
                where = f" (snippets/{path}:{error.line})" if error.line else ""
                self._reject(line, f"{error}{where}", advice=error.advice)
        return self.snippets[path]

    def _inline(self, fence: Fence, said: Directions) -> Block:
        code = "\n".join(fence.code).strip("\n")
        if not code.strip():
            self._reject(fence.line, "an empty block", advice="write code in it, or take it out")
        if not said.cont:
            return Block(self.page, fence, code, said, f"{self.page}:{fence.line}", first=1)
        if self.last is None:
            if self.has_python:
                raise _Abandon  # the block that it continues is bad, and said so
            self._reject(fence.line, "nothing to continue: no python block stands above", advice="take out 'cont'")
        if self.last.first == 0:
            advice = "put the code into the snippet, as a cell of its own"
            self._reject(fence.line, "an embed cannot be continued", advice=advice)
        if self.last.said.raises:
            message = f"the program ended in the expected failure on line {self.last.fence.line}"
            self._reject(fence.line, message, advice="take out 'cont', which begins a program of its own")
        first = self.last.first + self.last.code.count("\n") + 2
        return Block(self.page, fence, code, said, self.last.program, first=first)


def _bad_attribute(info: str) -> tuple[str, str] | None:
    """What is wrong with what stands behind a fence's language, and what to write; None if nothing is seen."""
    attributes = re.findall(r"(\w+)\s*=\s*(\S*)", info)
    unknown = [name for name, _ in attributes if name not in _ATTRIBUTES]
    if unknown:
        known = f"behind the language stand only {', '.join(_ATTRIBUTES)}"
        return f"unknown attribute '{unknown[0]}'{nearest(unknown[0], _ATTRIBUTES)}", known
    bare = [name for name, value in attributes if value[:1] not in ("'", '"')]
    if bare:
        return f"the value of '{bare[0]}' stands in no quotes", f"write {_ATTRIBUTES[bare[0]]}"
    return (
        ("an attribute that cannot be read", f"write it like {_ATTRIBUTES[attributes[0][0]]}") if attributes else None
    )


def _opens_python(line: str, mark: str) -> bool:
    return bool(re.match(rf"[> ]*{mark[0]}{{3,}} *\{{? *\.?(?:{'|'.join(PYTHON)})\b", line))


def _compiles(code: tuple[str, ...]) -> bool:
    try:
        ast.parse("\n".join(code))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _order_problems(blocks: list[Block], snippets: dict[str, Snippet]) -> list[Problem]:
    """Cells of one snippet that the page shows in another order than they run in."""
    problems = []
    reached: dict[str, int] = {}
    for block in blocks:
        if block.cell is None:
            continue
        start = snippets[block.program.removeprefix("snippets/")].cell(block.cell).start
        if start < reached.get(block.program, 0):
            message = f"the cell '{block.cell}' runs before one that the page shows above it"
            problems.append(Problem(block.page, block.fence.line + 1, message, advice="show cells in file order"))
        reached[block.program] = max(start, reached.get(block.program, 0))
    return problems


@dataclass(frozen=True)
class Plan:
    """The programs of a site by key, the blocks that show each part, and what contradicts itself."""

    programs: dict[str, Program]
    blocks: dict[str, list[Block]]  # the blocks that show a program, by page and line
    parts: dict[Block, int]  # which part of its program a block is
    problems: tuple[Problem, ...]


def plan(lessons: Iterable[Lesson]) -> Plan:
    """The programs behind all blocks: a snippet shown on two pages is one program."""
    snippets: dict[str, Snippet] = {}
    groups: dict[str, list[Block]] = {}
    for lesson in lessons:
        snippets |= {f"snippets/{snippet.path}": snippet for snippet in lesson.snippets}
        for block in lesson.blocks:
            groups.setdefault(block.program, []).append(block)
    programs: dict[str, Program] = {}
    parts: dict[Block, int] = {}
    problems: list[Problem] = []
    for key, blocks in groups.items():
        if key in snippets:
            program, of, found = _snippet_program(key, snippets[key], blocks)
        else:
            program, of, found = _inline_program(blocks)
        programs[key] = program
        parts |= of
        problems += [*found, *_after_skip(program, of)]
    for blocks in groups.values():
        blocks.sort(key=lambda block: (block.page, block.fence.line))
    return Plan(programs, groups, parts, tuple(problems))


def _after_skip(program: Program, parts: dict[Block, int]) -> list[Problem]:
    """What is said of the output of a block that follows a skipped one: it never has any."""
    skips = (part.skip is not None and part.skip.condition == "True" for part in program.parts)
    skipped = next((at for at, skip in enumerate(skips) if skip), len(program.parts))
    after = [block for block, at in parts.items() if at > skipped]
    pinned = [(block.page, block.pinned.line, "output", "pinned") for block in after if block.pinned]
    bound = [(block.page, bound.line, f"'{bound.value}'", "bound") for block in after for bound in block.bound]
    advice = "take it out, or take the skipped block out of the program"
    return [
        Problem(page, line, f"{what} cannot be {how} below a skipped block, after which nothing runs", advice=advice)
        for page, line, what, how in [*pinned, *bound]
    ]


def _inline_program(blocks: list[Block]) -> tuple[Program, dict[Block, int], list[Problem]]:
    source = "\n\n".join(block.code for block in blocks) + "\n"
    parts = tuple(
        Part(block.first, block.first + block.code.count("\n") + 1, block.said.raises, block.said.skip)
        for block in blocks
    )
    of = {block: number for number, block in enumerate(blocks)}
    return Program(blocks[0].page, source, parts, is_snippet=False), of, []


def _snippet_program(
    key: str, snippet: Snippet, blocks: list[Block]
) -> tuple[Program, dict[Block, int], list[Problem]]:
    """Its cells are the parts; one part if it has no cells, or a page shows it whole."""
    whole = [block for block in blocks if block.cell is None]
    problems = []
    if whole and len(whole) < len(blocks):
        other = next(block for block in blocks if block.cell is not None)
        message = f"{key} is shown whole here and by cell at {other.place}"
        problems.append(Problem(whole[0].page, whole[0].fence.line + 1, message, advice="show it in one way"))
    code = [cell for cell in snippet.cells if not cell.text]
    if whole:
        shown = {0: whole}
        ranges = [(1, snippet.cells[-1].stop)]
    else:
        shown = {at: [block for block in blocks if block.cell == cell.name] for at, cell in enumerate(code)}
        ranges = [(cell.start, cell.stop) for cell in code]
    problems += [problem for same in shown.values() for problem in _disagreements(key, same)]
    parts = tuple(
        Part(start, stop, *_directions_of(shown[at]), shown=bool(shown[at])) for at, (start, stop) in enumerate(ranges)
    )
    problems += _after_failure(key, snippet, parts, shown)
    # A cell beside a whole embed is a problem, and no part: it counts as the whole, for what is said of it.
    of = dict.fromkeys(blocks, 0) | {block: at for at, same in shown.items() for block in same}
    return Program(key, snippet.source, parts, is_snippet=True), of, problems


def _directions_of(blocks: list[Block]) -> tuple[str | None, directives.Skip | None]:
    return (blocks[0].said.raises, blocks[0].said.skip) if blocks else (None, None)


def _disagreements(key: str, blocks: list[Block]) -> list[Problem]:
    return [
        Problem(block.page, block.fence.line, f"says other things about {key} than {blocks[0].place}", advice="agree")
        for block in blocks[1:]
        if (block.said.raises, block.said.skip, block.said.varies)
        != (blocks[0].said.raises, blocks[0].said.skip, blocks[0].said.varies)
    ]


def _after_failure(key: str, snippet: Snippet, parts: tuple[Part, ...], shown: dict[int, list[Block]]) -> list[Problem]:
    """A cell with code after an expected failure: it can never run."""
    lines = lines_of(snippet.source)
    failing = next((at for at, part in enumerate(parts) if part.raises), len(parts))
    for part in parts[failing + 1 :]:
        line = next((at for at in range(part.start, part.stop) if lines[at - 1].strip()), 0)
        if line:
            block = shown[failing][0]
            message = f"code follows the expected failure, which ends the program ({key}:{line})"
            advice = "move what follows to a snippet of its own"
            return [Problem(block.page, block.fence.line, message, lines[line - 1], advice)]
    return []
