"""What an author may have meant by a fence that is none, or that would not run."""

import ast
import re

import yaml

from academy.page.fences import FRONT_MATTER, PYTHON, Fence, front_matter
from academy.problems import is_near, nearest

_ATTRIBUTES = {"title": 'title="The loop"', "hl_lines": 'hl_lines="2 4-5"', "linenums": 'linenums="1"'}
_CELL = re.compile(r"\{\s*(?:code-cell|code-block|code|i?python\d?|py)\b")  # of MyST, of Quarto
_LIST_MARK = re.compile(r"[> ]*(?:[-+*]|\d+[.)])\s+[`~]{3}")
_SHOW_ONLY = ("notest", "norun", "skip", "ignore", "noexec", "noeval", "showonly")  # as other tools have it
_UNRUN = "code that is not to run has a directive above its fence: <!--show-only: why-->"
_SETTING = re.compile(r"\s*[\w-]+\s*:")  # how front matter begins
_NOT_RUN = {f"{name}{version}" for name in (*PYTHON, "ipython") for version in ("", "2", "3")} - {*PYTHON}

TRANSCRIPT = (  # message, detail and advice
    "a transcript is typed by hand, and nothing checks it",
    "",
    "write its code, without >>>, as a python block: the build puts below it what it gives",
)
_TRANSCRIPTS = ("pycon", "python-console", "pytb", "py3tb")  # as Pygments names them


def no_front_matter(lines: list[str]) -> tuple[int, str, str, str] | None:
    """The line of front matter that is no YAML, with message, detail and advice: MkDocs would print it."""
    found = FRONT_MATTER.match("\n".join(lines))
    try:
        yaml.safe_load(found[1] if found and not front_matter(lines) and _SETTING.match(found[1]) else "")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        advice = 'put a value that holds a colon in quotes: title: "Loss: one number"'
        return 2 + (mark.line if mark else 0), "the front matter is not YAML", "", advice
    return None


def is_meant_as_python(fence: Fence) -> bool:
    """Whether a language that does not run is another name of Python, a misspelt one, or another tool's way."""
    language = fence.language.lower()
    return language in _NOT_RUN or is_near(language, "python") or bool(_CELL.match(fence.info))


def another_name(fence: Fence) -> tuple[str, str, str]:
    """Why such a fence is no block: message, detail and advice."""
    advice = f"write python; {_UNRUN}"
    return f"a block of '{fence.language or fence.info}' would not run", "", advice


def is_transcript(fence: Fence) -> bool:
    """Whether a fence holds what somebody once saw in a console of Python, which no build would check."""
    first = next((line for line in fence.code if line.strip()), "")
    return fence.language.lower() in _TRANSCRIPTS or first.startswith((">>> ", "Traceback (most recent call last)"))


def no_fence(fence: Fence, line: str) -> tuple[str, str, str]:
    """Why the page shows the fence on this line as prose: message, detail and advice."""
    if _CELL.match(fence.info):
        return another_name(fence)
    message, advice = (
        _bad_place(line)
        or _bad_attribute(fence.info)
        or _bad_word(fence.info)
        or (
            "unclosed fence, or no fence at all",
            f"close it with {fence.mark} on a line of its own, as far to the right as the opening one",
        )
    )
    return message, f"{fence.mark}{fence.info}", advice


def _bad_place(line: str) -> tuple[str, str] | None:
    if not _LIST_MARK.match(line):
        return None
    return (
        "a fence on the line of a list's mark is none",
        "write it below, on a line of its own, four spaces further in",
    )


def _bad_word(info: str) -> tuple[str, str] | None:
    """What is wrong with a word behind a fence's language, and what to write."""
    language, word = re.fullmatch(r"([\w#.+-]*)\s*(.*)", info).groups()  # type: ignore[union-attr]  # it matches any line
    if not language or not word:
        return None
    advice = f"behind the language stand only {', '.join(_ATTRIBUTES.values())}"
    if re.sub(r"\W|_", "", word).lower() in _SHOW_ONLY:
        advice = _UNRUN
    return f"'{word}' behind the language makes this no fence", advice


def _bad_attribute(info: str) -> tuple[str, str] | None:
    """What is wrong with what stands behind a fence's language, and what to write; None if nothing is seen."""
    attributes = re.findall(r"(\w+)\s*=\s*(\S*)", info)
    unknown = [name for name, _ in attributes if name not in _ATTRIBUTES]
    bare = [name for name, value in attributes if value[:1] not in ("'", '"')]
    if unknown:
        known = f"behind the language stand only {', '.join(_ATTRIBUTES)}"
        return f"unknown attribute '{unknown[0]}'{nearest(unknown[0], _ATTRIBUTES)}", known
    if bare:
        return f"the value of '{bare[0]}' stands in no quotes", f"write {_ATTRIBUTES[bare[0]]}"
    if attributes:
        return "an attribute that cannot be read", f"write it like {_ATTRIBUTES[attributes[0][0]]}"
    return None


def still_open(fence: Fence) -> tuple[str, str, str] | None:
    """What is wrong with a fence that swallows the next one, which its author would not have meant."""
    opening = rf"[> ]*{fence.mark[0]}{{3,}} *\{{? *\.?(?:{'|'.join(PYTHON)})\b"
    swallowed = [at for at, line in enumerate(fence.code, fence.line + 1) if re.match(opening, line)]
    if not swallowed or _compiles(fence.code):
        return None
    return f"this fence is still open on line {swallowed[0]}", "", f"close it with {fence.mark} on a line of its own"


def _compiles(code: tuple[str, ...]) -> bool:
    try:
        ast.parse("\n".join(code))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def too_far(fence: Fence, count: int) -> str:
    """What is wrong with the lines that a block of so many marks; empty if it has them."""
    named = re.search(r"""hl_lines=["']([\d\s-]+)""", fence.info)
    last = max(map(int, re.findall(r"\d+", named[1])), default=0) if named else 0
    return f"hl_lines names line {last} of a block of {count}" if last > count else ""
