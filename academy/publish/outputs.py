"""What stands around a block: its outputs, the sentences below them, and the fold of its code."""

import itertools
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from academy.judge.outcome import Shown
from academy.judge.terminal import readable
from academy.page.directives import notes
from academy.problems import Problem
from academy.publish.kinds import KINDS, Place, file_name, plain
from academy.recording import Output

RUNS = '<p class="output output-note">This program still runs.</p>'  # in a preview

Address = Callable[[str], str]  # of a file that holds an output, by its name


def _placed(shown: Shown, address: Address) -> Iterator[tuple[Output, Place]]:
    """Each output, with what it needs to know of its page."""
    alts = itertools.chain(shown.block.said.alts, itertools.repeat(""))  # a build ends if one is missing
    for output in shown.outputs:
        name = file_name(output)
        yield output, Place((shown.block.page, "snippets/"), next(alts) if name else "", name and address(name))


def as_html(shown: Shown, address: Address, anchor: str = "") -> str:
    """What a block shows, all of it escaped; `anchor` is the id by which the page links to it."""
    html = "".join(KINDS[output.mime].html(output, place) for output, place in _placed(shown, address))
    html += "".join(f'<p class="output output-note">{escape(note)}</p>' for note in notes(shown.block, shown.result))
    if not anchor:
        return html
    marked = f' id="{escape(anchor)}"'
    return html.replace(' class="output', f'{marked} class="output', 1) if html else f"<span{marked}></span>"


def fold_html(summary: str) -> tuple[str, str]:
    """What stands before and behind code that is folded under this summary."""
    return f'<details class="fold"><summary>{escape(summary)}</summary>', "</details>"


def problem_html(problem: Problem) -> str:
    """A problem, for the preview of a page that is being written."""
    return notice_html(str(problem))


def notice_html(text: str) -> str:
    """What its author should see before all else on a page."""
    text = f"<samp>{escape(readable(text), quote=False)}\n</samp>"
    return f'<div class="output output-problem" role="alert"><pre tabindex="0">{text}</pre></div>'


def as_markdown(shown: Shown, address: Address) -> list[str]:
    """What a block shows, as lines of plain Markdown."""
    out: list[str] = []
    for output, place in _placed(shown, address):
        out += [*KINDS[output.mime].markdown(output, place), ""]
    for note in notes(shown.block, shown.result):
        out += [f"*{plain(note.removesuffix('.'))}.*", ""]
    return out[:-1]


def as_notebook(shown: Shown) -> list[dict[str, Any]]:
    """What a block shows, as the outputs of a notebook's cell; pictures stand in it."""
    return [KINDS[output.mime].notebook(output, place) for output, place in _placed(shown, lambda name: "")]
