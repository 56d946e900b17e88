"""Printed text as a terminal leaves it."""

import re

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def readable(text: str) -> str:
    """The text without colours, its lines overwritten, control characters shown as symbols."""
    lines = [re.sub(r"\r+$", "", line).rpartition("\r")[2] for line in _ANSI.sub("", text).split("\n")]
    return _UNSAFE.sub(_symbol, "\n".join(lines).expandtabs(8).rstrip("\n"))


def seen(text: str) -> str:
    """The same, for more to follow: it ends its last line as the text does."""
    return readable(text) + "\n" * text.endswith("\n")


def _symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"
