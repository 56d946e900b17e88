"""What a reader takes along of the built site: zips of a lesson and of the course, and the links to all there is."""

import importlib.util
import io
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from courses import COURSES, LESSONS
from mini import ROOT, build, write_files
from mkdocs.commands.build import build as build_once
from mkdocs.config import load_config
from site_checks import Document, Site, read_site

HOOKS = ROOT / "overrides/hooks"
SPEC = importlib.util.spec_from_file_location("zips", HOOKS / "zips.py")
zips = sys.modules["zips"] = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(zips)

ZIPS = [f"{course}/{course}.zip" for course in COURSES]
ZIPS += [f"{course}/{lesson}/{lesson}.zip" for course, lesson in LESSONS]
COLAB = "https://colab.research.google.com/github/"
CONFIG = f"""\
site_name: Mini
repo_url: REPOSITORY
theme: {{name: material, font: false, custom_dir: {ROOT / "overrides"}}}
hooks: [{HOOKS / "course.py"}, {HOOKS / "zips.py"}]
extra: {{notebooks: !ENV [NOTEBOOKS, notebooks]}}
plugins: [academy]
nav: [index.md, C: [c/index.md, c/one.md, Two: [c/two.md, c/two/part.md], Words: [c/words.md]]]
"""
PAGES = {
    "docs/index.md": "# Home\n",
    "docs/c/index.md": "# Course\n",
    "docs/c/one.md": "# One\n\n```python\nprint(1)\n```\n",
    "docs/c/two.md": '# Two\n\n```python\n--8<-- "c/two/exercise.py"\n```\n',
    "docs/c/two/part.md": '# Part\n\n```python\n--8<-- "c/two/exercise.py"\n```\n\n'
    '```python\nif __name__ == "__main__":\n    print(2)\n```\n',
    "docs/c/words.md": "# Words\n",
    "snippets/c/two/exercise.py": "import numpy\n\nprint(numpy.ones(2))\n",
}


def links(document: Document) -> dict[str, str]:
    """The addresses that are offered at the foot of a page, by their texts without sizes."""
    found = document.tree.select("section.downloads a")
    return {re.sub(r" \(.*\)$", "", link.get_text()): link["href"] for link in found}


@pytest.mark.parametrize("name", ZIPS)
def test_zip_holds_the_files_of_the_site_that_its_readme_names(site, name):
    top = Path(name).stem
    with ZipFile(site / name) as made:
        held = {one.removeprefix(f"{top}/"): made.read(one) for one in made.namelist()}
    readme = held.pop("README.md").decode()
    assert readme.startswith("# ")
    assert {one for one in re.findall(r"\]\((\S+?)\)", readme) if "://" not in one} == held.keys()
    published = {path.read_bytes() for path in [*site.rglob("*.py"), *site.rglob("*.ipynb")]}
    assert len(held) > 20 and {*held.values()} <= published
    assert all(f"python {one}\n" in readme for one in re.findall(r"uv run (\S+)", readme))
    assert "pip install matplotlib==" in readme and " torch==" in readme


@pytest.mark.parametrize("course", COURSES)
def test_zip_of_a_course_holds_those_of_its_lessons_and_all_else(site, course):
    whole = contents(site / f"{course}/{course}.zip")
    for lesson in COURSES[course]:
        assert contents(site / f"{course}/{lesson}/{lesson}.zip") < whole
    other = [path for path in site.glob(f"{course}/errors/*/*.ipynb")]
    assert other and {path.read_bytes() for path in other} < whole


def contents(path: Path) -> set[bytes]:
    with ZipFile(path) as made:
        return {made.read(one) for one in made.namelist() if not one.endswith("README.md")}


def test_each_link_to_a_zip_says_its_size(course):
    found = [(one, link) for one in course.documents for link in one.tree.select("a[href$='.zip']")]
    assert {course.resolve(link["href"], one.name) for one, link in found} == {course.folder / name for name in ZIPS}
    for one, link in found:
        size = course.resolve(link["href"], one.name).stat().st_size
        assert link.get_text().endswith(f"({zips.size(size)})"), (one.name, link)


@pytest.mark.parametrize(
    "count, said", [(1_499, "1 KB"), (123_456, "123 KB"), (999_501, "1.0 MB"), (1_260_000, "1.3 MB")]
)
def test_size_is_said_in_kilobytes_and_megabytes(count, said):
    assert zips.size(count) == said


def test_zip_has_the_same_bytes_from_the_same_files():
    made = zips.zipped("top", {"b/a": b"1" * 9999, "a": b"2"})
    assert made == zips.zipped("top", {"a": b"2", "b/a": b"1" * 9999}) and len(made) < 999
    with ZipFile(io.BytesIO(made)) as found:
        assert [(one.filename, one.date_time, oct(one.external_attr >> 16)) for one in found.infolist()] == [
            (name, (1980, 1, 1, 0, 0, 0), "0o644") for name in ("top/a", "top/b/a")
        ]
        assert found.testzip() is None


def test_foot_of_each_lesson_offers_what_there_is(course):
    for document in course.documents:
        folder = Path(document.name).parent
        book = course.folder / folder / f"{folder.name}.ipynb"
        if document.tree.select_one("section.downloads") and book.is_file():
            found = links(document)
            assert found["The notebook of this page, with its outputs"] == book.name
            assert (
                found["Open the notebook in Google Colab"]
                == f"{COLAB}example/academy/blob/notebooks/{folder}/{book.name}"
            )
            assert [text for text in found if text.endswith("as a zip: its notebooks and programs")], document.name
            programs = document.tree.select(".downloads-programs a")
            said = document.tree.select_one(".downloads-programs summary").get_text().split()[0]
            assert int(said) == len({link["href"] for link in programs}) == len(programs) > 0
            assert [link.get_text() for link in programs] == [Path(link["href"]).name for link in programs]


@pytest.mark.parametrize("name", COURSES)
def test_verified_page_links_programs_and_notebooks(course, name):
    page = course.page(f"{name}/verified")
    rows = page.select("table.programs tbody tr")
    found = [row.select_one("a[download]") for row in rows]
    assert len([*filter(None, found)]) > 0.95 * len(rows)
    for row, link in zip(rows, found, strict=True):
        program = row.select("td")[1].get_text()
        wanted = f"/programs/{program}" if program.endswith(".py") else program.replace(".md:", "-") + ".py"
        assert link is None or link["href"].endswith(wanted), row
    for fold in page.select("details.page-programs"):
        folder = course.resolve(fold.select_one("p a")["href"], f"{name}/verified/index.html").parent
        books = [
            course.resolve(link["href"], f"{name}/verified/index.html") for link in fold.select("a[href$='.ipynb']")
        ]
        assert books == [*folder.glob("*.ipynb")]


@pytest.fixture
def mini(tmp_path) -> Path:
    write_files(tmp_path, PAGES)
    return tmp_path


def built(root: Path, repository: str = "") -> Site:
    write_files(root, {"mkdocs.yml": CONFIG.replace("REPOSITORY", repository or '""')})
    build(root)
    return read_site(root / "site", "https://example.org/")


def test_zip_of_a_small_course(mini):
    site = built(mini)
    first = {path.name: path.read_bytes() for path in site.folder.rglob("*.zip")}
    assert first.keys() == {"c.zip", "one.zip", "two.zip"}
    shutil.rmtree(site.folder)
    built(mini)
    assert first == {path.name: path.read_bytes() for path in site.folder.rglob("*.zip")}
    with ZipFile(io.BytesIO(first["two.zip"])) as made:
        assert made.namelist() == [
            "two/README.md",
            "two/notebooks/two.ipynb",
            "two/notebooks/two/part.ipynb",
            "two/programs/exercise.py",
            "two/programs/part-7.ipynb",
            "two/programs/part-7.py",
        ]
        readme = made.read("two/README.md").decode()
    assert "# Two\n\nLesson 2 of the course Course of Mini.\n" in readme
    assert "- 2.2 [Part](notebooks/two/part.ipynb)\n" in readme
    assert "[part-7.py](programs/part-7.py), [as a notebook](programs/part-7.ipynb)\n" in readme
    assert readme.count("[exercise.py](programs/exercise.py), an exercise\n") == 2
    assert re.search(r"\n    pip install numpy==\S+\n", readme)
    assert not site.page("c/words").select("a[href$='.ipynb'], .downloads-programs")


def test_preview_makes_and_offers_none(mini):
    write_files(mini, {"mkdocs.yml": CONFIG.replace("REPOSITORY", "https://github.com/ada/course")})
    config = load_config(str(mini / "mkdocs.yml"))
    config.plugins.on_startup(command="serve", dirty=False)
    build_once(config)
    site = read_site(mini / "site", "https://example.org/")
    assert site.page("c/two").select(".output") and not site.page("c/two").select(".downloads")
    assert [*site.folder.rglob("*.zip")] == []


@pytest.mark.parametrize(
    "repository, branch, opened",
    [
        ("https://github.com/Ada/my.course", "notebooks", "Ada/my.course"),
        ("https://github.com/ada/course.git/", "notebooks", "ada/course"),
        ("https://github.com/ada/course", "", ""),
        ("https://github.com/ada", "notebooks", ""),
        ("https://gitlab.com/ada/course", "notebooks", ""),
        ("https://example.org/?https://github.com/ada/course", "notebooks", ""),
        ("", "notebooks", ""),
    ],
)
def test_colab_is_offered_for_a_repository_of_github_alone(mini, monkeypatch, repository, branch, opened):
    monkeypatch.setenv("NOTEBOOKS", branch)
    found = built(mini, repository).page("c/two").select(f"a[href^='{COLAB}']")
    assert [link["href"] for link in found] == [f"{COLAB}{opened}/blob/notebooks/c/two/two.ipynb"] * bool(opened)


def test_workflow_publishes_the_notebooks_alone_as_one_commit(tmp_path, plain_git, monkeypatch):
    workflow = yaml.safe_load((ROOT / ".github/workflows/site.yml").read_text(encoding="utf-8"))
    jobs = workflow["jobs"]
    assert workflow["permissions"] == {"contents": "read"} and jobs["notebooks"]["permissions"] == {"contents": "write"}
    assert "private" in jobs["notebooks"]["if"] and "main" in jobs["notebooks"]["if"]
    (verify,) = [step["env"] for step in jobs["verify"]["steps"] if step.get("run") == ".ci/run"]
    assert "private && 'notebooks'" in verify["NOTEBOOKS"]
    (script,) = [step["run"] for step in jobs["notebooks"]["steps"] if "run" in step]
    write_files(
        tmp_path, {"source/README.md": "Words", "source/.gitignore": "*.ipynb", "s/a/a.ipynb": "1", "s/a/b.py": ""}
    )
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "Begin"]):
        subprocess.run([*git, *command], cwd=tmp_path / "source", check=True)
    subprocess.run(["git", "clone", "-q", "--bare", "source", "origin"], cwd=tmp_path, check=True)
    monkeypatch.setenv("RUNNER_TEMP", str(tmp_path))
    for number in "12":
        write_files(tmp_path, {f"s/a/{number}.ipynb": number})
        with tarfile.open(tmp_path / "artifact.tar", "w") as made:
            made.add(tmp_path / "s", ".")
        subprocess.run(["git", "clone", "-q", "origin", f"checkout{number}"], cwd=tmp_path, check=True)
        subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path / f"checkout{number}", check=True)
        monkeypatch.setenv("GITHUB_SHA", number)

    def said(*command: str) -> list[str]:
        return subprocess.check_output(["git", *command], cwd=tmp_path / "origin", text=True).splitlines()

    assert said("ls-tree", "-r", "--name-only", "notebooks") == ["a/1.ipynb", "a/2.ipynb", "a/a.ipynb"]
    assert len(said("log", "--format=%s", "notebooks")) == len(said("log", "--format=%s", "main")) == 1
