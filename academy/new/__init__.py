"""A new lesson: a page and its snippets from the skeleton in this folder, and its line in the nav."""

import re
from pathlib import Path

from academy.settings import Settings

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_SKELETON = Path(__file__).parent / "skeleton"


class CannotCreate(ValueError):
    """The lesson cannot be made; nothing was written."""


def new_lesson(settings: Settings, place: str) -> list[Path]:
    """Make the lesson `course/lesson`; the files written. CannotCreate before anything is written."""
    course, _, lesson = place.partition("/")
    if not _NAME.fullmatch(course) or not _NAME.fullmatch(lesson):
        raise CannotCreate(
            f"expected course/lesson in a-z, 0-9 and -, found '{place}'; for example pytorch/data-loading"
        )
    page = settings.docs / course / f"{lesson}.md"
    text = (_SKELETON / "lesson.md").read_text(encoding="utf-8")
    files = {page: text.replace("{title}", lesson.replace("-", " ").capitalize()).replace("{path}", place)}
    files |= {settings.snippets / place / one.name: one.read_text(encoding="utf-8") for one in _SKELETON.glob("*.py")}
    for path in files:
        if path.exists():
            raise CannotCreate(f"{settings.name(path)} is there already")
    config = settings.root / "mkdocs.yml"
    files[config] = add_to_nav(config.read_text(encoding="utf-8"), course, lesson)
    if not (index := page.with_name("index.md")).exists():
        raise CannotCreate(f"expected {settings.name(index)}, to which the lesson links, found none: begin with it")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(files)


def add_to_nav(config: str, course: str, lesson: str) -> str:
    """The text of mkdocs.yml with the lesson below the course's last, its parts included; untouched without a nav."""
    if not re.search(r"^nav:", config, re.MULTILINE):
        return config
    lines = [f"{line}\n" for line in config.removesuffix("\n").split("\n")]
    entry = re.compile(rf"(\s+)- (?:[^:#]+: )?[\"']?{course}/(?!verified\.)[\w-]+\.md[\"']?\s*(?:#.*)?\n?")
    last = max((at for at, line in enumerate(lines) if entry.fullmatch(line)), default=None)
    if last is None:
        raise CannotCreate(
            f"expected a line '- {course}/index.md' in the nav of mkdocs.yml, found none of '{course}': begin with it"
        )
    indents = [len(found[1]) for line in lines if (found := entry.fullmatch(line))]
    end = last + 1
    while end < len(lines) and len(lines[end]) - len(lines[end].lstrip()) > min(indents):
        end += 1
    return "".join([*lines[:end], f"{' ' * min(indents)}- {course}/{lesson}.md\n", *lines[end:]])
