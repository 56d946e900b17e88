"""The whole course as it is published, seen from outside the engine."""

import json
import posixpath
import re

import pytest
from courses import COURSES, LESSONS
from mini import ROOT, build, write_files
from site_checks import Document

(TORCH,) = re.findall(r'"torch==([\w.]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FOUR = ("tensors", "autograd", "feedforward", "training-loop")  # which hold as much as course and catalogue promise


@pytest.fixture(scope="module")
def programs(course):
    """What the course publishes of its programs, but for the answers that questions offer: no page shows their code."""
    found = json.loads((course.folder / "recordings.json").read_text(encoding="utf-8"))["programs"]
    for program in found:
        program["blocks"] = [block for block in program["blocks"] if not is_offered(block)]
    return [program for program in found if program["blocks"]]


def is_offered(block) -> bool:
    page = ROOT / block["page"]
    return page.suffix == ".md" and "<!--option:" in page.read_text(encoding="utf-8").splitlines()[block["line"] - 1]


def assert_shows_the_lessons(shown, course: str) -> None:
    """The cards of a course are its lessons, with their parts, and the counts above them agree."""
    cards = shown.select("ol.cards > li.card")
    lessons = COURSES[course]
    assert [posixpath.basename(card.select_one(".card > :first-child a")["href"].rstrip("/")) for card in cards] == [
        *lessons
    ]
    for card, (lesson, others) in zip(cards, lessons.items(), strict=True):
        *parts, time, programs = (fact.get_text().split() for fact in card.select(".facts span"))
        assert parts == ([[str(1 + len(others)), "parts"]] if others else [])
        minutes = int(time[0]) * {"minute": 1, "hour": 60}[time[1].rstrip("s")]
        assert lesson not in FOUR or (minutes > 10 * (1 + len(others)) and int(programs[0]) >= 20)
    facts = [fact.get_text() for fact in shown.select(".facts:not(.cards *) span")]
    if not lessons:
        assert facts == []
        return
    pages = sum(1 + len(parts) for parts in lessons.values())
    wanted = counted(len(lessons), "lesson") + (f" in {counted(pages, 'part')}" if pages > len(lessons) else "")
    assert facts[0] == wanted
    assert [fact for fact in facts if re.match(r"0 |1 \w+s\b", fact)] == []


def counted(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def test_home_shows_every_course_and_its_lessons(course):
    sections = course.page("").select("section.course")
    assert [section.a["href"].rstrip("/") for section in sections] == [*COURSES]
    for section, name in zip(sections, COURSES, strict=True):
        assert_shows_the_lessons(section, name)


@pytest.mark.parametrize("name", COURSES)
def test_page_of_a_course_shows_its_lessons(course, name):
    assert_shows_the_lessons(course.page(name).select_one("article"), name)


def test_verified_page_lists_every_program_of_the_course(course, programs):
    places = {(block["page"], one["program"]) for one in programs for block in one["blocks"]}
    rows = course.page("pytorch/verified").select("table.programs tbody tr")
    assert len(rows) == len([place for place in places if place[0].startswith("docs/pytorch/")])
    for row in rows[::10]:
        target, _, anchor = row.a["href"].partition("#")
        assert course.page(posixpath.normpath(f"pytorch/verified/{target}")).find(id=anchor)
    proven = " ".join(row.select("td")[2].get_text() for row in rows)
    for kind in ("figure", "fails as the page says: RuntimeError", "the check refuses the stub", "the solution passes"):
        assert kind in proven


def visible_blocks(document: Document) -> list[str]:
    """The python blocks that a reader sees, by Pygments' class alone."""
    return [code.get_text().strip("\n") for code in document.tree.select(".language-python pre, .language-py pre")]


def test_every_visible_python_block_belongs_to_a_program(course, programs):
    recorded: dict[str, list[str]] = {}
    for block in (block for program in programs for block in program["blocks"]):
        recorded.setdefault(block["page"], []).append(block["source"].strip("\n"))
    seen = 0
    for document in course.documents:
        if document.name != "404.html":
            page = document.name.removesuffix("index.html")
            sources = (
                f"docs/{page[:-1]}.md",
                f"docs/{page}index.md",
                *(f"docs/{page[:-1]}{end}" for end in (".py", ".ipynb")),
            )
            blocks = visible_blocks(document)
            known = [source for name in sources for source in recorded.get(name, ())]
            assert sorted(blocks) == sorted(known), document.name
            seen += len(blocks)
    assert seen == sum(map(len, recorded.values())) > 100


def test_titles_of_parts_fit_the_tree(course):
    """In one line beside the text, behind a number such as 4.5."""
    parts = [link.get_text(" ", strip=True) for link in course.page("").select(".tree a:has(.number)")]
    assert len(parts) > 20
    assert [part for part in parts if len(part.partition(" ")[2]) > 24] == []


@pytest.mark.parametrize(("folder", "name"), LESSONS)
def test_lesson_shows_where_it_belongs(course, folder, name):
    lesson, lessons = course.page(f"{folder}/{name}"), [*COURSES[folder]]
    place = lesson.select_one(".place").get_text(" ", strip=True)
    title = course.page(folder).h1.get_text().rstrip("¶")
    number = f"Lesson {lessons.index(name) + 1} of {len(lessons)}"
    assert place.startswith(f"Machine Learning Academy {title} {number}")
    facts = lesson.select_one(".facts").get_text(" ", strip=True)
    version = re.escape(TORCH)
    assert re.match(rf"(\d+) programs? run with torch {version} on Python 3\.\d+", facts)
    for proof in lesson.select(".proof li a[href^='#']"):
        assert lesson.find(id=proof["href"].removeprefix("#"))
    assert lesson.select_one(".goals li")
    titles = [heading.get_text().rstrip("¶") for heading in lesson.select("h2")]
    assert "Key points" in titles and any(title.startswith("Exercise") for title in titles)
    links = lesson.select(".lessons > ol > li")
    assert len(links) == len(lessons)
    assert lesson.select_one(".lessons > ol [aria-current]").get_text() in lesson.title.get_text()
    linked = {link["href"] for link in lesson.select(".lessons > ol > li > ol a")}
    assert linked == {f"{part}/" for part in COURSES[folder][name]}
    assert lesson.select_one(".lessons p a[href='../']")


@pytest.mark.parametrize("name", FOUR)
def test_lesson_has_its_programs_figures_and_mistakes(programs, name):
    pages = re.compile(rf"docs/pytorch/(errors/)?{name}(/[\w-]+)?\.md")
    own = [one for one in programs if pages.fullmatch(one["blocks"][0]["page"])]
    assert len(own) >= 40
    outputs = [output for one in own for block in one["blocks"] for output in block["outputs"]]
    assert {output["output_type"] for output in outputs} >= {"stream", "display_data", "error"}
    errors = {output["ename"] for output in outputs if output["output_type"] == "error"}
    assert errors - {"AssertionError"}, "the exercises alone are no mistakes to learn from"


@pytest.mark.parametrize("name", [*FOUR, "shapes"])
def test_page_of_mistakes_shows_each_failing_and_mended(course, name):
    mistakes = course.page(f"pytorch/errors/{name}")
    own = mistakes.select("h2:not(.downloads h2)")
    headings = [heading for heading in own if heading["id"] not in ("exercise", "key-points", "next")]
    assert len(headings) >= 10
    index = course.page("pytorch/errors")
    listed = {link["href"].partition("#")[2] for link in index.select(f'article a[href^="{name}/#"]')}
    lonely = []
    for heading in headings:
        outputs = 0
        for below in heading.find_next_siblings():
            if below.name == "h2":
                break
            outputs += len(below.select(".output")) + ("output" in below.get("class", []))
        if outputs < 2 or heading["id"] not in listed:
            lonely.append((heading["id"], outputs))
    assert lonely == [], "each needs a failing and a mended program, and a line in errors/index.md"


def test_published_pages_hold_no_machine_path(site):
    for path in [*site.rglob("*.html"), site / "recordings.json", *site.rglob("*.svg")]:
        text = path.read_text(encoding="utf-8")
        assert str(ROOT) not in text and "/tmp/" not in text, path
        assert not re.search(r"/(home|root|Users|__w)/", text), path


def test_every_figure_has_a_text(course):
    images = [image for document in course.documents for image in document.tree.select(".output img")]
    assert images
    assert [image for image in images if not image.get("alt", "").strip()] == []


def test_no_output_shows_a_deprecation_warning(course):
    for document in course.documents:
        said = " ".join(output.get_text() for output in document.tree.select(".output"))
        assert "DeprecationWarning" not in said and "FutureWarning" not in said, document.name


def test_link_to_elsewhere_in_a_course_is_no_lesson(tmp_path):
    nav = "nav:\n  - C:\n      - c/index.md\n      - c/a.md\n      - Forum: https://example.org/\n"
    hooks = f"hooks: [{ROOT / 'overrides/hooks/course.py'}]\n"
    pages = {"docs/c/index.md": "# C\n", "docs/c/a.md": "# A\n"}
    write_files(tmp_path, {"mkdocs.yml": f"site_name: S\ntheme: material\n{hooks}{nav}", **pages})
    build(tmp_path, "--strict")
