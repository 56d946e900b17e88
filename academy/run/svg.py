"""A figure as matplotlib wrote it, made fit for a page: light or dark by the reader's scheme, and small."""

import re

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
_SCALE_OR_LONG = re.compile(r"(?:matrix|scale)\([^)]*\)|(\d+\.\d{3,})")


def tidy(svg: str) -> str:
    """The SVG without date and metadata, its sentinel colours as variables, its coordinates rounded."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<style[^>]*>.*?</style>", _STYLE, svg, count=1, flags=re.DOTALL)
    svg = _COORDINATES.sub(lambda found: _SCALE_OR_LONG.sub(_rounded, found[0]), svg)
    for colour, (name, light, _) in _SCHEMES.items():
        svg = svg.replace(f": {colour}", f": var(--plot-{name},{light})")
    return svg


def _rounded(found: re.Match[str]) -> str:
    """A coordinate to a hundredth of a point; a scale as it is, since it multiplies all that it holds."""
    return str(round(float(found[1]), 2)) if found[1] else found[0]
