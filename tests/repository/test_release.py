"""`make release` in a small repository: all of a release, or nothing."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from mini import ROOT, write_files

pytestmark = pytest.mark.skipif(not (shutil.which("make") and shutil.which("git")), reason="needs make and git")
PROJECT = '[project]\nname = "mini"\nversion = "0.9.0"\n\n[tool.other]\nversion = "0.9.1"\n'
CHANGELOG = """\
# Changelog

## [Unreleased]

### Added

- A page.
- `## [Unreleased]` in a line.

## [0.9.0] - 2026-01-02

- The beginning.
"""


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A repository with one commit, on main."""
    for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}.items():
        monkeypatch.setenv(name, value)
    root = tmp_path / "root"
    write_files(root, {"pyproject.toml": PROJECT, "CHANGELOG.md": CHANGELOG})
    for name in ("Makefile", "constraints.txt", "tools/release.py"):
        write_files(root, {name: (ROOT / name).read_bytes()})
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "config", "user.name", "Ada")
    git(root, "config", "user.email", "ada@localhost")
    commit(root)
    return root


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout.strip()


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "x")


def release(root: Path, version: str) -> subprocess.CompletedProcess[str]:
    command = ["make", f"PYTHON={sys.executable}", "release", f"VERSION={version}"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60)


def notes(root: Path, tag: str) -> str:
    command = [sys.executable, "tools/release.py", "--notes", tag]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60).stdout


def state(root: Path) -> tuple[str, ...]:
    """All that a release changes: files, commits, tags."""
    files = ((root / name).read_text() for name in ("pyproject.toml", "CHANGELOG.md"))
    return (*files, git(root, "rev-parse", "HEAD"), git(root, "tag"), git(root, "status", "--porcelain"))


@pytest.mark.parametrize("version", ["0.9.1", "0.10.0", "1.0.0"])
def test_release_is_a_version_a_section_a_commit_and_a_tag(root, version):
    done = release(root, version)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"Made v{version}. To publish it: git push --atomic origin main v{version}\n"
    project, changelog, _, tags, changes = state(root)
    assert project == PROJECT.replace('version = "0.9.0"', f'version = "{version}"') and not changes
    sections = re.sub(r"\d{4}-\d\d-\d\d", "DAY", changelog).partition("\n## ")[2]
    assert sections.startswith(f"[Unreleased]\n\n## [{version}] - DAY\n\n### Added\n\n- A page.\n- `## [Unreleased]`")
    assert tags == f"v{version}" and git(root, "log", "-1", "--format=%s %D") == (
        f"release: {version} HEAD -> main, tag: v{version}"
    )
    assert notes(root, f"v{version}") == "### Added\n\n- A page.\n- `## [Unreleased]` in a line.\n"
    assert notes(root, "v0.9.0") == "- The beginning.\n"


@pytest.mark.parametrize("version", ["0.9.0", "0.8.12", "0.0.1"])
def test_release_refuses_a_version_that_is_not_higher(root, version):
    refuses(root, version, f"expected a version above 0.9.0, which pyproject.toml has, found {version}")


@pytest.mark.parametrize("version", ["", "banana", "1.2", "v1.2.3", "1.2.3.4", "1.02.3", "1.2.3 --help"])
def test_release_refuses_what_is_no_version(root, version):
    refuses(root, version, f"expected a version, as 1.2.3, found '{version}'")


@pytest.mark.parametrize("name", ["new.txt", "CHANGELOG.md", "Makefile"])
def test_release_refuses_a_tree_with_changes(root, name):
    with (root / name).open("a") as file:
        file.write("\n# more\n")
    refuses(root, "1.0.0", f"expected a tree without changes, found {name}")


@pytest.mark.parametrize("way", [("switch", "-c", "other"), ("switch", "--detach")])
def test_release_refuses_another_branch(root, way):
    git(root, *way)
    refuses(root, "1.0.0", "expected the branch main, found ")


@pytest.mark.parametrize("text", ["", "### Added\n\n### Changed\n", "\n\n"])
def test_release_refuses_when_nothing_is_said_to_have_changed(root, text):
    write_files(root, {"CHANGELOG.md": f"# Changelog\n\n## [Unreleased]\n\n{text}\n## [0.9.0]\n\n- Old.\n"})
    commit(root)
    refuses(root, "1.0.0", "expected what has changed under '## [Unreleased]' in CHANGELOG.md, found nothing")


@pytest.mark.parametrize("text", ["", "## [1.0.0]\n\n- One.\n", "## Unreleased\n\n- One.\n"])
def test_release_refuses_a_changelog_that_does_not_begin_with_what_is_new(root, text):
    write_files(root, {"CHANGELOG.md": f"# Changelog\n\n{text}"})
    commit(root)
    refuses(root, "1.0.1", "expected '## [Unreleased]' as the topmost section of CHANGELOG.md")


def test_release_refuses_a_tag_that_is_there(root):
    git(root, "tag", "v1.0.0")
    refuses(root, "1.0.0", "expected a new version, found the tag v1.0.0")


@pytest.mark.parametrize("hook", ["pre-commit", "reference-transaction"])
def test_release_that_git_refuses_leaves_nothing(root, hook):
    """The one stops the commit, the other the tag."""
    script = '#!/bin/sh\ngrep -q refs/tags || [ "$1" = "" ] || exit 0\necho said no >&2\nexit 1\n'
    write_files(root, {f".git/hooks/{hook}": script})
    (root / ".git/hooks" / hook).chmod(0o755)
    refuses(root, "1.0.0", "Nothing has changed.")


def refuses(root: Path, version: str, why: str) -> None:
    before = state(root)
    done = release(root, version)
    said = [line for line in done.stderr.splitlines() if not line.startswith("make: ")]
    assert done.returncode and said[0].startswith(why) and not done.stdout, (done.stdout, done.stderr)
    assert state(root) == before


@pytest.mark.parametrize(
    ("repository", "said", "address"),
    [
        ("Ada/course", "", "https://ada.github.io/course/"),
        ("ada/ada.github.io", "", "https://ada.github.io/"),
        ("Ada/Ada.GitHub.io", "", "https://ada.github.io/"),
        ("ada/eve.github.io", "", "https://ada.github.io/eve.github.io/"),
        ("ada/Course", "https://learn.example.org/", "https://learn.example.org/"),
    ],
)
def test_workflow_knows_the_address_of_its_site(tmp_path, repository, said, address):
    workflow = yaml.safe_load((ROOT / ".github/workflows/site.yml").read_text(encoding="utf-8"))
    steps = {step.get("name"): step for step in workflow["jobs"]["verify"]["steps"]}
    owner, written = repository.partition("/")[0], tmp_path / "env"
    env = {"GITHUB_REPOSITORY": repository, "GITHUB_REPOSITORY_OWNER": owner, "GITHUB_ENV": str(written)}
    command = ["bash", "-e", "-c", steps["The address of the site"]["run"]]
    subprocess.run(command, env=env | {"SITE_URL": said}, check=True)
    assert written.read_text() == f"SITE_URL={address}\n"
