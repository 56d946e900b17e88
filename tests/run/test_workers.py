"""Processes that a program starts outside of a main guard: where Python does not fork, it would start itself anew."""

from concurrent.futures import ThreadPoolExecutor

import pytest

DATA = "import torch\nfrom torch.utils.data import DataLoader\ndata = torch.arange(4)\n"
POOL = "import multiprocessing\ndef square(x):\n    return x * x\n"
SPAWN = "import multiprocessing\ncontext = multiprocessing.get_context({!r})\n"
SPAWN += "worker = context.Process(target=print, args=(1,))\n"
GUARD = 'if __name__ == "__main__":\n    '
FUTURES = "from concurrent.futures import ProcessPoolExecutor\ndef run():\n"
FUTURES += "    with ProcessPoolExecutor(1) as pool:\n        print(list(pool.map(abs, [-1])))\n"


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (DATA + "for batch in DataLoader(data, num_workers=1):\n    print(batch)", 4),
        (DATA + "loader = DataLoader(data, num_workers=1)\n" + GUARD + "pass\nprint(len(list(loader)))", 7),
        (POOL + "with multiprocessing.Pool(1) as pool:\n    print(pool.map(square, [2]))", 4),
        (POOL + "worker = multiprocessing.Process(target=square, args=(1,))\nworker.start()\nworker.join()", 5),
        (FUTURES + "run()", 5),
        (DATA + GUARD + "for batch in DataLoader(data, num_workers=1):\n        print(batch)", 0),
        (DATA + "loader = DataLoader(data, num_workers=1)\n" + GUARD + "print(len(list(loader)))", 0),
        (FUTURES + GUARD + "run()", 0),
        (DATA + "for batch in DataLoader(data):\n    print(batch)", 0),
        (POOL + "with multiprocessing.get_context('fork').Pool(1) as pool:\n    print(pool.map(square, [2]))", 0),
        (SPAWN.format("spawn") + "worker.start()\nworker.join()", 4),
        (SPAWN.format("forkserver") + "worker.start()\nworker.join()", 4),
        (SPAWN.format("spawn") + GUARD + "worker.start()\n    worker.join()", 0),
        (SPAWN.format("forkserver") + GUARD + "worker.start()\n    worker.join()", 0),
        ("import os\nif os.fork() == 0:\n    os._exit(0)\nos.wait()", 0),
        ("import subprocess\nsubprocess.run(['true'])", 0),
    ],
)
def test_processes_outside_of_a_main_guard_are_noted(code, line, run_code):
    found = run_code(code)
    assert found.unguarded == line
    assert line or (found.breach, found.parts[0].failure) == (None, None)  # else it may fail, as it does for its reader


def test_server_of_forks_of_a_program_may_take_its_time_to_end(run_code):
    """It is Python's, started by its method of 3.14; a program has no word by which to wait for it."""
    code = SPAWN.format("forkserver") + "from pathlib import Path\ncontext.set_forkserver_preload(['slow'])\n"
    code += "Path('slow.py').write_text('import atexit, time; atexit.register(time.sleep, 2)')\n"
    found = run_code(code + GUARD + "worker.start()\n    worker.join()")
    assert (found.breach, found.parts[0].failure, found.parts[0].stdout) == (None, None, "1\n")


POOLED = """import multiprocessing
def say(x):
    print("worker says", x)
if __name__ == "__main__":
    with multiprocessing{}.Pool({}) as pool:
        pool.map(say, range(4))
"""


@pytest.mark.parametrize("fresh", [False, True], ids=["recorded", "fresh"])
@pytest.mark.parametrize(
    ("method", "workers", "times"),
    [("", 1, 12), ("", 3, 12), (".get_context('spawn')", 2, 4), (".get_context('forkserver')", 3, 4)],
)
def test_nothing_that_a_worker_prints_is_lost(method, workers, times, fresh, run_code):
    wanted = [f"worker says {number}" for number in range(4)]
    with ThreadPoolExecutor(6) as threads:  # more than the cores, so that workers are ended before they are done
        runs = list(threads.map(lambda _: run_code(POOLED.format(method, workers).rstrip(), fresh=fresh), range(times)))
    assert [sorted(run.parts[0].stdout.splitlines()) for run in runs] == [wanted] * len(runs)


def test_worker_with_another_stdout_is_left_alone(run_code):
    code = "import io, sys\nsys.stdout = io.StringIO()\n" + POOLED.format(".get_context('fork')", 1).rstrip()
    found = run_code(code)
    assert (found.breach, found.parts[0].failure, found.parts[0].stdout) == (None, None, "")
