"""Recordings on disk, by the hash of all that can change them.

An entry's name is the hash of what is known before the run; the recording in it lists the files of the repository
that the program read, the folders that it listed and the modules that it missed, with their hashes as it found them,
and counts only while they are as they were. The store can be deleted at any time.
"""

import pickle
import re
from functools import cache
from pathlib import Path

from academy.program import Conditions, Limits, Program
from academy.recording import Recording, environment
from academy.run.reads import hash_of as hash_of_file
from academy.sealed import hash_of, read_sealed, write_sealed

_HERE = Path(__file__).parent
_CONTRACT = ("program.py", "recording.py")


class Store:
    """The recordings below one folder, made under these conditions."""

    def __init__(self, folder: Path, conditions: Conditions) -> None:
        self.folder, self._conditions = folder, conditions
        self._hashes: dict[str, str | None] = {}

    def get(self, program: Program) -> Recording | None:
        """The recording of this very program over these very files, if there is one."""
        data = read_sealed(self._path(program))
        if data is None:
            return None
        recording: Recording = pickle.loads(data)  # written by this engine: its code is in the key
        return recording if all(self._hash_of(path) == was for path, was in recording.reads) else None

    def put(self, program: Program, recording: Recording) -> None:
        """Keep a recording; whole or not at all, whoever else writes. OSError if the disk refuses."""
        if any(part.skip and re.search(r"\bos\b", part.skip.condition) for part in program.parts):
            return  # what it asks of the system is no part of the key
        write_sealed(self._path(program), pickle.dumps(recording))

    def _path(self, program: Program) -> Path:
        return self.folder / f"{key(program, self._conditions.limits)}.recording"

    def _hash_of(self, path: str) -> str | None:
        """The hash of a file of the repository, None if there is none; each is read once."""
        if path not in self._hashes:
            self._hashes[path] = hash_of_file(str(self._conditions.root / path))
        return self._hashes[path]


def key(program: Program, limits: Limits) -> str:
    """The hash of all that is known to change the run before it starts, or to forbid it; presentation is no part."""
    parts = [(part.start, part.stop, part.shown, part.skip) for part in program.parts]
    known = (engine_hash(), environment(), program.within(limits), program.name, program.source, parts)
    return hash_of(repr(known).encode())


@cache
def engine_hash(engine: Path = _HERE) -> str:
    """The hash of the code that runs programs and of what it leaves: a change of either changes recordings."""
    files = sorted(path for path in (engine / "run").iterdir() if path.is_file())
    contract = [engine / name for name in _CONTRACT]
    return hash_of(b"\0".join(path.read_bytes() for path in (*contract, *files)))
