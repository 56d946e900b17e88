"""What is wrong with a page, said to the person who can mend it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it stands, what was expected and found, and what to write instead."""

    page: str  # relative to the root of the repository, with forward slashes
    line: int  # counted from 1
    message: str
    detail: str = ""  # a traceback, a diff, the offending line
    advice: str = ""

    def __str__(self) -> str:
        text = f"{self.page}:{self.line}: {self.message}"
        for part in (self.detail, self.advice and f"-> {self.advice}"):
            if part:
                text += "\n" + "\n".join(f"    {line}".rstrip() for line in part.splitlines())
        return text


class BadInput(Exception):
    """Every problem that a run over some pages met, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        count = len(self.problems)
        head = f"{count} problem{'s' if count > 1 else ''} in the lessons:"
        super().__init__("\n\n".join([head, *map(str, self.problems)]))


def underlined(line: str, start: int = 0, end: int = 0) -> str:
    """A line without its indentation, and below it marks from column `start` to `end`; without them, under all."""
    code = line.strip()
    indent = len(line) - len(line.lstrip())
    first = min(max(start - indent, 0), max(len(code) - 1, 0))
    last = min(end - indent, len(code))
    return f"{code}\n{' ' * first}{'^' * (max(last - first, 1) if end else len(code) - first)}" if code else ""


def underlined_quote(line: str, message: str) -> str:
    """The line with marks under the first thing in quotes in the message that it holds, or under all."""
    found = next((quoted for quoted in re.findall(r"'([^']+)'", message) if quoted in line), "")
    start = line.index(found)
    return underlined(line, start, start + len(found)) if found else underlined(line)


def nearest(word: str, known: Iterable[str]) -> str:
    """`, did you mean 'x'?` with the nearest known word, or nothing."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f", did you mean '{close[0]}'?" if close else ""


def is_near(word: str, known: str) -> bool:
    """Whether a word is so like the known one that it must be a slip."""
    return SequenceMatcher(None, word.lower(), known).ratio() > 0.8
