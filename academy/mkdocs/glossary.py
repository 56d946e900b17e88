"""Every link to an entry of the glossary, `glossary.md`, carries the entry's definition as its tooltip."""

import re
from functools import lru_cache
from html import escape

from markdown.extensions.toc import slugify
from mkdocs.structure.files import Files

_ENTRY = re.compile(r"^## (?P<term>.+?)\n+(?P<text>.+?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r'<a (?P<attributes>[^>]*href="[^"]*\bglossary(?:/|\.html)#(?P<anchor>[\w-]+)"[^>]*)>')
_MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|[`*_]{1,2}([^`*_]+)[`*_]{1,2}")


def explained(html: str, files: Files) -> str:
    """The page with its links to the glossary explained; as it is, on a site without one."""
    file = files.get_file_from_path("glossary.md")
    # A preview goes on where the glossary is not UTF-8; its own page says so.
    entries = definitions(bytes(file.content_bytes).decode("utf-8-sig", errors="replace")) if file else {}

    def link(found: re.Match[str]) -> str:
        text = entries.get(found["anchor"])
        if not text or "title=" in found["attributes"]:
            return found[0]
        return f'<a {found["attributes"]} title="{escape(text)}">'

    return _LINK.sub(link, html)


@lru_cache(maxsize=1)
def definitions(glossary: str) -> dict[str, str]:
    """The first paragraph of each entry as plain text, by the entry's anchor."""
    found = {}
    for entry in _ENTRY.finditer(glossary):
        paragraph = entry["text"].strip().split("\n\n")[0]
        plain = _MARKS.sub(lambda mark: mark[1] or mark[2], paragraph)
        found[slugify(entry["term"], "-")] = " ".join(plain.split())
    return found
