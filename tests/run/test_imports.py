"""What is imported before a program, and the generators of what it imports itself."""

import contextlib

import pytest
from mini import ROOT, python, write_files

from academy.run import client

BY_ITSELF = "import importlib\nfound = importlib.import_module({!r}.replace(' ', ''))\n"  # the text names nothing
DRAWS = {
    "numpy": BY_ITSELF.format("num py") + "print(found.random.rand(2))",
    "numpy.random": BY_ITSELF.format("num py.random") + "print(found.default_rng is not None, found.rand(2))",
    "a module of numpy": BY_ITSELF.format("num py.random.mtrand") + "print(found._rand.rand(2))",
    "torch": BY_ITSELF.format("tor ch") + "print(found.rand(2))",
    "numpy.random, looked for before": BY_ITSELF.format("importlib.util")
    + "print(bool(found.find_spec('num' 'py.random')))\n"
    + BY_ITSELF.format("num py.random")
    + "print(found.rand(2))",
    "numpy.random, twice": BY_ITSELF.format("num py.random")
    + "first = found.rand(2)\nimportlib.reload(found)\nprint(first, found.rand(2), (first == found.rand(2)).any())",
}


@pytest.fixture(scope="module")
def bare_server():
    """A server that has imported nothing, as for programs whose texts name nothing."""
    server = client.Forks([])
    yield server
    server.close()


@pytest.mark.parametrize("code", DRAWS.values(), ids=DRAWS)
def test_generator_that_the_program_imports_is_seeded_from_its_source(code, run_code, bare_server):
    first, again = run_code(code, server=bare_server), run_code(code, server=bare_server)
    assert (first.breach, first.parts[0].failure) == (None, None)
    assert first.parts == again.parts
    assert run_code(code + "  # another", server=bare_server).parts != first.parts
    assert run_code(code, fresh=True).parts != first.parts


@pytest.mark.parametrize("name", ["numpy", "torch"])
def test_numbers_are_the_same_wherever_the_module_was_imported(name, run_code, bare_server, own_server):
    assert run_code(DRAWS[name], server=bare_server).parts == run_code(DRAWS[name], server=own_server).parts


def test_reloaded_module_is_not_seeded_again(run_code, bare_server):
    assert run_code(DRAWS["numpy.random, twice"], server=bare_server).parts[0].stdout.endswith(" False\n")


def test_module_that_could_be_imported_at_last_is_seeded(run_code, bare_server, tmp_path):
    """A first import may fail, for want of something that the program then makes."""
    fails_once = "import builtins\nif not hasattr(builtins, 'ready'):\n    raise ImportError('not ready')\n"
    write_files(tmp_path, {"fake/torch.py": fails_once + "class default_generator:\n    manual_seed = print\n"})
    code = f"import builtins, sys\nsys.path.insert(0, {str(tmp_path / 'fake')!r})\nimport_it = 'import tor' 'ch'\n"
    code += "try:\n    exec(import_it)\nexcept ImportError as error:\n    print(error)\n"
    code += "builtins.ready = True\nexec(import_it)"
    said, seed = run_code(code, server=bare_server).parts[0].stdout.splitlines()
    assert said == "not ready" and int(seed)


ASK = f"""
import sys
from pathlib import Path
sys.path.append({str(ROOT / "tests")!r})
from mini import program
from academy.program import Conditions
from academy.run import client
one = program("import torch, helper\\nprint(torch, helper)", name="a.py", is_snippet=True)
found = client.run(one, Conditions(Path.cwd()), server=client.prepare([one]))
print(found.parts[0].failure, found.parts[0].stdout)
"""


def test_library_that_came_uncompiled_is_compiled_once_and_a_module_of_the_repository_never(tmp_path):
    torch = "class default_generator:\n    manual_seed = staticmethod(lambda seed: None)\n"
    write_files(tmp_path, {"installed/torch.py": torch, "site/a.py": "", "site/helper.py": ""})
    variables = {"PYTHONPATH": f"{tmp_path / 'installed'}:{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"}
    found = python("-c", ASK, cwd=tmp_path / "site", **variables)
    assert found.stdout.startswith("None <module 'torch'"), found.stderr
    assert [path.stem.partition(".")[0] for path in tmp_path.rglob("*.pyc")] == ["torch"]


# ---------------------------------------------------------------------------- where each process makes the imports


@pytest.fixture
def run_bare(run_code, bare_server, monkeypatch):
    """A function that runs code as where a fork after imports is not safe."""
    monkeypatch.setattr(client, "FORKS_IMPORTS", False)
    return lambda *code: run_code(*code, server=bare_server)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("numpy", "True False False False"),
        ("torch", "True True False False"),
        ("torch.optim", "True True True False"),
        ("matplotlib", "True False False True"),
        ("nothing of these", "False False False False"),
    ],
)
def test_process_has_imported_what_its_text_names(text, found, run_bare):
    names = ("numpy.random", "torch", "torch._dynamo", "matplotlib.pyplot")
    asked = ", ".join(f"{name[:3]!r} {name[3:]!r} in sys.modules" for name in names)
    assert run_bare(f"import gc, sys  # {text}\nprint({asked})").parts[0].stdout == f"{found}\n"


@pytest.mark.parametrize(
    "code",
    [
        "import torch\nprint(torch.rand(2))",
        "import matplotlib.pyplot as plt, numpy as np\nplt.plot(np.random.rand(3))",
        "import gc, sys, torch\nprint(gc.isenabled(), sys.dont_write_bytecode, sys.path[0], sys.argv)",
    ],
)
def test_process_that_makes_the_imports_runs_its_program_as_a_fork_after_them(code, run_code, run_bare, own_server):
    assert run_code(code, server=own_server).parts == run_bare(code).parts


def test_library_that_cannot_be_imported_fails_where_the_program_imports_it(run_code, tmp_path, monkeypatch):
    write_files(tmp_path, {"broken/torch.py": "raise ImportError('no such library')"})
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "broken"))
    monkeypatch.setattr(client, "FORKS_IMPORTS", False)
    with contextlib.closing(client.start(own=True)) as server:
        (part,) = run_code("print('begins')\nimport torch", server=server).parts
    assert (part.stdout, part.failure.message, part.failure.line) == ("begins\n", "no such library", 2)
