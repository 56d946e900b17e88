"""What a site says to the engine: where its files lie and how its programs run."""

import os
from dataclasses import dataclass
from pathlib import Path

from academy.program import Conditions, Limits


@dataclass(frozen=True)
class Settings:
    """One site."""

    root: Path  # the folder of mkdocs.yml
    docs: Path
    limits: Limits = Limits()
    extensions: tuple[str, ...] = ()  # of Markdown, by name
    exclude: tuple[str, ...] = ()  # gitignore patterns of files that are no pages
    site: str = "site"  # where the site is built
    jobs: int = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    @property
    def snippets(self) -> Path:
        return self.root / "snippets"

    @property
    def store(self) -> Path:
        return self.root / ".cache" / "academy"

    @property
    def conditions(self) -> Conditions:
        """Where programs run; what is built, installed or kept below the root is no source of theirs."""
        return Conditions(self.root, self.limits, (self.site, ".git", ".venv", ".cache"))

    def name(self, page: Path) -> str:
        """The page's path as messages give it: relative to the root."""
        return page.relative_to(self.root).as_posix() if page.is_relative_to(self.root) else page.as_posix()
