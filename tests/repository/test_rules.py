"""The rules of the engine's rooms: who may import what, how long a file is, and what names it."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from mini import ROOT, python

ENGINE = ROOT / "academy"
README = (ENGINE / "README.md").read_text(encoding="utf-8")
CONTRACT = {"academy.program", "academy.recording"}
DRAWS = {"academy.run.figures", "academy.run.svg"}  # run in the program, which may have matplotlib
MKDOCS = {"mkdocs", "material", "watchdog", "jinja2"}
PYTEST = {"pytest", "_pytest", "pytest_codeblocks"}
THEIRS = {"config", "page", "files", "nav", "env", "session", "item"}  # what MkDocs and pytest call their objects
LONGEST = 300  # lines
LOAD = "import sys; before = set(sys.modules)\nimport {}\nprint(*set(sys.modules) - before)"


@dataclass(frozen=True)
class Import:
    """One import: `from academy.run import client` is one of academy.run.client."""

    importer: str
    line: int
    module: str
    for_types: bool  # it stands below `if TYPE_CHECKING`

    def __str__(self) -> str:
        return f"{self.importer}, line {self.line}: {self.module}"

    def is_of(self, packages: Iterable[str]) -> bool:
        return any(self.module == one or self.module.startswith(f"{one}.") for one in packages)


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


FILES = {module_of(path): path for path in sorted(ENGINE.rglob("*.py"))}
TREES = {module: ast.parse(path.read_text(encoding="utf-8")) for module, path in FILES.items()}


def imports_of(module: str) -> Iterator[Import]:
    """All imports of a module, at any depth of its code."""
    nodes = [*ast.walk(TREES[module])]
    checks = [node for node in nodes if isinstance(node, ast.If) and "TYPE_CHECKING" in names(node.test)]
    for_types = {node for check in checks for statement in check.body for node in ast.walk(statement)}
    for node in nodes:
        for imported in imported_by(node):
            yield Import(module, node.lineno, imported, node in for_types)


def imported_by(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.module and not node.level, f"expected no import relative to a package: {ast.unparse(node)}"
        inner = [f"{node.module}.{alias.name}" for alias in node.names]
        return [one if one in FILES else node.module for one in inner]
    return []


def names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


IMPORTS = [one for module in FILES for one in imports_of(module)]
INNER = {module: {one.module for one in IMPORTS if one.importer == module and one.module in FILES} for module in FILES}


def of(room: str) -> list[Import]:
    """The imports of a room's files."""
    return [one for one in IMPORTS if room_of(one.importer) == f"academy.{room}"]


def room_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


def reached(modules: Iterable[str]) -> set[str]:
    """The modules of the engine that these import, and those that they import, and so on."""
    found: set[str] = set()
    new = set(modules)
    while new:
        found |= new
        new = {one for module in new for one in INNER[module]} - found
    return found


def wrong(imports: Iterable[Import]) -> list[str]:
    return [str(one) for one in imports]


def test_run_imports_the_standard_library_psutil_and_the_contract():
    known = {*sys.stdlib_module_names, "psutil", "academy.run", *CONTRACT}
    foreign = [one for one in of("run") if not one.is_of(known) and one.module != "academy"]
    assert wrong(one for one in foreign if not (one.importer in DRAWS and one.is_of({"matplotlib"}))) == []


def test_importing_the_engine_imports_nothing_of_it():
    needed = [one for one in imports_of("academy") if not one.for_types]
    assert wrong(one for one in needed if not one.is_of(sys.stdlib_module_names)) == []


def test_run_loads_nothing_else_by_any_way():
    wanted = {module for module in FILES if room_of(module) == "academy.run"} - DRAWS
    loaded = set(python("-c", LOAD.format(", ".join(wanted)), cwd=ROOT).stdout.split()) - DRAWS
    assert {module for module in loaded if room_of(module).startswith("academy")} == {"academy", *CONTRACT, *wanted}
    assert {module.partition(".")[0] for module in loaded} - sys.stdlib_module_names == {"academy", "psutil"}


def test_page_and_run_do_not_know_each_other():
    assert wrong(one for one in of("page") if one.is_of({"academy.run"})) == []
    assert wrong(one for one in of("run") if one.is_of({"academy.page"})) == []


@pytest.mark.parametrize("room", ["judge", "publish"])
def test_judge_and_publish_reach_neither_mkdocs_nor_pytest(room):
    inside = reached(module for module in FILES if room_of(module) == f"academy.{room}")
    assert wrong(one for one in IMPORTS if one.importer in inside and one.is_of(MKDOCS | PYTEST)) == []


def test_mkdocs_is_known_in_one_room():
    assert wrong(one for one in IMPORTS if one.is_of(MKDOCS) and room_of(one.importer) != "academy.mkdocs") == []


def test_pytest_is_known_in_one_file():
    assert wrong(one for one in IMPORTS if one.is_of(PYTEST) and one.importer != "academy.pytest_plugin") == []


def test_imports_run_one_way():
    TopologicalSorter(INNER).prepare()  # CycleError names those that import each other


def test_imports_between_rooms_run_one_way():
    rooms: dict[str, set[str]] = {}
    for one in IMPORTS:
        if one.module in FILES and not one.for_types and room_of(one.module) != room_of(one.importer):
            rooms.setdefault(room_of(one.importer), set()).add(room_of(one.module))
    TopologicalSorter(rooms).prepare()


@pytest.mark.parametrize("module", sorted(CONTRACT))
def test_contract_imports_the_standard_library_alone(module):
    assert wrong(one for one in imports_of(module) if not one.is_of(sys.stdlib_module_names)) == []


def test_objects_of_mkdocs_and_pytest_have_their_types():
    inside = {module for module in FILES if room_of(module) == "academy.mkdocs"} | {"academy.pytest_plugin"}
    vague = [
        f"{module}, line {node.lineno}: {ast.unparse(node)}"
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if module not in inside and named(node) in THEIRS and node.annotation and "Any" in names(node.annotation)
    ]
    assert vague == []


def named(node: ast.AST) -> str:
    """The name of a parameter, variable or field that can have an annotation."""
    if isinstance(node, ast.arg):
        return node.arg
    return ast.unparse(node.target).removeprefix("self.") if isinstance(node, ast.AnnAssign) else ""


def test_files_are_short():
    files = [path for path in ENGINE.rglob("*.*") if path.suffix in (".py", ".md", ".css", ".js")]
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for path in files if path.parent.name != "katex"
    }
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


@pytest.mark.parametrize("room", [module for module, path in FILES.items() if path.stem == "__init__"])
def test_docstring_of_a_room_names_its_files(room):
    said = re.findall(r"\w+", ast.get_docstring(TREES[room]) or "")
    inside = {path.stem if path.stem != "__init__" else path.parent.name for path in in_room(FILES[room].parent)}
    assert inside - {*said} == set()


def in_room(folder: Path) -> list[Path]:
    """The modules in a folder, and the packages."""
    return [path for path in (*folder.glob("*.py"), *folder.glob("*/__init__.py")) if path != folder / "__init__.py"]


ABILITIES = {
    "a directive": "DIRECTIVES",
    "a kind of output": "KINDS",
    "a fact of a run": "RECORDERS",
    "a target": "write_pages",
}
ROWS = dict(re.findall(r"^\| ([^|:]+):[^|]*\| (`.*`) \|$", README.partition("## Where to open")[2], re.MULTILINE))


def test_readme_says_where_to_open_for_each_ability():
    assert {*ROWS} == {*ABILITIES}


@pytest.mark.parametrize("ability", ABILITIES)
def test_file_that_the_readme_names_has_the_ability(ability):
    files = re.findall(r"`([^`]+)`", ROWS[ability])
    assert [file for file in files if not (ROOT / file).is_file()] == []
    assert ABILITIES[ability] in {name for file in files for name in defined_in(TREES[module_of(ROOT / file)])}


def defined_in(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            yield from (ast.unparse(one) for one in (node.targets if isinstance(node, ast.Assign) else [node.target]))


def test_readme_names_files_that_exist():
    files = re.findall(r"`([\w/.]+\.py)`", README)
    assert files
    assert [file for file in files if not (ROOT / file).is_file() and not (ENGINE / file).is_file()] == []


def test_readme_says_which_tests_belong_to_which_room():
    folders = {f"tests/{path.name}" for path in (ROOT / "tests").iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert folders == set(re.findall(r"^\| `(tests/\w+)` \|", README, re.MULTILINE))
