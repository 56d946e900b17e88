"""A MkDocs hook: every link to an entry of the glossary carries the entry's definition as its tooltip."""

import re
from functools import lru_cache
from html import escape
from typing import Any

from markdown.extensions.toc import slugify

_ENTRY = re.compile(r"^## (?P<term>.+?)\n+(?P<text>.+?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r'<a (?P<attributes>[^>]*href="[^"]*\bglossary(?:/|\.html)#(?P<anchor>[\w-]+)"[^>]*)>')
_MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|[`*_]{1,2}([^`*_]+)[`*_]{1,2}")


def on_page_content(html: str, *, files: Any, **_: Any) -> str:
    """The page with its links to the glossary explained; as it is, on a site without one."""
    file = files.get_file_from_path("glossary.md")
    entries = definitions(file.content_string) if file else {}

    def explained(link: re.Match[str]) -> str:
        text = entries.get(link["anchor"])
        if not text or "title=" in link["attributes"]:
            return link[0]
        return f'<a {link["attributes"]} title="{escape(text)}">'

    return _LINK.sub(explained, html)


@lru_cache(maxsize=1)
def definitions(glossary: str) -> dict[str, str]:
    """The first paragraph of each entry as plain text, by the entry's anchor."""
    found = {}
    for entry in _ENTRY.finditer(glossary):
        paragraph = entry["text"].strip().split("\n\n")[0]
        plain = _MARKS.sub(lambda mark: mark[1] or mark[2], paragraph)
        found[slugify(entry["term"], "-")] = " ".join(plain.split())
    return found
