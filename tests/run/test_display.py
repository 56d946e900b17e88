"""What a page shows of `IPython.display.display`: the picture, where plain `python` prints its text form."""

import re
from base64 import b64decode

import pytest
from mini import SHORT, python, write_files

from academy.judge.promises import words_of
from academy.recording import PNG, STDOUT, SVG, TABLE, Output

START = """
from IPython.display import Image, display
from PIL.Image import new
red, blue = new("RGB", (4, 2), "red"), new("RGB", (3, 5), "blue")
"""


@pytest.fixture
def show(run_code):
    """A function that runs code after START, and gives the results of that part; it must not fail."""

    def run_it(code: str, **how):
        found = run_code(START, code, **how)
        assert (found.breach, found.parts[-1].failure) == (None, None)
        return found.parts[1]

    return run_it


def size_of(picture: Output) -> tuple[int, int]:
    """Width and height in pixels, as they stand in the first chunk of a PNG file."""
    data = b64decode(picture.content, validate=True)
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def in_order(part) -> list[str]:
    """The printed texts, and the sizes of the pictures, as they stand on the page."""
    return [one.content if one.mime == STDOUT else "{}x{}".format(*size_of(one)) for one in part.outputs]


def without_addresses(text: str) -> str:
    return re.sub(r" at 0x[0-9A-F]+", "", text)


def printed(part) -> str:
    """What a plain script prints, but for the addresses."""
    return without_addresses("".join(one.content if one.mime == STDOUT else one.plain for one in part.outputs))


def test_picture_of_pil_is_shown_with_its_pixels(show, tmp_path):
    (picture,) = show("display(red)").outputs
    assert (picture.mime, picture.width, picture.height) == (PNG, 0, 0)
    write_files(tmp_path, {"a.png": b64decode(picture.content)})
    code = "import PIL.Image\nimage = PIL.Image.open('a.png')\nprint(image.size, image.mode, image.getpixel((3, 1)))"
    assert python("-c", code, cwd=tmp_path).stdout == "(4, 2) RGB (255, 0, 0)\n"


@pytest.mark.parametrize("given", ["'a.png'", "filename='a.png'", "open('a.png', 'rb').read()"])
def test_picture_that_the_program_saved_has_the_bytes_of_the_file_and_the_width_asked_for(given, show):
    code = f"red.save('a.png')\ndisplay(Image({given}, width=100))\nprint(open('a.png', 'rb').read().hex())"
    picture, text = show(code).outputs
    assert (picture.mime, picture.width, picture.height) == (PNG, 100, 0)
    assert b64decode(picture.content).hex() == text.content.strip()


def test_width_and_height_are_whole_pixels(show):
    code = "import numpy\nred.save('a.png')\ndisplay(Image('a.png', width=numpy.int64(8), height=3.6))"
    (picture,) = show(code).outputs
    assert (picture.width, picture.height) == (8, 4)


@pytest.mark.parametrize("imported", ["import IPython\nIPython.display", "import IPython.display as shows\nshows"])
def test_display_is_the_same_by_every_name(imported, show):
    assert in_order(show(f"{imported}.display(red)")) == ["4x2"]


def test_picture_stands_between_the_texts_that_were_printed_before_and_after_it(show):
    code = "print('one', end=' ')\ndisplay(red)\nprint('two')\ndisplay(blue)\ndisplay(red)\nprint('three')"
    assert in_order(show(code)) == ["one ", "4x2", "two\n", "3x5", "4x2", "three\n"]


def test_text_of_c_and_of_children_stands_before_the_picture_too(show):
    code = "import ctypes, os\nctypes.CDLL(None).puts(b'from C')\nos.system('echo from the shell')\n"
    text, picture = in_order(show(code + "print('from Python')\ndisplay(red)"))
    assert (sorted(text.splitlines()), picture) == (["from C", "from Python", "from the shell"], "4x2")


def test_pictures_of_one_display_stand_together(show):
    part = show("print('one')\ndisplay(red, blue)\nprint('two')")
    assert in_order(part) == ["one\n", "4x2", "3x5", "two\n"]
    texts = [without_addresses(picture.plain) for picture in part.pictures]
    image = "<PIL.Image.Image image mode=RGB size={}>"
    assert texts == [f"{image.format('4x2')} {image.format('3x5')}\n", ""]


def test_pictures_belong_to_the_part_that_displays_them(run_code):
    found = run_code(START, "display(red)", "pass", "print(1)\ndisplay(blue)", "1 / 0")
    assert [in_order(part) for part in found.parts] == [[], ["4x2"], [], ["1\n", "3x5"], []]


def test_picture_of_a_part_that_fails_is_kept(run_code):
    part = run_code(START, "display(red)\nprint(1 / 0)").parts[1]
    assert (in_order(part), part.failure.name) == (["4x2"], "ZeroDivisionError")


def test_picture_of_an_exit_handler_is_shown(show):
    assert in_order(show("import atexit\natexit.register(display, red)\nprint(1)")) == ["1\n", "4x2"]


@pytest.mark.parametrize("shown", ["'text', 3, None", "{'image/png': 'text'}", "type(red)", "[red.size]", ""])
def test_what_has_no_other_form_is_printed(shown, show):
    part, plain = show(f"display({shown})"), show(f"print({shown})")
    assert part == plain and not part.pictures


def test_text_beside_a_picture_is_an_error_that_says_what_to_do(run_code):
    failure = run_code(START, "display('red:', red)").parts[1].failure
    said = "display() shows pictures and tables or text at a time, found both: print the text"
    assert (failure.name, failure.message) == ("TypeError", said)


def test_object_that_has_any_attribute_is_no_picture(show):
    part = show("from unittest.mock import MagicMock\ndisplay(MagicMock(name='anything'))")
    assert part.stdout.startswith("<MagicMock name='anything'") and not part.pictures


@pytest.mark.parametrize("kind", ["jpeg", "gif"])
def test_picture_of_another_format_is_an_error_that_says_what_to_do(kind, run_code):
    part = run_code(START, f"red.save('a.{kind}')\nprint('before')\ndisplay(Image('a.{kind}'))").parts[1]
    said = f"a page shows PNG pictures, found image/{kind}: open it with PIL.Image.open and display that"
    assert (part.failure.name, part.failure.message) == ("TypeError", said)
    assert part.failure.line == 8 and "academy" not in part.failure.traceback
    assert in_order(part) == ["before\n"]


def test_advice_on_another_format_helps(show):
    code = "import PIL.Image\nred.save('a.jpg')\ndisplay(PIL.Image.open('a.jpg'))"
    assert in_order(show(code)) == ["4x2"]


def test_picture_that_only_its_name_calls_a_png_is_an_error(run_code):
    failure = run_code(START, "red.save('a.png', 'jpeg')\ndisplay(Image('a.png', width=9))").parts[1].failure
    said = "a page shows PNG pictures, found other bytes: open it with PIL.Image.open and display that"
    assert (failure.name, failure.message) == ("TypeError", said)


def test_size_that_is_no_number_of_pixels_is_an_error(run_code):
    failure = run_code(START, "red.save('a.png')\ndisplay(Image('a.png', width='50%'))").parts[1].failure
    said = "expected the size of a picture in pixels, found '50%'"
    assert (failure.name, failure.message) == ("TypeError", said)


def test_picture_whose_text_form_fails_takes_no_other_text_away(show):
    bad = "class Bad:\n    _repr_png_ = red._repr_png_\n    def __repr__(self):\n        return 1 / 0\n"
    part = show(f"{bad}try:\n    display(Bad())\nexcept ZeroDivisionError:\n    print('caught')\ndisplay(blue)")
    assert in_order(part) == ["4x2", "caught\n", "3x5"]
    assert [bool(picture.plain) for picture in part.pictures] == [False, True]


@pytest.mark.parametrize("ending", ["raise SystemExit", "pass"], ids=["that ends", "that runs on"])
def test_fork_reports_no_picture_and_prints_its_text(ending, show):
    code = f"import os\nif os.fork() == 0:\n    display(red)\n    {ending}\nelse:\n    os.wait()\n    display(blue)"
    text, picture = in_order(show(code))
    assert (without_addresses(text), picture) == ("<PIL.Image.Image image mode=RGB size=4x2>\n", "3x5")


def test_pictures_of_a_part_that_breaks_off_are_printed_as_text(run_code):
    found = run_code(START, "import os\ndisplay(red)\nprint('end', flush=True)\nos._exit(3)")
    assert words_of(found.breach) == "ended itself (exit code 3)"
    assert not found.parts[1].pictures
    assert without_addresses(found.parts[1].stdout) == "<PIL.Image.Image image mode=RGB size=4x2>\nend\n"


def test_pictures_count_towards_the_limit_of_what_a_program_makes(run_code):
    noise = "import os\nfrom PIL.Image import frombytes\ndisplay(frombytes('RGB', (200, 200), os.urandom(120_000)))"
    found = run_code(START, noise, limits=SHORT)
    assert words_of(found.breach) == "made figures and tracebacks of more than 0.0625 MiB"


SHOWS = """\
print("before")
display(red)
display(red, blue)
red.save("a.png")
display(Image("a.png", width=100))
display("text", 3)
print("after", flush=True)
"""


def test_recorded_and_fresh_run_show_the_same_and_plain_python_prints_the_same_text(show, plain_run):
    recorded, fresh = show(SHOWS), show(SHOWS, fresh=True)
    assert len(recorded.pictures) == 4
    assert [(one.content, one.width) for one in recorded.pictures] == [
        (one.content, one.width) for one in fresh.pictures
    ]
    assert list(map(without_addresses, in_order(recorded))) == list(map(without_addresses, in_order(fresh)))
    plain = plain_run(START + SHOWS)
    assert printed(recorded) == printed(fresh) == without_addresses(plain.stdout)
    assert (recorded.stderr, plain.stderr) == ("", "")


def test_figures_follow_the_pictures(show):
    part = show("import matplotlib.pyplot as plt\nplt.plot([1])\ndisplay(red)\nprint(1)")
    assert [one.mime for one in part.outputs] == [PNG, STDOUT, "image/svg+xml"]


# ---------------------------------------------------------------------------- tables


@pytest.mark.parametrize("shown", ["[{'a': 1}, {'a': 2}]", "{'a': [1, 2]}", "numpy.eye(2)", "torch.eye(2)", "frame"])
def test_table_is_shown_where_plain_python_prints_its_text(shown, show):
    code = f"import numpy, pandas, torch\nframe = pandas.DataFrame({{'a': [1]}})\nprint(0)\ndisplay({shown})\nprint(1)"
    part, plain = show(code), show(code.replace("display(", "print("))
    assert [one.mime for one in part.outputs] == [STDOUT, TABLE, STDOUT]
    assert part.outputs[1].content.startswith("<table>")
    assert part.printed == plain.stdout
    assert (part.pictures, len(part.displayed)) == ((), 1)


def test_tables_and_pictures_of_one_display_stand_together(show):
    assert [one.mime for one in show("display([{'a': 1}], red)").outputs] == [TABLE, PNG]


def test_table_in_html_is_one(show):
    part = show("from IPython.display import HTML\ndisplay(HTML('<table><tr><td>1</td></tr></table>'))")
    assert (
        part.displayed[0].content.replace("\n", "")
        == '<table><tbody><tr><td class="number">1</td></tr></tbody></table>'
    )


# ---------------------------------------------------------------------------- figures

FIGURE = "from matplotlib.figure import Figure\nfigure = Figure()\nfigure.subplots().plot([1, 2])\n"


def test_figure_without_pyplot_is_shown_by_display(show):
    part = show(f"{FIGURE}print(0)\ndisplay(figure)\nprint(1)")
    assert [one.mime for one in part.outputs] == [STDOUT, SVG, STDOUT]
    assert part.pictures[0].plain == "Figure(560x340)\n"


def test_displayed_figure_is_shown_again_only_if_it_changes(run_code):
    start = f"{START}import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\n"
    same = run_code(start + "display(figure)", "pass").parts
    changed = run_code(start + "display(figure)\naxes.set_title('new')", "pass").parts
    assert [len(part.pictures) for part in (*same, *changed)] == [1, 0, 2, 0]


def test_figure_of_another_scripts_folder_has_the_house_style(show):
    assert show(f"{FIGURE}print(figure.get_size_inches())\ndisplay(figure)", fresh=True).stdout == "[5.6 3.4]\n"


# ---------------------------------------------------------------------------- what a page cannot show

NO_FORM = "a page shows text, tables, figures and PNG pictures, found {}: print or plot what it is"
ANIMATED = "import matplotlib.pyplot as plt\nfrom matplotlib.animation import FuncAnimation\n"
ANIMATED += "figure, axes = plt.subplots()\nmoves = FuncAnimation(figure, lambda frame: axes.plot([frame]), 3)\n"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("from IPython.display import HTML\ndisplay(HTML('<b>text</b>'))", "HTML"),
        ("from IPython.display import Audio\ndisplay(Audio([0.0, 0.1], rate=8000))", "Audio"),
        ("display(Image(url='https://example.org/a.png'))", "Image"),
        ("from IPython.display import Math\ndisplay(Math('x^2'))", "Math"),
        (f"{ANIMATED}display(moves)", "FuncAnimation"),
    ],
)
def test_what_a_page_cannot_show_is_an_error_that_names_it(code, name, run_code):
    failure = run_code(START, code).parts[1].failure
    assert (failure.name, failure.message) == ("TypeError", NO_FORM.format(name))


@pytest.mark.parametrize(
    "ending", ["", "plt.show()", "display(figure)", "moves.save('a.gif', 'pillow')\nplt.title('x')"]
)
def test_animation_is_an_error_that_says_what_to_do(ending, run_code):
    failure = run_code(START, ANIMATED + ending).parts[1].failure
    assert failure.name == "TypeError"
    assert failure.message == "a page shows no animation: draw some of its frames as figures, or beside each other"
