"""Pages that have moved: where a page was, as its `redirect_from` says, stands a page that leads to it."""

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils import get_relative_url, write_file

from academy.mkdocs.assets import FOLDER
from academy.page.files import PAGES
from academy.problems import Problem

_KEY = "redirect_from"
_SCRIPT = "moved.js"
_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<meta http-equiv="refresh" content="0; url={url}">
<meta name="robots" content="noindex">
<title>Moved</title>
</head>
<body>
<p>This page has moved: <a href="{url}">here it is</a>.</p>
<script src="{script}"></script>
</body>
</html>
"""


def problems(pages: dict[str, File], files: Files, config: MkDocsConfig) -> Iterator[Problem]:
    """What is wrong with the old addresses that pages claim."""
    taken = {file.dest_uri for file in files}
    for name, file in pages.items():
        for old in _claimed(file):
            found = _address(old, config).dest_uri if _is_page(old) else ""
            if not found or found in taken:
                message = f"expected in {_KEY} a page that is there no more, as course/old.md, found {old!r}"
                line = file.content_string.partition(f"\n{_KEY}:")[0].count("\n") + 2
                yield Problem(name, line, message, advice="name it from docs/ on, once in the site" * bool(found))
            taken.add(found)


def write(files: Iterable[File], config: MkDocsConfig) -> None:
    """Put the pages that lead on into the site."""
    for file in files:
        for old in _claimed(file):
            at = _address(old, config)
            url, script = (escape(get_relative_url(to, at.url)) for to in (file.url, f"{FOLDER}/{_SCRIPT}"))
            write_file(_PAGE.format(url=url, script=script).encode(), f"{config.site_dir}/{at.dest_uri}")
            source = Path(__file__).parent / "assets" / _SCRIPT
            write_file(source.read_bytes(), f"{config.site_dir}/{FOLDER}/{_SCRIPT}")


def _claimed(file: File) -> list[object]:
    said = file.page.meta.get(_KEY, []) if file.page else []
    return said if isinstance(said, list) else [said]


def _is_page(old: object) -> bool:
    path = PurePosixPath(str(old))
    return str(path) == old and path.suffix in PAGES and not path.is_absolute() and ".." not in path.parts


def _address(old: object, config: MkDocsConfig) -> File:
    """The page as MkDocs would publish it, if it were there."""
    return File(str(old), "", "", config.use_directory_urls)
