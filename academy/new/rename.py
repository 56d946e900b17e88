"""A page under a new name, with its parts and its snippets: links and embeds follow, its old address leads to it."""

import re
from dataclasses import dataclass
from os.path import normpath, relpath
from pathlib import Path
from urllib.parse import quote, unquote

import yaml

from academy.new import Refused, nav
from academy.new.create import NAME, check_free
from academy.page.fences import Fence, front_matter, front_matter_of, lines_of, scan, whole_lines
from academy.page.files import PAGES
from academy.problems import nearest
from academy.settings import Settings

_LINK = re.compile(r"(?P<mark>\]\(\s*<?|^ *\[[^\]]+\]: *<?)(?P<path>[^)\s<>#?:]+)(?=[)\s>#?]|$)")
_EMBED = re.compile(r"""(?P<mark>--8<--\s*["'])(?P<path>[^"':]+)""")
_REDIRECTS = re.compile(r"^redirect_from:.*\n(?:[ \t].*\n|- .*\n)*", re.MULTILINE)


@dataclass(frozen=True)
class Moves:
    """The files and folders that get new names, among the files below docs."""

    settings: Settings
    places: dict[Path, Path]
    files: frozenset[Path]

    def __getitem__(self, path: Path) -> Path:
        """Where a file stands afterwards."""
        for old, new in self.places.items():
            if path.is_relative_to(old):
                return new / path.relative_to(old)
        return path

    def name(self, path: Path) -> str:
        """A file below docs, as nav and `redirect_from` have it."""
        return path.relative_to(self.settings.docs).as_posix()

    @property
    def names(self) -> dict[str, str]:
        """The new names of those that get one."""
        return {self.name(path): self.name(self[path]) for path in self.files if self[path] != path}


def rename(settings: Settings, old: str, new: str) -> list[Path]:
    """Give a page, its parts and its snippets another name; what is changed or new. Refused before anything is."""
    moves = _moves(settings, old, new)
    pages = sorted(path for path in moves.files if path.name.endswith((*PAGES, ".py", ".ipynb")))
    before = {path: _text(settings, path) for path in (settings.root / "mkdocs.yml", *pages)}
    after = {path: _in_page(text, path, moves) for path, text in before.items() if path in moves.files}
    after[settings.root / "mkdocs.yml"] = nav.renamed(before[settings.root / "mkdocs.yml"], moves.names)
    changed = {path: text for path, text in after.items() if text != before[path]}
    for path, text in changed.items():
        path.write_bytes(text.encode())
    for path, target in moves.places.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
    return sorted({*map(moves.__getitem__, changed), *moves.places.values()})


def _moves(settings: Settings, old: str, new: str) -> Moves:
    """What gets a new name, if the old one is a page's and the new one is free."""
    files = frozenset(path for path in settings.docs.rglob("*") if path.is_file())
    pages = [path.relative_to(settings.docs).with_suffix("") for path in files if path.suffix == ".md"]
    known = [path.as_posix() for path in pages if path.name != "index"]
    if old not in known:
        raise Refused(f"expected the name of a page, as pytorch/tensors/shapes, found '{old}'{nearest(old, known)}")
    if not re.fullmatch(f"{NAME}(?:/{NAME})*", new) or new.startswith(f"{old}/"):
        raise Refused(f"expected a new name in a-z, 0-9 and -, as {old}-and-more, found '{new}'")
    check_free(settings, new)
    page, snippets = settings.docs / f"{old}.md", settings.snippets
    pairs = [(page, settings.docs / f"{new}.md"), (settings.docs / old, settings.docs / new)]
    pairs += [(snippets / old, snippets / new)]
    places = {path: target for path, target in pairs if path.exists()}
    if taken := next((target for target in places.values() if target.exists()), None):
        raise Refused(f"{settings.name(taken)} is there already")
    folder = places[page].parent
    if not folder.is_dir() and not folder.with_suffix(".md").is_file():
        raise Refused(f"expected the folder {settings.name(folder)}, found none: '{new}' lies in no course or lesson")
    return Moves(settings, places, files)


def _text(settings: Settings, path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"{settings.name(path)} is not UTF-8: {error.reason}") from error


def _in_page(text: str, page: Path, moves: Moves) -> str:
    """The text of a page with its links and embeds as they are afterwards; with its old address if it moves."""
    in_fences: set[int] = set()
    if page.name.endswith(PAGES):
        pieces = scan(text, moves.settings.extensions)
        in_fences = {line for one in pieces if isinstance(one, Fence) for line in range(one.line, one.end + 1)}
    text = "".join(
        _EMBED.sub(lambda found: _embed(found, moves), line)
        if number in in_fences
        else _LINK.sub(lambda found: _link(found, page, moves), line)
        for number, line in enumerate(whole_lines(text), 1)
    )
    return _with_redirects(text, page, moves) if page.name.endswith(PAGES) else text


def _link(found: re.Match[str], page: Path, moves: Moves) -> str:
    target = Path(normpath(page.parent / unquote(found["path"])))
    path = Path(relpath(moves[target], moves[page].parent)).as_posix()
    if target not in moves.files or path == normpath(unquote(found["path"])):
        return found[0]
    return found["mark"] + quote(path)


def _embed(found: re.Match[str], moves: Moves) -> str:
    snippets = moves.settings.snippets
    return found["mark"] + moves[snippets / found["path"]].relative_to(snippets).as_posix()


def _with_redirects(text: str, page: Path, moves: Moves) -> str:
    """The text of a page with the addresses from which it has moved; Refused if another one moves there."""
    said = front_matter_of(text).get("redirect_from", [])
    known = said if isinstance(said, list) else [said]
    old, new = moves.name(page), moves.name(moves[page])
    if taken := {*map(str, known)} & {*moves.names.values()} - {new}:
        raise Refused(f"{taken.pop()} is an address from which {old} has moved: see its redirect_from")
    if old == new:
        return text
    names = yaml.safe_dump([one for one in [*known, old] if one != new], default_flow_style=True, width=10**6).strip()
    lines, end = whole_lines(text), front_matter(lines_of(text))
    if not end:
        return f"---\nredirect_from: {names}\n---\n\n{text}"
    matter = _REDIRECTS.sub("", "".join(lines[: end - 1]))
    return f"{matter}redirect_from: {names}\n{''.join(lines[end - 1 :])}"
