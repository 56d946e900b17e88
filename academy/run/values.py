"""The value of a block's last call, which a notebook shows and a script does not."""

import ast
import sys
from typing import Any

_DRAWING = ("matplotlib", "mpl_toolkits", "seaborn")  # what their calls return is there to be kept
_SETTING = ("torch.nn.modules.module", "torch.autograd.grad_mode", "torch.utils.hooks")
_WRITING = ("write", "write_text", "write_bytes")  # return how much they wrote


def last_call(body: list[ast.stmt]) -> ast.Call | None:
    """The call with which the code ends, if it may be made for its value: `x.add_(1)` is made for `x`."""
    if not body or not isinstance(body[-1], ast.Expr) or not isinstance(body[-1].value, ast.Call):
        return None
    name = getattr(body[-1].value.func, "attr", getattr(body[-1].value.func, "id", ""))
    return None if name.endswith("_") or name in _WRITING else body[-1].value


def lost(value: Any) -> str:
    """The name of the value's type; empty if nobody misses it, as None and the handles that drawing returns."""
    return "" if value is None or _is_handle(value) else type(value).__name__


def _is_handle(value: Any) -> bool:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    module, torch = type(value).__module__, sys.modules.get("torch")
    return (
        module.partition(".")[0] in _DRAWING
        or module in _SETTING
        or (torch is not None and isinstance(value, torch.nn.Module | torch.Generator))
        or any(map(_is_handle, inside))
    )
