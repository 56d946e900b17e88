"""What the server of forks does so that its forks are cheap, and what of it a program can see."""

import os
import sys

import pytest
from mini import if_server_imports

from academy.run import client
from academy.run.hugepages import use_huge_pages

LINUX = sys.platform.startswith("linux")


def huge_bytes(pid: int) -> int:
    with open(f"/proc/{pid}/smaps_rollup") as file:
        return 1024 * sum(int(line.split()[1]) for line in file if line.startswith("AnonHugePages"))


def can_collapse() -> bool:
    """Whether this kernel puts a process's memory into huge pages when asked."""
    held = bytearray(os.urandom(8 * 2**20))
    return bool(LINUX and use_huge_pages() and held)


@if_server_imports
def test_huge_pages_change_nothing_but_the_tables(run_code):
    if not can_collapse():
        pytest.skip("needs Linux 6.1 with transparent huge pages")
    code = ("import random, torch\nprint(random.random(), torch.rand(3))", "print(torch.ones(2, 2) @ torch.ones(2))")
    server = client.start(modules=client.PRELOADED, own=True)
    server.use_huge_pages()
    try:
        assert run_code(*code, server=server).parts == run_code(*code).parts
        assert huge_bytes(server.pid) > 50 * 2**20
    finally:
        server.close()


def test_huge_pages_leave_other_memory_alone(tmp_path):
    maps = tmp_path / "maps"
    maps.write_text(
        "400000-c00000 r-xp 00000000 08:01 12 /usr/bin/python3\n"  # a file's
        "7f0000000000-7f0000c00000 rw-s 00000000 00:01 0 /dev/zero (deleted)\n"  # shared
        "7f0001000000-7f0001c00000 r--p 00000000 00:00 0\n"  # read alone
        "7f0002001000-7f0002200000 rw-p 00000000 00:00 0 [stack]\n"  # not as much as a huge page
    )
    assert use_huge_pages(maps) == 0


def test_program_draws_as_if_the_server_never_had(run_code):
    code = (
        "import matplotlib.pyplot as plt",
        "print(plt.get_fignums(), plt.figure().number)\nplt.plot([1, 2])",
    )
    warm, fresh = run_code(*code), run_code(*code, fresh=True)
    assert warm.parts[1].stdout == "[] 1\n"
    assert warm.parts == fresh.parts and len(warm.parts[1].pictures) == 1
