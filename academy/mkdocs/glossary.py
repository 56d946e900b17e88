"""The glossary of a site, `glossary.md`: links to its entries open their definitions, and it has letters to jump to."""

import re
from html import unescape

from mkdocs.structure.files import Files

SOURCE = "glossary.md"
_LINK = re.compile(r'<a (?P<attributes>[^>]*href="[^"]*\bglossary(?:/|\.html)#[^"]+"[^>]*)>')
_ENTRY = re.compile(r'<h2 id="(?P<anchor>[^"]*)"[^>]*>(?P<term>.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def with_terms(html: str, files: Files) -> str:
    """The page with its links to entries marked for the script that opens them (`assets/terms.js`)."""
    if not files.get_file_from_path(SOURCE):
        return html
    return _LINK.sub(lambda found: f"<a data-term {found['attributes']}>", html)


def with_letters(html: str) -> str:
    """The glossary with a link to the first entry of each letter above all entries."""
    first: dict[str, str] = {}
    for entry in _ENTRY.finditer(html):
        term = unescape(_TAG.sub("", entry["term"])).strip()
        first.setdefault(term[:1].upper(), entry["anchor"])
    if len(first) < 2:
        return html
    links = "".join(f'<a href="#{anchor}">{letter}</a>' for letter, anchor in first.items())
    letters = f'<nav class="letters" aria-label="Letters" data-search-exclude>{links}</nav>'
    return html.replace("<h2", f"{letters}<h2", 1)
