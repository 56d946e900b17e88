"""pytest on a mini-site, run as its authors would."""

import contextlib
import signal
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from mini import python, start_python, try_to_build, wait_for, write_files

from academy.__main__ import main
from academy.run import client

pytestmark = pytest.mark.slow

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
HEADER = "academy: the pages of this site are tested with --codeblocks; set it in addopts"
QUIET = ["-p", "no:cacheprovider", "-p", "no:faulthandler", "-s"]  # all that pytest would change of this process


def make(root: Path, **files: str) -> Path:
    names = {name.replace("__", "/").replace("_md", ".md").replace("_py", ".py"): text for name, text in files.items()}
    write_files(root, {"mkdocs.yml": CONFIG, "snippets/good.py": "print(__name__)\n", **names})
    return root


@pytest.fixture
def run(capsys, monkeypatch) -> Callable[..., tuple[int, str]]:
    """A function that runs pytest in a folder, in this process, and gives its exit status and what it said.

    It leaves the servers of this process to the other tests.
    """
    monkeypatch.setattr(client, "stop", lambda: None)

    def run_it(root: Path, *options: str) -> tuple[int, str]:
        with contextlib.chdir(root):
            code = pytest.main([*QUIET, *options])
        return code, "".join(capsys.readouterr())

    return run_it


@pytest.fixture
def check(run) -> Callable[..., tuple[int, str]]:
    """The same with the blocks of the pages, one line for each."""
    return lambda root, *options: run(root, "--codeblocks", "-v", "-rs", *options)


def test_each_program_is_an_item_named_by_page_line_and_snippet(tmp_path, check):
    code, out = check(make(tmp_path, docs__page_md=PAGE))
    assert code == 0, out
    assert "docs/page.md::line 3 PASSED" in out
    assert "docs/page.md::line 13 [snippets/good.py] PASSED" in out
    assert "docs/page.md::line 18 SKIPPED (no such device)" in out
    assert "2 passed, 1 skipped" in out
    assert HEADER not in out


def test_failure_shows_page_line_and_traceback(tmp_path, check):
    page = "```python\ndef f():\n    return 1 / 0\n\n\nf()\n```\n"
    code, out = check(make(tmp_path, docs__page_md=page))
    assert code == 1
    assert "docs/page.md:6: ZeroDivisionError: division by zero" in out
    assert 'File "docs/page.md", line 3, in f' in out


def test_unseeded_output_fails_and_varies_exempts_its_own_block(tmp_path, check):
    roll = "import random\n\nprint(random.random())\n"
    page = f"```python\n{roll}```\n\n<!--varies-->\n```python\n{roll}```\n"
    code, out = check(make(tmp_path, docs__page_md=page))
    assert code == 1
    assert "1 failed, 1 passed" in out
    assert "docs/page.md:1: run as a plain script, the block prints something else" in out


PUBLISHED = "with open(__file__, encoding='utf-8') as file:\n    print(len(file.read()))\n"


@pytest.mark.parametrize("code", [PUBLISHED, "import sys\n\nprint(sys._getframe().f_lineno)\n"])
def test_published_file_that_does_something_else_fails_with_the_line_of_the_page(tmp_path, code, check):
    """The second run takes that file, whose lines have other numbers."""
    code, out = check(make(tmp_path, docs__page_md=f"# A page\n\nText.\n\n```python\n{code}```\n"))
    assert code == 1
    assert "docs/page.md:5: run as a plain script, the block prints something else" in out


@pytest.mark.parametrize("print_it", ["traceback.print_exc()", "warnings.warn('x')", "logging.warning('x')"])
def test_published_file_that_tells_its_own_lines_passes(tmp_path, print_it, check):
    code = f"import logging, traceback, warnings\nlogging.basicConfig(format='%(filename)s:%(lineno)d')\n{print_it}\n"
    code, out = check(make(tmp_path, docs__page_md=f"# A page\n\nText.\n\n```python\n{code}```\n"))
    assert code == 0, out


def test_bad_page_fails_an_item_of_its_own(tmp_path, check):
    page = '```python\n--8<-- "god.py"\n```\n\n```python\nprint(1)\n```\n'
    code, out = check(make(tmp_path, docs__page_md=page))
    assert code == 1
    assert "docs/page.md:2: unknown snippet 'god.py', did you mean 'good.py'?" in out
    assert "1 failed, 1 passed" in out


def test_program_of_a_block_with_a_mistake_fails_too(tmp_path, check):
    page = '```python hl_lines="9"\nprint(1)\n```\n\n```python\nprint(2)\n```\n'
    code, out = check(make(tmp_path, docs__page_md=page))
    assert code == 1
    assert out.count("docs/page.md:1: hl_lines names line 9 of a block of 1") == 2
    assert "2 failed, 1 passed" in out


def test_plain_files_go_through_codeblocks_and_no_other_markdown_does(tmp_path, check):
    block = "```python\nassert {}\n```\n"
    code, out = check(
        make(tmp_path, README_md=block.format(1), notes_md=block.format(0), docs__page_md=block.format(1))
    )
    assert code == 0, out
    assert "README.md::line 1 PASSED" in out
    assert "notes.md" not in out
    assert "2 passed" in out


def test_one_item_runs_its_own_program_only(tmp_path, check):
    root = make(tmp_path, docs__page_md=PAGE)
    code, out = check(root, "docs/page.md::line 3")
    assert code == 0 and "1 passed" in out
    assert len(list((root / ".cache/academy").glob("*.recording"))) == 1


def test_listing_of_the_items_runs_none(tmp_path, check):
    root = make(tmp_path, docs__page_md=PAGE)
    code, out = check(root, "--collect-only")
    assert code == 0 and "3 tests collected" in out
    assert not (root / ".cache").exists()


def test_pages_are_collected_through_a_link_to_the_site(tmp_path, check):
    make(tmp_path / "real", docs__page_md=PAGE, **{"pytest.ini": "[pytest]\n"})
    (tmp_path / "link").symlink_to("real")
    code, out = check(tmp_path, str(tmp_path / "link/docs"))
    assert code == 0, out
    assert "2 passed, 1 skipped" in out


@pytest.mark.parametrize("plugins", ["{search: {}, academy: {seconds: 0.5}}", "[search, academy: {seconds: 0.5}]"])
def test_options_hold_in_each_form_of_the_plugins(tmp_path, plugins, check):
    root = make(tmp_path, docs__page_md="```python\nimport time\n\ntime.sleep(60)\n```\n")
    write_files(root, {"mkdocs.yml": f"site_name: Mini\nplugins: {plugins}\n"})
    code, out = check(root)
    assert code == 1
    assert "the program still ran after 0.5 s" in out


def test_docs_elsewhere_are_refused(tmp_path, check, capsys):
    root = make(tmp_path / "root")
    write_files(tmp_path, {"root/mkdocs.yml": f"{CONFIG}docs_dir: ../docs\n", "docs/index.md": PAGE})
    with contextlib.chdir(root):
        listed = main(["programs"]), capsys.readouterr().err
    for code, said in (listed, check(root), try_to_build(root)):
        assert code != 0
        assert "expected docs_dir below the folder of mkdocs.yml, found '../docs'" in said
        assert "Traceback" not in said


def test_answers_to_a_question_are_run_and_compared_with_each_other(tmp_path, check):
    page = "# A page\n\n<!--ask: What?-->\n<!--option: good.py | why-->\n```python\nprint({})\n```\n\n<!--/ask-->\n"
    code, out = check(make(tmp_path, docs__page_md=page.format("1")))
    assert code == 0 and "page.md::line 4 [snippets/good.py] PASSED" in out
    code, out = check(make(tmp_path, docs__page_md=page.format("__name__")), "docs/page.md::line 5")
    assert code == 1 and "docs/page.md:4: this answer is that of the block of line 5" in out


@pytest.mark.parametrize(
    "option", ["seconds: fast", "seconds: 0", "seconds: true", "memory_gib: -1", "output_mib: [1]"]
)
def test_option_that_is_no_limit_is_refused_by_its_name(tmp_path, option, check, capsys):
    root = make(tmp_path, docs__page_md=PAGE)
    write_files(root, {"mkdocs.yml": f"site_name: Mini\nplugins: [academy: {{{option}}}]\n"})
    with contextlib.chdir(root):
        listed = main(["programs"]), capsys.readouterr().err
    for code, said in (listed, check(root)):
        assert code != 0
        assert f"mkdocs.yml: expected a number above 0 as `{option.partition(':')[0]}` of the plugin academy" in said
    assert try_to_build(root)[0] != 0


@pytest.mark.parametrize("config", ["plugins: [academy\n", "a: b: c\n", "\tplugins: x\n", "- academy\n"])
def test_configuration_that_cannot_be_read_is_one_sentence(tmp_path, config, check):
    root = make(tmp_path, docs__page_md=PAGE)
    write_files(root, {"mkdocs.yml": config})
    code, said = check(root)
    assert code == pytest.ExitCode.USAGE_ERROR
    assert "mkdocs.yml" in said and "INTERNALERROR" not in said and "Traceback" not in said


@pytest.mark.parametrize("name", ["mkdocs.en.yml", "mkdocs.yaml", "mkdocs.de.insiders.yml"])
def test_site_with_another_name_is_found(tmp_path, name, check):
    root = make(tmp_path, docs__page_md=PAGE)
    (root / "mkdocs.yml").rename(root / name)
    write_files(root, {"mkdocs.old.yml": "site_name: Other\n"})
    code, out = check(root)
    assert code == 0 and "2 passed" in out


def test_several_sites_in_one_folder_are_refused(tmp_path, check):
    root = make(tmp_path, docs__page_md=PAGE)
    (root / "mkdocs.yml").rename(root / "mkdocs.en.yml")
    write_files(root, {"mkdocs.de.yml": CONFIG})
    code, out = check(root)
    assert code == pytest.ExitCode.USAGE_ERROR
    assert "expected one site, found mkdocs.de.yml and mkdocs.en.yml: put each into a folder of its own" in out


def test_without_pytest_codeblocks_nothing_is_collected(tmp_path):
    done = python("-m", "pytest", "-p", "no:codeblocks", cwd=make(tmp_path, docs__page_md=PAGE))
    assert done.returncode == pytest.ExitCode.NO_TESTS_COLLECTED
    assert HEADER in done.stdout and "INTERNALERROR" not in done.stdout + done.stderr


# ---------------------------------------------------------------------------- without the option


@pytest.mark.parametrize("options", [[], ["-q"], ["-qq", "docs"]])
def test_without_the_option_nothing_is_collected_and_one_line_says_why(tmp_path, run, options):
    code, out = run(make(tmp_path, docs__page_md=PAGE), *options)
    assert code == pytest.ExitCode.NO_TESTS_COLLECTED
    assert out.splitlines().count(HEADER) == 1


@pytest.mark.parametrize("config", ["INHERIT: ../gone.yml\n", "theme: {icon: !!python/name:no.such.module ''}\n"])
def test_header_follows_no_other_file_and_imports_nothing(tmp_path, run, config):
    write_files(tmp_path, {"mkdocs.yml": f"{config}plugins: [academy]\n"})
    code, out = run(tmp_path)
    assert code == pytest.ExitCode.NO_TESTS_COLLECTED
    assert HEADER in out.splitlines() and "INTERNALERROR" not in out


@pytest.mark.parametrize(
    "config",
    [
        None,
        "",
        "site_name: Mini\n",
        "site_name: Mini\nplugins: [search]\n",
        "site_name: Mini\nplugins: {search: {lang: en}}\n",
        "plugins: [academy\n",
        "- academy\n",
        "academy\n",
        "plugins: 1\n",
    ],
)
def test_header_of_another_project_says_nothing(tmp_path, run, config):
    """The plugin is installed for all projects of its environment; none ends by it."""
    write_files(tmp_path, {"page.md": PAGE} | ({} if config is None else {"mkdocs.yml": config}))
    code, out = run(tmp_path)
    assert code == pytest.ExitCode.NO_TESTS_COLLECTED
    assert "academy:" not in out and "INTERNALERROR" not in out


# ---------------------------------------------------------------------------- as a process


def test_pages_of_a_site_are_tested_by_the_installed_plugin(tmp_path):
    root = make(tmp_path, docs__page_md=PAGE)
    done = python("-m", "pytest", "-p", "no:cacheprovider", "--codeblocks", cwd=root)
    assert done.returncode == 0
    assert "2 passed, 1 skipped" in done.stdout


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
