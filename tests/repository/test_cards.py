"""The social cards: their pictures, what the head says of them, and that they are drawn once."""

import importlib.util
import io
import sys
from pathlib import Path

import pytest
import yaml
from mini import ROOT, SITE_URL, write_files
from mkdocs.commands.build import build
from mkdocs.config import load_config
from PIL import Image, ImageChops, ImageColor
from site_checks import Site, read_site

HOOKS = ROOT / "overrides/hooks"
SPEC = importlib.util.spec_from_file_location("cards", HOOKS / "cards.py")
cards = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(cards)

URL = "https://example.org/a/sub-path"
CONFIG = f"""\
site_name: Mini & more
site_description: Words
theme: {{name: material, custom_dir: theme}}
plugins: []
hooks: [{HOOKS / "course.py"}, {HOOKS / "cards.py"}]
nav: [index.md, Course: [course/index.md, course/one.md, Two: [course/two.md, course/two/part.md]]]
"""
MAIN = '{% extends "base.html" %}{% block extrahead %}{% include "card.html" %}{% endblock %}'
ODD = "---\ntitle: 1 < 2 & '3'\ndescription: '\"><script>alert(1)</script>'\n---\n"
PAGES = {  # with the text for those who do not see the card
    "index.md": ("# Hello\n", "Mini & more"),
    "course/index.md": ("# Course\n", "Mini & more. Course"),
    "course/one.md": (ODD, "Mini & more. Course · Lesson 1 of 2. 1 < 2 & '3'"),
    "course/two.md": ("# Two\n", "Mini & more. Course · Lesson 2 of 2. Two"),
    "course/two/part.md": ("# `a` & *b*\n", "Mini & more. Course · Lesson 2 of 2 · Two. a & b"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    card = (ROOT / "overrides/partials/card.html").read_bytes()
    pages = {f"docs/{name}": text for name, (text, _) in PAGES.items()}
    write_files(tmp_path, {"mkdocs.yml": CONFIG, "theme/main.html": MAIN, "theme/card.html": card, **pages})
    return tmp_path


def built(root: Path, command: str = "build", url: str = URL) -> dict[str, bytes]:
    """Build the mini-site, and give its cards by their addresses."""
    config = load_config(str(root / "mkdocs.yml"), site_url=url)
    config.plugins.on_startup(command=command, dirty=False)
    build(config)
    site = root / "site"
    return {f"{URL}/{path.relative_to(site).as_posix()}": path.read_bytes() for path in site.rglob("cards/**/*.png")}


def heads(site: Site) -> list[dict[str, str]]:
    """What the head of each page says for sharing."""
    tags = [document.tree.select("[property^=og], [name^=twitter]") for document in site.documents]
    return [{tag.get("property") or tag["name"]: tag["content"] for tag in one} for one in tags if one]


def picture(*texts: str) -> Image.Image:
    return Image.open(io.BytesIO(cards.draw(*texts))).convert("RGB")


def test_each_page_has_a_card_and_says_where_it_is_and_what_it_shows(root):
    found = built(root)
    said = heads(read_site(root / "site", URL))
    assert sorted(one["og:image:alt"] for one in said) == sorted(text for _, text in PAGES.values())
    assert sorted(one["og:image"] for one in said) == sorted(found)
    assert ("1 < 2 & '3'", '"><script>alert(1)</script>') in [(one["og:title"], one["og:description"]) for one in said]
    for data in found.values():
        image = Image.open(io.BytesIO(data))
        assert (image.format, image.size, image.info) == ("PNG", (1200, 630), {})


def test_only_a_changed_or_damaged_card_is_drawn_again(root, monkeypatch):
    first = built(root)
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "PIL", None)  # whoever imports it now, fails
        assert built(root) == first
    write_files(root, {"docs/course/two/part.md": "# Changed\n"})
    kept = root / ".cache/academy/cards/index.png"
    kept.write_bytes(kept.read_bytes()[:-9])
    second = built(root)
    assert [path for path in first if second[path] != first[path]] == [f"{URL}/assets/cards/course/two/part.png"]


@pytest.mark.parametrize(("command", "url"), [("build", ""), ("serve", URL)])
def test_without_an_address_to_share_nothing_is_drawn(root, command, url):
    assert built(root, command, url) == {} and not (root / ".cache").exists()
    said = heads(read_site(root / "site", URL))
    assert len(said) == len(PAGES) and not {"og:image", "og:image:alt", "twitter:card"} & set().union(*said)


def test_every_text_of_the_course_has_room(course):
    said = heads(course)
    assert len(said) > 20 and all((course.folder / one["og:image"].removeprefix(SITE_URL)).exists() for one in said)
    for one in said:
        title, description = one["og:title"], one["og:description"]
        place = one["og:image:alt"].removeprefix(f"{one['og:site_name']}. ").removesuffix(title).removesuffix(". ")
        for text, style in ((place, cards.PLACE), (title, cards.TITLE), (description, cards.DESCRIPTION)):
            assert " ".join(cards.fitted(text, style)[1]) == text


@pytest.mark.parametrize("text", ["Short", "Words that never come to an end " * 20, "m" * 99, "ÄÅgjpqy" * 20])
def test_texts_stay_within_the_margins(text):
    changed = ImageChops.difference(picture(text, text, f"{text}.", text), picture("", "", " ", ""))
    left, top, right, bottom = changed.convert("L").point(lambda value: 255 * (value > 60)).getbbox()
    assert left >= cards.MARGIN - 1 and top >= 70 and right <= cards.WIDTH - cards.MARGIN + 1
    assert bottom <= cards.HEIGHT - cards.MARGIN + 10, "expected no more than the last line's descenders there"


def test_card_is_the_same_every_time_and_in_the_colours_of_the_house():
    texts = ("Site", "Course", "Title", "Text.")
    assert cards.draw(*texts) == cards.draw(*texts)
    house = {ImageColor.getrgb(name) for name in (cards.NAVY, cards.BLUE, cards.ACCENT, cards.WHITE)}
    assert house <= {colour for _, colour in picture(*texts).getcolors()}


def test_letters_that_the_font_lacks_are_left_out():
    assert cards.fitted("a→b 漢 🚀\ue000\x07 é…", cards.TITLE)[1] == ["ab é…"]
    assert cards.draw("漢", "漢", "漢", "漢") == cards.draw("", "", "", "")


def test_descriptions_differ_and_are_shown_whole_by_searches():
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md")}
    said = {path: yaml.safe_load(text.split("---\n")[1])["description"] for path, text in texts.items()}
    assert [path for path, text in said.items() if not 50 <= len(text) <= 160] == []
    assert len({*said.values()}) == len(said) > 1
    assert [path for path, text in said.items() if {*'"<>&'} & {*text}] == [], "Material writes it as it is"
