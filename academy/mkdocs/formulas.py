"""Formulas rendered by the build, so that a page needs no script to show them.

pymdownx.arithmatex finds the formulas in Markdown and leaves their TeX in an element of its own. Until a page is
written each stands there in plain text, with its TeX in an attribute: the search, the contents and the title then
have something to read. The written page gets KaTeX's HTML, and a page with a formula its stylesheets too.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from html import escape, unescape
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_relative_url

from academy.mkdocs.assets import FOLDER
from academy.problems import BadInput, Problem
from academy.publish.maths import Formula, Formulas, Missing, Wrong, plain
from academy.publish.outputs import problem_html

STYLES = (f"{FOLDER}/katex/katex.min.css", f"{FOLDER}/maths.css")
# What arithmatex leaves, and after it a digit: then it was two prices.
_FOUND = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\\(?:\((?P<line>.*?)\\\)|\[(?P<display>.*?)\\\])</(?P=tag)>(?P<digit>\d?)',
    re.DOTALL,
)
_WAITING = re.compile(
    r'<(?P<tag>span|div) class="arithmatex" data-tex="(?P<tex>[^"]*)"(?P<display> data-display)?>.*?</(?P=tag)>',
    re.DOTALL,
)
_CODE = re.compile(r"<(pre|code|samp)\b.*?</\1>", re.DOTALL)
_TITLE = re.compile(r"\\\((.*?)\\\)|\$(.+?)\$", re.DOTALL)
log = logging.getLogger("mkdocs.plugins.academy")


class FormulaPages:
    """The formulas of one build's pages; `folder` keeps those rendered before.

    `source_of` gives a page's name in messages, and the text that its author wrote.
    """

    def __init__(self, folder: Path, serving: bool, source_of: Callable[[Page], tuple[str, str]]) -> None:
        self._formulas, self._serving, self._source_of = Formulas(folder), serving, source_of
        self._problems: list[Problem] = []
        self.found = False  # whether a page has one

    def wait(self, html: str, page: Page) -> str:
        """The page with each formula in plain text, its TeX in an attribute."""
        name, text = self._source_of(page)
        wanted = [_formula(found) for found in _FOUND.finditer(html) if _tex(found)]
        if "$$" in _CODE.sub("", _FOUND.sub("", html)):
            self._problems.append(_torn(name, text))
        if not wanted:
            return html
        self.found = True
        rendered = self._html(wanted)
        self._problems += [_problem(wrong, name, text) for wrong in rendered.values() if isinstance(wrong, Wrong)]
        self._problems += [_price(_formula(found), name, text) for found in _FOUND.finditer(html) if found["digit"]]
        texts = {formula: _plain(formula, answer) for formula, answer in rendered.items()}
        _name_headings(page, {formula.tex.strip(): text for formula, text in texts.items()})
        return _FOUND.sub(lambda found: _waiting(found, texts) if _tex(found) else found[0], html)

    def check(self) -> None:
        """All pages have been read: a build ends with what is wrong, a preview shows it on the page."""
        if self._problems and not self._serving:
            raise PluginError(str(BadInput(self._problems)))
        for problem in sorted(set(self._problems)):
            log.error("%s", problem)

    def show(self, output: str, page: Page) -> str:
        """The written page with its formulas, and the stylesheets that they need."""
        waiting = list(_WAITING.finditer(output))
        if not waiting:
            return output
        rendered = self._html(map(_formula_waiting, waiting))
        name, text = self._source_of(page)

        def shown(found: re.Match[str]) -> str:
            answer = rendered[_formula_waiting(found)]
            return problem_html(_problem(answer, name, text)) if isinstance(answer, Wrong) else _shown(found, answer)

        links = "".join(f'<link rel="stylesheet" href="{get_relative_url(style, page.url)}">' for style in STYLES)
        return _WAITING.sub(shown, output).replace("</head>", f"{links}</head>", 1)

    def _html(self, wanted: Iterable[Formula]) -> dict[Formula, str | Wrong]:
        try:
            return self._formulas.html(wanted)
        except Missing as error:
            raise PluginError(str(error)) from error


def _tex(found: re.Match[str]) -> str:
    return found["line"] or found["display"] or ""


def _formula(found: re.Match[str]) -> Formula:
    return Formula(unescape(_tex(found)).strip(), found["display"] is not None)


def _formula_waiting(found: re.Match[str]) -> Formula:
    return Formula(unescape(found["tex"]), found["display"] is not None)


def _plain(formula: Formula, answer: str | Wrong) -> str:
    return formula.tex if isinstance(answer, Wrong) else plain(answer)


def _waiting(found: re.Match[str], texts: dict[Formula, str]) -> str:
    formula = _formula(found)
    tex = escape(formula.tex).replace("\n", "&#10;")
    mark = " data-display" if formula.display else ""
    text = escape(texts[formula], quote=False)
    return f'<{found["tag"]} class="arithmatex" data-tex="{tex}"{mark}>{text}</{found["tag"]}>{found["digit"]}'


def _shown(found: re.Match[str], html: str) -> str:
    """A displayed formula may be wider than a phone: then it scrolls, also by the keyboard."""
    scrolls = ' tabindex="0" role="group" aria-label="Formula"' if found["display"] else ""
    return f'<{found["tag"]} class="arithmatex"{scrolls}>{html}</{found["tag"]}>'


def _name_headings(page: Page, texts: dict[str, str]) -> None:
    """The contents and the title of the page, which hold the TeX of a heading, in plain text."""

    def named(title: str) -> str:
        def text(found: re.Match[str]) -> str:
            tex = unescape(found[1] or found[2]).strip()
            return escape(texts[tex], quote=False) if tex in texts else found[0]

        return _TITLE.sub(text, title)

    for item in _all(page.toc):
        item.title = named(item.title)
    if page.title and "title" not in page.meta:
        page.title = named(page.title)


def _all(items: Iterable[AnchorLink]) -> Iterator[AnchorLink]:
    for item in items:
        yield item
        yield from _all(item.children)


def _problem(wrong: Wrong, name: str, text: str) -> Problem:
    line = _line(wrong.formula, text) + wrong.row
    return Problem(name, line, f"this formula is no TeX that KaTeX knows: {wrong.message}", wrong.underlined)


def _price(formula: Formula, name: str, text: str) -> Problem:
    found = Problem(name, _line(formula, text), "a formula ends directly before a digit: are these two prices?")
    return replace(found, detail=f"${formula.tex}$", advice=r"a dollar that opens no formula is written \$")


def _torn(name: str, text: str) -> Problem:
    """What Markdown took for text: a display formula that is not a paragraph of its own."""
    lines = ["", *text.splitlines(), ""]
    marks = [at for at, line in enumerate(lines) if line.strip() == "$$"]
    beside = [lines[at - 1 if number % 2 == 0 else at + 1] for number, at in enumerate(marks)]
    line = next((at for at, other in zip(marks, beside, strict=True) if other.strip()), None)
    line = line or 1 + text.count("\n", 0, max(text.find("$$"), 0))
    return Problem(name, line, "this $$ makes no formula", advice="leave an empty line above and below the formula")


def _line(formula: Formula, text: str) -> int:
    """Where the formula begins in the source, whose lines may be indented, quoted or comments; 1 if it is not found."""
    words = r"[\s>#]+".join(map(re.escape, formula.tex.split()))
    dollars = r"\$\$" if formula.display else r"\$"
    found = re.search(rf"(?:{dollars}|\\\[|\\\()[\s>#]*(?P<tex>{words})", text)
    return 1 + text.count("\n", 0, found.start("tex")) if found else 1
