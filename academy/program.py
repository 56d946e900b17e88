"""The contract, one half: what is run, and under which conditions. Standard library alone."""

from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class Skip:
    """The block and the rest of its program do not run, if the condition holds."""

    reason: str
    condition: str = "True"  # evaluated in the program's own process, with sys, os and torch


@dataclass(frozen=True)
class Part:
    """The lines of a program that run as one block: `start` to before `stop`, counted from 1."""

    start: int
    stop: int
    raises: str | None = None  # the name of the exception class that must end it
    skip: Skip | None = None
    shown: bool = True  # by a page: what none shows may end in what would not be shown


@dataclass(frozen=True)
class Limits:
    """What one program may take; beyond is an error."""

    seconds: float = 30.0
    memory: float = 2 * 2**30  # resident bytes over all its processes
    output: float = 4 * 2**20  # bytes printed, and bytes of pictures and tracebacks


@dataclass(frozen=True)
class Program:
    """What runs in one fresh process: a script, and where its blocks begin and end."""

    name: str  # the file that tracebacks name, relative to the root
    source: str
    parts: tuple[Part, ...]
    is_snippet: bool  # the script is the file of that name; else its text stands in a page
    seconds: float | None = None  # a limit of its own

    def within(self, limits: Limits) -> Limits:
        """Its limits, on a site with these."""
        return replace(limits, seconds=self.seconds) if self.seconds else limits


@dataclass(frozen=True)
class Conditions:
    """Where and within which limits programs run."""

    root: Path  # of the repository, whose files a recording depends on
    limits: Limits = Limits()
    ignored: tuple[str, ...] = ()  # folders of the root that hold no sources of a program
