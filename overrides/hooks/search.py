"""A MkDocs hook: the index of the search, made of the built pages.

Each section is an entry: its heading, its text, its code, its outputs, its address. The lists of the index of errors
say which sections are entries of it, and by which other words each is known. Left out are solutions and hints, the
answers of questions, frames inside of torch, and outputs that the engine marks as too long.
The reader's browser does the rest: assets/javascripts/search/.
"""

import contextlib
import hashlib
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.plugins import event_priority
from mkdocs.utils import write_file

from academy.sealed import read_sealed, write_sealed

INDEX = "search/index.json"
ERRORS, GLOSSARY = "errors/", "glossary/"  # addresses, the first below its course
LISTS = (ERRORS, "verified/")  # pages of which the title alone is an entry: what they list has its own
PLAIN = re.compile(r"Key points|Exercises?\b.*")  # headings of which each page has one
NO_ENTRY = "Next"
STATE = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
WORDS = Path(__file__).with_suffix(".toml")

_HIDDEN = {"annotation", "button", "nav", "script", "style", "svg", "template"}
_HIDDEN_CLASSES = {
    "anchor-link",
    "ask-answer",
    "ask-options",
    "contribute",
    "facts",
    "headerlink",
    "jp-InputPrompt",
    "jp-OutputPrompt",
    "katex-html",
}
_SPOILER = re.compile(r"\b(?:hint|solution)\b", re.IGNORECASE)  # in the summary of a fold
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_INLINE = re.compile(r"a|abbr|b|code|em|i|kbd|mark|math|m(?:i|n|o|row)|samp|semantics|small|span|strong|su[bp]|u")
_COMMENT = re.compile(r"#.*")
# Names of code that somebody may look for: with a point or an underscore in it, called, or an argument.
_NAME = re.compile(r"[A-Za-z_]\w*(?:(?:\.\w+)+|(?<=\w)_\w+|(?=\()|(?==\w))")
_ROW = re.compile(r"<(li|tr)\b.*?</\1>", re.DOTALL)

_files: Any = ()


def on_env(env: Any, *, files: Any, **_: Any) -> Any:
    global _files
    _files = files.documentation_pages()
    return env


@event_priority(-99)  # when every output is in its page
def on_post_build(*, config: Any, **_: Any) -> None:
    """Write the index. It reads the files, so that a preview, which builds some pages alone, has all of them."""
    site, kept = Path(config.site_dir), Path(config.config_file_path).parent / ".cache/academy/search"
    articles = {file: _article(site / file.dest_uri) for file in _files}
    known = dict(_known(articles))
    pages, entries = [], []
    for file, article in articles.items():
        sections = _kept(article, kept / f"{file.src_uri}.json")
        if sections:
            pages.append({"title": sections[0]["title"], "in": file.page.parent.title if file.page.parent else ""})
            entries += [{"page": len(pages) - 1, **one} for one in _entries(_address(file), sections, known)]
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    text = json.dumps({"pages": pages, "entries": entries, **words}, ensure_ascii=False, separators=(",", ":"))
    write_file(text.encode(), str(site / INDEX))


def _address(file: Any) -> str:
    return "" if file.url == "./" else str(file.url)


def _article(path: Path) -> str:
    """The article of a page, behind what its head says of it."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    description = re.search(r'<meta name="description" content="([^"]*)">', text)
    return f"<p>{description[1] if description else ''}</p>{text[text.find('<article') : text.find('</article>')]}"


def _known(articles: dict[Any, str]) -> Iterator[tuple[str, str]]:
    """The address of each entry of the indexes of errors, with what these say of it."""
    found = defaultdict(list)
    for file, article in articles.items():
        if _address(file).endswith(ERRORS):
            for row in _ROW.finditer(article):
                for target in re.findall(r'href="([^"]+#[^"]+)"', row[0]):
                    found[urljoin(_address(file), target)].append(_line(re.sub("<[^>]*>", "", row[0])))
    for address, rows in found.items():
        yield address, "\n".join(rows)


def _kept(article: str, path: Path) -> list[dict[str, str]]:
    """The sections of an article, as they were kept, or read and kept."""
    key = STATE + article
    data = read_sealed(path, key)
    if data is None:
        data = json.dumps(sections_of(article)).encode()
        with contextlib.suppress(OSError):  # a disk that refuses costs time, nothing else
            write_sealed(path, data, key)
    return list(json.loads(data))


def _entries(page: str, sections: list[dict[str, str]], known: dict[str, str]) -> Iterator[dict[str, str]]:
    for at, one in enumerate(sections):
        address = page if at == 0 else f"{page}#{one['id']}"
        if one["title"] == NO_ENTRY or at and page.endswith(LISTS):
            continue
        kind = "page" if at == 0 else "term" if page == GLOSSARY else "error" if address in known else "section"
        kind = "plain" if PLAIN.fullmatch(one["title"]) or not address else kind  # and the home page, which names all
        also = f"{known[address]}\n{one['message']}" if kind == "error" else one["message"]
        fields = {"title": one["title"], "also": also, **{name: one[name] for name in ("text", "output")}}
        fields["code"] = " ".join(dict.fromkeys(_NAME.findall(_COMMENT.sub("", one["code"]))))
        yield {"at": address, "kind": kind, **{name: text for name, text in fields.items() if text}}


def sections_of(article: str) -> list[dict[str, str]]:
    """What stands below each heading up to the next, in fields; each paragraph and each line of code is a line."""
    reader = _Reader()
    reader.feed(article)
    return [
        {"id": anchor, **{name: _lines(fields[name]) for name in ("title", "text", "code", "output", "message")}}
        for anchor, fields in reader.sections
        if "".join(fields["title"]).strip()
    ]


def _lines(pieces: list[str]) -> str:
    lines = (_line(line) for line in "".join(pieces).split("\n"))
    return "\n".join(dict.fromkeys(line for line in lines if re.search(r"\w", line)))


def _line(text: str) -> str:
    return " ".join(unescape(text).split())


class _Reader(HTMLParser):
    """Collects an article's sections: the id of each heading, and pieces of text by field."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[tuple[str, dict[str, list[str]]]] = [("", defaultdict(list))]
        self.open: list[tuple[str, str]] = []  # the elements around, each with the field that takes its text

    @property
    def field(self) -> str:
        return self.open[-1][1] if self.open else "text"

    def put(self, text: str) -> None:
        self.sections[-1][1][self.field].append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        field = _field(tag, values, self.field)
        if field and not _INLINE.fullmatch(tag):
            self.put("\n")
        if field == "title" and self.field != "title":
            is_first = "title" not in self.sections[-1][1]  # and takes what stands before it
            self.sections.append((values["id"], self.sections.pop()[1] if is_first else defaultdict(list)))
        if tag not in _VOID:
            self.open.append((tag, field))

    def handle_endtag(self, tag: str) -> None:
        if any(tag == name for name, _ in self.open):
            is_hidden = not self.field
            while self.open.pop()[0] != tag:
                pass
            if not is_hidden and not _INLINE.fullmatch(tag):
                self.put("\n")

    def handle_data(self, data: str) -> None:
        around = [tag for tag, _ in self.open]
        if "summary" in around and _SPOILER.search(data):
            fold = len(around) - 1 - around[::-1].index("details")
            self.open[fold:] = [(tag, "") for tag in around[fold:]]
        self.put(data if "pre" in around else re.sub(r"\s+", " ", data))


def _field(tag: str, values: dict[str, str], around: str) -> str:
    """The field that takes the text of an element; "" is one that nobody reads."""
    classes = set(values.get("class", "").split())
    is_frames = tag == "details" and around == "output"
    if not around or is_frames or tag in _HIDDEN or classes & _HIDDEN_CLASSES or "data-search-exclude" in values:
        return ""
    if tag in {"h1", "h2", "h3"} and values.get("id"):
        return "title"
    fields = {"highlight": "code", "output": "output", "jp-OutputArea": "output", "message": "message"}
    return next((fields[name] for name in fields if name in classes), around)
