"""Take from MiniSearch's npm package what the search of this site needs.

    npm pack minisearch@7.2.0          (or any copy of that file: its hash is checked)
    .venv/bin/python tools/vendor_minisearch.py minisearch-7.2.0.tgz

The module is as published but for its comments, two thirds of its weight, and the line that names its source map.
For a new version, change VERSION and INTEGRITY (`npm view minisearch@VERSION dist.integrity`).
"""

import hashlib
import re
import sys
import tarfile
from base64 import b64encode
from pathlib import Path

VERSION = "7.2.0"
INTEGRITY = "sha512-dqT2XBYUOZOiC5t2HRnwADjhNS2cecp9u+TJRiJ1Qp/f5qjkeT5APcGPjHw+bz89Ms8Jp+cG4AlE+QZ/QnDglg=="
TARGET = Path(__file__).resolve().parents[1] / "overrides/assets/javascripts/search"
_COMMENTS = re.compile(r"^[ \t]*(?:/\*\*.*?\*/|//[^\n]*)\n", re.DOTALL | re.MULTILINE)


def vendor(package: Path) -> None:
    """Write the module and its licence."""
    found = "sha512-" + b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    if found != INTEGRITY:
        sys.exit(f"{package}: expected the npm package minisearch {VERSION} ({INTEGRITY}), found {found}")
    with tarfile.open(package) as archive:
        module, licence = (_read(archive, f"package/{name}") for name in ("dist/es/index.js", "LICENSE.txt"))
    head = f"/* MiniSearch {VERSION}, MIT: see minisearch-LICENSE.txt. Vendored by tools/vendor_minisearch.py. */\n"
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "minisearch.js").write_text(head + _COMMENTS.sub("", module), encoding="utf-8")
    (TARGET / "minisearch-LICENSE.txt").write_text(licence, encoding="utf-8")


def _read(archive: tarfile.TarFile, name: str) -> str:
    file = archive.extractfile(name)
    assert file, name
    return file.read().decode()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"usage: python {sys.argv[0]} minisearch-{VERSION}.tgz")
    vendor(Path(sys.argv[1]))
