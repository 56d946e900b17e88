"""Processes that a program starts outside of a main guard: where Python does not fork, it would start itself anew."""

from concurrent.futures import ThreadPoolExecutor

import pytest

DATA = "import torch\nfrom torch.utils.data import DataLoader\ndata = torch.arange(4)\n"
POOL = "import multiprocessing\ndef square(x):\n    return x * x\n"
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
        ("import os\nif os.fork() == 0:\n    os._exit(0)\nos.wait()", 0),
        ("import subprocess\nsubprocess.run(['true'])", 0),
    ],
)
def test_processes_outside_of_a_main_guard_are_noted(code, line, run_code):
    found = run_code(code)
    assert (found.breach, found.parts[0].failure, found.unguarded) == (None, None, line)


POOLED = """import multiprocessing
def say(x):
    print("worker says", x)
if __name__ == "__main__":
    with multiprocessing.Pool({}) as pool:
        pool.map(say, range(4))
"""


@pytest.mark.parametrize("fresh", [False, True], ids=["recorded", "fresh"])
@pytest.mark.parametrize("workers", [1, 3])
def test_nothing_that_a_worker_prints_is_lost(workers, fresh, run_code):
    wanted = [f"worker says {number}" for number in range(4)]
    with ThreadPoolExecutor(6) as threads:  # more than the cores, so that workers are ended before they are done
        runs = list(threads.map(lambda _: run_code(POOLED.format(workers).rstrip(), fresh=fresh), range(12)))
    assert [sorted(run.parts[0].stdout.splitlines()) for run in runs] == [wanted] * len(runs)


def test_worker_with_another_stdout_is_left_alone(run_code):
    code = "import io, sys\nsys.stdout = io.StringIO()\n" + POOLED.format(1).rstrip()
    found = run_code(code)
    assert (found.breach, found.parts[0].failure, found.parts[0].stdout) == (None, None, "")
