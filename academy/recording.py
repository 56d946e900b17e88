"""What running a program left: the one recording schema, in nbformat's terms."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

SCHEMA = 1


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

    stdout: str = ""
    stderr: str = ""
    figures: tuple[str, ...] = ()  # SVG
    failure: Failure | None = None
    skipped: str | None = None  # the reason, if the part did not run

    def outputs(self) -> list[dict[str, Any]]:
        """The outputs of a notebook's code cell (nbformat 4.5)."""
        streams = [("stdout", self.stdout), ("stderr", self.stderr)]
        found: list[dict[str, Any]] = [
            {"output_type": "stream", "name": name, "text": text} for name, text in streams if text
        ]
        found += [
            {"output_type": "display_data", "data": {"image/svg+xml": svg}, "metadata": {}} for svg in self.figures
        ]
        if self.failure:
            traceback = self.failure.traceback.splitlines()
            error = {"ename": self.failure.name, "evalue": self.failure.message, "traceback": traceback}
            found.append({"output_type": "error", **error})
        return found


@dataclass(frozen=True)
class Recording:
    """One run of one program: a result per part that was reached, and what the run depended on."""

    parts: tuple[PartResult, ...]
    environment: tuple[tuple[str, str], ...]  # name and version of all that may change the outputs
    reads: tuple[tuple[str, str | None], ...] = ()  # files and folders that it read, the hash of each
    broken: str = ""  # why the run itself is no good: a limit, a crash, a process left behind
    seconds: float = 0.0  # never published: two runs of one program differ in it

    def to_json(self) -> dict[str, Any]:
        return {"schema": SCHEMA, **asdict(self)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Recording":
        """The recording that `to_json` wrote; ValueError for another schema."""
        if data.get("schema") != SCHEMA:
            raise ValueError(f"expected recording schema {SCHEMA}, found {data.get('schema')}")
        return cls(
            parts=tuple(_part(part) for part in data["parts"]),
            environment=tuple((name, version) for name, version in data["environment"]),
            reads=tuple((path, digest) for path, digest in data["reads"]),
            broken=data["broken"],
            seconds=data["seconds"],
        )


def _part(data: dict[str, Any]) -> PartResult:
    failure = Failure(**data["failure"]) if data["failure"] else None
    return PartResult(data["stdout"], data["stderr"], tuple(data["figures"]), failure, data["skipped"])


def figure_name(svg: str) -> str:
    """The file name of a figure, by its content."""
    return hashlib.sha256(svg.encode()).hexdigest()[:16] + ".svg"


def relocate(text: str, name: str, line_of: Callable[[int], int]) -> str:
    """The text of a traceback or warning with the program's lines renumbered as the page's."""
    pattern = rf'(File "{re.escape(name)}", line |^{re.escape(name)}:)(\d+)'
    return re.sub(pattern, lambda match: match[1] + str(line_of(int(match[2]))), text, flags=re.MULTILINE)
