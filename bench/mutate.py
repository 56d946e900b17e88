"""Break lines of the snippets, one at a time, and count the breaks that the tests notice.

    python bench/mutate.py --breaks 2 --only pytorch/tensors

A break is one changed number, operator, truth value or keyword, or one call left out; lines that only
draw are spared. It is noticed if a page that shows the snippet no longer holds (an error, a pinned
output, a value in its prose, an expected failure, a figure's text) or if a test of the lessons fails.
Both are part of `make test`, so what is noticed here is noticed there. Nothing is read from the store.
A break after which the program shows the very same as before breaks nothing: it is told apart.
"""

import argparse
import ast
import copy
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from academy.build import build_of
from academy.judge.outcome import judge
from academy.judge.promises import before_run
from academy.mkdocs.config import read_settings
from academy.page.blocks import Embedded
from academy.page.files import read_pages
from academy.recording import PartResult
from academy.run import client

ROOT = Path(__file__).parents[1]
DRAWN = ("ax", "axes", "fig", "plt", "left", "right")  # names of what draws
OPERATORS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}
COMPARISONS = {ast.Lt: ast.GtE, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.GtE: ast.Lt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}


def broken_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """The node, changed in each way that is a break."""
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield ast.Constant(node.value + 1 if isinstance(node.value, int) else node.value * 2 + 1)
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        yield ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        yield ast.Compare(node.left, [COMPARISONS[type(node.ops[0])](), *node.ops[1:]], node.comparators)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and not _prints(node.value):
        yield ast.Pass()


def _prints(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "print"


def _draws(statement: ast.stmt) -> bool:
    names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    return bool(names & {*DRAWN})


def breaks(source: str) -> list[tuple[int, str]]:
    """Every break of a snippet: its line, and the source with it."""
    found = []
    tree = ast.parse(source)
    simple = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and not hasattr(node, "body")]
    lines = source.split("\n")
    for statement in simple:
        if isinstance(statement, ast.Import | ast.ImportFrom) or _draws(statement):
            continue
        for at, node in enumerate(ast.walk(statement)):
            for other in broken_nodes(node):
                changed = copy.deepcopy(statement) if at else other
                if at:
                    _put(changed, at, other)
                indent = " " * statement.col_offset
                text = [indent + line for line in ast.unparse(ast.fix_missing_locations(changed)).split("\n")]
                whole = [*lines[: statement.lineno - 1], *text, *lines[statement.end_lineno :]]
                found.append((statement.lineno, "\n".join(whole)))
    return found


def _put(statement: ast.stmt, at: int, other: ast.AST) -> None:
    """Replace the node that `ast.walk` meets as number `at`."""
    wanted = list(ast.walk(statement))[at]
    for parent in ast.walk(statement):
        for name, value in ast.iter_fields(parent):
            if value is wanted:
                setattr(parent, name, other)
            elif isinstance(value, list) and any(item is wanted for item in value):
                setattr(parent, name, [other if item is wanted else item for item in value])


class Course:
    """A copy of the course in a folder of its own, with one snippet broken at a time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.shown: list[tuple[object, ...]] = []  # by the last run
        self.originals: dict[str, list[tuple[object, ...]]] = {}
        self.passed: dict[str, str] = {}  # by topic: what its tests say with nothing broken
        for name in ("docs", "snippets", "tests", "bench/results"):
            shutil.copytree(ROOT / name, root / name)
        shutil.copy(ROOT / "mkdocs.yml", root)
        self.settings = read_settings(root / "mkdocs.yml")
        self.pages = read_pages(self.settings)

    def notices(self, path: str, source: str) -> str:
        """What notices the broken snippet: a page, a test, or nothing; "same" if it shows what it showed."""
        file = self.root / "snippets" / path
        whole = file.read_text(encoding="utf-8")
        if path not in self.originals:
            if said := self._page(path) or self._tests_of_whole(path):
                raise SystemExit(f"{path} is whole, and yet it fails: {said}")
            self.originals[path] = self.shown
        file.write_text(source, encoding="utf-8")
        try:
            said = self._page(path)
            if not said and self.shown == self.originals[path]:
                return "same"
            return said or self._tests(path)
        finally:
            file.write_text(whole, encoding="utf-8")

    def _page(self, path: str) -> str:
        site = build_of(self.settings, {name: text for name, text in self.pages.items() if path in text}).site
        showing = site.showings.get(Embedded(f"snippets/{path}"))
        problems = [*site.problems, *(before_run(showing) if showing else [])]
        if showing and not problems:
            outcome = judge(showing, client.run(showing.program, self.settings.conditions))
            problems = [*outcome.problems]
            self.shown = [_shown(part) for part in outcome.recording.parts]
        return f"page: {problems[0].message}" if problems else ""

    def _tests_of_whole(self, path: str) -> str:
        """Whether they fail with nothing broken: then they would seem to notice everything."""
        topic = topic_of(path)
        if topic not in self.passed:
            self.passed[topic] = self._tests(path)
        return self.passed[topic]

    def _tests(self, path: str) -> str:
        """Whether the tests of this lesson fail, run in a fork."""
        files = [f"tests/lessons/test_{topic_of(path)}.py", "tests/lessons/test_exercises.py"]
        child = os.fork()
        if child == 0:
            os.chdir(self.root)
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            wanted = [file for file in files if Path(file).exists()]
            options = ["-x", "-q", "-p", "no:cacheprovider", "--rootdir", str(self.root), "-c", os.devnull]
            os._exit(int(pytest.main([*options, *wanted])) if wanted else 0)
        return "test" if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) else ""


def topic_of(path: str) -> str:
    """The lesson of a snippet, as its tests are named; mistakes with shapes are tested with the tensors."""
    topic = next(part for part in Path(path).parts[1:-1] if part != "errors").replace("-", "_")
    return "tensors" if topic == "shapes" else topic


def _shown(part: PartResult) -> tuple[object, ...]:
    """What a page shows of a part, but for the source lines that a traceback repeats."""
    return part.outputs, part.failure and (part.failure.name, part.failure.message)


def chosen(source: str, count: int, seed: str) -> list[tuple[int, str]]:
    """Breaks of different lines, drawn at random, the same ones at every run."""
    by_line: dict[int, list[str]] = {}
    for line, broken in breaks(source):
        by_line.setdefault(line, []).append(broken)
    rng = random.Random(seed)
    lines = rng.sample(sorted(by_line), min(count, len(by_line)))
    return [(line, rng.choice(by_line[line])) for line in sorted(lines)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--breaks", type=int, default=2, help="lines to break in each snippet")
    parser.add_argument("--only", default="", help="snippets whose path begins so")
    options = parser.parse_args()
    noticed = total = same = 0
    client.start(modules=client.PRELOADED)
    import matplotlib.pyplot  # noqa: F401  # once, for all forks
    import torch._dynamo  # noqa: F401  # as above

    with tempfile.TemporaryDirectory() as folder:
        course = Course(Path(folder).resolve())
        for file in sorted((ROOT / "snippets").rglob("*.py")):
            path = file.relative_to(ROOT / "snippets").as_posix()
            source = file.read_text(encoding="utf-8")
            if not path.startswith(options.only) or "exercise" in path:
                continue
            for line, broken in chosen(source, options.breaks, path):
                by = course.notices(path, broken)
                same += by == "same"
                total += by != "same"
                noticed += by not in ("", "same")
                mark = {"": "MISSED ", "same": "same   "}.get(by, "noticed")
                was, now = source.split("\n")[line - 1], broken.split("\n")[line - 1]
                print(
                    f"{mark}  {path}:{line}  {was.strip()}  ->  {now.strip()}  {by[:60]}",
                    flush=True,
                )
    print(
        f"{noticed} of {total} breaks noticed, {noticed / max(total, 1):.0%}; {same} more change nothing that is shown"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
