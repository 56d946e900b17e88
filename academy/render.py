"""A page with its outputs: finished Markdown for any generator, or HTML for the places MkDocs leaves."""

import itertools
import re
from collections.abc import Callable, Iterator
from html import escape

from academy.parse import Block, Lesson
from academy.problems import Problem
from academy.recording import PartResult, figure_name
from academy.scan import Fence

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_SIZE = re.compile(r'<svg[^>]* viewBox="0 0 ([\d.]+) ([\d.]+)"')
_MARGIN = re.compile(r" {0,3}<")
_FRAME = re.compile(r'  File "(?P<file>[^"\n]*)", line \d+.*\n(?:    .*\n)*')
_FRAMES = re.compile(rf"(?:{_FRAME.pattern.replace('?P<file>', '?:')})+")
VARIES = "This output differs from run to run."


def render(lesson: Lesson, show: Callable[[Block], list[str]]) -> str:
    """The page with the code of its embeds in place and, below each block, the lines that `show` gives.

    All that is neither a block, nor a directive, nor a pinned output stays as it is, to the byte.
    """
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", lesson.text)  # with their ends; see `lines_of`
    # A comment at the margin ends a paragraph, and so does the empty line that takes its place.
    changes = {(start, end): "\n" if _MARGIN.match(lines[start - 1]) else "" for start, end in lesson.consumed}
    for block in lesson.blocks:
        changes[(block.fence.line, block.fence.end)] = _block(lines, block, show(block))
    out, at = [], 1
    for (start, end), text in sorted(changes.items()):
        out += [*lines[at - 1 : start - 1], text]
        at = end + 1
    return "".join(out + lines[at - 1 :])


def _block(lines: list[str], block: Block, output: list[str]) -> str:
    fence = block.fence
    if block.first:
        shown = "".join(lines[fence.line - 1 : fence.end])
    else:
        shown = _lines(fence.prefix, fenced(fence.info, block.code, fence))
    if not output:
        return shown
    end = "" if shown.endswith(("\n", "\r")) else "\n"
    return shown + end + _lines(fence.prefix, ["", *output, ""])


def _lines(prefix: str, lines: list[str]) -> str:
    return "".join((prefix + line if line else prefix.rstrip(" ")) + "\n" for line in lines)


def fenced(info: str, code: str, like: Fence | None = None) -> list[str]:
    """The code in a fence that nothing in it can close."""
    mark = like.mark if like else "```"
    runs = re.findall(rf"^\s*({re.escape(mark[0])}{{3,}})", code, re.MULTILINE)
    mark = mark[0] * max(len(mark), *(len(run) + 1 for run in runs)) if runs else mark
    return [f"{mark}{info}", *code.split("\n"), mark]


def readable(text: str) -> str:
    """The text as a terminal leaves it: no colours, lines overwritten, control characters shown as symbols."""
    lines = [re.sub(r"\r+$", "", line).rpartition("\r")[2] for line in _ANSI.sub("", text).split("\n")]
    return _UNSAFE.sub(_symbol, "\n".join(lines).expandtabs(8).rstrip("\n"))


def _symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def size(svg: str) -> tuple[int, int]:
    """Width and height of a figure in CSS pixels (matplotlib counts in points, 3/4 of them)."""
    found = _SIZE.search(svg)
    return (round(float(found[1]) * 4 / 3), round(float(found[2]) * 4 / 3)) if found else (0, 0)


def _texts(result: PartResult, traceback: str) -> list[tuple[str, str]]:
    """The kinds of text output, with what each says; streams first, as the run cannot tell their order."""
    texts = [("stdout", result.stdout), ("stderr", result.stderr), ("error", traceback)]
    return [(kind, readable(text)) for kind, text in texts if text]


def as_markdown(block: Block, result: PartResult, traceback: str, figure: Callable[[str], str]) -> list[str]:
    """The output in plain Markdown; `figure` gives the address of a figure by its file name."""
    if result.skipped:
        return [f"*Not run here: {_plain(result.skipped)}.*"]
    out: list[str] = []
    for _, text in _texts(result, traceback):
        out += [*fenced("text", text), ""]
    for alt, svg in zip(block.said.alts, result.figures, strict=True):
        out += [f"![{_plain(alt)}]({figure(figure_name(svg))})", ""]
    if block.said.varies and out:
        out += [f"*{VARIES}*", ""]
    return out[:-1]


def _plain(text: str) -> str:
    """The text on one line, with nothing that Markdown would read as a mark."""
    return re.sub(r"([\\`*_{}\[\]()>#+.!-])", r"\\\1", escape(" ".join(text.split()), quote=False))


def as_html(block: Block, result: PartResult, traceback: str, figure: Callable[[str], str], anchor: str = "") -> str:
    """The output as HTML, all of it escaped; `anchor` is the id by which the page links to it."""
    html = _html(block, result, traceback, figure)
    if not anchor:
        return html
    marked = f' id="{escape(anchor)}"'
    return html.replace(' class="output', f'{marked} class="output', 1) if html else f"<span{marked}></span>"


def _html(block: Block, result: PartResult, traceback: str, figure: Callable[[str], str]) -> str:
    if result.skipped:
        return f'<p class="output output-note">Not run here: {escape(result.skipped)}.</p>'
    own = (block.page, "snippets/")
    texts = _texts(result, traceback)
    out = [error_html(text, own) if kind == "error" else text_html(kind, text) for kind, text in texts]
    alts = itertools.chain(block.said.alts, itertools.repeat(""))  # a build ends if one is missing, a preview does not
    out += [figure_html(svg, alt, figure) for alt, svg in zip(alts, result.figures, strict=False)]
    if block.said.varies and out:
        out.append(f'<p class="output output-note">{VARIES}</p>')
    return "".join(out)


def text_html(kind: str, text: str) -> str:
    """A printed text as HTML; `kind` is stdout, stderr or error."""
    return f'<div class="output output-{kind}">{_pre(text)}</div>'


def _pre(text: str, kind: str = "") -> str:
    marked = f' class="{kind}"' if kind else ""
    return f'<pre{marked} tabindex="0"><samp>{escape(text, quote=False)}\n</samp></pre>'


def error_html(traceback: str, own: tuple[str, ...]) -> str:
    """A traceback as HTML: frames of files that begin with one of `own`, a library's folded, its message apart."""
    html, at, message = "", 0, 0
    for frames in _FRAMES.finditer(traceback + "\n"):
        library = [frame for frame in _FRAME.finditer(frames[0]) if not frame["file"].startswith(own)]
        for package, run in _runs(library):
            start, end = frames.start() + run[0].start(), frames.start() + run[-1].end()
            if traceback[at:start].strip():
                html += _pre(traceback[at:start].rstrip("\n"))
            count = f"{len(run)} frame{'s' if len(run) > 1 else ''} inside {escape(package)}"
            html += f"<details><summary>{count}</summary>{_pre(traceback[start:end].rstrip(chr(10)))}</details>"
            at = end
        message = min(frames.end(), len(traceback))
    html += _pre(traceback[at:message].rstrip("\n")) if traceback[at:message].strip() else ""
    return f'<div class="output output-error">{html}{_pre(traceback[message:], "message")}</div>'


def _runs(frames: list[re.Match[str]]) -> Iterator[tuple[str, list[re.Match[str]]]]:
    """The frames that directly follow each other, with the package that the first lies in."""
    run: list[re.Match[str]] = []
    for frame in [*frames, None]:
        if run and (frame is None or frame.start() != run[-1].end()):
            yield run[0]["file"].partition("/")[0].removesuffix(".py"), run
            run = []
        if frame is not None:
            run.append(frame)


def figure_html(svg: str, alt: str, figure: Callable[[str], str]) -> str:
    """A figure as HTML; `figure` gives its address by its file name."""
    width, height = size(svg)
    source = f'src="{escape(figure(figure_name(svg)))}" width="{width}" height="{height}"'
    image = f'<img {source} alt="{escape(alt)}" loading="lazy">'
    return f'<figure class="output output-figure">{image}</figure>'


def problem_html(problem: Problem) -> str:
    """A problem as HTML, for the preview of a page that is being written."""
    text = f"<samp>{escape(readable(str(problem)), quote=False)}\n</samp>"
    return f'<div class="output output-problem" role="alert"><pre tabindex="0">{text}</pre></div>'
