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
# On a dark page, WebKit draws a picture as on a light one: then it needs the ground of one.
_BY_SCHEME = f"svg{{background:#fff;{_LIGHT}}}@media(prefers-color-scheme:dark){{svg{{background:none;{_DARK}}}}}"
_LINES = "*{stroke-linejoin:round;stroke-linecap:butt}"
_FONT = "text{font-family:system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif!important}"
_DARK_PAGE = "#1e2129"  # Material's slate
_CONTRAST = 1.5  # to the page, below which a line or a word is not seen
_GROUND = '<rect width="100%" height="100%" fill="#ffffff"/>'

_FIGURE_PATCH = re.compile(r'<g id="patch_1">\s*<path[^>]*style="fill: #')
_AXES_PATCH = re.compile(r'<g id="axes_\d+">\s*<g id="patch_\d+">\s*<path[^>]*style="fill: #')
_DRAWN = re.compile(r"stroke: (#[0-9a-f]{6})|<text[^>]*fill: (#[0-9a-f]{6})")
_COORDINATES = re.compile(r'(?<= )(?:d|x|y|transform|width|height|points)="[^"]*"')
_SCALE_OR_LONG = re.compile(r"(?:matrix|scale)\([^)]*\)|(\d+\.\d{3,})")


def tidy(svg: str) -> str:
    """The SVG without date and metadata, its coordinates rounded, its colours by the reader's scheme.

    A figure with colours that a dark page would swallow, or with a ground of its own, is light in both schemes.
    """
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = _COORDINATES.sub(lambda found: _SCALE_OR_LONG.sub(_rounded, found[0]), svg)
    has_ground = bool(_FIGURE_PATCH.search(svg))
    is_light = has_ground or bool(_AXES_PATCH.search(svg)) or any(map(_is_swallowed, _colours(svg)))
    style = f"<style>{_LINES}{'' if is_light else _BY_SCHEME}{_FONT}</style>"
    svg = re.sub(r"<style[^>]*>.*?</style>", style, svg, count=1, flags=re.DOTALL)
    if is_light:
        return svg if has_ground else re.sub(r"(<svg[^>]*>)", rf"\1{_GROUND}", svg, count=1)
    for colour, (name, light, _) in _SCHEMES.items():
        svg = svg.replace(f": {colour}", f": var(--plot-{name},{light})")
    return svg


def _colours(svg: str) -> set[str]:
    """Those of lines and words that the figure brings itself."""
    return {stroke or fill for stroke, fill in _DRAWN.findall(svg)} - set(_SCHEMES)


def _is_swallowed(colour: str) -> bool:
    lights = sorted(map(_luminance, (colour, _DARK_PAGE)))
    return (lights[1] + 0.05) / (lights[0] + 0.05) < _CONTRAST


def _luminance(colour: str) -> float:
    """As WCAG has it, from 0 for black to 1 for white."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rounded(found: re.Match[str]) -> str:
    """A coordinate to a hundredth of a point; a scale as it is, since it multiplies all that it holds."""
    return str(round(float(found[1]), 2)) if found[1] else found[0]
