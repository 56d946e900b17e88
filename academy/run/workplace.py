"""Where one run has its files."""

from dataclasses import dataclass
from pathlib import Path

from academy.program import Program


@dataclass(frozen=True)
class Workplace:
    """An empty folder to work in, and the script, which is a file of the repository or lies beside that folder."""

    folder: Path
    script: Path
    root: Path

    @property
    def work(self) -> Path:
        return self.folder / "work"

    @classmethod
    def of(cls, program: Program, root: Path, folder: Path) -> "Workplace":
        return cls(folder, (root if program.is_snippet else folder / "script") / program.name, root)

    def make(self, source: str) -> None:
        """Write what is missing. The supervisor does, so that the program is not blamed if it cannot."""
        self.work.mkdir()
        if self.folder in self.script.parents:
            self.script.parent.mkdir(parents=True)
            self.script.write_text(source, encoding="utf-8")
