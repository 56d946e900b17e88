"""What the pages say of their programs: each fact is read from a run."""

import subprocess

import pytest
from mini import started, write_files

from academy.build import build_of
from academy.judge.proof import Proofs, anchor
from academy.settings import Settings

PAGE = """\
```python
--8<-- "course/shown.py:print"
```

It prints 3<!--printed-->.

<!--alt: Line plot-->
```python
--8<-- "course/shown.py:draw"
```

```python
--8<-- "course/exercise.py:stub"
```

<!--pytest.mark.xfail(raises=AssertionError)-->
```python
--8<-- "course/exercise.py:check"
```

```python
--8<-- "course/exercise_solution.py"
```

<!--pytest.mark.xfail(raises=ZeroDivisionError)-->
```python
1 / 0
```

<!--pytest.mark.skip(reason="needs two GPUs")-->
```python
print("far away")
```

```python
x = 1
```

<!--varies-->
```python
import time
print(time.time())
```

```python
print(2)
```

<!--pytest-codeblocks:expected-output-->
```text
2
```
"""
SNIPPETS = {
    "course/shown.py": "# %% print\nprint(3)\n\n# %% draw\nimport matplotlib.pyplot as plt\n\nplt.plot([1, 2])\n",
    "course/exercise.py": "# %% stub\nx = 1\n\n# %% check\nassert x == 2\n",
    "course/exercise_solution.py": "# %% solution\nx = 2\n\n# %% check\nassert x == 2\n",
}
PROVEN = [
    ("output", "numbers in the text", "figure"),
    ("exercise: the check refuses the stub",),
    ("exercise: the solution passes",),
    ("fails as the page says: ZeroDivisionError",),
    ("not run here: needs two GPUs",),
    ("runs without an error",),
    ("output that differs from run to run",),
    ("output", "pinned output"),
]


@pytest.fixture
def settings(make_site) -> Settings:
    return make_site({"page.md": PAGE}, SNIPPETS)


@pytest.fixture
def proofs(settings) -> Proofs:
    build = started(settings)
    return Proofs(build.site, build.shown, settings.root, "docs")


def test_each_program_says_what_it_proves(proofs):
    found = proofs.of("page.md")
    assert [proof.proves for proof in found] == PROVEN
    assert proofs.count("page.md") == len(PROVEN)
    assert found[0].id == "docs/page.md:1 (snippets/course/shown.py)"
    assert len({proof.anchor for proof in found}) == len(found)


def test_page_that_is_no_lesson_proves_nothing(proofs):
    assert proofs.of("project.py") == []
    assert proofs.count("project.py") == 0


def test_program_that_could_not_run_proves_nothing(make_site):
    settings = make_site("```python\nprint(1\n```\n\n```python\nprint(2)\n```\n")
    build = started(settings)
    found = Proofs(build.site, build.shown, settings.root, "docs")
    assert [proof.line for proof in found.of("index.md")] == [5]
    assert found.count("index.md") == 2


def test_commit_is_named_with_what_differs_and_left_out_without_git(settings, plain_git, monkeypatch):
    root = settings.root
    found = Proofs(build_of(settings).site, lambda block: None, root, "docs")
    assert found.commit() == ""

    def git(*arguments: str) -> str:
        command = ["git", "-C", str(root), "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "all")
    head = git("rev-parse", "--short=12", "HEAD")
    monkeypatch.setenv("GIT_DIR", str(root / "another"))
    assert found.commit() == head
    write_files(root, {"docs/page.md": "changed"})
    assert found.commit() == f"{head}, with uncommitted changes"


def test_anchors_are_ids(settings):
    names = [anchor(block) for block in build_of(settings).site.pages["docs/page.md"].blocks]
    assert names[0] == "program-snippets-course-shown"
    assert all(name.replace("-", "").isalnum() for name in names)
