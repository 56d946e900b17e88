"""Pages as an author writes them, for the tests that read them: their pieces, and what they may embed."""

from academy.page.blocks import Page
from academy.page.page import parse
from academy.page.snippets import BadSnippet, Snippet, parse_snippet

CELLS = """\
x = 1

# %% show
print(x)

# %% [markdown]
# Text.

# %% fail
x[0]
"""
SNIPPETS = {
    "cells.py": CELLS,
    "whole.py": "print(1)\n",
    "empty.py": "# %% nothing\n\n",
    "after.py": "# %% one\nx\n\n# %% two\ny\n",
}


def read_snippet(path: str) -> Snippet:
    """The snippet of that name; `bad.py` is one that cannot be read."""
    if path == "bad.py":
        raise BadSnippet("bad cell marker", 7, "use a good one")
    if path not in SNIPPETS:
        raise BadSnippet(f"unknown snippet '{path}'")
    return parse_snippet(path, SNIPPETS[path])


def page(text: str, name: str = "docs/a.md") -> Page:
    """The page with this text."""
    return parse(name, text, read_snippet)


def problems_of(text: str) -> list[tuple[int, str]]:
    """What is wrong with a page: lines and messages."""
    return [(problem.line, problem.message) for problem in page(text).problems]


def fence(code: str = "x = 1", info: str = "python") -> str:
    return f"```{info}\n{code}\n```\n\n"


def embed(path: str) -> str:
    return fence(f'--8<-- "{path}"')


CONT = "<!--pytest-codeblocks:cont-->\n"
PINNED = "<!--pytest-codeblocks:expected-output-->\n```text\n1\n```\n\n"
SKIP = '<!--pytest.mark.skip(reason="why")-->\n'
XFAIL = "<!--pytest.mark.xfail(raises=ValueError)-->\n"
VARIES = "<!--varies-->\n"
FOLD = "<!--fold: How it is made-->\n"
BLOCK = fence()
