"""pytest on a mini-site, run as its authors would."""

import signal
from pathlib import Path

import psutil
import pytest
from conftest import python, start_python, wait_for, write_files

CONFIG = "site_name: Mini\nplugins: [academy]\n"
PAGE = """\
# A page

```py title="never collected by pytest-codeblocks alone"
print("one")
```

<!--pytest-codeblocks:cont-->

~~~python
print("two")
~~~

```python
--8<-- "good.py"
```

<!--pytest.mark.skip(reason="no such device")-->
```python
boom()
```

```bash
exit 1
```
"""


def make(root: Path, **files: str) -> Path:
    names = {name.replace("__", "/").replace("_md", ".md").replace("_py", ".py"): text for name, text in files.items()}
    write_files(root, {"mkdocs.yml": CONFIG, "snippets/good.py": "print(__name__)\n", **names})
    return root


def run(root: Path, *options: str) -> tuple[int, str]:
    done = python("-m", "pytest", "-p", "no:cacheprovider", "--codeblocks", "-v", "-rs", *options, cwd=root)
    return done.returncode, done.stdout


def test_each_program_is_an_item_named_by_page_line_and_snippet(tmp_path):
    code, out = run(make(tmp_path, docs__page_md=PAGE))
    assert code == 0, out
    assert "docs/page.md::line 3 PASSED" in out
    assert "docs/page.md::line 13 [snippets/good.py] PASSED" in out
    assert "docs/page.md::line 18 SKIPPED (no such device)" in out
    assert "2 passed, 1 skipped" in out


def test_failure_shows_page_line_and_traceback(tmp_path):
    page = "```python\ndef f():\n    return 1 / 0\n\n\nf()\n```\n"
    code, out = run(make(tmp_path, docs__page_md=page))
    assert code == 1
    assert "docs/page.md:6: ZeroDivisionError: division by zero" in out
    assert 'File "docs/page.md", line 3, in f' in out


def test_unseeded_output_fails_and_varies_exempts_its_own_block(tmp_path):
    roll = "import random\n\nprint(random.random())\n"
    page = f"```python\n{roll}```\n\n<!--varies-->\n```python\n{roll}```\n"
    code, out = run(make(tmp_path, docs__page_md=page))
    assert code == 1
    assert "1 failed, 1 passed" in out
    assert "docs/page.md:1: run as a plain script, the block prints something else" in out


def test_bad_page_fails_an_item_of_its_own(tmp_path):
    page = '```python\n--8<-- "god.py"\n```\n\n```python\nprint(1)\n```\n'
    code, out = run(make(tmp_path, docs__page_md=page))
    assert code == 1
    assert "docs/page.md:2: unknown snippet 'god.py', did you mean 'good.py'?" in out
    assert "1 failed, 1 passed" in out


def test_plain_files_go_through_codeblocks_and_no_other_markdown_does(tmp_path):
    block = "```python\nassert {}\n```\n"
    root = make(tmp_path, README_md=block.format(1), notes_md=block.format(0), docs__page_md=block.format(1))
    code, out = run(root)
    assert code == 0, out
    assert "README.md::line 1 PASSED" in out
    assert "notes.md" not in out
    assert "2 passed" in out


def test_without_the_option_nothing_is_collected(tmp_path):
    done = python("-m", "pytest", "-p", "no:cacheprovider", cwd=make(tmp_path, docs__page_md=PAGE))
    assert "no tests ran" in done.stdout


def test_one_item_runs_its_own_program_only(tmp_path):
    root = make(tmp_path, docs__page_md=PAGE)
    code, out = run(root, "docs/page.md::line 3")
    assert code == 0 and "1 passed" in out
    assert len(list((root / ".cache/academy").glob("*.json"))) == 1


def test_interrupted_tests_end_at_once_and_leave_no_process(tmp_path):
    page = f"```python\nimport time\n\nopen({str(tmp_path / 'started')!r}, 'w').close()\ntime.sleep(80)\n```\n\n"
    root = make(tmp_path, docs__page_md=page * 4)
    write_files(root, {"mkdocs.yml": "site_name: Mini\nplugins: {academy: {seconds: 90}}\n"})
    tests = start_python("-m", "pytest", "-p", "no:cacheprovider", "--codeblocks", cwd=root)
    wait_for((tmp_path / "started").exists)
    family = [tests, *tests.children(recursive=True)]
    tests.send_signal(signal.SIGINT)
    _, alive = psutil.wait_procs(family, timeout=40)  # long before the programs would end by themselves
    assert not alive


def test_pages_are_collected_through_a_link_to_the_site(tmp_path):
    make(tmp_path / "real", docs__page_md=PAGE, **{"pytest.ini": "[pytest]\n"})
    (tmp_path / "link").symlink_to("real")
    code, out = run(tmp_path, str(tmp_path / "link/docs"))
    assert code == 0, out
    assert "2 passed, 1 skipped" in out


@pytest.mark.parametrize("plugins", ["{search: {}, academy: {seconds: 0.5}}", "[search, academy: {seconds: 0.5}]"])
def test_options_hold_in_each_form_of_the_plugins(tmp_path, plugins):
    root = make(tmp_path, docs__page_md="```python\nimport time\n\ntime.sleep(60)\n```\n")
    write_files(root, {"mkdocs.yml": f"site_name: Mini\nplugins: {plugins}\n"})
    code, out = run(root)
    assert code == 1
    assert "the program still ran after 0.5 s" in out


def test_docs_elsewhere_are_refused(tmp_path):
    root = make(tmp_path / "root")
    write_files(tmp_path, {"root/mkdocs.yml": f"{CONFIG}docs_dir: ../docs\n", "docs/index.md": PAGE})
    message = "expected docs_dir below the folder of mkdocs.yml, found '../docs'"
    for command in (["pytest", "--codeblocks"], ["mkdocs", "build"], ["academy", "programs"]):
        done = python("-m", *command, cwd=root)
        assert done.returncode != 0
        assert message in done.stderr and "Traceback" not in done.stderr
