"""Every bad input that an author can write: it ends the build with its place and a way out, and harms nothing."""

import os
import re
import signal
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from mini import MKDOCS, Files, make_settings, python, start_python, try_to_build, wait_for, write_files

from academy.settings import Settings

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Bad:
    """A page with one mistake, the line that is to be named, and parts of what is to be said."""

    page: str
    line: int
    said: tuple[str, ...]
    snippets: Files = field(default_factory=dict)


def fence(code: str, above: str = "") -> str:
    return f"{above}```python\n{code}\n```\n"


def embed(path: str) -> str:
    return fence(f'--8<-- "{path}"')


CONT = "<!--pytest-codeblocks:cont-->\n"
XFAIL = "<!--pytest.mark.xfail(raises=ValueError)-->\n"
PINNED = "<!--pytest-codeblocks:expected-output-->\n```text\nlos: 1\n```\n"
GOOD = fence("print('good')")

BAD = {
    "unknown snippet": Bad(embed("shapess.py"), 2, ("unknown snippet 'shapess.py', did you mean 'shapes.py'?",)),
    "unknown cell": Bad(
        embed("shapes.py:frist"),
        2,
        ("unknown cell 'frist' of snippets/shapes.py, did you mean 'first'?", "first, last"),
    ),
    "path with two dots": Bad(
        embed("../secret.py"), 2, ("the path '../secret.py' leaves snippets/", "below snippets/")
    ),
    "absolute path": Bad(embed("/etc/passwd"), 2, ("the path '/etc/passwd' leaves snippets/", "by a plain path")),
    "symlink out of snippets": Bad(embed("link.py"), 2, ("the path 'link.py' leaves snippets/", "below snippets/")),
    "snippet not UTF-8": Bad(
        embed("latin.py"), 2, ("not UTF-8", "(snippets/latin.py:2)", "save it as UTF-8"), {"latin.py": b"#\n'\xe4'\n"}
    ),
    "bad cell name": Bad(
        embed("named.py:one"),
        2,
        ("expected '# %% name' at the line's start, found '# %% Two words'", "(snippets/named.py:3)", "a-z, 0-9 and -"),
        {"named.py": "# %% one\nx = 1\n# %% Two words\n"},
    ),
    "indented cell marker": Bad(
        embed("indented.py:one"),
        2,
        ("found '    # %% two'", "(snippets/indented.py:3)"),
        {"indented.py": "# %% one\nif True:\n    # %% two\n    pass\n"},
    ),
    "repeated cell name": Bad(
        embed("twice.py:one"),
        2,
        ("the cell name 'one' is taken", "(snippets/twice.py:3)", "use another name"),
        {"twice.py": "# %% one\nx = 1\n# %% one\n"},
    ),
    "cells out of file order": Bad(
        embed("shapes.py:last") + "\n" + embed("shapes.py:first"),
        6,
        ("the cell 'first' runs before one that the page shows above it", "show cells in file order"),
    ),
    "snippet shown whole and by cell": Bad(
        embed("mixed.py") + "\n" + embed("mixed.py:one"),
        2,
        ("snippets/mixed.py is shown whole here and by cell at docs/snippet-shown-whole-and-by-cell.md:5", "one way"),
        {"mixed.py": "# %% one\nx = 1\n# %% two\nprint(x)\n"},
    ),
    "syntax error": Bad(
        fence("x = 1\nprint(x"), 3, ("SyntaxError: '(' was never closed", "print(x", "whole by itself")
    ),
    "syntax error of the compiler": Bad(fence("return 1"), 2, ("SyntaxError: 'return' outside function", "whole")),
    "syntax error in a snippet": Bad(
        embed("wrong.py"),
        2,
        ("SyntaxError", "(snippets/wrong.py:2)", "whole by itself"),
        {"wrong.py": "x = 1\ny = = 2\n"},
    ),
    "exception": Bad(
        fence("def f():\n    return {}['key']\n\nf()"),
        5,
        ("KeyError: 'key'", 'File "docs/exception.md", line 3, in f', "<!--pytest.mark.xfail(raises=KeyError)-->"),
    ),
    "exception in a snippet": Bad(
        embed("raising.py"),
        2,
        ("ZeroDivisionError: division by zero", "(snippets/raising.py:2)", "raises=ZeroDivisionError"),
        {"raising.py": "x = 0\nprint(1 / x)\n"},
    ),
    "expected failure that does not fail": Bad(
        fence("print(1)", XFAIL), 2, ("expected ValueError, but the block ran to its end", "take out xfail")
    ),
    "expected failure of another type": Bad(
        fence("int([])", XFAIL), 3, ("expected ValueError, found TypeError: int() argument", "raises=TypeError")
    ),
    "block after an expected failure": Bad(
        fence("int('x')", XFAIL) + "\n" + fence("print(1)", CONT),
        7,
        ("the program ended in the expected failure on line 2",),
    ),
    "cell after an expected failure": Bad(
        XFAIL + embed("ending.py:fails"),
        2,
        ("code follows the expected failure", "(snippets/ending.py:4)", "a snippet of its own"),
        {"ending.py": "# %% fails\nint('x')\n# %% never\nprint(1)\n"},
    ),
    "pinned output that differs": Bad(
        fence("print('loss: 1')") + "\n" + PINNED,
        6,
        ("the pinned output differs", "-los: 1", "+loss: 1", "write what the run printed"),
    ),
    "cont with nothing above": Bad(fence("print(1)", CONT), 2, ("no python block stands above", "take out 'cont'")),
    "cont after an embed": Bad(
        embed("whole.py") + "\n" + fence("print(1)", CONT), 6, ("an embed cannot be continued", "as a cell of its own")
    ),
    "unknown directive": Bad(
        fence("print(1)", "<!--pytest.mark.slow-->\n"), 1, ("unknown directive 'pytest.mark.slow'", "pytest.mark.skip")
    ),
    "misspelt directive": Bad(
        fence("print(1)", "<!--varis-->\n"), 1, ("unknown directive 'varis', did you mean 'varies'?",)
    ),
    "unattached directive": Bad(
        GOOD + "\n<!--varies-->\n\nProse.\n", 5, ("this directive has no block", "directly above its fence")
    ),
    "figure without a text": Bad(
        fence("import matplotlib.pyplot as plt\nplt.plot([1, 2])"),
        1,
        ("expected a text for each figure, found 0 for 1", "<!--alt: "),
    ),
    "last expression": Bad(
        fence("x = [1]\nx[0]"), 3, ("nothing would show this last expression", "write print(x[0]), or take it out")
    ),
    "unclosed fence": Bad("```python\nprint(1)\n", 1, ("unclosed fence", "close it with ```")),
    "endless loop": Bad(fence("while True:\n    pass"), 1, ("the program still ran after 3 s", "`seconds`")),
    "endless loop in a cell": Bad(
        embed("endless.py:loop"),
        1,
        ("the program still ran after 3 s (snippets/endless.py:4)", "`seconds`"),
        {"endless.py": "x = 1\n\n# %% loop\nwhile x:\n    pass\n"},
    ),
    "sys.exit": Bad(fence("import sys\n\nsys.exit(0)"), 4, ("SystemExit: 0", "let the block run to its end")),
    "os._exit": Bad(
        fence("import os\n\nos._exit(0)"), 1, ("the program ended itself (exit code 0)", "let the block run to its end")
    ),
    "killed by a signal": Bad(
        fence("import os, signal\n\nos.kill(os.getpid(), signal.SIGSEGV)"),
        1,
        ("the program was killed by SIGSEGV", "run the code by hand"),
    ),
    "input": Bad(fence("name = input('name? ')"), 2, ("EOFError: EOF when reading a line", "no keyboard")),
    "child left behind": Bad(
        fence("import subprocess\n\nsubprocess.Popen(['sleep', '60'])"),
        1,
        ("the program left 1 process running", "wait for every process"),
    ),
    "output without end": Bad(
        fence("while True:\n    print('x' * 99)"), 1, ("the program printed more than 0.0625 MiB", "`output_mib`")
    ),
    "memory without end": Bad(
        fence("held = []\nwhile True:\n    held.append(bytearray(2**24))"),
        1,
        ("the program used more than 614.4 MiB of memory", "`memory_gib`"),
    ),
}
SHARED: Files = {"shapes.py": "# %% first\nx = 1\n# %% last\ny = 2\n", "whole.py": "x = 1\n"}


SOONER = MKDOCS.replace("seconds: 6", "seconds: 3")  # two of the programs never end


def page_of(name: str) -> str:
    return re.sub(r"\W", "-", name) + ".md"


def make_bad_site(root: Path, *names: str) -> Settings:
    """The settings of a site with a good page and these mistakes, each on a page of its own."""
    snippets = SHARED | {file: content for name in names for file, content in BAD[name].snippets.items()}
    pages = {page_of(name): BAD[name].page for name in names}
    settings = make_settings(root, {"index.md": GOOD, **pages}, snippets)
    write_files(root, {"secret.py": "print('secret')\n", "mkdocs.yml": SOONER})
    os.symlink("../secret.py", settings.snippets / "link.py")
    return settings


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a folder without what is kept there, by their paths."""
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: content for name, content in files.items() if not name.startswith(".cache/")}


@dataclass(frozen=True)
class Ended:
    """A build that ended with the mistakes of its site."""

    code: int
    said: str
    before: dict[str, bytes]
    after: dict[str, bytes]

    def problems(self, name: str) -> list[str]:
        """What it said of the page with this mistake."""
        parts = self.said.split(" in the lessons:\n\n")[1].split("\n\n")
        return [part for part in parts if part.startswith(f"docs/{page_of(name)}:")]


@pytest.fixture(scope="module")
def ended(tmp_path_factory) -> Ended:
    """The build of the site with every mistake, over an old site."""
    root = make_bad_site(tmp_path_factory.mktemp("bad").resolve(), *BAD).root
    write_files(root / "site", {"index.html": "the old site", "a/b.html": "of old"})
    before = tree(root)
    return Ended(*try_to_build(root), before, tree(root))


def assert_said(name: str, text: str) -> None:
    """The text has `page:line:`, all parts of the message, and an advice."""
    assert f"docs/{page_of(name)}:{BAD[name].line}: " in text
    for part in BAD[name].said:
        assert part in text
    assert "    -> " in text or "did you mean" in text


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_said_alone_with_its_place_and_a_way_out(name, ended):
    (problem,) = ended.problems(name)
    assert_said(name, problem)


def test_build_reports_every_mistake_of_the_site_and_leaves_the_old_one(ended):
    assert ended.code != 0
    assert f"{len(BAD)} problems in the lessons:\n\n" in ended.said
    assert ended.after == ended.before


@pytest.mark.parametrize("name", ["unknown snippet", "exception"])
def test_build_with_one_mistake_reports_it_and_writes_nothing(name, tmp_path):
    root = make_bad_site(tmp_path.resolve(), name).root
    code, said = try_to_build(root)
    assert code != 0
    assert "1 problem in the lessons:\n\n" in said
    assert_said(name, said)
    assert sorted(path.name for path in root.iterdir()) == [".cache", "docs", "mkdocs.yml", "secret.py", "snippets"]


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_build_that_is_ended_leaves_no_process_and_the_old_site(ending, tmp_path):
    root = tmp_path.resolve()
    begin = f"import os, time\nopen({str(root)!r} + f'/{{os.getpid()}}.started', 'w').close()\ntime.sleep(80)"
    cores = os.cpu_count() or 1
    settings = make_settings(root, (fence(begin) + "\n") * (2 * cores))
    write_files(root, {"site/index.html": "the old site", "mkdocs.yml": MKDOCS.replace("seconds: 6", "seconds: 90")})
    build = start_python("-m", "mkdocs", "build", cwd=root)
    wait_for(lambda: list(root.glob("*.started")))
    family = [build, *build.children(recursive=True)]
    build.send_signal(ending)
    _, alive = psutil.wait_procs(family, timeout=40)  # long before the program would end by itself
    assert not alive
    assert len(list(root.glob("*.started"))) <= cores
    assert tree(settings.root / "site") == {"index.html": b"the old site"}


def test_test_run_fails_for_every_mistake(tmp_path):
    settings = make_bad_site(tmp_path.resolve(), *BAD)
    write_files(settings.root, {"pytest.ini": "[pytest]\n"})
    tested = python("-m", "pytest", "--codeblocks", "-q", "-p", "no:cacheprovider", "docs", cwd=settings.root)
    assert tested.returncode == 1
    failed = set(re.findall(r"^FAILED docs/(\S+\.md)::", tested.stdout, re.MULTILINE))
    assert failed == {page_of(name) for name in BAD}
    for name in BAD:
        assert f"\ndocs/{page_of(name)}:{BAD[name].line}: " in tested.stdout
