"""A MkDocs hook: what the templates know of a course: its lessons, their parts, and the time they take.

A course is a section of the top level with an index page. Its lessons are its pages, and its sections
whose first page lies beside that index: those are lessons in several parts. Other sections (mistakes,
projects) belong to the course and are no lessons.
"""

import math
import re
from dataclasses import dataclass
from typing import Any

_FENCE = re.compile(
    r"^(?P<indent> *)(?P<mark>`{3,}|~{3,}).*\n(?P<code>(?:.*\n)*?)(?P=indent)(?P=mark) *$", re.MULTILINE
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_STATED = re.compile(r"\*\*Time\*\* (\d+) minutes(?: with .*)?$", re.MULTILINE)  # in the card of a lesson's part
_UNUSED = re.compile(r"hooks/|assets/(javascripts/(bundle|workers/|lunr/)|stylesheets/(.*\.map$|palette\.))")
VERIFIED = "verified"  # the page that lists the course's programs
WORDS, LINES = 180, 30  # read in a minute: of prose, and lines of code; a slow reader of what is new

_minutes: dict[str, float] = {}


@dataclass(frozen=True)
class Lesson:
    """One lesson: its title in the navigation and its pages, the first of which opens it."""

    number: int
    title: str
    pages: tuple[Any, ...]

    @property
    def first(self) -> Any:
        return self.pages[0]

    @property
    def minutes(self) -> int:
        return sum(map(minutes, self.pages))


@dataclass(frozen=True)
class Entry:
    """One line of the tree: a page, or what holds pages; lessons and their parts have a number (`1`, `1.2`)."""

    title: str
    page: Any  # None for what only holds pages
    number: str
    active: bool  # the page that is shown, or what holds it
    children: tuple["Entry", ...]


@dataclass(frozen=True)
class Course:
    """One course: its index page and its lessons, in the order of the navigation."""

    index: Any
    lessons: tuple[Lesson, ...]
    section: Any

    @property
    def first(self) -> Any:
        return self.index

    @property
    def pages(self) -> list[Any]:
        return _pages(self.section)

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The lessons and what else the course holds, each with its title and its pages."""
        return [(one.title, [one] if one.is_page else _pages(one)) for one in self.section.children if not one.is_link]

    @property
    def verified(self) -> Any:
        """The page that lists the course's programs, if there is one."""
        return next((page for page in self.pages if page.file.name == VERIFIED), None)

    def lesson_of(self, page: Any) -> Lesson | None:
        return next((lesson for lesson in self.lessons if page in lesson.pages), None)


def on_files(files: Any, **_: Any) -> Any:
    """Leave out what a hook reads, and the theme's scripts and styles that no page loads."""
    for file in [one for one in files if _UNUSED.match(one.src_uri)]:
        files.remove(file)
    return files


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    prose = len(_COMMENT.sub("", _FENCE.sub("", markdown)).split())
    code = sum(fence["code"].count("\n") for fence in _FENCE.finditer(markdown))
    stated = _STATED.search(markdown)
    _minutes[page.file.src_uri] = int(stated[1]) if stated else prose / WORDS + code / LINES
    return markdown


def on_env(env: Any, *, config: Any, files: Any, **_: Any) -> Any:
    env.globals["minutes"] = minutes
    return env


def on_template_context(context: Any, **_: Any) -> Any:
    """What holds no page of its own, such as 404.html, has the tree and the courses, too."""
    return _with_tree(context)


def on_page_context(context: Any, *, page: Any, **_: Any) -> Any:
    context = _with_tree(context)
    context["course"] = next((one for one in context["courses"] if page in one.pages), None)
    context["lesson"] = context["course"].lesson_of(page) if context["course"] else None
    return context


def _with_tree(context: Any) -> Any:
    context["courses"] = courses(context["nav"])
    context["numbers"] = numbers = _numbers(context["courses"])
    context["tree"] = [_entry(item, numbers, top=True) for item in context["nav"].items]
    return context


def minutes(page: Any) -> int:
    """How long the page takes, in minutes, rounded up: what it states, exercises included, or else its reading."""
    return math.ceil(_minutes.get(page.file.src_uri, 0))


def courses(nav: Any) -> list[Course]:
    """The courses of the site."""
    return [course for section in nav.items if section.is_section and (course := _course(section))]


def _numbers(found: list[Course]) -> dict[str, str]:
    """The number of each part of a lesson, by its address; a lesson of one page has that of the lesson."""
    numbers = {}
    for lesson in (lesson for course in found for lesson in course.lessons):
        for at, page in enumerate(lesson.pages, 1):
            numbers[page.url] = f"{lesson.number}.{at}" if len(lesson.pages) > 1 else str(lesson.number)
    return numbers


def _entry(item: Any, numbers: dict[str, str], top: bool = False) -> Entry:
    """A page, a link or a section of the navigation, as a line of the tree.

    The index page of a course is the line of its section; deeper down a section opens, and each page is a line.
    """
    if not item.is_section:
        return Entry(item.title, item, numbers.get(item.url, ""), item.active, ())
    first = item.children[0]
    index = first if top and first.is_page and first.is_index else None
    lesson = "" if first.is_section else numbers.get(first.url, "").partition(".")[0]
    return Entry(
        item.title, index, lesson, item.active, tuple(_entry(one, numbers) for one in item.children if one != index)
    )


def _course(section: Any) -> Course | None:
    index = next(
        (child for child in section.children if child.is_page and child.file.src_uri.endswith("/index.md")), None
    )
    if index is None:
        return None
    lessons = []
    for child in section.children:
        pages = [child] if child.is_page else _pages(child) if child.is_section else []
        if pages and pages[0] != index and pages[0].file.name != VERIFIED and _folder(pages[0]) == _folder(index):
            lessons.append(Lesson(len(lessons) + 1, child.title, tuple(pages)))
    return Course(index, tuple(lessons), section)


def _pages(section: Any) -> list[Any]:
    """The pages of a section, at any depth."""
    found = []
    for child in section.children:
        found += [child] if child.is_page else _pages(child) if child.is_section else []
    return found


def _folder(page: Any) -> str:
    return str(page.file.src_uri).rpartition("/")[0]
