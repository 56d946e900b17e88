"""The nav of mkdocs.yml, read as YAML and changed as text: comments, quotes and everything else stay.

Each function takes and gives the whole text of mkdocs.yml; Refused if it has no place for the page.
"""

import json
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import yaml

from academy.new import Refused

_INDENT = 4  # of a section's entries


@dataclass(frozen=True)
class Entry:
    """An entry of the nav: a page, or a section with entries."""

    title: str  # empty if none is given
    page: str  # empty for a section
    entries: tuple["Entry", ...]
    column: int  # of its dash
    start: int  # where its value begins in the text,
    stop: int  # and ends

    @property
    def pages(self) -> Iterator["Entry"]:
        """The pages in it, or itself."""
        for entry in self.entries:
            yield from entry.pages
        if not self.entries:
            yield self


Entries = tuple[Entry, ...]


def add_course(config: str, page: str, title: str) -> str:
    """A section for a course, behind the last one."""
    entries = _entries(config)
    courses = tuple(one for one in entries if one.entries and posixpath.basename(_opening(one)) == "index.md")
    return _with(config, courses or entries, page, [f"- {_key(title)}:", f"    - {page}"])


def add_lesson(config: str, page: str) -> str:
    """A lesson, behind the last one of its course and all parts of that."""
    folder = posixpath.dirname(page)
    return _with(config, _in_folder(_list_in(config, folder), folder), page, [f"- {page}"])


def add_part(config: str, page: str, title: str) -> str:
    """A part, behind the last one of its lesson, which has this title; a lesson of one page becomes a section."""
    lesson = f"{posixpath.dirname(page)}.md"
    beside = _list_with(config, lambda one: one == lesson)
    own = next((one for one in beside if one.page == lesson), None)
    if own is None or all(one is own or posixpath.dirname(one.page) == lesson.removesuffix(".md") for one in beside):
        return _with(config, beside, page, [f"- {page}"])
    begin, end = config.rfind("\n", 0, own.start) + 1, (config + "\n").index("\n", own.stop)
    head = config[begin : own.start].rstrip() + ("" if own.title else f" {_key(title)}:") + config[own.stop : end]
    entries = "".join(f"{' ' * (own.column + _INDENT)}- {one}\n" for one in (lesson, page))
    return _checked(config, f"{config[:begin]}{head}\n{entries}{config[end + 1 :]}", page)


def add_project(config: str, page: str, title: str) -> str:
    """A project, behind the last one of its course; the first one in a section of its own."""
    folder, line = posixpath.dirname(page), f"- {_key(title)}: {page}"
    if projects := _list_in(config, folder):
        return _with(config, _in_folder(projects, folder), page, [line])
    course = posixpath.dirname(folder)
    own = tuple(one for one in _list_in(config, course) if _opening(one).startswith(f"{course}/"))
    return _with(config, _not_verified(own), page, ["- Projects:", f"    {line}"])


def renamed(config: str, names: dict[str, str]) -> str:
    """Pages under their new names, each in its place."""
    for one in reversed([page for entry in _entries(config) for page in entry.pages]):
        if one.page in names:
            config = config[: one.start] + names[one.page] + config[one.stop :]
    return config


def _entries(config: str) -> Entries:
    """The entries of the nav; none if it is no list."""
    root = yaml.compose(config, Loader=yaml.SafeLoader)
    settings = root.value if isinstance(root, yaml.MappingNode) else []
    return _of_list(next((value for key, value in settings if key.value == "nav"), None))


def _of_list(node: yaml.Node | None) -> Entries:
    if not isinstance(node, yaml.SequenceNode):
        return ()
    return tuple(_entry(one, node.start_mark.column) for one in node.value)


def _entry(node: yaml.Node, column: int) -> Entry:
    title, value = "", node
    if isinstance(node, yaml.MappingNode):
        key, value = node.value[0]
        title = str(key.value)
    page = str(value.value) if isinstance(value, yaml.ScalarNode) else ""
    return Entry(title, page, _of_list(value), column, value.start_mark.index, value.end_mark.index)


def _opening(entry: Entry) -> str:
    """The page that opens an entry."""
    return next(entry.pages).page


def _list_with(config: str, is_wanted: Callable[[str], bool]) -> Entries:
    """The list, the least deep one, that names a page of this kind; empty if there is none."""
    level = [_entries(config)]
    while level:
        for entries in level:
            if any(is_wanted(entry.page) for entry in entries):
                return entries
        level = [entry.entries for entries in level for entry in entries if entry.entries]
    return ()


def _list_in(config: str, folder: str) -> Entries:
    return _list_with(config, lambda page: posixpath.dirname(page) == folder)


def _in_folder(entries: Entries, folder: str) -> Entries:
    return _not_verified(tuple(one for one in entries if posixpath.dirname(_opening(one)) == folder))


def _not_verified(entries: Entries) -> Entries:
    """Without the list of a course's programs, which stands at its end."""
    return tuple(one for one in entries if posixpath.basename(one.page) != "verified.md")


def _key(title: str) -> str:
    """The title as a key of YAML, in quotes where it would be something else."""
    try:
        is_plain = yaml.safe_load(f"{title}: x") == {title: "x"}
    except yaml.YAMLError:
        is_plain = False
    return title if is_plain else json.dumps(title, ensure_ascii=False)


def _with(config: str, entries: Entries, page: str, lines: list[str]) -> str:
    """The page below the last of these entries, by the lines of its own entry."""
    if not entries:
        raise Refused(f"expected a list in the nav of mkdocs.yml in which {page} has a place, found none")
    *_, last = entries[-1].pages
    end = (config + "\n").index("\n", last.stop)
    entry = "".join(f"{' ' * entries[-1].column}{line}\n" for line in lines)
    return _checked(config, f"{config[:end]}\n{entry}{config[end + 1 :]}", page)


def _checked(before: str, after: str, page: str) -> str:
    """The new text, if it lists what was listed and the page."""
    wanted = sorted([*_pages(before), page])
    try:
        found = sorted(_pages(after))
    except yaml.YAMLError:
        found = []
    if found != wanted:
        raise Refused(f"expected each entry on a line of its own in the nav of mkdocs.yml; add {page} by hand")
    return after


def _pages(config: str) -> list[str]:
    return [one.page for entry in _entries(config) for one in entry.pages]
