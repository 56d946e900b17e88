"""The processes: a server that has imported torch, and a fork of it for each program.

    server       imports, never computes (a fork after a parallel operation would hang), and forks a
    supervisor   for each caller: it enforces the limits, reads the outputs, ends what is left, and forks a
    program      for each request: it runs the parts of the script, as `python script.py` would.

`python academy/worker.py MODULE ...` is the server: it takes callers' sockets from a socket on
standard input. With no modules to import, a program starts from a bare interpreter:
that is how pytest runs it, and how platforms do on which a fork after the imports is not safe.
"""

import sys

_BARE = frozenset(sys.modules)  # what Python has imported before any program

import __future__

import ast
import atexit
import contextlib
import ctypes
import gc
import hashlib
import importlib.util
import io
import json
import linecache
import os
import random
import re
import secrets
import selectors
import shutil
import signal
import socket
import sysconfig
import tempfile
import time
import traceback
import types
import weakref
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LINUX = sys.platform.startswith("linux")
POLL = 0.1  # seconds between two looks at memory and time
GRACE = 1.0  # seconds that children have to end after the program
_OUR_FRAMES = re.compile(r'^( *)File "[^"\n]*academy/worker\.py", line \d+, in .*\n(?:\1  .*\n)*', re.MULTILINE)
_OUR_WARNING = re.compile(r"^\S*academy/worker\.py:\d+: (\w+: .*)\n  .*\n", re.MULTILINE)
_NOWHERE = "<sys>:0" if sys.version_info >= (3, 13) else "sys:1"  # the place of a warning that has none
_START, _END = r"(?:(?<=file://)|(?<![\w.~/}-]))", r"(?![\w-]|\.\w)"  # of a path that is no part of a longer name
_BUILT_AT = re.compile(r"(Triggered internally at )/\S*?/(?=(?:aten|build|c10|torch)/)")  # where torch was built
_IMPORTLIB = ("<frozen importlib", os.path.dirname(importlib.__file__))
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36  # linux/prctl.h


def serve(modules: list[str], connection: socket.socket) -> None:
    """Import the modules, then fork a supervisor for each socket that arrives, until the other end closes."""
    import psutil  # noqa: F401  # imported once for all supervisors

    gc.disable()  # nothing is garbage before the first program: a sixth of the time
    for module in modules:
        try:
            importlib.import_module(module)
        except Exception as error:
            raise ImportError(f"cannot import {module}: {error}") from error
    for finalizer in list(weakref.finalize._registry):  # type: ignore[attr-defined]  # no public way to list them
        finalizer.atexit = False  # torch takes its operators apart, silently: 35 ms at each program's end
    gc.freeze()
    gc.enable()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # supervisors are reaped by the kernel
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the caller's to handle: it closes the sockets
    while True:
        _, handles, _, _ = socket.recv_fds(connection, 1, 1)
        if not handles:
            return
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            connection.close()
            _exit_after(lambda: _attend(socket.socket(fileno=handles[0])))  # noqa: B023  # runs in the fork, now
        os.close(handles[0])


def _exit_after(work: Callable[[], None]) -> None:
    """Do the work in this fork and end it there, whatever happens: a fork never returns to its caller."""
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _attend(caller: socket.socket) -> None:
    """Run the caller's programs, one after the other, until it goes: a request and a reply are a line each."""
    if LINUX:
        _prctl(PR_SET_CHILD_SUBREAPER, 1)  # what a program leaves behind becomes ours
    bell = _death_bell()
    with caller.makefile("rb") as requests, contextlib.suppress(_CallerGone, BrokenPipeError):
        for request in requests:
            try:
                reply = supervise(json.loads(request), caller, bell)
            except OSError as error:  # no room, no processes left: not the program's fault
                reply = {"error": str(error)}
            caller.sendall(json.dumps(reply).encode() + b"\n")


class _CallerGone(Exception):
    """Nobody waits for the reply."""


# ---------------------------------------------------------------------------- the supervisor


@dataclass
class _Watch:
    """What the supervisor has read of a program so far."""

    stdout: bytearray = field(default_factory=bytearray)
    stderr: bytearray = field(default_factory=bytearray)
    results: bytearray = field(default_factory=bytearray)
    reads: bytearray = field(default_factory=bytearray)
    bell: bytearray = field(default_factory=bytearray)
    started: float = field(default_factory=time.monotonic)
    looked: float = field(default_factory=time.monotonic)  # at the memory

    def parts(self) -> list[dict[str, Any]]:
        return _messages(self.results)

    def ended(self) -> bool:
        """Whether the script reached its end."""
        parts = self.parts()
        return bool(parts and parts[-1]["last"])


def _messages(data: bytearray) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.split(b"\n")[:-1]]


def supervise(request: dict[str, Any], caller: socket.socket, bell: int) -> dict[str, Any]:
    """Run the program in a process of its own, within its limits; the reply is a recording's fields."""
    started = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="academy-")).resolve()
    separator = secrets.token_bytes(16)
    pipes = {name: os.pipe() for name in ("stdout", "stderr", "results", "reads")}
    readers = {name: reader for name, (reader, _) in pipes.items()}
    try:
        script = _Script(request, folder, separator)
        script.write()
        program = os.fork()
        if program == 0:
            os.close(caller.detach())  # `close` would wait for the file that reads the requests
            writers = {name: writer for name, (_, writer) in pipes.items()}
            _exit_after(lambda: script.run(writers))
        for _, writer in pipes.values():
            os.close(writer)
        watch, limits = _Watch(), request["limits"]
        try:
            broken, status = _watch(watch, program, readers | {"bell": bell}, caller, limits)
        finally:
            left = _end_all(program)
        _drain(readers, watch)
        return {
            **_results(watch, separator, _places(request["root"], folder)),
            "broken": broken or _too_much(watch, limits) or _death(watch, status) or left,
            "seconds": time.monotonic() - started,
        }
    finally:
        for reader in readers.values():
            os.close(reader)
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
    with selectors.DefaultSelector() as selector:
        selector.register(caller, selectors.EVENT_READ, "caller")
        for name, reader in readers.items():
            selector.register(reader, selectors.EVENT_READ, name)
        while True:
            for key, _ in selector.select(POLL):
                if key.data == "caller":
                    raise _CallerGone
                if not _read(key.fd, getattr(watch, key.data)):
                    selector.unregister(key.fd)
            if broken := _broken_limit(watch, limits):
                return broken, 0
            ended, status = os.waitpid(program, os.WNOHANG)
            if ended:
                return "", os.waitstatus_to_exitcode(status)


def _broken_limit(watch: _Watch, limits: dict[str, float]) -> str:
    """The limit that the program is beyond, if any."""
    now = time.monotonic()
    if broken := _too_much(watch, limits):
        return broken
    if now - watch.started > limits["seconds"]:
        return f"still ran after {limits['seconds']:g} s"
    if now - watch.looked > POLL:
        watch.looked = now
        if _resident_beyond(limits["memory"]):
            return f"used more than {_size(limits['memory'])} of memory"
    return ""


def _too_much(watch: _Watch, limits: dict[str, float]) -> str:
    """What the page would have to hold beyond the limit, if anything."""
    for said, size in (
        ("printed", len(watch.stdout) + len(watch.stderr)),
        ("made figures and tracebacks of", len(watch.results)),
    ):
        if size > limits["output"]:
            return f"{said} more than {_size(limits['output'])}"
    return ""


def _size(count: float) -> str:
    return f"{count / 2**20:g} MiB" if count < 2**30 else f"{count / 2**30:g} GiB"


def _read(reader: int, into: bytearray) -> bool:
    chunk = os.read(reader, 1 << 16)
    into += chunk
    return bool(chunk)


def _drain(readers: dict[str, int], watch: _Watch) -> None:
    """What the ended processes left in their pipes."""
    for name, reader in readers.items():
        os.set_blocking(reader, False)
        with contextlib.suppress(BlockingIOError):
            while _read(reader, getattr(watch, name)):
                pass


def _resident_beyond(limit: float) -> bool:
    """Whether the program and all below it hold more resident memory than this many bytes."""
    import psutil

    family = psutil.Process().children(recursive=True)
    resident = sum(_memory(process, lambda one: one.memory_info().rss) for process in family)
    if resident > limit and LINUX and len(family) > 1:  # forks share pages: count each once
        resident = sum(_memory(process, lambda one: one.memory_full_info().pss) for process in family)
    return resident > limit


def _memory(process: Any, of: Callable[[Any], int]) -> int:
    import psutil

    try:
        return of(process)
    except psutil.Error:  # it has just ended
        return 0


def _end_all(program: int) -> str:
    """End what is left of the program; its fault, if anything still ran after a short wait."""
    import psutil

    deadline = time.monotonic() + GRACE
    fault = ""
    while _reap():
        alive = [process for process in psutil.Process().children(recursive=True) if _runs(process)]
        if alive and (time.monotonic() > deadline or _runs_pid(program)):
            fault = fault or f"left {len(alive)} process{'es' if len(alive) > 1 else ''} running"
            for process in alive:
                with contextlib.suppress(psutil.Error):
                    process.kill()
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


def _reap() -> bool:
    """Whether a child is left, once those that ended are reaped."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
        return True
    return False


def _death(watch: _Watch, status: int) -> str:
    """How the program ended, if not by running its last part."""
    if watch.ended():
        return ""
    return f"was killed by {signal.Signals(-status).name}" if status < 0 else f"ended itself (exit code {status})"


def _results(watch: _Watch, separator: bytes, places: list[tuple[str, str]]) -> dict[str, Any]:
    """The parts and the files read, their texts without this machine's paths; an unfinished part is the last."""
    parts = watch.parts()
    if not watch.ended():
        parts.append({"figures": [], "failure": None, "skipped": None})
    for name in ("stdout", "stderr"):
        texts = getattr(watch, name).split(separator)
        texts = [*texts[: len(parts) - 1], b"".join(texts[len(parts) - 1 :])]  # children may print after the end
        for number, part in enumerate(parts):
            part[name] = _text(bytes(texts[number]) if number < len(texts) else b"", places)
    for part in parts:
        part.pop("last", None)
        if failure := part["failure"]:
            failure |= {name: _replace(failure[name], places) for name in ("message", "traceback")}
    reads = {message["path"]: message["hash"] for message in reversed(_messages(watch.reads))}
    return {"parts": parts, "reads": sorted(reads.items())}


def _places(root: str, folder: Path) -> list[tuple[str, str]]:
    """This machine's folders, longest first, and what a text says instead of them."""
    libraries = [sysconfig.get_path(name) for name in ("purelib", "platlib", "stdlib")]
    prefixes = {f"{folder}/script/", f"{folder}/work/", f"{root}/", *(f"{library}/" for library in libraries)}
    places = [(prefix, "") for prefix in prefixes] + [(f"{folder}/work", "."), (str(folder), "."), (root, ".")]
    return sorted(places, key=lambda place: -len(place[0]))


def _replace(text: str, places: list[tuple[str, str]]) -> str:
    text = text.encode("utf-8", "backslashreplace").decode()  # a message may hold what no file can
    for path, instead in places:
        if path in text:
            end = "" if path.endswith("/") else _END
            text = re.sub(_START + re.escape(path) + end, instead, text)
    return text


def _text(data: bytes, places: list[tuple[str, str]]) -> str:
    """What was printed, without this machine's paths, and as a plain script would print its stack."""
    text = _replace(data.decode("utf-8", errors="backslashreplace"), places)
    text = _OUR_WARNING.sub(rf"{_NOWHERE}: \1\n", _OUR_FRAMES.sub("", text))
    return _BUILT_AT.sub(r"\1", text)


def _prctl(option: int, value: int) -> None:
    ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


# ---------------------------------------------------------------------------- the program


class _Script:
    """The program's own process: the parts of one script, as one `__main__`."""

    def __init__(self, request: dict[str, Any], folder: Path, separator: bytes) -> None:
        self.request, self.folder, self.separator = request, folder, separator
        self.pipes: dict[str, int] = {}
        self.process = 0
        self.root = Path(request["root"])
        base = self.root if request["is_snippet"] else folder / "script"
        self.path = base / request["name"]
        self.reads: set[str] = set()

    def write(self) -> None:
        """Its file and its empty folder: the supervisor makes them, so that the program is not blamed if it cannot."""
        (self.folder / "work").mkdir()
        if not self.request["is_snippet"]:
            self.path.parent.mkdir(parents=True)
            self.path.write_text(self.request["source"], encoding="utf-8")

    def run(self, pipes: dict[str, int]) -> None:
        """Run the parts and say so for each; the script's own exit handlers belong to the last one."""
        self._settle(pipes)
        names = self._main_module()
        codes = self._codes()
        for number, (part, code) in enumerate(zip(self.request["parts"], codes, strict=True), 1):
            result = self._execute(part, code, names)
            last = bool(result["skipped"] or result["failure"] or number == len(codes))
            if last:
                del names, code
                codes.clear()
                self._finish()
            self._report({**result, "last": last})
            if last:
                break

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
        self.pipes, self.process = pipes, os.getpid()
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  # the program's for its whole life
        sys.stdout = sys.__stdout__ = _stream(1)  # type: ignore[misc]  # a process like a fresh one
        sys.stderr = sys.__stderr__ = _stream(2)  # type: ignore[misc]
        os.chdir(self.folder / "work")
        sys.argv[:] = [str(self.path)]
        sys.path.insert(0, str(self.path.parent))
        self._seed()
        if self.request["fresh"]:
            self._unload()
        sys.addaudithook(self._audit)

    def _unload(self) -> None:
        """Take back the engine's imports: a script that leans on one unasked fails for its reader."""
        self.imported = dict(sys.modules)  # the engine goes on with its own
        for name in set(sys.modules) - _BARE - {"academy"}:  # whose figures are in matplotlib's settings
            del sys.modules[name]

    def _seed(self) -> None:
        """Programs of one server share its unseeded generators: give each its own, from its key."""
        seed = self.request["seed"]
        random.seed(seed)
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed(seed)
        if "torch" in sys.modules:
            sys.modules["torch"].default_generator.manual_seed(seed)  # devices have no generators before the fork

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note what the program reads of the repository, in its forks, too: files, lists of folders, modules."""
        for read in _reads(event, arguments, self.path.parent):
            self._note(read)

    def _note(self, read: Any) -> None:
        try:
            path = _source_of(os.path.abspath(os.fsdecode(read)))
        except (OSError, TypeError):  # the working directory is gone: what is read will tell; a handle, not a path
            return
        if not path.startswith(self.request["root"] + os.sep) or path == str(self.path) or path in self.reads:
            return
        self.reads.add(path)
        if not path.startswith(tuple(self.request["ignored"])) and "__pycache__" not in path.split(os.sep):
            relative = Path(os.path.relpath(path, self.request["root"]))
            self._say("reads", {"path": relative.as_posix(), "hash": hash_of(path)})

    def _main_module(self) -> dict[str, Any]:
        main = types.ModuleType("__main__")
        main.__dict__.update(__file__=str(self.path), __builtins__=__builtins__, __annotations__={})
        sys.modules["__main__"] = main
        return main.__dict__

    def _codes(self) -> list[types.CodeType]:
        """The parts compiled as the one script that they are: `from __future__` holds from its place on."""
        source, name = self.request["source"], str(self.path)
        linecache.cache[name] = (len(source), None, io.StringIO(source).readlines(), name)
        tree = ast.parse(source, name)
        codes, flags = [], 0
        for part in self.request["parts"]:
            body = [statement for statement in tree.body if part["start"] <= _first_line(statement) < part["stop"]]
            flags |= _future_flags(body)
            codes.append(compile(ast.Module(body, []), name, "exec", flags, dont_inherit=True))
        return codes

    def _execute(self, part: dict[str, Any], code: types.CodeType, names: dict[str, Any]) -> dict[str, Any]:
        """Run a part, and draw the figures that it leaves."""
        result: dict[str, Any] = {"figures": [], "failure": None, "skipped": None}
        try:
            if part["skip"] and _holds(part["skip"]["condition"]):
                return result | {"skipped": part["skip"]["reason"]}
            try:
                exec(code, names)
            finally:
                result["figures"] = self._figures()
        except BaseException as error:
            if os.getpid() != self.process:
                self._end_fork(error)
            result["failure"] = self._failure(error, part["start"])
        return result

    def _end_fork(self, error: BaseException) -> None:
        """End a fork that the script made, as Python ends a script."""
        status = 1
        if isinstance(error, SystemExit):
            status = error.code if isinstance(error.code, int) else int(error.code is not None)
        else:
            sys.stderr.write(self._failure(error, 0)["traceback"])
        self._flush()
        os._exit(status)

    def _failure(self, error: BaseException, start: int) -> dict[str, Any]:
        """The exception, its traceback from the script's own frame on; without one, it stands at `start`."""
        trace = error.__traceback__
        while trace and trace.tb_frame.f_code.co_filename != str(self.path):
            trace = trace.tb_next
        lines = [number for frame, number in traceback.walk_tb(trace) if frame.f_code.co_filename == str(self.path)]
        line = lines[0] if lines else start
        said = traceback.TracebackException(type(error), error, trace, compact=True)  # also if `str(error)` fails
        return {"name": type(error).__name__, "message": str(said), "line": line, "traceback": "".join(said.format())}

    def _finish(self) -> None:
        """What Python does when a script ends: wait for its threads, call its exit handlers, drop its names."""
        if "threading" in sys.modules:
            sys.modules["threading"]._shutdown()  # private, and what `python` itself calls
        atexit._run_exitfuncs()
        sys.modules.pop("__main__", None)
        gc.collect()  # an object that prints when it goes

    def _figures(self) -> list[str]:
        if "matplotlib.pyplot" not in sys.modules:
            return []
        return list(importlib.import_module("academy.figures").take())

    def _report(self, result: dict[str, Any]) -> None:
        """End a part: its figures and failure, and a separator in both streams."""
        self._flush()
        if os.getpid() == self.process:  # a fork that the script made runs on through its parts, and reports none
            for stream in ("stdout", "stderr"):
                _write_all(self.pipes[stream], self.separator)
            self._say("results", result)

    def _flush(self) -> None:
        for stream in {sys.__stdout__, sys.__stderr__, sys.stdout, sys.stderr}:  # the script may have changed them
            with contextlib.suppress(AttributeError, OSError, ValueError):
                stream.flush()  # type: ignore[union-attr]
        ctypes.CDLL(None).fflush(None)  # what C++ printed

    def _say(self, pipe: str, message: dict[str, Any]) -> None:
        _write_all(self.pipes[pipe], json.dumps(message).encode() + b"\n")


def _reads(event: str, arguments: tuple[Any, ...], beside: Path) -> Iterable[Any]:
    """The paths that are read where Python raises this audit event, in a script that lies `beside` its modules."""
    match event, arguments:
        case "open", (path, mode, flags):
            writes = set(mode) & set("wxa") if isinstance(mode, str) else (flags or 0) & os.O_WRONLY
            return () if writes else (path,)
        case "os.listdir" | "os.scandir", (path,) if not _caller().startswith(_IMPORTLIB):  # it looks for one name
            return (path or os.curdir,)
        case "import", (name, *_) if _caller().startswith(str(beside)):  # those of libraries are in no lesson's hands
            first = beside / name.partition(".")[0]
            return first / "__init__.py", f"{first}.py"
        case "sqlite3.connect", (path,):
            return (path,)
        case "subprocess.Popen", (_, list(words), *_):
            return words
    return ()


def _caller() -> str:
    """The file of the code that raised the audit event."""
    return sys._getframe(3).f_code.co_filename


def hash_of(path: str) -> str | None:
    """The hash of a file's bytes or of the names in a folder, None if there is neither."""
    with contextlib.suppress(OSError, ValueError):
        if os.path.isdir(path):
            return hashlib.sha256(os.fsencode("\0".join(sorted(os.listdir(path))))).hexdigest()
        if os.path.isfile(path):  # a pipe would wait
            return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    return None


def _source_of(path: str) -> str:
    """The module's source, for the path of its compiled form."""
    try:
        return importlib.util.source_from_cache(path)
    except ValueError:
        return path


def _holds(condition: str) -> bool:
    names = {name: importlib.import_module(name) for name in ("sys", "os", "torch") if name in condition}
    return bool(eval(condition, names))


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
    sys.path[0] = str(Path(__file__).parent.parent)
    import academy  # noqa: F401  # so that matplotlib finds our backend, which its settings name, wherever it lies

    del sys.path[0]  # a program has its own folder there
    connection = socket.socket(fileno=os.dup(0))
    try:
        serve(sys.argv[1:], connection)
    except Exception as error:
        connection.sendall(str(error).encode())  # the caller says why
        raise
