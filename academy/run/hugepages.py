"""The memory of the server of forks in huge pages, so that a fork copies one entry of its tables instead of 512."""

import ctypes
import sys
from pathlib import Path

PAYS_FROM = 150  # programs: it takes a third of a second before the first, and spares each some milliseconds
_SIZE = 2 * 2**20  # bytes of a huge page, where the others have 4096
_MADV_COLLAPSE = 25  # asm-generic/mman-common.h, from Linux 6.1


def use_huge_pages(maps: Path = Path("/proc/self/maps")) -> int:
    """Put this process's own memory into huge pages, as far as it fills them; bytes that are in some now.

    A kernel that cannot leaves all as it is.
    """
    if not sys.platform.startswith("linux"):
        return 0
    advise, found = ctypes.CDLL(None).madvise, 0
    for line in maps.read_text().splitlines():
        area, rights, _, _, file, *_ = line.split()
        start, stop = (int(end, 16) for end in area.split("-"))
        if rights == "rw-p" and file == "0":
            for at in range(-(-start // _SIZE) * _SIZE, stop - _SIZE + 1, _SIZE):
                found += _SIZE * (advise(ctypes.c_void_p(at), ctypes.c_size_t(_SIZE), _MADV_COLLAPSE) == 0)
    return found
