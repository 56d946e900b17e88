"""How each directive is read: what was said above a block so far, and what the comment at hand adds.

Each takes what stands behind the directive's name, and raises BadDirective for what it cannot read.
"""

import ast
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from academy.page.blocks import Directions, Option
from academy.program import Skip

_OPTION = re.compile(r"(?P<path>[^|: ]+\.py)(?::(?P<cell>[\w-]+))?(?: raises (?P<raises>\w+))? ?\| ?(?P<mistake>[^|]+)")


class BadDirective(ValueError):
    """A directive that cannot be read; the message says what is wrong with it."""


def flag(field: Literal["cont", "pinned", "varies"]) -> Callable[[str, Directions], Directions]:
    said_now: dict[str, Any] = {field: True}

    def read(argument: str, said: Directions) -> Directions:
        if argument:
            raise BadDirective(f"takes nothing after its name, found '{argument}'")
        if getattr(said, field):
            raise BadDirective("stands twice above one block")
        return replace(said, **said_now)

    return read


def alt(argument: str, said: Directions) -> Directions:
    if not argument:
        raise BadDirective("expected the text that describes the figure, found none")
    return replace(said, alts=(*said.alts, " ".join(argument.split())))


def text(field: Literal["fold", "ask"], what: str) -> Callable[[str, Directions], Directions]:
    def read(argument: str, said: Directions) -> Directions:
        if not argument:
            raise BadDirective(f"expected {what}, found none")
        if getattr(said, field):
            raise BadDirective("stands twice above one block")
        said_now: dict[str, Any] = {field: " ".join(argument.split())}
        return replace(said, **said_now)

    return read


def varies(argument: str, said: Directions) -> Directions:
    if argument != "stderr":
        raise BadDirective(f"expected 'stderr' behind the colon, found '{argument}'")
    return replace(said, stderr_varies=True)


def notebook(argument: str, said: Directions) -> Directions:
    places: dict[str, Literal["own", "none"]] = {"own": "own", "none": "none"}
    if argument not in places:
        raise BadDirective(f"expected 'own' or 'none' behind the colon, found '{argument}'")
    return replace(said, notebook=places[argument])


def seconds(argument: str, said: Directions) -> Directions:
    if not re.fullmatch(r"\d+(\.\d+)?", argument) or float(argument) == 0:
        raise BadDirective(f"expected a number of seconds, found '{argument}'")
    if said.seconds:
        raise BadDirective("stands twice above one block")
    return replace(said, seconds=float(argument))


def show_only(argument: str, said: Directions) -> Directions:
    if not argument:
        raise BadDirective("expected the reason why the code is not run, which the page shows, found none")
    if said.skip:
        raise BadDirective("a block can be skipped for one reason only, found two")
    return replace(said, aside=True, skip=Skip(" ".join(argument.split()).rstrip(".")))


def option(argument: str, said: Directions) -> Directions:
    found = _OPTION.fullmatch(" ".join(argument.split()))
    if not found:
        raise BadDirective("expected a snippet, or a cell of it, and the mistake by which one comes to what it prints")
    if not said.ask:
        raise BadDirective("stands below the question to which it is an answer")
    option = Option(found["path"], found["cell"], found["raises"], found["mistake"])
    return replace(said, options=(*said.options, option))


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


def skip(argument: str, said: Directions) -> Directions:
    call = _call(argument)
    if call.args:
        raise BadDirective("takes no condition, that is skipif")
    return _skipped(call, said, "True")


def skipif(argument: str, said: Directions) -> Directions:
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


def xfail(argument: str, said: Directions) -> Directions:
    call = _call(argument)
    raises = _named(call, "raises", "reason").get("raises")
    if call.args or not isinstance(raises, ast.Name | ast.Attribute):
        raise BadDirective("expected the one exception class that ends the block: raises=RuntimeError")
    if said.raises:
        raise BadDirective("a block fails once, found two expected failures")
    return replace(said, raises=ast.unparse(raises).rpartition(".")[2])


def printed(argument: str, said: Directions) -> Directions:
    raise BadDirective("stands directly behind a value in a sentence")


def closing(argument: str, said: Directions) -> Directions:
    raise BadDirective("stands below the prose that waits for an answer, not above a block")
