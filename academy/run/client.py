"""Running a program: one picklable call, program in, recording out.

`run` finds the server of forks of its own process, or starts it; so a thread pool carries it here,
and any other `concurrent.futures` executor to wherever it runs functions.
"""

import atexit
import contextlib
import hashlib
import os
import pickle
import re
import select
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from weakref import WeakSet

from academy.program import Conditions, Program
from academy.recording import Breach, PartResult, Recording, environment
from academy.run.hugepages import PAYS_FROM
from academy.run.messages import HUGE_PAGES, SUPERVISOR, Refused, Request

HERE = Path(__file__).parent
_DRAWS = ("matplotlib", r"matplotlib")
PRELOADED = {  # what is imported before a program: the package that it belongs to, the words that call for it
    "numpy": ("numpy", r"numpy|torch|matplotlib"),
    "numpy.random": ("numpy", r"numpy|torch|matplotlib"),  # whose generator each program gets seeded
    "torch": ("torch", r"torch"),
    "torch._dynamo": ("torch", r"optim|compile|meta"),  # the first use of torch.optim imports it: over a second
    "matplotlib.pyplot": _DRAWS,
    "matplotlib.backends.backend_svg": _DRAWS,
    "academy.run.figures": _DRAWS,
}
# Elsewhere a fork after these imports is not safe: the process of each program makes them. The variable is for tests.
FORKS_IMPORTS = sys.platform.startswith("linux") and not os.environ.get("ACADEMY_BARE_FORKS")


def fonts_folder(prefix: str) -> str:
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
    "MPLCONFIGDIR": fonts_folder(sys.prefix),
}
RECORDED = _SAME | {"PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"}
_READER = _SAME | {  # waiting threads must not spin: two programs at once share the cores
    "PYTHONHASHSEED": "random",
    "OMP_NUM_THREADS": "2",
    "OMP_WAIT_POLICY": "passive",
}
_READER_SECONDS = 4.0  # times as long as the recorded run may take
_UNSET = ("SOURCE_DATE_EPOCH", "MPLBACKEND", "DISPLAY", "WAYLAND_DISPLAY", "FORCE_COLOR", "NO_COLOR")
_PYTHON = ("PYTHONPATH", "PYTHONHOME")  # any other variable of the interpreter changes what programs do


def variables(fresh: bool = False) -> dict[str, str]:
    """The environment of a program: what this process has and may pass on, and what is the same everywhere."""
    kept = {name: value for name, value in os.environ.items() if _is_kept(name)}
    return kept | (_READER if fresh else RECORDED)


def _is_kept(name: str) -> bool:
    return name not in _UNSET and (not name.startswith("PYTHON") or name in _PYTHON)


class RunError(Exception):
    """The server of forks or the machine failed, not the program."""


class Forks:
    """The server of forks: a process that has imported `modules`, from which each program starts."""

    def __init__(self, modules: Sequence[str], fresh: bool = False) -> None:
        self.modules = set(modules)
        self._lock = Lock()
        self._supervisors: list[socket.socket] = []
        self._idle: list[socket.socket] = []
        self._connection, other = socket.socketpair()
        command = [sys.executable, str(HERE / "server.py"), *modules]
        with other:
            self._process = subprocess.Popen(
                command, stdin=other.fileno(), env=variables(fresh), start_new_session=True
            )
        self.pid = self._process.pid

    def ask(self, request: Request) -> Recording | None:
        """Run one program; blocks until its end, None if its supervisor was killed. Many threads may call it."""
        reply: Recording | Refused | None = None
        with contextlib.suppress(OSError, EOFError, pickle.UnpicklingError):
            supervisor = self._supervisor()
            supervisor.sendall(pickle.dumps(request))
            with supervisor.makefile("rb") as answer:
                reply = pickle.load(answer)
        if reply is None:
            if self._ends():
                name = request.program.name
                raise RunError(f"the process that runs {name} ended without an answer{self._last_words()}")
            return None
        self._idle.append(supervisor)
        if isinstance(reply, Refused):
            raise RunError(f"{request.program.name} cannot be run here: {reply.why}")
        return reply

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
                socket.send_fds(self._connection, [SUPERVISOR], [theirs.fileno()])
            self._supervisors.append(supervisor)
            return supervisor

    def use_huge_pages(self) -> None:
        """Make each fork from now on cheaper; none starts meanwhile."""
        with contextlib.suppress(OSError):  # it has ended, which the next caller finds out
            self._connection.send(HUGE_PAGES)

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


_servers: dict[bool, Forks] = {}
_living: WeakSet[Forks] = WeakSet()  # one that is replaced goes with its sockets, once its last program has ended
_starting = Lock()


def start(fresh: bool = False, modules: Iterable[str] | None = None, own: bool = False) -> Forks:
    """The server of forks of this process, with at least these modules imported; for `fresh`, with none.

    `own` gives another one, which whoever asked for it closes.
    """
    wanted = {name for name in (PRELOADED if modules is None else modules) if _can_be_imported(name)}
    wanted = wanted if FORKS_IMPORTS and not fresh else set()
    if own:
        return Forks([name for name in PRELOADED if name in wanted], fresh)
    with _starting:
        server = _servers.get(fresh)
        if server is None or not server.alive() or (modules is not None and not wanted <= server.modules):
            kept = wanted | (server.modules if server else set())
            _servers[fresh] = Forks([name for name in PRELOADED if name in kept], fresh)
            _living.add(_servers[fresh])
        return _servers[fresh]


@cache
def _can_be_imported(module: str) -> bool:
    """Whether the package is installed: a site without torch does without it."""
    return find_spec(PRELOADED[module][0]) is not None


def prepare(programs: Iterable[Program], own: bool = False) -> Forks:
    """The server of forks, with at least what these programs need; `own` as for `start`."""
    sources = [program.source for program in programs]
    server = start(modules=_modules_for("\n".join(sources)), own=own)
    if len(sources) >= PAYS_FROM:
        server.use_huge_pages()
    return server


def _modules_for(text: str) -> list[str]:
    """What is imported before programs with this text."""
    return [name for name, (_, words) in PRELOADED.items() if re.search(rf"\b(?:{words})", text)]


@atexit.register
def stop() -> None:
    """End this process's servers: a thread that still has a program to run on one of them gets a RunError."""
    with _starting:
        for server in list(_living):
            server.close()
        _servers.clear()


def run(program: Program, conditions: Conditions, fresh: bool = False, server: Forks | None = None) -> Recording:
    """Run a program and record it; `fresh` as its reader does: nothing preloaded, nothing seeded.

    It starts from this server of forks; by default, from that of this process.
    """
    seed = None if fresh else int(hashlib.sha256(program.source.encode()).hexdigest()[:8], 16)
    limits = program.within(conditions.limits)
    if fresh:  # it also imports torch
        limits = replace(limits, seconds=limits.seconds * _READER_SECONDS)
    imports = () if fresh or FORKS_IMPORTS else tuple(filter(_can_be_imported, _modules_for(program.source)))
    request = Request(program, replace(conditions, limits=limits), environment(), seed, imports)
    recording = (server or start(fresh)).ask(request)
    return recording or Recording((PartResult(),), environment(), breach=Breach("supervisor"))
