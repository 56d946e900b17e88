"""The way of a contributor: what `academy new` writes passes the tests of this repository as it stands."""

import os
import shutil
from pathlib import Path

import pytest
from mini import ROOT, python

from academy.mkdocs.config import read_settings
from academy.new.create import create

NOT_COPIED = (".git", ".venv", "site", ".site-*", "__pycache__", ".*_cache", ".hypothesis")
COURSES = ("statistics", "logic")  # the second one without a lesson
PAGES = ("pytorch/my-lesson", "pytorch/my-lesson/my-step", "pytorch/feedforward/my-part", "statistics/mean")
PROJECTS = ("pytorch/projects/my-project.py", "statistics/projects/survey.ipynb")
ORDER = (  # of the nav
    "pytorch/feedforward/answers.md",
    "pytorch/feedforward/my-part.md",
    "pytorch/training-loop.md",
    "pytorch/my-lesson.md",
    "pytorch/my-lesson/my-step.md",
    "pytorch/errors/index.md",
    "pytorch/projects/my-project.py",
    "pytorch/verified.md",
    "statistics/index.md",
    "statistics/mean.md",
    "statistics/projects/survey.ipynb",
    "logic/index.md",
    "glossary.md",
)
TESTS = (
    "test_course.py",
    "test_repository.py",
    "test_terms.py",
    "test_cards.py::test_every_text_of_the_course_has_room",
    "test_cards.py::test_descriptions_differ_and_are_shown_whole_by_searches",
    "test_links.py::test_every_link_leads_somewhere",
    "test_links.py::test_every_page_has_its_own_title",
)
OF_A_PROJECT = ("prints_what_its_page_shows", "draws_what_its_page_shows", "page_is_like_a_lesson")


@pytest.mark.skipif(not os.environ.get("CI"), reason="takes a build and a minute: set CI")
def test_new_pages_of_every_kind_pass_the_tests_of_the_repository(tmp_path: Path):
    """In this repository elsewhere, with the recordings that it has."""
    copy = tmp_path.resolve() / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*NOT_COPIED))
    for place in (*COURSES, *PAGES, *PROJECTS):
        create(read_settings(copy / "mkdocs.yml"), place)
    nav = (copy / "mkdocs.yml").read_text(encoding="utf-8")
    assert [*ORDER] == sorted(ORDER, key=nav.index)
    tests = [f"tests/repository/{name}" for name in TESTS] + [f"docs/{place}.md" for place in PAGES]
    projects = "tests/mkdocs/test_projects.py::test_project"
    tests += [f"{projects}_{what}[docs/{name}]" for name in PROJECTS for what in OF_A_PROJECT]
    tested = python("-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, cwd=copy, NO_MKDOCS_2_WARNING="1")
    assert tested.returncode == 0, tested.stdout[-5000:]
