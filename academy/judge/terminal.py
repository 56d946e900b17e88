"""Printed text as a terminal leaves it."""

import re

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_MOVE = re.compile(r"\x1b\[\d*[ABCDK]")  # of the cursor, and what deletes a line
_STEP = re.compile(r"(?P<control>[\r\n\x08])|\x1b\[(?P<count>\d*)(?P<move>[ABCDK])|[^\r\n\x08\x1b]+|\x1b")
_TO = {"A": (-1, 0), "B": (1, 0), "C": (0, 1), "D": (0, -1), "\x08": (0, -1)}  # rows down and columns right
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def readable(text: str) -> str:
    """The text without colours and without what was written over, control characters shown as symbols."""
    text = _ANSI.sub(lambda found: found[0] if _MOVE.fullmatch(found[0]) else "", text).replace("\r\n", "\n")
    if any(control in text for control in "\r\x08\x1b"):
        text = _at_the_end(text)
    return _UNSAFE.sub(_symbol, text.expandtabs(8).rstrip("\n"))


def seen(text: str) -> str:
    """The same, for more to follow: it ends its last line as the text does."""
    return readable(text) + "\n" * text.endswith("\n")


def _at_the_end(text: str) -> str:
    """What stands in a terminal wide enough for every line, as nested progress bars leave it."""
    lines: list[list[str]] = [[]]
    row = column = 0
    for step in _STEP.finditer(text):
        control, line = step["control"] or step["move"], lines[row]
        if control is None:
            line += " " * (column - len(line))
            line[column : column + len(step[0])] = step[0]
            column += len(step[0])
        elif control == "K":
            del line[0 if step["count"] == "2" else column :]
        elif control == "\r":
            column = 0
        elif control == "\n":
            row, column = row + 1, 0
            lines += [[]] if row == len(lines) else []
        else:
            (down, right), count = _TO[control], int(step["count"] or 1)
            row = min(max(row + down * count, 0), len(lines) - 1)
            column = max(column + right * count, 0)
    return "\n".join("".join(line) for line in lines)


def _symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"
