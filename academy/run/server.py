"""The server of forks: a process that has imported torch, from which each program starts.

It imports, draws one figure and never computes: a fork after a parallel operation would hang. Run as
`python server.py MODULE ...`, it takes callers' sockets from a socket on standard input, and forks a supervisor for
each. With no modules to import, a program starts from a bare interpreter: that is how pytest runs it, and how platforms
do on which a fork after the imports is not safe; there, the process of each program makes them.
"""

import sys

_BARE = frozenset(sys.modules)  # what Python has imported before any program

import gc
import os
import signal
import socket
from pathlib import Path


def serve(modules: list[str], connection: socket.socket) -> None:
    """Import the modules, then fork a supervisor for each socket that arrives, until the other end closes."""
    from academy.run.hugepages import use_huge_pages  # now that the engine can be found
    from academy.run.imports import preload
    from academy.run.messages import HUGE_PAGES
    from academy.run.script import exit_after
    from academy.run.supervisor import attend

    preload(modules)
    if "academy.run.figures" in modules:
        sys.modules["academy.run.figures"].warm()
    gc.freeze()
    gc.collect()  # of nothing but Python's lists of free objects, which each program would empty anew
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # supervisors are reaped by the kernel
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the caller's to handle: it closes the sockets
    while True:
        asked, handles, _, _ = socket.recv_fds(connection, 1, 1)
        if not asked:
            return
        if asked == HUGE_PAGES:
            use_huge_pages()
            continue
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            connection.close()
            exit_after(lambda: attend(socket.socket(fileno=handles[0]), _BARE))  # noqa: B023  # runs in the fork, now
        os.close(handles[0])


if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[2])
    import academy  # noqa: F401  # so that the engine is found, and matplotlib finds our backend, wherever it lies

    del sys.path[0]  # a program has its own folder there
    connection = socket.socket(fileno=os.dup(0))
    try:
        serve(sys.argv[1:], connection)
    except Exception as error:
        connection.sendall(str(error).encode())  # the caller says why
        raise
