"""What stands beside the pages: a file for each picture, and `recordings.json`."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from academy.judge.outcome import Outcome, Shown
from academy.publish.kinds import KINDS, Place, file_name
from academy.recording import PUBLISHED, Output, environment


def pictures_of(shown: Iterable[Shown]) -> dict[str, Output]:
    """All outputs that stand in files of their own, by the name of the file."""
    return {name: output for one in shown for output in one.outputs if (name := file_name(output))}


def recordings_of(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """All recordings of a site, without durations and machine paths."""
    programs = sorted((str(outcome.showing.origin), _blocks(outcome)) for outcome in outcomes)
    return {
        "schema": PUBLISHED,
        "environment": dict(environment()),
        "programs": [{"program": program, "blocks": blocks} for program, blocks in programs],
    }


def _blocks(outcome: Outcome) -> list[dict[str, Any]]:
    shown = [outcome.shown[block] for block in outcome.showing.blocks if block in outcome.shown]
    return [
        {
            "page": one.block.page,
            "line": one.block.fence.line,
            "source": one.block.code,
            "outputs": [KINDS[output.mime].notebook(output, _place(output)) for output in one.outputs],
        }
        for one in shown
    ]


def _place(output: Output) -> Place:
    name = file_name(output)
    return Place(address=f"figures/{name}" if name else "")


def write_files(folder: Path, pictures: Mapping[str, Output], recordings: dict[str, Any]) -> None:
    """Write them into a site's folder."""
    for name, output in pictures.items():
        path = folder / "figures" / name
        if not path.exists():  # else a preview wrote it: its name says what it holds
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(KINDS[output.mime].data(output))
    text = json.dumps(recordings, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / "recordings.json").write_text(text + "\n", encoding="utf-8")
