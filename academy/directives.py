"""What an author can say about a block: the one table of directives.

A directive is an HTML comment above a block whose first word is in the table, or so near to one
that it must be a slip. Any other comment is the author's own. A new directive is one entry here,
and one field of `Directions` that its `read` fills.
"""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from academy.problems import nearest


@dataclass(frozen=True)
class Skip:
    """The block and the rest of its program do not run, if the condition holds."""

    reason: str
    condition: str = "True"  # evaluated in the program's own process, with sys, os and torch


@dataclass(frozen=True)
class Directions:
    """All that the directives above one block say."""

    cont: bool = False
    pinned: bool = False  # the directive stands above a text fence: the pinned output
    skip: Skip | None = None
    raises: str | None = None  # the name of the exception class that must end the block
    alts: tuple[str, ...] = ()
    varies: bool = False


@dataclass(frozen=True)
class Bound:
    """A value in a sentence that the output above it must contain."""

    line: int
    value: str
    context: str = "{}"  # the words of the output in which it stands, with {} for the value


class BadDirective(ValueError):
    """A directive that cannot be read; the message says what is wrong with it."""


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


def _reason(named: dict[str, ast.expr]) -> str:
    value = named.get("reason")
    if not isinstance(value, ast.Constant) or not isinstance(value.value, str) or not value.value.strip():
        raise BadDirective('needs a reason in quotes, which the page shows: reason="..."')
    return value.value.strip()


def _skip(argument: str, said: Directions) -> Directions:
    call = _call(argument)
    if call.args:
        raise BadDirective("takes no condition, that is skipif")
    return _skipped(said, Skip(_reason(_named(call, "reason"))))


def _skipif(argument: str, said: Directions) -> Directions:
    call = _call(argument)
    if len(call.args) != 1 or isinstance(call.args[0], ast.Starred):
        raise BadDirective("expected one condition before the reason")
    return _skipped(said, Skip(_reason(_named(call, "reason")), ast.unparse(call.args[0])))


def _skipped(said: Directions, skip: Skip) -> Directions:
    if said.skip:
        raise BadDirective("a block can be skipped for one reason only, found two")
    return replace(said, skip=skip)


def _xfail(argument: str, said: Directions) -> Directions:
    call = _call(argument)
    named = _named(call, "raises", "reason")
    raises = named.get("raises")
    if call.args or not isinstance(raises, ast.Name | ast.Attribute):
        raise BadDirective("expected the one exception class that ends the block: raises=RuntimeError")
    if said.raises:
        raise BadDirective("a block fails once, found two expected failures")
    return replace(said, raises=ast.unparse(raises).rpartition(".")[2])


def _printed(argument: str, said: Directions) -> Directions:
    raise BadDirective("stands directly behind a value in a sentence")


@dataclass(frozen=True)
class Directive:
    """One row of the table: how it is written, and how it is read into `Directions`."""

    example: str
    read: Callable[[str, Directions], Directions]


DIRECTIVES = {
    "pytest-codeblocks:cont": Directive("<!--pytest-codeblocks:cont-->", _flag("cont")),
    "pytest-codeblocks:expected-output": Directive("<!--pytest-codeblocks:expected-output-->", _flag("pinned")),
    "pytest.mark.skip": Directive('<!--pytest.mark.skip(reason="needs a GPU")-->', _skip),
    "pytest.mark.skipif": Directive(
        '<!--pytest.mark.skipif(sys.platform == "darwin", reason="needs Linux")-->', _skipif
    ),
    "pytest.mark.xfail": Directive("<!--pytest.mark.xfail(raises=RuntimeError)-->", _xfail),
    "alt:": Directive("<!--alt: Line plot of the loss, falling over ten epochs-->", _alt),
    "varies": Directive("<!--varies-->", _flag("varies")),
    "printed": Directive("0.011<!--printed-->", _printed),
    "printed:": Directive("0.011<!--printed: last loss {}-->", _printed),
}
BINDING = ("printed", "printed:")  # those that stand in a sentence, not above a block

_WORD = re.compile(r"[\s-]*(?P<word>[^\s(:]*)(?:\s*(?P<colon>:)\s*[^\s(]*)?")
_NAMESPACES = ("pytest-codeblocks:", "pytest.mark.")  # another package's words: a new one is a slip, too
_SHORT = {re.split(r"[:.]", word)[-1]: word for word in DIRECTIVES if word.startswith(_NAMESPACES)}
_VALUES = [  # what a binding directive binds: a code span, bold or emphasized text, a word
    re.compile(form) for form in (r"`([^`]+)`$", r"\*\*([^*]+)\*\*$", r"\*([^*]+)\*$", r"([^\s([\"'“‘]\S*)$")
]


def word_of(comment: str) -> str | None:
    """The word that makes the inside of a comment a directive, known or misspelt; else None."""
    word, _ = _split(comment)
    return word or None


def _split(comment: str) -> tuple[str, str]:
    """The word of a directive and what follows it; no word if the comment is the author's own."""
    match = _WORD.match(comment)
    assert match  # it matches the empty string
    if match["colon"]:
        short = (match["word"] + ":", match.end("colon"))
        long = (re.sub(r"\s", "", match[0]).strip("-"), match.end())
    else:
        short = long = (match["word"].rstrip("-"), match.end("word"))
    for (word, end), is_meant in ((short, _is_known), (long, _is_known), (long, _is_slip), (short, _is_slip)):
        if is_meant(word):
            return word, comment[end:].strip().rstrip("-").strip()
    word, end = short
    argument = comment[end:].strip()
    meant = argument.startswith("(") if "mark" in _SHORT.get(word, "") else not argument
    return (word, argument) if word in _SHORT and meant else ("", "")


def nearest_directive(word: str) -> str:
    """`, did you mean 'x'?` with the directive that a misspelt or shortened word means."""
    return f", did you mean '{_SHORT[word]}'?" if word in _SHORT else nearest(word, DIRECTIVES)


def _is_known(word: str) -> bool:
    return word in DIRECTIVES


def _is_slip(word: str) -> bool:
    return word.startswith(_NAMESPACES) or any(within_one_edit(word, one) for one in DIRECTIVES)


def read(comment: str, said: Directions) -> Directions:
    """What was said so far and what this comment adds; BadDirective if it cannot be read."""
    word, argument = _split(comment)
    if word not in DIRECTIVES:
        raise BadDirective(f"unknown directive '{word}'{nearest_directive(word)}")
    try:
        return DIRECTIVES[word].read(argument, said)
    except BadDirective as error:
        raise BadDirective(f"'{word}' {error}; for example {DIRECTIVES[word].example}") from error
    except RecursionError as error:
        raise BadDirective(f"'{word}' is nested too deep") from error


def read_bound(comment: str, before: str, line: int) -> Bound:
    """What a binding directive says about the value that stands before it; BadDirective if it cannot be read."""
    word, argument = _split(comment)
    value = next((found[found.lastindex or 0] for found in (form.search(before) for form in _VALUES) if found), "")
    try:
        if not value:
            _printed(argument, Directions())
        if word == "printed" and argument:
            raise BadDirective(f"takes nothing after its name, found '{argument}'")
        if word == "printed:" and argument.count("{}") != 1:
            raise BadDirective(f"expected the words around the value, with {{}} in its place, found '{argument}'")
    except BadDirective as error:
        raise BadDirective(f"'{word}' {error}; for example {DIRECTIVES[word].example}") from error
    return Bound(line, value, argument or "{}")


def within_one_edit(word: str, other: str) -> bool:
    """Whether one letter left out, put in, changed, or two neighbours swapped make one of the other."""
    if word == other:
        return True
    shorter, longer = sorted((word, other), key=len)
    start = next((i for i, pair in enumerate(zip(shorter, longer, strict=False)) if pair[0] != pair[1]), len(shorter))
    if len(longer) - len(shorter) == 1:
        return shorter[start:] == longer[start + 1 :]
    if len(longer) != len(shorter):
        return False
    swapped = shorter[:start] + shorter[start : start + 2][::-1] + shorter[start + 2 :]
    return shorter[start + 1 :] == longer[start + 1 :] or swapped == longer
