"""What an author can say about a block: the one table of directives.

A directive is an HTML comment above a block whose first word is in the table, or so near to one that it must be
a slip. Any other comment is the author's own. A row of the table says how a directive is written and read, what it
means for the run, what must hold once its block has run, and what the page says below the output. A new directive
is one row, and one field of `Directions` that its `read` fills.
"""

import ast
import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from academy.page.blocks import Block, Bound, Directions
from academy.page.checks import has_texts, prints_as_pinned, prints_what_is_bound
from academy.problems import Problem, nearest
from academy.program import Part, Skip
from academy.recording import PartResult

VARIES = "This output differs from run to run."
STDERR_VARIES = "What this block says on stderr differs from run to run."


class BadDirective(ValueError):
    """A directive that cannot be read; the message says what is wrong with it."""


@dataclass(frozen=True)
class Directive:
    """One row of the table. `run` gives fields of the program's part; `holds` is not asked of what did not run."""

    example: str
    read: Callable[[str, Directions], Directions]
    run: Callable[[Directions], dict[str, Any]] = lambda said: {}
    holds: Callable[[Block, PartResult], Iterable[Problem]] = lambda block, result: ()
    note: Callable[[Directions, PartResult], str] = lambda said, result: ""


# ---------------------------------------------------------------------------- how each is read


def _flag(field: Literal["cont", "pinned", "varies"]) -> Callable[[str, Directions], Directions]:
    said_now: dict[str, Any] = {field: True}

    def read(argument: str, said: Directions) -> Directions:
        if argument:
            raise BadDirective(f"takes nothing after its name, found '{argument}'")
        if getattr(said, field):
            raise BadDirective("stands twice above one block")
        return replace(said, **said_now)

    return read


def _alt(argument: str, said: Directions) -> Directions:
    if not argument:
        raise BadDirective("expected the text that describes the figure, found none")
    return replace(said, alts=(*said.alts, " ".join(argument.split())))


def _fold(argument: str, said: Directions) -> Directions:
    if not argument:
        raise BadDirective("expected the summary under which the code is folded, found none")
    if said.fold:
        raise BadDirective("stands twice above one block")
    return replace(said, fold=" ".join(argument.split()))


def _varies(argument: str, said: Directions) -> Directions:
    if argument != "stderr":
        raise BadDirective(f"expected 'stderr' behind the colon, found '{argument}'")
    return replace(said, stderr_varies=True)


def _seconds(argument: str, said: Directions) -> Directions:
    if not re.fullmatch(r"\d+(\.\d+)?", argument) or float(argument) == 0:
        raise BadDirective(f"expected a number of seconds, found '{argument}'")
    if said.seconds:
        raise BadDirective("stands twice above one block")
    return replace(said, seconds=float(argument))


def _show_only(argument: str, said: Directions) -> Directions:
    if not argument:
        raise BadDirective("expected the reason why the code is not run, which the page shows, found none")
    if said.skip:
        raise BadDirective("a block can be skipped for one reason only, found two")
    return replace(said, aside=True, skip=Skip(" ".join(argument.split()).rstrip(".")))


def _call(argument: str) -> ast.Call:
    try:
        call = ast.parse(f"mark{argument}", mode="eval").body
    except (SyntaxError, ValueError, MemoryError) as error:
        raise BadDirective(f"is not a Python call: {error}") from error
    return call if isinstance(call, ast.Call) else ast.Call(call, [], [])


def _named(call: ast.Call, *names: str) -> dict[str, ast.expr]:
    for keyword in call.keywords:
        if keyword.arg not in names:
            raise BadDirective(f"has no argument '{keyword.arg}', expected {' or '.join(names)}")
    return {str(keyword.arg): keyword.value for keyword in call.keywords}


def _skip(argument: str, said: Directions) -> Directions:
    call = _call(argument)
    if call.args:
        raise BadDirective("takes no condition, that is skipif")
    return _skipped(call, said, "True")


def _skipif(argument: str, said: Directions) -> Directions:
    call = _call(argument)
    if len(call.args) != 1 or isinstance(call.args[0], ast.Starred):
        raise BadDirective("expected one condition before the reason")
    return _skipped(call, said, ast.unparse(call.args[0]))


def _skipped(call: ast.Call, said: Directions, condition: str) -> Directions:
    value = _named(call, "reason").get("reason")
    if not isinstance(value, ast.Constant) or not isinstance(value.value, str) or not value.value.strip():
        raise BadDirective('needs a reason in quotes, which the page shows: reason="..."')
    if said.skip:
        raise BadDirective("a block can be skipped for one reason only, found two")
    return replace(said, skip=Skip(value.value.strip(), condition))


def _xfail(argument: str, said: Directions) -> Directions:
    call = _call(argument)
    raises = _named(call, "raises", "reason").get("raises")
    if call.args or not isinstance(raises, ast.Name | ast.Attribute):
        raise BadDirective("expected the one exception class that ends the block: raises=RuntimeError")
    if said.raises:
        raise BadDirective("a block fails once, found two expected failures")
    return replace(said, raises=ast.unparse(raises).rpartition(".")[2])


def _printed(argument: str, said: Directions) -> Directions:
    raise BadDirective("stands directly behind a value in a sentence")


# ---------------------------------------------------------------------------- what the page says


def _not_run(said: Directions, result: PartResult) -> str:
    return f"Not run here: {result.skipped}." if result.skipped else ""


def _differs(said: Directions, result: PartResult) -> str:
    return VARIES if said.varies and not result.skipped and (result.outputs or result.failure) else ""


def _stderr_differs(said: Directions, result: PartResult) -> str:
    return STDERR_VARIES if said.stderr_varies and not said.varies and result.stderr else ""


# ---------------------------------------------------------------------------- the table

DIRECTIVES = {
    "pytest-codeblocks:cont": Directive("<!--pytest-codeblocks:cont-->", _flag("cont")),
    "pytest-codeblocks:expected-output": Directive(
        "<!--pytest-codeblocks:expected-output-->", _flag("pinned"), holds=prints_as_pinned
    ),
    "pytest.mark.skip": Directive(
        '<!--pytest.mark.skip(reason="needs a GPU")-->', _skip, lambda said: {"skip": said.skip}, note=_not_run
    ),
    "pytest.mark.skipif": Directive(  # what it says once read is what the row above says
        '<!--pytest.mark.skipif(sys.platform == "darwin", reason="needs Linux")-->', _skipif
    ),
    "pytest.mark.xfail": Directive(
        "<!--pytest.mark.xfail(raises=RuntimeError)-->", _xfail, lambda said: {"raises": said.raises}
    ),
    "alt:": Directive("<!--alt: Line plot of the loss, falling over ten epochs-->", _alt, holds=has_texts),
    "varies": Directive("<!--varies-->", _flag("varies"), note=_differs),
    "varies:": Directive("<!--varies: stderr-->", _varies, note=_stderr_differs),
    "fold:": Directive("<!--fold: How the picture is drawn-->", _fold),
    "seconds:": Directive("<!--seconds: 90-->", _seconds),
    "show-only:": Directive("<!--show-only: the names stand for your own-->", _show_only),  # a skip with a place aside
    "printed": Directive("0.011<!--printed-->", _printed, holds=prints_what_is_bound),
    "printed:": Directive("0.011<!--printed: last loss {}-->", _printed),
}
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
