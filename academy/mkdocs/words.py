"""Words that stand for what surrounds a block while MkDocs converts its page.

The programs still run then; the words give way to folds and outputs when the page is written.
"""

import hashlib
import re
from collections.abc import Callable

from academy.page.blocks import Block
from academy.page.page import Page
from academy.publish.outputs import fold_html
from academy.publish.page import render

_WORD = r"ACADEMY[0-9a-f]{16}(?:OUTPUT|FOLD)"
_WORDS = re.compile(rf"<p>\s*({_WORD})\s*</p>|({_WORD})")  # Markdown makes a paragraph of it


def _word(block: Block, what: str) -> str:
    return f"ACADEMY{hashlib.sha256(block.place.encode()).hexdigest()[:16]}{what}"


def with_words(page: Page) -> str:
    """The page's Markdown, with a word in the place of all that its blocks will show."""
    return render(
        page,
        below=lambda block: [_word(block, "OUTPUT")],
        above=lambda block: [_word(block, "FOLD")] if block.said.fold else [],
    )


def filled(html: str, page: Page, output: Callable[[Block], str]) -> str:
    """The converted page with each block's output, and with its code in its fold, in the places of the words."""
    instead: dict[str, str] = {}
    for block in page.blocks:
        start, end = fold_html(block.said.fold) if block.said.fold else ("", "")
        instead |= {_word(block, "FOLD"): start, _word(block, "OUTPUT"): end + output(block)}
    return _WORDS.sub(lambda word: instead.get(word[1] or word[2], word[0]), html)
