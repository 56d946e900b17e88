"""Which figures a block shows, and that their bytes are the same on every run."""

import copy
import os
import re
import sys
import xml.etree.ElementTree as ElementTree

import pytest
from mini import python, write_files

from academy.recording import SVG
from academy.run import client
from academy.run.svg import tidy

START = "import matplotlib.pyplot as plt"
KINDS = """
import numpy as np
fig, axes = plt.subplots(2, 3)
axes[0, 0].plot([1, 2, 4], label="a $x^2$")
axes[0, 0].legend()
axes[0, 1].imshow(np.arange(12).reshape(3, 4))
axes[0, 2].bar(["a", "b"], [1, 2], hatch="/")
axes[1, 0].scatter([1, 2], [3, 4], c=[0.1, 0.9])
axes[1, 1].contourf(np.arange(9).reshape(3, 3))
axes[1, 2].fill_between([0, 1], [0, 1], alpha=0.5)
fig.colorbar(axes[0, 1].images[0])
fig.suptitle("all")
"""


def counts(recording) -> list[int]:
    assert recording.breach is None
    assert [part.failure for part in recording.parts] == [None] * len(recording.parts)
    return [len(part.pictures) for part in recording.parts]


def svgs(part) -> list[str]:
    assert {picture.mime for picture in part.pictures} <= {SVG}
    return [picture.content for picture in part.pictures]


def titles(part) -> list[str]:
    return [re.findall(r"<text[^>]*>([a-z]+)</text>", svg)[-1] for svg in svgs(part)]


def test_figure_is_shown_by_the_block_that_makes_it_once(run_code):
    made = "plt.plot([1, 2])"
    assert counts(run_code(START, made, "pass", "plt.show()", "plt.close()")) == [0, 1, 0, 0, 0]


def test_figure_that_a_block_changes_is_shown_again(run_code):
    assert counts(run_code(START, "plt.plot([1, 2])", "plt.title('new')", "plt.title('new')")) == [0, 1, 1, 0]


def test_figure_that_is_drawn_or_saved_again_is_not_changed(run_code):
    again = "plt.gcf().canvas.draw()\nplt.savefig('figure.png')\nplt.savefig('figure.svg')"
    assert counts(run_code(START, "plt.plot([1, 2])\nplt.title('one')", again, "plt.draw()")) == [0, 1, 0, 0]


def test_closed_figures_are_shown_in_the_order_of_creation(run_code):
    found = run_code(
        START,
        "for name in ('one', 'two', 'three'):\n    plt.figure()\n    plt.title(name)\n"
        "plt.figure(1)\nplt.close(2)\nplt.close(1)",
        "plt.close('all')\nplt.figure()\nplt.title('four')",
    )
    assert [titles(part) for part in found.parts] == [[], ["one", "two", "three"], ["four"]]


def test_change_of_a_closed_figure_is_shown(run_code):
    found = run_code(START, "fig, ax = plt.subplots()\nplt.close(fig)", "ax.set_title('late')")
    assert counts(found) == [0, 1, 1]


def test_figure_of_a_block_that_fails_is_kept(run_code):
    found = run_code(START, "plt.plot([1])\n1 / 0")
    assert len(found.parts[1].pictures) == 1 and found.parts[1].failure.name == "ZeroDivisionError"


def test_figure_that_cannot_be_drawn_is_a_failure(run_code):
    found = run_code("import matplotlib.pyplot as plt\nplt.title(r'$\\frac$')")
    assert (found.breach, found.parts[0].failure.name) == (None, "ValueError")


def test_figure_of_another_backend_is_shown(run_code):
    assert counts(run_code("import matplotlib\nmatplotlib.use('Agg')", START, "plt.plot([1])")) == [0, 0, 1]


def lines_of(svg: str) -> int:
    return svg.count('<g id="line2d_') and len(re.findall(r"stroke: #2f81f7|stroke: #e0701a", svg))


@pytest.mark.parametrize(
    "code",
    [
        "plt.plot([1, 2])\nplt.title('one')\nplt.show()\nplt.plot([2, 1])\nplt.title('two')\nplt.show()",
        "plt.plot([1, 2])\nplt.title('one')\nplt.show()\nplt.plot([2, 1])\nplt.title('two')",
        "for name in ('one', 'two'):\n    plt.subplots()[1].plot([1, 2])\n    plt.title(name)\n    plt.show()",
        "fig, ax = plt.subplots()\nax.plot([1])\nax.set_title('one')\nplt.show()\nplt.figure()\nplt.title('two')",
    ],
)
def test_show_ends_a_figure_and_the_next_plot_starts_anew(code, run_code):
    part = run_code(START, code).parts[1]
    assert titles(part) == ["one", "two"] and all(lines_of(svg) <= 1 for svg in svgs(part))
    assert part.late == 0


def test_show_in_one_block_ends_the_figure_for_the_next(run_code):
    found = run_code(START, "plt.plot([1])\nplt.show()", "plt.plot([2])\nprint(plt.get_fignums())")
    assert counts(found) == [0, 1, 1]
    assert found.parts[2].stdout == "[1]\n"


@pytest.mark.parametrize(
    ("codes", "late"),
    [
        (["ax.plot([1])\nplt.show()\nax.set_title('late')"], [1]),
        (["ax.plot([1])\nplt.show()", "ax.plot([2])", "print(1)"], [0, 1, 0]),
        (["plt.show()", "fig.suptitle('late')\nfig.savefig('kept.png')"], [0, 1]),
        (["ax.plot([1])\nplt.show()\nfig.savefig('kept.png')", "fig.canvas.draw()"], [0, 0]),
    ],
)
def test_what_is_drawn_after_its_show_is_noted(codes, late, run_code):
    found = run_code(f"{START}\nfig, ax = plt.subplots()\nplt.close()", "fig, ax = plt.subplots()", *codes)
    assert [part.late for part in found.parts[2:]] == late


GROWING = {
    "a legend outside": "plt.plot([1, 2], label='a curve')\nplt.legend(loc='upper left', bbox_to_anchor=(1.02, 1))",
    "long labels": "plt.bar(['a very long name of a bar', 'another very long name'], [1, 2])\nplt.xticks(rotation=90)",
    "a second axis": "plt.plot([1])\nplt.twinx().set_ylabel('on the right, far from the other')",
    "a text": "plt.text(1.05, 0.5, 'beside the axes', transform=plt.gca().transAxes)",
}


def box(svg: str) -> list[float]:
    return [float(number) for number in re.search(r'viewBox="([^"]*)"', svg)[1].split()]


@pytest.mark.parametrize("name", GROWING)
def test_picture_grows_with_what_reaches_over_its_edge(name, run_code):
    plain, grown = (svgs(run_code(START, code).parts[1])[0] for code in ("plt.plot([1, 2])", GROWING[name]))
    assert box(plain)[2:] == [403.2, 244.8]  # 5.6 by 3.4 inches
    assert box(grown)[2] > 403.2 or box(grown)[3] > 244.8


def test_picture_with_a_layout_of_its_own_keeps_its_size(run_code):
    code = "fig, axes = plt.subplots(2, 1, layout='constrained')\naxes[0].set_title('a title')\naxes[1].set_ylabel('y')"
    (svg,) = svgs(run_code(START, code).parts[1])
    assert box(svg)[2:] == [403.2, 244.8]


LIGHT = {
    "a style": "with plt.style.context('default'):\n    plt.plot([1, 2])\n    plt.title('t')",
    "a ground": "plt.figure(facecolor='lightyellow').add_subplot().plot([1, 2])",
    "the ground of the axes": "plt.subplots()[1].set_facecolor('lavender')",
    "a black line": "plt.plot([1, 2], color='black')",
    "a dark word": "plt.title('t', color='navy')",
}


@pytest.mark.parametrize("name", LIGHT)
def test_figure_with_colours_of_its_own_is_light_in_both_schemes(name, run_code):
    (svg,) = svgs(run_code(START, LIGHT[name]).parts[1])
    assert "var(" not in svg and "prefers-color-scheme" not in svg
    assert re.search(r'<rect width="100%" height="100%" fill="#ffffff"/>|<g id="patch_1">\s*<path[^>]*fill: #', svg)


@pytest.mark.parametrize("code", ["plt.plot([1, 2], color='tab:red')", "plt.imshow([[0, 1]])", "plt.bar([1], [2])"])
def test_figure_with_colours_that_both_schemes_show_follows_the_reader(code, run_code):
    (svg,) = svgs(run_code(START, code).parts[1])
    assert "prefers-color-scheme" in svg and 'fill="#ffffff"' not in svg
    light, dark = svg.split("prefers-color-scheme")
    assert "background:#fff" in light and "background:none" in dark, "a browser that knows no scheme has a light ground"


def test_no_grid_lies_over_an_image(run_code):
    (svg,) = svgs(run_code(START, "plt.imshow([[0, 1], [1, 0]])").parts[1])
    assert svg.index("<image") > svg.rindex("var(--plot-grid")


def test_show_and_draw_say_nothing(run_code):
    found = run_code(START, "plt.title('\U0001f600 no such glyph')\nplt.show()\nplt.gcf().show()\nplt.pause(0.01)")
    assert (found.parts[1].stdout, found.parts[1].stderr) == ("", "")


def test_figures_of_two_runs_and_of_a_bare_interpreter_have_the_same_bytes(run_code):
    first, second = run_code(START, KINDS), run_code(START, KINDS)
    bare = run_code(START, KINDS, fresh=True)
    assert counts(first) == counts(bare) == [0, 1]
    assert first.parts[1].pictures == second.parts[1].pictures == bare.parts[1].pictures


def test_figure_is_whole_xml_without_date_and_this_machine(run_code):
    (svg,) = svgs(run_code(START, KINDS).parts[1])
    ElementTree.fromstring(svg)
    assert not re.search(r"<metadata|<dc:|20\d\d-\d\d|/tmp|/home", svg)
    assert not re.search(r"(?:href|src|url)\W+https?:", svg.replace("http://www.w3.org", ""))


def test_coordinates_are_rounded_and_scales_kept():
    for long, short in {
        'd="M 1.006 2.5 L -0.019999 3"': 'd="M 1.01 2.5 L -0.02 3"',
        'transform="translate(1.25631 2) scale(0.015625 -0.1)"': 'transform="translate(1.26 2) scale(0.015625 -0.1)"',
        'transform="matrix(0.059568 0 0 0.059568 1.5 2)"': 'transform="matrix(0.059568 0 0 0.059568 1.5 2)"',
    }.items():
        assert tidy(f"<svg {long}/>") == f"<svg {short}/>"


@pytest.mark.parametrize("colour", ["#24292f", "#6e7781", "#d0d7de"])
def test_colours_of_the_style_follow_the_scheme(colour, run_code):
    (svg,) = svgs(run_code(START, KINDS.replace(", c=[0.1, 0.9]", "")).parts[1])
    assert f",{colour})" in svg
    assert not re.search(rf"(?<!,){colour}(?!;|\}})", svg.partition("</style>")[2])


FONTS = """
import matplotlib, os
from matplotlib.font_manager import fontManager
bundled = os.path.join(matplotlib.get_data_path(), "fonts")
print(*sorted({font.name for font in fontManager.ttflist if font.fname.startswith(bundled)}), sep="|")
print(*[font.fname for font in fontManager.ttflist if not font.fname.startswith(bundled)])
"""


def test_figures_know_the_fonts_of_matplotlib_alone(tmp_path):
    from matplotlib.font_manager import FontEntry, FontManager, fontManager, json_dump

    theirs = copy.copy(fontManager)  # the list that another environment left in the home folder
    theirs.ttflist = [FontEntry(fname="/elsewhere.ttf", name="Elsewhere")]
    name = f"cache/matplotlib/fontlist-v{FontManager.__version__}.json"
    write_files(tmp_path, {name: ""})
    json_dump(theirs, tmp_path / name)
    home = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    if sys.platform == "linux":  # where matplotlib heeds XDG_CACHE_HOME
        assert python("-c", FONTS, cwd=tmp_path, **home, MPLCONFIGDIR="").stdout == "\n/elsewhere.ttf\n"
    bundled, others = python("-c", FONTS, cwd=tmp_path, **home | client.RECORDED).stdout.splitlines()
    assert {"DejaVu Sans", "STIXGeneral", "cmex10"} <= set(bundled.split("|"))
    assert others == ""


def test_fonts_are_listed_for_one_environment_where_its_folder_cannot_be_written(monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    one, other = client.fonts_folder("/opt/one"), client.fonts_folder("/opt/other")
    assert one != other and not one.startswith("/opt")
    assert client.fonts_folder("/opt/one") == one
