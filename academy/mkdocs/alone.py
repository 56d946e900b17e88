"""Project notebooks without a build of MkDocs, for whoever publishes their pages by another generator."""

from types import SimpleNamespace

from mkdocs.structure.files import File

from academy.build import Build
from academy.mkdocs.config import read_options, site_file
from academy.mkdocs.notebooks import SUFFIXES
from academy.mkdocs.projects import Projects
from academy.page.files import paths_of


def take_projects(build: Build) -> None:
    """Let a build take the projects of its site and what their runs mean, as `mkdocs build` would."""
    settings, projects = build.settings, Projects()
    file = site_file(settings.root)
    options = read_options(file, "mkdocs-jupyter") if file else None
    if options is None:
        return
    from mkdocs_jupyter.plugin import Plugin

    plugin = Plugin()
    if wrong := plugin.load_config(options)[0]:
        raise ValueError(f"mkdocs-jupyter: {wrong[0][0]}: {wrong[0][1]}")
    plugin.on_pre_build(None)
    projects.begin(plugin, settings)
    paths = [path.relative_to(settings.docs).as_posix() for path in paths_of(settings, SUFFIXES)]
    files = [File(path, str(settings.docs), settings.site, use_directory_urls=True) for path in paths]
    found = projects.read(files, lambda file: settings.name(settings.docs / file.src_uri), build.take)
    for file in found.values():
        page = SimpleNamespace(file=file, abs_url="")  # what mkdocs-jupyter asks of one
        projects.take(plugin.on_pre_page(page, None, None))
        if outcome := projects.outcome(page, None, None):
            build.take_outcome(outcome)
