"""Lines of code and outputs as elements that know their indent."""

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from academy.mkdocs.lines import is_aligned, with_lines
from academy.publish.tracebacks import error_html, pre

LONG = "one_long_name = another_long_name + yet_another_long_name"
CODE = f'''\
{LONG}
def f():
    """A docstring <b>that</b> is long enough,
        and goes on & on & on & on.
    """

    return {LONG!r}  # (1)!'''
STYLES = {
    "plain": {},
    "named lines": {"anchor_linenums": True, "line_spans": "__span"},
    "numbers": {"linenums": True, "linenums_style": "pymdownx-inline"},
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("lines", ["", ' hl_lines="1 4-5"'])
def test_each_long_line_of_code_knows_its_indent_and_keeps_its_text(style, lines):
    markdown = Markdown(
        extensions=["pymdownx.superfences", "pymdownx.highlight"],
        extension_configs={"pymdownx.highlight": STYLES[style]},
    )
    html = markdown.convert(f"```python{lines}\n{CODE}\n```")
    lined = BeautifulSoup(with_lines(html), "html.parser")
    assert lined.get_text() == BeautifulSoup(html, "html.parser").get_text()
    found = [(line.get("style", ""), line.get_text()) for line in lined.select("code .code-line")]
    wanted = [line for line in CODE.splitlines() if len(line) > 24]
    assert found == [(f"--i:{len(line) - len(line.lstrip())}" * (line[0] == " "), line) for line in wanted]


@pytest.mark.parametrize("html", ["<p>x</p>", '<pre class="mermaid"><code>a</code></pre>', "<pre><code>x</code></pre>"])
def test_what_no_highlighter_made_is_left_alone(html):
    assert with_lines(html) == html


def test_a_token_that_no_line_ends_leaves_its_block_as_it_is():
    html = f'<pre><span></span><code><span class="s">{LONG}\n{LONG}</span>\n</code></pre>'
    assert with_lines(html) == html


def test_text_outside_of_outputs_is_no_line():
    html = f"<label><samp>{LONG}</samp></label>"
    assert with_lines(html + pre(LONG)).startswith(html + "<pre")


TABLES = ("a    b\nccc  d", "tensor([[1., 2.],\n        [3., 4.]])", "x\nepoch  1  2\nepoch 10  3\ny", "[[1]\n [2]]")
TEXTS = ("", "one", "a  b\nc d", "Net(\n  (0): Linear(\n  )\n)", "[1,\n2]", "a\n\n    b")


@pytest.mark.parametrize("text", TABLES)
def test_columns_are_seen(text):
    assert is_aligned(text.splitlines())
    assert with_lines(pre(text)) == pre(text).replace("<samp>", '<samp class="aligned">')


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_no_columns(text):
    assert not is_aligned(text.splitlines())


TRACEBACK = """\
Traceback (most recent call last):
  File "snippets/a/very/long/path/b.py", line 5, in <module>
    f(1 < 2, {call})
             {carets}
ValueError: no"""


@pytest.mark.parametrize("call", ["g(x)", "s['<&>']", "a_rather_long_name @ b"])
def test_what_carets_point_at_is_marked(call):
    text = TRACEBACK.format(call=call, carets="~" * (len(call) - 1) + "^")
    html = with_lines(error_html(text, ("snippets/",)))
    page = BeautifulSoup(html, "html.parser")
    assert [at.get_text() for at in page.select(".code-at")] == [call]
    assert page.select_one(".code-carets").get_text().strip().strip("~") == "^"
    assert page.get_text() == BeautifulSoup(error_html(text, ("snippets/",)), "html.parser").get_text()
    assert "snippets/<wbr>a/<wbr>very" in html
