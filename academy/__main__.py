"""The command line: `python -m academy VERB`. Each verb is a thin call of the engine."""

import argparse
import contextlib
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from academy import lessons, render, run
from academy.compare import differences
from academy.config import find_config, read_settings
from academy.drift import drift, read_recordings
from academy.lessons import Lessons
from academy.new import CannotCreate, new_lesson
from academy.parse import Block
from academy.problems import BadInput
from academy.settings import Settings


@contextlib.contextmanager
def loaded(settings: Settings, executor: Executor | None = None) -> Iterator[Lessons]:
    """All lessons of the site, their programs started; none starts after the end of the context."""
    found = lessons.load(settings, lessons.read_pages(settings))
    try:
        found.start(executor, report=lambda done, total, text: print(text, file=sys.stderr))
        yield found
    finally:
        found.cancel()


def render_tree(settings: Settings, out: Path) -> None:
    """Write the docs folder as finished Markdown: every page with its outputs, all other files as they are."""
    if out.exists() and any(out.iterdir()):
        raise SystemExit(f"expected an empty or a new folder, found files in {out}")
    with loaded(settings) as found:
        found.check()
    shutil.copytree(settings.docs, out, dirs_exist_ok=True)
    for name, lesson in found.pages.items():
        page = out / Path(settings.root, name).relative_to(settings.docs)
        figures = os.path.relpath(out / "figures", page.parent)
        page.write_text(render.render(lesson, partial(_markdown, found, figures)), encoding="utf-8")
    lessons.write_files(found, out)


def _markdown(found: Lessons, figures: str, block: Block) -> list[str]:
    shown = found.shown(block)
    return render.as_markdown(block, shown.result, shown.traceback, lambda name: f"{figures}/{name}")


@contextlib.contextmanager
def executor_at(address: str | None) -> Iterator[Executor | None]:
    """The executor of a Dask cluster, whose workers see this repository at this path; None for this machine."""
    if address is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise SystemExit(
            "--scheduler needs the extra `cluster`: pip install 'machine-learning-academy[cluster]'"
        ) from error
    with Client(address) as client:
        yield client.get_executor(pure=False)


def list_programs(settings: Settings, scheduler: str | None = None) -> None:
    """Print each program: the page and line of its first block, seconds, outputs, and whether it ran now."""
    with executor_at(scheduler) as executor, loaded(settings, executor) as found:
        found.check()
    rows = []
    for key in found.plan.programs:
        recording = found.recording(key)
        outputs = sum(len(part.outputs()) for part in recording.parts)
        rows.append((-recording.seconds, found.plan.blocks[key][0].place, key, outputs, key in found.ran))
    for seconds, place, key, outputs, ran in sorted(rows):
        print(f"{-seconds:6.2f} s  {outputs:3} outputs  {'ran   ' if ran else 'stored'}  {place}  {key}")


def verify(settings: Settings) -> None:
    """Run every program again as its reader does, and compare with its recording; BadInput if they differ."""
    with loaded(settings) as found:
        found.check()
    problems = [problem for key in found.plan.programs for problem in differences(found, key)]
    if problems:
        raise BadInput(problems)
    print(f"{len(found.plan.programs)} programs verified")


def clean(settings: Settings) -> None:
    """Delete the store."""
    shutil.rmtree(settings.store, ignore_errors=True)


def new(settings: Settings, place: str) -> None:
    """Make a lesson from the skeleton."""
    for path in new_lesson(settings, place):
        print(f"wrote {settings.name(path)}")


def show_drift(before: str, after: str) -> None:
    """Print what changed between two sites' recordings."""
    lines = list(drift(read_recordings(before), read_recordings(after)))
    print("\n".join(lines) or "No output has changed.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m academy", description="Execute and verify Markdown lessons.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    rendering = verbs.add_parser("render", help="write finished Markdown pages for any generator")
    rendering.add_argument("out", type=Path, help="an empty or new folder")
    listing = verbs.add_parser("programs", help="run what has changed, and list the programs, slowest first")
    listing.add_argument("--scheduler", metavar="ADDRESS", help="run them on the Dask cluster of this scheduler")
    verbs.add_parser("verify", help="run every program as a reader would and compare")
    verbs.add_parser("clean", help="delete the store of recordings")
    making = verbs.add_parser("new", help="make a lesson from the skeleton")
    making.add_argument("place", metavar="COURSE/LESSON")
    comparing = verbs.add_parser("diff", help="what changed between the recordings of two sites")
    comparing.add_argument("before", help="a recordings.json, the folder of a site, or its URL")
    comparing.add_argument("after")
    return parser


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        if options.verb == "diff":
            show_drift(options.before, options.after)
            return 0
        settings = read_settings(find_config(Path.cwd()))
        if options.verb == "render":
            render_tree(settings, options.out)
        elif options.verb == "programs":
            list_programs(settings, options.scheduler)
        elif options.verb == "new":
            new(settings, options.place)
        else:
            {"verify": verify, "clean": clean}[options.verb](settings)
    except BrokenPipeError:  # whoever reads has enough: `academy programs | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (BadInput, CannotCreate, run.RunError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 128 + signal.SIGINT
    finally:
        run.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
