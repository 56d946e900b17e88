"""What is published is what ran, whatever other plugins, hooks and includes make of a page."""

import json
import re
from pathlib import Path

import pytest
from mini import build, try_to_build, write_files
from sites import soup

CONFIG = """\
site_name: Mini
theme: {{name: material}}
plugins: [{plugins}]
markdown_extensions: [{extensions}]
hooks: [hook.py]
"""
PAGE = "# A page\n\n```python\nprint(20 + 3)\n```\n\nProse.\n\n```python\nprint(40 + 5)\n```\n"
BLOCK = "```python\nprint(60 + 7)\n```\n"
NEVER = "this python block never ran"
OTHER = "this block ran, and the page shows other code or none"


def make(root: Path, hook: str = "", page: str = PAGE, plugins: str = "search, academy", extensions: str = "") -> Path:
    files = {
        "mkdocs.yml": CONFIG.format(plugins=plugins, extensions=extensions),
        "hook.py": hook,
        "docs/index.md": page,
    }
    write_files(root, files)
    return root


def printed(root: Path, page: str = "index.html") -> list[str]:
    return [found.get_text().strip() for found in soup(root, page).select(".output samp")]


# ---------------------------------------------------------------------------- changed after the engine read it

HOOKS = {
    "adds a block to the Markdown": (
        f"def on_page_markdown(markdown, **_):\n    return markdown + '\\n\\n' + {BLOCK!r}",
        [f"docs/index.md:1: {NEVER}", "print(60 + 7)"],
    ),
    "changes the code": (
        "def on_page_markdown(markdown, **_):\n    return markdown.replace('20 + 3', '20 + 4')",
        [f"docs/index.md:1: {NEVER}", f"docs/index.md:3: {OTHER}", "print(20 + 4)"],
    ),
    "takes a block away": (
        "def on_page_markdown(markdown, **_):\n    return markdown.replace('```python\\nprint(40 + 5)\\n```', '')",
        [f"docs/index.md:9: {OTHER}"],
    ),
    "shows a block twice": (
        "def on_page_markdown(markdown, **_):\n    return markdown + '\\n```python\\nprint(40 + 5)\\n```\\n'",
        [f"docs/index.md:10: {NEVER}", "print(40 + 5)"],
    ),
    "fills a template in prose alone": (
        "def on_page_markdown(markdown, **_):\n    return markdown.replace('Prose', 'Words')",
        [],
    ),
}


@pytest.mark.parametrize("name", HOOKS)
def test_block_that_a_hook_changes_ends_the_build(name, tmp_path):
    hook, said = HOOKS[name]
    code, found = try_to_build(make(tmp_path, hook))
    assert (code != 0) == bool(said), found
    for words in said:
        assert words in found
    if not said:
        assert printed(tmp_path) == ["23", "45"]


INCLUDE = "--8<--\nmore.md\n--8<--\n"
INCLUDES = {
    "a snippet of Markdown in the prose": f"Prose.\n\n{INCLUDE}",
    "one in a list": "- a\n\n    " + INCLUDE.replace("\n", "\n    ").rstrip(" "),
    "one in a note": "!!! note\n\n    " + INCLUDE.replace("\n", "\n    ").rstrip(" "),
}


@pytest.mark.parametrize("name", INCLUDES)
def test_block_that_is_included_ends_the_build(name, tmp_path):
    extensions = f"pymdownx.snippets: {{base_path: [{tmp_path}]}}, admonition"
    root = make(tmp_path, page=PAGE + "\n" + INCLUDES[name], extensions=extensions)
    write_files(root, {"more.md": BLOCK})
    code, found = try_to_build(root)
    assert code != 0 and f"docs/index.md:1: {NEVER}" in found and "print(60 + 7)" in found


SHOWN = {
    "a comment": "<!--\n```python\nprint(1)\n```\n-->\n",
    "an indented example": "Write\n\n    ```python\n    print(1)\n    ```\n",
    "a text block": "```text\nprint(1)\n```\n",
    "the same block twice": "```python\nprint(40 + 5)\n```\n",
    "code in a list": "- a\n\n    ```python\n    print(1)\n    ```\n",
    "code in a tab": '=== "t"\n\n    ```py\n    print(2)\n    ```\n',
    "attributes": '```python title="t" hl_lines="1" linenums="1"\nprint(1)\n```\n',
    "a fold": "<!--fold: how-->\n```python\nprint(1)\n```\n",
    "blank lines and spaces": "```python\n\nprint(1)   \n\n\nprint(2)\n\n```\n",
}


@pytest.mark.parametrize("option", ["auto_title: true", "pygments_lang_class: true", "anchor_linenums: true"])
@pytest.mark.parametrize("name", SHOWN)
def test_page_as_its_author_wrote_it_is_published(name, option, tmp_path):
    extensions = f"pymdownx.tabbed: {{alternate_style: true}}, pymdownx.highlight: {{{option}}}"
    root = make(tmp_path, page=PAGE + "\n" + SHOWN[name], extensions=extensions)
    build(root)
    build(root)  # from what was kept
    html = (root / "site/index.html").read_text()
    assert "<?academy" not in html and "ACADEMY" not in html


def test_block_that_the_sites_extensions_make_no_block_of_ends_the_build(tmp_path):
    page = PAGE + '\n```python title="The loop"\nprint(1)\n```\n'
    code, found = try_to_build(make(tmp_path, page=page, extensions="pymdownx.highlight: {use_pygments: false}"))
    assert code != 0 and f"docs/index.md:13: {OTHER}" in found


def test_tab_that_the_page_would_show_as_spaces_ends_the_build(tmp_path):
    root = make(tmp_path, page='# A page\n\n```python\n--8<-- "tabs.py"\n```\n')
    write_files(root, {"snippets/tabs.py": "print('a\tb')\n"})
    code, found = try_to_build(root)
    assert code != 0 and "docs/index.md:3: this block ran, and the page shows its tabs as spaces" in found
    assert r"write \t in a string" in found


# ---------------------------------------------------------------------------- pages that other plugins make

POST = """\
---
date: 2026-01-0{0}
---

# Post {0}

```python
print({0} * 111)
```

<!-- more -->

```python
print({0} * 1111)
```
"""


def blog(root: Path, **posts: str) -> Path:
    make(root, page="# Home\n", plugins="blog, search, academy")
    pages = {"index.md": "# Blog\n", **{f"posts/{name}.md": text for name, text in posts.items()}}
    write_files(root / "docs/blog", pages)
    return root


def test_posts_of_a_blog_run_like_pages(tmp_path):
    root = blog(tmp_path, one=POST.format(1), two=POST.format(2))
    build(root)
    assert printed(root, "blog/2026/01/01/post-1/index.html") == ["111", "1111"]
    assert sorted(printed(root, "blog/index.html")) == ["111", "222"]
    for path in (root / "site").rglob("*.html"):
        assert not re.search(r"ACADEMY|<\?academy", path.read_text()), path


def test_post_that_speaks_of_the_academy_runs_too(tmp_path):
    build(blog(tmp_path, one=POST.format(1).replace("# Post 1", "# Post 1\n\nAn ACADEMY.")))
    assert printed(tmp_path, "blog/2026/01/01/post-1/index.html") == ["111", "1111"]


def test_post_that_fails_ends_the_build(tmp_path):
    code, said = try_to_build(blog(tmp_path, one=POST.format(1).replace("print(1 * 1111)", "print(1 / 0)")))
    assert code != 0 and "docs/blog/posts/one.md:14: ZeroDivisionError: division by zero" in said


def test_embed_in_a_post_is_its_code(tmp_path):
    root = blog(tmp_path, one=POST.format(1).replace("print(1 * 111)", '--8<-- "a.py"'))
    write_files(root, {"snippets/a.py": "print('from the snippet')\n"})
    build(root)
    assert printed(root, "blog/2026/01/01/post-1/index.html")[0] == "from the snippet"


def test_outputs_stand_in_a_page_that_another_plugin_makes_of_converted_ones(tmp_path):
    draw = "<!--alt: A line-->\n```python\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\n```\n"
    hook = (
        "import os\nkept = []\n"
        "def on_page_content(html, **_):\n    kept.append(html)\n"
        "def on_post_build(config):\n    os.makedirs(config.site_dir + '/print/all')\n"
        "    open(config.site_dir + '/print/all/index.html', 'w').write(''.join(kept))\n"
    )
    root = make(tmp_path, hook, PAGE + draw)
    build(root)
    html = (root / "site/print/all/index.html").read_text()
    assert ">23\n" in html and ">45\n" in html and "ACADEMY" not in html
    (figure,) = re.findall(r'src="\.\./\.\./(figures/\w+\.svg)"', html)
    assert (root / "site" / figure).is_file()


# ---------------------------------------------------------------------------- a plugin that builds more than once

LANGUAGES = "i18n: {{docs_structure: {}, languages: [{{locale: en, default: true, name: E}}, {{locale: fr, name: F}}]}}"
STRUCTURES = {
    "suffix": {"page.en.md": PAGE, "page.fr.md": PAGE.replace("40 + 5", "50 + 5")},
    "folder": {"en/page.md": PAGE, "fr/page.md": PAGE.replace("40 + 5", "50 + 5")},
}


@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize("plugins", ["search, academy, {}", "{}, search, academy"])
def test_site_that_is_built_once_for_each_language_is_whole(structure, plugins, tmp_path):
    root = make(tmp_path, plugins=plugins.format(LANGUAGES.format(structure)))
    (root / "docs/index.md").unlink()
    write_files(root / "docs", STRUCTURES[structure])
    build(root)
    assert printed(root, "page/index.html") == ["23", "45"]
    assert printed(root, "fr/page/index.html") == ["23", "55"]
    assert (root / "site/page/index.md").is_file() and (root / "site/fr/page/index.md").is_file()
    recorded = json.loads((root / "site/recordings.json").read_text())["programs"]
    assert len(recorded) == 4
    assert not [path for path in root.iterdir() if path.name.startswith(".site")]


def test_mistake_in_another_language_ends_the_build_and_leaves_no_site(tmp_path):
    root = make(tmp_path, plugins=f"academy, {LANGUAGES.format('suffix')}")
    write_files(root / "docs", {"index.fr.md": PAGE + "\n```python\nraise ValueError\n```\n"})
    code, said = try_to_build(root)
    assert code != 0 and "docs/index.fr.md:14: ValueError" in said
    assert not [path for path in root.iterdir() if "site" in path.name]


# ---------------------------------------------------------------------------- what was typed

TYPED = """\
# A page

```python
print(1)
```

<!--pytest-codeblocks:expected-output-->
```text
1
```

{typed}
"""


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("Prose with `code`.", 0),
        ("```text\nloss 0.5\n```", 1),
        ("    an example\n\nProse.\n\n```console\n$ ls\n```", 2),
        ("!!! note\n\n    ```yaml\n    a: 1\n    ```", 1),
        ("<pre><code>1</code></pre>", 1),
        ("<!-- <pre><code>1</code></pre> -->", 0),
    ],
)
def test_page_counts_the_texts_that_were_typed(tmp_path, typed, count):
    template = "{% extends 'base.html' %}{% block content %}[{{ proofs.typed(page.file.src_uri) }}]{% endblock %}"
    make(tmp_path, page=TYPED.format(typed=typed))
    config = (tmp_path / "mkdocs.yml").read_text().replace("name: material", "name: material, custom_dir: own")
    write_files(tmp_path, {"mkdocs.yml": config, "own/main.html": template})
    build(tmp_path)
    assert soup(tmp_path, "index.html").article.get_text().strip() == f"[{count}]"
