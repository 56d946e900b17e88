"""The program's own process: the parts of one script, as one `__main__`, with recorders beside it."""

import __future__

import ast
import atexit
import contextlib
import ctypes
import gc
import importlib
import io
import json
import linecache
import os
import random
import signal
import sys
import traceback
import types
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from academy.program import Part
from academy.recording import SVG, Failure, Output
from academy.run.display import Display
from academy.run.imports import preload, when_imported
from academy.run.messages import Marks, PartEnd, Request
from academy.run.reads import Reads
from academy.run.streams import Streams
from academy.run.values import last_call, lost
from academy.run.workers import Workers
from academy.run.workplace import Workplace

LINUX = sys.platform.startswith("linux")
RECORDERS = (Reads, Workers)  # of facts of a run, each for a slot of the recording
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36  # linux/prctl.h


class Script:
    """Runs the parts, and says at the end of each what it left. `pipes` are the handles to write to, by name."""

    def __init__(self, request: Request, place: Workplace, marks: Marks, pipes: dict[str, int]) -> None:
        self.program, self.seed, self.fresh = request.program, request.seed, request.fresh
        self.imports = request.imports
        self.conditions, self.place, self.marks, self.pipes = request.conditions, place, marks, pipes
        self.path, self.process = str(place.script), os.getpid()

    def run(self, bare: frozenset[str]) -> None:
        """Run the parts; the script's own exit handlers belong to the last. `bare` names what Python itself imports."""
        self._settle(bare)
        names = self._main_module()
        try:
            codes = self._codes()
        except SyntaxError as error:  # which its author expects
            self._report(PartEnd([], [], self._failure(error, error.lineno or 1), last=True))
            return
        for number, (part, code) in enumerate(zip(self.program.parts, codes, strict=True), 1):
            end = self._execute(part, *code, names)
            last = bool(end.skipped or end.failure or number == len(codes))
            if last:
                del names, code
                codes.clear()
                self._finish()
            self._report(replace(end, displayed=self.display.take(), last=last))
            if last:
                break

    def _settle(self, bare: frozenset[str]) -> None:
        """A process like a fresh one: its own session, streams, folder, path and seeds."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        if LINUX:
            prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with contextlib.suppress(ImportError):  # which the program meets itself
            preload(self.imports)
        with open(os.devnull) as empty:
            os.dup2(empty.fileno(), 0)
        os.dup2(self.pipes["stdout"], 1)
        os.dup2(self.pipes["stderr"], 2)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  # the program's for its whole life
        self.streams = Streams(self._mark_turn)
        os.chdir(self.place.work)
        sys.argv[:] = [self.path]
        sys.path.insert(0, os.path.dirname(self.path))
        self._seed()
        if self.fresh:
            self._unload(bare)
        self.display = Display(self._mark)
        self.recorders = [kind(self.conditions, self.place, self._saying(kind.slot)) for kind in RECORDERS]

    def _unload(self, bare: frozenset[str]) -> None:
        """Take back the engine's imports: a script that leans on one unasked fails for its reader."""
        self.imported = dict(sys.modules)  # the engine goes on with its own
        for name in set(sys.modules) - bare - {"academy"}:  # whose figures are in matplotlib's settings
            del sys.modules[name]

    def _seed(self) -> None:
        """Give the unseeded generators of each program a state of its own, from its source, wherever they come from."""
        random.seed(self.seed)
        if not self.fresh:
            when_imported("numpy.random", lambda module: module.seed(self.seed))
            when_imported("torch", lambda module: module.default_generator.manual_seed(self.seed))

    def _main_module(self) -> dict[str, Any]:
        main = types.ModuleType("__main__")
        main.__dict__.update(__file__=self.path, __builtins__=__builtins__)
        if sys.version_info < (3, 14):  # later Pythons make them when they are asked for
            main.__annotations__ = {}
        sys.modules["__main__"] = main
        return main.__dict__

    def _codes(self) -> list[tuple[types.CodeType, types.CodeType | None]]:
        """The parts compiled as the one script that they are, each with the call that ends it, if one does.

        `from __future__` holds from its place on.
        """
        source = self.program.source
        linecache.cache[self.path] = (len(source), None, io.StringIO(source).readlines(), self.path)
        tree = ast.parse(source, self.path)
        codes, flags = [], 0
        for part in self.program.parts:
            body = [statement for statement in tree.body if part.start <= _first_line(statement) < part.stop]
            flags |= _future_flags(body)
            ending = last_call(body)
            code = ast.Module(body[:-1] if ending else body, [])
            codes.append(
                (
                    compile(code, self.path, "exec", flags, dont_inherit=True),
                    compile(ast.Expression(ending), self.path, "eval", flags, dont_inherit=True) if ending else None,
                )
            )
        return codes

    def _execute(
        self, part: Part, code: types.CodeType, ending: types.CodeType | None, names: dict[str, Any]
    ) -> PartEnd:
        """Run a part: why it was skipped, how it failed, the figures that it leaves, the value that is lost."""
        drawn: list[Output] = []
        failure, value, late = None, "", 0
        try:
            if part.skip and _holds(part.skip.condition):
                return PartEnd([], drawn, skipped=part.skip.reason)
            exec(code, names)
            if ending:
                value = lost(eval(ending, names))
        except BaseException as error:
            if os.getpid() != self.process:
                self._end_fork(error)
            failure = self._failure(error, part.start)
        if figures := _figures():
            try:
                drawn, late = [Output(SVG, svg) for svg in figures.take()], figures.drawn_late()
            except Exception as error:  # a figure that cannot be drawn
                failure = failure or self._failure(error, part.start)
        return PartEnd([], drawn, failure, value=value, late=late)

    def _end_fork(self, error: BaseException) -> None:
        """End a fork that the script made, as Python ends a script."""
        status = 1
        if isinstance(error, SystemExit):
            status = error.code if isinstance(error.code, int) else int(error.code is not None)
        else:
            sys.stderr.write(self._failure(error, 0).traceback)
        self._flush()
        os._exit(status)

    def _failure(self, error: BaseException, start: int) -> Failure:
        """The exception, its traceback from the script's own frame on; without one, it stands at `start`."""
        trace = error.__traceback__
        while trace and trace.tb_frame.f_code.co_filename != self.path:
            trace = trace.tb_next
        lines = [number for frame, number in traceback.walk_tb(trace) if frame.f_code.co_filename == self.path]
        said = traceback.TracebackException(type(error), error, trace, compact=True)  # also if `str(error)` fails
        message = error.msg if isinstance(error, SyntaxError) else str(said)  # whose text names a line of the program
        return Failure(type(error).__name__, message, lines[0] if lines else start, "".join(said.format()))

    def _finish(self) -> None:
        """What Python does when a script ends: wait for its threads, call its exit handlers, drop its names."""
        if "threading" in sys.modules:
            sys.modules["threading"]._shutdown()  # private, and what `python` itself calls
        atexit._run_exitfuncs()
        sys.modules.pop("__main__", None)
        gc.collect()  # an object that prints when it goes

    def _report(self, end: PartEnd) -> None:
        """End a part: what it left, and a mark in both streams."""
        self._flush()
        if os.getpid() == self.process:  # a fork that the script made runs on through its parts, and reports none
            for stream in ("stdout", "stderr"):
                _write_all(self.pipes[stream], self.marks.part)
            _write_all(self.pipes["ends"], end.line())
            self.streams.begin()

    def _mark_turn(self) -> None:
        """Mark where stderr follows on stdout."""
        for stream in ("stdout", "stderr"):
            _write_all(self.pipes[stream], self.marks.turn)

    def _mark(self, begins: bool) -> None:
        """Mark where what is displayed stands for itself in plain text."""
        self._flush()
        _write_all(self.pipes["stdout"], self.marks.display if begins else self.marks.displayed)

    def _saying(self, slot: str) -> Callable[[Any], None]:
        return lambda fact: _write_all(self.pipes["facts"], json.dumps((slot, fact)).encode() + b"\n")

    def _flush(self) -> None:
        for stream in {sys.__stdout__, sys.__stderr__, sys.stdout, sys.stderr}:  # the script may have changed them
            with contextlib.suppress(AttributeError, OSError, ValueError):
                stream.flush()  # type: ignore[union-attr]
        ctypes.CDLL(None).fflush(None)  # what C++ printed


def exit_after(work: Callable[[], None]) -> None:
    """Do the work in this fork and end it there, whatever happens: a fork never returns to its caller."""
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def prctl(option: int, value: int) -> None:
    ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _figures() -> Any:
    """The module that knows what matplotlib has drawn; None as long as it has drawn nothing."""
    return importlib.import_module("academy.run.figures") if "matplotlib.pyplot" in sys.modules else None


def _holds(condition: str) -> bool:
    names = {name: importlib.import_module(name) for name in ("sys", "os", "torch") if name in condition}
    return bool(eval(condition, names))


def _write_all(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]


def _first_line(statement: ast.stmt) -> int:
    """The line on which the statement begins, decorators included."""
    decorators = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(int(decorator.lineno) for decorator in decorators)])


def _future_flags(body: list[ast.stmt]) -> int:
    flags = 0
    for statement in body:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            for alias in statement.names:
                flags |= getattr(__future__, alias.name).compiler_flag
    return flags
