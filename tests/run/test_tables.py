"""What is displayed as a table: its rows and cells, and nothing else."""

import numpy
import pandas
import pytest
import torch
from bs4 import BeautifulSoup

from academy.run.tables import table_of

FRAME = pandas.DataFrame({"loss": [0.5, 0.25], "name": ["<a>", "b & c"]}, index=["first", "second"])
SMALL = "<table><thead><tr><th>{}</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"


class Own:
    """An object with a form in HTML."""

    def __init__(self, html: object) -> None:
        self.html = html

    def _repr_html_(self) -> object:
        return self.html


def cells(shown: object) -> list[list[str]]:
    """The texts of the table, row by row."""
    rows = BeautifulSoup(table_of(shown), "html.parser").select("tr")
    return [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in rows]


def headers(shown: object) -> list[tuple[str, str]]:
    found = BeautifulSoup(table_of(shown), "html.parser").select("th")
    return [(cell["scope"], cell.get_text()) for cell in found]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (
            [{"epoch": 1, "loss": 0.5}, {"epoch": 2, "note": "<b>"}],
            [["epoch", "loss", "note"], ["1", "0.5", ""], ["2", "", "<b>"]],
        ),
        ({"a": [1, 2], "b": ("x", None)}, [["a", "b"], ["1", "x"], ["2", "None"]]),
        (torch.tensor([[0.1, 2.0]], requires_grad=True), [["0.1000", "2."]]),
        (torch.tensor([[1], [2]]), [["1"], ["2"]]),
        (torch.ones(1, 2) > 0, [["True", "True"]]),
        (numpy.array([[0.1 + 0.2, 2.0]]), [["0.3", "2."]]),
        (numpy.array([["a", "b"]]), [["'a'", "'b'"]]),
        (FRAME, [["", "loss", "name"], ["first", "0.50", "<a>"], ["second", "0.25", "b & c"]]),
    ],
)
def test_table_has_these_cells(shown, expected):
    assert cells(shown) == expected


@pytest.mark.parametrize(
    "shown",
    ["text", 3, None, [], {}, [1, 2], [{}], [{"a": 1}, 2], {"a": 1}, {"a": [1], "b": [1, 2]}, {"a": []}, torch.ones(2)]
    + [torch.ones(2, 2, 2), numpy.ones(3), torch.ones(0, 2), pandas.DataFrame, Own(None), Own("<p>text</p>")]
    + [Own(SMALL + SMALL), Own(f"<script>1</script>{SMALL}"), Own(3)],
)
def test_what_is_no_table_is_none(shown):
    assert table_of(shown) == ""


def test_headers_say_what_they_head():
    assert headers(FRAME) == [("col", "loss"), ("col", "name"), ("row", "first"), ("row", "second")]
    assert headers({"a": [1]}) == [("col", "a")]


def test_columns_of_numbers_are_marked():
    table = BeautifulSoup(table_of([{"n": "-1.5e-3", "t": "a"}, {"n": "", "t": "2"}]), "html.parser")
    assert [cell.get_text() for cell in table.select(".number")] == ["n", "-1.5e-3", ""]


def test_header_of_several_columns_spans_them():
    grouped = FRAME.groupby("name").agg({"loss": ["mean", "max"]})
    assert '<th scope="col" class="number" colspan="2">loss</th>' in table_of(grouped)


def test_what_stands_around_a_table_is_its_caption():
    assert "<table><caption>5 rows</caption><thead>" in table_of(Own(f"<style>p {{}}</style>{SMALL}<p>5\n rows</p>"))


def test_nothing_of_an_object_but_its_text_reaches_the_page():
    html = SMALL.format('a<img src="x" onerror="alert(1)"><b onclick="x">b</b>').replace(
        "<td", '<td style="x" class="y"'
    )
    assert table_of(Own(html)).replace("\n", "") == (
        '<table><thead><tr><th scope="col" class="number">ab</th></tr></thead>'
        '<tbody><tr><td class="number">1</td></tr></tbody></table>'
    )


@pytest.mark.parametrize(
    "shown", [torch.zeros(100, 100), numpy.zeros((1501, 1)), [{"a": 1, "b": 2}] * 800, {"a": list(range(2000))}]
)
def test_table_that_is_too_large_is_an_error(shown):
    with pytest.raises(TypeError, match=r"a table of \d+ cells is too large for a page: display its first rows"):
        table_of(shown)
