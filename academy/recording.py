"""The contract, other half: what running a program left, and on what machine. Standard library alone."""

import os
import platform
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

# Types of outputs, as nbformat and nbconvert name them.
STDOUT, STDERR = "application/vnd.jupyter.stdout", "application/vnd.jupyter.stderr"
ERROR = "application/vnd.jupyter.error"
SVG, PNG, TABLE = "image/svg+xml", "image/png", "text/html"  # of HTML, a table and no more

PUBLISHED = 1  # the version of the format in which a site publishes its recordings

PACKAGES = ("torch", "numpy", "matplotlib")  # their versions can change any output
_CPU = Path("/proc/cpuinfo")  # of Linux


@dataclass(frozen=True)
class Output:
    """One thing that a block printed or showed."""

    mime: str
    content: str  # text; the base64 of what is none
    plain: str = ""  # what a plain script prints in its place; of an error, its type and message
    width: int = 0  # in CSS pixels, where the program says so
    height: int = 0


@dataclass(frozen=True)
class Failure:
    """An exception that ended a part: its class name, message, line of the program and traceback."""

    name: str
    message: str
    line: int
    traceback: str


@dataclass(frozen=True)
class PartResult:
    """What one part of a program did. Line numbers in the texts are the program's own."""

    outputs: tuple[Output, ...] = ()
    failure: Failure | None = None
    skipped: str | None = None  # the reason, if the part did not run
    value: str = ""  # the type of what its last call gave: of no use to a reader, who does not see it
    late: int = 0  # figures that it drew on after plt.show() had ended them

    @property
    def stdout(self) -> str:
        return self._text(STDOUT)

    @property
    def stderr(self) -> str:
        return self._text(STDERR)

    @property
    def printed(self) -> str:
        """What a plain script prints to stdout, tables by their text form."""
        return "".join(
            output.content if output.mime == STDOUT else output.plain
            for output in self.outputs
            if output.mime in (STDOUT, TABLE)
        )

    @property
    def displayed(self) -> tuple[Output, ...]:
        """Pictures and tables."""
        return tuple(output for output in self.outputs if output.mime not in (STDOUT, STDERR))

    @property
    def pictures(self) -> tuple[Output, ...]:
        """What is looked at, and so needs a text."""
        return tuple(output for output in self.outputs if output.mime in (SVG, PNG))

    def _text(self, mime: str) -> str:
        return "".join(output.content for output in self.outputs if output.mime == mime)


@dataclass(frozen=True)
class Breach:
    """Why a run is no good: what the program did, and the limit, status or number that goes with it."""

    kind: Literal["seconds", "memory", "printed", "made", "signal", "exit", "left", "supervisor"]
    value: float = 0.0


@dataclass(frozen=True)
class Recording:
    """One run of one program: a result per part that was reached, and what the run depended on."""

    parts: tuple[PartResult, ...]
    environment: tuple[tuple[str, str], ...]  # name and version of all that may change the outputs
    reads: tuple[tuple[str, str | None], ...] = ()  # files and folders that it read, the hash of each
    unguarded: int = 0  # the line from which it starts processes outside of a main guard
    breach: Breach | None = None
    seconds: float = 0.0  # never published: two runs of one program differ in it


@cache
def environment() -> tuple[tuple[str, str], ...]:
    """All of this machine that may change an output, without importing torch."""
    found = {"python": platform.python_version(), "system": system(), "device": _device()}
    return (*found.items(), *((package, _version(package)) for package in PACKAGES))


def system(cpu: Path = _CPU) -> str:
    """The system and the kind of CPU: torch has kernels for each width of vectors, and each rounds in its own order."""
    flags = cpu.read_text(encoding="utf-8", errors="replace").split() if cpu.exists() else []
    widest = [name for name, flag in (("avx512", "avx512f"), ("avx2", "avx2")) if flag in flags][:1]
    return " ".join([sys.platform, platform.machine(), *widest])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _device() -> str:
    """The accelerator that a program would find: NVIDIA's driver makes the file, every Apple GPU has Metal."""
    if Path("/dev/nvidiactl").exists() and os.environ.get("CUDA_VISIBLE_DEVICES") != "":
        return "cuda"
    return "mps" if sys.platform == "darwin" and platform.machine() == "arm64" else "cpu"
