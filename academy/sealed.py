"""Files that carry a hash of their own, so that a torn or altered one is a miss; what is kept lies in such files."""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path


def read_sealed(path: Path, label: str = "") -> bytes | None:
    """What `write_sealed` wrote there under this label; None if it is not there, or not whole."""
    try:
        seal, _, data = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return data if seal.decode(errors="replace") == hash_of(label.encode() + data) else None


def write_sealed(path: Path, data: bytes, label: str = "") -> None:
    """Write a file whole or not at all, whoever else writes it. OSError if the disk refuses."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hash_of(label.encode() + data).encode() + b"\n" + data)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
