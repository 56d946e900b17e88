"""Make a release: python release.py VERSION

Its version goes into pyproject.toml, and with the day above what CHANGELOG.md says of it; both into a commit with a
tag. If one of these fails, all is as before; nothing is pushed. `python release.py --notes TAG` prints that section.
"""

import datetime
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BRANCH, NEW = "main", "## [Unreleased]"
VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
SECTION = re.compile(r"^## .*\n(?:(?!## ).*\n?)*", re.MULTILINE)


def git(*arguments):
    """What git prints; it ends the run by what it says."""
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"git {arguments[0]}: {(done.stderr or done.stdout).strip()}")
    return done.stdout.rstrip()


def numbers(version):
    """A version as what it is compared by."""
    found = VERSION.fullmatch(version)
    return tuple(map(int, found.groups())) if found else sys.exit(f"expected a version, as 1.2.3, found '{version}'")


def released(project, changelog, version):
    """Both texts with the new version, if there is something to release under it."""
    old = tomllib.loads(project)["project"]["version"]
    if numbers(version) <= numbers(old):
        sys.exit(f"expected a version above {old}, which pyproject.toml has, found {version}")
    topmost = SECTION.search(changelog)
    if not topmost or not topmost[0].startswith(f"{NEW}\n"):
        sys.exit(f"expected '{NEW}' as the topmost section of CHANGELOG.md")
    if not re.search(r"^[*-] ", topmost[0], re.MULTILINE):
        sys.exit(f"expected what has changed under '{NEW}' in CHANGELOG.md, found nothing")
    head = f"{NEW}\n\n## [{version}] - {datetime.date.today()}"
    project, found = re.subn(rf'^version = "{re.escape(old)}"$', f'version = "{version}"', project, flags=re.MULTILINE)
    if found != 1:
        sys.exit(f"expected one line 'version = \"{old}\"' in pyproject.toml, found {found}")
    return project, changelog.replace(NEW, head, 1)


def check_place(tag):
    """The release is of what has been committed, on the branch that is published, and new."""
    if changed := git("status", "--porcelain"):
        sys.exit(f"expected a tree without changes, found {', '.join(line[3:] for line in changed.splitlines())}")
    if (branch := git("branch", "--show-current")) != BRANCH:
        sys.exit(f"expected the branch {BRANCH}, found {branch or 'none'}")
    if git("tag", "--list", tag):
        sys.exit(f"expected a new version, found the tag {tag}")


def release(version):
    """All of it, or nothing."""
    files = [ROOT / "pyproject.toml", ROOT / "CHANGELOG.md"]
    tag = f"v{version}"
    texts = released(*(file.read_text(encoding="utf-8") for file in files), version)
    check_place(tag)
    before = git("rev-parse", "HEAD")
    try:
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, encoding="utf-8")
        git("commit", "--quiet", "--all", "--message", f"release: {version}")
        git("tag", "--annotate", tag, "--message", f"Version {version}")
    except BaseException:
        git("reset", "--quiet", "--hard", before)  # nothing is lost: the tree had no changes
        print("Nothing has changed.", file=sys.stderr)
        raise
    print(f"Made {tag}. To publish it: git push --atomic origin {BRANCH} {tag}")


def notes(changelog, tag):
    """What the changelog says of a version, without its heading."""
    head = f"## [{tag.removeprefix('v')}]"
    found = [part for part in SECTION.findall(changelog) if part.startswith(head)]
    return found[0].partition("\n")[2].strip() if found else sys.exit(f"expected '{head}' in CHANGELOG.md")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--notes"]:
        print(notes((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), sys.argv[2]))
    else:
        release(sys.argv[1])
