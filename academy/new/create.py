"""New pages from the skeletons in this folder: what their author writes over, and their place in the nav."""

import re
from dataclasses import dataclass
from os.path import relpath
from pathlib import Path

from academy.new import Refused, nav
from academy.page.fences import front_matter_of
from academy.settings import Settings

NAME = "(?!index(?:[/.]|$))[a-z][a-z0-9-]*"
_KINDS = {
    "course": NAME,
    "lesson": f"{NAME}/(?!projects$){NAME}",
    "part": f"{NAME}/(?!projects/){NAME}/{NAME}",
    "project": rf"{NAME}/projects/{NAME}\.(?:py|ipynb)",
}
_FORMS = """
    statistics                      a course
    statistics/sampling             a lesson of it
    statistics/sampling/bias        a part of that
    statistics/projects/survey.py   a project, or survey.ipynb"""
_SKELETON = Path(__file__).parent / "skeleton"


@dataclass(frozen=True)
class Place:
    """A place of the site, as it is given: course/lesson/part."""

    kind: str
    text: str
    docs: Path

    @property
    def base(self) -> Path:
        """The page without its suffix, which its address comes from."""
        return self.docs / self.text.partition(".")[0]

    @property
    def page(self) -> Path:
        if self.kind == "project":
            return self.docs / self.text
        return self.base / "index.md" if self.kind == "course" else self.base.with_suffix(".md")

    @property
    def above(self) -> Path:
        """The page from which a reader comes; that of a course is itself."""
        if self.kind == "part":
            return self.base.parent.with_suffix(".md")
        return self.docs / self.text.partition("/")[0] / "index.md"

    @property
    def title(self) -> str:
        return self.base.name.replace("-", " ").capitalize()


def create(settings: Settings, text: str) -> list[Path]:
    """Make a course, a lesson, a part or a project, as the place says; the files written. Refused before any is."""
    place = _place(settings, text)
    config = settings.root / "mkdocs.yml"
    before = config.read_text(encoding="utf-8")
    files = _files(settings, place)
    if (after := _in_nav(place, before)) != before:
        files[config] = after
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return list(files)


def _place(settings: Settings, text: str) -> Place:
    """The place, if it is one, is free, and has the page from which a reader comes."""
    kind = next((kind for kind, form in _KINDS.items() if re.fullmatch(form, text)), "")
    if not kind:
        raise Refused(f"expected a place in a-z, 0-9 and -, found '{text}'; for example{_FORMS}")
    place = Place(kind, text, settings.docs)
    check_free(settings, text.partition(".")[0])
    if kind != "course" and not place.above.is_file():
        begin = text.rpartition("/")[0].removesuffix("/projects")
        raise Refused(f"expected {settings.name(place.above)}, found none: begin with `python -m academy new {begin}`")
    return place


def check_free(settings: Settings, name: str) -> None:
    """Refused if a page, a project or a folder below docs has this name."""
    for end in ("", ".md", ".py", ".ipynb"):
        if (path := settings.docs / f"{name}{end}").exists():
            raise Refused(f"{settings.name(path)} is there already")


def _files(settings: Settings, place: Place) -> dict[Path, str]:
    """The new files with their texts."""
    name = {"course": "course.md", "project": "project.py"}.get(place.kind, "lesson.md")
    above = title_of(place.above) if place.kind == "part" else "the course"
    link = f"[{above}]({Path(relpath(place.above, place.page.parent)).as_posix()})"
    text = (_SKELETON / name).read_text(encoding="utf-8")
    for mark, word in {"{title}": place.title, "{path}": place.text, "{above}": link}.items():
        text = text.replace(mark, word)
    if place.kind == "course" and not any(settings.root.glob("*/course.html")):
        text = text.replace("template: course.html\n", "")  # a theme of this site's
    if place.page.suffix == ".ipynb":
        text = _notebook(text)
    snippets = (_SKELETON / "snippets").glob("*.py") if name == "lesson.md" else ()
    files = {settings.snippets / place.text / one.name: one.read_text(encoding="utf-8") for one in snippets}
    for path in files:
        if path.exists():
            raise Refused(f"{settings.name(path)} is there already")
    return {place.page: text, **files}


def _notebook(text: str) -> str:
    """A project in py:percent form as an .ipynb file."""
    import jupytext  # which comes with mkdocs-jupyter

    return str(jupytext.writes(jupytext.reads(text, "py:percent"), "ipynb"))


def _in_nav(place: Place, config: str) -> str:
    """The text of mkdocs.yml with the page; untouched without a nav."""
    page = place.page.relative_to(place.docs).as_posix()
    if place.kind == "project" and "mkdocs-jupyter" not in config:
        raise Refused("expected the plugin mkdocs-jupyter in mkdocs.yml, which publishes projects, found none")
    if not re.search(r"^nav:", config, re.MULTILINE):
        return config
    if place.kind == "course":
        return nav.add_course(config, page, place.title)
    if place.kind == "lesson":
        return nav.add_lesson(config, page)
    if place.kind == "part":
        return nav.add_part(config, page, title_of(place.above))
    return nav.add_project(config, page, place.title)


def title_of(page: Path) -> str:
    """The title that a page gives itself, or its name."""
    return str(front_matter_of(page.read_text(encoding="utf-8")).get("title") or page.stem)
