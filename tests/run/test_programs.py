"""What a program is: it prints what `python script.py` prints, and leaves nothing for the next one."""

import re
import textwrap

import pytest

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
    "annotations": """
        import sys
        print("__annotations__" in globals())
        number: int = 1
        print(sys.modules["__main__"].__annotations__)
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


def script(name: str) -> str:
    return textwrap.dedent(SCRIPTS[name]).lstrip("\n")


@pytest.mark.parametrize("fresh", [False, True], ids=["recorded", "fresh"])
@pytest.mark.parametrize("name", SCRIPTS)
def test_program_prints_what_python_prints(name, fresh, run_code, plain_run):
    found, plain = run_code(script(name).rstrip("\n"), fresh=fresh), plain_run(script(name))
    assert (found.breach, found.parts[0].failure) == (None, None)
    assert (found.parts[0].stdout, found.parts[0].stderr) == (plain.stdout, plain.stderr)


def test_fresh_program_finds_imported_what_python_itself_imports(run_code, plain_run):
    code = "import sys\nprint(sorted(sys.modules))"
    bare = plain_run(code).stdout
    assert eval(run_code(code, fresh=True).parts[0].stdout) == sorted({*eval(bare), "academy"})
    failure = run_code("import importlib\nprint(importlib.util)", fresh=True).parts[0].failure
    assert failure.name == "AttributeError"


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
    assert (found.breach, found.parts[-1].failure) == (None, None)
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


@pytest.mark.parametrize("code", ["print(1)\nx = = 1", "if True:\nprint(1)", "print('a'", "return 1", "'\\N{no}'"])
@pytest.mark.parametrize("fresh", [False, True])
def test_code_that_python_cannot_read_fails_as_in_python(code, fresh, run_code, plain_run):
    (part,) = run_code(code, fresh=fresh).parts
    assert re.sub(r"\^+", "^", part.failure.traceback) == re.sub(r"\^+", "^", plain_run(code + "\n").stderr)
    assert part.failure.name == part.failure.traceback.splitlines()[-1].partition(":")[0]
    assert part.outputs == ()


@pytest.mark.parametrize(
    ("code", "name", "message"),
    [("import sys\nsys.exit(0)", "SystemExit", "0"), ("input()", "EOFError", "EOF when reading a line")],
)
def test_exit_and_input_are_failures(code, name, message, run_code):
    failure = run_code(code).parts[0].failure
    assert (failure.name, failure.message) == (name, message)


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
    assert leaking.parts[2].pictures and not after.parts[1].pictures


def test_unseeded_generators_differ_between_programs_and_when_fresh(run_code):
    code = "import random\nprint(random.random())"
    recorded = run_code(code).parts[0].stdout
    assert recorded != run_code(code + "  # another").parts[0].stdout
    assert recorded != run_code(code, fresh=True).parts[0].stdout
