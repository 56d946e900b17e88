"""mkdocs.yml, as the engine's settings: for a plugin that MkDocs has given it, and for whoever works without MkDocs."""

import os
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from academy.program import Limits
from academy.settings import Settings

FILE = "mkdocs.yml"
NAME = "academy"  # of the plugin
EXTENSIONS: dict[str, dict[str, Any]] = {  # of Markdown, which a site has also if it does not name them
    "admonition": {},
    "pymdownx.details": {},
    "pymdownx.superfences": {},
    "pymdownx.arithmatex": {  # formulas: $in a line$ and $$on their own$$
        "generic": True,
        "smart_dollar": True,  # none after "$ " or before " $", so that prices stay prices
        "inline_syntax": ["dollar"],
        "block_syntax": ["dollar"],
    },
}


def read_settings(file: Path) -> Settings:
    """The settings in a mkdocs.yml, read without its plugins and theme; it also marks the root of the repository."""
    config = _read(file)
    patterns = [line for name in ("exclude_docs", "draft_docs") for line in str(config.get(name) or "").splitlines()]
    listed = config.get("markdown_extensions") or []
    extensions = [next(iter(one)) if isinstance(one, dict) else one for one in listed]
    options = _plugins(config).get(NAME) or {}
    return _settings(file, config.get("docs_dir", "docs"), extensions, patterns, config.get("site_dir"), options)


def uses_academy(file: Path) -> bool:
    """Whether a site names this plugin; read without what its tags would import, and one that is no YAML does not."""
    try:
        return NAME in _plugins(yaml.load(file.read_bytes(), yaml.BaseLoader))
    except (OSError, ValueError, TypeError, AttributeError, yaml.YAMLError):
        return False


def settings_of(config: MkDocsConfig, options: dict[str, Any]) -> Settings:
    """The settings of a site that MkDocs has read; ValueError if its docs lie elsewhere."""
    specs = [spec for spec in (config.exclude_docs, config.draft_docs) if spec]
    patterns = [pattern.pattern for spec in specs for pattern in spec.patterns if isinstance(pattern.pattern, str)]
    file = Path(config.config_file_path)
    docs = os.path.relpath(config.docs_dir, file.absolute().parent)
    return _settings(file, docs, list(config.markdown_extensions), patterns, config.site_dir, options)


def find_config(folder: Path) -> Path:
    """The mkdocs.yml of this folder or the nearest one above."""
    for place in (folder, *folder.parents):
        if (place / FILE).is_file():
            return place / FILE
    raise SystemExit(f"expected a {FILE} in {folder} or above it, found none")


def _read(file: Path) -> dict[str, Any]:
    """What a mkdocs.yml says; ValueError if MkDocs could not read it."""
    try:
        with file.open(encoding="utf-8") as source:
            config = yaml_load(source, get_yaml_loader())
    except ConfigurationError as error:
        raise ValueError(str(error)) from error
    if not isinstance(config, dict):
        raise ValueError(f"{FILE}: expected settings by name, as in 'site_name: Lessons', found none")
    return config


def _plugins(config: dict[str, Any]) -> dict[str, Any]:
    """The plugins and their options, whether they are written as a list or as a mapping."""
    plugins = config.get("plugins") or []
    listed = [plugins] if isinstance(plugins, dict) else [p if isinstance(p, dict) else {p: {}} for p in plugins]
    return {name: options for one in listed for name, options in one.items()}


def _settings(
    file: Path, docs: str, extensions: list[str], exclude: list[str], site: str | None, options: dict[str, Any]
) -> Settings:
    root, here = file.resolve().parent, file.absolute().parent
    # A link may lead to the root, and docs/ may be one: pages are named as seen from the root.
    inside = Path(os.path.relpath(here / docs, here))
    if ".." in inside.parts:
        raise ValueError(f"{FILE}: expected docs_dir below the folder of {FILE}, found '{inside}'")
    limits = Limits(
        seconds=options.get("seconds", Limits.seconds),
        memory=options.get("memory_gib", Limits.memory / 2**30) * 2**30,
        output=options.get("output_mib", Limits.output / 2**20) * 2**20,
    )
    named = tuple(dict.fromkeys([*extensions, *EXTENSIONS]))
    return Settings(root, root / inside, limits, named, tuple(exclude), site or Settings.site)
