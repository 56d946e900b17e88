"""Published notebooks, run from top to bottom: where a kernel gives something else than was recorded."""

import json
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from academy.judge.terminal import seen

_FRAMES = re.compile(r'^ *File ".*\n(?:    .*\n)*', re.MULTILINE)
_PLACES = re.compile(r"[^\s\"'\[(]*\.(?:py|md|cpp|h):\d+")  # of warnings and logs
_ENDS = re.compile(r";$", re.MULTILINE)  # a warning quotes its line, which ends in one in a notebook


def differences(notebook: Path) -> list[str]:
    """Where a run in an empty folder differs from what the notebook holds, cell by cell.

    Nothing is compared of a cell that is marked as one that varies.
    """
    book = nbformat.read(notebook, as_version=4)
    nbformat.validate(book)
    recorded = [json.loads(json.dumps(cell.get("outputs", []))) for cell in book.cells]
    failed = ""
    with TemporaryDirectory() as folder:
        client = NotebookClient(book, timeout=300, kernel_name="python3", resources={"metadata": {"path": folder}})
        quiet = {"OMP_NUM_THREADS": "1", "IPYTHONDIR": folder}  # more threads wait for each other beside other work
        try:
            client.execute(env=os.environ | quiet)
        except CellExecutionError as error:
            failed = f": {error.ename}: {error.evalue}"
    found = []
    for number, (cell, was) in enumerate(zip(book.cells, recorded, strict=True), 1):
        marks = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or "varies" in marks:
            continue
        expected, given = (_compared(outputs, "varies: stderr" in marks) for outputs in (was, cell.outputs))
        if expected != given:
            found.append(
                f"{notebook.name}, cell {number}: {cell.source[:200]}\n  expected {expected}\n  found    {given}"
            )
    return found or ([f"{notebook.name} ends{failed}"] if failed else [])


def _compared(outputs: list[dict], stderr_varies: bool) -> dict[str, object]:
    """What a run must give again: texts without the places in them, types of errors, how many pictures there are."""
    texts = {"stdout": "", "stderr": "", "shown": ""}
    pictures, errors = 0, []
    for output in outputs:
        data = output.get("data", {})
        is_picture = any(mime.startswith("image/") for mime in data)
        pictures += is_picture
        if output["output_type"] == "stream":
            texts[output["name"]] += output["text"]
        elif output["output_type"] == "error":
            errors.append(output["ename"])
        elif not is_picture:
            texts["shown"] += data.get("text/plain", "") + "\n"
    if stderr_varies:
        texts["stderr"] = ""
    return {name: _placeless(text) for name, text in texts.items()} | {"pictures": pictures, "errors": errors}


def _placeless(text: str) -> str:
    return seen(_ENDS.sub("", _PLACES.sub("FILE", _FRAMES.sub("", text))))
