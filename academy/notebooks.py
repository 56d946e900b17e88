"""Project notebooks, which mkdocs-jupyter executes and publishes: what it leaves undone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from academy.settings import Settings


def settle(plugin: Any, settings: Settings) -> None: ...
def is_notebook(name: str) -> bool:
    return name.endswith((".py", ".ipynb"))


def tidy(content: str, source: Path, figure: Callable[[str], str]) -> str:
    return content


def taken() -> dict[str, str]:
    return {}
