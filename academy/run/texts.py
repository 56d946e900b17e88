"""What a program printed, cut into its parts, and without what only this machine has: its paths, our frames."""

import re
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, zip_longest
from operator import itemgetter

from academy.recording import STDERR, STDOUT, Output, PartResult
from academy.run.messages import Marks, PartEnd
from academy.run.workplace import Workplace

_OUR_FRAMES = re.compile(r'^( *)File "[^"\n]*academy/run/\w+\.py", line \d+, in .*\n(?:\1  .*\n)*', re.MULTILINE)
_OUR_WARNING = re.compile(r"^\S*academy/run/\w+\.py:\d+: (\w+: .*)\n  .*\n", re.MULTILINE)
_NOWHERE = "<sys>:0" if sys.version_info >= (3, 13) else "sys:1"  # the place of a warning that has none
_START, _END = r"(?:(?<=file://)|(?<![\w.~/}-]))", r"(?![\w-]|\.\w)"  # of a path that is no part of a longer name
_BUILT_AT = re.compile(r"(Triggered internally at )/\S*?/(?=(?:aten|build|c10|torch)/)")  # where torch was built


@dataclass(frozen=True)
class Texts:
    """Reads texts; `hidden` are this machine's folders, longest first, and what a text says instead of each."""

    hidden: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, place: Workplace) -> "Texts":
        folder, root = place.folder, place.root
        prefixes = {f"{folder}/script/", f"{folder}/work/", f"{root}/", *_libraries()}
        hidden = [(prefix, "") for prefix in prefixes] + [(f"{folder}/work", "."), (f"{folder}", "."), (f"{root}", ".")]
        return cls(tuple(sorted(hidden, key=lambda place: -len(place[0]))))

    def without_paths(self, text: str) -> str:
        text = text.encode("utf-8", "backslashreplace").decode()  # a message may hold what no file can
        for path, instead in self.hidden:
            if path in text:
                end = "" if path.endswith("/") else _END
                text = re.sub(_START + re.escape(path) + end, instead, text)
        return text

    def read(self, data: bytes) -> str:
        """What was printed, as a plain script would print its stack."""
        text = self.without_paths(data.decode("utf-8", errors="backslashreplace"))
        text = _OUR_WARNING.sub(rf"{_NOWHERE}: \1\n", _OUR_FRAMES.sub("", text))
        return _BUILT_AT.sub(r"\1", text)


@cache
def _libraries() -> tuple[str, ...]:
    environment = ["data"] if sys.prefix != sys.base_prefix else []  # else it is the machine's own /usr
    return tuple(f"{sysconfig.get_path(name)}/" for name in ("purelib", "platlib", "stdlib", *environment))


def part_results(
    ends: list[PartEnd], stdout: bytearray, stderr: bytearray, marks: Marks, texts: Texts
) -> tuple[PartResult, ...]:
    """The results of the parts that were reached; one that did not end is the last."""
    if not ends or not ends[-1].last:
        ends = [*ends, PartEnd([], [])]
    return tuple(
        _result(end, out, err, marks, texts)
        for end, out, err in zip(ends, _cut(stdout, marks, len(ends)), _cut(stderr, marks, len(ends)), strict=True)
    )


def _cut(data: bytearray, marks: Marks, count: int) -> list[bytes]:
    pieces = bytes(data).split(marks.part)
    pieces += [b""] * (count - len(pieces))  # of a part that broke off
    return [*pieces[: count - 1], b"".join(pieces[count - 1 :])]  # children may print after the end


def _result(end: PartEnd, stdout: bytes, stderr: bytes, marks: Marks, texts: Texts) -> PartResult:
    failure = end.failure and replace(
        end.failure,
        message=texts.without_paths(end.failure.message),
        traceback=_OUR_FRAMES.sub("", texts.without_paths(end.failure.traceback)),
    )
    printed = _printed(end, stdout, stderr, marks, texts)
    return PartResult((*printed, *end.drawn), failure, end.skipped, end.value, end.late)


def _printed(end: PartEnd, stdout: bytes, stderr: bytes, marks: Marks, texts: Texts) -> Iterator[Output]:
    """What was printed and displayed, in the order in which it was written."""
    displayed = iter(end.displayed)
    for mime, data in _turns(stdout.split(marks.turn), stderr.split(marks.turn)):
        if mime == STDERR:
            yield Output(STDERR, texts.read(data))
        else:
            yield from _displayed(displayed, data, marks, texts)


def _turns(stdout: list[bytes], stderr: list[bytes]) -> Iterator[tuple[str, bytes]]:
    """The pieces of both streams by turns; what no mark announced comes from no stream of Python's, and counts last."""
    turns = zip_longest(stdout[1:], stderr[1:], fillvalue=b"")
    pieces = [(STDOUT, stdout[0]), (STDERR, stderr[0])]
    pieces += [piece for out, said in turns for piece in ((STDERR, said), (STDOUT, out))]
    for mime, run in groupby((piece for piece in pieces if piece[1]), key=itemgetter(0)):
        yield mime, b"".join(data for _, data in run)


def _displayed(displayed: Iterator[list[Output]], stdout: bytes, marks: Marks, texts: Texts) -> Iterator[Output]:
    """What was printed to stdout, with what was displayed in its place; all as printed if the part broke off."""
    for number, piece in enumerate(stdout.split(marks.display)):
        plain, _, text = piece.partition(marks.displayed) if number else (b"", b"", piece)
        pictures = next(displayed, None) if number else []
        if pictures is None:
            text, pictures = plain + text, []
        for at, picture in enumerate(pictures):
            yield replace(picture, plain=texts.read(plain) if at == 0 else "")
        if text := text.replace(marks.displayed, b""):  # its beginning is in another piece, before a warning
            yield Output(STDOUT, texts.read(text))
