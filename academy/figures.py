"""A matplotlib backend that hands over every figure a program draws, as one SVG for both colour schemes.

matplotlib loads it by the name in `academy/matplotlibrc`; a program sees an ordinary windowless backend.
"""

import io
import re

import matplotlib
from matplotlib import _pylab_helpers
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

# Sentinel colours of matplotlibrc, and what they become: on a light page, on a dark one.
_SCHEMES = {
    "#24292f": ("fg", "#24292f", "#e2e6ec"),
    "#6e7781": ("axis", "#6e7781", "#9aa4b2"),
    "#d0d7de": ("grid", "#d0d7de", "#3d4450"),
}
_LIGHT = ";".join(f"--plot-{name}:{light}" for name, light, _ in _SCHEMES.values())
_DARK = ";".join(f"--plot-{name}:{dark}" for name, _, dark in _SCHEMES.values())
_STYLE = (
    "<style>*{stroke-linejoin:round;stroke-linecap:butt}"
    f"svg{{{_LIGHT}}}@media(prefers-color-scheme:dark){{svg{{{_DARK}}}}}"
    "text{font-family:system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif!important}</style>"
)
_COORDINATES = re.compile(r'(?<= )(?:d|x|y|transform|width|height|points)="[^"]*"')
_DECIMALS = re.compile(r"(\d+\.\d\d)\d+")

_closed: list[Figure] = []  # closed since the last look, in the order of closing
_seen: dict[int, tuple[Figure, str]] = {}  # by id: the figure, kept alive, and its SVG at the last look


class FigureManager(FigureManagerBase):
    """Keeps a figure that is closed, so that the block which closed it still shows it."""

    def destroy(self) -> None:
        _closed.append(self.canvas.figure)

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """The block's end shows the figure: nothing to do, and no warning that there is no window."""


class FigureCanvas(FigureCanvasAgg):  # type: ignore[misc]
    manager_class = FigureManager


def take() -> list[str]:
    """The SVG of each figure that was created or changed since the last call."""
    figures = [*_closed, *(manager.canvas.figure for manager in _pylab_helpers.Gcf.get_all_fig_managers())]
    _closed.clear()
    drawn = []
    for figure in dict.fromkeys(figures):
        before = _seen.get(id(figure))
        if before and not figure.stale:
            continue
        svg = draw(figure)
        if before is None or before[1] != svg:
            _seen[id(figure)] = (figure, svg)
            drawn.append(svg)
    return drawn


def draw(figure: Figure) -> str:
    """The figure as SVG: the same bytes for the same figure, colours by the reader's scheme."""
    out = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": "academy", "svg.fonttype": "none"}):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    figure.stale = False
    return _tidy(out.getvalue())


def _tidy(svg: str) -> str:
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<style[^>]*>.*?</style>", _STYLE, svg, count=1, flags=re.DOTALL)
    svg = _COORDINATES.sub(lambda found: _DECIMALS.sub(r"\1", found[0]), svg)
    for colour, (name, light, _) in _SCHEMES.items():
        svg = svg.replace(f": {colour}", f": var(--plot-{name},{light})")
    return svg
