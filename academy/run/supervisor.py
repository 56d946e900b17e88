"""The process that watches programs: it enforces their limits, reads their outputs, and ends what they leave."""

import contextlib
import os
import pickle
import secrets
import selectors
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from academy.program import Limits
from academy.recording import Breach, Recording
from academy.run.messages import Marks, PartEnd, Refused, Request, lines
from academy.run.script import LINUX, PR_SET_CHILD_SUBREAPER, RECORDERS, Script, exit_after, prctl
from academy.run.texts import Texts, part_results
from academy.run.workplace import Workplace

POLL = 0.1  # seconds between two looks at memory and time
GRACE = 1.0  # seconds that children have to end after the program
GRACE_OF_HELPERS = 10.0  # of multiprocessing's own, for which no program can wait: torch takes long to go
_HELPERS = ("multiprocessing.forkserver", "multiprocessing.resource_tracker")  # in the commands that start them


class _CallerGone(Exception):
    """Nobody waits for the reply."""


def attend(caller: socket.socket, bare: frozenset[str]) -> None:
    """Run the caller's programs, one after the other, until it goes: a request in, a recording out."""
    if LINUX:
        prctl(PR_SET_CHILD_SUBREAPER, 1)  # what a program leaves behind becomes ours
    bell = _death_bell()
    with caller.makefile("rb") as requests, contextlib.suppress(_CallerGone, BrokenPipeError, EOFError):
        while True:
            request = pickle.load(requests)
            try:
                reply: Recording | Refused = supervise(request, caller, bell, bare)
            except OSError as error:  # no room, no processes left: not the program's fault
                reply = Refused(str(error))
            caller.sendall(pickle.dumps(reply))


@dataclass
class _Heard:
    """What the supervisor has read of a program so far."""

    stdout: bytearray = field(default_factory=bytearray)
    stderr: bytearray = field(default_factory=bytearray)
    ends: bytearray = field(default_factory=bytearray)  # of parts
    facts: bytearray = field(default_factory=bytearray)
    bell: bytearray = field(default_factory=bytearray)
    started: float = field(default_factory=time.monotonic)
    looked: float = field(default_factory=time.monotonic)  # at the memory

    def read(self, name: str, handle: int) -> bool:
        """Take what stands in a pipe; whether it is still open."""
        chunk = os.read(handle, 1 << 16)
        into: bytearray = getattr(self, name)
        into += chunk
        return bool(chunk)

    def part_ends(self) -> list[PartEnd]:
        return [PartEnd.read(end) for end in lines(self.ends)]

    def is_whole(self) -> bool:
        """Whether the script reached its end."""
        ends = self.part_ends()
        return bool(ends and ends[-1].last)


def supervise(request: Request, caller: socket.socket, bell: int, bare: frozenset[str]) -> Recording:
    """Run the program in a process of its own, within its limits."""
    started = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="academy-")).resolve()
    marks = Marks(secrets.token_bytes(16))
    pipes = {name: os.pipe() for name in ("stdout", "stderr", "ends", "facts")}
    readers = {name: reader for name, (reader, _) in pipes.items()}
    writers = {name: writer for name, (_, writer) in pipes.items()}
    try:
        try:
            place = Workplace.of(request.program, request.conditions.root, folder)
            place.make(request.program.source)
            program = os.fork()
            if program == 0:
                os.close(caller.detach())  # `close` would wait for the file that reads the requests
                exit_after(lambda: Script(request, place, marks, writers).run(bare))
        finally:
            for writer in writers.values():
                os.close(writer)
        heard, limits = _Heard(), request.conditions.limits
        try:
            breach, status = _watch(heard, program, readers | {"bell": bell}, caller, limits)
        finally:
            left = _end_all(program)
        _drain(readers, heard)
        breach = breach or _too_much(heard, limits) or _death(heard, status) or left
        parts = part_results(heard.part_ends(), heard.stdout, heard.stderr, marks, Texts.of(place))
        seconds = time.monotonic() - started
        return Recording(parts, request.environment, breach=breach, seconds=seconds, **_facts(heard))
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
    heard: _Heard, program: int, readers: dict[str, int], caller: socket.socket, limits: Limits
) -> tuple[Breach | None, int]:
    """Read until the program ends or breaks a limit: the limit it broke, its exit status."""
    with selectors.DefaultSelector() as selector:
        selector.register(caller, selectors.EVENT_READ, "caller")
        for name, reader in readers.items():
            selector.register(reader, selectors.EVENT_READ, name)
        while True:
            for key, _ in selector.select(POLL):
                if key.data == "caller":
                    raise _CallerGone
                if not heard.read(key.data, key.fd):
                    selector.unregister(key.fd)
            if breach := _broken_limit(heard, limits):
                return breach, 0
            ended, status = os.waitpid(program, os.WNOHANG)
            if ended:
                return None, os.waitstatus_to_exitcode(status)


def _broken_limit(heard: _Heard, limits: Limits) -> Breach | None:
    """The limit that the program is beyond, if any."""
    now = time.monotonic()
    if breach := _too_much(heard, limits):
        return breach
    if now - heard.started > limits.seconds:
        return Breach("seconds", limits.seconds)
    if now - heard.looked > POLL:
        heard.looked = now
        if _resident_beyond(limits.memory):
            return Breach("memory", limits.memory)
    return None


def _too_much(heard: _Heard, limits: Limits) -> Breach | None:
    """What the page would have to hold beyond the limit, if anything."""
    if len(heard.stdout) + len(heard.stderr) > limits.output:
        return Breach("printed", limits.output)
    return Breach("made", limits.output) if len(heard.ends) > limits.output else None


def _drain(readers: dict[str, int], heard: _Heard) -> None:
    """What the ended processes left in their pipes."""
    for name, reader in readers.items():
        os.set_blocking(reader, False)
        with contextlib.suppress(BlockingIOError):
            while heard.read(name, reader):
                pass


def _resident_beyond(limit: float) -> bool:
    """Whether the program and all below it hold more resident memory than this many bytes."""
    family = psutil.Process().children(recursive=True)
    resident = sum(_memory(process, lambda one: one.memory_info().rss) for process in family)
    if resident > limit and LINUX and len(family) > 1:  # forks share pages: count each once
        resident = sum(_memory(process, lambda one: one.memory_full_info().pss) for process in family)
    return resident > limit


def _memory(process: psutil.Process, of: Callable[[psutil.Process], int]) -> int:
    try:
        return of(process)
    except psutil.Error:  # it has just ended
        return 0


def _end_all(program: int) -> Breach | None:
    """End what is left of the program; its fault, if anything still ran after a short wait."""
    ended, fault = time.monotonic(), None
    while _reap():
        alive = [process for process in psutil.Process().children(recursive=True) if _runs(process)]
        if alive and (time.monotonic() > ended + _grace(alive) or any(process.pid == program for process in alive)):
            fault = fault or Breach("left", len(alive))
            for process in alive:
                with contextlib.suppress(psutil.Error):
                    process.kill()
        time.sleep(0.005)
    return fault


def _grace(alive: list[psutil.Process]) -> float:
    """How long these may take to end."""
    return GRACE_OF_HELPERS if all(map(_is_helper, alive)) else GRACE


def _is_helper(process: psutil.Process) -> bool:
    """Whether it is one of multiprocessing's own, or has just ended."""
    with contextlib.suppress(psutil.Error):
        command = " ".join(process.cmdline())
        return not command or any(helper in command for helper in _HELPERS)
    return True


def _runs(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.Error):
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    return False


def _reap() -> bool:
    """Whether a child is left, once those that ended are reaped."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
        return True
    return False


def _death(heard: _Heard, status: int) -> Breach | None:
    """How the program ended, if not by running its last part."""
    if heard.is_whole():
        return None
    return Breach("signal", -status) if status < 0 else Breach("exit", status)


def _facts(heard: _Heard) -> dict[str, Any]:
    """The slots of the recording that the recorders fill."""
    said = [(slot, fact) for slot, fact in lines(heard.facts)]
    return {kind.slot: kind.collected([fact for slot, fact in said if slot == kind.slot]) for kind in RECORDERS}
