"""Whether two files of a site have one address, where one of them would vanish in silence."""

from collections.abc import Callable, Iterator

from mkdocs.structure.files import File, Files

from academy.problems import Problem


def shared(files: Files, is_included: Callable[..., bool], name_of: Callable[[File], str]) -> Iterator[Problem]:
    """What is wrong where the site would have two files in one place; MkDocs writes the second over the first."""
    first: dict[str, File] = {}
    for file in files:
        if is_included(file.inclusion):
            other = first.setdefault(file.dest_uri, file)
            if other is not file:
                message = f"{name_of(other)} has the same address, {file.url}: the site could show only one of them"
                yield Problem(name_of(file), 1, message, advice="give one of the two files another name")
