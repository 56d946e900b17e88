"""The nav of mkdocs.yml, the courses in it, and their projects."""

import posixpath

import yaml
from mini import ROOT

from academy.mkdocs.projects import SUFFIXES


class Loader(yaml.SafeLoader):
    """mkdocs.yml with its tags left alone."""


Loader.add_multi_constructor("", lambda loader, suffix, node: None)
NAV = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader)["nav"]


def in_nav(item) -> list[str]:
    """The pages of an entry of the nav, at any depth."""
    if isinstance(item, str):
        return [item]
    return [page for one in (item if isinstance(item, list) else item.values()) for page in in_nav(one)]


def lessons_of(course: str, section: list) -> dict[str, list[str]]:
    """The lessons of a course, each with its parts but the first page, as their addresses end."""
    pages = [in_nav(one) for one in section]
    own = [one for one in pages if one[0].startswith(f"{course}/") and one[0].count("/") == 1]
    names = [[posixpath.basename(page).removesuffix(".md") for page in one] for one in own]
    return {first: parts for first, *parts in names if first not in ("index", "verified")}


COURSES = {  # the sections of the top level that have a page of their own
    folder: lessons_of(folder, section)
    for entry in NAV
    for section in (entry.values() if isinstance(entry, dict) else ())
    if isinstance(section, list)
    for folder, _, name in [in_nav(section)[0].partition("/")]
    if name == "index.md"
}
LESSONS = [(course, lesson) for course, lessons in COURSES.items() for lesson in lessons]
PROJECTS = sorted(path for end in SUFFIXES for path in (ROOT / "docs").rglob(f"projects/*{end}"))
