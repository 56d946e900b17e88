"""A site of somebody else, in an environment of its own: the engine from a wheel, numpy, and nothing of this course."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mini import ROOT, write_files

PAGE = """\
# Means

The mean is $\\bar{x} = \\frac{1}{n} \\sum_i x_i$; a [term](glossary.md#mean).

```python
import numpy as np

print(np.arange(5).mean())
```

<!--pytest-codeblocks:cont-->
```python
print("torch" in globals())
```
"""
FILES = {
    "mkdocs.yml": "site_name: Numbers\ntheme: material\nplugins: [academy]\n",
    "docs/index.md": PAGE,
    "docs/glossary.md": "# Glossary\n\n## Mean\n\nThe sum of all, shared by all.\n",
}


@pytest.fixture(scope="module")
def python_elsewhere(tmp_path_factory) -> Path:
    """A fresh environment with the wheel and numpy. Without a package index there is none to be had, except in CI."""
    folder = tmp_path_factory.mktemp("elsewhere")
    source = folder / "source"
    shutil.copytree(ROOT / "academy", source / "academy", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    run([*pip, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, source])
    run([sys.executable, "-m", "venv", folder / "venv"])
    python = folder / "venv/bin/python"
    (wheel,) = folder.glob("*.whl")
    install = [*pip, "--python", python, "install", "--quiet", "--constraint", ROOT / "constraints.txt", wheel, "numpy"]
    done = subprocess.run(install, capture_output=True, text=True)
    if done.returncode and not os.environ.get("CI"):
        pytest.skip(f"needs packages: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    return python


def run(command: list[str | Path], cwd: Path | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": ""})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.slow
def test_site_on_numpy_alone_is_built_and_verified_without_torch(python_elsewhere, tmp_path):
    write_files(tmp_path, FILES)
    absent = "import importlib.util; assert not any(map(importlib.util.find_spec, ('torch', 'matplotlib', 'sklearn')))"
    run([python_elsewhere, "-c", absent])
    run([python_elsewhere, "-m", "mkdocs", "build", "--strict"], cwd=tmp_path)
    page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert '<div id="program-5" class="output output-stdout"><pre tabindex="0"><samp>2.0\n</samp></pre></div>' in page
    assert 'class="katex"' in page
    assert '<a data-term href="' in page
    for name in ("outputs.css", "code.js", "terms.js", "maths.css", "katex/fonts/KaTeX_Main-Regular.woff2"):
        assert (tmp_path / "site/assets/academy" / name).exists()
    assert page.count('href="assets/academy/') == 5
    assert "1 passed" in run([python_elsewhere, "-m", "pytest", "--codeblocks"], cwd=tmp_path)
    assert (
        "tested with --codeblocks"
        in subprocess.run([python_elsewhere, "-m", "pytest"], cwd=tmp_path, capture_output=True, text=True).stdout
    )
