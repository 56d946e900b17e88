"""Formulas: TeX to the HTML that a page shows, and to the plain text that a search finds.

KaTeX renders in an embedded V8, which starts with the first formula that was not rendered before: what it
made is kept by all that can change it. It gives each formula twice, as spans for the eye and as MathML for
a screen reader; the plain text is read from the MathML.
"""

import contextlib
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from academy.problems import underlined
from academy.sealed import read_sealed, write_sealed

KATEX = Path(__file__).parent / "katex" / "katex.min.js"
OPTIONS = {"output": "htmlAndMathml", "strict": "error"}
# A command that needs trust (\href) would be shown as red text: here it is a mistake like any other.
_FUNCTION = """\
(function (tex, options) {
  options.trust = ({command}) => {
    throw new katex.ParseError(command + " is not allowed: a formula holds neither links nor HTML");
  };
  try {
    return JSON.stringify({html: katex.renderToString(tex, options)});
  } catch (error) {
    if (!(error instanceof katex.ParseError)) throw error;
    return JSON.stringify({message: error.rawMessage, start: error.position, length: error.length});
  }
})"""


@dataclass(frozen=True)
class Formula:
    """TeX as an author wrote it, in a line of text or displayed on its own."""

    tex: str
    display: bool = False


@dataclass(frozen=True)
class Wrong:
    """What KaTeX says against a formula, and from where to where in its TeX, if it can say."""

    formula: Formula
    message: str
    start: int | None = None  # counted from 0
    length: int | None = None

    @property
    def row(self) -> int:
        """In which line of the TeX it is, counted from 0."""
        return self.formula.tex.count("\n", 0, self.start or 0)

    @property
    def underlined(self) -> str:
        """That line, with marks under the place, or under all."""
        line = self.formula.tex.split("\n")[self.row]
        if self.start is None:
            return underlined(line)
        column = self.start - (self.formula.tex.rfind("\n", 0, self.start) + 1)
        return underlined(line, column, min(column + (self.length or 1), len(line)))


class Missing(Exception):
    """V8 is needed and not installed."""


class Formulas:
    """The formulas of a site as HTML; those rendered before come from the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def html(self, wanted: Iterable[Formula]) -> dict[Formula, str | Wrong]:
        """Each formula as HTML with MathML in it, or what is wrong with it. Missing without a V8."""
        found: dict[Formula, str | Wrong] = {}
        new: list[Formula] = []
        for formula in dict.fromkeys(wanted):
            kept = read_sealed(self._path(formula))
            if kept is None:
                new.append(formula)
            else:
                found[formula] = kept.decode()
        return found | (self._rendered(new) if new else {})

    def _rendered(self, formulas: list[Formula]) -> dict[Formula, str | Wrong]:
        rendered = dict(zip(formulas, _render(formulas), strict=True))
        with contextlib.suppress(OSError):  # a disk that refuses costs time, nothing else
            for formula, html in rendered.items():
                if isinstance(html, str):
                    write_sealed(self._path(formula), html.encode())
        return rendered

    def _path(self, formula: Formula) -> Path:
        known = [_katex(), _FUNCTION, OPTIONS, formula.tex, formula.display]
        return self.folder / hashlib.sha256(json.dumps(known).encode()).hexdigest()


@cache
def _katex() -> str:
    """The hash of KaTeX itself: its version, and any other change of it."""
    return hashlib.sha256(KATEX.read_bytes()).hexdigest()


def _render(formulas: list[Formula]) -> list[str | Wrong]:
    """Each formula by KaTeX, in a V8 that ends with it: one left open can keep Python from ending."""
    try:
        from py_mini_racer import MiniRacer  # here: a site whose formulas are kept needs none
    except ImportError as error:
        raise Missing(
            "a formula has to be rendered, for which the package mini-racer is missing\n"
            "    -> python -m pip install --constraint constraints.txt mini-racer"
        ) from error
    with MiniRacer() as v8:
        v8.eval(KATEX.read_text(encoding="utf-8") + ";0")
        answers = [v8.call(_FUNCTION, one.tex, OPTIONS | {"displayMode": one.display}) for one in formulas]
    return [_read(formula, json.loads(answer)) for formula, answer in zip(formulas, answers, strict=True)]


def _read(formula: Formula, answer: dict[str, Any]) -> str | Wrong:
    if "html" in answer:
        return str(answer["html"])
    return Wrong(formula, answer["message"], answer.get("start"), answer.get("length"))


# From MathML to text. Presentation MathML says what stands where, so a few rules by element are enough.
_MATHML = re.compile(r"<math .*?</math>", re.DOTALL)
_SPACED = {*"=≠<>≤≥≈∼≡∝∈∉⊂⊆→←↦⇒⇔+−±×⋅∘⊙≪≫", ":="}  # operators between two operands
_SIGN = re.compile(r"((?:^|[\u2061(\[{^_/,;=≠<>≤≥≈∼≡∝∈→←⇒⇔×⋅]) *)([−+±]) ")  # one with no operand before it
_LARGE = {*"∑∏∫⋃⋂"}
_APPLY = "\u2061"  # stands unseen between a function's name and what it is applied to
_ACCENTS = {"^": "\u0302", "ˉ": "\u0304", "‾": "\u0304", "~": "\u0303", "˙": "\u0307", "¨": "\u0308", "⃗": "\u20d7"}
_LEFT, _RIGHT = "\ue000", "\ue001"  # parentheses that the formula does not have itself
_DRAWN = {*"⏟⏞"}  # braces below and above, which a line of text does without


def plain(html: str) -> str:
    """A formula rendered by KaTeX as one line of text; what such a line cannot show gets parentheses."""
    found = _MATHML.search(html)
    assert found
    text = _tidy(_text(ElementTree.fromstring(found[0])))
    text = text.replace(_LEFT, "(").replace(_RIGHT, ")").replace(_APPLY, " ")
    return " ".join(unicodedata.normalize("NFC", text).split())


def _text(element: ElementTree.Element) -> str:
    name, parts = element.tag.rpartition("}")[2], list(element)
    if name in ("mi", "mn", "mtext"):
        return element.text or ""
    if name in ("annotation", "mphantom"):
        return ""
    if name == "mo":
        sign = (element.text or "").replace("\u200b", "")
        return f" {sign} " if sign in _SPACED else f"{sign} " if sign == "," else sign
    if name == "mspace":
        return " "
    if name == "mfrac":
        above, below = map(_operand, parts)
        return f"{above}/{below}" if element.get("linethickness") != "0px" else f"{above}; {below}"
    if name == "mroot":
        return f"{_operand(parts[1])}√{_operand(parts[0])}"
    if name == "msqrt":
        return f"√{_operand(*parts)}"
    if name in ("msub", "munder", "msup", "mover", "msubsup", "munderover"):
        return _scripted(element, *parts)
    if name == "mtable":
        rows = (" ".join(filter(None, (_tidy(_text(cell)) for cell in row))) for row in parts)
        return "; ".join(filter(None, rows))
    return "".join(map(_text, parts))


def _scripted(element: ElementTree.Element, base: ElementTree.Element, *scripts: ElementTree.Element) -> str:
    marks = ("_", "^") if len(scripts) == 2 else ("_",) if "sub" in element.tag or "under" in element.tag else ("^",)
    text = _text(base).strip()
    for mark, script in zip(marks, scripts, strict=True):
        said = _operand(script)
        if element.get("accent") and said in _ACCENTS:
            text += _ACCENTS[said]
        elif set(said) <= {_LEFT, "′", _RIGHT}:
            text += said.strip(_LEFT + _RIGHT)
        elif said not in _DRAWN:
            text = f"{text.removesuffix(_APPLY)}{mark}{said}" + (_APPLY if text.endswith(_APPLY) else "")
    spaced = _text(base).strip() in _SPACED | _LARGE
    return f" {text} " if spaced else text


def _operand(*elements: ElementTree.Element) -> str:
    """What stands above, below or under something: in parentheses, unless it is one word or sign."""
    text = _tidy("".join(map(_text, elements)))
    return text if len(text) == 1 or re.fullmatch(r"[−∂]?(?:[^\W_]|\.)+|\([^()]*\)", text) else f"{_LEFT}{text}{_RIGHT}"


def _tidy(text: str) -> str:
    """Signs close to what they belong to, functions to their parenthesis, single spaces."""
    text = re.sub(f"{_APPLY} *(?=[(\\[{{])", "", " ".join(text.split()))
    return _SIGN.sub(r"\1\2", re.sub(r"(?<=[(\[{]) | (?=[)\]},;])", "", text)).strip()
