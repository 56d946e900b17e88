"""A question in HTML and in Markdown: the answers in no telling order, all of it escaped."""

import markdown
import pytest
from bs4 import BeautifulSoup
from mini import problems_of, started

from academy.publish.markdown import with_outputs
from academy.publish.questions import answers, as_markdown, closing, opening

PAGE = """\
<!--ask: What is `a < b` & c?-->
<!--option: wrong.py | you read "it" backwards-->
<!--option: fails.py raises ValueError | you expected an error-->
```python
print("<right>")
```

Prose.

<!--/ask-->
"""
WRONG = "print('wrong')\n"
FAILS = "raise ValueError('a & b')\n"


@pytest.fixture
def asked(make_site):
    """A function that gives the build of a page with a question, and its block."""

    def ask(page: str = PAGE, wrong: str = WRONG, fails: str = FAILS):
        build = started(make_site(page, {"wrong.py": wrong, "fails.py": fails}))
        return build, build.site.pages["docs/index.md"].blocks[0]

    return ask


def test_answers_are_what_the_runs_gave(asked):
    build, block = asked()
    assert problems_of(build) == ""
    assert answers(block, build.shown) == [
        ("<right>", ""),
        ("wrong", 'you read "it" backwards'),
        ("ValueError: a & b", "you expected an error"),
    ]


def test_question_is_a_group_of_choices_that_are_escaped(asked):
    build, block = asked()
    found = answers(block, build.shown)
    html = BeautifulSoup(opening(block, found) + closing(found) + "</details>", "html.parser")
    assert (
        html.select_one(".ask[role=group] > .ask-question").decode_contents()
        == "What is <code>a &lt; b</code> &amp; c?"
    )
    assert html.select_one(".ask")["aria-labelledby"] == html.select_one(".ask-question")["id"]
    choices = {label.samp.get_text(): label.input["data-mistake"] for label in html.select("label")}
    assert choices == dict(found)
    assert [item.get_text() for item in html.select("details.ask-answer .ask-mistakes li")] == [
        'wrong: you read "it" backwards',
        "ValueError: a & b: you expected an error",
    ]


@pytest.mark.parametrize(
    ("printed", "key"), [("3", "3"), ("a 'b' \"c\"", "a 'b' \"c\""), ("1\n2", ""), ("x" * 81, ""), ("", "")]
)
def test_short_line_is_the_key_of_an_answer_that_is_typed(asked, printed, key):
    code = f"print({printed!r})"
    build, block = asked(f"<!--ask: What?-->\n```python\n{code}\n```\n\n<!--/ask-->\n")
    html = BeautifulSoup(opening(block, answers(block, build.shown)), "html.parser")
    assert html.select_one(".ask-own")["data-key"] == key


def test_order_of_the_choices_does_not_hang_on_which_is_right(asked):
    build, block = asked()
    found = answers(block, build.shown)
    texts = [label.get_text() for label in BeautifulSoup(opening(block, found), "html.parser").select("label")]
    turned = [found[1], found[0], found[2]]
    assert texts == [label.get_text() for label in BeautifulSoup(opening(block, turned), "html.parser").select("label")]


def test_markdown_has_the_question_then_the_answer(asked):
    build, block = asked()
    text = with_outputs(build.site.pages["docs/index.md"], build.shown, str)
    places = [text.index(one) for one in ("**What is", "- `wrong`\n", "<right>\n```", "- `wrong`: you read", "Prose.")]
    assert places == sorted(places)
    assert "ask" not in text
    assert as_markdown(block, [], ["x"]) == ["**What is `a < b` & c?**", "", "x"]


def test_answers_of_several_lines_are_code_line_by_line(asked):
    _, block = asked()
    text = "\n".join(as_markdown(block, [("a  `1`\n\nb*", ""), ("``", "you *guessed*")], []))
    html = markdown.markdown(text)
    assert "a  `1`" in html and "<code>b*</code>" in html and html.count("<br") == 1
    assert html.count("<code>``</code>") == 2 and "you *guessed*" in html


def test_code_in_a_mistake_is_code_where_that_can_be(asked):
    build, block = asked(PAGE.replace('read "it" backwards', "left out `x[0]`"))
    found = answers(block, build.shown)
    assert "you left out <code>x[0]</code>" in closing(found)
    assert 'data-mistake="you left out x[0]"' in opening(block, found)
    assert "- `wrong`: you left out `x[0]`" in as_markdown(block, found, [])


@pytest.mark.parametrize(
    ("wrong", "fails", "message"),
    [
        ("print('<right>')", FAILS, "docs/index.md:2: this answer is that of the block of line 4"),
        ("print('ValueError: a & b')", FAILS, "docs/index.md:3: this answer is that of line 2"),
        ("pass", FAILS, "docs/index.md:2: this answer prints nothing"),
        ("print(1 / 0)", FAILS, "docs/index.md:2: ZeroDivisionError: division by zero (snippets/wrong.py:1)"),
        (WRONG, "raise TypeError", "docs/index.md:3: expected ValueError, found TypeError (snippets/fails.py:1)"),
    ],
)
def test_answer_that_is_none_ends_the_build(asked, wrong, fails, message):
    build, _ = asked(wrong=f"{wrong}\n", fails=f"{fails}\n")
    assert message in problems_of(build)
