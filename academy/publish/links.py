"""Where the links of a page's Markdown lead."""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote, unquote

from academy.page.fences import Fence, scan, whole_lines

# Comes first in a form, so that nothing in code counts; it ends with its paragraph.
CODE = r"(?<![\\`])(?P<code>`+)(?!`)(?:(?!\n[> \t]*\n).)+?(?<!`)(?P=code)(?!`)|"
_DESTINATION = re.compile(  # of a link, a picture or a reference; a footnote is none
    CODE
    + r"(?P<before>(?<!\\)\]\(\s*|^[> ]*\[(?!\^)[^\]\n]+\]:[ ]*)"
    + r"(?:<(?P<angled>[^<>\n]+)>|(?P<to>(?:[^\s<>()]|\([^\s<>()]*\))+))",
    re.DOTALL | re.MULTILINE,
)


def resolved(to: str, page: str, targets: Mapping[str, str]) -> tuple[str, str]:
    """The file of the site to which a page's link leads, and what stands behind it; empty if it leads to none.

    `targets` are the addresses of files in the site, by their names.
    """
    path = re.split("[?#]", to, maxsplit=1)[0]
    name = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))
    return (targets[name], to.removeprefix(path)) if path and name in targets else ("", to)


def absolute(to: str, page: str, targets: Mapping[str, str], home: str) -> str:
    """The same as a whole URL; empty if the address of the site is not known."""
    target, rest = resolved(to, page, targets)
    if target:
        return f"{home}{quote(target.removesuffix('index.html'))}{rest}" if home else ""
    return to if "://" in to or to.startswith("mailto:") else ""


def relinked(text: str, link: Callable[[str], str], extensions: tuple[str, ...]) -> str:
    """The text, line by line, with the destinations outside of code as `link` gives them.

    `extensions` are those with which the page is read.
    """

    def destination(found: re.Match[str]) -> str:
        return found["before"] + (f"<{link(found['angled'])}>" if found["angled"] else link(found["to"]))

    return replaced(text, _DESTINATION, destination, fences_of(text, extensions))


def fences_of(text: str, extensions: tuple[str, ...]) -> list[Fence]:
    return [piece for piece in scan(text, extensions) if isinstance(piece, Fence)]


def replaced(text: str, form: re.Pattern[str], instead: Callable[[re.Match[str]], str], fences: Iterable[Fence]) -> str:
    """The text with what has the form, which begins with that of code, as `instead` gives it; code stays.

    `fences` are those of the page, whose lines the text still has.
    """

    def prose(text: str, first: int) -> str:
        return form.sub(lambda found: found[0] if found["code"] else instead(found), text)

    return outside_code(text, fences, prose)


def outside_code(text: str, fences: Iterable[Fence], change: Callable[[str, int], str]) -> str:
    """The text with all that stands between its fences changed; that is given with the number of its first line."""
    lines, out, at = whole_lines(text), "", 0
    for fence in fences:
        out += change("".join(lines[at : fence.line - 1]), at + 1)
        out += "".join(lines[fence.line - 1 : fence.end])
        at = fence.end
    return out + change("".join(lines[at:]), at + 1)
