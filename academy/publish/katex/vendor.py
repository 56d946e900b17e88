"""Take from KaTeX's npm package what the build and the readers need, exactly as published.

    npm pack katex@0.19.1          (or any copy of that file: its hash is checked)
    .venv/bin/python academy/publish/katex/vendor.py katex-0.19.1.tgz

The script that renders goes beside this file and is never published; the stylesheet and the fonts go to
academy/mkdocs/assets/katex. Of the three formats of each font only WOFF2 is kept, which every browser of the
last ten years reads, so the stylesheet is made to name no other. The fonts themselves stay as they are:
their licence (SIL OFL 1.1, named in each file, its text in fonts/LICENSE.txt) reserves their names to the
unchanged ones.
For a new version, change VERSION and INTEGRITY (`npm view katex@VERSION dist.integrity`).
"""

import hashlib
import re
import sys
import tarfile
from base64 import b64encode
from pathlib import Path

VERSION = "0.19.1"
INTEGRITY = "sha512-jG8uKntjSEcm2EpQOh0XturpPuuC9r3Sq5HLHdsFdWZT27E672SF19QEi+of0/YeOy15lDgRhKvr5614uRrEfA=="
HERE = Path(__file__).resolve().parent
PUBLISHED = HERE.parents[1] / "mkdocs" / "assets" / "katex"
_OTHER_FORMATS = re.compile(r',url\([^)]*\.(?:woff|ttf)\) format\("[^"]*"\)')
_FONTS_NOTE = """
The fonts (fonts/*.woff2) are licensed under the SIL Open Font License, Version 1.1, https://openfontlicense.org:
Copyright (c) 2009-2010, Design Science, Inc. (<www.mathjax.org>)
Copyright (c) 2014-2018 Khan Academy (<www.khanacademy.org>),
with Reserved Font Names KaTeX_AMS, KaTeX_Caligraphic, KaTeX_Fraktur, KaTeX_Main, KaTeX_Math,
KaTeX_SansSerif, KaTeX_Script, KaTeX_Size1, KaTeX_Size2, KaTeX_Size3, KaTeX_Size4 and KaTeX_Typewriter.
"""


def vendor(package: Path) -> None:
    """Write every file that is kept of the package."""
    found = "sha512-" + b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    if found != INTEGRITY:
        sys.exit(f"{package}: expected the npm package katex {VERSION} ({INTEGRITY}), found {found}")
    with tarfile.open(package) as archive:
        files = {one.name: archive.extractfile(one) for one in archive if one.isfile()}
        contents = {name.removeprefix("package/"): file.read() for name, file in files.items() if file}
    licence = contents["LICENSE"] + _FONTS_NOTE.encode()
    _write(HERE / "katex.min.js", contents["dist/katex.min.js"])
    _write(HERE / "LICENSE", contents["LICENSE"])
    _write(PUBLISHED / "LICENSE", licence)
    _write(PUBLISHED / "katex.min.css", _OTHER_FORMATS.sub("", contents["dist/katex.min.css"].decode()).encode())
    for name, data in contents.items():
        if name.startswith("dist/fonts/") and name.endswith(".woff2"):
            _write(PUBLISHED / name.removeprefix("dist/"), data)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"usage: python {sys.argv[0]} katex-{VERSION}.tgz")
    vendor(Path(sys.argv[1]))
