"""The cells of a snippet, read without the engine."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
CELL = re.compile(r"^# %% ?(?P<name>[a-z0-9-]*)$", re.MULTILINE)


def cells_of(file: Path) -> dict[str, str]:
    """The source of each cell of a snippet by its name, setup by the empty one."""
    text = file.read_text(encoding="utf-8")
    starts = list(CELL.finditer(text))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    setup = text[: starts[0].start()] if starts else text
    return {"": setup} | {start["name"]: text[start.end() : end] for start, end in zip(starts, ends, strict=True)}
