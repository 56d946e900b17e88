"""Running a program: one picklable call, program in, recording out.

`run` finds the server of forks of its own process, or starts it; so a thread pool carries it here,
and any other `concurrent.futures` executor to wherever it runs functions.
"""

import atexit
import contextlib
import hashlib
import json
import os
import re
import select
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from threading import Event, Lock
from typing import Any
from weakref import WeakSet

from academy.parse import Program
from academy.recording import SCHEMA, PartResult, Recording
from academy.settings import Settings, environment

HERE = Path(__file__).parent
PRELOADED = {  # what the server of forks imports, and the words in a program that call for it
    "numpy": r"numpy|torch|matplotlib",
    "torch": r"torch",
    "torch._dynamo": r"optim|compile|meta",  # the first use of torch.optim imports it: over a second
    "matplotlib.pyplot": r"matplotlib",
    "matplotlib.backends.backend_svg": r"matplotlib",
    "academy.figures": r"matplotlib",
}
FORKS_IMPORTS = sys.platform.startswith("linux")  # elsewhere a fork after these imports is not safe


def _fonts(prefix: str) -> str:
    """Where matplotlib keeps its list of fonts: one for each environment, beside the fonts that it lists.

    The one in the home folder, which it would take by itself, is shared by all environments.
    """
    if os.access(prefix, os.W_OK):
        return os.path.join(prefix, "share", "academy")
    return os.path.join(
        tempfile.gettempdir(), f"academy-{os.getuid()}-{hashlib.sha256(prefix.encode()).hexdigest()[:16]}"
    )


_SAME = {  # what a program must not depend on is the same everywhere
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "LANG": "C.UTF-8",
    "COLUMNS": "80",
    "TERM": "dumb",
    "PYTHONDONTWRITEBYTECODE": "1",
    "MATPLOTLIBRC": str(HERE / "matplotlibrc"),
    "MPL_IGNORE_SYSTEM_FONTS": "1",
    "MPLCONFIGDIR": _fonts(sys.prefix),
}
RECORDED = _SAME | {"PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"}
_READER = _SAME | {  # waiting threads must not spin: two programs at once share the cores
    "PYTHONHASHSEED": "random",
    "OMP_NUM_THREADS": "2",
    "OMP_WAIT_POLICY": "passive",
}
_READER_SECONDS = 4.0  # times as long as the recorded run may take: it also imports torch
_UNSET = ("MPLBACKEND", "DISPLAY", "WAYLAND_DISPLAY", "FORCE_COLOR", "NO_COLOR")
_PYTHON = ("PYTHONPATH", "PYTHONHOME")  # any other variable of the interpreter changes what programs do


class RunError(Exception):
    """The server of forks or the machine failed, not the program."""


class Forks:
    """The server of forks: a process that has imported `modules`, from which each program starts."""

    def __init__(self, modules: Sequence[str], variables: dict[str, str]) -> None:
        kept = {name: value for name, value in os.environ.items() if _is_kept(name)}
        self.modules = set(modules)
        self._lock = Lock()
        self._supervisors: list[socket.socket] = []
        self._idle: list[socket.socket] = []
        self._connection, other = socket.socketpair()
        command = [sys.executable, str(HERE / "worker.py"), *modules]
        with other:
            self._process = subprocess.Popen(
                command, stdin=other.fileno(), env=kept | variables, start_new_session=True
            )

    def ask(self, request: dict[str, Any]) -> dict[str, Any] | None:
        """Run one program; blocks until its reply, None if its supervisor was killed. Many threads may call it."""
        reply = b""
        with contextlib.suppress(OSError):
            supervisor = self._supervisor()
            supervisor.sendall(json.dumps(request).encode() + b"\n")
            with supervisor.makefile("rb") as answer:
                reply = answer.readline()
        if not reply.endswith(b"\n"):
            if self._ends():
                raise RunError(f"the process that runs {request['name']} ended without an answer{self._last_words()}")
            return None
        self._idle.append(supervisor)
        found = dict(json.loads(reply))
        if "error" in found:
            raise RunError(f"{request['name']} cannot be run here: {found['error']}")
        return found

    def _ends(self) -> bool:
        """Whether the server has ended, or does so now: what it leaves is seen before its end."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)
        return not self.alive()

    def _last_words(self) -> str:
        """Why the server ended, if it could say so."""
        with contextlib.suppress(OSError):
            words = self._connection.recv(1 << 16, socket.MSG_DONTWAIT | socket.MSG_PEEK).decode()
            return f": {words}" if words else ""
        return ""

    def _supervisor(self) -> socket.socket:
        """A connection to a supervisor that waits for a program, or to a new one."""
        with self._lock:
            while self._idle:
                supervisor = self._idle.pop()
                if not select.select([supervisor], [], [], 0)[0]:  # else it has ended
                    return supervisor
            supervisor, theirs = socket.socketpair()
            with theirs:
                socket.send_fds(self._connection, [b"."], [theirs.fileno()])
            self._supervisors.append(supervisor)
            return supervisor

    def alive(self) -> bool:
        return self._process.poll() is None

    def close(self) -> None:
        """End the server, and the programs that still run: their callers get a RunError."""
        self._process.kill()  # it may be at its imports; it holds nothing
        self._process.wait()
        with self._lock:
            self._connection.close()
            for supervisor in self._supervisors:
                with contextlib.suppress(OSError):
                    supervisor.shutdown(socket.SHUT_RDWR)  # it sees that nobody waits


def _is_kept(name: str) -> bool:
    return name not in _UNSET and (not name.startswith("PYTHON") or name in _PYTHON)


_servers: dict[bool, Forks] = {}
_living: WeakSet[Forks] = WeakSet()  # one that is replaced goes with its sockets, once its last program has ended
_starting = Lock()
_stopped = Event()


def start(fresh: bool = False, modules: Iterable[str] | None = None) -> Forks:
    """The server of forks of this process, with at least these modules imported; for `fresh`, with none."""
    wanted = set(PRELOADED if modules is None else modules) if FORKS_IMPORTS and not fresh else set()
    with _starting:
        if _stopped.is_set():
            raise RunError("the run was stopped")
        server = _servers.get(fresh)
        if server is None or not server.alive() or (modules is not None and not wanted <= server.modules):
            kept = wanted | (server.modules if server else set())
            _servers[fresh] = Forks([name for name in PRELOADED if name in kept], _READER if fresh else RECORDED)
            _living.add(_servers[fresh])
        return _servers[fresh]


def prepare(programs: Iterable[Program]) -> None:
    """Start the server early, with what these programs need; without it, the first run starts one with all."""
    text = "\n".join(program.source for program in programs)
    start(modules=[name for name, words in PRELOADED.items() if re.search(rf"\b(?:{words})", text)])


@atexit.register
def stop() -> None:
    """End this process's servers, for good: a thread that still has a program to run gets a RunError."""
    with _starting:
        _stopped.set()
        for server in list(_living):
            server.close()


def run(program: Program, settings: Settings, fresh: bool = False, server: Forks | None = None) -> Recording:
    """Run a program and record it; `fresh` as its reader does: nothing preloaded, nothing seeded.

    It starts from this server of forks; by default, from that of this process.
    """
    request = {
        "name": program.name,
        "source": program.source,
        "is_snippet": program.is_snippet,
        "parts": [asdict(part) for part in program.parts],
        "root": str(settings.root),
        "ignored": [f"{settings.root / folder}{os.sep}" for folder in (settings.site, *settings.ignored, str(HERE))],
        "limits": asdict(settings.limits) | {"seconds": settings.limits.seconds * (_READER_SECONDS if fresh else 1)},
        "fresh": fresh,
        "seed": None if fresh else int(hashlib.sha256(program.source.encode()).hexdigest()[:8], 16),
    }
    reply = (server or start(fresh)).ask(request)
    if reply is None:
        return Recording((PartResult(),), environment(), broken="killed the process that watches it")
    return Recording.from_json({"schema": SCHEMA, "environment": environment(), **reply})
