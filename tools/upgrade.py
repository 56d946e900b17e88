"""Renew constraints.txt: python upgrade.py TORCH

Into a scratch environment go torch, in that very version, first and alone, so that no other package can ask for another
build of it, and then the newest of all else that pyproject.toml allows. If it fails, constraints.txt is as before.
"""

import os
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = ("site", "test", "check")  # what the Makefile installs


def requirements(project, extras=EXTRAS):
    """What the project needs with these extras, which can name others of its own; but torch."""
    found, wanted = list(project["dependencies"]), list(extras)
    for extra in wanted:
        for one in project["optional-dependencies"][extra]:
            own = re.fullmatch(re.escape(project["name"]) + r"\[(.+)\]", one)
            (wanted if own else found).extend(own[1].split(",") if own else [one])
    return [one for one in found if re.match(r"[\w.-]+", one)[0] != "torch"]


def installed(packages, torch):
    """The version of every package in a new environment with these."""
    with tempfile.TemporaryDirectory() as scratch:
        venv.create(scratch, with_pip=True)
        pip = [f"{scratch}/bin/python", "-m", "pip", "--disable-pip-version-check"]
        index = ["--index-url", os.environ["TORCH_INDEX"]] if os.environ.get("TORCH_INDEX") else []
        pin = Path(scratch, "pin.txt")
        pin.write_text(f"torch=={torch}\n")
        install = [*pip, "install", "--quiet"]
        subprocess.run([*install, *index, "--no-deps", f"torch=={torch}"], check=True)
        subprocess.run([*install, "--upgrade", "setuptools"], check=True)
        subprocess.run([*install, "--constraint", pin, f"torch=={torch}", *packages], check=True)
        return versions(subprocess.check_output([*pip, "list", "--format", "freeze", "--exclude", "pip"], text=True))


def versions(pins):
    """Each package's version without the build: 1.2.3+cpu is 1.2.3."""
    return dict(re.findall(r"^([\w.-]+)==([^+\s]+)", pins, re.MULTILINE))


def moved(before, after):
    """What has changed from one set of versions to the other, a line each."""
    for name in sorted({*before, *after}, key=str.casefold):
        old, new = before.get(name, "none"), after.get(name, "none")
        if old != new:
            yield f"{name} {old} -> {new}"


def main(torch):
    if not re.fullmatch(r"\d[\w.]*", torch):
        sys.exit(f"expected a version of torch, as 1.2.3, found '{torch}'; constraints.txt is as it was")
    file = ROOT / "constraints.txt"
    before = file.read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    try:
        after = installed(requirements(project), torch)
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error}\nconstraints.txt is as it was")
    head = [line for line in before.splitlines() if line.startswith("#")]
    pins = sorted((f"{name}=={version}" for name, version in after.items()), key=str.casefold)
    renewed = file.with_suffix(".new")
    renewed.write_text("\n".join([*head, *pins, ""]), encoding="utf-8")
    renewed.replace(file)
    print("\n".join(moved(versions(before), after)) or "No package has moved.")


if __name__ == "__main__":
    main(sys.argv[1])
