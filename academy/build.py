"""A site to outcomes: its programs found in the store or run, each judged once."""

import itertools
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from functools import partial

from academy import Run
from academy.judge import questions
from academy.judge.outcome import Outcome, Shown, judge
from academy.judge.promises import before_run
from academy.page.blocks import Block, Origin, Page
from academy.page.files import read_pages, read_site
from academy.page.site import Showing, Site
from academy.problems import BadInput, Problem
from academy.recording import Recording, environment
from academy.run import client
from academy.settings import Settings
from academy.store import Store

Report = Callable[[int, int, str], None]  # programs run so far, programs to run, what happened


def build_of(settings: Settings, texts: dict[str, str] | None = None) -> "Build":
    """The build of the pages with these texts, or of those on disk; nothing runs yet."""
    return Build(settings, read_site(settings, read_pages(settings) if texts is None else texts))


class Build:
    """One build of a site: the outcomes of its programs, as they arrive."""

    def __init__(self, settings: Settings, site: Site) -> None:
        self.settings, self.site = settings, site
        self.outcomes: dict[Origin, Future[Outcome]] = {}
        self.problems = list(site.problems)  # that are known before anything has run
        self.ran: list[Origin] = []  # the programs that were not in the store
        self._runs: dict[Origin, Future[Recording]] = {}
        self._own: client.Forks | None = None
        self._store = Store(settings.store, settings.conditions)

    def start(
        self,
        executor: Executor | None = None,
        report: Report = lambda done, total, text: None,
        only: Collection[Origin] | None = None,
        own: bool = False,
        first: Callable[[Showing], float] | None = None,
        earlier: "Build | None" = None,
    ) -> None:
        """Take what the store has, and run the rest on all cores; returns at once.

        `only` names the programs that are wanted; all, if left out. With `own` they run on a server of forks of this
        build's own, which lives until `cancel`. They start in the order of `first`; one that an `earlier` build still
        runs is taken over.
        """
        wanted = [showing for origin, showing in self.site.showings.items() if only is None or origin in only]
        if earlier:
            self._take_over(earlier, wanted)
            wanted = [showing for showing in wanted if showing.origin not in self.outcomes]
        if first:
            wanted.sort(key=first)
        found = [(showing, self._store.get(showing.program)) for showing in wanted]
        missing = [showing for showing, recording in found if recording is None]
        run = partial(client.run, conditions=self.settings.conditions)
        if missing and not executor:  # its imports take longest: the code is looked at meanwhile
            server = client.prepare((showing.program for showing in missing), own)  # no thread starts another
            run = partial(run, server=server)
            self._own = server if own else None
        for showing in missing:
            if problems := before_run(showing):
                self.outcomes[showing.origin] = _done(Outcome(showing, tuple(problems)))
                self.problems += problems
            else:
                self.outcomes[showing.origin] = Future()
                self.ran.append(showing.origin)
        if self.ran:
            pool = executor or ThreadPoolExecutor(self.settings.jobs)
            self._run(pool, run, report)
            if not executor:
                pool.shutdown(wait=False)
        for showing, recording in found:  # while the others run
            if recording:
                self.outcomes[showing.origin] = _done(judge(showing, recording))

    def _take_over(self, earlier: "Build", wanted: Iterable[Showing]) -> None:
        """Wait for what an earlier build still runs; what is not wanted any more does not begin."""
        for origin in (showing.origin for showing in wanted if earlier.site.showings.get(showing.origin) == showing):
            if not earlier.has_arrived(origin):
                self.outcomes[origin], self._runs[origin] = earlier.outcomes[origin], earlier._runs[origin]
        earlier.cancel(kept=self.outcomes)

    def _run(self, executor: Executor, run: Run, report: Report) -> None:
        """Submit the programs; an outcome counts as arrived once its recording is in the store."""
        count = itertools.count(1)
        report(0, len(self.ran), f"{len(self.ran)} of {len(self.site.showings)} programs to run")

        def arrived(showing: Showing, ran: Future[Recording]) -> None:
            future = self.outcomes[showing.origin]
            try:
                outcome, said = self._keep(showing, ran.result())
            except BaseException as error:  # whoever waits for the outcome gets it
                future.set_exception(error)
            else:
                future.set_result(outcome)
                report(next(count), len(self.ran), said)

        for origin in self.ran:
            showing = self.site.showings[origin]
            running = executor.submit(run, showing.program)
            running.add_done_callback(partial(arrived, showing))
            self._runs[origin] = running

    def _keep(self, showing: Showing, recording: Recording) -> tuple[Outcome, str]:
        """Judge a recording and store it if it is good; what to report of it.

        RunError for one made in another environment: no executor may pass its own off as this one's.
        """
        here = dict(environment())
        if others := dict(recording.environment).items() - here.items():
            said = ", ".join(f"{name} {value} instead of {here.get(name)}" for name, value in sorted(others))
            raise client.RunError(f"{showing.origin} ran on a machine with {said}: give its workers what this one has")
        outcome = judge(showing, recording)
        said = f"ran {showing.origin} ({recording.seconds:.1f} s)"
        if not outcome.problems:
            try:
                self._store.put(showing.program, recording)
            except OSError as error:
                said += f", but cannot keep it: {error}"
        return outcome, said

    def take(self, page: Page) -> None:
        """Take in a page whose program another tool runs."""
        self.site.pages[page.name] = page
        self.problems += page.problems

    def take_outcome(self, outcome: Outcome) -> None:
        """What came of that run."""
        self.site.showings[outcome.showing.origin] = outcome.showing
        self.outcomes[outcome.showing.origin] = _done(outcome)

    def check(self, pages: Iterable[str] | None = None) -> None:
        """Wait for the programs of these pages, or all; BadInput with every problem of the site, if any."""
        if self.problems or self._problems_of_programs(self._origins(pages)):
            raise BadInput([*self.problems, *self._problems_of_programs(self.outcomes)])
        if alike := self.problems_of_questions(self.site.pages if pages is None else pages):
            raise BadInput(alike)

    def problems_of_questions(self, pages: Iterable[str]) -> list[Problem]:
        """What is wrong with the answers that these pages offer, as far as they have arrived."""
        blocks = (block for page in pages for block in self.site.pages[page].blocks if block.offered)
        return [problem for block in blocks for problem in questions.problems(block, self.shown_so_far)]

    def problems_of(self, page: str) -> list[Problem]:
        """What is wrong with one page, as far as its programs have arrived."""
        arrived = [origin for origin in self._origins([page]) if self.has_arrived(origin)]
        found = [*self.problems, *self._problems_of_programs(arrived), *self.problems_of_questions([page])]
        return sorted({problem for problem in found if problem.page == page})

    def wait(self, seconds: float | None = None, pages: Iterable[str] | None = None) -> bool:
        """Wait so long for the programs of these pages, or all; whether they have arrived."""
        return not wait([self.outcomes[origin] for origin in self._origins(pages)], seconds).not_done

    def has_arrived(self, origin: Origin) -> bool:
        return origin not in self.outcomes or self.outcomes[origin].done()

    def _problems_of_programs(self, origins: Iterable[Origin]) -> list[Problem]:
        return [problem for origin in origins for problem in self.outcome(origin).problems]

    def _origins(self, pages: Iterable[str] | None) -> list[Origin]:
        if pages is None:
            return list(self.outcomes)
        wanted = {origin for page in pages for origin in self.site.pages[page].origins}
        return [origin for origin in self.outcomes if origin in wanted]

    def outcome(self, origin: Origin) -> Outcome:
        """The outcome of a program; waits for it."""
        return self.outcomes[origin].result()

    def shown(self, block: Block) -> Shown | None:
        """What the page shows below a block; None if its program could not run."""
        return self.outcome(block.origin).shown.get(block)

    def shown_so_far(self, block: Block) -> Shown | None:
        """The same, and None as long as its program runs."""
        return self.shown(block) if self.has_arrived(block.origin) else None

    def all_shown(self) -> list[Shown]:
        """What every page shows, page by page, as far as its programs have arrived."""
        blocks = [block for page in self.site.pages.values() for block in page.blocks if block.origin in self.outcomes]
        return [shown for block in blocks if (shown := self.shown_so_far(block))]

    def cancel(self, kept: Collection[Origin] = ()) -> None:
        """Drop the programs that have not started, but for those kept."""
        for origin, future in self._runs.items():
            if origin not in kept:
                future.cancel()
        if self._own:
            self._own.close()


def _done(outcome: Outcome) -> Future[Outcome]:
    future: Future[Outcome] = Future()
    future.set_result(outcome)
    return future
