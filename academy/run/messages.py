"""What the processes say to each other: the caller to a supervisor, and a program to its supervisor.

Caller and supervisor share these classes, and send them pickled. A program has given its engine's modules back when
it speaks, so it sends their fields as lines of JSON.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from academy.program import Conditions, Program
from academy.recording import Failure, Output

SUPERVISOR, HUGE_PAGES = b"s", b"h"  # what the server of forks is asked for


@dataclass(frozen=True)
class Request:
    """A program to run."""

    program: Program
    conditions: Conditions
    environment: tuple[tuple[str, str], ...]  # for the recording to say
    seed: int | None  # None: as its reader runs it, with nothing seeded and nothing imported
    imports: tuple[str, ...] = ()  # what its own process imports before its first line

    @property
    def fresh(self) -> bool:
        return self.seed is None


@dataclass(frozen=True)
class Refused:
    """No recording: the machine lacks what a run needs."""

    why: str


@dataclass(frozen=True)
class PartEnd:
    """What a program says at the end of each part."""

    displayed: list[list[Output]]  # in the order in which their places are marked in stdout
    drawn: list[Output]
    failure: Failure | None = None
    skipped: str | None = None
    value: str = ""  # the type of what its last call gave, if that is lost
    late: int = 0  # figures that it drew on after plt.show() had ended them
    last: bool = False  # nothing of the program follows

    def line(self) -> bytes:
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def read(cls, data: dict[str, Any]) -> "PartEnd":
        failure = Failure(**data["failure"]) if data["failure"] else None
        displayed = [[Output(**one) for one in shown] for shown in data["displayed"]]
        drawn = [Output(**one) for one in data["drawn"]]
        return cls(**data | {"displayed": displayed, "drawn": drawn, "failure": failure})


def lines(data: bytes | bytearray) -> Iterator[Any]:
    """The messages in what has arrived; the last one may not be whole yet."""
    return (json.loads(line) for line in bytes(data).split(b"\n")[:-1])


@dataclass(frozen=True)
class Marks:
    """Bytes that no program prints, by which its stdout and stderr are cut."""

    token: bytes

    @property
    def part(self) -> bytes:
        """A part ends here."""
        return self.token + b"|"

    @property
    def turn(self) -> bytes:
        """From here, stderr follows on stdout."""
        return self.token + b"/"

    @property
    def display(self) -> bytes:
        """What is displayed stood for itself in plain text from here,"""
        return self.token + b"<"

    @property
    def displayed(self) -> bytes:
        """to here."""
        return self.token + b">"
