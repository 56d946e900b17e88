"""What holds the build of another generator against our own; `make zensical` builds with the real one."""

import json
import os
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from mini import ROOT, write_files

SCRIPT = ROOT / "tools/zensical.py"
PAGE = (
    '<h1>One</h1><pre><code><span id="a">1 &lt; 2</span>\n</code></pre>'
    '<p><span class="arithmatex">x</span></p><img alt="A line" src="../figures/a.svg"><pre>1 &lt; 2</pre>'
)
THEIRS = {"one/index.html": PAGE, "figures/a.svg": "<svg/>"}


@pytest.fixture
def tool() -> dict[str, Callable[..., Any]]:
    return runpy.run_path(str(SCRIPT))


def recorded(*outputs: dict[str, Any]) -> str:
    """A recordings.json with one program of a page that has only two lines."""
    block = {"page": "docs/glossary.md", "line": 1, "outputs": outputs}
    return json.dumps({"programs": [{"blocks": [block]}]})


STREAM = {"output_type": "stream", "text": "1 < 2\n"}
FIGURE = {"output_type": "display_data", "data": {"image/svg+xml": "figures/a.svg"}}
OURS = {
    "glossary/index.md": "# One\n",
    "glossary/index.html": '<span class="katex-mathml"></span>',
    "recordings.json": recorded(STREAM, STREAM, FIGURE),
}


def lacks(tool, folder: Path, old: str, new: str, capsys) -> str:
    """What the report says of another build, in which something has been replaced."""
    write_files(folder / "ours", OURS)
    write_files(
        folder / "theirs", {name.replace("one", "glossary"): text.replace(old, new, 1) for name, text in THEIRS.items()}
    )
    is_whole = tool["report"](tool["wanted"](folder / "ours"), tool["built"](folder / "theirs"))
    said = capsys.readouterr()
    assert is_whole == (not said.err)
    assert said.out.count(" of ") == 4
    return said.err


def test_build_with_all_that_ours_has_is_whole(tool, tmp_path, capsys):
    assert lacks(tool, tmp_path, "", "", capsys) == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<pre>1 &lt; 2</pre>", "", "output of glossary: 1 < 2"),
        ("2</span>", "3</span>", "output of glossary: 1 < 2"),
        ("a.svg", "b.svg", "figure of glossary: a.svg"),
        ("<img ", "<a ", "figure of glossary: a.svg"),
        ("arithmatex", "math", "formula of glossary: 1"),
    ],
)
def test_build_that_lacks_something_is_named_with_it(tool, tmp_path, capsys, old, new, said):
    assert lacks(tool, tmp_path, old, new, capsys) == f"missing: {said}\n"


def test_page_that_is_missing_is_named(tool, tmp_path, capsys):
    write_files(tmp_path / "ours", OURS)
    assert not tool["report"](tool["wanted"](tmp_path / "ours"), tool["built"](tmp_path / "theirs"))
    assert "missing: page of glossary: 1\n" in capsys.readouterr().err


def test_configuration_has_nothing_of_ours(tool):
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    found = yaml.load(tool["configuration"](text, [{"more": {"x": True}}]), yaml.BaseLoader)
    assert {*found} == {*tool["KEPT"], *tool["OURS"]} and found["theme"] == {"font": "false"}
    assert "projects/digits.md" in str(found["nav"]) and ".py" not in str(found["nav"])
    extensions = yaml.load(text, yaml.BaseLoader)["markdown_extensions"]
    assert found["markdown_extensions"] == [*extensions, {"more": {"x": "true"}}]


@pytest.mark.slow
def test_zensical_that_does_not_install_is_skipped_with_the_reason(tmp_path):
    env = os.environ | {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
    done = subprocess.run(
        [sys.executable, SCRIPT, tmp_path], env=env, cwd=tmp_path, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Skipped: zensical==") and "No matching distribution found" in done.stdout
