"""Fences that are none, or that would not run: what their author may have meant."""

import pytest

from academy.page.fences import Fence, scan
from academy.page.slips import is_meant_as_python, no_fence, still_open, too_far


def only_fence(text: str) -> Fence:
    (fence,) = (piece for piece in scan(text) if isinstance(piece, Fence))
    return fence


def named(info: str) -> Fence:
    return only_fence(f"```{info}\nx\n```\n")


@pytest.mark.parametrize(
    "language",
    [
        "{python}",
        "{code-cell}",
        "{ ipython3 }",
        "{code-block}",
        "python3",
        "py3",
        "Python2",
        "ipython",
        "pyhton",
        "Pyton",
        "pythn",
        "pythonn",
    ],
)
def test_another_name_of_python_and_a_misspelt_one_are_meant_as_python(language):
    assert is_meant_as_python(named(language))


@pytest.mark.parametrize(
    "language", ["", "{#id}", "{.text}", "text", "pycon", "pytb", "console", "yaml", "numpy", "pypy", "html"]
)
def test_another_language_is_meant_as_itself(language):
    assert not is_meant_as_python(named(language))


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        ("~~~~python\nx\n", "unclosed fence, or no fence at all", "close it with ~~~~ on a line of its own"),
        (
            '```python titel="a"\nx\n```',
            "unknown attribute 'titel', did you mean 'title'?",
            "title, hl_lines, linenums",
        ),
        ('```python caption="a"\nx\n```', "unknown attribute 'caption'", "title, hl_lines, linenums"),
        ("```python title=a\nx\n```", "the value of 'title' stands in no quotes", 'write title="The loop"'),
        ("```python notest\nx\n```", "'notest' behind the language makes this no fence", "<!--show-only: why-->"),
        ("~~~py  No_Run\nx\n~~~", "'No_Run' behind the language makes this no fence", "<!--show-only: why-->"),
        ("```python +SKIP\nx\n```", "'+SKIP' behind the language makes this no fence", "<!--show-only: why-->"),
        ("```python{1,3}\nx\n```", "'{1,3}' behind the language makes this no fence", 'hl_lines="2 4-5"'),
        ("```python:app.py\nx\n```", "':app.py' behind the language makes this no fence", 'title="The loop"'),
        ("```{code-cell} ipython3\nx\n```", "a block of 'code-cell' would not run", "write python"),
        ("- ```python\n  x\n  ```", "a fence on the line of a list's mark is none", "four spaces further in"),
        ("> 2. ~~~~py\n>    x\n>    ~~~~", "a fence on the line of a list's mark is none", "on a line of its own"),
        ('```python hl_lines="a"\nx\n```', "an attribute that cannot be read", 'write it like hl_lines="2 4-5"'),
    ],
)
def test_a_fence_that_is_none_says_why(text, message, advice):
    fence = scan(text)[0]
    line = text.partition("\n")[0]
    said, detail, what = no_fence(fence, line)
    assert said == message
    assert not detail or line.endswith(detail)
    assert advice in what


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("```python\nx = 1\n\nProse.\n\n```python\ny\n```\n", 6),
        ("~~~text\nx\n\n~~~ { .py }\ny\n~~~\n", 4),
        ("> ```python\n> x = 1 +\n>\n> ```python\n> y\n> ```\n", 4),
        ("```python\nx = 1\n\n~~~python\ny\n~~~\n```\n", 0),
        ('````python\ntext = """\n```python\n"""\n````\n', 0),
        ("```python\nx\n```\n", 0),
        ("```text\n```pythonic\n```\n", 0),
    ],
)
def test_a_fence_that_swallows_the_next_one_is_still_open_there(text, line):
    said = still_open(only_fence(text))
    assert (said and said[0]) == (f"this fence is still open on line {line}" if line else None)


@pytest.mark.parametrize(
    ("info", "count", "last"),
    [
        ('python hl_lines="1-3"', 2, 3),
        ('python hl_lines="2 4-5"', 4, 5),
        ("python hl_lines='10'", 9, 10),
        ('python title="7" hl_lines="2"', 1, 2),
        ('python hl_lines="1-3"', 3, 0),
        ('python title="7"', 1, 0),
        ("python", 0, 0),
    ],
)
def test_marked_lines_that_a_block_does_not_have_are_too_far(info, count, last):
    said = too_far(Fence(1, 3, "", "```", info, "python", ("x",)), count)
    assert said == (f"hl_lines names line {last} of a block of {count}" if last else "")
