"""What a page needs to show blocks, outputs and formulas, on any Material site."""

from copy import deepcopy
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from academy.mkdocs import published
from academy.mkdocs.config import EXTENSIONS

FOLDER = "assets/academy"  # of the site
_ASSETS = Path(__file__).parent / "assets"
_STYLES = ("outputs.css",)
_FORMULAS = ("maths.css", "katex")
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


def add(files: Files, config: MkDocsConfig, formulas: bool = False) -> None:
    """Add the styles of outputs to the files of the site, or those of formulas and their fonts."""
    for name in _FORMULAS if formulas else _STYLES:
        for path in [_ASSETS / name, *sorted((_ASSETS / name).rglob("*"))]:
            if path.is_file():
                uri = f"{FOLDER}/{path.relative_to(_ASSETS).as_posix()}"
                files.append(File.generated(config, uri, abs_src_path=str(path)))
