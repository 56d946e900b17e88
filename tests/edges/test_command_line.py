"""The command line, on a mini-site."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import markdown
import psutil
import pytest
from mini import ROOT, if_server_imports, python, start_python, wait_for, write_files

from academy.__main__ import main
from academy.run import client

PAGE = """\
# A page

- a list

    ```python
    print("one")
    ```

    <!--pytest-codeblocks:expected-output-->

    ```text
    one
    ```

<!--alt: A [rising] line-->
```python
--8<-- "figure.py"
```

The end.
"""
FIGURE = "import matplotlib.pyplot as plt\n\nplt.plot([1, 2])\n"
CONFIG = "site_name: Mini\nplugins: [academy]\nmarkdown_extensions: [pymdownx.superfences]\n"


def make(root: Path, page: str = PAGE) -> Path:
    write_files(
        root, {"mkdocs.yml": CONFIG, "docs/sub/page.md": page, "docs/data.txt": "kept", "snippets/figure.py": FIGURE}
    )
    return root


@pytest.fixture
def academy(capsys, monkeypatch) -> Callable[..., tuple[int, str, str]]:
    """A function that gives the command line, called in a folder: its exit status, and what it printed to each stream.

    It leaves the servers of this process to the other tests.
    """
    monkeypatch.setattr(client, "stop", lambda: None)

    def call(folder: Path, *arguments: str) -> tuple[int, str, str]:
        with contextlib.chdir(folder):
            code = main([*arguments])
        return code, *capsys.readouterr()

    return call


def test_render_writes_markdown_that_any_generator_reads(tmp_path, academy):
    root = make(tmp_path)
    assert academy(root, "render", "out")[0] == 0
    text = (root / "out/sub/page.md").read_text(encoding="utf-8")
    assert "--8<--" not in text and "alt:" not in text and text.endswith("The end.\n")
    source = re.search(r"!\[A \\\[rising\\\] line\]\((\.\./figures/\w+\.svg)\)", text)
    assert source and (root / "out/sub" / source[1]).resolve().is_file()
    html = markdown.markdown(text, extensions=["pymdownx.superfences"])
    assert html.count("<pre>") == 3
    assert (root / "out/data.txt").read_text() == "kept"


@pytest.mark.slow
def test_render_writes_a_project_with_its_outputs_where_links_lead_to_it(tmp_path, academy):
    """As Markdown, beside the notebook; a second time it does not run."""
    project = """# %% [markdown]\n# # Two\n#\n# To [a page](../sub/page.md).\n
# %%\nfrom pathlib import Path\n\nwith Path(RAN).open("a") as file:\n    file.write("x")\nprint("it ran")\n
# %% tags=["raises-exception"]\n1 / 0\n""".replace("RAN", repr(str(tmp_path / "ran")))
    root = make(tmp_path / "site", PAGE + "\nTo [two](../projects/two.py#two).\n")
    plugins = "[academy, mkdocs-jupyter: {include: [projects/*.py], execute: true}]"
    write_files(root, {"docs/projects/two.py": project, "mkdocs.yml": CONFIG.replace("[academy]", plugins)})
    for out in ("one", "two"):
        assert academy(root, "render", out)[0] == 0
    text = (root / "two/projects/two.md").read_text(encoding="utf-8")
    assert "# Two\n\nTo [a page](../sub/page.md).\n" in text
    assert "```text\nit ran\n```" in text and "ZeroDivisionError: division by zero" in text
    assert (root / "two/projects/two.py").read_text() == project and (tmp_path / "ran").read_text() == "x"
    assert "To [two](../projects/two.md#two)." in (root / "two/sub/page.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_render_of_a_project_that_fails_writes_nothing(tmp_path, academy):
    root = make(tmp_path)
    plugins = "[academy, mkdocs-jupyter: {include: [projects/*.py], execute: true}]"
    write_files(root, {"docs/projects/two.py": "# %%\n1 / 0\n", "mkdocs.yml": CONFIG.replace("[academy]", plugins)})
    code, _, said = academy(root, "render", "out")
    assert code == 1 and "docs/projects/two.py:2: ZeroDivisionError" in said
    assert not (root / "out").exists()


@pytest.mark.parametrize(
    ("matter", "left"),
    [
        ("---\ntitle: One\ntemplate: home.html\n---\n", "---\ntitle: One\n---\n"),
        ("---\ntemplate : home.html\ntitle: One\n---\n", "---\ntitle: One\n---\n"),
        ("---\ntemplate: home.html\n---\n", ""),
        ("---\ntitle: One\n---\n\ntemplate: one\n", "---\ntitle: One\n---\n\ntemplate: one\n"),
        ("template: one\n", "template: one\n"),
        ("---\ntitle: One\n...\ntemplate: one\n", "---\ntitle: One\n...\ntemplate: one\n"),
    ],
)
def test_render_leaves_out_the_template_of_the_theme(tmp_path, academy, matter, left):
    root = make(tmp_path, f"{matter}# A page\n")
    assert academy(root, "render", "out")[0] == 0
    assert (root / "out/sub/page.md").read_text(encoding="utf-8") == f"{left}# A page\n"


def test_render_refuses_a_folder_with_files(tmp_path, academy):
    with pytest.raises(SystemExit, match="expected an empty or a new folder"):
        academy(make(tmp_path), "render", "docs")


def test_render_of_a_bad_page_writes_nothing(tmp_path, academy):
    root = make(tmp_path, PAGE.replace('"one"', "1 / 0"))
    code, _, said = academy(root, "render", "out")
    assert code == 1
    assert "docs/sub/page.md:6: ZeroDivisionError" in said
    assert not (root / "out").exists()


def test_programs_lists_each_with_its_place(tmp_path, academy):
    root = make(tmp_path)
    code, first, _ = academy(root / "docs", "programs")
    assert code == 0
    assert sorted(line.split()[-2:] for line in first.splitlines()) == [
        ["docs/sub/page.md:16", "snippets/figure.py"],
        ["docs/sub/page.md:5", "docs/sub/page.md:5"],
    ]
    assert "ran" in first and "stored" not in first
    _, second, _ = academy(root, "programs")
    assert "stored" in second and "ran" not in second


def test_programs_are_listed_slowest_first_with_their_outputs(tmp_path, academy):
    slow = "import time\n\ntime.sleep(0.3)\nprint(1)\n1 / 0"
    xfail = "<!--pytest.mark.xfail(raises=ZeroDivisionError)-->\n"
    root = make(tmp_path, f"```python\nx = 1\n```\n\n{xfail}```python\n{slow}\n```\n")
    _, said, _ = academy(root, "programs")
    lines = [line.split() for line in said.splitlines()]
    assert [(outputs, place) for _, _, outputs, _, _, place, _ in lines] == [
        ("2", "docs/sub/page.md:6"),
        ("0", "docs/sub/page.md:1"),
    ]
    assert float(lines[0][0]) >= 0.3


def test_verify_passes_a_true_page_and_fails_an_unseeded_one(tmp_path, academy):
    root = make(tmp_path)
    assert academy(root, "verify")[:2] == (0, "2 programs verified\n")
    make(root, PAGE + "\n```python\nimport random\n\nprint(random.random())\n```\n")
    code, _, said = academy(root, "verify")
    assert code == 1
    assert "docs/sub/page.md:22: run as a plain script, the block prints something else" in said


def test_clean_deletes_the_recordings(tmp_path, academy):
    root = make(tmp_path)
    academy(root, "programs")
    assert list((root / ".cache/academy").glob("*.recording"))
    assert academy(root, "clean")[0] == 0
    assert not (root / ".cache/academy").exists()


def test_new_names_the_files_of_the_lesson(tmp_path, academy):
    root = make(tmp_path)
    write_files(root, {"docs/course/index.md": "# Course\n"})
    code, said, _ = academy(root, "new", "course/one")
    assert code == 0
    assert "wrote docs/course/one.md\n" in said and "wrote snippets/course/one/first.py\n" in said
    code, _, said = academy(root, "new", "course/one")
    assert code == 1
    assert said == "docs/course/one.md is there already\n"


def test_rename_names_what_changed_and_what_is_left_to_do(tmp_path, academy):
    root = make(tmp_path)
    write_files(root, {"docs/index.md": "# Home\n\n[page](sub/page.md)\n"})
    assert academy(root, "rename", "sub/page", "sub/leaf") == (0, "wrote docs/index.md\nwrote docs/sub/leaf.md\n", "")
    code, said, _ = academy(root, "rename", "sub/leaf", "leaf")
    assert code == 0 and "its line in the nav of mkdocs.yml is where it was" in said
    code, _, said = academy(root, "rename", "sub/page", "sub/leaf")
    assert code == 1 and said.startswith("expected the name of a page")


def test_diff_compares_two_sites_from_any_folder(tmp_path, academy):
    root = make(tmp_path / "site")
    academy(root, "render", "one")
    make(root, PAGE.replace("one", "two"))
    academy(root, "render", "two")
    assert academy(tmp_path, "diff", "site/one", "site/one")[:2] == (0, "No output has changed.\n")
    code, said, _ = academy(tmp_path, "diff", "site/one", "site/two")
    assert code == 0
    assert "### `docs/sub/page.md:5`" in said and "-one\n+two\n" in said
    code, _, said = academy(tmp_path, "diff", "site/one", "nowhere")
    assert code == 1 and said.startswith("nowhere: ")


def test_command_outside_a_site_says_what_is_missing(tmp_path, academy):
    with pytest.raises(SystemExit, match="expected a mkdocs.yml"):
        academy(tmp_path, "programs")


def test_configuration_that_cannot_be_read_is_one_message(tmp_path, academy):
    write_files(tmp_path, {"mkdocs.yml": "plugins: [academy\n"})
    code, _, said = academy(tmp_path, "programs")
    assert code == 1
    assert "expected ',' or ']'" in said and "Traceback" not in said


# ---------------------------------------------------------------------------- as a process


def test_command_line_exits_with_its_status_and_says_why(tmp_path):
    done = python("-m", "academy", "render", "docs", cwd=make(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("expected an empty or a new folder, found files in docs")


def test_reader_who_has_enough_ends_the_list_in_silence(tmp_path):
    root = make(tmp_path, "```python\nprint(1)\n```\n")
    unread, written = os.pipe()
    os.close(unread)
    command = [sys.executable, "-m", "academy", "programs"]
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(command, cwd=root, stdout=written, stderr=subprocess.PIPE, text=True, env=buffered)
    os.close(written)
    assert done.returncode == 0
    assert "BrokenPipe" not in done.stderr


@if_server_imports
def test_failure_of_the_server_is_one_message(tmp_path):
    root = make(tmp_path)
    write_files(root, {"fake/matplotlib/__init__.py": "raise ImportError('a library is missing')"})
    done = python("-m", "academy", "programs", cwd=root, PYTHONPATH=f"{root / 'fake'}{os.pathsep}{ROOT}")
    assert done.returncode == 1
    assert "a library is missing" in done.stderr
    assert "ended without an answer" in done.stderr
    assert "RunError" not in done.stderr


def test_interrupted_programs_start_no_other_and_leave_no_process(tmp_path):
    cores = os.cpu_count() or 1
    code = f"import os, time\nopen({str(tmp_path)!r} + f'/{{os.getpid()}}.started', 'w').close()\ntime.sleep(20)"
    root = make(tmp_path, f"```python\n{code}\n```\n\n" * (2 * cores))
    programs = start_python("-m", "academy", "programs", cwd=root)
    wait_for(lambda: list(tmp_path.glob("*.started")))
    family = [programs, *programs.children(recursive=True)]
    programs.send_signal(signal.SIGINT)
    _, alive = psutil.wait_procs(family, timeout=60)
    assert not alive and programs.returncode == 130
    assert len(list(tmp_path.glob("*.started"))) <= cores
