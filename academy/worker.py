"""The processes: a server that has imported torch, and a fork of it for each program.

    server       imports, never computes (a fork after a parallel operation would hang), and forks a
    supervisor   for each program: it enforces the limits, reads the outputs, ends what is left, and forks the
    program      which runs the parts of the script, as `python script.py` would.

`python -m academy.worker MODULE ...` is the server: it takes programs from a socket on standard
input, one connection each. With no modules to import, a program starts from a bare interpreter:
that is how pytest runs it, and how platforms do on which a fork after the imports is not safe.
Of the standard library alone, so that a program finds nothing imported that a reader's has not.
"""

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
import secrets
import selectors
import shutil
import signal
import socket
import sys
import sysconfig
import tempfile
import threading
import time
import traceback
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LINUX = sys.platform.startswith("linux")
POLL = 0.1  # seconds between two looks at memory and time
GRACE = 1.0  # seconds that children have to end after the program
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36  # linux/prctl.h


def serve(modules: list[str], connection: socket.socket) -> None:
    """Import the modules, then fork a supervisor for each socket that arrives, until the other end closes."""
    import psutil  # noqa: F401  # imported once for all supervisors

    for module in modules:
        importlib.import_module(module)
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # supervisors are reaped by the kernel
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the caller's to handle: it closes the sockets
    while True:
        _, handles, _, _ = socket.recv_fds(connection, 1, 1)
        if not handles:
            return
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            connection.close()
            _exit_after(lambda: _answer(socket.socket(fileno=handles[0])))  # noqa: B023  # runs in the fork, now
        os.close(handles[0])


def _exit_after(work: Callable[[], None]) -> None:
    """Do the work in this fork and end it there, whatever happens: a fork never returns to its caller."""
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _answer(connection: socket.socket) -> None:
    with connection.makefile("rb") as asked:
        request = json.loads(asked.readline())
    reply = supervise(request, connection)
    connection.sendall(json.dumps(reply).encode())


# ---------------------------------------------------------------------------- the supervisor


@dataclass
class _Watch:
    """What the supervisor has read of a program so far."""

    stdout: bytearray = field(default_factory=bytearray)
    stderr: bytearray = field(default_factory=bytearray)
    control: bytearray = field(default_factory=bytearray)
    bell: bytearray = field(default_factory=bytearray)

    def messages(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.control.split(b"\n")[:-1]]


def supervise(request: dict[str, Any], caller: socket.socket) -> dict[str, Any]:
    """Run the program in a process of its own, within its limits; the reply is a recording's fields."""
    if LINUX:
        _prctl(PR_SET_CHILD_SUBREAPER, 1)  # what the program leaves behind becomes ours
    started = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="academy-")).resolve()
    separator = secrets.token_bytes(16)
    try:
        bell = _death_bell()
        pipes = {name: os.pipe() for name in ("stdout", "stderr", "control")}
        program = os.fork()
        if program == 0:
            caller.close()
            writers = {name: ends[1] for name, ends in pipes.items()}
            _exit_after(lambda: _Script(request, folder, separator).run(writers))
        for _, writer in pipes.values():
            os.close(writer)
        readers = {name: ends[0] for name, ends in pipes.items()} | {"bell": bell}
        watch = _Watch()
        try:
            broken, status = _watch(watch, program, readers, caller, request["limits"])
        finally:
            left = _end_all(program)
        return {
            **_read_messages(watch, separator, _places(request["root"], folder)),
            "broken": broken or _death(watch, status) or left,
            "seconds": time.monotonic() - started,
        }
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _death_bell() -> int:
    """A handle that becomes readable whenever a child ends."""
    bell, rope = os.pipe()
    os.set_blocking(rope, False)
    signal.set_wakeup_fd(rope, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return bell


def _watch(
    watch: _Watch, program: int, readers: dict[str, int], caller: socket.socket, limits: dict[str, float]
) -> tuple[str, int]:
    """Read until the program ends or breaks a limit: the limit it broke, its exit status."""
    deadline = time.monotonic() + limits["seconds"]
    with selectors.DefaultSelector() as selector:
        selector.register(caller, selectors.EVENT_READ, "caller")
        for name, reader in readers.items():
            selector.register(reader, selectors.EVENT_READ, name)
        look = time.monotonic() + POLL
        while True:
            for key, _ in selector.select(POLL):
                if key.data == "caller":
                    raise ConnectionAbortedError("the caller is gone: nobody to answer")
                if not _read(key.fd, getattr(watch, key.data)):
                    selector.unregister(key.fd)
            if len(watch.stdout) + len(watch.stderr) > limits["output"]:
                return f"printed more than {_size(limits['output'])}", 0
            if time.monotonic() > deadline:
                return f"still ran after {limits['seconds']:g} s", 0
            if time.monotonic() > look and _resident(program) > limits["memory"]:
                return f"used more than {_size(limits['memory'])} of memory", 0
            look = look if time.monotonic() < look else time.monotonic() + POLL
            ended, status = os.waitpid(program, os.WNOHANG)
            if ended:
                _drain(readers, watch)
                return "", os.waitstatus_to_exitcode(status)


def _size(count: float) -> str:
    return f"{count / 2**20:g} MiB" if count < 2**30 else f"{count / 2**30:g} GiB"


def _read(reader: int, into: bytearray) -> bool:
    chunk = os.read(reader, 1 << 16)
    into += chunk
    return bool(chunk)


def _drain(readers: dict[str, int], watch: _Watch) -> None:
    """What the ended program left in its pipes; a child of its own may still hold them open."""
    for name, reader in readers.items():
        os.set_blocking(reader, False)
        with contextlib.suppress(BlockingIOError):
            while _read(reader, getattr(watch, name)):
                pass


def _resident(program: int) -> int:
    """Bytes of resident memory of the program and all below it."""
    import psutil

    total = 0
    with contextlib.suppress(psutil.Error):
        main = psutil.Process(program)
        for process in [main, *main.children(recursive=True)]:
            with contextlib.suppress(psutil.Error):
                total += process.memory_info().rss
    return total


def _end_all(program: int) -> str:
    """End what is left of the program; its fault, if anything still ran after a short wait."""
    import psutil

    deadline = time.monotonic() + GRACE
    left = psutil.Process().children(recursive=True)
    fault = ""
    while left:
        alive = [process for process in left if _runs(process)]
        if alive and (time.monotonic() > deadline or _runs_pid(program)):
            fault = f"left {len(alive)} process{'es' if len(alive) > 1 else ''} running"
            for process in alive:
                with contextlib.suppress(psutil.Error):
                    process.kill()
        _reap()
        left = psutil.Process().children(recursive=True)
        if left:
            time.sleep(0.005)
    return fault


def _runs(process: Any) -> bool:
    import psutil

    with contextlib.suppress(psutil.Error):
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    return False


def _runs_pid(pid: int) -> bool:
    import psutil

    return psutil.pid_exists(pid) and _runs(psutil.Process(pid))


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _death(watch: _Watch, status: int) -> str:
    """How the program ended, if not by running its last part."""
    if watch.messages() and "end" in watch.messages()[-1]:
        return ""
    return f"was killed by {signal.Signals(-status).name}" if status < 0 else f"ended itself (exit code {status})"


def _read_messages(watch: _Watch, separator: bytes, places: list[tuple[str, str]]) -> dict[str, Any]:
    """The parts and the files read, their texts without this machine's paths; an unfinished part is the last."""
    messages = watch.messages()
    parts = [message for message in messages if "figures" in message]
    ended = bool(messages and "end" in messages[-1])
    if not ended:
        parts.append({"figures": [], "failure": None, "skipped": None})
    streams = {"stdout": watch.stdout.split(separator), "stderr": watch.stderr.split(separator)}
    for number, part in enumerate(parts):
        for name, texts in streams.items():
            part[name] = _text(bytes(texts[number]) if number < len(texts) else b"", places)
        if failure := part["failure"]:
            failure |= {name: _replace(failure[name], places) for name in ("message", "traceback")}
    return {"parts": parts, "reads": sorted({message["read"] for message in messages if "read" in message})}


def _places(root: str, folder: Path) -> list[tuple[str, str]]:
    """This machine's folders, longest first, and what a text says instead of them."""
    libraries = [sysconfig.get_path(name) for name in ("purelib", "platlib", "stdlib")]
    prefixes = {f"{folder}/script/", f"{folder}/work/", f"{root}/", *(f"{library}/" for library in libraries)}
    places = [(prefix, "") for prefix in prefixes] + [(f"{folder}/work", "."), (str(folder), "."), (root, ".")]
    return sorted(places, key=lambda place: -len(place[0]))


def _replace(text: str, places: list[tuple[str, str]]) -> str:
    for path, instead in places:
        text = text.replace(path, instead)
    return text


def _text(data: bytes, places: list[tuple[str, str]]) -> str:
    return _replace(data.decode("utf-8", errors="backslashreplace"), places)


def _prctl(option: int, value: int) -> None:
    ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


# ---------------------------------------------------------------------------- the program


class _Script:
    """The program's own process: the parts of one script, as one `__main__`."""

    def __init__(self, request: dict[str, Any], folder: Path, separator: bytes) -> None:
        self.request, self.folder, self.separator = request, folder, separator
        self.control = -1
        self.root = Path(request["root"])
        base = self.root if request["is_snippet"] else folder / "script"
        self.path = base / request["name"]
        self.reads: set[str] = set()

    def run(self, pipes: dict[str, int]) -> None:
        """Run the parts and say so for each; the script's own exit handlers belong to the last one."""
        self._settle(pipes)
        names = self._main_module()
        codes = self._codes()
        for number, (part, code) in enumerate(zip(self.request["parts"], codes, strict=True), 1):
            skipped = self._skipped(part["skip"])
            failure = None if skipped else self._execute(code, names)
            figures = [] if skipped else self._figures()
            last = bool(skipped or failure or number == len(codes))
            if last:
                self._finish()
            self._report(figures=figures, failure=failure, skipped=skipped)
            if last:
                break
        self._say({"end": True})

    def _settle(self, pipes: dict[str, int]) -> None:
        """A process like a fresh one: its own session, streams, folder, path and seeds."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        if LINUX:
            _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with open(os.devnull) as empty:
            os.dup2(empty.fileno(), 0)
        os.dup2(pipes["stdout"], 1)
        os.dup2(pipes["stderr"], 2)
        for name in ("stdout", "stderr"):
            os.close(pipes[name])
        self.control = pipes["control"]
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  # the program's for its whole life
        sys.stdout = sys.__stdout__ = _stream(1)  # type: ignore[misc]  # a process like a fresh one
        sys.stderr = sys.__stderr__ = _stream(2)  # type: ignore[misc]
        if not self.request["is_snippet"]:
            self.path.parent.mkdir(parents=True)
            self.path.write_text(self.request["source"], encoding="utf-8")
        work = self.folder / "work"
        work.mkdir()
        os.chdir(work)
        sys.argv[:] = [str(self.path)]
        sys.path[0] = str(self.path.parent)
        self._seed()
        sys.addaudithook(self._audit)

    def _seed(self) -> None:
        """Programs of one server share its unseeded generators: give each its own, from its key."""
        seed = self.request["seed"]
        random.seed(seed)
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed(seed)
        if "torch" in sys.modules:
            sys.modules["torch"].manual_seed(seed)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note each file of the repository that the program opens to read, in its workers, too."""
        if event != "open" or not isinstance(arguments[0], str | bytes):
            return
        mode, flags = arguments[1], arguments[2]
        if (isinstance(mode, str) and set(mode) & set("wxa")) or (mode is None and (flags or 0) & os.O_WRONLY):
            return
        path = os.path.abspath(os.fsdecode(arguments[0]))
        if not path.startswith(self.request["root"] + os.sep) or path == str(self.path) or path in self.reads:
            return
        self.reads.add(path)
        relative = os.path.relpath(path, self.request["root"])
        if not any(part in self.request["ignored"] for part in Path(relative).parts):
            self._say({"read": Path(relative).as_posix()})

    def _main_module(self) -> dict[str, Any]:
        main = types.ModuleType("__main__")
        main.__dict__.update(__file__=str(self.path), __builtins__=__builtins__, __annotations__={})
        sys.modules["__main__"] = main
        return main.__dict__

    def _codes(self) -> list[types.CodeType]:
        """The parts compiled as the one script that they are: `from __future__` holds from its place on."""
        source, name = self.request["source"], str(self.path)
        linecache.cache[name] = (len(source), None, source.splitlines(True), name)
        tree = ast.parse(source, name)
        codes, flags = [], 0
        for part in self.request["parts"]:
            body = [statement for statement in tree.body if part["start"] <= _first_line(statement) < part["stop"]]
            flags |= _future_flags(body)
            codes.append(compile(ast.Module(body, []), name, "exec", flags, dont_inherit=True))
        return codes

    def _skipped(self, skip: dict[str, str] | None) -> str | None:
        if skip is None:
            return None
        names = {name: importlib.import_module(name) for name in ("sys", "os", "torch") if name in skip["condition"]}
        return skip["reason"] if eval(skip["condition"], names) else None

    def _execute(self, code: types.CodeType, names: dict[str, Any]) -> dict[str, Any] | None:
        try:
            exec(code, names)
        except BaseException as error:
            return self._failure(error)
        return None

    def _failure(self, error: BaseException) -> dict[str, Any]:
        """The exception, its traceback from the script's own frame on."""
        trace = error.__traceback__
        while trace and trace.tb_frame.f_code.co_filename != str(self.path):
            trace = trace.tb_next
        lines = [number for frame, number in traceback.walk_tb(trace) if frame.f_code.co_filename == str(self.path)]
        text = "".join(traceback.format_exception(type(error), error, trace))
        line = lines[0] if lines else 0
        return {"name": type(error).__name__, "message": str(error), "line": line, "traceback": text}

    def _finish(self) -> None:
        """What Python does when a script ends: wait for its threads, call its exit handlers."""
        threading._shutdown()  # type: ignore[attr-defined]  # private, and what `python` itself calls
        atexit._run_exitfuncs()

    def _figures(self) -> list[str]:
        if "matplotlib.pyplot" not in sys.modules:
            return []
        return list(importlib.import_module("academy.figures").take())

    def _report(self, **result: Any) -> None:
        """End a part: its figures and failure, and a separator in both streams."""
        sys.stdout.flush()
        sys.stderr.flush()
        ctypes.CDLL(None).fflush(None)  # what C++ printed
        for stream in (1, 2):
            _write_all(stream, self.separator)
        self._say(result)

    def _say(self, message: dict[str, Any]) -> None:
        _write_all(self.control, json.dumps(message).encode() + b"\n")


def _stream(handle: int) -> io.TextIOWrapper:
    """A standard stream as `python script.py` has it, whose output is a pipe."""
    raw = open(handle, "wb", closefd=False)  # noqa: SIM115  # the program's for its whole life
    errors = "strict" if handle == 1 else "backslashreplace"
    return io.TextIOWrapper(raw, encoding="utf-8", errors=errors, line_buffering=handle == 2)


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


if __name__ == "__main__":
    serve(sys.argv[1:], socket.socket(fileno=os.dup(0)))
