"""mkdocs.yml, as the engine's settings: for a plugin that MkDocs has given it, and for whoever works without MkDocs."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from academy.program import Limits
from academy.settings import Settings

FILE, _OTHER_FILES = "mkdocs.yml", ("mkdocs.yaml", "mkdocs.*.yml")
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
_IN_EXTRA = ("attr_list", "def_list", "footnotes", "md_in_html")  # of those that change where a fence stands
_BUNDLES = {"extra": _IN_EXTRA, "pymdownx.extra": _IN_EXTRA}


class Options(Config):  # type: ignore[misc]  # mkdocs is untyped here
    """The plugin's options in mkdocs.yml: what one program may take."""

    seconds = config_options.Type((int, float), default=Limits.seconds)
    memory_gib = config_options.Type((int, float), default=Limits.memory / 2**30)
    output_mib = config_options.Type((int, float), default=Limits.output / 2**20)


def read_settings(file: Path) -> Settings:
    """The settings in a mkdocs.yml, read without its plugins and theme; it also marks the root of the repository."""
    config = _read(file)
    patterns = [line for name in ("exclude_docs", "draft_docs") for line in str(config.get(name) or "").splitlines()]
    listed = config.get("markdown_extensions") or []
    extensions = [next(iter(one)) if isinstance(one, dict) else one for one in listed]
    options = _plugins(config).get(NAME) or {}
    return _settings(
        file, config.get("docs_dir", "docs"), names_of(extensions), patterns, config.get("site_dir"), options
    )


def read_options(file: Path, plugin: str) -> dict[str, Any] | None:
    """What a mkdocs.yml says to this plugin; None if it does not name it."""
    plugins = _plugins(_read(file))
    return plugins[plugin] or {} if plugin in plugins else None


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
    return _settings(file, docs, names_of(config.markdown_extensions), patterns, config.site_dir, options)


def names_of(extensions: Iterable[Any]) -> list[str]:
    """Extensions of Markdown by their short names, with those of bundles; a hook may have added one as an object."""
    names = (one if isinstance(one, str) else type(one).__module__ for one in extensions)
    short = [name.removeprefix("markdown.extensions.") for name in names]
    return [*short, *(inside for name in short for inside in _BUNDLES.get(name, ()))]


def site_files(folder: Path) -> list[Path]:
    """The files of the sites in this folder: the one that MkDocs looks for, else those of other names."""
    if (folder / FILE).is_file():
        return [folder / FILE]
    return [path for pattern in _OTHER_FILES for path in sorted(folder.glob(pattern)) if uses_academy(path)]


def site_file(folder: Path) -> Path | None:
    """The file of the site in this folder, None if it has none; ValueError if it has several."""
    found = site_files(folder)
    if len(found) > 1:
        names = " and ".join(path.name for path in found)
        raise ValueError(f"expected one site, found {names}: put each into a folder of its own, or name one {FILE}")
    return found[0] if found else None


def find_config(folder: Path) -> Path:
    """The mkdocs.yml of this folder or the nearest one above."""
    for place in (folder, *folder.parents):
        if file := site_file(place):
            return file
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
        seconds=_limit(options, "seconds", Limits.seconds),
        memory=_limit(options, "memory_gib", Limits.memory / 2**30) * 2**30,
        output=_limit(options, "output_mib", Limits.output / 2**20) * 2**20,
    )
    named = tuple(dict.fromkeys([*extensions, *EXTENSIONS]))
    return Settings(root, root / inside, limits, named, tuple(exclude), site or Settings.site)


def _limit(options: dict[str, Any], name: str, default: float) -> float:
    value = default if options.get(name) is None else options[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise ValueError(f"{FILE}: expected a number above 0 as `{name}` of the plugin {NAME}, found {value!r}")
    return value
