"""A lesson from the skeleton builds and passes, and a refused one leaves no trace."""

import pytest
from mini import problems_of, started, write_files

from academy.mkdocs.config import read_settings
from academy.new import CannotCreate, add_to_nav, new_lesson
from academy.settings import Settings

NAV = """\
site_name: x
markdown_extensions: [admonition, pymdownx.details]
nav:
  - Home: index.md
  - Course:
      - course/index.md
      - One: course/one.md # first
  - Glossary: g.md
"""


def settings(root, nav: str = NAV) -> Settings:
    write_files(root, {"mkdocs.yml": nav, "docs/course/index.md": "# Course\n"})
    return read_settings(root / "mkdocs.yml")


def files(root) -> dict:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_new_lesson_runs_and_keeps_its_word(tmp_path):
    site = settings(tmp_path.resolve())
    written = new_lesson(site, "course/data-loading")
    assert tmp_path.resolve() / "docs/course/data-loading.md" in written
    build = started(site)
    assert len(build.site.showings) == 3
    assert problems_of(build) == ""


def test_new_lesson_follows_the_courses_last_page():
    text = add_to_nav(NAV, "course", "two")
    assert text == NAV.replace("# first\n", "# first\n      - course/two.md\n")


def test_new_lesson_follows_the_last_lessons_parts():
    nav = NAV.replace(
        "- One: course/one.md # first\n", "- One:\n          - course/one.md\n          - course/one/more.md\n"
    )
    nav = nav.replace("  - Glossary", "      - Projects:\n          - course/projects/p.py\n  - Glossary")
    text = add_to_nav(nav, "course", "two")
    assert text == nav.replace("one/more.md\n", "one/more.md\n      - course/two.md\n")


def test_new_lesson_stands_among_the_lessons():
    nav = NAV.replace("  - Glossary", "      - Verified programs: course/verified.md\n  - Glossary")
    text = add_to_nav(nav, "course", "two")
    assert text == nav.replace("# first\n", "# first\n      - course/two.md\n")


def test_new_lesson_stands_on_a_line_of_its_own():
    nav = NAV.partition(" # first")[0]
    assert add_to_nav(nav, "course", "two") == f"{nav}\n      - course/two.md\n"


def test_site_without_a_nav_is_left_alone():
    assert add_to_nav("site_name: x\n", "course", "two") == "site_name: x\n"


@pytest.mark.parametrize("place", ["course", "course/", "Course/one", "course/a/b", "../x/y", "course/one two"])
def test_bad_name_is_refused_and_writes_nothing(tmp_path, place):
    site = settings(tmp_path)
    before = files(tmp_path)
    with pytest.raises(CannotCreate, match="expected course/lesson"):
        new_lesson(site, place)
    assert files(tmp_path) == before


@pytest.mark.parametrize(("place", "message"), [("other/one", "in the nav"), ("course/index", "is there already")])
def test_unknown_course_or_taken_page_is_refused_and_writes_nothing(tmp_path, place, message):
    site = settings(tmp_path)
    before = files(tmp_path)
    with pytest.raises(CannotCreate, match=message):
        new_lesson(site, place)
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    ("nav", "place", "message"),
    [
        ("site_name: x\n", "fresh/data", "expected docs/fresh/index.md"),
        ("nav: [index.md, {Course: [course/index.md]}]\n", "course/two", "expected a line '- course/index.md'"),
    ],
)
def test_lesson_without_its_course_or_a_line_for_it_is_refused(tmp_path, nav, place, message):
    site = settings(tmp_path, nav)
    before = files(tmp_path)
    with pytest.raises(CannotCreate, match=message):
        new_lesson(site, place)
    assert files(tmp_path) == before
