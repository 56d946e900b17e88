"""The published text of a program: what it holds, and that it runs alone in an empty folder."""

import re
import sys
import tomllib

import pytest
from mini import python

from academy.publish.script import Scripts, header, requirements
from academy.run import client

INLINE = "# A page\n\nSaid.\n\n```python\n{}\n```\n"


@pytest.fixture
def scripts(build_site):
    """A function that makes a site and gives the published texts of its programs, by their names."""

    def made(pages, snippets=None):
        build = build_site(pages, snippets)
        build.check()
        found = Scripts(build.site)
        outcomes = {str(origin): build.outcome(origin) for origin in build.site.showings}
        return {name: script for name, outcome in outcomes.items() if (script := found.of(outcome))}

    return made


def alone(text, folder):
    """What Python says of a file with this text in an empty folder."""
    folder.mkdir()
    (folder / "program.py").write_text(text, encoding="utf-8")
    return python("program.py", cwd=folder)


def embed(*places):
    return "\n".join(f'```python\n--8<-- "{place}"\n```\n' for place in places)


def test_program_has_the_sentences_of_its_page_and_what_it_needs(scripts, tmp_path):
    page = "---\nx: 1\n---\n\n# A page\n\n!!! note\n\n    See [b](b.md).\n\n" + embed("a.py:one") + "\n## More\n\n"
    snippet = "import numpy\n\n# %% one\nx = 1\n\n# %% two\nprint(x)\n"
    (script,) = scripts({"index.md": page + embed("a.py:two"), "b.md": "# B\n"}, {"a.py": snippet}).values()
    version = requirements("import numpy")[0]
    assert script.text == (
        f'# /// script\n# requires-python = ">=3.{sys.version_info.minor}"\n# dependencies = [\n#     "{version}",\n'
        "# ]\n# ///\n\n# %% [markdown]\n# # A page\n\n# %%\nimport numpy\n\n"
        "# %% [markdown]\n# **Note**\n#\n# See b.\n\n# %% one\nx = 1\n\n"
        "# %% [markdown]\n# ## More\n\n# %% two\nprint(x)\n"
    )
    assert alone(script.text, tmp_path / "empty").stdout == "1\n"
    assert [script.has_code(number) for number in range(3)] == [False, True, True]


PROGRAMS = {
    "docstring": ['"""Doc."""\n\nfrom __future__ import annotations\n\nprint(__doc__)', "Doc.\n"],
    "guard": ['if __name__ == "__main__":\n    print(__name__)', "__main__\n"],
    "source": ["import inspect\ndef f(): pass\n\nprint(inspect.getsource(f))", "def f(): pass\n\n"],
    "text": ['print("""\n# %% [markdown]\n# é\n""")', "\n# %% [markdown]\n# é\n\n"],
    "spawned": [
        "import multiprocessing as mp\n\ndef show():\n    print(1)\n\nif __name__ == '__main__':\n"
        "    process = mp.get_context('spawn').Process(target=show)\n    process.start()\n    process.join()",
        "1\n",
    ],
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_program_prints_the_same_alone(scripts, tmp_path, name):
    code, printed = PROGRAMS[name]
    (script,) = scripts(INLINE.format(code)).values()
    done = alone(script.text, tmp_path / "empty")
    assert (done.returncode, done.stdout, done.stderr) == (0, printed, "")


def test_failure_that_the_page_expects_ends_the_file_too(scripts, tmp_path):
    page = INLINE.replace("```python", "<!--pytest.mark.xfail(raises=SyntaxError)-->\n```python")
    (script,) = scripts(page.format("x = (")).values()
    done = alone(script.text, tmp_path / "empty")
    assert done.returncode == 1 and "SyntaxError" in done.stderr


@pytest.mark.parametrize(
    ("directive", "printed", "reason"),
    [
        ('skipif(sys.platform != "none", reason="needs \'none\'")', "1\n", "needs 'none'\n"),
        ('skip(reason="needs two")', "1\n", "needs two\n"),
        ('skipif(sys.platform == "none", reason="no")', "1\n2\n", ""),
    ],
)
def test_program_ends_where_its_page_skips_it(scripts, tmp_path, directive, printed, reason):
    more = f"\n<!--pytest-codeblocks:cont-->\n<!--pytest.mark.{directive}-->\n```python\nprint(2)\n```\n"
    (script,) = scripts(INLINE.format("print(1)") + more).values()
    done = alone(script.text, tmp_path / "empty")
    assert (done.stdout, done.stderr, done.returncode) == (printed, reason, bool(reason))


def test_imports_from_the_future_stand_above_the_end_of_a_skipped_program(scripts, tmp_path):
    skip = '<!--pytest.mark.skipif(sys.platform == "none", reason="no")-->\n```python'
    (script,) = scripts(
        INLINE.replace("```python", skip).format("'Doc'\nfrom __future__ import annotations\nprint(__doc__)")
    ).values()
    assert alone(script.text, tmp_path / "empty").stdout == "Doc\n"


def test_file_needs_what_its_conditions_need(scripts):
    skip = '<!--pytest.mark.skipif(torch.cuda.device_count() > 99, reason="no")-->\n```python'
    (script,) = scripts(INLINE.replace("```python", skip).format("print(1)")).values()
    assert '#     "torch==' in script.text


def test_sentence_that_looks_like_a_cell_begins_none(scripts):
    (script,) = scripts("# %% a\n\n# %% [markdown]\n\n%% b\n\n```python\nprint(1)\n```\n").values()
    marks = [line for line in script.text.splitlines() if line.startswith("# %%")]
    assert marks == ["# %% [markdown]", "# %%"]
    assert "# \\%% b\n" in script.text


def test_question_is_asked_and_answers_of_others_are_not_shown(scripts):
    asked = "<!--ask: What is `x`?-->\n<!--option: b.py | why-->\n```python\nprint(1)\n```\n\n<!--/ask-->\n"
    found = scripts(f"# A\n\nBefore.\n\n{asked}", {"b.py": "print(2)\n"})
    assert "# **What is `x`?**\n" in found["docs/index.md:7"].text
    assert "Before." not in found["snippets/b.py"].text, "which its reader has not seen asked"


@pytest.mark.parametrize("code", ["import torch, yaml", "import os", "x = ("])
def test_header_is_read_as_its_standard_has_it(code):
    """By the expression that PEP 723 gives."""
    form = r"(?m)^# /// (?P<type>[a-zA-Z0-9-]+)$\s(?P<content>(^#(| .*)$\s)+)^# ///$"
    (found,) = re.finditer(form, "\n".join(header(code)) + "\n\n# %% [markdown]\n# text\n")
    said = tomllib.loads("".join(line[2:] for line in found["content"].splitlines(keepends=True)))
    assert found["type"] == "script"
    assert said == {"requires-python": f">=3.{sys.version_info.minor}", "dependencies": requirements(code)}


@pytest.mark.parametrize("code", ["import b\nprint(b.X)", "print(open('../../snippets/b.py').read())"])
def test_program_that_needs_other_files_of_the_repository_is_not_offered(build_site, code):
    code = code.replace("'../../snippets/b.py'", "__file__.replace('a.py', 'b.py')")
    build = build_site({"index.md": embed("a.py")}, {"a.py": code, "b.py": "X = 1\n"})
    (outcome,) = (build.outcome(origin) for origin in build.site.showings)
    assert outcome.problems == () and Scripts(build.site).of(outcome) is None


@pytest.mark.parametrize("directive", ["show-only: why", 'pytest.mark.skip(reason="why")'])
def test_program_that_never_runs_is_not_offered(scripts, directive):
    assert scripts(f"# A\n\n<!--{directive}-->\n```python\nx\n```\n") == {}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import os, json.decoder", []),
        ("from . import numpy", []),
        ("def f():\n    import numpy.linalg as n", ["numpy"]),
        ("try:\n    import no_such_package\nexcept ImportError:\n    pass", []),
        ("import yaml\nfrom PIL import Image", ["pillow", "PyYAML"]),
        ("import torch", ["numpy", "torch"]),
        ("x = (", []),
    ],
)
def test_packages_are_named_as_they_are_installed(code, expected):
    assert [one.partition("==")[0] for one in requirements(code)] == expected
    assert all("+" not in one for one in requirements(code))


LINES = """\
import logging, sys, traceback, warnings
logging.basicConfig(format="[%(filename)s:%(lineno)d] %(message)s", stream=sys.stdout)
logging.warning("hi")
warnings.warn("careful")
try:
    1 / 0
except ZeroDivisionError:
    traceback.print_exc(file=sys.stdout)
print("a.py:3")
print("index.md:3")
"""


@pytest.mark.parametrize(
    ("page", "snippets"),
    [
        (INLINE.format(LINES), {}),
        (INLINE.format("x = 1") + f"\n<!--pytest-codeblocks:cont-->\n```python\n{LINES}```\n", {}),
        (f"Text.\n\n{embed('a.py:one', 'a.py:two')}", {"a.py": f"y = 1\n\n# %% one\nx = 1\n\n# %% two\n{LINES}"}),
    ],
)
def test_second_run_of_the_text_is_told_in_the_lines_of_the_program(build_site, page, snippets):
    build = build_site(page, snippets)
    build.check()
    conditions = build.settings.conditions
    for origin in build.site.showings:
        found = Scripts(build.site).differences(
            build.outcome(origin), lambda program: client.run(program, conditions, fresh=True)
        )
        assert found == []


def test_second_run_takes_the_text(build_site):
    build = build_site(INLINE.format("print(len(open(__file__).read()))"))
    (origin,) = build.site.showings
    (problem,) = Scripts(build.site).differences(
        build.outcome(origin), lambda program: client.run(program, build.settings.conditions, fresh=True)
    )
    assert "prints something else" in problem.message and problem.line == 5
