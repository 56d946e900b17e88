"""What a build says while its programs run."""

import logging
import sys
from typing import Any

import click

from academy.build import Report

log = logging.getLogger("mkdocs.plugins.academy")


def reporter() -> Report:
    """A progress bar on a terminal, a line for each program elsewhere."""
    if not sys.stderr.isatty() or not log.isEnabledFor(logging.INFO):
        return lambda done, total, text: log.info(text)
    bar: Any = None

    def report(done: int, total: int, text: str) -> None:
        nonlocal bar
        if bar is None:
            bar = click.progressbar(length=total, label=text, file=sys.stderr)
        bar.update(done - bar.pos)
        if done == total:
            bar.render_finish()

    return report
