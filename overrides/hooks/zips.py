"""A MkDocs hook: a lesson, and a course, as one zip of what the build has written for their pages.

It holds their notebooks, their programs, and a README.md, which partials/zip-readme.md writes. How large it is, a page
says in the place of a comment, once all is written.
"""

import io
import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from mkdocs.plugins import event_priority

from academy.judge.proof import is_exercise
from academy.publish import notebook
from academy.publish.downloads import FOLDER

_NEEDED = re.compile(r'^#     "(\S+)",$', re.MULTILINE)  # in the header of a program
_SIZE = re.compile(r"<!--size of (\S+)-->")

_environment: Any = None  # of the templates
_context: Any = {}  # of one page: what it says of the courses is true for all


@dataclass(frozen=True)
class Taken:
    """What a zip takes of a page, as the site has it; a page may have no notebook."""

    page: Any
    notebook: str
    programs: tuple[str, ...]


def on_env(env: Any, **_: Any) -> Any:
    global _environment
    _environment = env
    env.globals["zip_of"] = address
    return env


def on_page_context(context: Any, **_: Any) -> Any:
    global _context
    _context = context
    return context


@event_priority(-100)  # after the engine has written what is taken
def on_post_build(*, config: Any, **_: Any) -> None:
    folder, sizes = Path(config.site_dir), {}
    courses = _context.get("courses", ()) if _environment.globals.get("downloads") else ()  # none in a preview
    for course in courses:
        for group in (course, *course.lessons):
            if name := address(group):
                content = zipped(PurePosixPath(name).stem, files(course, group, folder, config))
                (folder / name).write_bytes(content)
                sizes[name] = size(len(content))
    for path in (Path(page.file.abs_dest_path) for course in courses for page in course.pages):
        path.write_text(_SIZE.sub(lambda found: sizes[found[1]], path.read_text("utf-8")), "utf-8")


def address(group: Any) -> str:
    """Where the zip of a lesson or a course lies in the site; empty if it has nothing to take along."""
    downloads = _environment.globals.get("downloads")
    if not downloads or not any(downloads.notebook(page.file.src_uri) for page in group.pages):
        return ""
    return str(PurePosixPath(notebook.address(group.first.file.dest_uri)).with_suffix(".zip"))


def files(course: Any, group: Any, folder: Path, config: Any) -> dict[str, bytes]:
    """The files of the zip of a course or of a lesson in it, by their names there."""
    pages = [one for page in group.pages if (one := _taken(page)).notebook or one.programs]
    books = {one.notebook: PurePosixPath(one.page.file.src_uri).with_suffix(".ipynb") for one in pages if one.notebook}
    programs = [name for one in pages for name in one.programs]
    own = [name for one in programs if (folder / (name := one.removesuffix(".py") + ".ipynb")).is_file()]
    programs = {name: _of_page(name) for name in (*programs, *own)}
    names = _below("notebooks", books) | _below("programs", programs)
    found = {name: (folder / at).read_bytes() for at, name in names.items()}
    needed = sorted({one for text in found.values() for one in _NEEDED.findall(text.decode())})
    example = next((names[name] for one in pages for name in one.programs), "")
    said = {"group": group, "course": course, "taken": pages, "names": names, "needed": needed, "example": example}
    template = _environment.get_template("partials/zip-readme.md")
    readme = template.render(_context | said, config=config, is_exercise=is_exercise)
    return {"README.md": readme.encode(), **found}


def _taken(page: Any) -> Taken:
    downloads, uri = _environment.globals["downloads"], page.file.src_uri
    return Taken(page, downloads.notebook(uri), tuple(downloads.programs(uri).values()))


def _of_page(program: str) -> PurePosixPath:
    """The address of a program without the folders in which all lie, of snippets or of code that stands in a page."""
    docs = _environment.globals["downloads"].docs
    return PurePosixPath(program.removeprefix(f"{FOLDER}/").removeprefix(f"{docs}/"))


def _below(folder: str, paths: dict[str, PurePosixPath]) -> dict[str, str]:
    """The paths in a folder, without the folders that all of them share."""
    shared = os.path.commonpath([path.parent for path in paths.values()]) if paths else ""
    return {at: f"{folder}/{path.relative_to(shared)}" for at, path in paths.items()}


def zipped(folder: str, contents: dict[str, bytes]) -> bytes:
    """A zip with one folder; the same bytes from the same files."""
    file = io.BytesIO()
    with ZipFile(file, "w") as made:
        for name in sorted(contents):
            info = ZipInfo(f"{folder}/{name}")  # of 1980-01-01
            info.external_attr, info.create_system, info.compress_type = 0o644 << 16, 3, ZIP_DEFLATED
            made.writestr(info, contents[name])
    return file.getvalue()


def size(count: int) -> str:
    """A number of bytes as a reader says it."""
    return f"{count / 1000:.0f} KB" if count < 999_500 else f"{count / 1_000_000:.1f} MB"
