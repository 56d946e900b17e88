"""Whether what a page shows as python is what ran.

The engine reads a page's file. Another plugin, a hook or an include may change it afterwards, or add to it. So each
python fence is marked where Python-Markdown makes it, behind all of them, and the marks are held against the blocks.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension

from academy.page.blocks import Page
from academy.page.fences import PYTHON, lines_of
from academy.problems import Problem

EXTENSION = __name__
_MARK = re.compile(r"<\?academy ([0-9a-f]{16})\?>")  # may stand in an HTML comment, and does not end it
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SHOWN = re.compile(r"<pre\b[^>]*>(?:<span></span>)?<code")
_CODE = re.compile(r"<code[^>]*>(.*?)</code>", re.DOTALL)
_ADVICE = "write the block itself into the page: what comes later is no program of the site"


def makeExtension(**_: Any) -> Extension:  # noqa: N802  # the name that Python-Markdown calls
    return _Marking()


class _Marking(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # as above
        md.registerExtension(self)  # so that `reset` is called, after that of superfences
        self._md = md

    def reset(self) -> None:
        """Wrap what makes the HTML of a fence, which superfences has set by now."""
        fences = getattr(self._md.preprocessors["fenced_code_block"], "extension", None)
        if fences and not isinstance(fences.superfences[0]["formatter"], _Marked):
            fences.superfences[0]["formatter"] = _Marked(fences.superfences[0]["formatter"])


class _Marked:
    """Makes the HTML of a fence as before, with a mark of its code behind it if that is python."""

    def __init__(self, make: Callable[..., str]) -> None:
        self._make = make

    def __call__(self, src: str = "", language: str = "", *rest: Any, **options: Any) -> str:
        html = self._make(src, language, *rest, **options)
        return f"{html}<?academy {_hash(src)}?>" if language.lower() in PYTHON else html


def _hash(code: str) -> str:
    lines = [line.rstrip() for line in lines_of(code)]
    return hashlib.sha256("\n".join(lines).strip("\n").encode()).hexdigest()[:16]


def without_marks(html: str) -> str:
    return _MARK.sub("", html)


def typed(html: str) -> int:
    """How many texts a converted page shows as code that are no python blocks."""
    shown = _COMMENT.sub("", html)
    return len(_SHOWN.findall(shown)) - len(_MARK.findall(shown))


def differences(name: str, html: str, page: Page | None, text: str) -> Iterator[Problem]:
    """What a converted page shows as python and did not run, and what ran and is not shown; `text` is its source."""
    blocks = page.blocks if page else ()
    ran = Counter(_hash(block.code) for block in blocks)
    pieces = _MARK.split(_COMMENT.sub("", html))
    shown = Counter(pieces[1::2])
    for before, mark in zip(pieces[::2], pieces[1::2], strict=False):
        if shown[mark] > ran[mark]:
            code = unescape(re.sub("<[^>]*>", "", (_CODE.findall(before) or [""])[-1])).strip("\n")
            message = "this python block never ran: it came into the page, or was changed, after the engine had read it"
            yield Problem(name, _line_of(code, text), message, code, _ADVICE)
    for block in blocks:
        if shown[_hash(block.code)] < ran[_hash(block.code)]:
            tabs = "\t" in block.code
            message = "this block ran, and the page shows " + ("its tabs as spaces" if tabs else "other code or none")
            advice = r"write \t in a string, and spaces elsewhere" if tabs else _ADVICE
            yield Problem(name, block.fence.line, message, advice=advice)


def _line_of(code: str, text: str) -> int:
    """The line of the page on which the code begins; 1 if it is none of the page."""
    first = code.partition("\n")[0].strip()
    return next((number for number, line in enumerate(lines_of(text), 1) if first and first in line), 1)
