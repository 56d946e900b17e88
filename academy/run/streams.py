"""The standard streams of a program, as `python script.py` has them, with marks where they take turns.

Two pipes have no common order. So a stream of Python's says in both, before it writes to stderr, that it does; stdout
is written out first, as at a terminal. What a child or C++ writes by itself stands where its own pipe has it.
"""

import contextlib
import io
import os
import sys
from collections.abc import Callable


class Streams:
    """Puts a program's streams in place; `mark` is called where stderr follows on stdout."""

    def __init__(self, mark: Callable[[], None]) -> None:
        self._mark, self._process = mark, os.getpid()
        self._last = 0  # the handle that was written to last
        self._stdout = sys.stdout = sys.__stdout__ = self._stream(1)  # type: ignore[misc]  # a process like a fresh one
        sys.stderr = sys.__stderr__ = self._stream(2)  # type: ignore[misc]

    def begin(self) -> None:
        """A part begins, in which nothing has been written."""
        self._last = 0

    def _stream(self, handle: int) -> io.TextIOWrapper:
        errors = "strict" if handle == 1 else "backslashreplace"
        raw = io.BufferedWriter(_Pipe(handle, self._turn))  # type: ignore[type-var]  # its `write` takes bytes alone
        return io.TextIOWrapper(raw, encoding="utf-8", errors=errors, line_buffering=handle == 2)

    def _turn(self, handle: int) -> None:
        if os.getpid() != self._process:  # a fork marks nothing
            return
        if handle == 2:
            with contextlib.suppress(ValueError):  # the program may have closed it
                self._stdout.flush()
            if self._last != 2:
                self._mark()
        self._last = handle


class _Pipe(io.FileIO):
    """A pipe that says when it is written to."""

    def __init__(self, handle: int, turn: Callable[[int], None]) -> None:
        super().__init__(handle, "wb", closefd=False)
        self._turn = turn

    def write(self, data: bytes) -> int:  # type: ignore[override]  # of a buffer, which hands over bytes
        self._turn(self.fileno())
        return super().write(data)
