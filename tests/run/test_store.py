"""What makes a program run again and what does not; that the store never lies and never stands in the way."""

import dataclasses
import itertools
import os
import pickle
import py_compile
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from mini import LIMITS, MKDOCS, problems_of, program, python, ran, started, write_files

import academy
from academy import store as stored
from academy.mkdocs.config import read_settings
from academy.page.blocks import Inline
from academy.program import Conditions, Limits, Part, Program, Skip
from academy.recording import Breach, environment
from academy.run import client
from academy.store import Store, engine_hash

PAGE = """\
# A page

Some prose.

```python
print("one")
```

```python
--8<-- "deep/main.py"
```
"""
SNIPPETS = {
    "deep/main.py": "import helper\nprint(helper.text())\n",
    "deep/helper.py": (
        "from pathlib import Path\nimport deepest\n\n\n"
        "def text():\n    return deepest.number, (Path(__file__).parent / 'data.csv').read_text()\n"
    ),
    "deep/deepest.py": "number = 1\n",
    "deep/data.csv": "1,2\n",
}
INLINE, SNIPPET = "docs/index.md:5", "snippets/deep/main.py"


@pytest.fixture
def site(make_site):
    """The settings of a mini-site whose programs are all in its store."""
    settings = make_site(PAGE, SNIPPETS)
    assert ran_now(settings) == [INLINE, SNIPPET]
    return settings


def ran_now(settings) -> list[str]:
    build = started(settings)
    assert problems_of(build) == ""
    return ran(build)


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        PAGE.replace("Some prose", "Other prose"),
        PAGE.replace("Some prose.", "Some prose.\n\nIn more lines.\n"),
        PAGE.replace("```python\nprint", "<!--varies-->\n```python\nprint"),
        PAGE.replace("```python\nprint", "    ```pycon\n    >>> 1\n    ```\n\n```{.python title='one'}\nprint"),
        PAGE.replace(
            'print("one")\n```', 'print("one")\n```\n\n<!--pytest-codeblocks:expected-output-->\n```text\none\n```'
        ),
        PAGE + "\n```python\nprint('another')\n```\n",
    ],
    ids=["nothing", "a word", "its place", "varies", "how it is shown", "pinned output", "another program"],
)
def test_presentation_runs_no_known_program(page, site):
    write_files(site.docs, {"index.md": page})
    assert not {INLINE, SNIPPET} & set(ran_now(site)) - {"docs/index.md:16"}


def test_cell_that_is_shown_at_last_is_judged_as_one(make_site):
    cells = {"a.py": "# %% one\nx = 1\nx\n# %% two\nprint(x)\n"}
    settings = make_site('```python\n--8<-- "a.py:two"\n```\n', cells)
    assert ran_now(settings) == ["snippets/a.py"]
    write_files(settings.docs, {"other.md": '```python\n--8<-- "a.py:one"\n```\n'})
    assert "docs/other.md:2: nothing would show this last expression" in problems_of(started(settings))


def test_alt_and_raises_run_nothing(make_site):
    drawing = "```python\nimport matplotlib.pyplot as plt\nplt.plot([1])\n```\n"
    failing = "```python\nprint(1 / 0)\n```\n"
    alt, raises = "<!--alt: A line-->\n", "<!--pytest.mark.xfail(raises=ZeroDivisionError)-->\n"
    settings = make_site(alt + drawing + "\n" + raises + failing)
    assert len(ran_now(settings)) == 2
    write_files(settings.docs, {"index.md": alt.replace("line", "curve") + drawing + "\n" + raises + failing})
    assert ran_now(settings) == []
    write_files(settings.docs, {"index.md": drawing + "\n" + failing})
    build = started(settings)
    assert ran(build) == []
    assert "docs/index.md:1: expected a text for each figure" in problems_of(build)
    assert "docs/index.md:7: ZeroDivisionError" in problems_of(build)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("deep/main.py", "import helper\nprint(helper.text())  # changed\n"),
        ("deep/helper.py", SNIPPETS["deep/helper.py"] + "# changed\n"),
        ("deep/deepest.py", "number = 2\n"),
        ("deep/data.csv", "1,3\n"),
    ],
)
def test_changed_file_runs_the_program_that_reads_it(file, content, site):
    write_files(site.snippets, {file: content})
    assert ran_now(site) == [SNIPPET]
    assert ran_now(site) == []


@pytest.mark.parametrize("folder", ["site", "academy", ".venv"])
@pytest.mark.parametrize("file", ["helper.py", "deepest.py", "data.csv"])
def test_only_folders_of_the_root_are_ignored_by_their_names(folder, file, make_site):
    name = f"snippets/{folder}/main.py"
    files = {path.replace("deep/", f"{folder}/"): text for path, text in SNIPPETS.items()}
    settings = make_site(PAGE.replace("deep/", f"{folder}/"), files)
    assert ran_now(settings) == [INLINE, name]
    write_files(settings.snippets, {f"{folder}/{file}": files[f"{folder}/{file}"].replace("1", "2") + "\n"})
    assert ran_now(settings) == [name]


def test_what_lies_in_the_built_site_is_no_source(make_site):
    root = make_site("").root
    write_files(root, {"mkdocs.yml": MKDOCS + "site_dir: public/html\n"})
    write_files(root, {"public/html/a": "", "public/a": "", "site/a": "", ".cache/a": ""})
    code = f"for name in ('public/html', 'public', 'site', '.cache'): open(f'{root}/{{name}}/a')"
    reads = client.run(program(code), read_settings(root / "mkdocs.yml").conditions).reads
    assert [path for path, _ in reads] == ["public/a", "site/a"]


def test_module_with_compiled_form_is_known_by_its_source(make_site):
    settings = make_site(PAGE, SNIPPETS)
    py_compile.compile(str(settings.snippets / "deep/deepest.py"))
    py_compile.compile(str(settings.snippets / "deep/helper.py"))
    assert SNIPPET in ran_now(settings)
    os.utime(settings.snippets / "deep/deepest.py", (0, 0))  # still the same bytes
    assert ran_now(settings) == []
    write_files(settings.snippets, {"deep/deepest.py": "number = 22\n"})
    assert ran_now(settings) == [SNIPPET]


def test_file_that_appears_or_goes_runs_the_program(make_site):
    code = "```python\ntry:\n    print(open({!r}).read())\nexcept OSError:\n    print('none')\n```\n"
    settings = make_site("")
    file = settings.root / "notes.txt"
    write_files(settings.docs, {"index.md": code.format(str(file))})
    assert len(ran_now(settings)) == 1
    assert len(ran_now(settings)) == 0
    file.write_text("now")
    assert len(ran_now(settings)) == 1
    assert len(ran_now(settings)) == 0
    file.unlink()
    assert len(ran_now(settings)) == 1


@pytest.mark.parametrize(
    ("code", "file"),
    [
        ("print(sorted(path.name for path in folder.glob('*.csv')))", "data/more.csv"),
        ("import os\nprint(len(os.listdir(folder)))", "data/more.csv"),
        ("try:\n    import extra\nexcept ImportError:\n    print('no extra')", "extra.py"),
        ("try:\n    import extra.deeper\nexcept ImportError:\n    print('no extra')", "extra/__init__.py"),
        ("import sqlite3\n_ = sqlite3.connect(folder / 'a.db')", "data/a.db"),
        ("import subprocess\nsubprocess.run(['cat', folder / 'a.csv'])", "data/a.csv"),
    ],
)
def test_what_a_program_finds_otherwise_runs_it_again(code, file, make_site):
    code = f"from pathlib import Path\nfolder = Path(__file__).with_name('data')\n{code}\n"
    settings = make_site('```python\n--8<-- "a.py"\n```\n', {"a.py": code, "data/a.csv": "1", "data/a.db": ""})
    assert len(ran_now(settings)) == 1
    write_files(settings.snippets, {"other.py": ""})
    assert len(ran_now(settings)) == 0
    write_files(settings.snippets, {file: "2"})
    assert len(ran_now(settings)) == 1


def test_listing_by_a_snippet_is_no_import_whatever_its_folder_is_called(make_site):
    code = "import os\nprint(len(os.listdir(os.path.join(os.path.dirname(__file__), 'data'))))\n"
    files = {"importlib/a.py": code, "importlib/data/a.csv": ""}
    settings = make_site('```python\n--8<-- "importlib/a.py"\n```\n', files)
    assert len(ran_now(settings)) == 1
    write_files(settings.snippets, {"importlib/data/b.csv": ""})
    assert len(ran_now(settings)) == 1


def test_file_changed_while_the_program_ran_is_a_miss(make_site):
    """The recording keeps the hash of what was read, not of what stands there when it is stored."""
    settings = make_site(
        '```python\n--8<-- "a.py"\n```\n',
        {
            "data.txt": "old",
            "a.py": "from pathlib import Path\nfile = Path(__file__).with_name('data.txt')\n"
            "print(file.read_text())\nfile.write_text('new')\n",
        },
    )
    assert ran_now(settings) == ["snippets/a.py"]
    assert ran_now(settings) == ["snippets/a.py"]


def key(one: Program, limits: Limits = LIMITS) -> str:
    return stored.key(one, limits)


@pytest.mark.parametrize("limits", [Limits(seconds=29), Limits(memory=2**30), Limits(output=100)])
def test_other_limits_change_the_key(limits):
    assert key(program("print(1)"), limits) != key(program("print(1)"))


def test_limit_of_its_own_is_what_counts():
    own = dataclasses.replace(program("print(1)"), seconds=5.0)
    assert key(own) == key(program("print(1)"), Limits(seconds=5.0)) == key(own, Limits(seconds=9))


def test_directive_that_skips_changes_the_key():
    plain = program("print(1)")
    keys = {
        key(dataclasses.replace(plain, parts=(Part(1, 2, skip=skip),)))
        for skip in (None, Skip("no GPU"), Skip("no time"), Skip("no GPU", "sys.platform == 'win32'"))
    }
    assert len(keys) == 4


def test_source_name_and_cells_change_the_key_and_the_expected_failure_does_not():
    plain = program("print(1)", "print(2)")
    keys = [
        key(plain),
        key(program("print(1)", "print(3)")),
        key(program("print(1)", "print(2)", name="docs/other.md")),
        key(dataclasses.replace(plain, parts=(Part(1, 3),))),
    ]
    assert len(set(keys)) == 4
    assert key(dataclasses.replace(plain, parts=(Part(1, 2), Part(2, 3, raises="ValueError")))) == keys[0]


@pytest.mark.parametrize("name", ["python", "system", "device", "torch", "numpy", "matplotlib"])
def test_version_and_device_change_the_key(name, monkeypatch):
    before = key(program("print(1)"))
    other = tuple((one, "other" if one == name else version) for one, version in environment())
    assert other != environment()
    monkeypatch.setattr(stored, "environment", lambda: other)
    assert key(program("print(1)")) != before


def test_engine_changes_the_key(monkeypatch):
    before = key(program("print(1)"))
    monkeypatch.setattr(stored, "engine_hash", lambda: "other")
    assert key(program("print(1)")) != before


ENGINE = Path(academy.__file__).parent
CONTRACT = ("program.py", "recording.py")
ROOM = tuple(f"run/{path.name}" for path in sorted((ENGINE / "run").iterdir()) if path.is_file())


@pytest.mark.parametrize("file", [None, *CONTRACT, *ROOM])
def test_any_file_that_decides_how_a_program_runs_changes_the_hash_of_the_engine(file, tmp_path):
    for name in (*CONTRACT, *ROOM):
        content = (ENGINE / name).read_bytes()
        write_files(tmp_path, {name: content + b"\n" if name == file else content})
    assert (engine_hash(tmp_path) == engine_hash()) == (file is None)


def test_no_other_file_of_the_engine_runs_programs(tmp_path):
    modules = [f"academy.{name.removesuffix('.py').replace('/', '.')}" for name in ROOM if name.endswith(".py")]
    code = "import sys, importlib\nfor name in sys.argv[1:]: importlib.import_module(name)\n"
    code += "print(*(name for name in sys.modules if name.partition('.')[0] == 'academy'))"
    found = set(python("-c", code, *modules, cwd=tmp_path).stdout.split())
    assert found - {*modules} == {"academy", "academy.run", "academy.program", "academy.recording"}


def test_pickled_recording_is_equal(run_code):
    recording = run_code("import matplotlib.pyplot as plt\nplt.plot([1])", "1 / 0")
    assert recording.parts[0].pictures and recording.parts[1].failure
    broken = dataclasses.replace(recording, breach=Breach("exit", 3), reads=(("docs/a.csv", None),))
    for one in (recording, broken):
        assert pickle.loads(pickle.dumps(one)) == one


def test_condition_on_the_system_is_asked_again(make_site):
    skip = '<!--pytest.mark.skipif("ACADEMY_TEST" in os.environ, reason="x")-->\n'
    settings = make_site(skip + "```python\nprint(1)\n```\n")
    assert len(ran_now(settings)) == len(ran_now(settings)) == 1


def test_damaged_recording_is_a_miss(run_code, tmp_path):
    code, store = program("print('x')"), Store(tmp_path / "store", Conditions(tmp_path))
    recording = run_code("print('x')")
    store.put(code, recording)
    (file,) = store.folder.iterdir()
    whole = file.read_bytes()
    assert store.get(code) == recording
    for at in itertools.chain(range(0, 80), range(80, len(whole), 31), [len(whole) - 1]):
        file.write_bytes(whole[:at])
        assert store.get(code) is None, f"cut at {at}"
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        assert store.get(code) is None, f"flipped at {at}"
    for other in (b"", b"\n", b"[]", b"\xff\xfe", whole + b" "):
        file.write_bytes(other)
        assert store.get(code) is None


def test_folder_in_the_place_of_a_recording_is_a_miss(tmp_path):
    store = Store(tmp_path / "store", Conditions(tmp_path))
    (store.folder / f"{key(program('print(1)'))}.recording").mkdir(parents=True)
    assert store.get(program("print(1)")) is None


def test_failures_are_not_kept(make_site):
    bad = "```python\nprint(1)\nprint(1 / 0)\n```\n\n```python\nimport os\nos._exit(0)\n```\n\n"
    bad += "<!--pytest.mark.xfail(raises=ValueError)-->\n```python\nprint(3)\n```\n"
    settings = make_site(bad)
    for _ in range(2):
        build = started(settings)
        assert problems_of(build).startswith("3 problems")
        assert len(ran(build)) == 3
    assert not settings.store.exists() or not list(settings.store.iterdir())


def test_recording_of_another_environment_is_refused(make_site, monkeypatch):
    settings = make_site(PAGE, SNIPPETS)
    there = dict(environment()) | {"torch": "1.0", "device": "cuda"}
    monkeypatch.setattr(client, "environment", lambda: tuple(there.items()))
    with pytest.raises(
        client.RunError, match=r"^docs/index.md:5 ran on a machine with device cuda instead of .*torch 1.0"
    ):
        started(settings).check()
    assert not list(settings.store.glob("*.recording"))


def test_report_that_fails_takes_no_outcome_away(make_site):
    def report(done: int, total: int, text: str) -> None:
        if done:
            raise OSError("nobody listens")

    build = started(make_site("```python\nprint(1)\n```\n"), report)
    assert problems_of(build) == ""
    assert [outcome.result().recording.parts[0].stdout for outcome in build.outcomes.values()] == ["1\n"]


def test_store_that_cannot_be_written_is_said_and_breaks_nothing(make_site):
    settings = make_site(PAGE, SNIPPETS)
    write_files(settings.root, {".cache/academy": "a file in the store's place"})
    said = []
    build = started(settings, lambda done, total, text: said.append(text))
    assert problems_of(build) == ""
    assert build.outcome(Inline("docs/index.md", 5)).recording.parts[0].stdout == "one\n"
    assert sum("cannot keep it" in text for text in said) == 2
    assert ran_now(settings) == [INLINE, SNIPPET]


def test_full_disk_leaves_no_torn_recording(run_code, tmp_path, monkeypatch):
    store, recording = Store(tmp_path / "store", Conditions(tmp_path)), run_code("print(1)")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        store.put(program("print(1)"), recording)
    assert list(store.folder.iterdir()) == []


def test_two_builds_may_write_at_once(run_code, tmp_path):
    code, recording = program("print('x')"), run_code("print('x')")
    store = Store(tmp_path / "store", Conditions(tmp_path))

    def work(_):
        store.put(code, recording)
        return store.get(code)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(200))) == [recording] * 200
    assert len(list(store.folder.iterdir())) == 1


def test_deleted_store_only_costs_time(site):
    shutil.rmtree(site.store)
    assert ran_now(site) == [INLINE, SNIPPET]
