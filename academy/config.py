"""The mkdocs.yml of a site, read as MkDocs reads it but without its plugins and theme."""

from pathlib import Path

from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from academy.settings import Settings, from_config


def read_settings(file: Path) -> Settings:
    """The settings in a mkdocs.yml, which also marks the root of the repository."""
    with file.open(encoding="utf-8") as source:
        config = yaml_load(source, get_yaml_loader())
    plugins = config.get("plugins") or []  # a list of names and mappings, or one mapping
    named = [plugins] if isinstance(plugins, dict) else [plugin for plugin in plugins if isinstance(plugin, dict)]
    options = [plugin["academy"] for plugin in named if plugin.get("academy")]
    return from_config(config, options[0] if options else {}, file)


def find_config(folder: Path) -> Path:
    """The mkdocs.yml of this folder or the nearest one above."""
    for place in (folder, *folder.parents):
        if (place / "mkdocs.yml").is_file():
            return place / "mkdocs.yml"
    raise SystemExit(f"expected a mkdocs.yml in {folder} or above it, found none")
