"""What a program writes to stdout and stderr keeps its order, as far as pipes can tell."""

import pytest

from academy.recording import STDERR, STDOUT
from academy.run.messages import Marks, PartEnd
from academy.run.texts import Texts, part_results


def in_order(part) -> list[tuple[str, str]]:
    names = {STDOUT: "out", STDERR: "err"}
    return [(names.get(one.mime, one.mime), one.content) for one in part.outputs]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "import sys\nprint('a')\nprint('b', file=sys.stderr)\nprint('c')",
            [("out", "a\n"), ("err", "b\n"), ("out", "c\n")],
        ),
        (
            "import logging\nlogging.warning('a')\nprint('b', end='')\nlogging.warning('c')\nprint('d')",
            [("err", "WARNING:root:a\n"), ("out", "b"), ("err", "WARNING:root:c\n"), ("out", "d\n")],
        ),
        (
            "import sys\nfor step in range(2):\n    print(step)\n    print('x\\ny', file=sys.stderr)",
            [("out", "0\n"), ("err", "x\ny\n"), ("out", "1\n"), ("err", "x\ny\n")],
        ),
        (
            "import contextlib, io, sys\nprint('a')\nwith contextlib.redirect_stdout(io.StringIO()):\n"
            "    print('lost')\n    print('b', file=sys.stderr)\nprint('c')",
            [("out", "a\n"), ("err", "b\n"), ("out", "c\n")],
        ),
        (
            "import subprocess, sys\nprint('a', flush=True)\n"
            "subprocess.run([sys.executable, '-c', 'print(1)'])\nprint('b', file=sys.stderr)\nprint('c')",
            [("out", "a\n1\n"), ("err", "b\n"), ("out", "c\n")],
        ),
    ],
)
def test_streams_keep_the_order_in_which_they_are_written(run_code, code, expected):
    assert in_order(run_code(code).parts[0]) == expected


def test_each_part_begins_anew(run_code):
    found = run_code("import sys\nprint('a', file=sys.stderr)\nprint('b')", "print('c')\nprint('d', file=sys.stderr)")
    assert [in_order(part) for part in found.parts] == [
        [("err", "a\n"), ("out", "b\n")],
        [("out", "c\n"), ("err", "d\n")],
    ]


def test_what_no_mark_announces_counts_last(run_code):
    code = "import os\nos.write(2, b'from below\\n')\nprint('a')"
    assert in_order(run_code(code).parts[0]) == [("out", "a\n"), ("err", "from below\n")]


def test_picture_stands_among_what_both_streams_say(run_code):
    code = (
        "import sys\nfrom IPython.display import display\nfrom PIL.Image import new\nprint('a')\n"
        "display(new('RGB', (1, 1)))\nprint('b', file=sys.stderr)\nprint('c')"
    )
    assert [kind for kind, _ in in_order(run_code(code).parts[0])] == ["out", "image/png", "err", "out"]


WARNS_WHILE_DISPLAYED = """
import warnings
from IPython.display import display
from PIL.Image import new

class Red:
    def _repr_png_(self):
        return new("RGB", (1, 1))._repr_png_()

    def __str__(self):
        print("first")
        warnings.warn("seen")
        return "red"

display(Red())
"""


def test_warning_inside_of_a_display_leaves_no_mark(run_code):
    found = run_code(WARNS_WHILE_DISPLAYED).parts[0]
    assert "seen" in found.stderr
    assert found.pictures[0].plain + found.stdout == "first\nred\n"


def test_program_that_breaks_off_keeps_its_order(run_code):
    found = run_code("import os, sys\nprint('a')\nprint('b', file=sys.stderr)\nprint('c', flush=True)\nos._exit(3)")
    assert in_order(found.parts[0]) == [("out", "a\n"), ("err", "b\n"), ("out", "c\n")]


def test_pieces_without_a_partner_are_kept():
    marks = Marks(b"#")
    (part,) = part_results([PartEnd([], [], last=True)], bytearray(b"a#/b#/c"), bytearray(b"x#/y"), marks, Texts(()))
    assert in_order(part) == [("out", "a"), ("err", "xy"), ("out", "bc")]


def test_closed_stdout_does_not_stop_stderr(run_code):
    found = run_code("import sys\nprint('a')\nsys.stdout.close()\nprint('b', file=sys.stderr)")
    assert found.parts[0].stderr == "b\n"
