"""A page to its blocks, and what is wrong with what its author wrote; nothing is run."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from academy.page import directives, embeds, slips
from academy.page.blocks import Block, Directions, Embedded, Inline, Page
from academy.page.embeds import BadEmbed
from academy.page.fences import STRUCTURE, Comment, Fence, Piece, front_matter, is_python, lines_of, scan
from academy.page.readers import BadDirective
from academy.page.snippets import BadSnippet, Snippet
from academy.problems import Problem, underlined_quote

ReadSnippet = Callable[[str], Snippet]


def parse(name: str, text: str, read_snippet: ReadSnippet, extensions: tuple[str, ...] = STRUCTURE) -> Page:
    """The blocks of a page that is rendered with these extensions."""
    return _Parser(name, text, read_snippet, embeds.INCLUDES in extensions).parse(scan(text, extensions))


class _Abandon(Exception):
    """The block at hand is bad; its problem is noted."""


@dataclass
class _Parser:
    page: str
    text: str
    read_snippet: ReadSnippet
    includes: bool  # whether the site includes files by other means, too
    blocks: dict[int, Block] = field(default_factory=dict)  # by the lines of their fences
    snippets: dict[str, Snippet] = field(default_factory=dict)
    consumed: list[tuple[int, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    said: Directions = Directions()
    pending: list[Comment] = field(default_factory=list)  # directives that wait for their fence
    slips: list[tuple[str, Comment]] = field(default_factory=list)  # misspelt words, if a fence comes
    asking: Fence | None = None  # of the block whose question has not ended
    last: Block | None = None  # the nearest python block above, None after a bad one
    has_python: bool = False
    stray: bool = False  # an opening fence is bad, and its closing one still to come
    bad: set[str] = field(default_factory=set)  # snippets whose fault is noted

    def parse(self, pieces: Iterable[Piece]) -> Page:
        lines = lines_of(self.text)
        below = front_matter(lines)
        if wrong := slips.no_front_matter(lines):
            self._problem(*wrong)
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
        self._unanswered()
        found = (tuple(self.blocks.values()), tuple(self.snippets.values()), tuple(self.consumed), tuple(self.problems))
        return Page(self.page, self.text, *found)

    def _lost_embeds(self, lines: list[str], start: int, stop: int) -> None:
        """Embeds between the fences."""
        for line in range(start + 1, stop + 1):
            if not (self.stray or self.includes) and (wrong := embeds.lost(lines[line - 1])):
                self._problem(line, *wrong)

    def _problem(self, line: int, message: str, detail: str = "", advice: str = "") -> None:
        """Note a problem; `detail` is the offending code, the page's line if left out."""
        if "\n" not in detail:
            detail = underlined_quote(detail or lines_of(self.text)[line - 1], message)
        self.problems.append(Problem(self.page, line, message, detail, advice))

    def _reject(self, line: int, message: str, detail: str = "", advice: str = "") -> NoReturn:
        self._problem(line, message, detail, advice)
        raise _Abandon

    def _comment(self, comment: Comment) -> None:
        known = directives.split(comment.text)
        if known is None:
            self._slip(comment)
        elif known == (directives.CLOSING, ""):
            self._answered(comment)
        elif known[0] in directives.BINDING and not comment.alone:
            self._bind(comment, *known)
        elif not comment.alone:
            self._problem(comment.line, f"the directive '{known[0]}' must stand alone on a line above its block")
        else:
            try:
                self.said = directives.read(comment.text, self.said)
                self.pending.append(comment)
            except BadDirective as error:
                self._problem(comment.line, str(error), f"<!--{comment.text}-->")

    def _slip(self, comment: Comment) -> None:
        """A word that is nearly a directive is one where it could stand: above a fence, or behind a value."""
        word = directives.slip(comment.text, in_sentence=not comment.alone)
        if word and comment.alone:
            self.slips.append((word, comment))
        elif word and comment.before[-1:].strip():
            self._problem(comment.line, directives.unknown(word))

    def _bind(self, comment: Comment, word: str, argument: str) -> None:
        """Bind the value before the comment to the output of the block above."""
        try:
            bound = directives.read_bound(word, argument, comment.before, comment.line)
        except BadDirective as error:
            self._problem(comment.line, str(error), f"<!--{comment.text}-->")
            return
        if self.last is None:
            if not self.has_python:
                self._problem(comment.line, f"no python block stands above that could print '{bound.value}'")
        elif self.last.said.varies or self.last.said.never_runs:
            self._problem(comment.line, f"'{bound.value}' cannot be bound to an output that varies or is skipped")
        else:
            self._amend(self.last, bound=(*self.last.bound, bound))

    def _amend(self, block: Block, **more: Any) -> None:
        """Say more of a block above."""
        amended = self.blocks[block.fence.line] = replace(block, **more)
        if self.last == block:
            self.last = amended

    def _answered(self, comment: Comment) -> None:
        """What waits for the answer to a question ends here, in the container in which it began."""
        asking, self.asking = self.asking, None
        if asking and comment.alone and comment.prefix == asking.prefix:
            if block := self.blocks.get(asking.line):  # else it is bad, and said so
                self._amend(block, answered=comment.line)
        else:
            message = f"the question of line {asking.line} cannot end here" if asking else "no question ends here"
            advice = "put it on a line of its own below its question, as far to the right as the fence"
            self._problem(comment.line, message, advice=advice)

    def _unanswered(self) -> None:
        if self.asking:
            advice = f"write <!--{directives.CLOSING}--> below the prose that waits for the answer"
            self._problem(self.asking.line, "this question has no end", advice=advice)
        self.asking = None

    def _unattached(self) -> None:
        for comment in self.pending:
            advice = "put it directly above its fence; only blank lines and directives may stand between"
            self._problem(comment.line, "this directive has no block", f"<!--{comment.text}-->", advice)
        self._take()

    def _take(self) -> tuple[Directions, list[Comment]]:
        taken = self.said, self.pending
        self.said, self.pending, self.slips = Directions(), [], []
        return taken

    def _fence(self, fence: Fence) -> None:
        for word, comment in self.slips:
            self._problem(comment.line, directives.unknown(word), f"<!--{comment.text}-->")
        self.slips.clear()
        if not fence.closed:
            self._stray(fence)
        if not is_python(fence):
            self._other_fence(fence)
            return
        self.consumed += [(comment.line, comment.end) for comment in self.pending]
        first = self.pending[0].line if self.pending else fence.line
        said, pending = self._take()
        if said.ask:
            self._unanswered()
            self.asking = fence
        try:
            block = replace(self._block(fence, said, first), offered=tuple(self._offered(said, pending)))
            self.blocks[fence.line] = block
            if not said.aside:
                self.last = block
            if wrong := slips.too_far(fence, block.length):
                self._problem(fence.line, wrong, advice="count from its first")
        except _Abandon:
            self.last = None
        self.has_python |= not said.aside

    def _stray(self, fence: Fence) -> None:
        """A fence that the page shows as prose; its second half has nothing behind the mark."""
        if fence.info or not self.stray:
            self._problem(fence.line, *slips.no_fence(fence, lines_of(self.text)[fence.line - 1]))
        self.stray = bool(fence.info)

    def _unclosed(self, fence: Fence) -> bool:
        """Whether a fence swallows the next one, which its author would not have meant; notes it."""
        if wrong := slips.still_open(fence):
            self._problem(fence.line, *wrong)
        return bool(wrong)

    def _other_fence(self, fence: Fence) -> None:
        if slips.is_meant_as_python(fence):
            self._problem(fence.line, *slips.another_name(fence))
            self._take()
            self.last, self.has_python = None, True
            return
        if slips.is_transcript(fence) and not self.said.pinned:
            self._problem(fence.line, *slips.TRANSCRIPT)
        if not self.includes and (wrong := embeds.lost_in(fence)):
            self._problem(fence.line, *wrong)
        if self.said == Directions(pinned=True):
            self._pinned(fence)
        elif self.pending:
            self._unattached()

    def _pinned(self, fence: Fence) -> None:
        comment = self.pending[0]
        self._take()
        if self._unclosed(fence):
            return
        if fence.language.lower() != "text":
            message = f"a pinned output is a fence of text, found '{fence.language}'"
            self._problem(fence.line, message, advice=f"write {fence.mark}text")
        elif self.last is None or self.last.pinned:
            if self.last or not self.has_python:
                self._problem(comment.line, "a pinned output needs a python block of its own above it")
        elif self.last.said.varies or self.last.said.raises or self.last.said.skip:
            self._problem(comment.line, "output that varies, fails or is skipped cannot be pinned")
        else:
            self.consumed.append((comment.line, fence.end))
            self._amend(self.last, pinned=fence)

    def _block(self, fence: Fence, said: Directions, first: int) -> Block:
        if not fence.closed or self._unclosed(fence):
            raise _Abandon  # said so already
        if wrong := directives.contradiction(said):
            self._reject(first, wrong)
        if embeds.has_embed(fence):
            return self._embed(fence, said)
        return self._inline(fence, said)

    def _embed(self, fence: Fence, said: Directions) -> Block:
        try:
            embed = embeds.read(fence, said)
        except BadEmbed as error:
            self._reject(error.line, str(error), error.detail, error.advice)
        snippet = self._snippet(embed.path, embed.line)
        code = self._code(snippet, embed.cell, embed.line, embed.text)
        return Block(self.page, fence, code, said, Embedded(snippet.name), embed.cell)

    def _code(self, snippet: Snippet, cell: str | None, line: int, text: str = "") -> str:
        """The code of a snippet or of a cell, which this line of the page names."""
        try:
            code = snippet.code(snippet.cell(cell) if cell is not None else None)
        except BadSnippet as error:
            self._reject(line, str(error), text, error.advice)
        if not code:
            self._reject(line, "an empty embed: it has no code to show", text, "write code in it, or take it out")
        return code

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

    def _offered(self, said: Directions, pending: list[Comment]) -> Iterator[Block]:
        """The snippets and cells that print the other answers to a question."""
        comments = [comment for comment in pending if (directives.split(comment.text) or "")[0] == "option:"]
        for option, comment in zip(said.options, comments, strict=True):
            snippet = self._snippet(option.path, comment.line)
            code = self._code(snippet, option.cell, comment.line)
            place = Fence(comment.line, comment.end, comment.prefix, "```", "python", "python", tuple(code.split("\n")))
            raises = Directions(raises=option.raises)
            yield Block(self.page, place, code, raises, Embedded(snippet.name), option.cell, is_offered=True)

    def _inline(self, fence: Fence, said: Directions) -> Block:
        code = "\n".join(fence.code).strip("\n")
        if not code.strip():
            self._reject(fence.line, "an empty block", advice="write code in it, or take it out")
        if not said.cont:
            return Block(self.page, fence, code, said, Inline(self.page, fence.line))
        if self.last is None:
            if self.has_python:
                raise _Abandon  # the block that it continues is bad, and said so
            self._reject(fence.line, "nothing to continue: no python block stands above", advice="take out 'cont'")
        if isinstance(self.last.origin, Embedded):
            advice = "put the code into the snippet, as a cell of its own"
            self._reject(fence.line, "an embed cannot be continued", advice=advice)
        if self.last.said.raises:
            message = f"the program ended in the expected failure on line {self.last.fence.line}"
            self._reject(fence.line, message, advice="take out 'cont', which begins a program of its own")
        return Block(self.page, fence, code, said, self.last.origin, first=self.last.first + self.last.length + 1)
