"""What an author can say about a block: the one table of directives.

A directive is an HTML comment above a block whose first word is in the table, or so near to one that it must be
a slip. Any other comment is the author's own. A row of the table says how a directive is written and read, what it
means for the run, what must hold once its block has run, and what the page says below the output. A new directive
is one row, and one field of `Directions` that its `read` fills.
"""

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from academy.page import readers
from academy.page.blocks import Block, Bound, Directions
from academy.page.checks import has_texts, prints_as_pinned, prints_what_is_bound
from academy.page.readers import BadDirective
from academy.problems import Problem, nearest
from academy.program import Part
from academy.recording import PartResult

VARIES = "This output differs from run to run."
STDERR_VARIES = "What this block says on stderr differs from run to run."


@dataclass(frozen=True)
class Directive:
    """One row of the table. `run` gives fields of the program's part; `holds` is not asked of what did not run."""

    example: str
    read: Callable[[str, Directions], Directions]
    run: Callable[[Directions], dict[str, Any]] = lambda said: {}
    holds: Callable[[Block, PartResult], Iterable[Problem]] = lambda block, result: ()
    note: Callable[[Directions, PartResult], str] = lambda said, result: ""


# ---------------------------------------------------------------------------- what the page says


def _not_run(said: Directions, result: PartResult) -> str:
    return f"Not run here: {result.skipped}." if result.skipped else ""


def _differs(said: Directions, result: PartResult) -> str:
    return VARIES if said.varies and not result.skipped and (result.outputs or result.failure) else ""


def _stderr_differs(said: Directions, result: PartResult) -> str:
    return STDERR_VARIES if said.stderr_varies and not said.varies and result.stderr else ""


# ---------------------------------------------------------------------------- the table

DIRECTIVES = {
    "pytest-codeblocks:cont": Directive("<!--pytest-codeblocks:cont-->", readers.flag("cont")),
    "pytest-codeblocks:expected-output": Directive(
        "<!--pytest-codeblocks:expected-output-->", readers.flag("pinned"), holds=prints_as_pinned
    ),
    "pytest.mark.skip": Directive(
        '<!--pytest.mark.skip(reason="needs a GPU")-->', readers.skip, lambda said: {"skip": said.skip}, note=_not_run
    ),
    "pytest.mark.skipif": Directive(  # what it says once read is what the row above says
        '<!--pytest.mark.skipif(sys.platform == "darwin", reason="needs Linux")-->', readers.skipif
    ),
    "pytest.mark.xfail": Directive(
        "<!--pytest.mark.xfail(raises=RuntimeError)-->", readers.xfail, lambda said: {"raises": said.raises}
    ),
    "alt:": Directive("<!--alt: Line plot of the loss, falling over ten epochs-->", readers.alt, holds=has_texts),
    "varies": Directive("<!--varies-->", readers.flag("varies"), note=_differs),
    "varies:": Directive("<!--varies: stderr-->", readers.varies, note=_stderr_differs),
    "fold:": Directive(
        "<!--fold: How the picture is drawn-->", readers.text("fold", "the summary under which the code is folded")
    ),
    "seconds:": Directive("<!--seconds: 90-->", readers.seconds),
    "notebook:": Directive("<!--notebook: own-->", readers.notebook),
    "show-only:": Directive("<!--show-only: the names stand for your own-->", readers.show_only),
    "ask:": Directive("<!--ask: What does the last line print?-->", readers.text("ask", "the question")),
    "option:": Directive("<!--option: course/lesson/clip.py | you thought that it is clipped-->", readers.option),
    "/ask": Directive("<!--/ask-->", readers.closing),
    "printed": Directive("0.011<!--printed-->", readers.printed, holds=prints_what_is_bound),
    "printed:": Directive("0.011<!--printed: last loss {}-->", readers.printed),
}
CLOSING = "/ask"
BINDING = ("printed", "printed:")  # those that stand in a sentence, not above a block
_NAMESPACES = ("pytest-codeblocks:", "pytest.mark.")  # another package's words: a new one is a slip, too
_SHORT = {re.split(r"[:.]", word)[-1]: word for word in DIRECTIVES if word.startswith(_NAMESPACES)}


def part_of(said: Directions, start: int, stop: int) -> Part:
    """What the directives of a block mean for the run of its lines."""
    return Part(start, stop, **{name: value for row in DIRECTIVES.values() for name, value in row.run(said).items()})


def holds(block: Block, result: PartResult) -> list[Problem]:
    """What is wrong with the result of a block that ran, by what its author says about it."""
    return [problem for row in DIRECTIVES.values() for problem in row.holds(block, result)]


def notes(block: Block, result: PartResult) -> list[str]:
    """The sentences that the page says below the output."""
    return [note for row in DIRECTIVES.values() if (note := row.note(block.said, result))]


def contradiction(said: Directions) -> str:
    """What no block can be at once; empty if all goes together."""
    if said.pinned:
        return "a pinned output stands above a text fence, found a python block"
    if said.skip and said.raises:
        return "a block is skipped or fails, not both"
    if said.aside and said.cont:
        return "a block that is only shown is no part of a program: it continues none"
    if said.ask and said.skip:
        return "a question is answered by a run, and the block has none"
    if said.varies and said.options:
        return "an output that varies is no answer among others"
    if said.varies and said.raises:
        return "an expected failure is shown as it is: it cannot vary"
    return ""


# ---------------------------------------------------------------------------- comments as directives

_KNOWN = re.compile(
    "|".join(
        re.escape(word).replace(":", r"\s*:\s*") + ("" if word.endswith(":") else r"(?![\w.:-])")
        for word in sorted(DIRECTIVES, key=len, reverse=True)
    )
)
_FIRST = re.compile(r"(?P<word>[^\s(:]*)(?P<colon>\s*:)?\s*(?P<second>[^\s(]*)")
_VALUES = [  # what a binding directive binds: a code span, bold or emphasized text, a word
    re.compile(form) for form in (r"`([^`]+)`$", r"\*\*([^*]+)\*\*$", r"\*([^*]+)\*$", r"([^\s([\"'“‘]\S*)$")
]


def split(comment: str) -> tuple[str, str] | None:
    """The directive's word and what follows it; None if the comment begins with no known word."""
    text = comment.strip().strip("-").strip()
    known = _KNOWN.match(text)
    return (re.sub(r"\s", "", known[0]), text[known.end() :].strip()) if known else None


def slip(comment: str, in_sentence: bool = False) -> str:
    """The misspelt or shortened word with which a comment begins; empty if it is the author's own comment."""
    text = comment.strip().strip("-").strip()
    first = _FIRST.match(text)
    assert first  # it matches the empty string
    word, argument = first["word"], text[first.end("word") :].strip()
    if word in _SHORT:
        meant = argument.startswith("(") if "mark" in _SHORT[word] else not argument
        return word if meant else ""
    words = [f"{word}:{first['second']}", f"{word}:"] if first["colon"] else [word]
    known = [one for one in DIRECTIVES if (one in BINDING) == in_sentence]
    near = (one for one in words if difflib.get_close_matches(one.lower(), known, 1, 0.8))
    return next(near, words[0] if words[0].startswith(_NAMESPACES) else "")


def unknown(word: str) -> str:
    """What to say of a word that is no directive, with the one that it means."""
    meant = f", did you mean '{_SHORT[word]}'?" if word in _SHORT else nearest(word.lower(), DIRECTIVES)
    return f"unknown directive '{word}'{meant}"


def read(comment: str, said: Directions) -> Directions:
    """What was said so far and what this comment adds; BadDirective if it cannot be read."""
    known = split(comment)
    if known is None:
        raise BadDirective(unknown(slip(comment)))
    word, argument = known
    try:
        return DIRECTIVES[word].read(argument, said)
    except BadDirective as error:
        raise BadDirective(f"'{word}' {error}; for example {DIRECTIVES[word].example}") from error
    except RecursionError as error:
        raise BadDirective(f"'{word}' is nested too deep") from error


def read_bound(word: str, argument: str, before: str, line: int) -> Bound:
    """What a binding directive says about the value that stands before it; BadDirective if it cannot be read."""
    value = next((found[found.lastindex or 0] for found in (form.search(before) for form in _VALUES) if found), "")
    wrong = ""
    if not value:
        wrong = "stands directly behind a value in a sentence"
    elif word == "printed" and argument:
        wrong = f"takes nothing after its name, found '{argument}'"
    elif word == "printed:" and argument.count("{}") != 1:
        wrong = f"expected the words around the value, with {{}} in its place, found '{argument}'"
    if wrong:
        raise BadDirective(f"'{word}' {wrong}; for example {DIRECTIVES[word].example}")
    return Bound(line, value, argument or "{}")
