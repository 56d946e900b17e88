"""What Lighthouse measures on a phone: medians of several runs, page by page, of the site in `site/`.

    python bench/lighthouse.py --runs 5 pytorch/tensors/

Lighthouse comes by npm and drives the Chromium that is there; the site is served compressed, as web hosts do. The
goals are printed with the table; the exit status is 1 if a median misses one. Measure on a machine that does nothing
else: Lighthouse slows the page's time down by a factor, and whatever else runs counts as the page's.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser.chromium import installed  # noqa: E402  # the tests lie in no package, hence the path above
from browser.server import serve  # noqa: E402  # as above

LIGHTHOUSE = "lighthouse@12.8.2"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
PAGES = (
    "",
    "pytorch/tensors/",
    "pytorch/autograd/",
    "pytorch/feedforward/",
    "pytorch/training-loop/",
    "pytorch/errors/training-loop/",
    "pytorch/projects/digits/",
)
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOALS = (95, 100, 100, 100)
BLOCKING, SHIFT = 150, 0.05  # milliseconds; the layout's cumulative shift


@dataclass(frozen=True)
class Measured:
    """One run on one page: a score of 100 for each category, times in milliseconds."""

    scores: tuple[float, ...]
    paint: float
    blocking: float
    shift: float


def measure(url: str, browser: str) -> Measured:
    """Run Lighthouse once.

    Raises:
        SystemExit: It gave no result; its own words are shown.
    """
    command = ["npm", "exec", "--yes", f"--package={LIGHTHOUSE}", "--", "lighthouse", url]
    command += ["--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"CHROME_PATH": browser})
    if done.returncode:
        sys.exit(f"Lighthouse failed on {url}:\n{done.stderr.strip()[-2000:]}")
    report = json.loads(done.stdout)
    audits = report["audits"]
    numbers = (
        audits[name]["numericValue"]
        for name in ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
    )
    return Measured(tuple(100 * (report["categories"][name]["score"] or 0) for name in CATEGORIES), *numbers)


def middle(runs: list[Measured]) -> Measured:
    """The median of each figure."""
    scores = tuple(median(scores) for scores in zip(*(run.scores for run in runs), strict=True))
    return Measured(scores, *(median(getattr(run, name) for run in runs) for name in ("paint", "blocking", "shift")))


def reached(one: Measured) -> bool:
    enough = all(score >= goal for score, goal in zip(one.scores, GOALS, strict=True))
    return enough and one.blocking <= BLOCKING and one.shift <= SHIFT


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", default=PAGES, help="addresses below the site's root")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    options = parser.parse_args()
    browser = installed()
    if not shutil.which("npm") or not browser:
        sys.exit("expected npm (it brings Lighthouse) and a Chromium, found none: install nodejs, npm and chromium")
    if not (options.site / "index.html").is_file():
        sys.exit(f"expected a built site in {options.site}, found none: run make site")
    print(
        f"goals: scores {', '.join(map(str, GOALS))}; blocking {BLOCKING} ms; shift {SHIFT}; {options.runs} runs each"
    )
    print(f"{'page':32}{'scores':>22}{'paint ms':>10}{'blocking':>10}{'shift':>8}")
    missed = 0
    with serve(options.site, "/academy/") as server:
        for page in options.pages:
            url = f"http://127.0.0.1:{server.port}/academy/{page}"
            one = middle([measure(url, browser) for _ in range(options.runs)])
            missed += not reached(one)
            scores = " ".join(f"{score:.0f}" for score in one.scores)
            print(f"{page or 'home':32}{scores:>22}{one.paint:10.0f}{one.blocking:10.0f}{one.shift:8.3f}", flush=True)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
