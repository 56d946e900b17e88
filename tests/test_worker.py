"""What a program is, and what one that breaks its limits gets. The oracle is `python script.py` itself."""

import contextlib
import copy
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil
import pytest
from conftest import LIMITS, ROOT, SHORT, python, start_python, wait_for, write_files

from academy import run, worker
from academy.parse import Part, Program
from academy.recording import Recording
from academy.settings import Limits, Settings

SCRIPTS = {
    "names": """
        print(__name__, __doc__, [name for name in dir() if not name.startswith("__")])
        import sys
        print(sys.argv[0].endswith(__file__.rpartition("/")[2]), sys.modules["__main__"].__file__ == __file__)
    """,
    "source": """
        import inspect
        class Net:
            def forward(self):
                return 1  # a comment that only the source has
        print(inspect.getsource(Net), inspect.getsource(Net.forward))
    """,
    "pickle": """
        import pickle
        class Point:
            x = 1
        print(pickle.loads(pickle.dumps(Point())).x, Point.__module__)
    """,
    "fork": """
        import multiprocessing
        def square(x):
            return x * x
        if __name__ == "__main__":
            with multiprocessing.get_context("fork").Pool(2) as pool:
                print(pool.map(square, range(4)))
    """,
    "spawn": """
        import multiprocessing
        def square(x):
            print("in the child", x, flush=True)
            return x * x
        if __name__ == "__main__":
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                print(pool.map(square, range(2)))
    """,
    "stdin": """
        import sys
        print(repr(sys.stdin.read()), repr(sys.stdin.readline()), sys.stdin.fileno())
        try:
            input("name? ")
        except EOFError as error:
            print("EOFError", error)
    """,
    "children": """
        import os, subprocess, sys
        subprocess.run(["sh", "-c", "echo from the shell; echo to stderr >&2"])
        os.write(1, b"from the handle\\n")
        os.system("echo by os.system")
        subprocess.run([sys.executable, "-c", "print('from python')"])
    """,
    "c": """
        import ctypes
        libc = ctypes.CDLL(None)
        libc.printf(b"from C, %d\\n", 7)
        libc.puts(b"buffered by C")
        print("from Python")
    """,
    "endings": """
        import atexit, threading, time
        atexit.register(print, "at exit")
        class Noisy:
            def __del__(self):
                print("gone", text)
        text = "with its globals"
        noisy = Noisy()
        noisy.itself = noisy
        threading.Thread(target=lambda: (time.sleep(0.1), print("from a thread"))).start()
        print("last line")
    """,
    "warnings": """
        import warnings
        warnings.warn("be careful")
        def old():
            warnings.warn("old", DeprecationWarning, stacklevel=2)
        old()
        warnings.warn("from nowhere", stacklevel=2)
        assert (1, "never false")
    """,
    "future": """
        from __future__ import annotations
        def f(x: NoSuchName) -> None: ...
        print(f.__annotations__)
    """,
    "os.fork": """
        import os, sys
        child = os.fork()
        if child:
            print("parent", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        else:
            print("child")
            sys.exit(3)
    """,
    "fork that runs on": """
        import os
        child = os.fork()
        if child:
            os.waitpid(child, 0)
        print("parent" if child else "child")
    """,
    "streams": """
        import sys
        print("ä € 𝄞", file=sys.stderr)
        print("ä € 𝄞")
        sys.stdout.buffer.write(b"bytes\\n")
        print(sys.stdout.encoding, sys.stdout.isatty(), sys.stderr.errors)
    """,
    "closed": """
        import sys
        print("before")
        sys.stdout.close()
    """,
    "replaced": """
        import io, sys
        print("before")
        sys.stdout = io.StringIO()
        print("nowhere")
    """,
    "exec": """
        import os
        print("unseen buffers are lost")
        os.write(1, b"end\\n")
    """,
    "late child": """
        import os, subprocess
        reader, writer = os.pipe()  # the writer is closed when the script's process ends
        subprocess.Popen(["sh", "-c", "read line; echo late"], stdin=reader)
        print("the script has ended", flush=True)
    """,
}


def _script(name: str) -> str:
    return textwrap.dedent(SCRIPTS[name]).lstrip("\n")


def plain_run(folder: Path) -> subprocess.CompletedProcess[str]:
    """`python docs/page.md` with the variables that a program has, not all those of whoever runs the tests."""
    environment = {name: value for name, value in os.environ.items() if run._is_kept(name)} | run.RECORDED
    return subprocess.run(
        [sys.executable, "docs/page.md"],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("fresh", [False, True], ids=["recorded", "fresh"])
@pytest.mark.parametrize("name", SCRIPTS)
def test_program_prints_what_python_prints(name, fresh, tmp_path, run_code):
    write_files(tmp_path, {"docs/page.md": _script(name)})
    found = run_code(_script(name).rstrip("\n"), fresh=fresh)
    plain = plain_run(tmp_path)
    assert (found.broken, found.parts[0].failure) == ("", None)
    assert found.parts[0].stdout == plain.stdout
    assert found.parts[0].stderr == plain.stderr.replace(f"{tmp_path}/", "")


def test_fresh_program_finds_imported_what_python_itself_imports(tmp_path, run_code):
    code = "import sys\nprint(sorted(sys.modules))"
    write_files(tmp_path, {"docs/page.md": code})
    bare = plain_run(tmp_path).stdout
    assert eval(run_code(code, fresh=True).parts[0].stdout) == sorted({*eval(bare), "academy"})
    failure = run_code("import importlib\nprint(importlib.util)", fresh=True).parts[0].failure
    assert failure.name == "AttributeError"


FONTS = """
import matplotlib, os
from matplotlib.font_manager import fontManager
bundled = os.path.join(matplotlib.get_data_path(), "fonts")
print(*sorted({font.name for font in fontManager.ttflist if font.fname.startswith(bundled)}), sep="|")
print(*[font.fname for font in fontManager.ttflist if not font.fname.startswith(bundled)])
"""


def test_figures_know_the_fonts_of_matplotlib_alone(tmp_path):
    from matplotlib.font_manager import FontEntry, FontManager, fontManager, json_dump

    theirs = copy.copy(fontManager)  # the list that another environment left in the home folder
    theirs.ttflist = [FontEntry(fname="/elsewhere.ttf", name="Elsewhere")]
    name = f"cache/matplotlib/fontlist-v{FontManager.__version__}.json"
    write_files(tmp_path, {name: ""})
    json_dump(theirs, tmp_path / name)
    home = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    if worker.LINUX:  # where matplotlib heeds XDG_CACHE_HOME
        assert python("-c", FONTS, cwd=tmp_path, **home, MPLCONFIGDIR="").stdout == "\n/elsewhere.ttf\n"
    bundled, others = python("-c", FONTS, cwd=tmp_path, **home | run.RECORDED).stdout.splitlines()
    assert {"DejaVu Sans", "STIXGeneral", "cmex10"} <= set(bundled.split("|"))
    assert others == ""


def test_fonts_are_listed_for_one_environment_where_its_folder_cannot_be_written(monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    one, other = run._fonts("/opt/one"), run._fonts("/opt/other")
    assert one != other and not one.startswith("/opt")
    assert run._fonts("/opt/one") == one


def test_dataloader_with_workers_under_a_main_guard_works(run_code):
    found = run_code(
        "import torch\nfrom torch.utils.data import DataLoader, Dataset",
        "class Squares(Dataset):\n"
        "    def __len__(self):\n        return 6\n"
        "    def __getitem__(self, i):\n        return torch.tensor(i * i)",
        'if __name__ == "__main__":\n'
        "    for batch in DataLoader(Squares(), batch_size=3, num_workers=2, persistent_workers=True):\n"
        "        print(batch.tolist())",
    )
    assert (found.broken, found.parts[-1].failure) == ("", None)
    assert found.parts[-1].stdout == "[0, 1, 4]\n[9, 16, 25]\n"


def test_cwd_is_fresh_and_removed(run_code):
    code = "import os\nprint(os.listdir(), os.getcwd())\nopen('left.txt', 'w').close()"
    first, second = run_code(code), run_code(code)
    assert first.parts[0].stdout == second.parts[0].stdout == "[] .\n"


def test_odd_paths_fail_as_in_python(run_code, tmp_path):
    root = str(tmp_path.resolve() / "repository")
    found = run_code(
        "import os, shutil\ndef attempt(path):\n    try:\n        open(path).close()\n        print('opened')\n"
        "    except (OSError, ValueError) as error:\n        print(type(error).__name__)",
        f"attempt({root!r})\nattempt({root!r} + '/a\\0b')\nattempt({root!r} + '/' + 'x' * 999)",
        "shutil.rmtree(os.getcwd())\nattempt('relative')",
    )
    assert [part.stdout.split() for part in found.parts[1:]] == [
        ["IsADirectoryError", "ValueError", "OSError"],
        ["FileNotFoundError"],
    ]


def test_output_is_cut_at_the_parts(run_code):
    found = run_code(
        "import atexit, ctypes, os, sys\natexit.register(print, 'exit')\n"
        "print('one')\nctypes.CDLL(None).printf(b'C\\n')",
        "print('two', file=sys.stderr)",
        "os.system('echo three')",
    )
    assert [part.stdout for part in found.parts] == ["one\nC\n", "", "three\nexit\n"]
    assert [part.stderr for part in found.parts] == ["", "two\n", ""]


def test_redirected_handles_do_not_move_the_parts(run_code):
    found = run_code(
        "import os\nkept = os.dup(1)\nos.dup2(os.open(os.devnull, os.O_WRONLY), 1)\nprint('nowhere')",
        "os.dup2(kept, 1)\nprint('here')",
    )
    assert [part.stdout for part in found.parts] == ["", "here\n"]


def test_exception_keeps_what_was_printed_and_ends_the_program(run_code):
    found = run_code("import atexit\natexit.register(print, 'exit')", "print('before')\n1 / 0", "print('never')")
    assert [part.stdout for part in found.parts] == ["", "before\nexit\n"]
    failure = found.parts[1].failure
    assert (failure.name, failure.message, failure.line) == ("ZeroDivisionError", "division by zero", 4)
    assert failure.traceback == (
        "Traceback (most recent call last):\n"
        '  File "docs/page.md", line 4, in <module>\n'
        "    1 / 0\n    ~~^~~\n"
        "ZeroDivisionError: division by zero\n"
    )


def test_chained_exception_names_no_frame_of_the_engine(run_code):
    found = run_code(
        "import json\ntry:\n    json.loads('{')\nexcept ValueError as error:\n    raise KeyError('x') from error"
    )
    traceback = found.parts[0].failure.traceback
    assert 'File "json/decoder.py"' in traceback and "direct cause" in traceback
    assert "academy" not in traceback and sys.prefix not in traceback and "/tmp" not in traceback


def test_message_that_no_file_can_hold_is_escaped(run_code):
    failure = run_code("raise ValueError('\\udcff')").parts[0].failure
    assert failure.message == "\\udcff"
    json.dumps(failure.traceback, ensure_ascii=False).encode()


def test_exception_that_cannot_be_printed_is_said_as_python_says_it(run_code):
    found = run_code("class Bad(Exception):\n    def __str__(self):\n        return 1 / 0", "raise Bad")
    assert found.broken == ""
    assert (found.parts[1].failure.name, found.parts[1].failure.message) == ("Bad", "<exception str() failed>")
    assert found.parts[1].failure.traceback.endswith("Bad: <exception str() failed>\n")


def test_figure_that_cannot_be_drawn_is_a_failure(run_code):
    found = run_code("import matplotlib.pyplot as plt\nplt.title(r'$\\frac$')")
    assert (found.broken, found.parts[0].failure.name) == ("", "ValueError")


LEAKS = (
    "import os, random, sys, warnings\nimport matplotlib, matplotlib.pyplot as plt, numpy, torch",
    "print([name for name in globals() if name.startswith('leak')], torch.get_default_dtype(), plt.get_fignums())\n"
    "print(os.listdir(), 'LEAK' in os.environ, hasattr(torch, 'leak'), plt.rcParams['lines.linewidth'])\n"
    "print(torch.is_grad_enabled(), sys.getrecursionlimit(), numpy.get_printoptions()['precision'], len(sys.path))\n"
    "print(random.random(), numpy.random.rand(), torch.rand(1).item())",
)
LEAK = (
    "leak = 1\ntorch.set_default_dtype(torch.float64)\ntorch.leak = 1\nplt.plot([1])\nos.environ['LEAK'] = '1'\n"
    "plt.rcParams['lines.linewidth'] = 9\ntorch.set_grad_enabled(False)\nsys.setrecursionlimit(2000)\n"
    "numpy.set_printoptions(precision=2)\nsys.path.append('leak')\nrandom.seed(0)\nnumpy.random.seed(0)\n"
    "torch.manual_seed(0)\nopen('leak', 'w').close()\nos.chdir('/')"
)


def test_nothing_leaks_from_one_program_to_the_next(run_code):
    before = run_code(*LEAKS)
    leaking = run_code(*LEAKS, LEAK)
    after = run_code(*LEAKS)
    assert before.parts == after.parts
    assert before.parts[1].stdout.startswith("[] torch.float32 []\n[] False False ")
    assert leaking.parts[2].figures and not after.parts[1].figures


def test_unseeded_generators_differ_between_programs_and_when_fresh(run_code):
    code = "import random\nprint(random.random())"
    recorded = run_code(code).parts[0].stdout
    assert recorded != run_code(code + "  # another").parts[0].stdout
    assert recorded != run_code(code, fresh=True).parts[0].stdout


def test_snippet_runs_as_the_file_that_it_is(tmp_path):
    source = (
        "# %% one\nimport helper\nprint(helper.__file__, __file__)\n\n# %% two\nimport warnings\nwarnings.warn('x')\n"
    )
    write_files(tmp_path, {"snippets/a/b.py": source, "snippets/a/helper.py": ""})
    shown = Program("snippets/a/b.py", source, (Part(2, 5), Part(6, 8)), is_snippet=True)
    found = run.run(shown, Settings(tmp_path, tmp_path / "docs", LIMITS))
    assert found.parts[0].stdout == "snippets/a/helper.py snippets/a/b.py\n"
    assert found.parts[1].stderr == "snippets/a/b.py:7: UserWarning: x\n  warnings.warn('x')\n"
    assert [path for path, _ in found.reads] == ["snippets/a/helper.py", "snippets/a/helper/__init__.py"]


@pytest.mark.parametrize("root", ["/docs", "/app", "/home/ada/site"])
def test_path_of_the_repository_is_hidden_and_a_longer_one_left_alone(root):
    places = worker._places(root, Path("/tmp/academy-x"))
    hidden = f"({root}) {root}/x.py '{root}', at={root}: {root}. file://{root}/x.py /tmp/academy-x/work:{root}/y"
    assert worker._replace(hidden, places) == "(.) x.py '.', at=.: .. file://x.py .:y"
    for other in (f"https://example.org{root}/stable/x.html", f"/mnt{root}", f"~{root}/x", f"..{root}", f"{root}-2/x"):
        assert worker._replace(f"see {other}", places) == f"see {other}"
    assert worker._replace(f"http://h:80{root}/ {root}.bak/x", places) == f"http://h:80{root}/ {root}.bak/x"


# ---------------------------------------------------------------------------- limits

BREAKING = {
    "an endless loop": ("while True: pass", "still ran after 6 s"),
    "a loop deaf to signals": (
        "import signal\nfor number in range(1, 65):\n    try: signal.signal(number, signal.SIG_IGN)\n"
        "    except (OSError, ValueError): pass\nwhile True: pass",
        "still ran after 6 s",
    ),
    "a thread that never ends": (
        "import threading, time\nthreading.Thread(target=time.sleep, args=(99,)).start()",
        "still ran after 6 s",
    ),
    "memory without end": (
        "held = []\nwhile True: held.append(bytearray(2**24))",
        "used more than 614.4 MiB of memory",
    ),
    "memory of a child": (
        "import subprocess, sys\n"
        "subprocess.run([sys.executable, '-c', 'import time; held = b\"x\" * 700 * 2**20; time.sleep(9)'])",
        "used more than 614.4 MiB of memory",
    ),
    "output without end": ("while True: print('x' * 99)", "printed more than 0.0625 MiB"),
    "a child that prints without end": (
        "import os, subprocess\nreader, writer = os.pipe()\n"
        "subprocess.Popen(['sh', '-c', 'read line; exec yes'], stdin=reader)",
        "printed more than 0.0625 MiB",  # what its pipe held when it was ended
    ),
    "too much output at the end": ("print('x' * (2**16 + 1))", "printed more than 0.0625 MiB"),
    "a message without end": ("raise ValueError('x' * 10**7)", "made figures and tracebacks of more than 0.0625 MiB"),
    "a figure of too many points": (
        "import matplotlib.pyplot as plt\nplt.scatter(range(5000), range(5000))",
        "made figures and tracebacks of more than 0.0625 MiB",
    ),
    "os._exit": ("import os\nprint('lost')\nos._exit(0)", "ended itself (exit code 0)"),
    "a segmentation fault": ("import ctypes\nctypes.string_at(0)", "was killed by SIGSEGV"),
    "SIGKILL": ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "was killed by SIGKILL"),
    "a child left behind": ("import subprocess\nsubprocess.Popen(['sleep', '60'])", "left 1 process running"),
    "daemons left behind": (
        "import os, time\nfor _ in range(2):\n    if os.fork() == 0:\n        os.setsid()\n"
        "        if os.fork():\n            os._exit(0)\n        time.sleep(60)\n        os._exit(0)",
        "left 2 processes running",
    ),
    "an attack on the process that watches": (
        "import os, shutil, signal\nshutil.rmtree(os.path.dirname(os.getcwd()))\nos.kill(os.getppid(), signal.SIGKILL)",
        "killed the process that watches it",
    ),
    "an attack that leaves a child behind": (
        "import os, signal, time\nif os.fork() == 0:\n    time.sleep(90)\n    os._exit(0)\n"
        "os.kill(os.getppid(), signal.SIGKILL)",
        "killed the process that watches it",
    ),
    "an exit in a handler": ("import atexit, os\natexit.register(os._exit, 5)", "ended itself (exit code 5)"),
}


@pytest.fixture(scope="module")
def own_server():
    """A server for the programs that kill: on that of the process, the course's own programs may run meanwhile."""
    server = run.Forks(list(run.PRELOADED) if run.FORKS_IMPORTS else [], run.RECORDED)
    yield server
    server.close()


def children(process: psutil.Process) -> list[psutil.Process]:
    with contextlib.suppress(psutil.NoSuchProcess):  # it has ended
        return process.children()
    return []


def supervisors(server: run.Forks) -> list[psutil.Process]:
    return children(psutil.Process(server._process.pid))


@pytest.mark.parametrize("name", BREAKING)
def test_program_beyond_its_limits_is_ended_and_said(name, run_code, own_server):
    code, broken = BREAKING[name]
    assert run_code("print(0)", server=own_server).broken == ""  # the server is ready: the clock below is the limit's
    started = time.monotonic()
    found = run_code("print('first')", code, limits=SHORT, server=own_server)
    assert found.broken == broken
    assert found.parts[0].stdout == "first\n" or broken.startswith("killed")
    assert time.monotonic() - started < 60  # bounded; far above the limit, for a busy machine
    watching = supervisors(own_server)
    wait_for(lambda: not any(children(supervisor) for supervisor in watching))


@pytest.mark.parametrize(
    ("code", "name", "message"),
    [("import sys\nsys.exit(0)", "SystemExit", "0"), ("input()", "EOFError", "EOF when reading a line")],
)
def test_exit_and_input_are_failures(code, name, message, run_code):
    failure = run_code(code).parts[0].failure
    assert (failure.name, failure.message) == (name, message)


def test_broken_programs_do_not_harm_the_others(load_site):
    bad = "".join(f"```python\n{BREAKING[name][0]}\n```\n\n" for name in ("SIGKILL", "os._exit", "output without end"))
    good = "".join(f"```python\nprint({number})\n```\n\n" for number in range(4))
    lessons = load_site(good + bad + good)
    printed = [lessons.recording(block.program).parts[0].stdout for block in lessons.pages["docs/index.md"].blocks]
    assert printed[:4] == printed[-4:] == ["0\n", "1\n", "2\n", "3\n"]


def test_pages_shared_by_forks_count_once(run_code):
    """Five forks of a process of 200 MiB hold 200 MiB, not 1000."""
    found = run_code(
        "import multiprocessing, time\nheld = bytearray(200 * 2**20)",
        "workers = [multiprocessing.get_context('fork').Process(target=time.sleep, args=(0.5,)) for _ in range(5)]\n"
        "for worker in workers: worker.start()\nfor worker in workers: worker.join()",
        limits=SHORT,
    )
    assert found.broken == ""


CALLER = """
import sys, threading
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from academy import run, worker
from academy.settings import Limits, Settings
from conftest import program
root = Path(sys.argv[2])
code = "import os, subprocess, time\\nchild = subprocess.Popen(['sleep', '97'])\\n"
code += f"print(os.getpid(), child.pid, file=open({str(root / 'started')!r}, 'w'), flush=True)\\ntime.sleep(80)"
run.run(program(code), Settings(root, root / "docs", Limits(seconds=90)), fresh=True)
"""


def test_supervisor_that_died_while_it_waited_is_replaced(run_code, own_server):
    assert run_code("print(1)", server=own_server).broken == ""
    waiting = supervisors(own_server)
    for supervisor in waiting:
        supervisor.kill()
    psutil.wait_procs(waiting, timeout=60)
    assert waiting
    assert run_code("print(2)", server=own_server).parts[0].stdout == "2\n"


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_caller_that_is_killed_leaves_no_process(tmp_path, ending):
    write_files(tmp_path, {"caller.py": CALLER, "tmp/.keep": ""})
    tests, temporary = str(Path(__file__).parent), tmp_path / "tmp"
    caller = start_python("caller.py", tests, str(tmp_path), cwd=tmp_path, TMPDIR=str(temporary))
    wait_for(lambda: (tmp_path / "started").exists() and (tmp_path / "started").read_text().count(" "))
    family = [caller, *caller.children(recursive=True)]
    assert set(map(int, (tmp_path / "started").read_text().split())) <= {process.pid for process in family}
    caller.send_signal(ending)
    _, alive = psutil.wait_procs(family, timeout=40)  # long before the program would end by itself
    assert not alive
    assert os.listdir(temporary) == [".keep"]


ASK = f"""
import os, resource, sys, threading, time
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
from academy import run
from academy.settings import Limits, Settings
from conftest import program, wait_for

def ask(code, fresh=True):
    try:
        return run.run(program(code), Settings(Path.cwd(), Path.cwd(), Limits(seconds=500)), fresh)
    except run.RunError as error:
        print(error)

"""


def test_stop_ends_running_programs_at_once_and_no_other_starts(tmp_path):
    runs = f"import time; open({str(tmp_path / 'started')!r}, 'w'); time.sleep(500)"
    code = f"thread = threading.Thread(target=ask, args=({runs!r},))\nthread.start()\n"
    code += "wait_for(Path('started').exists)\nrun.stop()\nthread.join()\nask('print(1)')"
    found = python("-c", ASK + code, cwd=tmp_path)
    said = ["the process that runs docs/page.md ended without an answer", "the run was stopped"]
    assert (found.stdout.splitlines(), found.stderr) == (said, "")


def test_server_that_lacks_a_module_is_replaced_without_harm_to_its_programs(tmp_path):
    started, go = str(tmp_path / "started"), str(tmp_path / "go")
    runs = f"import os, time\nopen({started!r}, 'w')\nwhile not os.path.exists({go!r}): time.sleep(0.02)"
    code = f"thread = threading.Thread(target=ask, args=({runs!r}, False))\n"
    code += "import psutil\nfirst = psutil.Process(run.start(modules=[])._process.pid)\nthread.start()\n"
    code += f"wait_for(Path({started!r}).exists)\nrun.start(modules=['numpy'])\nopen({go!r}, 'w')\nthread.join()\n"
    code += "first.wait(timeout=60)  # nobody needs it now\n"
    found = python("-c", ASK + code, cwd=tmp_path)
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")


def test_module_that_cannot_be_imported_is_named(tmp_path):
    write_files(tmp_path, {"broken/torch.py": "raise ImportError('no such library')"})
    path = os.pathsep.join([str(tmp_path / "broken"), str(ROOT)])
    found = python("-c", ASK + "ask('import torch', fresh=False)", cwd=tmp_path, PYTHONPATH=path)
    said = "the process that runs docs/page.md ended without an answer: cannot import torch: no such library\n"
    assert found.stdout == said
    assert "broken/torch.py" in found.stderr


def test_full_disk_is_not_the_fault_of_a_program(tmp_path):
    found = python("-c", ASK + "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\nask('print(1)')", cwd=tmp_path)
    assert found.stdout.startswith("docs/page.md cannot be run here: [Errno 2] No usable temporary directory")


def test_server_that_died_is_started_again(tmp_path):
    code = "server = run.start(fresh=True)\nserver._process.kill()\nserver._process.wait()\n"
    found = python("-c", ASK + code + "print(ask('print(1)').parts[0].stdout)", cwd=tmp_path)
    assert (found.stdout, found.stderr) == ("1\n\n", "")


def test_recording_survives_json(run_code):
    recording = run_code("import matplotlib.pyplot as plt\nplt.plot([1])", "1 / 0")
    assert Recording.from_json(json.loads(json.dumps(recording.to_json()))) == recording
    assert Limits().seconds == 30
