"""What the pages say of their programs: each fact is read from a run."""

import re
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
    return Proofs(build.site, build.shown, settings.root, "docs", {"docs/page.md": 2})


def test_each_program_says_what_it_proves(proofs):
    found = proofs.of("page.md")
    assert [proof.proves for proof in found] == PROVEN
    assert found[0].id == "docs/page.md:1 (snippets/course/shown.py)"
    assert len({proof.anchor for proof in found}) == len(found)


def test_page_that_is_no_lesson_proves_nothing(proofs):
    assert proofs.of("project.py") == []
    assert proofs.count("project.py") == 0


def test_program_that_could_not_run_proves_nothing(make_site):
    settings = make_site("```python\nprint(1\n```\n\n```python\nprint(2)\n```\n")
    build = started(settings)
    found = Proofs(build.site, build.shown, settings.root, "docs", {"docs/page.md": 2})
    assert [proof.line for proof in found.of("index.md")] == [5]
    assert found.count("index.md") == 2


def test_commit_is_named_with_what_differs_and_left_out_without_git(settings, plain_git, monkeypatch):
    root = settings.root
    found = Proofs(build_of(settings).site, lambda block: None, root, "docs", {})
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


def test_each_program_of_a_page_has_an_anchor_of_its_own(make_site):
    names = ["a-b.py", "a_b.py", "a/b.py", "A-b.py", "a b.py", "a.b.py"]
    page = "".join(f'```python\n--8<-- "{name}"\n```\n\n' for name in names) + "```python\nprint(1)\n```\n"
    site = make_site(page, dict.fromkeys(names, "print(1)\n"))
    anchors = [anchor(block) for block in build_of(site).site.pages["docs/index.md"].blocks]
    assert len(set(anchors)) == len(names) + 1
    assert not any(re.search(r"\s", one) for one in anchors)
    assert anchors[0] == "program-snippets/a-b.py"


def test_what_did_not_run_is_counted_apart(proofs):
    assert [proof.program for proof in proofs.of("page.md") if not proof.ran] == ["docs/page.md:31"]
    assert proofs.count("page.md") == len(PROVEN) - 1


def test_texts_that_were_typed_are_counted(proofs):
    assert (proofs.typed("page.md"), proofs.typed("other.md")) == (2, 0)
