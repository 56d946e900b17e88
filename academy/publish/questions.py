"""A question above the answer that a run gives: its form in HTML, and as Markdown."""

import hashlib
import re
from collections.abc import Callable
from html import escape

from academy.judge.outcome import Shown
from academy.judge.questions import answer
from academy.page.blocks import Block
from academy.publish.kinds import plain

END = "</details>"  # of what waits for an answer
_LONGEST = 80  # characters of an answer that a reader may type
Answers = list[tuple[str, str]]  # what each prints, and the mistake by which one comes to it; none for the right one


def answers(block: Block, shown: Callable[[Block], Shown | None]) -> Answers:
    """The right answer first, then the others, as far as their programs have run; none without the right one."""
    offers = zip(block.offered, block.said.options, strict=True)
    found = [(shown(block), ""), *((shown(one), option.mistake) for one, option in offers)]
    return [(answer(one), mistake) for one, mistake in found if one] if found[0][0] else []


def opening(block: Block, found: Answers) -> str:
    """The question, and the beginning of what waits for its answer; `ask.js` makes a form of it."""
    name = f"ask-{block.fence.line}"
    key = found[0][0] if found else ""
    if found[1:]:
        items = "".join(
            f'<li><label><input type="radio" name="{name}" data-mistake="{escape(mistake.replace("`", ""))}">'
            f"<samp>{escape(text)}</samp></label></li>"
            for text, mistake in _mixed(found)
        )
        form = f'<ul class="ask-options">{items}</ul>'
    else:
        form = f'<div class="ask-own" data-key="{escape(key) if _can_be_typed(key) else ""}"></div>'
    question = f'<p class="ask-question" id="{name}">{_with_code(block.said.ask)}</p>'
    group = f'<div class="ask" role="group" aria-labelledby="{name}">{question}{form}</div>'
    return f'{group}<details class="ask-answer"><summary>Show the answer</summary>'


def closing(found: Answers) -> str:
    """What stands behind the output: by which mistakes one comes to the other answers."""
    others = "".join(f"<li><samp>{escape(text)}</samp>: {_with_code(mistake)}</li>" for text, mistake in found[1:])
    return f'<ul class="ask-mistakes">{others}</ul>' if others else ""


def as_markdown(block: Block, found: Answers, output: list[str]) -> list[str]:
    """The question with the answers to choose from, then what the block shows, then the mistakes."""
    parts = [asked_markdown(block, found), output, mistakes_markdown(found)]
    return "\n\n".join("\n".join(part) for part in parts if part).split("\n")


def asked_markdown(block: Block, found: Answers) -> list[str]:
    """The question with the answers to choose from."""
    choices = [f"- {_code(text)}" for text, _ in _mixed(found)] if found[1:] else []
    return [f"**{_marked(block.said.ask)}**", *([""] if choices else []), *choices]


def mistakes_markdown(found: Answers) -> list[str]:
    """By which mistakes one comes to the other answers."""
    return [f"- {_code(text)}: {_marked(mistake)}" for text, mistake in found[1:]]


def _mixed(found: Answers) -> Answers:
    """The answers in an order that does not tell the right one."""
    return sorted(found, key=lambda one: hashlib.sha256(one[0].encode()).digest())


def _can_be_typed(text: str) -> bool:
    return 0 < len(text) <= _LONGEST and "\n" not in text


def _with_code(text: str) -> str:
    """An author's text as HTML, with what stands between backticks as code."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))


def _code(text: str) -> str:
    """A printed text as code in an item of a list, line by line."""
    return "  \n    ".join(map(_code_span, filter(str.strip, text.split("\n"))))


def _code_span(line: str) -> str:
    mark = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    return f"{mark} {line} {mark}" if "`" in line else f"{mark}{line}{mark}"


def _marked(text: str) -> str:
    """The same as Markdown."""
    return re.sub(r"(`[^`]+`)|([^`\s]+)", lambda found: found[1] or plain(found[2]), text)
