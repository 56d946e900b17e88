"""The text of a page as plain Markdown."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from publishing import PRINTED, any_page

from academy.publish.prose import prose_of, trimmed

PIECES = [
    "!!! a\n\n",
    '=== "T"\n\n',
    "    ",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "```python\nx\n```\n",
    "text",
    "{.a}",
    "# B {#c}\n",
]
PIECES += ["[a](b)", "[a][r]", "\n[r]: b\n", "`", "<!--", "-->", "\\", "![", "](", "\t"]


def prose(text, link=lambda to: f"http://a.test/{to}", name="docs/page.md"):
    return prose_of(any_page(text, name), link)


def plain(text, **options):
    found = prose(text, **options)
    assert len(found.lines) == text.count("\n") + 1, "each line in its place"
    return "\n".join(trimmed(found.lines))


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ("!!! note\n\n    Text.", "**Note**  \n\nText."),
        ('!!! tip inline end "Two words"\n    At once.', "**Two words**  \nAt once."),
        ('!!! note ""\n\n    Text.', "Text."),
        ('!!! note "With "quotes""\n\n    Text.', '**With "quotes"**  \n\nText.'),
        ('???+ question "Why?"\n\n    Text.\n\nBehind.', "**Why?**  \n\nText.\n\nBehind."),
        ('??? "Alone"\n\n    Text.', "**Alone**  \n\nText."),
        ('=== "One"\n\n    1\n\n=== "Two"\n\n    2', "**One**  \n\n1\n\n**Two**  \n\n2"),
        ("!!! a\n\n    !!! b\n\n        deep\n\n    less", "**A**  \n\n**B**  \n\ndeep\n\nless"),
        ("!!! a\n\n        code\n\n    text", "**A**  \n\n    code\n\ntext"),
        ("!!! a\n\n\tA tab.", "**A**  \n\nA tab."),
        ("- item\n\n    !!! a\n\n        in it\n\n    item", "- item\n\n    **A**  \n\n    in it\n\n    item"),
        ("> !!! a\n>\n>     in it\n>\n> quoted", "> **A**  \n>\n> in it\n>\n> quoted"),
        ('=== "One"\n\n    1\n\n> no tab', "**One**  \n\n1\n\n> no tab"),
        ("Title\n===\n\ntext", "Title\n===\n\ntext"),
        ("~~~text\n!!! note\n    as it is\n~~~", "~~~text\n!!! note\n    as it is\n~~~"),
    ],
)
def test_boxes_are_opened(box, expected):
    assert plain(box) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Head {#id .a}", "## Head"),
        ("a [b](c){ .d target=_blank } e", "a [b](http://a.test/c) e"),
        ("![p](q.png){width=300}", "![p](http://a.test/q.png)"),
        ("*a*{.b}, `c`{.d}.", "*a*, `c`."),
        ("Text\n{ .lead }", "Text"),
        ("{: .all }\ntext", "text"),
        ("## Head {#id}\r\n\r\n!!! note\r\n\r\n    Text.", "## Head\n\n**Note**  \n\nText."),
        ("a <!-- b --> c", "a  c"),
        ("a\n\n<!-- b\n\nc -->\n\nd", "a\n\nd"),
        ("`{.a}`, `<!-- b -->`, {1, 2}, f(x){1}, {a} and $x_{1}$", None),
        (r"$\sum_{i=1} x_i$ of a set {#1, 2} and {x=1}", None),
        ("{#1, 2} is a set", None),
        ("# Of `{.a}` {.b}", "# Of `{.a}`"),
        ("> ## Quoted { #id }", "> ## Quoted"),
        ("~~~css\na {.b}\n<!-- c -->\n~~~", None),
    ],
)
def test_comments_and_attributes_are_gone_outside_of_code(text, expected):
    assert plain(text) == (text if expected is None else expected)


@given(st.one_of(PRINTED, st.lists(st.sampled_from(PIECES), max_size=12).map("".join)))
@example("0<!--\n[0]:0\n```PYTHON\n0\n```\n-->")  # a line less makes a comment of it
@settings(deadline=None)
def test_any_page_keeps_its_lines_and_code(text):
    page = any_page(text.replace("\r", ""))
    lines = prose_of(page, lambda to: "").lines
    assert len(lines) == page.text.count("\n") + 1
    for block in page.blocks:
        assert "".join(block.code.split()) in "".join("".join(lines[block.fence.line : block.fence.end]).split())


def test_front_matter_and_directives_are_gone():
    page = "---\ntitle: x\n---\n\n# A\n\n<!--varies-->\n```python\n1\n```\n\n0<!--printed-->\n"
    assert plain(page).startswith("# A\n\n```python") and "<!--" not in plain(page)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[a](b "T")', '[a](http://a.test/b "T")'),
        ("[a](<b c> 'T')", "[a](<http://a.test/b c> 'T')"),
        ('[a][r] and [r] and [R][].\n\n[r]: b "T"', None),
        ("[^1] and\n\n[^1]: The note.", "[^1] and\n\n[^1]: The note."),
        ("- [ ] task", "- [ ] task"),
        ("\\[a\\](b) and `[a](b)`", "\\[a\\](b) and `[a](b)`"),
    ],
)
def test_links_are_whole_where_they_stand(text, expected):
    address = '(http://a.test/b "T")'
    assert plain(text) == (expected or f"[a]{address} and [r]{address} and [R]{address}.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](b), [`c[0]`](d), [e [f] g](h 'T') and ![i](j \"T\")", "a, `c[0]`, e [f] g and i"),
        ("[a](<b c>) and [d][r].\n\n[r]: e", "a and d."),
    ],
)
def test_link_that_leads_nowhere_is_text(text, expected):
    assert plain(text, link=lambda to: "") == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("~~~bash\n# no heading\n~~~\n\n## First\n\n# Second", "First"),
        ("---\ntitle: Said above\n---\ntext", "Said above"),
        ("text", "My page"),
        ("# `a` and #1 {#x}", "`a` and #1"),
    ],
)
def test_title_is_the_first_heading_or_what_its_author_says(text, title):
    assert prose(text, name="docs/my-page.md").title == title


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("# A\n\nlong ago\n\n## B\n\ntext", "## B\n\ntext"),
        ("~~~python\n0\n~~~\n\ntext\n\n~~~bash\n# no heading\n~~~", "text\n\n~~~bash\n# no heading\n~~~"),
        ("~~~python\n0\n~~~", ""),
        ("- item\n\n    ~~~python\n    0\n    ~~~\n\n    in it\n\nnot in it", "in it\n\nnot in it"),
        ("> quoted\n>\n> ~~~python\n> 0\n> ~~~", ""),
    ],
)
def test_text_above_a_block_begins_behind_the_last_or_at_a_heading(above, expected):
    page = any_page(f"{above}\n\n```python\n1\n```\n")
    assert "\n".join(prose_of(page, str).above(page.blocks[-1])) == expected


def test_quotation_that_goes_on_below_a_block_has_no_empty_end_above_it():
    page = any_page("> quoted\n>\n> ~~~python\n> 0\n> ~~~\n")
    assert prose_of(page, str).above(page.blocks[0]) == ["> quoted"]
