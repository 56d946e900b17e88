"""Each long line of code and output as an element that knows its own indent: where it wraps, its rest stands deeper."""

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape

_CODE = re.compile(r"(?<=<pre><span></span><code>).*?(?=</code></pre>)", re.DOTALL)  # as Pygments has it
_SAMP = re.compile(r"(<pre[^>]*>)<samp>(.*?)(?=</samp></pre>)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# A line: what closes above it and what Pygments opens around it, then its own.
_LINE = re.compile(r'((?:</span>)*(?:<span (?:id="[^"]*"|class="hll")>|<a [^>]*></a>)*)([^\n]*\n?)')
_CARETS = re.compile(r" {4,}[~^]+\n?")
_COLUMNS = re.compile(r"\S {2,}\S")  # of a table that was printed
_ROW = re.compile(r" +\[")  # of a matrix, behind its first
_SLASH = re.compile(r"(?<=\w)/(?=\w)")  # of the path of a frame, which may wrap there
_INDENTED = re.compile(r'^( +|<span class="w"> +</span>)(.*)')  # a line may not break between the two
_SHORT = 24  # characters, which the narrowest phone shows in one line


def with_lines(html: str) -> str:
    """The page with an element around each line of its code and outputs that a phone may have to wrap."""
    html = _CODE.sub(lambda found: _code(found[0]), html)
    return _SAMP.sub(lambda found: found[1] + _samp(found[2].splitlines(keepends=True)), html)


def _code(html: str) -> str:
    lines = [(found[1], found[2]) for found in _LINE.finditer(html)]
    if any(line.count("<span") != line.count("</span>") for _, line in lines if "\n" in line):
        return html  # something reaches over a line's end
    return "".join(around + _line(line) for around, line in lines)


def _samp(lines: Sequence[str]) -> str:
    if is_aligned(lines):
        return f'<samp class="aligned">{"".join(lines)}'
    return f"<samp>{''.join(_marked(lines))}"


def is_aligned(lines: Sequence[str]) -> bool:
    """Whether columns give these lines their meaning, as in a table or a matrix: those are scrolled."""
    pairs = zip(lines, lines[1:], strict=False)
    return any(_ROW.match(after) or (_COLUMNS.search(line) and _COLUMNS.search(after)) for line, after in pairs)


def _marked(lines: Sequence[str]) -> Iterator[str]:
    """What the carets of a traceback point at, marked: they stand below the wrong words once its line wraps."""
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if _CARETS.fullmatch(line):
            yield f'<span class="code-carets">{line}</span>'
        elif _CARETS.fullmatch(after):
            text, start, end = unescape(line), after.index(after.strip()), len(after.rstrip())
            before, at, behind = (escape(one, quote=False) for one in (text[:start], text[start:end], text[end:]))
            yield _line(f'{before}<span class="code-at">{at}</span>{behind}')
        else:
            yield _line(_SLASH.sub("/<wbr>", line) if line.startswith('  File "') else line)


def _line(html: str) -> str:
    html, end, _ = html.partition("\n")
    text = unescape(_TAG.sub("", html))
    if len(text) <= _SHORT:
        return html + end
    indent = len(text) - len(text.lstrip(" "))
    style = f' style="--i:{indent}"' if indent else ""
    html = _INDENTED.sub(r'\1<span class="code-rest">\2</span>', html)
    return f'<span class="code-line"{style}>{html}</span>{end}'
