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

from academy.build import Build, build_of
from academy.judge.diff import drift, read_recordings
from academy.mkdocs.alone import take_projects
from academy.mkdocs.config import find_config, read_settings
from academy.new.create import create
from academy.new.rename import rename
from academy.problems import BadInput
from academy.publish.files import pictures_of, recordings_of, write_files
from academy.publish.markdown import write_pages
from academy.publish.script import Scripts
from academy.run import client
from academy.settings import Settings


@contextlib.contextmanager
def built(settings: Settings, executor: Executor | None = None) -> Iterator[Build]:
    """The site, its programs started; none starts after the end of the context."""
    build = build_of(settings)
    try:
        build.start(executor, report=lambda done, total, text: print(text, file=sys.stderr))
        yield build
    finally:
        build.cancel()


def render_tree(settings: Settings, out: Path) -> None:
    """Write the docs folder as finished Markdown: every page with its outputs, all other files as they are."""
    if out.exists() and any(out.iterdir()):
        raise SystemExit(f"expected an empty or a new folder, found files in {out}")
    with built(settings) as build:
        take_projects(build)
        build.check()
    shutil.copytree(settings.docs, out, dirs_exist_ok=True)
    files = [path for path in settings.docs.rglob("*") if path.is_file()]
    addresses = {settings.name(path): path.relative_to(settings.docs).as_posix() for path in files}
    write_pages(out, build.site.pages.values(), build.shown, addresses, settings.extensions)
    write_files(out, pictures_of(build.all_shown()), recordings_of(map(build.outcome, build.outcomes)))


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
    with executor_at(scheduler) as executor, built(settings, executor) as build:
        build.check()
    rows = []
    for origin, showing in build.site.showings.items():
        recording = build.outcome(origin).recording
        assert recording
        outputs = sum(len(part.outputs) + bool(part.failure) for part in recording.parts)
        rows.append((-recording.seconds, showing.blocks[0].place, str(origin), outputs, origin in build.ran))
    for seconds, place, name, outputs, ran in sorted(rows):
        print(f"{-seconds:6.2f} s  {outputs:3} outputs  {'ran   ' if ran else 'stored'}  {place}  {name}")


def verify(settings: Settings) -> None:
    """Run every program again as its reader does, and compare with its recording; BadInput if they differ."""
    with built(settings) as build:
        build.check()
    again = partial(client.run, conditions=settings.conditions, fresh=True)
    scripts = Scripts(build.site, settings.extensions)
    problems = [problem for origin in build.outcomes for problem in scripts.differences(build.outcome(origin), again)]
    if problems:
        raise BadInput(problems)
    print(f"{len(build.outcomes)} programs verified")


def clean(settings: Settings) -> None:
    """Delete the store."""
    shutil.rmtree(settings.store, ignore_errors=True)


def new(settings: Settings, place: str) -> None:
    """Make a page from a skeleton."""
    for path in create(settings, place):
        print(f"wrote {settings.name(path)}")


def move(settings: Settings, old: str, new: str) -> None:
    """Give a page another name."""
    for path in rename(settings, old, new):
        print(f"wrote {settings.name(path)}")
    if os.path.dirname(old) != os.path.dirname(new):
        print("its line in the nav of mkdocs.yml is where it was: move it to where the page belongs now")


def show_drift(before: str, after: str) -> None:
    """Print what changed between two sites' recordings."""
    lines = list(drift(read_recordings(before), read_recordings(after)))
    print("\n".join(lines) or "No output has changed.")


def _here() -> Settings:
    return read_settings(find_config(Path.cwd()))


def _parser() -> argparse.ArgumentParser:
    """The verbs, each with what it calls."""
    parser = argparse.ArgumentParser(prog="python -m academy", description="Execute and verify Markdown lessons.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verb = verbs.add_parser("render", help="write finished Markdown pages for any generator")
    verb.add_argument("out", type=Path, help="an empty or new folder")
    verb.set_defaults(call=lambda given: render_tree(_here(), given.out))
    verb = verbs.add_parser("programs", help="run what has changed, and list the programs, slowest first")
    verb.add_argument("--scheduler", metavar="ADDRESS", help="run them on the Dask cluster of this scheduler")
    verb.set_defaults(call=lambda given: list_programs(_here(), given.scheduler))
    verb = verbs.add_parser("verify", help="run every program as a reader would and compare")
    verb.set_defaults(call=lambda given: verify(_here()))
    verb = verbs.add_parser("clean", help="delete the store of recordings")
    verb.set_defaults(call=lambda given: clean(_here()))
    verb = verbs.add_parser("new", help="make a course, a lesson, a part or a project from a skeleton")
    verb.add_argument("place", metavar="COURSE[/LESSON[/PART]]", help="or COURSE/projects/NAME.py or .ipynb")
    verb.set_defaults(call=lambda given: new(_here(), given.place))
    verb = verbs.add_parser("rename", help="give a page another name; its old address leads to it")
    verb.add_argument("old", metavar="OLD", help="as pytorch/tensors/shapes")
    verb.add_argument("new", metavar="NEW")
    verb.set_defaults(call=lambda given: move(_here(), given.old, given.new))
    verb = verbs.add_parser("diff", help="what changed between the recordings of two sites")
    verb.add_argument("before", help="a recordings.json, the folder of a site, or its URL")
    verb.add_argument("after")
    verb.set_defaults(call=lambda given: show_drift(given.before, given.after))
    return parser


def main(arguments: list[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    try:
        given.call(given)
        sys.stdout.flush()  # a reader that has gone is met here, not at the end of Python
    except BrokenPipeError:  # whoever reads has enough: `academy programs | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (BadInput, client.RunError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 128 + signal.SIGINT
    finally:
        client.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
