"""What is checked over every file of a built site without a browser. Each check takes data and gives problems."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import markdown
from bs4 import BeautifulSoup, Tag
from html5lib.constants import E as PARSE_ERRORS

LINKS = {
    "a": ("href",),
    "area": ("href",),
    "form": ("action",),
    "blockquote": ("cite",),
    "q": ("cite",),
    "link": ("href",),
}
LOADS = {  # what a page asks for by itself
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src",),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
NOT_LOADED = {"canonical", "prev", "next", "alternate", "edit", "license", "author", "help"}  # of <link rel>
REFERENCES = (
    "aria-activedescendant",
    "aria-controls",
    "aria-describedby",
    "aria-details",
    "aria-errormessage",
    "aria-flowto",
    "aria-labelledby",
    "aria-owns",
    "for",
    "form",
    "headers",
    "list",
    "popovertarget",
)
NAMED = "a[href], button, iframe, input:not([type=hidden]), select, summary, textarea, [role=dialog], [role=img]"
MARKDOWN = ("admonition", "attr_list", "md_in_html", "pymdownx.details", "pymdownx.superfences", "tables")
CSS_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)|@import\s+["']([^"']+)["']""")


@dataclass(frozen=True)
class Document:
    """One HTML file of a site."""

    name: str  # below the site's folder: pytorch/tensors/index.html
    text: str
    tree: BeautifulSoup = field(repr=False)
    ids: frozenset[str] = field(repr=False)

    def at(self, tag: Tag | None, problem: str) -> str:
        return f"{self.name}:{tag.sourceline if tag else 1}: {problem}"


@dataclass(frozen=True)
class Site:
    """A built site: its folder, its address, and its HTML files but those that only lead elsewhere."""

    folder: Path
    url: str  # ends with a slash
    documents: tuple[Document, ...]

    def page(self, address: str) -> BeautifulSoup:
        """The page at an address below the site's: pytorch/tensors, or nothing for the home page."""
        name = f"{address}/index.html".removeprefix("/")
        return next(document.tree for document in self.documents if document.name == name)

    def resolve(self, url: str, base: str) -> Path | None:
        """The file that an address means, None for an address outside the site."""
        whole = urljoin(self.url + base, url)
        if not whole.startswith(self.url):
            return None
        path = unquote(urlsplit(whole).path.removeprefix(urlsplit(self.url).path))
        return self.folder / (path + "index.html" if path == "" or path.endswith("/") else path)


def read(name: str, text: str) -> Document:
    tree = BeautifulSoup(text, "html.parser")
    return Document(name, text, tree, frozenset(tag["id"] for tag in tree.select("[id]")))


def read_site(folder: Path, url: str) -> Site:
    pages = ((path.relative_to(folder).as_posix(), path.read_text("utf-8")) for path in sorted(folder.rglob("*.html")))
    return Site(folder, url, tuple(read(name, text) for name, text in pages if not _leads_elsewhere(text)))


def _leads_elsewhere(text: str) -> bool:
    return re.search(r"<meta[^>]+http-equiv=[\"']?refresh", text, re.IGNORECASE) is not None


# Links


def problems_of_links(site: Site) -> list[str]:
    """Every address in the site that leads to no file, or to no id of its page."""
    ids = {site.folder / document.name: document.ids for document in site.documents}
    return [
        f"{place}: expected {'an id of' if fragment else 'a file of'} the site, found {url!r}"
        for place, base, url in _addresses(site)
        for fragment in [_broken(site, ids, base, url)]
        if fragment is not None
    ]


def _broken(site: Site, ids: dict[Path, frozenset[str]], base: str, url: str) -> str | None:
    """Empty if the file is missing, the fragment if the id is, None if the address is good or another site's."""
    if url.startswith(("data:", "mailto:", "tel:")):
        return None
    target = site.resolve(url, base)
    if target is None:
        return None
    if not target.is_file():
        return ""
    fragment = unquote(urlsplit(url).fragment)
    return fragment if fragment and target in ids and fragment not in ids[target] else None


def problems_of_markdown(site: Site) -> list[str]:
    """Every link and picture of the pages in Markdown that leads to no file of the site."""
    return [
        f"{page.name}: expected a file of the site, found {url!r}"
        for page in _markdown(site)
        for _, _, url in [*_in_tags(page, LINKS), *_in_tags(page, LOADS)]
        if urlsplit(url).path and _broken(site, {}, page.name, url) is not None
    ]


def _markdown(site: Site) -> Iterator[Document]:
    for path in sorted(site.folder.rglob("*.md")):
        html = markdown.markdown(path.read_text("utf-8"), extensions=MARKDOWN)
        yield read(path.relative_to(site.folder).as_posix(), html)


def problems_of_origins(site: Site) -> list[str]:
    """Everything that a page, a style or a drawing asks of another origin."""
    return [
        f"{place}: expected a file of the site, found {url!r}"
        for place, base, url in [*_loads(site), *_in_styles(site)]
        if not url.startswith(("data:", "#")) and site.resolve(url, base) is None
    ]


Address = tuple[str, str, str]  # where it stands, the file that it is relative to, the address


def _addresses(site: Site) -> Iterator[Address]:
    for document in site.documents:
        yield from _in_tags(document, LINKS)
    yield from _loads(site)
    yield from _in_styles(site)
    yield from _in_lists(site)


def _loads(site: Site) -> Iterator[Address]:
    for document in site.documents:
        yield from _in_tags(document, LOADS)
    for path in sorted(site.folder.rglob("*.svg")):
        yield from _in_tags(read(path.relative_to(site.folder).as_posix(), path.read_text("utf-8")), LOADS)


def _in_tags(document: Document, attributes: dict[str, tuple[str, ...]]) -> Iterator[Address]:
    for tag in document.tree.find_all(list(attributes)):
        if attributes is LOADS and NOT_LOADED & {*tag.get("rel", ())}:
            continue
        for name in attributes[tag.name]:
            if name in tag.attrs:
                for url in _urls(name, tag[name]):
                    yield document.at(tag, f"<{tag.name} {name}>"), document.name, url


def _urls(attribute: str, value: str) -> list[str]:
    if attribute == "srcset":
        return [candidate.split()[0] for candidate in value.split(",") if candidate.strip()]
    return [value.strip()]


def _in_styles(site: Site) -> Iterator[Address]:
    """The addresses in style sheets, in <style> and in style attributes."""
    for path in sorted(site.folder.rglob("*.css")):
        name = path.relative_to(site.folder).as_posix()
        yield from _in_css(path.read_text("utf-8"), name, name)
    for document in site.documents:
        for tag in document.tree.select("style"):
            yield from _in_css(tag.get_text(), document.at(tag, "<style>"), document.name)
        for tag in document.tree.select("[style]"):
            yield from _in_css(tag["style"], document.at(tag, "style"), document.name)


def _in_css(text: str, place: str, base: str) -> Iterator[Address]:
    for found in CSS_URL.finditer(text):
        yield place, base, next(group for group in found.groups() if group is not None).strip()


def _in_lists(site: Site) -> Iterator[Address]:
    """The addresses that the sitemap and the search hold."""
    for path in site.folder.glob("sitemap.xml"):
        for url in re.findall(r"<loc>(.*?)</loc>", path.read_text("utf-8")):
            yield "sitemap.xml", "", url
    for path in site.folder.glob("search/index.json"):
        for entry in json.loads(path.read_text("utf-8"))["entries"]:
            yield "search/index.json", "", entry["at"]


# The HTML of one page


def problems_of_html(document: Document) -> list[str]:
    """What a parser reports, and what it does not see."""
    checks = (_parse_errors, _attributes, _twice, _nowhere, _images, _headings, _nameless)
    return [problem for check in checks for problem in check(document)]


def _parse_errors(document: Document) -> Iterator[str]:
    parser = html5lib.HTMLParser()
    parser.parse(document.text)
    for (line, column), code, values in parser.errors:
        yield f"{document.name}:{line}:{column}: {PARSE_ERRORS[code] % values}"


def _attributes(document: Document) -> Iterator[str]:
    """A name such as _2_ comes of Markdown within a formula; a parser takes any name."""
    for tag in document.tree.find_all(True):
        for name in tag.attrs:
            if not re.fullmatch(r"[a-zA-Z][\w:.-]*", name):
                yield document.at(tag, f"expected an attribute on <{tag.name}>, found {name!r}")


def _twice(document: Document) -> Iterator[str]:
    seen: set[str] = set()
    for tag in document.tree.select("[id]"):
        if tag["id"] in seen:
            yield document.at(tag, f"expected each id once, found id={tag['id']!r} again")
        if not tag["id"] or re.search(r"\s", tag["id"]):
            yield document.at(tag, f"expected an id without spaces, found {tag['id']!r}")
        seen.add(tag["id"])


def _nowhere(document: Document) -> Iterator[str]:
    for name in REFERENCES:
        for tag in document.tree.select(f"[{name}]"):
            value = tag[name]
            for target in value if isinstance(value, list) else value.split():
                if target not in document.ids:
                    yield document.at(tag, f"expected an id of the page in {name}, found {target!r}")


def _images(document: Document) -> Iterator[str]:
    """An empty alt is right for decoration; the size keeps the page from jumping while it loads."""
    for tag in document.tree.select("img"):
        for name in ("alt", "width", "height"):
            if name not in tag.attrs:
                yield document.at(tag, f"expected {name} on the image {tag.get('src')!r}")


def _headings(document: Document) -> Iterator[str]:
    tops = document.tree.select("h1")
    if len(tops) != 1:
        yield document.at(tops[-1] if tops else None, f"expected one h1, found {len(tops)}")
    before = 0
    for tag in document.tree.find_all(re.compile(r"h[1-6]$")):
        level = int(tag.name[1])
        if level > before + 1:
            yield document.at(tag, f"expected h{before + 1} or higher after h{before}, found h{level}")
        before = level


def _nameless(document: Document) -> Iterator[str]:
    labels = {tag["for"]: _text(tag) for tag in document.tree.select("label[for]")}
    for tag in document.tree.select(NAMED):
        if "md-toggle" in tag.get("class", ()):  # display: none; its labels are what a reader meets
            continue
        own = "" if tag.get("role") == "dialog" else _text(tag)
        if not (
            own or tag.get("aria-label") or tag.get("title") or labels.get(tag.get("id")) or _around(document, tag)
        ):
            yield document.at(tag, f"expected a name for <{tag.name}>: text, aria-label or a label")


def _around(document: Document, tag: Tag) -> str:
    """The text of what names the tag from elsewhere: aria-labelledby, or the label that it lies in."""
    named_by = [document.tree.find(id=name) for name in tag.get("aria-labelledby", "").split()]
    return "".join(_text(one) for one in [*named_by, tag.find_parent("label")] if one)


def _text(tag: Tag) -> str:
    return tag.get_text().strip() or "".join(
        one.get("alt", "") + one.get("aria-label", "") for one in tag.find_all(["img", "svg"])
    )


# What stands in each page's head


def problems_of_heads(site: Site) -> list[str]:
    return [problem for document in site.documents for problem in _head(document, site.url)]


def _head(document: Document, site_url: str) -> Iterator[str]:
    tree = document.tree
    wanted = {
        "a language on <html>": tree.select_one("html[lang]:not([lang=''])"),
        "a title": tree.title and tree.title.get_text().strip(),
        "a description": tree.select_one('meta[name="description"][content]:not([content=""])'),
        "a viewport": tree.select_one('meta[name="viewport"][content*="width=device-width"]'),
        "an icon": tree.select_one('link[rel~="icon"]'),
    }
    yield from (document.at(None, f"expected {what}") for what, found in wanted.items() if not found)
    canonical = [tag["href"] for tag in tree.select('link[rel="canonical"]')]
    own = site_url + document.name.removesuffix("index.html")
    expected = [own] if site_url and document.name != "404.html" else []
    if canonical != expected:
        yield document.at(None, f"expected canonical addresses {expected}, found {canonical}")


def problems_of_policies(site: Site) -> list[str]:
    """Each page says before anything it loads that it may load from its own origin alone, and no script within it."""
    return [problem for document in site.documents for problem in _policy(document)]


def _policy(document: Document) -> Iterator[str]:
    meta = document.tree.select_one('meta[http-equiv="Content-Security-Policy" i]')
    if meta is None:
        yield document.at(None, "expected a Content-Security-Policy, found none")
        return
    early = meta.find_previous(["script", "style"]) or meta.find_previous("link", rel=["stylesheet", "preload"])
    if early:
        yield document.at(early, f"expected the Content-Security-Policy before this <{early.name}>")
    parts = [part.split() for part in meta["content"].split(";") if part.strip()]
    rules = {name: values for name, *values in parts}
    if rules.get("default-src") not in (["'self'"], ["'none'"]):
        yield document.at(meta, f"expected default-src 'self' or 'none', found {rules.get('default-src')}")
    for risk in ("'unsafe-inline'", "'unsafe-eval'", "data:", "blob:", "*"):
        if risk in rules.get("script-src", []):
            yield document.at(meta, f"expected no {risk} in script-src")
    for name, values in rules.items():
        foreign = [value for value in values if not re.fullmatch(r"'[^']+'|data:|blob:", value)]
        if foreign:
            yield document.at(meta, f"expected no other origin in {name}, found {foreign}")
