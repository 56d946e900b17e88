"""A page under a new name: all that led to it leads to it still, and a refused name changes nothing."""

import pytest
from mini import build, write_files

from academy.mkdocs.config import read_settings
from academy.new import Refused
from academy.new.rename import rename

CONFIG = """\
site_name: x # a comment
strict: true
theme: {name: material}
plugins: [academy]
markdown_extensions: [admonition, pymdownx.tabbed: {alternate_style: true}]
validation: {links: {anchors: warn}}
nav:
  - index.md
  - Course:
      - course/index.md
      - "One: first":
          - course/one.md # opens it
          - More: course/one/more.md
      - 'course/two.md'
"""
ONE = """\
---
title: One
---

# One

[more](one/more.md#there) [two](two.md "Two") [itself](#one) [away](https://example.org/course/one.md)

```python
--8<-- "course/one/first.py:a"
```

```python
--8<-- "course/one/shared.py"
```
"""
MORE = """\
# More

## There

[one](../one.md) [two][two] ![picture](../picture.png) [data](data.csv)

[two]: ../two.md#here

- in a list

    ```python
    --8<-- "course/one/more/own.py"
    ```
"""
TWO = """\
# Two

## Here

Read [more](one/more.md#there), [one](<one.md>) and `[one](one.md)`.

```markdown
[an example](one.md)
--8<-- "course/one/first.py"
```

```python
--8<-- "course/one/shared.py"
```
"""
FILES = {
    "mkdocs.yml": CONFIG,
    "docs/index.md": "# Home\n\n[one](course/one.md#one)\n",
    "docs/course/index.md": "# Course\n\n- [one](one.md), [more](./one/more.md)\n",
    "docs/course/one.md": ONE,
    "docs/course/one/more.md": MORE,
    "docs/course/one/data.csv": "1,2\n",
    "docs/course/two.md": TWO,
    "docs/course/picture.png": b"",
    "snippets/course/one/first.py": "# %% a\nprint(1)\n",
    "snippets/course/one/shared.py": "print(2)\n",
    "snippets/course/one/more/own.py": "print(3)\n",
}


def make(root, **more):
    write_files(root, FILES | more)
    return read_settings(root / "mkdocs.yml")


def files(root) -> dict:
    return {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in root.rglob("*.*")}


def test_lesson_takes_its_parts_snippets_links_and_embeds_along(tmp_path):
    written = rename(make(tmp_path.resolve()), "course/one", "course/first")
    found = files(tmp_path)
    assert {*found} == {name.replace("course/one", "course/first") for name in FILES}
    assert found["mkdocs.yml"] == CONFIG.replace("course/one", "course/first")
    assert found["docs/index.md"] == "# Home\n\n[one](course/first.md#one)\n"
    assert found["docs/course/index.md"] == "# Course\n\n- [one](first.md), [more](first/more.md)\n"
    matter = "title: One\nredirect_from: [course/one.md]\n"
    expected = (
        ONE.replace("title: One\n", matter).replace("(one/more", "(first/more").replace("course/one/", "course/first/")
    )
    assert found["docs/course/first.md"] == expected
    expected = f"---\nredirect_from: [course/one/more.md]\n---\n\n{MORE}"
    assert found["docs/course/first/more.md"] == expected.replace("../one.md", "../first.md").replace(
        '"course/one/', '"course/first/'
    )
    build(tmp_path)
    assert 'href="../first/"' in (tmp_path / "site/course/one/index.html").read_text(encoding="utf-8")
    assert 'href="../../first/more/"' in (tmp_path / "site/course/one/more/index.html").read_text(encoding="utf-8")
    pages = ["docs/course/first.md", "docs/course/first/more.md", "docs/course/index.md", "docs/course/two.md"]
    told = ["docs/course/first", *pages, "docs/index.md", "mkdocs.yml", "snippets/course/first"]
    assert sorted(path.relative_to(tmp_path.resolve()).as_posix() for path in written) == sorted(told)


def test_snippet_of_two_pages_is_embedded_by_both_and_examples_are_left_alone(tmp_path):
    rename(make(tmp_path.resolve()), "course/one", "course/first")
    text = files(tmp_path)["docs/course/two.md"]
    assert text.count('"course/first/shared.py"') == 1 and '"course/one/shared.py"' not in text
    assert "[an example](one.md)" in text
    assert "[more](first/more.md#there), [one](<first.md>)" in text


def test_part_leaves_its_lesson_where_it_is(tmp_path):
    rename(make(tmp_path.resolve()), "course/one/more", "course/one/rest")
    found = files(tmp_path)
    assert "- More: course/one/rest.md\n" in found["mkdocs.yml"] and "course/one.md # opens it" in found["mkdocs.yml"]
    assert "[more](one/rest.md#there)" in found["docs/course/one.md"]
    assert '"course/one/rest/own.py"' in found["docs/course/one/rest.md"]
    assert {"snippets/course/one/rest/own.py", "snippets/course/one/shared.py"} < {*found}
    build(tmp_path)


def test_part_in_another_folder_keeps_all_that_it_leads_to(tmp_path):
    rename(make(tmp_path.resolve()), "course/one/more", "course/more")
    text = files(tmp_path)["docs/course/more.md"]
    assert "[one](one.md) [two][two] ![picture](picture.png) [data](one/data.csv)" in text
    assert "[two]: two.md#here" in text
    build(tmp_path)


def test_projects_follow_too(tmp_path):
    cell = "# %% [markdown]\n# [one](../one.md#one)\n\n# %%\nx = [print](1)\n"
    notebook = '{"cells": [{"source": ["[one](../one.md#one)"]}]}'
    projects = {"docs/course/projects/p.py": cell, "docs/course/projects/q.ipynb": notebook}
    rename(make(tmp_path.resolve(), **projects), "course/one", "course/first")
    found = files(tmp_path)
    assert {name: found[name] for name in projects} == {
        name: text.replace("one.md", "first.md") for name, text in projects.items()
    }


def test_old_addresses_add_up_and_a_name_given_back_is_none(tmp_path):
    site = make(tmp_path.resolve())
    for old, new, known in [("two", "second", "[course/two.md]"), ("second", "b", "[course/two.md, course/second.md]")]:
        rename(site, f"course/{old}", f"course/{new}")
        assert f"redirect_from: {known}\n" in files(tmp_path)[f"docs/course/{new}.md"]
    rename(site, "course/b", "course/two")
    assert "redirect_from: [course/second.md, course/b.md]\n" in files(tmp_path)["docs/course/two.md"]
    assert files(tmp_path)["docs/course/two.md"].count("redirect_from") == 1
    build(tmp_path)


@pytest.mark.parametrize(
    "said",
    ["redirect_from:\n  - a.md\n  - b.md\n", "redirect_from:\n- a.md\n- b.md\n", "redirect_from: [a.md,\n  b.md]\n"],
)
def test_list_of_old_addresses_grows_in_whatever_form_it_stands(tmp_path, said):
    text = f"---\ntitle: Two\n{said}description: Words\n---\n\n# Two\n"
    rename(make(tmp_path.resolve(), **{"docs/course/two.md": text}), "course/two", "course/second")
    matter = "title: Two\ndescription: Words\nredirect_from: [a.md, b.md, course/two.md]\n"
    assert files(tmp_path)["docs/course/second.md"] == f"---\n{matter}---\n\n# Two\n"


def test_link_keeps_its_form_and_one_to_no_file_is_left_alone(tmp_path):
    text = "# T\n\n[a](b%20c.md) [gone](gone.md) [up](../) [x](/one.md) [y](#t) [z](mailto:one.md) [q](one.md?x#y)\n"
    rename(make(tmp_path.resolve(), **{"docs/course/t.md": text, "docs/course/b c.md": "# B\n"}), "course/t", "t")
    expected = text.replace("b%20c.md", "course/b%20c.md").replace("one.md?", "course/one.md?")
    assert files(tmp_path)["docs/t.md"].endswith(expected)


def test_untouched_files_keep_their_bytes(tmp_path):
    windows = "# Three\r\n\r\n[two](two.md)\r\n[there](one.md)\r\n"
    settings = make(tmp_path.resolve(), **{"docs/course/three.md": windows, "docs/odd.md": "\ufeff# Odd\r\n"})
    rename(settings, "course/one", "course/first")
    found = files(tmp_path)
    assert found["docs/course/three.md"] == windows.replace("one.md", "first.md")
    assert found["docs/odd.md"] == "\ufeff# Odd\r\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "course/tow",
            "course/second",
            "expected the name of a page, .* found 'course/tow', did you mean 'course/two'?",
        ),
        ("course/index", "course/start", "expected the name of a page"),
        ("../x", "course/start", "expected the name of a page"),
        ("course/two", "course/Second", "expected a new name in a-z"),
        ("course/two", "course/second.md", "expected a new name in a-z"),
        ("course/two", "course/index", "expected a new name in a-z"),
        ("course/one", "course/one/two", "expected a new name in a-z"),
        ("course/one", "course/two", r"docs/course/two\.md is there already"),
        ("course/two", "course/two", r"docs/course/two\.md is there already"),
        ("course/two", "course/one/more", r"docs/course/one/more\.md is there already"),
        ("course/two", "course/drawn", r"docs/course/drawn\.ipynb is there already"),
        ("course/one", "course/busy", r"snippets/course/busy is there already"),
        ("course/two", "other/two", "expected the folder docs/other, found none"),
        ("course/two", "course/gone", r"course/gone\.md is an address from which course/three\.md has moved"),
    ],
)
def test_unknown_page_or_taken_name_is_refused_and_changes_nothing(tmp_path, old, new, message):
    three = "---\nredirect_from: [course/gone.md]\n---\n\n# Three\n"
    site = make(
        tmp_path.resolve(),
        **{"docs/course/three.md": three, "snippets/course/busy/x.py": "", "docs/course/drawn.ipynb": ""},
    )
    before = files(tmp_path)
    with pytest.raises(Refused, match=message):
        rename(site, old, new)
    assert files(tmp_path) == before


def test_page_that_cannot_be_read_is_named_and_nothing_changed(tmp_path):
    site = make(tmp_path.resolve(), **{"docs/odd.md": b"\xff"})
    with pytest.raises(Refused, match=r"docs/odd\.md is not UTF-8"):
        rename(site, "course/one", "course/first")
    assert (tmp_path / "docs/course/one.md").is_file()
