"""What a program printed names no folder of this machine and no frame of ours."""

import json
import sys
from pathlib import Path

import pytest
from mini import LIMITS, program, write_files

from academy.program import Conditions, Part, Program
from academy.run import client
from academy.run.texts import Texts
from academy.run.workplace import Workplace


def texts_of(root: str) -> Texts:
    """Those of a snippet that runs below /tmp/academy-x."""
    shown = program("", name="snippets/a.py", is_snippet=True)
    return Texts.of(Workplace.of(shown, Path(root), Path("/tmp/academy-x")))


@pytest.mark.parametrize("root", ["/docs", "/app", "/home/ada/site"])
def test_path_of_the_repository_is_hidden_and_a_longer_one_left_alone(root):
    read = texts_of(root).without_paths
    hidden = f"({root}) {root}/x.py '{root}', at={root}: {root}. file://{root}/x.py /tmp/academy-x/work:{root}/y"
    assert read(hidden) == "(.) x.py '.', at=.: .. file://x.py .:y"
    for other in (f"https://example.org{root}/stable/x.html", f"/mnt{root}", f"~{root}/x", f"..{root}", f"{root}-2/x"):
        assert read(f"see {other}") == f"see {other}"
    assert read(f"http://h:80{root}/ {root}.bak/x") == f"http://h:80{root}/ {root}.bak/x"


def test_place_where_torch_was_built_is_hidden():
    said = b"Warning: slow (Triggered internally at /pytorch/build/torch/csrc/autograd/a.cpp:7.)\n"
    assert (
        texts_of("/docs").read(said) == "Warning: slow (Triggered internally at build/torch/csrc/autograd/a.cpp:7.)\n"
    )


def test_snippet_runs_as_the_file_that_it_is(tmp_path):
    source = (
        "# %% one\nimport helper\nprint(helper.__file__, __file__)\n\n# %% two\nimport warnings\nwarnings.warn('x')\n"
    )
    write_files(tmp_path, {"snippets/a/b.py": source, "snippets/a/helper.py": ""})
    shown = Program("snippets/a/b.py", source, (Part(2, 5), Part(6, 8)), is_snippet=True)
    found = client.run(shown, Conditions(tmp_path, LIMITS))
    assert found.parts[0].stdout == "snippets/a/helper.py snippets/a/b.py\n"
    assert found.parts[1].stderr == "snippets/a/b.py:7: UserWarning: x\n  warnings.warn('x')\n"
    assert [path for path, _ in found.reads] == ["snippets/a/helper.py", "snippets/a/helper/__init__.py"]


def test_chained_exception_names_no_frame_of_the_engine(run_code):
    found = run_code(
        "import json\ntry:\n    json.loads('{')\nexcept ValueError as error:\n    raise KeyError('x') from error"
    )
    traceback = found.parts[0].failure.traceback
    assert 'File "json/decoder.py"' in traceback and "direct cause" in traceback
    assert "academy" not in traceback and sys.prefix not in traceback and "/tmp" not in traceback


def test_message_that_no_file_can_hold_is_escaped(run_code):
    failure = run_code("raise ValueError('\\udcff')").parts[0].failure
    assert failure.message == "\\udcff"
    json.dumps(failure.traceback, ensure_ascii=False).encode()


def test_exception_that_cannot_be_printed_is_said_as_python_says_it(run_code):
    found = run_code("class Bad(Exception):\n    def __str__(self):\n        return 1 / 0", "raise Bad")
    assert found.breach is None
    assert (found.parts[1].failure.name, found.parts[1].failure.message) == ("Bad", "<exception str() failed>")
    assert found.parts[1].failure.traceback.endswith("Bad: <exception str() failed>\n")
