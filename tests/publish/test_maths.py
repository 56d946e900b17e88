"""Formulas by themselves: TeX to HTML, which is kept, and to the plain text that a search finds."""

import os
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from mini import ROOT

from academy.publish.maths import KATEX, Formula, Formulas, Missing, Wrong, plain

STYLESHEET = ROOT / "academy/mkdocs/assets/katex/katex.min.css"


def rendered(tex: str) -> str | Wrong:
    formula = Formula(tex, display=True)
    return Formulas(Path(os.devnull) / "none").html([formula])[formula]  # a folder that keeps nothing


@pytest.fixture
def without_v8(monkeypatch) -> None:
    """mini-racer is not installed."""
    monkeypatch.setitem(sys.modules, "py_mini_racer", None)


# --- plain text ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\hat{y} = x W^\top + b", "ŷ = xW^⊤ + b"),
        (
            r"\operatorname{softmax}(z)_i = \frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}}",
            "softmax(z)_i = (e^(z_i))/(∑_(j = 1)^n e^(z_j))",
        ),
        (r"L = -\log \frac{a}{b+c}", "L = −log a/(b + c)"),
        (r"\theta_{t+1} \leftarrow \theta_t - \eta\, g_t", "θ_(t + 1) ← θ_t − η g_t"),
        (r"f''(x) \approx \sqrt{\tfrac{2}{n}}, \quad\text{if } x<0", "f′′(x) ≈ √(2/n), if x < 0"),
        (r"\lim_{x \to 0} -x \in \mathbb{R}^{2\times3}", "lim_(x → 0) −x ∈ R^(2 × 3)"),
        (r"\sigma(z) = \frac{1}{1+e^{-z}}", "σ(z) = 1/(1 + e^−z)"),
    ],
)
def test_plain_text_reads_as_an_author_would_write_it(tex, text):
    assert plain(rendered(tex)) == text


# --- HTML ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("tex", ["x^2", r"\frac{a}{b} < c", "\\begin{aligned}\na &= b \\\\\nc &= d\n\\end{aligned}"])
@pytest.mark.parametrize("display", [False, True])
def test_a_formula_is_html_for_the_eye_and_mathml_that_notes_its_tex(tex, display, tmp_path):
    formula = Formula(tex, display)
    html = Formulas(tmp_path).html([formula])[formula]
    assert ('class="katex-display"' in html) == display
    mathml = ElementTree.fromstring(re.search("<math .*?</math>", html, re.DOTALL)[0])
    assert mathml.find(".//{*}annotation").text == tex


def test_a_formula_in_a_line_and_the_same_displayed_are_two(tmp_path):
    inline, displayed = Formula("x"), Formula("x", display=True)
    found = Formulas(tmp_path).html([inline, displayed, inline])
    assert list(found) == [inline, displayed]
    assert found[inline] != found[displayed]


@pytest.mark.parametrize(
    ("tex", "message", "row", "underlined"),
    [
        (r"\fracx{a}", r"Undefined control sequence: \fracx", 0, "\\fracx{a}\n^^^^^^"),
        ("a +\n  b^c^d", "Double superscript", 1, "b^c^d\n   ^"),
        (r"\href{https://a.b}{c}", r"\href is not allowed", 0, "\\href{https://a.b}{c}\n" + 21 * "^"),
        ("a\n\\frac{b}", "Unexpected end of input", 1, "\\frac{b}\n       ^"),
    ],
)
def test_a_wrong_formula_says_what_is_wrong_and_where(tex, message, row, underlined):
    found = rendered(tex)
    assert isinstance(found, Wrong)
    assert message in found.message
    assert (found.row, found.underlined) == (row, underlined)


def test_a_mistake_without_a_place_is_marked_from_end_to_end():
    wrong = Wrong(Formula("  a + b\nc"), "no good")
    assert (wrong.row, wrong.underlined) == (0, "a + b\n^^^^^")


# --- what is kept --------------------------------------------------------------------------------


def test_formulas_that_were_rendered_before_need_no_v8(tmp_path, monkeypatch):
    formulas = [Formula("x^2"), Formula("y", display=True)]
    before = Formulas(tmp_path).html(formulas)
    monkeypatch.setitem(sys.modules, "py_mini_racer", None)
    assert Formulas(tmp_path).html(formulas) == before


def test_a_new_formula_without_v8_says_what_to_install(tmp_path, without_v8):
    with pytest.raises(Missing, match="pip install --constraint constraints.txt mini-racer"):
        Formulas(tmp_path).html([Formula("x")])


def test_no_formula_needs_no_v8(tmp_path, without_v8):
    assert Formulas(tmp_path).html([]) == {}


def test_what_is_wrong_is_not_kept_and_what_is_right_beside_it_is(tmp_path, monkeypatch):
    right, wrong = Formula("x"), Formula(r"\wrong")
    before = Formulas(tmp_path).html([wrong, right])
    assert isinstance(before[wrong], Wrong)
    monkeypatch.setitem(sys.modules, "py_mini_racer", None)
    assert Formulas(tmp_path).html([right]) == {right: before[right]}
    with pytest.raises(Missing):
        Formulas(tmp_path).html([wrong])


def test_a_damaged_formula_is_rendered_again(tmp_path):
    before = Formulas(tmp_path).html([Formula("x")])
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:-9])
    assert Formulas(tmp_path).html([Formula("x")]) == before


# --- KaTeX ---------------------------------------------------------------------------------------


def test_katex_is_as_published():
    """The script that renders and the published stylesheet are of one version, the one that is named."""
    pinned = re.search(r'^VERSION = "(.*)"', KATEX.with_name("vendor.py").read_text(), re.MULTILINE)[1]
    assert f'.katex-version:after{{content:"{pinned}"}}' in STYLESHEET.read_text()
    assert f'"{pinned}"' in KATEX.read_text(encoding="utf-8")
