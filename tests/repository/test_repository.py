"""What the repository promises about itself."""

import re
import shutil
import subprocess
import tomllib
from textwrap import dedent

import pytest
import yaml
from courses import NAV, PROJECTS, in_nav
from mini import ROOT

from academy.page.directives import DIRECTIVES
from academy.page.snippets import read_snippet

SNIPPETS = ROOT / "snippets"
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
(TORCH,) = re.findall(r'"torch==([\w.]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))


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
    projects = [path.relative_to(ROOT / "docs").as_posix() for path in PROJECTS]
    listed = in_nav(NAV)
    missing, gone = sorted({*pages, *projects} - {*listed}), sorted({*listed} - {*pages, *projects})
    assert missing == [], "add these pages to nav in mkdocs.yml"
    assert gone == [], "take these out of nav in mkdocs.yml: there are no such pages"
    assert len(listed) == len(set(listed)), "nav in mkdocs.yml lists a page twice"


def embeds() -> str:
    """All pages; an option of a question shows what it prints, and counts as an embed."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))
    return re.sub(r"<!--option: (\S+)", r'--8<-- "\1"', text)


def test_every_snippet_is_shown_by_a_page():
    text = embeds()
    snippets = [path.relative_to(SNIPPETS).as_posix() for path in SNIPPETS.rglob("*.py")]
    assert snippets
    assert [snippet for snippet in snippets if f'--8<-- "{snippet}' not in text and not offers(text, snippet)] == []


def test_every_cell_is_shown_by_a_page():
    """But for a solution's cells that its exercise shows word for word."""
    text = embeds()
    hidden = []
    for path in SNIPPETS.rglob("*.py"):
        name = path.relative_to(SNIPPETS).as_posix()
        exercise = name.replace("exercise_solution", "exercise")
        known = codes(exercise) if exercise != name else {}
        if f'--8<-- "{name}"' not in text and f"<!--option: {name} " not in text:
            cells = [cell for cell, code in codes(name).items() if known.get(cell) != code]
            hidden += [f"{name}:{cell}" for cell in cells if not shows(text, f"{name}:{cell}")]
    assert hidden == []


def shows(text: str, cell: str) -> bool:
    """Whether a page embeds the cell, or offers what it prints as an answer to a question."""
    return f'--8<-- "{cell}"' in text or f"<!--option: {cell} " in text


def offers(text: str, snippet: str) -> bool:
    """Whether an answer to a question is what the snippet, or a cell of it, prints."""
    return re.search(rf"<!--option: {re.escape(snippet)}[: ]", text) is not None


def codes(path: str) -> dict[str, str]:
    """The code of each cell that a page could show, by its name."""
    snippet = read_snippet(SNIPPETS, path)
    return {cell.name: snippet.code(cell) for cell in snippet.cells if cell.name}


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
    assert names - pinned - {project["name"]} == set()


def test_torch_is_pinned_to_one_version_everywhere():
    for path in (ROOT / "constraints.txt", ROOT / "docs/pytorch/index.md", *(ROOT / "bench/pins").glob("*.txt")):
        found = set(re.findall(r"torch==([\w.]+)", path.read_text(encoding="utf-8")))
        assert found == {TORCH}, path


@pytest.mark.skipif(not shutil.which("git") or not (ROOT / ".git").exists(), reason="needs git's list of files")
def test_guide_to_a_new_torch_names_every_file_with_its_version():
    guide = (ROOT / "academy/README.md").read_text(encoding="utf-8").partition("## Move to a new torch")[2]
    names = re.findall(r"`([\w/*.-]+\.\w+)`", guide.partition("\n## ")[0])
    tracked = subprocess.check_output(["git", "ls-files", ":!tests"], cwd=ROOT, text=True).splitlines()
    version = re.compile(rf"(?<![\d.]){re.escape(TORCH)}(?!\.?\d)".encode())
    assert {path for name in names for path in ROOT.glob(name)} == {
        ROOT / name for name in tracked if version.search((ROOT / name).read_bytes())
    }


def test_contributing_lists_every_directive():
    assert [row.example for row in DIRECTIVES.values() if f"<!--{word(row.example)}" not in CONTRIBUTING] == []


def test_contributing_lists_every_template_with_its_comment():
    rows = dict(re.findall(r"^\| `(\w+\.html)` \|.*\| `<!--(\w+)-->`", CONTRIBUTING, re.MULTILINE))
    found = {
        path.name: re.search(r'partition\("<!--(\w+)-->"\)', path.read_text(encoding="utf-8"))
        for path in (ROOT / "overrides").glob("*.html")
    }
    assert rows == {name: mark[1] for name, mark in found.items() if mark}


def word(example: str) -> str:
    return re.search(r"<!--([\w/.:-]+)", example)[1].rstrip("-")


def test_continuous_integration_calls_the_readmes_commands():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.findall(r"^make (.+)$", script, re.MULTILINE) == ["check", "site", "zensical", "test"]
    assert ".ci/run" in (ROOT / ".github/workflows/site.yml").read_text(encoding="utf-8")


def test_workflow_tries_the_pythons_that_the_readme_names():
    first, last = re.search(
        r"^Python 3\.(\d+) to 3\.(\d+) are tried", (ROOT / "README.md").read_text("utf-8"), re.M
    ).groups()
    tried = re.findall(r'python-version: "3\.(\d+)"', (ROOT / ".github/workflows/site.yml").read_text("utf-8"))
    assert {*map(int, tried)} == {*range(int(first), int(last) + 1)}


def test_make_never_asks_for_more_rights():
    recipes = re.findall(r"^\t@?(\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert recipes and not {"sudo", "apt", "apt-get"} & set(recipes)


BLOCK = re.compile(r"^( *)(`{3,}|~{3,})(?:python|py)\b.*\n((?:.*\n)*?)\1\2 *$", re.MULTILINE)


def test_code_on_pages_has_72_columns():
    """In snippets, and in blocks that a page writes itself; in a list or a box it may stand as far to the right."""
    codes = {path: [path.read_text(encoding="utf-8")] for path in SNIPPETS.rglob("*.py")}
    for path in (ROOT / "docs").rglob("*.md"):
        blocks = BLOCK.findall(path.read_text(encoding="utf-8"))
        codes[path] = [dedent(code) for _, _, code in blocks if '--8<-- "' not in code]
    lines = [(path, line) for path, found in codes.items() for code in found for line in code.splitlines()]
    assert len(lines) > 1000
    assert [f"{path}: {line}" for path, line in lines if len(line) > 72] == []


@pytest.mark.parametrize("path", sorted([*ROOT.glob("overrides/**/*.css"), *ROOT.glob("academy/mkdocs/assets/*.css")]))
def test_decorations_are_written_in_parts(path):
    """WebKit drops the whole of `text-decoration` with anything beside the line."""
    assert not re.findall(r"text-decoration: \w+ .*", path.read_text(encoding="utf-8"))
