"""The site's folder: a site is made beside the old one, whose files give way to its when all went well."""

import contextlib
import fcntl
import os
import shutil
from pathlib import Path


def building(target: Path) -> Path:
    """The folder in which this process makes the site; those of processes that are gone are removed."""
    prefix = f".{target.name}-"
    for old in target.parent.glob(f"{prefix}*"):
        pid = old.name.removeprefix(prefix)
        if pid.isdigit() and (int(pid) == os.getpid() or not _alive(int(pid))):
            shutil.rmtree(old, ignore_errors=True)
    return target.parent / f"{prefix}{os.getpid()}" / "new"


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def put_in_place(target: Path, made: Path) -> None:
    """Put the made site into the target by renames, entry by entry: the folder may be a mount, or served by others.

    What is hidden there stays, as MkDocs keeps it: it may be the repository that publishes the site.
    """
    old = made.with_name("old")
    old.mkdir()
    target.mkdir(parents=True, exist_ok=True)
    place = os.open(target, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # a disk may know no locks
            fcntl.flock(place, fcntl.LOCK_EX)  # another build may end just now
        for path in list(target.iterdir()):
            if not path.name.startswith(".") or (made / path.name).exists():
                shutil.move(path, old)
        for path in list(made.iterdir()):
            shutil.move(path, target)
    finally:
        os.close(place)
