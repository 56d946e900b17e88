"""What a program reads of the repository: a fact of its run, by which its recording is found again."""

import contextlib
import hashlib
import importlib.util
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from academy.program import Conditions
from academy.run.workplace import Workplace

_IMPORTLIB = ("<frozen importlib", os.path.dirname(importlib.__file__))
_ENGINE = Path(__file__).parents[1]
_EVENTS = {"open", "os.listdir", "os.scandir", "import", "sqlite3.connect", "subprocess.Popen"}


class Reads:
    """Notes files, lists of folders and modules that were missed, each with its hash when it was read."""

    slot = "reads"

    def __init__(self, conditions: Conditions, place: Workplace, say: Callable[[Any], None]) -> None:
        self._root, self._script, self._say = str(conditions.root), place.script, say
        ignored = (conditions.root / folder for folder in conditions.ignored)
        self._ignored = tuple(f"{folder}{os.sep}" for folder in (*ignored, _ENGINE))
        self._seen = {str(place.script)}
        sys.addaudithook(self._audit)  # holds in the program's forks, too

    @staticmethod
    def collected(said: list[Any]) -> tuple[tuple[str, str | None], ...]:
        """The slot of the recording: path and hash; of a path that two forks noted, the first."""
        return tuple(sorted({path: digest for path, digest in reversed(said)}.items()))

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _EVENTS:  # of thirty times as many
            for read in _reads(event, arguments, self._script.parent):
                self._note(read)

    def _note(self, read: Any) -> None:
        try:
            path = _source_of(os.path.abspath(os.fsdecode(read)))
        except (OSError, TypeError):  # the working directory is gone: what is read will tell; a handle, not a path
            return
        if not path.startswith(self._root + os.sep) or path in self._seen:
            return
        self._seen.add(path)
        if not path.startswith(self._ignored) and "__pycache__" not in path.split(os.sep):
            self._say((Path(os.path.relpath(path, self._root)).as_posix(), hash_of(path)))


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


def _source_of(path: str) -> str:
    """The module's source, for the path of its compiled form."""
    try:
        return importlib.util.source_from_cache(path)
    except ValueError:
        return path


def hash_of(path: str) -> str | None:
    """The hash of a file's bytes or of the names in a folder, None if there is neither."""
    with contextlib.suppress(OSError, ValueError):
        if os.path.isdir(path):
            return hashlib.sha256(os.fsencode("\0".join(sorted(os.listdir(path))))).hexdigest()
        if os.path.isfile(path):  # a pipe would wait
            return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    return None
