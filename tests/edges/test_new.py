"""What the skeletons make builds and passes, in its place in the nav; a refused one leaves no trace."""

import jupytext
import pytest
from mini import build, problems_of, started, write_files

from academy.mkdocs.config import read_settings
from academy.new import Refused, nav
from academy.new.create import create
from academy.settings import Settings

NAV = """\
nav:
  - Home: index.md
  - Course:
      - course/index.md
      - One: course/one.md # first
  - Glossary: g.md
"""
CONFIG = f"""\
site_name: x
theme: {{name: material}}
plugins: [academy, mkdocs-jupyter: {{include: ["projects/*.*"]}}]
markdown_extensions: [admonition, pymdownx.details]
{NAV}"""
SECTION = "- One:\n          - course/one.md\n          - course/one/more.md\n"
PLACES = ["course/two", "course/one/part", "fresh", "course/projects/p.py", "course/projects/q.ipynb"]


def settings(root, config: str = CONFIG) -> Settings:
    pages = {"index": "Home", "g": "Glossary", "course/index": "Course", "course/one": "One"}
    write_files(root, {"mkdocs.yml": config} | {f"docs/{name}.md": f"# {text}\n" for name, text in pages.items()})
    return read_settings(root / "mkdocs.yml")


def files(root) -> dict:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_new_pages_run_and_keep_their_word(tmp_path):
    site = settings(tmp_path.resolve())
    written = [path for place in ["fresh", "fresh/start", "fresh/start/more"] for path in create(site, place)]
    assert {tmp_path.resolve() / f"docs/fresh/{name}.md" for name in ("index", "start", "start/more")} < {*written}
    made = started(site)
    assert len(made.site.showings) == 6
    assert problems_of(made) == ""


def test_new_pages_build_without_a_warning_and_are_reached_from_home(tmp_path):
    site = settings(tmp_path.resolve())
    places = PLACES[:3]
    for place in places:
        create(site, place)
    build(tmp_path, "--strict")
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert [place for place in places if f'href="{place}/"' not in home] == []


def test_new_notebook_holds_what_a_new_project_does(tmp_path):
    site = settings(tmp_path)
    for place in ("course/projects/p.py", "course/projects/q.ipynb"):
        create(site, place)
    script, notebook = (jupytext.read(tmp_path / "docs/course/projects" / name) for name in ("p.py", "q.ipynb"))
    assert [cell.source for cell in script.cells[1:]] == [cell.source for cell in notebook.cells[1:]]
    assert notebook.metadata["description"].startswith("What you can do after Q,")


def test_new_part_leads_to_its_lesson_by_the_title(tmp_path):
    site = settings(tmp_path)
    write_files(tmp_path, {"docs/course/one.md": "---\ntitle: First steps\n---\n\n# One\n"})
    create(site, "course/one/part")
    assert "[First steps](../one.md)" in (tmp_path / "docs/course/one/part.md").read_text(encoding="utf-8")
    assert "- One: # first\n          - course/one.md\n" in (tmp_path / "mkdocs.yml").read_text(encoding="utf-8")


def test_new_course_asks_for_a_template_where_the_site_has_it(tmp_path):
    write_files(tmp_path, {"theme/course.html": ""})
    site = settings(tmp_path)
    create(site, "fresh")
    (tmp_path / "theme/course.html").unlink()
    create(site, "later")
    said = [
        "template:" in (tmp_path / f"docs/{name}/index.md").read_text(encoding="utf-8") for name in ("fresh", "later")
    ]
    assert said == [True, False]


# ---------------------------------------------------------------------------- the nav


def test_new_lesson_follows_the_courses_last_page():
    text = nav.add_lesson(NAV, "course/two.md")
    assert text == NAV.replace("# first\n", "# first\n      - course/two.md\n")


def test_new_lesson_follows_the_last_lessons_parts_and_stands_before_all_else():
    last = "      - Projects:\n          - course/projects/p.py\n      - Verified programs: course/verified.md\n"
    before = NAV.replace("- One: course/one.md # first\n", SECTION).replace("  - Glossary", f"{last}  - Glossary")
    text = nav.add_lesson(before, "course/two.md")
    assert text == before.replace("one/more.md\n", "one/more.md\n      - course/two.md\n")


def test_new_lesson_stands_on_a_line_of_its_own():
    before = NAV.partition(" # first")[0]
    assert nav.add_lesson(before, "course/two.md") == f"{before}\n      - course/two.md\n"


@pytest.mark.parametrize(
    ("entry", "section"),
    [
        ("- One: course/one.md # first", "- One: # first"),
        ("- course/one.md", "- Title:"),
        ("- 'course/one.md' # a: b", "- Title: # a: b"),
        ('- "One: more": "course/one.md"', '- "One: more":'),
    ],
)
def test_first_part_makes_a_section_of_its_lesson(entry, section):
    before = NAV.replace("- One: course/one.md # first", entry)
    text = nav.add_part(before, "course/one/more.md", "Title")
    assert text == before.replace(entry, section + SECTION.removeprefix("- One:").rstrip("\n"))


@pytest.mark.parametrize("title", ["On: two", "yes", "# 1", "[a]", "'a'", "Größe"])
def test_title_of_a_section_is_the_lessons_whatever_stands_in_it(title):
    before = NAV.replace("One: course/one.md", "course/one.md")
    text = nav.add_part(before, "course/one/more.md", title)
    assert nav._list_in(text, "course")[1].title == title


def test_next_part_follows_the_last():
    before = NAV.replace("- One: course/one.md # first\n", SECTION)
    text = nav.add_part(before, "course/one/x.md", "Title")
    assert text == before.replace("one/more.md\n", "one/more.md\n          - course/one/x.md\n")


def test_new_course_follows_the_last():
    text = nav.add_course(NAV, "fresh/index.md", "Fresh")
    assert text == NAV.replace("# first\n", "# first\n  - Fresh:\n      - fresh/index.md\n")


def test_projects_stand_in_a_section_before_the_verified_programs():
    before = NAV.replace("  - Glossary", "      - Verified: course/verified.md\n  - Glossary")
    text = nav.add_project(before, "course/projects/p.py", "P")
    section = "      - Projects:\n          - P: course/projects/p.py\n"
    assert text == before.replace("# first\n", f"# first\n{section}")
    text = nav.add_project(text, "course/projects/q.py", "Q")
    assert text == before.replace("# first\n", f"# first\n{section}          - Q: course/projects/q.py\n")


def test_site_without_a_nav_is_left_alone(tmp_path):
    site = settings(tmp_path, CONFIG.removesuffix(NAV))
    for place in PLACES:
        create(site, place)
    assert (tmp_path / "mkdocs.yml").read_text(encoding="utf-8") == CONFIG.removesuffix(NAV)


# ---------------------------------------------------------------------------- refused

REFUSED = {
    "": "expected a place",
    "course/": "expected a place",
    "Course/one": "expected a place",
    "course/one/a/b": "expected a place",
    "../x/y": "expected a place",
    "course/one two": "expected a place",
    "course/index": "expected a place",
    "course/one/index": "expected a place",
    "course/projects": "expected a place",
    "course/projects/p": "expected a place",
    "course/projects/index.py": "expected a place",
    "course": "docs/course is there already",
    "course/one": r"docs/course/one\.md is there already",
    "course/taken/part": r"docs/course/taken/part\.md is there already",
    "course/projects/p.ipynb": r"docs/course/projects/p\.py is there already",
    "course/coded": r"snippets/course/coded/first\.py is there already",
    "other/one": r"expected docs/other/index\.md, found none: begin with `python -m academy new other`",
    "other/projects/p.py": r"begin with `python -m academy new other`",
    "course/none/part": r"expected docs/course/none\.md, found none: .* new course/none`",
}


@pytest.mark.parametrize("place", REFUSED)
def test_bad_or_taken_place_is_refused_and_writes_nothing(tmp_path, place):
    taken = {"docs/course/taken.md": "", "docs/course/taken/part.md": "", "docs/course/projects/p.py": ""}
    write_files(tmp_path, {**taken, "snippets/course/coded/first.py": ""})
    site = settings(tmp_path)
    before = files(tmp_path)
    with pytest.raises(Refused, match=REFUSED[place]):
        create(site, place)
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    "written",
    [
        "nav: [index.md, {Course: [course/index.md, course/one.md]}]\n",
        "nav:\n  - index.md\n  - Course: [course/index.md,\n      course/one.md\n    ]\n",
        "nav:\n  - index.md\n",
        "nav:\n",
    ],
)
@pytest.mark.parametrize("place", ["course/two", "course/one/part", "course/projects/p.py"])
def test_nav_without_a_line_for_it_is_refused_and_nothing_written(tmp_path, written, place):
    site = settings(tmp_path, CONFIG.replace(NAV, written))
    before = files(tmp_path)
    with pytest.raises(Refused, match="in the nav of mkdocs.yml"):
        create(site, place)
    assert files(tmp_path) == before


def test_project_without_the_plugin_for_it_is_refused(tmp_path):
    site = settings(tmp_path, CONFIG.replace(', mkdocs-jupyter: {include: ["projects/*.*"]}', ""))
    with pytest.raises(Refused, match="expected the plugin mkdocs-jupyter"):
        create(site, "course/projects/p.py")
    assert not (tmp_path / "docs/course/projects").exists()
