"""What a program imports: some of it before its first line, and what is done with a module once it is there."""

import gc
import importlib
import sys
import weakref
from collections.abc import Callable, Iterable
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from typing import Any


def preload(modules: Iterable[str]) -> None:
    """Import the modules before any program's first line; ImportError names one that cannot be."""
    unwritten = sys.dont_write_bytecode
    sys.dont_write_bytecode = False  # some installers leave libraries uncompiled, which costs each import three times
    gc.disable()  # nothing is garbage yet: up to a third of the time
    try:
        for module in modules:
            try:
                importlib.import_module(module)
            except Exception as error:
                raise ImportError(f"cannot import {module}: {error}") from error
        for finalizer in list(weakref.finalize._registry):  # type: ignore[attr-defined]  # no public way to list them
            finalizer.atexit = False  # torch takes its operators apart, silently: 35 ms at each program's end
        gc.freeze()
    finally:
        gc.enable()
        sys.dont_write_bytecode = unwritten


def when_imported(name: str, then: Callable[[Any], None]) -> None:
    """Call `then` with the module: now if it is there, else as soon as the program has imported it."""
    if name in sys.modules:
        then(sys.modules[name])
    else:
        sys.meta_path.insert(0, _Awaited(name, then))


class _Awaited(MetaPathFinder):
    """Finds one module as Python does, and goes once that has been imported."""

    def __init__(self, name: str, then: Callable[[Any], None]) -> None:
        self._name, self._then = name, then

    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path) if name == self._name else None
        if spec and spec.loader:
            load = spec.loader.exec_module

            def load_and_go(module: Any) -> None:
                load(module)
                if self in sys.meta_path:
                    sys.meta_path.remove(self)
                    self._then(module)

            spec.loader.exec_module = load_and_go  # type: ignore[method-assign]
        return spec
