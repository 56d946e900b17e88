"""The table of outputs by MIME type: each in HTML, in Markdown and in a notebook, its size and its file."""

import re
from base64 import b64decode, b64encode

import nbformat
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from publishing import DRAWING, MARKUP, Tags, png

from academy import recording
from academy.publish.kinds import KINDS, Place, file_name, plain, size, text_html
from academy.recording import ERROR, PNG, STDERR, STDOUT, SVG, TABLE, Output

MIMES = {
    value
    for value in vars(recording).values()
    if isinstance(value, str) and re.fullmatch(r"(application|image|text)/[\w.+-]+", value)
}
OUTPUTS = {
    STDOUT: Output(STDOUT, "one\ntwo\n"),
    STDERR: Output(STDERR, "warning\n"),
    ERROR: Output(ERROR, 'Traceback:\n  File "a.py", line 1\nValueError: bad: worse', "ValueError: bad: worse"),
    SVG: Output(SVG, DRAWING),
    PNG: Output(PNG, png(8, 4)),
    TABLE: Output(TABLE, "<table><tbody><tr><td>1</td></tr></tbody></table>", "[[1]]\n"),
}
PIXELS = st.integers(1, 5000)


def test_every_type_of_output_has_a_row():
    assert set(KINDS) == MIMES == set(OUTPUTS)


@pytest.mark.parametrize("mime", KINDS)
def test_every_kind_stands_in_html_in_markdown_and_in_a_notebook(mime):
    output, place = OUTPUTS[mime], Place(("docs/a.md",), "a text", "figures/a")
    tags = Tags(KINDS[mime].html(output, place))
    assert tags.seen[0][0] in ("div", "figure")
    assert tags.seen[0][1]["class"].startswith("output output-")
    assert all("\n" not in line for line in KINDS[mime].markdown(output, place))
    cell = nbformat.v4.new_code_cell("x", id="a", outputs=[KINDS[mime].notebook(output, place)])
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))


@pytest.mark.parametrize(
    ("mime", "found"),
    [
        (STDOUT, {"output_type": "stream", "name": "stdout", "text": "one\ntwo\n"}),
        (STDERR, {"output_type": "stream", "name": "stderr", "text": "warning\n"}),
        (
            ERROR,
            {
                "output_type": "error",
                "ename": "ValueError",
                "evalue": "bad: worse",
                "traceback": ["Traceback:", '  File "a.py", line 1', "ValueError: bad: worse"],
            },
        ),
        (SVG, {"output_type": "display_data", "data": {SVG: "figures/a.svg"}, "metadata": {}}),
        (PNG, {"output_type": "display_data", "data": {PNG: "figures/a.svg"}, "metadata": {}}),
        (
            TABLE,
            {
                "output_type": "display_data",
                "data": {TABLE: OUTPUTS[TABLE].content, "text/plain": "[[1]]\n"},
                "metadata": {},
            },
        ),
    ],
)
def test_a_notebook_holds_texts_and_the_addresses_of_pictures(mime, found):
    assert KINDS[mime].notebook(OUTPUTS[mime], Place(address="figures/a.svg")) == found


@pytest.mark.parametrize("mime", [SVG, PNG])
def test_a_picture_without_a_file_stands_in_the_notebook_itself(mime):
    assert KINDS[mime].notebook(OUTPUTS[mime], Place())["data"] == {mime: OUTPUTS[mime].content}


def test_table_is_scrolled_by_the_keyboard_and_plain_in_markdown():
    html = KINDS[TABLE].html(OUTPUTS[TABLE], Place())
    assert html.startswith('<div class="output output-table" tabindex="0"><table class="cells">')
    assert KINDS[TABLE].markdown(OUTPUTS[TABLE], Place()) == ["```text", "[[1]]", "```"]


@pytest.mark.parametrize(("lines", "first", "rest"), [(1, 1, 0), (50, 50, 0), (51, 30, 21), (400, 30, 370)])
def test_long_text_is_folded_behind_its_first_lines(lines, first, rest):
    html = BeautifulSoup(text_html("stdout", "\n".join(map(str, range(lines)))), "html.parser")
    fold = html.details.extract() if rest else None
    assert html.get_text().splitlines() == [str(number) for number in range(first)]
    if fold:
        assert fold.summary.extract().get_text() == f"{rest} more lines" and fold.has_attr("data-search-exclude")
        assert fold.get_text().splitlines() == [str(number) for number in range(first, lines)]


@pytest.mark.parametrize(("text", "searched"), [("x" * 5000, True), ("x" * 5001, False), ("x\n" * 60, True)])
def test_very_long_text_is_kept_out_of_the_search(text, searched):
    assert ("data-search-exclude" in text_html("stdout", text).partition(">")[0]) is not searched


def test_text_in_html_can_be_scrolled_by_the_keyboard():
    assert text_html("stdout", "a < b") == (
        '<div class="output output-stdout"><pre tabindex="0"><samp>a &lt; b\n</samp></pre></div>'
    )


# --- files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mime", "suffix"), [(STDOUT, ""), (STDERR, ""), (ERROR, ""), (SVG, ".svg"), (PNG, ".png")])
def test_pictures_stand_in_files_of_their_own(mime, suffix):
    pattern = rf"[0-9a-f]{{16}}{re.escape(suffix)}" if suffix else ""
    assert re.fullmatch(pattern, file_name(OUTPUTS[mime]))


@settings(deadline=None, derandomize=True)
@given(st.sampled_from([SVG, PNG]), st.text(), st.text())
def test_the_name_of_a_file_says_what_it_holds(mime, one, other):
    names = {file_name(Output(mime, one)), file_name(Output(mime, one, width=3)), file_name(Output(mime, other))}
    assert len(names) == len({one, other})


def test_a_file_holds_the_bytes_of_its_picture():
    assert KINDS[SVG].data(OUTPUTS[SVG]) == DRAWING.encode()
    assert KINDS[PNG].data(OUTPUTS[PNG]) == b64decode(OUTPUTS[PNG].content)
    assert KINDS[PNG].data(OUTPUTS[PNG]).startswith(b"\x89PNG")


# --- sizes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("mime", [STDOUT, STDERR, ERROR])
def test_a_text_is_as_large_as_its_words(mime):
    assert size(OUTPUTS[mime]) == (0, 0)


@pytest.mark.parametrize(
    ("svg", "pixels"),
    [
        ('<svg width="75pt" viewBox="0 0 75 37.5">', (100, 50)),
        ('<svg xmlns="a"\n viewBox="0 0 345.6 216">', (461, 288)),
        ("<svg>", (0, 0)),
    ],
)
def test_the_size_of_a_figure_is_in_pixels_of_the_page(svg, pixels):
    assert size(Output(SVG, svg)) == pixels


@settings(deadline=None, derandomize=True)
@given(PIXELS, PIXELS)
def test_the_size_of_a_picture_is_read_from_its_header(width, height):
    assert size(Output(PNG, png(width, height))) == (width, height)


@settings(deadline=None, derandomize=True)
@given(PIXELS, PIXELS)
def test_the_size_that_a_program_asks_for_is_taken(width, height):
    assert size(Output(PNG, OUTPUTS[PNG].content, width=width, height=height)) == (width, height)


@settings(deadline=None, derandomize=True)
@given(PIXELS, PIXELS, PIXELS)
def test_a_picture_keeps_its_form_where_a_program_asks_for_one_side(width, height, wanted):
    content = png(width, height)
    assert size(Output(PNG, content, width=wanted)) == (wanted, round(height * wanted / width))
    assert size(Output(PNG, content, height=wanted)) == (round(width * wanted / height), wanted)


@pytest.mark.parametrize("bytes_left", [0, 8, 16, 20])
def test_a_picture_that_is_cut_short_has_a_size_all_the_same(bytes_left):
    content = b64encode(b64decode(png(8, 4))[:bytes_left]).decode()
    for wanted in ({}, {"width": 10}, {"height": 10}):
        assert all(size(Output(PNG, content, **wanted)))


def test_a_picture_in_html_has_the_size_that_is_asked_for():
    wanted = Output(PNG, OUTPUTS[PNG].content, width=100)
    (image,) = Tags(KINDS[PNG].html(wanted, Place(alt="<a>", address='f/"a"'))).of("img")
    assert image == {"src": 'f/"a"', "width": "100", "height": "50", "alt": "<a>", "loading": "lazy"}


# --- text in Markdown ----------------------------------------------------------------------------


@settings(deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([*MARKUP, "a", "1."])).map("".join))
def test_plain_text_is_one_line_without_marks(text):
    found = plain(text)
    assert "\n" not in found
    assert not re.search(r"(?<!\\)[`*_\[\]<]", found.replace("\\\\", ""))
