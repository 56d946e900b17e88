"""A program that breaks its limits, or ends in its own way, is ended and said; no other is harmed."""

import contextlib
import dataclasses
import time
from pathlib import Path

import psutil
import pytest
from mini import SHORT, program, wait_for

from academy.judge.promises import words_of
from academy.program import Conditions, Limits
from academy.recording import Breach
from academy.run import client

BREAKING = {
    "an endless loop": ("while True: pass", "still ran after 2 s"),
    "a loop deaf to signals": (
        "import signal\nfor number in range(1, 65):\n    try: signal.signal(number, signal.SIG_IGN)\n"
        "    except (OSError, ValueError): pass\nwhile True: pass",
        "still ran after 2 s",
    ),
    "a thread that never ends": (
        "import threading, time\nthreading.Thread(target=time.sleep, args=(99,)).start()",
        "still ran after 2 s",
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


def limits_of(words: str) -> Limits:
    """Limits that break early: the clock starts at a server that is ready, so two seconds are long."""
    return dataclasses.replace(SHORT, seconds=2) if words.startswith("still ran") else SHORT


def children(process: psutil.Process) -> list[psutil.Process]:
    with contextlib.suppress(psutil.NoSuchProcess):  # it has ended
        return process.children()
    return []


@pytest.mark.parametrize("name", BREAKING)
def test_program_beyond_its_limits_is_ended_and_said(name, run_code, own_server):
    code, words = BREAKING[name]
    assert run_code("print(0)", server=own_server).breach is None  # the server is ready
    started = time.monotonic()
    found = run_code("print('first')", code, limits=limits_of(words), server=own_server)
    assert found.breach and words_of(found.breach) == words
    assert found.parts[0].stdout == "first\n" or words.startswith("killed")
    assert time.monotonic() - started < 60  # bounded; far above the limit, for a busy machine
    watching = psutil.Process(own_server.pid).children()
    wait_for(lambda: not any(children(supervisor) for supervisor in watching))


def test_broken_programs_do_not_harm_the_others(build_site):
    bad = "".join(f"```python\n{BREAKING[name][0]}\n```\n\n" for name in ("SIGKILL", "os._exit", "output without end"))
    good = "".join(f"```python\nprint({number})\n```\n\n" for number in range(4))
    build = build_site(good + bad + good)
    blocks = build.site.pages["docs/index.md"].blocks
    printed = [build.outcome(block.origin).recording.parts[0].stdout for block in blocks]
    assert printed[:4] == printed[-4:] == ["0\n", "1\n", "2\n", "3\n"]


def test_pages_shared_by_forks_count_once(run_code):
    """Five forks of a process of 200 MiB hold 200 MiB, not 1000."""
    found = run_code(
        "import multiprocessing, time\nheld = bytearray(200 * 2**20)",
        "workers = [multiprocessing.get_context('fork').Process(target=time.sleep, args=(0.5,)) for _ in range(5)]\n"
        "for worker in workers: worker.start()\nfor worker in workers: worker.join()",
        limits=SHORT,
    )
    assert found.breach is None


@pytest.mark.parametrize(("seconds", "breaks"), [(0.3, True), (20.0, False)])
def test_program_has_the_limit_that_its_page_gives_it(seconds, breaks):
    slow = dataclasses.replace(program("import time\ntime.sleep(1)"), seconds=seconds)
    found = client.run(slow, Conditions(Path.cwd(), Limits(seconds=0.5)))
    assert (found.breach == Breach("seconds", seconds)) is breaks


def test_limits_are_thirty_seconds_two_gib_and_four_mib():
    assert Limits() == Limits(seconds=30, memory=2 * 2**30, output=4 * 2**20)
