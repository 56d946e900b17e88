"""What a program shows by `IPython.display.display`: pictures, figures and tables.

Outside of a notebook, display() prints the text form of what it is given. So it does here, and hands over the other
form beside: the place of the text in stdout is marked, and the page shows that form there.
"""

import importlib
import os
import sys
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from academy.recording import PNG, SVG, TABLE, Output
from academy.run.imports import when_imported
from academy.run.tables import table_of

_PNG_STARTS = "iVBORw0KGgo"  # every PNG file does, in base64
_UNSEEN = ("IPython.", "matplotlib.animation")  # what these make has no form for a page, and a useless one as text


class Display:
    """Waits for the import of IPython's display(), and takes what it shows. `mark` marks the places of that."""

    def __init__(self, mark: Callable[[bool], None]) -> None:
        self._mark, self._process = mark, os.getpid()
        self._shown: list[list[Output]] = []
        when_imported("IPython.core.display_functions", self._watch)

    def take(self) -> list[list[Output]]:
        """What was shown since the last call, that of each display() together."""
        shown, self._shown = self._shown, []
        return shown

    def _watch(self, module: Any) -> None:
        module.display = self._recording(module.display)

    def _recording(self, plain: Callable[..., Any]) -> Callable[..., Any]:
        def display(*shown: Any, **options: Any) -> Any:
            outputs = [output for one in shown if (output := _output(one))]
            if not outputs or os.getpid() != self._process:  # a fork reports nothing
                return plain(*shown, **options)
            if len(outputs) < len(shown):
                raise TypeError("display() shows pictures and tables or text at a time, found both: print the text")
            self._shown.append(outputs)
            self._mark(True)
            try:
                plain(*shown, **options)
            finally:  # the text form of an object may fail
                self._mark(False)
            return None

        return display


def _output(shown: Any) -> Output | None:
    """What has a form for a page, in that form; TypeError for what has none that a page of ours shows."""
    figure = getattr(sys.modules.get("matplotlib.figure"), "Figure", ())
    if isinstance(shown, figure):
        return Output(SVG, importlib.import_module("academy.run.figures").show(shown))
    if picture := _picture(shown):
        return picture
    if table := table_of(shown):
        return Output(TABLE, table)
    if not isinstance(shown, type) and type(shown).__module__.startswith(_UNSEEN):
        name = type(shown).__name__
        raise TypeError(f"a page shows text, tables, figures and PNG pictures, found {name}: print or plot what it is")
    return None


def _picture(shown: Any) -> Output | None:
    """What has a form for a page, as a picture; TypeError for one in a format that no page of ours shows."""
    data, metadata = _forms(shown)
    other = next((mime for mime in data if mime.startswith("image/")), None)
    if PNG in data:
        content = data[PNG] if isinstance(data[PNG], str) else b64encode(data[PNG]).decode()
        if content.startswith(_PNG_STARTS):
            size = metadata.get(PNG, metadata)
            return Output(PNG, content, width=_pixels(size.get("width")), height=_pixels(size.get("height")))
        other = "other bytes"
    if other:
        raise TypeError(f"a page shows PNG pictures, found {other}: open it with PIL.Image.open and display that")
    return None


def _pixels(size: Any) -> int:
    """A width or height that a program asks for, 0 if for none."""
    try:
        return round(float(size or 0))
    except (TypeError, ValueError, OverflowError):
        raise TypeError(f"expected the size of a picture in pixels, found {size!r}") from None


def _forms(shown: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The forms that an object offers by IPython's protocol, and what it says of them."""
    for method, mime in (("_repr_mimebundle_", ""), ("_repr_png_", PNG)):
        if isinstance(shown, type) or (found := getattr(shown, method, lambda: None)()) is None:
            continue
        data, metadata = found if isinstance(found, tuple) else (found, {})
        data = {mime: data} if mime else data
        if isinstance(data, dict) and isinstance(data.get(PNG, ""), str | bytes):  # an object may have any attribute
            return data, metadata or {}
    return {}, {}
