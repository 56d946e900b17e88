"""The settings of the kernels that run notebooks. IPython executes this file in the kernel: `projects` puts it there.

A cell has the same name in each run, an exception is told as Python tells it, from the cell's own frame on, and what is
printed to one stream and then to the other comes in that order.
"""

import traceback
from typing import Any

from ipykernel.compiler import XCachingCompiler
from ipykernel.iostream import OutStream
from ipykernel.zmqshell import ZMQInteractiveShell


def _name(compiler: Any, raw: str, code: str, number: int) -> str:
    return f"academy-cell-{number}.py"  # which `notebooks` reads


def _show(shell: Any, exc_tuple: Any = None, *_: Any, **__: Any) -> None:
    kind, error, trace = shell._get_exc_info(exc_tuple)
    while trace and not trace.tb_frame.f_code.co_filename.startswith("academy-cell-"):
        trace = trace.tb_next
    said = traceback.TracebackException(kind, error, trace, compact=True)  # also if `str(error)` fails
    shell._showtraceback(kind, said, "".join(said.format()).splitlines())


def _in_order(write: Any) -> Any:
    """A method that writes out what waits in the other stream, and then writes."""
    last: Any = None

    def write_in_order(stream: Any, text: str) -> Any:
        nonlocal last
        if last not in (None, stream):
            last.flush()  # it would wait by itself for more to come
        last = stream
        return write(stream, text)

    return write_in_order


XCachingCompiler.get_code_name = _name
OutStream.write = _in_order(OutStream.write)
ZMQInteractiveShell.showtraceback = ZMQInteractiveShell.showsyntaxerror = _show

c = get_config()  # type: ignore[name-defined]  # noqa: F821  # IPython's, here as in any file of settings
c.InlineBackend.figure_formats = {"svg"}
c.InlineBackend.print_figure_kwargs = {"bbox_inches": None}
