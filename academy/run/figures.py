"""A matplotlib backend that hands over every figure a program draws, as one SVG for both colour schemes.

matplotlib loads it by the name in `academy/run/matplotlibrc`; a program sees an ordinary windowless backend.
"""

import io
import warnings

import matplotlib
from matplotlib import _pylab_helpers
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from academy.run.svg import tidy

_made: list[Figure] = []  # in the order of creation, closed ones, too
_seen: dict[int, tuple[Figure, str]] = {}  # by id: the figure, kept alive, and its SVG at the last look


class FigureManager(FigureManagerBase):
    """Keeps each figure, so that the block which closes it still shows it."""

    def __init__(self, canvas: FigureCanvasAgg, num: int | str) -> None:
        super().__init__(canvas, num)
        _made.append(canvas.figure)

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """The block's end shows the figure: nothing to do, and no warning that there is no window."""


class FigureCanvas(FigureCanvasAgg):  # type: ignore[misc]  # matplotlib is untyped here
    manager_class = FigureManager


def take() -> list[str]:
    """The SVG of each figure that was created or changed since the last call."""
    others = [manager.canvas.figure for manager in _pylab_helpers.Gcf.get_all_fig_managers()]  # of another backend
    drawn = []
    for figure in dict.fromkeys([*_made, *others]):
        before = _seen.get(id(figure))
        if before and not figure.stale:
            continue
        svg = draw(figure)
        if before is None or before[1] != svg:
            _seen[id(figure)] = (figure, svg)
            drawn.append(svg)
    return drawn


def warm() -> None:
    """Draw what every figure has: its fonts are read, and a fork has them."""
    figure = Figure()
    axes = figure.subplots()
    axes.plot([0, 1], label="line")
    axes.set_title("title")
    axes.legend()
    draw(figure)


def draw(figure: Figure) -> str:
    """The figure as SVG: the same bytes for the same figure, colours by the reader's scheme."""
    out = io.StringIO()
    with warnings.catch_warnings(), matplotlib.rc_context({"svg.hashsalt": "academy", "svg.fonttype": "none"}):
        warnings.simplefilter("ignore")  # the script itself does not draw here, and so warns of nothing
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    figure.stale = False
    return tidy(out.getvalue())
