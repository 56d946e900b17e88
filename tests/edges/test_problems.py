"""What an author reads when a page is wrong."""

import pytest

from academy.problems import BadInput, Problem, is_near, nearest, underlined, underlined_quote


def test_a_problem_begins_with_its_place_and_ends_with_advice():
    problem = Problem("docs/a.md", 4, "expected x, got y", "first\n\nsecond", "write x")
    assert str(problem) == "docs/a.md:4: expected x, got y\n    first\n\n    second\n    -> write x"


def test_a_problem_without_more_to_say_is_one_line():
    assert str(Problem("docs/a.md", 4, "wrong")) == "docs/a.md:4: wrong"


def test_bad_input_tells_each_problem_once_in_order_of_place():
    problems = [
        Problem("b.md", 1, "three"),
        Problem("a.md", 10, "two"),
        Problem("a.md", 9, "one"),
        Problem("b.md", 1, "three"),
    ]
    error = BadInput(iter(problems))
    assert [problem.message for problem in error.problems] == ["one", "two", "three"]
    assert str(error).startswith("3 problems in the lessons:\n\na.md:9: one\n\na.md:10: two\n\n")


def test_bad_input_counts_one_problem_in_the_singular():
    assert str(BadInput([Problem("a.md", 1, "wrong")])).startswith("1 problem in the lessons:")


@pytest.mark.parametrize(
    ("line", "columns", "marks"),
    [
        ("x = (1 +", (4, 5), "    ^"),
        ("    x = y z", (8, 11), "    ^^^"),
        ("    x = 1", (0, 0), "^^^^^"),
        ("\tx", (9, 12), "^"),  # Python may point behind the end
        ("x = 1", (3, 90), "   ^^"),
        ("x = 1", (3, 3), "   ^"),
    ],
)
def test_marks_stand_below_the_columns(line, columns, marks):
    assert underlined(line, *columns) == f"{line.strip()}\n{marks}"


def test_nothing_is_marked_on_an_empty_line():
    assert underlined("  ", 1, 2) == ""


def test_marks_stand_below_what_the_message_quotes():
    assert (
        underlined_quote('--8<-- "a.py:lop"', "unknown cell 'lop' of 'loop'")
        == '--8<-- "a.py:lop"\n' + 13 * " " + "^^^"
    )
    assert underlined_quote("> <!--varies-->", "it has no block") == "> <!--varies-->\n" + 15 * "^"


def test_nearest_names_the_one_most_alike():
    assert nearest("lop", ["setup", "loop", "plot"]) == ", did you mean 'loop'?"


def test_nearest_of_nothing_alike_is_silent():
    assert nearest("xyz", ["setup", "loop"]) == ""
    assert nearest("loop", []) == ""


@pytest.mark.parametrize("word", ["pyhton", "pythn", "pythonn", "Python", "Pyton"])
def test_slip_is_near(word):
    assert is_near(word, "python")


@pytest.mark.parametrize("word", ["", "text", "pycon", "json", "bash"])
def test_another_word_is_not_near(word):
    assert not is_near(word, "python")
