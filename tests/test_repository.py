"""What the repository promises about itself."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from cells import cells_of

ROOT = Path(__file__).parent.parent
(TORCH,) = re.findall(r'"torch==([\w.]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EDGES = ("config", "mkdocs_plugin", "mkdocs_cache", "pytest_plugin", "__main__")


class Loader(yaml.SafeLoader):
    """mkdocs.yml with its tags left alone."""


Loader.add_multi_constructor("", lambda loader, suffix, node: None)
CONFIG = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader)


def in_nav(item) -> list[str]:
    if isinstance(item, str):
        return [item]
    return [page for one in (item if isinstance(item, list) else item.values()) for page in in_nav(one)]


@pytest.mark.parametrize("path", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.name)
def test_page_has_a_title_a_description_and_one_heading(path):
    text = path.read_text(encoding="utf-8")
    matter = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    assert matter, f"{path}: expected front matter between two lines of ---, with title and description"
    assert {"title", "description"} <= set(yaml.safe_load(matter[1])), f"{path}: expected title and description"
    prose = re.sub(r"^ *(`{3,}|~{3,}).*?^ *\1", "", text, flags=re.MULTILINE | re.DOTALL)
    assert len(re.findall(r"^# ", prose, re.MULTILINE)) == 1, f"{path}: expected one heading '# ...', its title"


def test_nav_lists_every_page_once():
    pages = [path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")]
    projects = [path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("projects/*.py")]
    listed = in_nav(CONFIG["nav"])
    missing, gone = sorted({*pages, *projects} - {*listed}), sorted({*listed} - {*pages, *projects})
    assert missing == [], "add these pages to nav in mkdocs.yml"
    assert gone == [], "take these out of nav in mkdocs.yml: there are no such pages"
    assert len(listed) == len(set(listed)), "nav in mkdocs.yml lists a page twice"


def test_every_snippet_is_shown_by_a_page():
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))
    snippets = [path.relative_to(ROOT / "snippets").as_posix() for path in (ROOT / "snippets").rglob("*.py")]
    assert snippets
    assert [snippet for snippet in snippets if f'--8<-- "{snippet}' not in text] == []


def test_every_cell_is_shown_by_a_page():
    """But for a solution's cells that its exercise shows word for word."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))
    hidden = []
    for path in (ROOT / "snippets").rglob("*.py"):
        name = path.relative_to(ROOT / "snippets").as_posix()
        exercise = path.with_name(path.name.replace("exercise_solution", "exercise"))
        known = {cell: code.strip() for cell, code in cells_of(exercise).items()} if exercise != path else {}
        if f'--8<-- "{name}"' not in text:
            cells = [cell for cell, code in cells_of(path).items() if cell and known.get(cell) != code.strip()]
            hidden += [f"{name}:{cell}" for cell in cells if f'--8<-- "{name}:{cell}"' not in text]
    assert hidden == []


def imports_of(path: Path) -> set[str]:
    """The engine's modules that a module imports when it is imported."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module == "academy":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("academy."):
            found.add(node.module.removeprefix("academy."))
    return found


MODULES = {path.stem: imports_of(path) for path in (ROOT / "academy").glob("*.py") if path.stem != "__init__"}


def test_imports_run_one_way():
    order: list[str] = []
    left = dict(MODULES)
    while left:
        ready = [name for name, needs in left.items() if needs <= {*order}]
        assert ready, f"these import each other: {sorted(left)}"
        order += ready
        for name in ready:
            del left[name]


def test_docstring_of_the_engine_names_every_module():
    text = ast.get_docstring(ast.parse((ROOT / "academy/__init__.py").read_text(encoding="utf-8"))) or ""
    assert set(MODULES) <= set(re.findall(r"\w+", text))


@pytest.mark.parametrize("module", sorted(set(MODULES) - set(EDGES)))
def test_engine_knows_no_edge(module):
    assert not MODULES[module] & set(EDGES)
    source = (ROOT / "academy" / f"{module}.py").read_text(encoding="utf-8")
    assert not re.search(r"^\s*(import|from) (mkdocs|material|pytest)\b", source, re.MULTILINE)


def test_readme_names_commands_that_make_has():
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for name in ("README.md", "CONTRIBUTING.md", ".ci/run", ".github/workflows/site.yml"):
        commands = re.findall(r"(?:^|`)make ([a-z]+)\b", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        assert set(commands) <= set(targets), name
    assert {"site", "serve", "test", "stress", "check", "format", "clean", "help"} <= set(targets)


def test_readme_table_names_places_that_exist():
    places = re.findall(r"^\| `([^`]+)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert places
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_constraints_pin_every_declared_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = project["dependencies"] + [one for extra in project["optional-dependencies"].values() for one in extra]
    names = {re.match(r"[\w.-]+", one)[0].lower().replace("_", "-") for one in declared}
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {pin.partition("==")[0].lower().replace("_", "-") for pin in pins if "==" in pin}
    assert names - pinned == set()


def test_torch_is_pinned_to_one_version_everywhere():
    for name in ("constraints.txt", "Makefile", "docs/pytorch/index.md"):
        found = set(re.findall(r"torch==([\w.]+)", (ROOT / name).read_text(encoding="utf-8")))
        assert found == {TORCH}, name


def test_contributing_lists_every_directive():
    from academy.directives import DIRECTIVES

    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [row.example for row in DIRECTIVES.values() if f"<!--{word(row.example)}" not in text] == []


def word(example: str) -> str:
    return re.search(r"<!--([\w.:-]+)", example)[1].rstrip("-")


def test_continuous_integration_calls_the_readmes_commands():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make site" in script and "make test" in script
    assert ".ci/run" in (ROOT / ".github/workflows/site.yml").read_text(encoding="utf-8")


def test_make_never_asks_for_more_rights():
    recipes = re.findall(r"^\t@?(\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert recipes and not {"sudo", "apt", "apt-get"} & set(recipes)


def test_lint_format_and_types_are_clean():
    done = subprocess.run(["make", "check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
