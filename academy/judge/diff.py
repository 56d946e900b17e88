"""What changed between two sites' recordings: what a reviewer of a new torch needs."""

import difflib
import itertools
import json
import re
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from academy.recording import PUBLISHED

Recordings = dict[str, Any]
Programs = list[dict[str, Any]]


def read_recordings(place: str) -> Recordings:
    """The recordings at a file, in a site's folder, or at a URL; ValueError if there are none, or of another schema."""
    try:
        data = json.loads(_read(place))
    except (OSError, HTTPException, ValueError) as error:
        raise ValueError(f"{place}: {error}") from error
    if not isinstance(data, dict) or data.get("schema") != PUBLISHED or not {"environment", "programs"} <= data.keys():
        raise ValueError(f"{place}: expected recordings of schema {PUBLISHED}")
    return data


def _read(place: str) -> bytes:
    if place.startswith(("http://", "https://")):
        address = place if place.endswith(".json") else place.rstrip("/") + "/recordings.json"
        with urlopen(address, timeout=30) as answer:
            return bytes(answer.read())
    path = Path(place)
    return (path / "recordings.json" if path.is_dir() else path).read_bytes()


def drift(before: Recordings, after: Recordings) -> Iterator[str]:
    """Lines of Markdown that say what changed, by program; none if nothing did."""
    yield from _environment(before["environment"], after["environment"])
    old, new = _by_file(before["programs"]), _by_file(after["programs"])
    for file in sorted(old.keys() | new.keys()):
        for one, other in _pairs(old.get(file, []), new.get(file, [])):
            if other is None:
                yield f"- `{one['program']}` is gone"
                continue
            if one is None:
                yield f"- `{other['program']}` is new"
            yield from _program(other["program"], one["blocks"] if one else [], other["blocks"])


def _by_file(programs: Programs) -> dict[str, Programs]:
    """The programs of each snippet and of each page, in its order: `docs/page.md:3` has its line as its name."""
    files: dict[str, Programs] = {}
    for program in sorted(programs, key=lambda program: [block["line"] for block in program["blocks"]]):
        files.setdefault(re.sub(r":\d+$", "", program["program"]), []).append(program)
    return files


def _pairs(old: Programs, new: Programs) -> Iterator[tuple[Any, Any]]:
    """Each program of a page and what became of it: the one with the same code, else the one in its place."""
    before, after = ([tuple(block["source"] for block in one["blocks"]) for one in site] for site in (old, new))
    for _, start, stop, first, last in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield from itertools.zip_longest(old[start:stop], new[first:last])


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
        lines += [f"block {number}"] if block["outputs"] else []
        for output in block["outputs"]:
            lines += _text(output).splitlines()
    return lines


def _text(output: dict[str, Any]) -> str:
    if output["output_type"] == "stream":
        return str(output["text"])
    if output["output_type"] == "error":
        return f"{output['ename']}: {output['evalue']}"
    return str(output["data"].get("text/plain") or f"figure {next(iter(output['data'].values()))}")
