"""What changed between two sites' recordings: what a reviewer of a new torch needs."""

import difflib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from academy.recording import SCHEMA

Recordings = dict[str, Any]


def read_recordings(place: str) -> Recordings:
    """The recordings at a file, in a site's folder, or at a URL; ValueError if they are of another schema."""
    if place.startswith(("http://", "https://")):
        address = place if place.endswith(".json") else place.rstrip("/") + "/recordings.json"
        with urlopen(address, timeout=30) as answer:
            data = json.load(answer)
    else:
        path = Path(place)
        data = json.loads((path / "recordings.json" if path.is_dir() else path).read_text(encoding="utf-8"))
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise ValueError(f"{place}: expected recordings of schema {SCHEMA}")
    return data


def drift(before: Recordings, after: Recordings) -> Iterator[str]:
    """Lines of Markdown that say what changed, by program; none if nothing did."""
    old, new = ({one["program"]: one for one in site["programs"]} for site in (before, after))
    yield from _environment(before["environment"], after["environment"])
    for key in sorted(old.keys() | new.keys()):
        if key not in new:
            yield f"- `{key}` is gone"
        elif key not in old:
            yield f"- `{key}` is new"
        elif old[key] != new[key]:
            yield from _program(key, old[key]["blocks"], new[key]["blocks"])


def _environment(old: dict[str, str], new: dict[str, str]) -> Iterator[str]:
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            yield f"- {name}: {old.get(name, 'none')} -> {new.get(name, 'none')}"


def _program(key: str, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[str]:
    lines = difflib.unified_diff(_shown(old), _shown(new), "before", "after", lineterm="", n=1)
    changed = [line.replace("```", "'''") for line in lines]
    if changed:  # a block that only moved on its page has not changed
        yield f"\n### `{key}`\n\n```diff\n" + "\n".join(changed) + "\n```"


def _shown(blocks: list[dict[str, Any]]) -> list[str]:
    """What the blocks of a program show, line by line; a figure as the name of its file."""
    lines = []
    for number, block in enumerate(blocks, 1):
        lines.append(f"block {number}")
        for output in block["outputs"]:
            lines += _text(output).splitlines()
    return lines


def _text(output: dict[str, Any]) -> str:
    if output["output_type"] == "stream":
        return str(output["text"])
    if output["output_type"] == "error":
        return f"{output['ename']}: {output['evalue']}"
    return f"figure {output['data']['image/svg+xml']}"
