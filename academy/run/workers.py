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
from academy.run.imports import when_imported
from academy.run.workplace import Workplace

_STARTS = {  # how multiprocessing starts a process: it forks, writes to what it spawned, or asks a server of its own
    "os.fork": os.path.join("multiprocessing", "popen_fork.py"),
    "open": os.path.join("multiprocessing", "popen_spawn_posix.py"),
    "socket.connect": os.path.join("multiprocessing", "forkserver.py"),
}
_GUARD = ast.dump(ast.parse("__name__ == '__main__'", mode="eval").body)


class Workers:
    """Notes the lines from which processes start outside of a main guard, and lets the processes write line by line.

    A pool ends its workers, on a busy machine before they have written what they printed.
    """

    slot = "unguarded"

    def __init__(self, conditions: Conditions, place: Workplace, say: Callable[[Any], None]) -> None:
        self._script, self._say, self._process = str(place.script), say, os.getpid()
        sys.addaudithook(self._audit)
        when_imported("multiprocessing.util", lambda module: module.register_after_fork(self, _write_lines))
        when_imported("multiprocessing.process", lambda module: module.current_process()._config.update(lines=_Lines()))

    @staticmethod
    def collected(said: list[Any]) -> int:
        """The slot of the recording: the first such line, 0 if there is none."""
        return min(said, default=0)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in _STARTS or not sys._getframe(1).f_code.co_filename.endswith(_STARTS[event]):
            return
        lines = [frame.f_lineno for frame in _frames(sys._getframe()) if frame.f_code.co_filename == self._script]
        if lines and os.getpid() == self._process and not self._is_guarded(lines[-1]):
            self._say(lines[-1])

    def _is_guarded(self, line: int) -> bool:
        """Whether the line stands in a main guard, or the program itself asks for forks."""
        tree = ast.parse("".join(linecache.getlines(self._script)))
        asks = any(isinstance(node, ast.Constant) and node.value == "fork" for node in ast.walk(tree))
        guards = [node for node in tree.body if isinstance(node, ast.If) and ast.dump(node.test) == _GUARD]
        return asks or any(guard.lineno <= line <= (guard.end_lineno or 0) for guard in guards)


class _Lines:
    """Is among what a process hands to those that it does not fork, and there no more than this call."""

    def __reduce__(self) -> Any:
        return eval, ("getattr(__import__('sys').stdout, 'reconfigure', dict)(line_buffering=True)",)


def _write_lines(_: Workers) -> None:
    with contextlib.suppress(AttributeError, ValueError):  # the program may have put anything there
        sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]


def _frames(frame: FrameType | None) -> list[FrameType]:
    found = []
    while frame:
        found.append(frame)
        frame = frame.f_back
    return found
