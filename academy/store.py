"""Recordings on disk, by the hash of all that can change them.

An entry's name is the hash of what is known before the run; the recording in it lists the files of
the repository that the program read, the folders that it listed and the modules that it missed, with
their hashes as it found them, and counts only while they are as they were. The store can be deleted at
any time. Its files are sealed: each carries a hash of its own, so that a torn or altered one is a miss.
"""

import contextlib
import hashlib
import json
import os
import re
import tempfile
from functools import cache
from pathlib import Path

from academy.parse import Program
from academy.recording import SCHEMA, Recording
from academy.settings import environment
from academy.worker import hash_of

_ENGINE = ("worker.py", "figures.py", "svg.py", "matplotlibrc", "run.py")  # what decides how a program runs


class Store:
    """The recordings below one folder, for the repository at `root`."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder, self.root = folder, root
        self._hashes: dict[str, str | None] = {}

    def knows(self, program: Program) -> bool:
        """Whether there is a recording under the program's key, be it still good or not: cheaper than `get`."""
        return self._path(program).exists()

    def get(self, program: Program) -> Recording | None:
        """The recording of this very program over these very files, if there is one."""
        try:
            recording = Recording.from_json(json.loads(read_sealed(self._path(program)) or b""))
        except (ValueError, KeyError, TypeError):
            return None
        return recording if all(self._hash_of(path) == was for path, was in recording.reads) else None

    def put(self, program: Program, recording: Recording) -> None:
        """Keep a recording; whole or not at all, whoever else writes. OSError if the disk refuses."""
        if any(part.skip and re.search(r"\bos\b", part.skip.condition) for part in program.parts):
            return  # what it asks of the system is no part of the key
        write_sealed(self._path(program), json.dumps(recording.to_json()).encode())

    def _path(self, program: Program) -> Path:
        return self.folder / f"{key(program)}.json"

    def _hash_of(self, path: str) -> str | None:
        """The hash of a file of the repository, None if there is none; each is read once."""
        if path not in self._hashes:
            self._hashes[path] = hash_of(str(self.root / path))
        return self._hashes[path]


def key(program: Program) -> str:
    """The hash of all that is known to change the run before it starts, or to forbid it; presentation is no part."""
    skips = [part.skip and [part.skip.reason, part.skip.condition] for part in program.parts]
    parts = [(part.start, part.stop, part.shown, skip) for part, skip in zip(program.parts, skips, strict=True)]
    known = [SCHEMA, _engine(), environment(), program.name, program.source, parts]
    return _hash(json.dumps(known).encode())


@cache
def _engine() -> str:
    """The hash of the code that runs programs: a change of it changes recordings."""
    here = Path(__file__).parent
    return _hash(b"\0".join((here / name).read_bytes() for name in _ENGINE))


def read_sealed(path: Path, label: str = "") -> bytes | None:
    """What `write_sealed` wrote there under this label; None if it is not there, or not whole."""
    try:
        seal, _, data = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return data if seal.decode(errors="replace") == _hash(label.encode() + data) else None


def write_sealed(path: Path, data: bytes, label: str = "") -> None:
    """Write a file whole or not at all, whoever else writes it. OSError if the disk refuses."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_hash(label.encode() + data).encode() + b"\n" + data)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
