"""What a page needs to show blocks, outputs and formulas, on any Material site."""

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
_STYLES = ("outputs.css",)
FORMULAS, QUESTIONS = ("maths.css", "katex"), ("ask.css", "ask.js")  # where a page has some
_FENCES, _MATHS = "pymdownx.superfences", "pymdownx.arithmatex"
_BUNDLE = "pymdownx.extra"  # brings superfences with it


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


def add(files: Files, config: MkDocsConfig, names: tuple[str, ...] = _STYLES) -> None:
    """Add files or whole folders of ours to those of the site; by default, the styles of outputs."""
    for name in names:
        for path in [_ASSETS / name, *sorted((_ASSETS / name).rglob("*"))]:
            if path.is_file():
                uri = f"{FOLDER}/{path.relative_to(_ASSETS).as_posix()}"
                files.append(File.generated(config, uri, abs_src_path=str(path)))


def with_questions(output: str, url: str) -> str:
    """A written page with what its questions need: a theme that exchanges the text alone runs the scripts in it."""
    style, script = (get_relative_url(f"{FOLDER}/{name}", url) for name in QUESTIONS)
    output = output.replace("</head>", f'<link rel="stylesheet" href="{style}"></head>', 1)
    before, article, behind = output.rpartition("</article>")
    return f'{before}<script src="{script}"></script>{article}{behind}' if article else output
