"""A social card: the picture that stands for a page where its address is shared.

All is drawn four times as large and made smaller at the end: so edges are smooth, and a letter stands where the font
puts it, not at a whole pixel. Pillow kerns only where the machine has FriBiDi; so the kerning is read from the font
here, and every machine sets the same lines.
"""

import io
import itertools
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from matplotlib import get_data_path
from PIL import Image, ImageColor, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630  # what the sites that show cards ask for
MARGIN = 80
FINE = 4  # pixels drawn for one of the card, in each direction
FONTS = Path(__file__).parent.parent / "assets/fonts"

NAVY, BLUE, ACCENT, WHITE, PALE = "#16294a", "#1f3a5f", "#f0a060", "#ffffff", "#c8d5e6"
NODES = (4.0, 12.5), (9.5, 18.0), (20.0, 6.0)  # the logo in its box of 24: a check mark that is a graph
EDGE, NODE = 2.2, 2.6  # the width of its edges and the radius of its nodes
HEAD = 72  # the top of the mark
TOP = 176  # the page's own texts stand below this
BRAND, PLACE, TITLE, DESCRIPTION = 32, 28, 92, 33  # sizes; all but the brand shrink until there is room
WHOLE_WORDS = 40  # a title shrinks to this size before one of its words is broken


@dataclass(frozen=True)
class Face:
    """One font file; lengths in ems."""

    path: Path

    @cached_property
    def _font(self) -> TTFont:
        return TTFont(self.path)

    @cached_property
    def _glyphs(self) -> dict[int, str]:
        return self._font.getBestCmap()

    @cached_property
    def _file(self) -> bytes:
        """The font as every FreeType reads it: not each of them has WOFF2's compression."""
        file, self._font.flavor = io.BytesIO(), None
        self._font.save(file)
        return file.getvalue()

    @cached_property
    def _kerning(self) -> list[Any]:
        """The lookups of the font's kerning: of the tables of each, the first that knows a pair counts."""
        if "GPOS" not in self._font:
            return []
        table = self._font["GPOS"].table
        features = [one.Feature for one in table.FeatureList.FeatureRecord if one.FeatureTag == "kern"]
        numbers = {number for feature in features for number in feature.LookupListIndex}
        return [table.LookupList.Lookup[number].SubTable for number in sorted(numbers)]

    def has(self, char: str) -> bool:
        return ord(char) in self._glyphs

    @cache  # noqa: B019  # as below
    def advance(self, char: str) -> float:
        return self._font["hmtx"][self._glyphs[ord(char)]][0] / self._font["head"].unitsPerEm

    @cache  # noqa: B019  # four faces, which live as long as the process
    def kern(self, left: str, right: str) -> float:
        """How far the right one of two letters is moved."""
        pair = self._glyphs[ord(left)], self._glyphs[ord(right)]
        said = [[value for table in tables if (value := _kern(table, *pair)) is not None] for tables in self._kerning]
        return sum(values[0] for values in said if values) / self._font["head"].unitsPerEm

    def of_size(self, size: float) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(io.BytesIO(self._file), size, layout_engine=ImageFont.Layout.BASIC)


def _kern(table: Any, left: str, right: str) -> int | None:
    """What one table of kerning says of two glyphs; None if it does not know the pair."""
    if left not in table.Coverage.glyphs:
        return None
    if table.Format == 1:
        pairs = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
        value = next((one.Value1 for one in pairs if one.SecondGlyph == right), None)
        return None if value is None else getattr(value, "XAdvance", 0)
    row = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)]
    return getattr(row.Class2Record[table.ClassDef2.classDefs.get(right, 0)].Value1, "XAdvance", 0)


def _faces(weight: int, fallback: str) -> tuple[Face, Face]:
    """The site's font in one weight, and the one that has the letters which are missing there."""
    own = FONTS / f"atkinson-hyperlegible-next-latin-{weight}-normal.woff2"
    return Face(own), Face(Path(get_data_path()) / "fonts/ttf" / fallback)


REGULAR, BOLD = _faces(400, "DejaVuSans.ttf"), _faces(700, "DejaVuSans-Bold.ttf")
Style = tuple[Face, Face]


def draw(site: str, place: str, title: str, description: str) -> bytes:
    """The card as PNG. `place` says where the page belongs; it and the description may be empty."""
    image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), NAVY)
    canvas = ImageDraw.Draw(image)
    _mark(canvas, (764, -40), 560, BLUE, BLUE)  # decoration, half out of the picture
    if site == title:
        _mark(canvas, (MARGIN, HEAD), 96, WHITE, ACCENT)
    else:
        _mark(canvas, (MARGIN, HEAD), 60, WHITE, ACCENT)
        _write(canvas, MARGIN + 68, HEAD + 5, _name(site, WIDTH - 2 * MARGIN - 68))
    texts = _fitted(place, title, description)
    top = HEIGHT - MARGIN - sum(text.height for text in texts)
    for text in texts:
        _write(canvas, MARGIN, top, text)
        top += text.height
    return _png(image)


@dataclass(frozen=True)
class Text:
    """A text set in lines of one size; lengths in pixels of the card."""

    text: str
    style: Style
    size: float
    colour: str
    leading: float = 1.0  # from one line to the next, in ems
    above: float = 0.0
    width: float = WIDTH - 2 * MARGIN

    @cached_property
    def lines(self) -> list[str]:
        return _balanced(_plain(self.text, self.style), self.style, self.width / self.size)

    @property
    def height(self) -> float:
        return self.above + len(self.lines) * self.size * self.leading if self.lines else 0.0

    @property
    def breaks_a_word(self) -> bool:
        return bool(set(" ".join(self.lines).split()) - set(_plain(self.text, self.style).split()))


def _fitted(place: str, title: str, description: str) -> tuple[Text, ...]:
    """The page's texts, as large as there is room for."""
    sizes = itertools.chain(range(TITLE, WHOLE_WORDS, -4), (WHOLE_WORDS * 0.96**n for n in itertools.count()))
    for size in sizes:
        heading = Text(title, BOLD, size, WHITE, 1.06, above=8)
        below = _description(description, min(DESCRIPTION, size * 0.72))
        texts = Text(place, BOLD, min(PLACE, below.size), ACCENT, 1.3), heading, below
        if heading.breaks_a_word and size > WHOLE_WORDS:
            continue
        if sum(text.height for text in texts) <= HEIGHT - MARGIN - TOP:
            break
    return texts


def _name(site: str, width: float) -> Text:
    """The site's name on one line."""
    length = _length(_plain(site, BOLD), BOLD)
    size = min(BRAND, width / length) if length else BRAND
    return Text(site, BOLD, size, WHITE, BRAND / size, width=2 * width)


def _description(text: str, size: float) -> Text:
    """The description; one of the full size is made a little smaller where that saves its third line."""
    parts = (1.0, 0.97, 0.94, 0.91, 0.88) if size == DESCRIPTION else (1.0,)
    tried = [Text(text, REGULAR, size * part, PALE, 1.36, above=size * 0.7) for part in parts]
    return next((text for text in tried if len(text.lines) <= 2), tried[0])


def _plain(text: str, style: Style) -> str:
    """The text as it can be set: on one line, its letters composed, without what no font has."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(char for char in text if any(face.has(char) for face in style))


def _balanced(text: str, style: Style, width: float) -> list[str]:
    """The lines of a text within a width in ems: as few as can be, and then of about the same length."""
    lines = _wrapped(text, style, width)
    narrow = min(width, max((_length(word, style) for word in text.split()), default=0.0))
    for tried in (narrow + (width - narrow) * step / 32 for step in range(32)):
        even = _wrapped(text, style, tried)
        if len(even) == len(lines):
            return even
    return lines


def _wrapped(text: str, style: Style, width: float) -> list[str]:
    """The lines of a text, each filled up; a word that is longer than a line is broken."""
    lines = [""]
    for word in text.split():
        whole = f"{lines[-1]} {word}".lstrip()
        if _length(whole, style) <= width:
            lines[-1] = whole
            continue
        lines.append("")
        for char in word:
            if lines[-1] and _length(lines[-1] + char, style) > width:
                lines.append("")
            lines[-1] += char
    return [line for line in lines if line]


@cache
def _length(line: str, style: Style) -> float:
    *_, (_, _, end) = _set(line, style)
    return end


def _set(line: str, style: Style) -> Iterator[tuple[Face, str, float]]:
    """Each letter with its font and its place in ems; at last an empty one, where the line ends."""
    at, left = 0.0, ""
    for char in line:
        face = next(face for face in style if face.has(char))
        if left and face.has(left) and style[0].has(left) == (face == style[0]):
            at += face.kern(left, char)
        yield face, char, at
        at, left = at + face.advance(char), char
    yield style[0], "", at


def _write(canvas: ImageDraw.ImageDraw, left: float, top: float, text: Text) -> None:
    fonts = {face: face.of_size(text.size * FINE) for face in text.style}
    for number, line in enumerate(text.lines):
        middle = top + text.above + (number + 0.5) * text.size * text.leading
        baseline = middle + 0.334 * text.size  # half the height of the font's capitals
        for face, char, at in _set(line, text.style):
            place = (left + at * text.size) * FINE, baseline * FINE
            canvas.text(place, char, text.colour, fonts[face], anchor="ls")


def _mark(canvas: ImageDraw.ImageDraw, corner: tuple[float, float], size: float, edge: str, node: str) -> None:
    """The logo with the left of its first node and the top of its last one there, of a size as for its box of 24."""
    unit = size / 24 * FINE
    left, top = NODES[0][0] - NODE, NODES[2][1] - NODE
    nodes = [(corner[0] * FINE + (x - left) * unit, corner[1] * FINE + (y - top) * unit) for x, y in NODES]
    canvas.line(nodes, edge, round(EDGE * unit))
    for at in nodes:
        canvas.circle(at, NODE * unit, node)


def _png(image: Image.Image) -> bytes:
    """The picture made smaller, in the few colours that are mixed at its edges."""
    colours = [
        *_mixed(NAVY, [BLUE], steps=2),
        *_mixed(NAVY, [WHITE, ACCENT, PALE]),
        *_mixed(BLUE, [WHITE, ACCENT, PALE]),
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for colour in colours for value in colour])
    small = image.reduce(FINE).quantize(palette=palette, dither=Image.Dither.NONE)
    file = io.BytesIO()
    small.save(file, "PNG", optimize=True)
    return file.getvalue()


def _mixed(ground: str, inks: Iterable[str], steps: int = 8) -> Iterator[tuple[int, ...]]:
    """The colours from a ground to each of the inks, both with them."""
    for ink in inks:
        for step in range(steps + 1):
            pairs = zip(ImageColor.getrgb(ground), ImageColor.getrgb(ink), strict=True)
            yield tuple(round(a + (b - a) * step / steps) for a, b in pairs)
