"""What a page needs to show blocks, outputs and formulas, on any Material site."""

import re
from copy import deepcopy
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.utils import get_relative_url

from academy.mkdocs import published
from academy.mkdocs.config import EXTENSIONS

FOLDER = "assets/academy"  # of the site
_ASSETS = Path(__file__).parent / "assets"
_STYLES = ("outputs.css", "code.css")
_FORMULAS = ("maths.css", "katex")  # where a page has some, as those below
_QUESTIONS, _TERMS, _CODE = ("ask.css", "ask.js"), ("terms.css", "terms.js"), "code.js"
_NEEDED = {re.compile('<div class="ask"'): _QUESTIONS, re.compile('<a data-term|<nav class="letters"'): _TERMS}
_FENCES, _MATHS = "pymdownx.superfences", "pymdownx.arithmatex"
_BUNDLE = "pymdownx.extra"  # brings superfences with it
_ARTICLE = re.compile(r"<article\b[^>]*>")


def complete(config: MkDocsConfig) -> None:
    """Give a site what it does not name itself; its own styles come behind ours, and so count more."""
    named = list(config.markdown_extensions)
    if published.EXTENSION in named:
        return  # to a site that is built once more
    fences = config.mdx_configs.get(_FENCES) or config.mdx_configs.get(_BUNDLE, {}).get(_FENCES) or {}
    if fences.get("disable_indented_code_blocks"):
        raise PluginError(
            "mkdocs.yml: expected pymdownx.superfences without `disable_indented_code_blocks`, found it: "
            "the engine takes an indented fence for an example, which would stand there as a block that never ran"
        )
    for name, options in EXTENSIONS.items():
        if name not in named and not (name == _FENCES and _BUNDLE in named):
            config.markdown_extensions.append(name)
            config.mdx_configs[name] = deepcopy(options)  # another plugin may add to them
    config.markdown_extensions.append(published.EXTENSION)
    config.mdx_configs.setdefault(_MATHS, {}).setdefault("generic", True)  # else it leaves scripts for MathJax
    config.extra_css[:0] = [f"{FOLDER}/{name}" for name in _STYLES]


def add(files: Files, config: MkDocsConfig, names: tuple[str, ...] = (*_STYLES, _CODE)) -> None:
    """Add files or whole folders of ours to those of the site; by default, what code and outputs need."""
    for name in names:
        for path in [_ASSETS / name, *sorted((_ASSETS / name).rglob("*"))]:
            if path.is_file():
                uri = f"{FOLDER}/{path.relative_to(_ASSETS).as_posix()}"
                files.append(File.generated(config, uri, abs_src_path=str(path)))


def add_needed(files: Files, config: MkDocsConfig, formulas: object, questions: object, terms: object) -> None:
    """Add what only a site with one of these needs."""
    for is_there, names in ((formulas, _FORMULAS), (questions, _QUESTIONS), (terms, _TERMS)):
        if is_there:
            add(files, config, names)


def completed(output: str, url: str) -> str:
    """A written page with what it needs of ours; a theme that exchanges the text alone runs the scripts in it."""

    def script(name: str) -> str:
        return f'<script src="{get_relative_url(f"{FOLDER}/{name}", url)}"></script>'

    if "<pre" in output:  # before the text: what the reader chose holds before any of it is shown
        output = _ARTICLE.sub(lambda found: found[0] + script(_CODE), output, count=1)
    for mark, (style, name) in _NEEDED.items():
        if mark.search(output):
            link = f'<link rel="stylesheet" href="{get_relative_url(f"{FOLDER}/{style}", url)}">'
            before, article, behind = output.replace("</head>", f"{link}</head>", 1).rpartition("</article>")
            output = f"{before}{script(name)}{article}{behind}" if article else behind
    return output
