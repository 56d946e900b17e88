"""The social cards: their pictures, what the head says of them, and that they are drawn once."""

import importlib.util
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup
from conftest import write_files
from mkdocs.commands.build import build
from mkdocs.config import load_config
from PIL import Image, ImageChops, ImageFont, features

ROOT = Path(__file__).parent.parent
HOOKS = ROOT / "overrides/hooks"
SPEC = importlib.util.spec_from_file_location("card_image", HOOKS / "card_image.py")
cards = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(cards)

URL = "https://example.org/a/sub-path/"
CONFIG = f"""\
site_name: Mini & more
site_description: A site's "own" words
theme: {{name: material, custom_dir: theme}}
plugins: []
hooks: [{HOOKS / "cards.py"}]
nav:
  - index.md
  - Course:
      - course/index.md
      - course/one.md
      - Two:
          - course/two.md
          - course/two/part.md
      - Extras:
          - course/extras/index.md
          - course/extras/tip.md
  - other.md
"""
MAIN = '{% extends "base.html" %}{% block extrahead %}{% include "partials/card.html" %}{% endblock %}'
ODD = """\
---
title: 1 < 2 & '3' > "2"
description: '"><script>alert(1)</script> & so on'
---
"""
PAGES = {
    "index.md": "# Hello\n",
    "course/index.md": "# Course\n",
    "course/one.md": ODD,
    "course/two.md": "# Two\n",
    "course/two/part.md": "# `a` & *b*\n",
    "course/extras/index.md": "# Extras\n",
    "course/extras/tip.md": "# Tip\n",
    "other.md": "# Other\n",
    "not-in-nav.md": "# Alone\n",
    "_draft.md": "# Draft\n",
}
LONG = "Words of a title that never comes to its end, " * 14


class Site:
    """A mini-site, built anew by each call; `drawn` counts the pictures."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        self.root, self.site, self.patch, self.drawn = root, root / "site", patch, []
        template = (ROOT / "overrides/partials/card.html").read_text(encoding="utf-8")
        theme = {"theme/main.html": MAIN, "theme/partials/card.html": template}
        pages = {f"docs/{path}": text for path, text in PAGES.items()}
        write_files(root, {"mkdocs.yml": CONFIG + "exclude_docs: _*\n", **theme, **pages})

    def build(self, command: str = "build", **options: str) -> Path:
        config = load_config(str(self.root / "mkdocs.yml"), **options)
        hook = sys.modules[str(HOOKS / "cards.py")]
        draw = hook._drawing().draw

        def counted(*texts: str) -> bytes:
            self.drawn.append(texts)
            return draw(*texts)

        with self.patch.context() as patch:
            patch.setattr(hook._drawing(), "draw", counted)
            config.plugins.on_startup(command=command, dirty=False)
            build(config)
        return Path(config.site_dir)

    def pictures(self) -> dict[str, bytes]:
        folder = self.site / "assets/cards"
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}


@pytest.fixture
def mini(tmp_path, monkeypatch) -> Site:
    return Site(tmp_path.resolve(), monkeypatch)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Iterator[Site]:
    """A site that no test changes."""
    with pytest.MonkeyPatch.context() as patch:
        site = Site(tmp_path_factory.mktemp("cards").resolve(), patch)
        site.build(site_url=URL)
        yield site


def head(site: Path, page: str) -> dict[str, str]:
    html = BeautifulSoup((site / page).read_text(encoding="utf-8"), "html.parser")
    return {
        tag.get("property") or tag["name"]: tag["content"] for tag in html.head.select("[property], [name^=twitter]")
    }


def picture(*texts: str) -> Image.Image:
    return Image.open(io.BytesIO(cards.draw(*texts))).convert("RGB")


def drawn(site: str, place: str, title: str, description: str) -> tuple[int, int, int, int]:
    """The box of what a card's texts change on it."""
    return ImageChops.difference(picture(site, place, title, description), picture("", "", " ", "")).getbbox()


def test_each_page_has_a_card_of_the_right_size_and_nothing_else_has(built):
    pages = sorted(path.replace(".md", ".png") for path in PAGES if path != "_draft.md")
    found = built.pictures()
    assert sorted(found) == pages
    for data in found.values():
        image = Image.open(io.BytesIO(data))
        assert (image.format, image.mode, image.size) == ("PNG", "P", (1200, 630)) and len(data) < 30_000
        assert image.info == {}, "expected no date and no text in the file"
    assert not head(built.site, "404.html")


def test_address_of_the_card_leads_to_its_file(built):
    site = built.site
    pages = [page for page in site.rglob("*.html") if page.name != "404.html"]
    assert len(pages) == len(PAGES) - 1
    for page in pages:
        said = head(site, page.relative_to(site).as_posix())
        assert said["og:image"].startswith(URL) and said["og:url"].startswith(URL)
        image = Image.open(site / urlsplit(said["og:image"]).path.removeprefix(urlsplit(URL).path))
        assert image.size == (int(said["og:image:width"]), int(said["og:image:height"]))
        assert said["twitter:card"] == "summary_large_image"


def test_address_needs_no_slash_at_the_end_of_the_site(mini):
    site = mini.build(site_url=URL.rstrip("/"))
    assert head(site, "other/index.html")["og:image"] == f"{URL}assets/cards/other.png"


def test_head_says_title_and_description_as_they_are(built):
    site = built.site
    one, home, part = (head(site, f"{page}index.html") for page in ("course/one/", "", "course/two/part/"))
    assert one["og:title"] == "1 < 2 & '3' > \"2\""
    assert one["og:description"] == '"><script>alert(1)</script> & so on'
    assert one["og:image:alt"] == "Mini & more. Course · Lesson 1 of 2. 1 < 2 & '3' > \"2\""
    assert (home["og:title"], home["og:type"], home["og:site_name"]) == ("Mini & more", "website", "Mini & more")
    assert (part["og:title"], part["og:type"], part["og:description"]) == ("a & b", "article", 'A site\'s "own" words')
    source = (site / "course/one/index.html").read_text(encoding="utf-8")
    assert '<meta property="og:description" content="&#34;&gt;&lt;script&gt;alert(1)' in source


def test_card_says_where_its_page_belongs(built):
    assert sorted(texts[1:3] for texts in built.drawn) == [
        ("", "Alone"),
        ("", "Mini & more"),
        ("", "Other"),
        ("Course", "Extras"),
        ("Course in 2 lessons", "Course"),
        ("Course · Extras", "Tip"),
        ("Course · Lesson 1 of 2", "1 < 2 & '3' > \"2\""),
        ("Course · Lesson 2 of 2", "Two"),
        ("Course · Lesson 2 of 2: Two", "a & b"),
    ]


def test_unchanged_build_draws_nothing_and_a_changed_page_its_own_card(mini):
    mini.build(site_url=URL)
    first = mini.pictures()
    mini.drawn.clear()
    mini.build(site_url=URL)
    assert mini.drawn == [] and mini.pictures() == first
    write_files(mini.root, {"docs/other.md": "# Another\n"})
    mini.build(site_url=URL)
    assert [texts[2] for texts in mini.drawn] == ["Another"]
    assert {path for path, data in mini.pictures().items() if data != first[path]} == {"other.png"}


def test_damaged_card_is_drawn_again(mini):
    mini.build(site_url=URL)
    first, kept = mini.pictures(), sorted((mini.root / ".cache/academy/cards").iterdir())
    mini.drawn.clear()
    kept[0].write_bytes(kept[0].read_bytes()[:-9])
    mini.build(site_url=URL)
    assert len(mini.drawn) == 1 and mini.pictures() == first


@pytest.mark.parametrize(("command", "url"), [("build", ""), ("serve", URL)])
def test_without_an_address_to_share_nothing_is_drawn(mini, command, url):
    site = mini.build(command, site_url=url)
    said = head(site, "other/index.html")
    assert said["og:title"] == "Other" and not {"og:image", "og:image:alt", "twitter:card"} & set(said)
    assert ("og:url" in said) == bool(url)
    assert mini.drawn == [] and not (site / "assets/cards").exists() and not (mini.root / ".cache").exists()


def test_card_is_the_same_every_time():
    texts = ("Site", "Course · Lesson 1 of 4", "Títle → λ", "A description.")
    again = importlib.util.module_from_spec(SPEC)
    SPEC.loader.exec_module(again)  # with nothing kept
    assert cards.draw(*texts) == cards.draw(*texts) == again.draw(*texts)


@pytest.mark.parametrize(
    "texts",
    [
        ("Site", "Course", "Short", "A description."),
        ("Site", "Course", LONG, LONG),
        ("Site", "Course", LONG * 6, ""),
        ("Site", "Course", "m" * 300, "i" * 500),
        ("Site", LONG, "Title", ""),
        ("A site " * 30, "", "Title", ""),
        ("Site", "", "torch.nn.functional.binary_cross_entropy_with_logits", "ÄÅ gjpqy " * 30),
    ],
)
def test_texts_stay_within_the_margins(texts):
    left, top, right, bottom = drawn(*texts)
    assert left >= cards.MARGIN - 2 and right <= cards.WIDTH - cards.MARGIN + 2
    assert top >= cards.HEAD and bottom <= cards.HEIGHT - cards.MARGIN + 12  # a title alone may hang below


def test_name_of_the_site_stays_on_its_line():
    box = drawn("A site " * 30, "", " ", "")
    assert box[1] >= cards.HEAD and box[3] <= cards.HEAD + 60 and box[2] > 1000


def test_long_title_loses_nothing():
    lines = [text.lines for text in cards._fitted("Place", LONG, "Words " * 40)]
    assert " ".join(lines[1]) == LONG.strip() and " ".join(lines[2]) == ("Words " * 40).strip()
    broken = cards._fitted("", "m" * 300, "")[1].lines
    assert "".join(broken) == "m" * 300 and len(broken) > 1


def test_title_shrinks_before_a_word_is_broken():
    word = "torch.nn.functional.cross_entropy"
    heading = cards._fitted("", word, "")[1]
    assert heading.lines == [word] and heading.size < cards.TITLE


def test_lines_are_of_about_the_same_length():
    lines = cards._fitted("", "Predicting the course of an illness", "")[1].lines
    assert lines == ["Predicting the", "course of an illness"]


@pytest.mark.parametrize("char", "→←Σλ∂∇≤≈漢🚀\ue000")
def test_letters_that_the_font_lacks_come_from_another_or_are_left_out(char):
    own, other = cards.BOLD
    assert not own.has(char)
    text = cards._plain(f"a{char}b", cards.BOLD)
    assert text == (f"a{char}b" if other.has(char) else "ab")
    assert other.has(char) == (char in "→←Σλ∂∇≤≈")
    assert [face for face, letter, _ in cards._set(text, cards.BOLD) if letter == char] == [other] * other.has(char)
    assert all(letter == "" or face.has(letter) for face, letter, _ in cards._set(text, cards.BOLD))


@pytest.mark.skipif(not features.check("raqm"), reason="Pillow shapes text only where FriBiDi is installed")
@pytest.mark.parametrize("style", [cards.REGULAR, cards.BOLD], ids=["regular", "bold"])
@pytest.mark.parametrize("line", ["Tensors", "AVATAR, To. Yes", "PyTorch: “Wave” (f) – 1/7"])
def test_lines_are_as_long_as_harfbuzz_sets_them(line, style):
    font = ImageFont.truetype(io.BytesIO(style[0]._file), 1000, layout_engine=ImageFont.Layout.RAQM)
    assert cards._length(line, style) * 1000 == pytest.approx(font.getlength(line), abs=1)


def test_descriptions_differ_and_are_shown_whole_by_searches():
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md")}
    said = {path: yaml.safe_load(text.split("---\n")[1])["description"] for path, text in texts.items()}
    assert [path for path, text in said.items() if not 50 <= len(text) <= 160] == []
    assert len({*said.values()}) == len(said) > 1
    assert [path for path, text in said.items() if {*'"<>&'} & {*text}] == [], "Material writes it as it is"


def test_flat_colours_are_the_house_s():
    image = picture("Site", "Course", "Title", "")
    assert image.getpixel((2, 2)) == (0x16, 0x29, 0x4A)
    colours = {colour for _, colour in image.getcolors(2**16)}
    assert {(0x1F, 0x3A, 0x5F), (0xF0, 0xA0, 0x60), (255, 255, 255)} <= colours
