"""The processes that a program starts by `multiprocessing`: where, since not every reader's Python forks, and whole."""

import ast
import contextlib
import linecache
import os
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from academy.program import Conditions
from academy.run.workplace import Workplace

_LIBRARY = os.path.join("multiprocessing", "popen_fork.py")
_GUARD = ast.dump(ast.parse("__name__ == '__main__'", mode="eval").body)


class Workers:
    """Notes the lines from which processes start outside of a main guard."""

    slot = "unguarded"

    def __init__(self, conditions: Conditions, place: Workplace, say: Callable[[Any], None]) -> None:
        self._script, self._say, self._process = str(place.script), say, os.getpid()
        self._keeps = False  # whether its workers write line by line
        sys.addaudithook(self._audit)

    @staticmethod
    def collected(said: list[Any]) -> int:
        """The slot of the recording: the first such line, 0 if there is none."""
        return min(said, default=0)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "os.fork" and os.getpid() == self._process:
            frames = _frames(sys._getframe())
            lines = [frame.f_lineno for frame in frames if frame.f_code.co_filename == self._script]
            if any(frame.f_code.co_filename.endswith(_LIBRARY) for frame in frames):
                self._keep_lines()
                if lines and not self._is_guarded(lines[-1]):
                    self._say(lines[-1])

    def _keep_lines(self) -> None:
        """Let the process write each line at once: a pool ends its workers before they have, on a busy machine."""
        if not self._keeps:
            sys.modules["multiprocessing.util"].register_after_fork(self, _write_lines)
            self._keeps = True

    def _is_guarded(self, line: int) -> bool:
        """Whether the line stands in a main guard, or the program itself asks for forks."""
        tree = ast.parse("".join(linecache.getlines(self._script)))
        asks = any(isinstance(node, ast.Constant) and node.value == "fork" for node in ast.walk(tree))
        guards = [node for node in tree.body if isinstance(node, ast.If) and ast.dump(node.test) == _GUARD]
        return asks or any(guard.lineno <= line <= (guard.end_lineno or 0) for guard in guards)


def _write_lines(_: Workers) -> None:
    with contextlib.suppress(AttributeError, ValueError):  # the program may have put anything there
        sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]


def _frames(frame: FrameType | None) -> list[FrameType]:
    found = []
    while frame:
        found.append(frame)
        frame = frame.f_back
    return found
