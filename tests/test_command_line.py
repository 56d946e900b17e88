"""The command line, on a mini-site."""

import os
import re
import signal
from pathlib import Path

import markdown
import psutil
from conftest import ROOT, python, start_python, wait_for, write_files

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


def make(root: Path, page: str = PAGE) -> Path:
    config = "site_name: Mini\nplugins: [academy]\nmarkdown_extensions: [pymdownx.superfences]\n"
    write_files(
        root, {"mkdocs.yml": config, "docs/sub/page.md": page, "docs/data.txt": "kept", "snippets/figure.py": FIGURE}
    )
    return root


def test_render_writes_markdown_that_any_generator_reads(tmp_path):
    root = make(tmp_path)
    done = python("-m", "academy", "render", "out", cwd=root)
    assert done.returncode == 0, done.stderr
    text = (root / "out/sub/page.md").read_text(encoding="utf-8")
    assert "--8<--" not in text and "alt:" not in text and text.endswith("The end.\n")
    source = re.search(r"!\[A \\\[rising\\\] line\]\((\.\./figures/\w+\.svg)\)", text)
    assert source and (root / "out/sub" / source[1]).resolve().is_file()
    html = markdown.markdown(text, extensions=["pymdownx.superfences"])
    assert html.count("<pre>") == 3
    assert (root / "out/data.txt").read_text() == "kept"


def test_render_refuses_a_folder_with_files(tmp_path):
    root = make(tmp_path)
    done = python("-m", "academy", "render", "docs", cwd=root)
    assert done.returncode != 0
    assert "expected an empty or a new folder" in done.stderr


def test_render_of_a_bad_page_writes_nothing(tmp_path):
    root = make(tmp_path, PAGE.replace('"one"', "1 / 0"))
    done = python("-m", "academy", "render", "out", cwd=root)
    assert done.returncode == 1
    assert "docs/sub/page.md:6: ZeroDivisionError" in done.stderr
    assert not (root / "out").exists()


def test_programs_lists_each_with_its_place(tmp_path):
    root = make(tmp_path)
    first = python("-m", "academy", "programs", cwd=root / "docs")
    assert first.returncode == 0, first.stderr
    assert sorted(line.split()[-2:] for line in first.stdout.splitlines()) == [
        ["docs/sub/page.md:16", "snippets/figure.py"],
        ["docs/sub/page.md:5", "docs/sub/page.md:5"],
    ]
    assert "ran" in first.stdout and "stored" not in first.stdout
    assert "ran" not in python("-m", "academy", "programs", cwd=root).stdout


def test_verify_passes_a_true_page_and_fails_an_unseeded_one(tmp_path):
    root = make(tmp_path)
    assert "2 programs verified" in python("-m", "academy", "verify", cwd=root).stdout
    make(root, PAGE + "\n```python\nimport torch\n\nprint(torch.rand(1))\n```\n")
    done = python("-m", "academy", "verify", cwd=root)
    assert done.returncode == 1
    assert "docs/sub/page.md:22: run as a plain script, the block prints something else" in done.stderr


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


def test_clean_deletes_the_recordings(tmp_path):
    root = make(tmp_path)
    python("-m", "academy", "programs", cwd=root)
    assert list((root / ".cache/academy").glob("*.json"))
    assert python("-m", "academy", "clean", cwd=root).returncode == 0
    assert not (root / ".cache/academy").exists()


def test_command_outside_a_site_says_what_is_missing(tmp_path):
    done = python("-m", "academy", "programs", cwd=tmp_path)
    assert done.returncode != 0
    assert "expected a mkdocs.yml" in done.stderr
