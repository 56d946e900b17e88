"""Snippets: their cells, and the paths by which pages find them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.page.snippets import BadSnippet, parse_snippet, read_snippet

SOURCE = """\
import math

# %% first-cell
a = 1

# %% [markdown]
# Text for the notebook.

# %% second

b = 2

"""


def write(folder, path, content="print(1)\n"):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def test_cells_are_setup_and_then_one_for_each_marker():
    cells = parse_snippet("a.py", SOURCE).cells
    assert [(cell.name, cell.start, cell.stop, cell.text) for cell in cells] == [
        ("", 1, 3, False),
        ("first-cell", 4, 6, False),
        ("", 7, 9, True),
        ("second", 10, 13, False),
    ]


def test_a_cell_shows_its_code_without_blank_lines_around_it():
    snippet = parse_snippet("a.py", SOURCE)
    assert snippet.code(snippet.cell("second")) == "b = 2"


def test_a_whole_snippet_shows_its_code_without_markers_and_text_cells():
    assert parse_snippet("a.py", SOURCE).code() == "import math\n\na = 1\n\nb = 2"


def test_a_snippet_without_markers_is_one_cell():
    snippet = parse_snippet("a.py", "x = 1\nprint(x)")
    assert [(cell.name, cell.start, cell.stop) for cell in snippet.cells] == [("", 1, 3)]
    assert snippet.code() == "x = 1\nprint(x)"


@pytest.mark.parametrize("source", ["", "\n", "# %% a\n", "# %% a\n\n\n"])
def test_a_snippet_without_code_shows_none(source):
    assert parse_snippet("a.py", source).code() == ""


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_read_like_ours(end):
    assert parse_snippet("a.py", SOURCE.replace("\n", end)) == parse_snippet("a.py", SOURCE)


def test_cells_count_lines_as_python_does():
    snippet = parse_snippet("a.py", "x = 'a\u2028b\x0cc'\n# %% cell\ny = 1\n")
    assert snippet.cell("cell").start == 3
    assert snippet.code(snippet.cell("cell")) == "y = 1"


@pytest.mark.parametrize(
    "marker",
    [
        "# %%",
        "#%% cell",
        "#  %% cell",
        "# %%cell",
        "# %% Cell",
        "# %% 1cell",
        "# %% two words",
        "# %% under_score",
        "# %% [code]",
        "# %% cell [markdown]",
        "# %% cell # why",
        "    # %% cell",
        "    # %% [markdown]",
        "# %%time",
    ],
)
def test_a_marker_in_another_form_is_an_error_with_its_line(marker):
    with pytest.raises(BadSnippet, match="bad cell marker: expected '# %% name'") as error:
        parse_snippet("a.py", f"x = 1\n{marker}\n")
    assert error.value.line == 2
    assert "four-steps" in error.value.advice


@pytest.mark.parametrize("name", ["a", "four-steps", "a1-", "z-2"])
def test_a_cell_name_is_letters_digits_and_dashes(name):
    assert parse_snippet("a.py", f"# %% {name}\nx = 1\n").cell(name).start == 2


def test_a_repeated_cell_name_is_an_error_with_its_line():
    with pytest.raises(BadSnippet, match="the cell name 'one' is taken") as error:
        parse_snippet("a.py", "# %% one\n# %% two\n# %% one\n")
    assert error.value.line == 3


def test_an_unknown_cell_is_an_error_with_the_nearest_and_all_names():
    with pytest.raises(BadSnippet, match="unknown cell 'secnd' of snippets/a.py, did you mean 'second'") as error:
        parse_snippet("a.py", SOURCE).cell("secnd")
    assert error.value.advice == "its cells are: first-cell, second"


def test_the_setup_cell_cannot_be_asked_for_by_an_empty_name():
    with pytest.raises(BadSnippet, match="unknown cell ''"):
        parse_snippet("a.py", SOURCE).cell("")


def test_comments_that_hold_percent_signs_are_no_markers():
    assert len(parse_snippet("a.py", "x = 1  # %% no\n# 100 %% sure\n").cells) == 1


@settings(deadline=None, max_examples=200, derandomize=True)
@given(
    st.lists(st.sampled_from(["", "x = 1", "# %% a", "# %% b", "# %% [markdown]", "    y", "\x0c", "é"]), max_size=8)
)
def test_cells_and_markers_cover_every_line_once(lines):
    try:
        cells = parse_snippet("a.py", "".join(line + "\n" for line in lines)).cells
    except BadSnippet as error:
        assert lines[: error.line].count(lines[error.line - 1]) == 2  # a repeated name
        return
    markers = [at for at, line in enumerate(lines, 1) if line.startswith("# %%")]
    covered = [at for cell in cells for at in range(cell.start, cell.stop)]
    assert sorted(covered + markers) == list(range(1, max(len(lines), 1) + 1))


# --- files ---------------------------------------------------------------------------------------


def test_a_snippet_is_read_by_its_path_below_the_folder(tmp_path):
    write(tmp_path, "course/lesson/one.py", "x = 1\n")
    found = read_snippet(tmp_path, "course/lesson/one.py")
    assert found == parse_snippet("course/lesson/one.py", "x = 1\n")
    assert found.name == "snippets/course/lesson/one.py"


def test_a_byte_order_mark_is_no_part_of_the_code(tmp_path):
    write(tmp_path, "one.py", b"\xef\xbb\xbfx = 1\n")
    assert read_snippet(tmp_path, "one.py").code() == "x = 1"


def test_an_unknown_snippet_is_an_error_with_the_nearest(tmp_path):
    write(tmp_path, "course/shapes.py")
    with pytest.raises(BadSnippet, match="unknown snippet 'course/shape.py', did you mean 'course/shapes.py'"):
        read_snippet(tmp_path, "course/shape.py")


@pytest.mark.parametrize("path", ["course", "", "no.py", "x\0.py", "a" * 300 + ".py", "data.csv", "\ud800.py"])
def test_what_is_no_python_file_is_an_unknown_snippet(tmp_path, path):
    write(tmp_path, "course/one.py")
    write(tmp_path, "data.csv")
    with pytest.raises(BadSnippet, match=r"unknown snippet|not plain"):
        read_snippet(tmp_path, path)


def test_a_missing_folder_of_snippets_is_an_unknown_snippet(tmp_path):
    with pytest.raises(BadSnippet, match="unknown snippet 'one.py'"):
        read_snippet(tmp_path / "snippets", "one.py")


@pytest.mark.parametrize("path", ["../out.py", "course/../../out.py", "{tmp}/out.py", "{tmp}/snippets/in.py"])
def test_a_path_that_leaves_the_folder_is_an_error(tmp_path, path):
    write(tmp_path, "out.py")
    write(tmp_path, "snippets/in.py")
    with pytest.raises(BadSnippet, match="leaves snippets/"):
        read_snippet(tmp_path / "snippets", path.format(tmp=tmp_path))


def test_a_symlink_that_leaves_the_folder_is_an_error(tmp_path):
    write(tmp_path, "out/one.py")
    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets" / "file.py").symlink_to(tmp_path / "out" / "one.py")
    (tmp_path / "snippets" / "folder").symlink_to(tmp_path / "out")
    for path in ("file.py", "folder/one.py"):
        with pytest.raises(BadSnippet, match="leaves snippets/"):
            read_snippet(tmp_path / "snippets", path)


def test_a_symlink_in_a_circle_is_an_unknown_snippet(tmp_path):
    (tmp_path / "one.py").symlink_to(tmp_path / "one.py")
    with pytest.raises(BadSnippet, match="unknown snippet"):
        read_snippet(tmp_path, "one.py")


def test_a_symlink_inside_the_folder_is_followed(tmp_path):
    write(tmp_path, "one.py", "x = 1\n")
    (tmp_path / "two.py").symlink_to(tmp_path / "one.py")
    assert read_snippet(tmp_path, "two.py").code() == "x = 1"


@pytest.mark.parametrize("path", ["./one.py", "course//one.py", "course/../one.py", "course/./one.py"])
def test_a_second_spelling_of_a_path_is_an_error(tmp_path, path):
    write(tmp_path, "one.py")
    write(tmp_path, "course/one.py")
    with pytest.raises(BadSnippet, match="is not plain"):
        read_snippet(tmp_path, path)


def test_a_snippet_that_is_not_utf8_is_an_error_with_its_line(tmp_path):
    write(tmp_path, "one.py", b"x = 1\ny = '\xff'\n")
    with pytest.raises(BadSnippet, match="not UTF-8") as error:
        read_snippet(tmp_path, "one.py")
    assert error.value.line == 2


@pytest.mark.parametrize("module", ["random", "torch", "numpy", "sympy"])
def test_a_snippet_named_like_a_module_that_programs_import_is_an_error(tmp_path, module):
    write(tmp_path, f"{module}.py")
    with pytest.raises(BadSnippet, match=f"named like the module '{module}'"):
        read_snippet(tmp_path, f"{module}.py")


@pytest.mark.parametrize(
    ("path", "message", "advice"),
    [
        ("lop.py", "unknown snippet 'lop.py', did you mean 'loop.py'?", ""),
        ("snippets/loop.py", "unknown snippet 'snippets/loop.py', did you mean 'loop.py'?", ""),
        ("xyz.py", "unknown snippet 'xyz.py'", "make snippets/xyz.py"),
    ],
)
def test_an_unknown_snippet_names_the_one_that_is_meant(tmp_path, path, message, advice):
    write(tmp_path / "snippets", "loop.py")
    with pytest.raises(BadSnippet) as error:
        read_snippet(tmp_path / "snippets", path)
    assert (str(error.value), error.value.advice) == (message, advice)
