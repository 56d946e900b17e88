"""The index of the search: what of a page is in it, in which field, and what is not."""

import importlib.util
import json

import pytest
from mini import ROOT, write_files
from mkdocs.commands.build import build
from mkdocs.config import load_config

HOOK = ROOT / "overrides/hooks/search.py"
SPEC = importlib.util.spec_from_file_location("search", HOOK)
search = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(search)


def section(html):
    """The one section of an article with this below its heading."""
    (found,) = search.sections_of(f'<h1 id="a">Title<a class="headerlink" href="#a">&para;</a></h1>{html}')
    assert found["id"] == "a" and found["title"] == "Title"
    return found


@pytest.mark.parametrize(
    ("html", "field", "text"),
    [
        ("<p>One\n<em>long</em>er &amp; <code>two</code></p><p>three</p>", "text", "One longer & two\nthree"),
        ("<ul><li>one</li><li>two</li></ul>", "text", "one\ntwo"),
        ('<div class="highlight"><pre><code><span>x</span> = f(\n  y)\n</code></pre></div>', "code", "x = f(\ny)"),
        ('<div class="output"><pre><samp>1\nfound 2</samp></pre></div>', "output", "1\nfound 2"),
        ('<div class="output"><pre class="message"><samp>No: 3</samp></pre></div>', "message", "No: 3"),
        (
            '<p>With <span class="katex-mathml"><math><mi>w</mi><annotation>w_tex</annotation></math></span>'
            '<span class="katex-html">shown</span>.</p>',
            "text",
            "With w.",
        ),
    ],
)
def test_text_stands_in_its_field(html, field, text):
    assert section(html)[field] == text


@pytest.mark.parametrize(
    "html",
    [
        '<details class="success"><summary>Solution</summary><p>SECRET</p></details>',
        '<details class="success"><summary>One <em>solution</em> of many</summary><div><p>SECRET</p></div></details>',
        '<details class="tip"><summary>Hint</summary><p>SECRET</p></details>',
        '<details class="ask-answer"><summary>Show the answer</summary><p>SECRET</p></details>',
        '<div class="ask"><ul class="ask-options"><li><samp>SECRET</samp></li></ul></div>',
        '<div class="output" data-search-exclude><pre>SECRET</pre></div>',
        '<div class="output"><details><summary>3 frames</summary><pre>SECRET</pre></details></div>',
        "<nav><ol><li>SECRET</li></ol></nav>",
    ],
)
def test_what_is_to_be_thought_of_first_is_left_out(html):
    found = section(f"<p>Before.</p>{html}<p>Behind.</p>")
    assert "SECRET" not in str(found)
    assert found["text"].startswith("Before.") and found["text"].endswith("Behind.")


def test_folded_code_is_in_the_index():
    html = "<details><summary>How it is drawn</summary><div class='highlight'><pre>draw()</pre></div></details>"
    assert section(html)["code"] == "draw()"


def test_section_ends_at_the_next_heading():
    found = search.sections_of('<h1 id="a">A</h1><p>1</p><h2 id="b">B <code>c</code></h2>2<h3 id="d">D</h3><p>3</p>')
    assert [(one["id"], one["title"], one["text"]) for one in found] == [
        ("a", "A", "1"),
        ("b", "B c", "2"),
        ("d", "D", "3"),
    ]


FILES = {
    "mkdocs.yml": f"""\
site_name: Mini
theme: {{name: mkdocs}}
plugins: []
hooks: [{HOOK}]
markdown_extensions: [toc]
nav: [index.md, glossary.md, Course: [course/index.md, course/errors/index.md, course/errors/one.md]]
""",
    "docs/index.md": "# Home\n\nWords.\n",
    "docs/glossary.md": "# Glossary\n\n## Loss\n\nA number.\n",
    "docs/course/index.md": "# Course\n\nWords.\n\n## Key points\n\n- one\n\n## Next\n\nThe next page.\n",
    "docs/course/errors/index.md": "# Errors\n\n- `shape '[4]' is bad`: [a stride](one.md#does-not-fit)\n",
    "docs/course/errors/one.md": "# One\n\n## does not fit\n\nWhy.\n\n## Exercise\n\nTry.\n",
    "theme/main.html": "<html><body><article>{{ page.content }}</article></body></html>",
}


@pytest.fixture
def entries(tmp_path):
    write_files(tmp_path, FILES)
    build(load_config(str(tmp_path / "mkdocs.yml"), theme={"name": "mkdocs", "custom_dir": str(tmp_path / "theme")}))
    index = json.loads((tmp_path / "site" / search.INDEX).read_text(encoding="utf-8"))
    return {one["at"]: one | {"page": index["pages"][one["page"]]} for one in index["entries"]}


def test_entry_says_what_it_is(entries):
    assert {at: one["kind"] for at, one in entries.items()} == {
        "": "plain",
        "glossary/": "page",
        "glossary/#loss": "term",
        "course/": "page",
        "course/#key-points": "plain",
        "course/errors/": "page",
        "course/errors/one/": "page",
        "course/errors/one/#does-not-fit": "error",
        "course/errors/one/#exercise": "plain",
    }


def test_error_is_known_by_what_the_index_of_errors_says(entries):
    entry = entries["course/errors/one/#does-not-fit"]
    assert entry["also"] == "shape '[4]' is bad: a stride\n"
    assert entry["page"] == {"title": "One", "in": "Course"}


def test_library_is_the_version_that_its_record_names():
    record = (ROOT / "tools/vendor_minisearch.py").read_text(encoding="utf-8")
    folder = ROOT / "overrides/assets/javascripts/search"
    version = record.partition('VERSION = "')[2].partition('"')[0]
    assert f"MiniSearch {version}, MIT" in (folder / "minisearch.js").read_text(encoding="utf-8")
    assert "Permission is hereby granted" in (folder / "minisearch-LICENSE.txt").read_text(encoding="utf-8")
