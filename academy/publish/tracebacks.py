"""A traceback as HTML: the author's frames as they are, those of libraries folded, the message apart."""

import re
from collections.abc import Iterator
from html import escape

_FRAME = re.compile(r'  File "(?P<file>[^"\n]*)", line \d+.*\n(?:    .*\n)*')
_FRAMES = re.compile(rf"(?:{_FRAME.pattern.replace('?P<file>', '?:')})+")


def error_html(traceback: str, own: tuple[str, ...]) -> str:
    """The traceback; files that begin with one of `own` are the author's."""
    html, at, message = "", 0, 0
    for frames in _FRAMES.finditer(traceback + "\n"):
        library = [frame for frame in _FRAME.finditer(frames[0]) if not _is_own(frame["file"], own)]
        for package, run in _runs(library):
            start, end = frames.start() + run[0].start(), frames.start() + run[-1].end()
            if traceback[at:start].strip():
                html += pre(traceback[at:start].rstrip("\n"))
            count = f"{len(run)} frame{'s' if len(run) > 1 else ''} inside {escape(package)}"
            html += f"<details><summary>{count}</summary>{pre(traceback[start:end].rstrip(chr(10)))}</details>"
            at = end
        message = min(frames.end(), len(traceback))
    html += pre(traceback[at:message].rstrip("\n")) if traceback[at:message].strip() else ""
    return f'<div class="output output-error">{html}{pre(traceback[message:], "message")}</div>'


def _is_own(file: str, own: tuple[str, ...]) -> bool:
    """Whether the author wrote the code, in a file or in a string."""
    return file.startswith(own) or (file.startswith("<") and not file.startswith("<frozen"))


def _runs(frames: list[re.Match[str]]) -> Iterator[tuple[str, list[re.Match[str]]]]:
    """The frames that directly follow each other, with the package that the first lies in."""
    run: list[re.Match[str]] = []
    for frame in [*frames, None]:
        if run and (frame is None or frame.start() != run[-1].end()):
            yield run[0]["file"].partition("/")[0].removesuffix(".py"), run
            run = []
        if frame is not None:
            run.append(frame)


def pre(text: str, kind: str = "") -> str:
    """A text as it was printed, for a reader who scrolls by the keyboard, too."""
    marked = f' class="{kind}"' if kind else ""
    return f'<pre{marked} tabindex="0"><samp>{escape(text, quote=False)}\n</samp></pre>'
