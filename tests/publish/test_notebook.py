"""A page as a notebook: its cells, and that a kernel gives what was recorded."""

import json

import nbformat
import pytest
from kernels import differences

from academy.publish.downloads import Downloads

HOME = "http://a.test/sub/"


def embed(*places):
    return "\n".join(f'```python\n--8<-- "{place}"\n```\n' for place in places)


def inline(*sources):
    return "\n".join(f"```python\n{source}\n```\n" for source in sources)


@pytest.fixture
def notebooks(build_site, tmp_path):
    """A function that writes all that a site offers, and gives its notebooks by their addresses."""

    def written(page, snippets=None, home=HOME):
        build = build_site({"index.md": page} if isinstance(page, str) else page, snippets)
        build.check()
        addresses = {name: name.removeprefix("docs/").replace(".md", ".html") for name in build.site.pages}
        Downloads(build.site, build.outcome, "docs", addresses, home).write(folder := tmp_path / "written")
        found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.ipynb")}
        for path in found.values():
            nbformat.validate(nbformat.read(path, as_version=4))
        return found

    return written


def cells(path, kind="code"):
    return ["".join(cell["source"]) for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == kind]


def tags(path):
    book = json.loads(path.read_text())["cells"]
    return {"".join(cell["source"]): cell["metadata"]["tags"] for cell in book if "tags" in cell["metadata"]}


def test_page_is_its_sentences_and_programs_in_order(notebooks):
    page = f"Said.\n\n{embed('a.py:one')}\n!!! note\n\n    More.\n\n{embed('a.py:two')}"
    path = notebooks(page, {"a.py": "import random\n\n# %% one\nx = 1\n\n# %% two\nprint(x)\n"})["index.ipynb"]
    assert cells(path) == [
        "# snippets/a.py is a program of its own: it begins with nothing of those above.\n"
        "import random\n\nrandom.seed()\n%reset -f",
        "import random",
        "x = 1",
        "print(x)",
    ]
    assert cells(path, "markdown") == ["# Index", "Said.", "**Note**  \n\nMore."]


def test_interrupted_program_goes_on(notebooks):
    snippets = {"a.py": "# %% one\nx = 1\n\n# %% two\nprint(x)\n"}
    path = notebooks(f"# A\n\n{embed('a.py:one')}\n{inline('x = 2')}\n{embed('a.py:two')}", snippets)["index.ipynb"]
    assert "%%capture\n# What the program has done so far, once more\n\nx = 1" in "\n".join(cells(path))
    assert differences(path) == []


@pytest.mark.parametrize(
    ("source", "last"),
    [
        ("print('é'); [].append('ü')  # why?", "print('é'); [].append('ü');  # why?"),
        ("[].append(\n    1,\n)", "[].append(\n    1,\n);"),
        ("[].append('');", "[].append('');"),
        ("[].append('') ;  # ;", "[].append('') ;  # ;"),
        ("x = []\nx.append(1)", "x = []\nx.append(1);"),
        ("print(1)", "print(1)"),
        ("for x in ():\n    print(x)", "for x in ():\n    print(x)"),
        ("[].append('''\né''')", "[].append('''\né''');"),
    ],
)
def test_last_value_is_not_shown(notebooks, source, last):
    assert cells(notebooks(f"# A\n\n{inline(source)}")["index.ipynb"])[-1] == last


def test_cells_say_which_outputs_are_not_the_same_again(notebooks):
    said = {
        "import time; print(time.time())": "varies",
        "import sys; print(id(sys), file=sys.stderr)": "varies: stderr",
        "1 / 0": "pytest.mark.xfail(raises=ZeroDivisionError)",
        "print(2)": 'pytest.mark.skipif(sys.platform != "none", reason="why")',
    }
    page = "# A\n\n" + "\n".join(f"<!--{directive}-->\n{inline(code)}" for code, directive in said.items())
    path = notebooks(page)["index.ipynb"]
    found = [*tags(path).values()]
    assert found == [["varies"], ["varies: stderr"], ["raises-exception"], ["raises-exception", "varies"]]
    notes = cells(path, "markdown")
    assert "*Not run here: why.*" in notes and "*This output differs from run to run.*" in notes
    assert differences(path) == []


def test_code_that_never_runs_is_text_and_its_reason_stands_once(notebooks):
    page = f"# A\n\n{inline('x = 1')}\n<!--show-only: why-->\n{inline('x = here')}"
    path = notebooks(page)["index.ipynb"]
    assert "\n".join(cells(path, "markdown")).count("why") == 1
    assert "x = here" not in "\n".join(cells(path))


def test_versions_are_told_if_there_are_any(notebooks):
    found = notebooks({"index.md": f"# A\n\n{inline('import numpy')}", "b.md": f"# B\n\n{inline('import os')}"})
    assert '{"numpy": "' in cells(found["index.ipynb"])[0] and "numpy.random.seed()" in cells(found["index.ipynb"])[1]
    assert "version" not in "".join(cells(found["b.ipynb"]))


@pytest.mark.parametrize(("home", "link"), [(HOME, "[b](http://a.test/sub/b.html)"), ("", "b")])
def test_links_of_a_notebook_lead_to_the_site(notebooks, home, link):
    page = f"# A\n\n[b](b.md), [c](https://c.test/).\n\n{inline('x = 1')}"
    found = notebooks({"index.md": page, "b.md": "# B\n"}, home=home)
    assert f"{link}, [c](https://c.test/)." in cells(found["index.ipynb"], "markdown")[0]


@pytest.mark.parametrize("directive", ["show-only: why", 'pytest.mark.skip(reason="why")', "notebook: none"])
def test_page_without_a_program_that_runs_there_has_none(notebooks, directive):
    assert notebooks(f"# A\n\n<!--{directive}-->\n```python\nx = 1\n```\n") == {}


# ---------------------------------------------------------------------------- run by a kernel

DISPLAYED = """\
import matplotlib.pyplot as plt
from IPython.display import display

display([{"a": 1}])
plt.plot([1, 2])
plt.show()
print("behind")
"""
SHARED = [  # each finds the names, the seeds and the settings of a new process
    "import torch\ntorch.set_default_dtype(torch.float64)\ntorch.set_grad_enabled(False)\nx = 1",
    "import torch\nprint(torch.ones(1).dtype, torch.is_grad_enabled(), 'x' in globals())",
    "import logging, sys\nlogging.basicConfig(format='1 %(message)s', stream=sys.stdout)\nlogging.warning('a')",
    "import logging, sys\nlogging.basicConfig(format='2 %(message)s', stream=sys.stdout)\nlogging.warning('b')",
    "import warnings\nwarnings.warn('careful')",
]


@pytest.mark.slow
def test_kernel_gives_what_was_recorded(notebooks):
    page = f"# A\n\n<!--alt: a line-->\n{inline(DISPLAYED)}\n{inline(*SHARED)}"
    page += "\n<!--pytest.mark.xfail(raises=KeyError)-->\n" + inline("print(1)\n{}[0]")
    assert differences(notebooks(page)["index.ipynb"]) == []


OTHERWISE = {  # what the cell behind prints, shows or raises
    "print": ("print(1)", "print(2)"),
    "stderr": ("x = 2", "import warnings; warnings.warn('a')"),
    "error": ("x = 2", "1 / 0"),
    "table": ("x = 2", "display(3)"),
    "picture": ("x = 2", "import matplotlib.pyplot as plt; plt.plot([1]);"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", OTHERWISE)
def test_notebook_that_gives_something_else_is_found_out(notebooks, name):
    """Else the tests above and those of the course could pass over everything."""
    path = notebooks(f"# A\n\n{inline('print(1)', 'x = 2')}")["index.ipynb"]
    path.write_text(path.read_text().replace(*OTHERWISE[name]))
    assert len(differences(path)) == 1


ODD = {  # the directive, two programs, of which the second would fail in the kernel of the first
    "threads": (
        "<!--notebook: own-->",
        "import torch\ntorch.set_num_interop_threads(1)\nprint(torch.get_num_interop_threads())\n",
        "import torch\ntorch.set_num_interop_threads(2)\nprint(torch.get_num_interop_threads())\n",
    ),
    "start": (
        "<!--notebook: own-->",
        "import multiprocessing as mp\nmp.set_start_method('fork')\nprint(mp.get_start_method())\n",
        "import multiprocessing as mp\nmp.set_start_method('spawn')\nprint(mp.get_start_method())\n",
    ),
    "workers": (
        "",
        "import multiprocessing as mp\n\n\ndef square(x):\n    return x * x\n\n\nif __name__ == '__main__':\n"
        "    with mp.get_context('spawn').Pool(1) as pool:\n        print(pool.map(square, [3]))\n",
        "print('square' in globals())\n",
    ),
    "future": (
        "",
        "from __future__ import annotations\n\n\ndef f(x: Any): ...\n\n\nprint(f.__annotations__)\n",
        "def f(x: int): ...\n\n\nprint(f.__annotations__)\n",
    ),
    "file": ("", "import os\nprint(os.path.basename(__file__))\n1 / 0\n", "print(2)\n"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ODD)
def test_program_that_needs_a_kernel_to_itself_has_a_notebook_of_its_own(notebooks, name):
    said, first, second = ODD[name]
    fails = "<!--pytest.mark.xfail(raises=ZeroDivisionError)-->\n" * ("1 / 0" in first)
    page = f"# A\n\n{said}\n{fails}{embed('a.py')}\n{embed('b.py')}"
    found = notebooks(page, {"a.py": first, "b.py": second})
    assert sorted(found) == ["index.ipynb", "programs/a.ipynb"]
    assert f"it has [a notebook of its own]({HOME}programs/a.ipynb)" in found["index.ipynb"].read_text()
    assert [difference for path in found.values() for difference in differences(path)] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["threads", "start"])
def test_program_that_needs_one_and_has_none_is_found_out(notebooks, name):
    _, *sources = ODD[name]
    (difference,) = differences(notebooks(f"# A\n\n{inline(*sources)}")["index.ipynb"])
    assert "RuntimeError" in difference


def test_program_can_have_none_at_all(notebooks):
    code = "import asyncio\n\n\nasync def f():\n    print(1)\n\n\nif __name__ == '__main__':\n    asyncio.run(f())"
    page = f"# A\n\n<!--notebook: none-->\n{inline(code)}\n{inline('print(2)')}"
    found = notebooks(page)
    assert [*found] == ["index.ipynb"] and cells(found["index.ipynb"])[-1] == "print(2)"
    assert "asyncio.run(f())" in "".join(cells(found["index.ipynb"], "markdown"))
