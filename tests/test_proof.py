"""What the pages say of their programs: each fact is read from a run."""

import subprocess

from conftest import started, write_files

from academy.proof import Proofs, anchor

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


def proofs(make_site) -> Proofs:
    return Proofs(started(make_site({"page.md": PAGE}, SNIPPETS)), "docs")


def test_each_program_says_what_it_proves(make_site):
    found = proofs(make_site).of("page.md")
    assert [proof.proves for proof in found] == PROVEN
    assert proofs(make_site).count("page.md") == len(PROVEN)
    assert found[0].id == "docs/page.md:1 (snippets/course/shown.py)"
    assert len({proof.anchor for proof in found}) == len(found)


def test_page_that_is_no_lesson_proves_nothing(make_site):
    assert proofs(make_site).of("project.py") == []
    assert proofs(make_site).count("project.py") == 0


def test_commit_is_named_with_what_differs_and_left_out_without_git(make_site, plain_git, monkeypatch):
    found = proofs(make_site)
    root = found._lessons.settings.root
    assert found.commit() == ""

    def git(*arguments: str) -> str:
        command = ["git", "-C", str(root), "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    write_files(root, {".gitignore": ".cache/\n"})
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "all")
    head = git("rev-parse", "--short=12", "HEAD")
    monkeypatch.setenv("GIT_DIR", str(root / "another"))
    assert found.commit() == head
    write_files(root, {"docs/page.md": "changed"})
    assert found.commit() == f"{head}, with uncommitted changes"


def test_anchors_are_ids(make_site):
    lessons = started(make_site({"page.md": PAGE}, SNIPPETS))
    names = [anchor(block) for block in lessons.pages["docs/page.md"].blocks]
    assert names[0] == "program-snippets-course-shown"
    assert all(name.replace("-", "").isalnum() for name in names)
