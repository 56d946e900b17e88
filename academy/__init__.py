"""The engine: Markdown pages in, executed and verified pages out.

The story of a page, room by room; each room's docstring says what its files do:

    page      Markdown to blocks, and the blocks of a site to programs
    program   the contract, one half: what is run
    run       programs to recordings, each in a process of its own
    recording the contract, other half: what a run left, and on what machine
    store     recordings on disk, found again until something changes that could change them
    judge     what a recording says: promises kept, the same again, proofs, changes
    build     all of that in one: a site to outcomes, each program judged once
    publish   outcomes to HTML, Markdown and recordings.json

Two edges call it: `mkdocs` (the site and its preview) and `pytest_plugin`; `__main__` is the command line, and `new`
serves it. `settings` are the site's, `problems` is what is said to an author, `sealed` how files are kept.

The stages as types; the type checker holds the rooms to them:
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from academy.judge.outcome import Outcome, Shown, judge
    from academy.page.blocks import Block, Page
    from academy.page.files import read_site
    from academy.page.site import Showing, Site
    from academy.program import Program
    from academy.publish.markdown import with_outputs
    from academy.recording import Recording
    from academy.settings import Settings

Read: TypeAlias = "Callable[[Settings, dict[str, str]], Site]"  # texts by the names of their pages
Run: TypeAlias = "Callable[[Program], Recording]"  # client.run, once its conditions are given
Judge: TypeAlias = "Callable[[Showing, Recording], Outcome]"
Publish: TypeAlias = "Callable[[Page, Callable[[Block], Shown | None], Callable[[str], str]], str]"

if TYPE_CHECKING:
    _STAGES: tuple[Read, Judge, Publish] = (read_site, judge, with_outputs)
