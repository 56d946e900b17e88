"""A matplotlib backend that hands over every figure a program draws, as one SVG for both colour schemes.

matplotlib loads it by the name in `academy/run/matplotlibrc`; a program sees an ordinary windowless backend.
"""

import io
import sys
import warnings

import matplotlib
from matplotlib import _pylab_helpers
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from academy.run.svg import tidy

_MARGIN = 0.05  # inches, around what reaches over the edge

_made: list[Figure] = []  # in the order of creation, closed ones, too
_seen: dict[int, tuple[Figure, str]] = {}  # by id: the figure, kept alive, and its SVG at the last look
_shown: list[str] = []  # since the last look, by plt.show()
_ended: list[Figure] = []  # by plt.show(): what is drawn on them later is lost


class FigureManager(FigureManagerBase):
    """Keeps each figure, so that the block which closes it still shows it."""

    def __init__(self, canvas: FigureCanvasAgg, num: int | str) -> None:
        super().__init__(canvas, num)
        _made.append(canvas.figure)

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """As in a notebook: the figures that are open are handed over, and the next plot starts anew."""
        _shown.extend(_changed())
        _ended.extend(manager.canvas.figure for manager in _pylab_helpers.Gcf.get_all_fig_managers())
        _pylab_helpers.Gcf.destroy_all()


class FigureCanvas(FigureCanvasAgg):  # type: ignore[misc]  # matplotlib is untyped here
    manager_class = FigureManager


def take() -> list[str]:
    """The SVG of each figure that was shown, created or changed since the last call."""
    drawn = [*_shown, *_changed()]
    _shown.clear()
    return drawn


def show(figure: Figure) -> str:
    """The SVG of a figure that is displayed: the block's end shows it again only if it has changed."""
    svg = draw(figure)
    _seen[id(figure)] = (figure, svg)
    return svg


def drawn_late() -> int:
    """How many figures were drawn on after plt.show() had ended them."""
    return sum(figure.stale and draw(figure) != _seen[id(figure)][1] for figure in _ended)


def _changed() -> list[str]:
    others = [manager.canvas.figure for manager in _pylab_helpers.Gcf.get_all_fig_managers()]  # of another backend
    drawn = []
    for figure in dict.fromkeys([*_made, *others]):
        before = _seen.get(id(figure))
        if figure in _ended or before and not figure.stale:
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
    if _is_animated(figure):
        raise TypeError("a page shows no animation: draw some of its frames as figures, or beside each other")
    with warnings.catch_warnings(), matplotlib.rc_context({"svg.hashsalt": "academy", "svg.fonttype": "none"}):
        warnings.simplefilter("ignore")  # the script itself does not draw here, and so warns of nothing
        _put_images_over_the_grid(figure)
        svg = _saved(figure, None)
        if room := _room(figure):
            svg = _saved(figure, room)
    figure.stale = False
    return tidy(svg)


def _is_animated(figure: Figure) -> bool:
    """Whether an animation waits for this figure to be drawn on a screen, which would start it."""
    waiting = figure.canvas.callbacks.callbacks.get("draw_event", {}).values()
    animation = getattr(sys.modules.get("matplotlib.animation"), "Animation", ())
    return any(isinstance(getattr(reference(), "__self__", None), animation) for reference in waiting)


def _saved(figure: Figure, room: Bbox | None) -> str:
    out = io.StringIO()
    figure.savefig(out, format="svg", bbox_inches=room, metadata={"Date": None, "Creator": None})
    return out.getvalue()


def _put_images_over_the_grid(figure: Figure) -> None:
    for axes in figure.axes:
        if axes.get_axisbelow() is True:  # the grid lies at 0.5
            for image in axes.images:
                image.set_zorder(image.get_zorder() or 0.6)


def _room(figure: Figure) -> Bbox | None:
    """The box of a figure that was drawn, in inches, grown to hold what reaches over its edge; None if nothing does."""
    drawn, own = figure.get_tightbbox(), figure.bbox_inches
    if own.x0 <= drawn.x0 and own.y0 <= drawn.y0 and drawn.x1 <= own.x1 and drawn.y1 <= own.y1:
        return None
    return Bbox.union([own, drawn.padded(_MARGIN)])
