"""Words that stand for what surrounds a block while MkDocs converts its page.

The programs still run then; the words give way to folds and outputs when the page is written.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from pathlib import Path

from academy.build import Build
from academy.judge.outcome import Shown
from academy.judge.proof import anchor
from academy.mkdocs.published import without_marks
from academy.page.blocks import Block, Page
from academy.problems import Problem
from academy.publish import questions
from academy.publish.outputs import RUNS, Address, as_html, fold_html, problem_html
from academy.publish.page import render

_WORD = r"ACADEMY[0-9a-f]{16}(?:OUTPUT|FOLD|END)"
_WORDS = re.compile(rf"<p>\s*({_WORD})\s*</p>|({_WORD})")  # Markdown makes a paragraph of it
_BEFORE_A_LIST = re.compile(rf"<p>\s*({_WORD})\s*</p>\s*(?=<ol\b)")
_LIST = re.compile(r"<(/?)ol\b[^>]*>")
_ANNOTATED = re.compile(r"#.*\(\d+\)")  # a comment that a list below the code explains


def _word(block: Block, what: str) -> str:
    return f"ACADEMY{hashlib.sha256(block.place.encode()).hexdigest()[:16]}{what}"


def with_words(page: Page) -> str:
    """The page's Markdown, with a word in the place of all that its blocks will show."""
    return render(
        page,
        below=lambda block: [_word(block, "OUTPUT")],
        above=lambda block: [_word(block, "FOLD")] if block.said.fold else [],
        answered=lambda block: [_word(block, "END")],
    )


def has_words(text: str, page: Page) -> bool:
    """Whether this text of a page has the words of its blocks, if it has blocks."""
    return all(_word(block, "OUTPUT") in text for block in page.blocks)


def with_outputs(
    html: str,
    page: Page,
    build: Build,
    problems: list[Problem],
    address: Address,
    around: Callable[[Block], tuple[str, str]],
) -> str:
    """The converted page with its outputs; in a preview each block has its problems, and the others stand above all.

    `address` gives that of a file of the site, as the page sees it, and `around` the attributes of an output and
    what stands below it, for its reader to take the program along.
    """
    left = list(problems)

    def figure(name: str) -> str:
        return address(f"figures/{name}")

    opening = {block.origin: block for block in reversed(page.blocks)}.values()

    def output(block: Block) -> str:
        own = [problem for problem in left if block.fence.line <= problem.line <= block.fence.end]
        for problem in own:
            left.remove(problem)
        html = "".join(map(problem_html, own))
        answers = questions.answers(block, build.shown_so_far) if block.answered else []
        if block.answered:
            html += questions.opening(block, answers)
        if not build.has_arrived(block.origin):
            return html + RUNS
        shown = build.shown(block)
        if shown is None:
            return html
        failure = shown.result.failure
        said = failure is not None and any(failure.traceback in problem.detail for problem in own)
        shown = shown.without_failure() if said else shown
        attributes, below = around(block)
        html += as_html(shown, figure, anchor(block) if block in opening else "") + questions.closing(answers)
        return _saying(attributes, html) + below

    content = filled(html, page.blocks, output, questions.END)
    return "".join(map(problem_html, left)) + content


def _saying(attributes: str, html: str) -> str:
    """The HTML with these attributes at its first tag, so that its neighbour stays the one that styles look for."""
    if html.startswith("<") or not attributes:
        return re.sub(r"\A<\w+", lambda tag: tag[0] + attributes, html)
    return f"<span{attributes} hidden></span>{html}"


def filled(html: str, blocks: Iterable[Block], output: Callable[[Block], str], answered: str = "") -> str:
    """The converted page with each block's output, and with its code in its fold, in the places of the words.

    `answered` ends what waits for an answer.
    """
    places = {_word(block, what): (block, what) for block in blocks for what in ("FOLD", "OUTPUT", "END")}

    def instead(found: re.Match[str]) -> str:
        if (word := found[1] or found[2]) not in places:
            return found[0]
        block, what = places[word]
        if what == "END":
            return answered
        start, end = fold_html(block.said.fold) if block.said.fold else ("", "")
        return start if what == "FOLD" else end + output(block)

    return _WORDS.sub(instead, _below_annotations(html, places))


def _below_annotations(html: str, places: Mapping[str, tuple[Block, str]]) -> str:
    """The page with the word of an output behind the list that explains its code: themes look directly below that."""
    for found in reversed([*_BEFORE_A_LIST.finditer(html)]):
        if found[1] in places and _ANNOTATED.search(places[found[1]][0].code):
            end = _end_of_list(html, found.end())
            html = html[: found.start()] + html[found.end() : end] + found[0] + html[end:]
    return html


def _end_of_list(html: str, start: int) -> int:
    """Where the list that starts here ends; lists may stand in it."""
    depth = 0
    for tag in _LIST.finditer(html, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    return start


def fill_files(folder: Path, blocks: Collection[Block], shown: Callable[[Block], Shown | None]) -> None:
    """Do so in the pages that another plugin made of converted ones, as a blog makes its list of posts."""
    for path in folder.rglob("*.html"):
        data = path.read_bytes()
        if b"ACADEMY" in data or b"<?academy" in data:
            up = "../" * (len(path.relative_to(folder).parts) - 1)
            html = filled(data.decode(), blocks, partial(_as_html, shown, f"{up}figures/{{}}".format))
            path.write_text(without_marks(html), encoding="utf-8")


def _as_html(shown: Callable[[Block], Shown | None], address: Address, block: Block) -> str:
    found = shown(block)
    return as_html(found, address) if found else ""
