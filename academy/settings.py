"""What `mkdocs.yml` says to the engine, and what the machine is."""

import os
import platform
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from academy.scan import STRUCTURE

PACKAGES = ("torch", "numpy", "matplotlib")  # their versions can change any output
_CPU = Path("/proc/cpuinfo")  # of Linux


@dataclass(frozen=True)
class Limits:
    """What one program may take; beyond is an error."""

    seconds: float = 30.0
    memory: float = 2 * 2**30  # resident bytes over all its processes
    output: float = 4 * 2**20  # bytes printed, and bytes of figures and tracebacks


@dataclass(frozen=True)
class Settings:
    """One site: where its files lie and how its programs run."""

    root: Path  # the folder of mkdocs.yml
    docs: Path
    limits: Limits = Limits()
    structure: tuple[str, ...] = STRUCTURE
    exclude: str = ""  # gitignore patterns of files that are no pages
    site: str = "site"  # where the site is built
    ignored: tuple[str, ...] = (".git", ".venv", ".cache")  # folders of the root that are no sources of a program
    jobs: int = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    @property
    def snippets(self) -> Path:
        return self.root / "snippets"

    @property
    def store(self) -> Path:
        return self.root / ".cache" / "academy"

    def name(self, page: Path) -> str:
        """The page's path as messages give it: relative to the root."""
        return page.relative_to(self.root).as_posix() if page.is_relative_to(self.root) else page.as_posix()


def from_config(config: dict[str, Any], options: dict[str, Any], file: Path) -> Settings:
    """Settings from the parsed mkdocs.yml, the options of its `academy` plugin and its path; ValueError if it errs."""
    root, here = file.resolve().parent, file.absolute().parent
    # A link may lead to the root, and docs/ may be one: pages are named as seen from the root.
    inside = Path(os.path.relpath(here / config.get("docs_dir", "docs"), here))
    if ".." in inside.parts:
        raise ValueError(f"mkdocs.yml: expected docs_dir below the folder of mkdocs.yml, found '{inside}'")
    limits = Limits(
        seconds=options.get("seconds", Limits.seconds),
        memory=options.get("memory_gib", Limits.memory / 2**30) * 2**30,
        output=options.get("output_mib", Limits.output / 2**20) * 2**20,
    )
    names = {next(iter(one)) if isinstance(one, dict) else one for one in config.get("markdown_extensions") or []}
    return Settings(
        root=root,
        docs=root / inside,
        limits=limits,
        structure=tuple(name for name in STRUCTURE if name in names),
        exclude="\n".join(_patterns(config.get(name)) for name in ("exclude_docs", "draft_docs")),
        site=config.get("site_dir") or Settings.site,
    )


def _patterns(found: Any) -> str:
    """Patterns in gitignore's form, one a line, from YAML's text or from what MkDocs makes of it."""
    return "\n".join(one.pattern for one in found.patterns) if hasattr(found, "patterns") else str(found or "")


@cache
def environment() -> tuple[tuple[str, str], ...]:
    """All of this machine that may change an output, without importing torch."""
    found = {"python": platform.python_version(), "system": _system(), "device": _device()}
    return (*found.items(), *((package, _version(package)) for package in PACKAGES))


def _system() -> str:
    """The system and the kind of CPU: torch has kernels for each width of vectors, and each rounds in its own order."""
    flags = _CPU.read_text(encoding="utf-8", errors="replace").split() if _CPU.exists() else []
    widest = [name for name, flag in (("avx512", "avx512f"), ("avx2", "avx2")) if flag in flags][:1]
    return " ".join([sys.platform, platform.machine(), *widest])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _device() -> str:
    """The accelerator that a program would find: NVIDIA's driver makes the file, every Apple GPU has Metal."""
    if Path("/dev/nvidiactl").exists() and os.environ.get("CUDA_VISIBLE_DEVICES") != "":
        return "cuda"
    return "mps" if sys.platform == "darwin" and platform.machine() == "arm64" else "cpu"
