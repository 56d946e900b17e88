"""How comments are read as directives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mini import result

from academy.page.blocks import Block, Bound, Directions, Inline
from academy.page.directives import (
    BINDING,
    CLOSING,
    DIRECTIVES,
    STDERR_VARIES,
    VARIES,
    contradiction,
    notes,
    read,
    read_bound,
    slip,
    split,
    unknown,
)
from academy.page.fences import Fence
from academy.page.readers import BadDirective
from academy.program import Skip
from academy.recording import Failure

ABOVE_A_BLOCK = [word for word in DIRECTIVES if word not in (*BINDING, CLOSING)]


def said(*comments):
    directions = Directions()
    for comment in comments:
        directions = read(comment, directions)
    return directions


@pytest.mark.parametrize("word", ABOVE_A_BLOCK)
def test_the_example_of_every_directive_is_read_as_that_directive(word):
    comment = DIRECTIVES[word].example.removeprefix("<!--").removesuffix("-->")
    assert split(comment)[0] == word
    before = ["ask: What?"] if word == "option:" else []
    assert said(*before, comment) != said(*before)


@pytest.mark.parametrize("word", BINDING)
def test_the_example_of_a_binding_directive_binds_the_value_before_it(word):
    before, _, comment = DIRECTIVES[word].example.partition("<!--")
    found, argument = split(comment.removesuffix("-->"))
    assert found == word
    assert read_bound(found, argument, before, 3).value == "0.011"


@pytest.mark.parametrize(
    ("before", "value"),
    [
        ("The loss is 0.011", "0.011"),
        ("a `(5, 5)`", "(5, 5)"),
        ("**two words**", "two words"),
        ("**one** and *two words*", "two words"),
        ("one and **1.5**", "1.5"),
        ("(about 3", "3"),
        ('"-2.5', "-2.5"),
        ("98%", "98%"),
    ],
)
def test_a_binding_directive_binds_a_word_or_what_is_marked(before, value):
    assert read_bound("printed", "", before, 1) == Bound(1, value)


def test_a_binding_directive_may_say_the_words_around_the_value():
    assert read_bound(*split(" printed: last loss {} "), "0.1", 4) == Bound(4, "0.1", "last loss {}")


@pytest.mark.parametrize(
    ("comment", "before", "message"),
    [
        ("printed", "", "'printed' stands directly behind a value"),
        ("printed", "a ", "'printed' stands directly behind a value"),
        ("printed loss", "1", "'printed' takes nothing after its name, found 'loss'"),
        ("printed: loss", "1", "'printed:' expected the words around the value, with {} in its place, found 'loss'"),
        ("printed: {} {}", "1", "with {} in its place, found '{} {}'"),
    ],
)
def test_a_binding_directive_that_cannot_be_read_says_how_it_is_written(comment, before, message):
    with pytest.raises(BadDirective) as error:
        read_bound(*split(comment), before, 1)
    assert message in str(error.value) and "<!--printed" in str(error.value)


@pytest.mark.parametrize(
    ("comment", "directions"),
    [
        ("pytest-codeblocks:cont", Directions(cont=True)),
        ("pytest-codeblocks:expected-output", Directions(pinned=True)),
        ("varies", Directions(varies=True)),
        ("varies: stderr", Directions(stderr_varies=True)),
        ("alt: Two lines: a and b", Directions(alts=("Two lines: a and b",))),
        ("alt:x", Directions(alts=("x",))),
        ("alt: - a dash first", Directions(alts=("- a dash first",))),
        ("fold: How it is drawn: step by step", Directions(fold="How it is drawn: step by step")),
        ("fold:x", Directions(fold="x")),
        ("seconds: 90", Directions(seconds=90.0)),
        ("seconds: 0.5", Directions(seconds=0.5)),
        ("show-only: the names\n stand for yours.", Directions(aside=True, skip=Skip("the names stand for yours"))),
        ('pytest.mark.skip(reason="a")', Directions(skip=Skip("a"))),
        ("pytest.mark.skipif(x > 1, reason='a')", Directions(skip=Skip("a", "x > 1"))),
        ("pytest.mark.xfail(raises=ValueError)", Directions(raises="ValueError")),
        ("pytest.mark.xfail(raises=torch.linalg.LinAlgError)", Directions(raises="LinAlgError")),
        ("pytest.mark.xfail(raises=ValueError, reason='a')", Directions(raises="ValueError")),
    ],
)
def test_a_directive_says_what_its_row_of_the_table_says(comment, directions):
    assert said(comment) == directions


@pytest.mark.parametrize(
    "comment",
    [
        "  pytest-codeblocks:cont  ",
        "pytest-codeblocks : cont",
        "pytest-codeblocks: cont\n",
        "- pytest-codeblocks:cont -",  # as in <!--- ... --->, which pytest-codeblocks takes, too
    ],
)
def test_spaces_in_a_directive_are_ignored(comment):
    assert said(comment) == Directions(cont=True)


def test_spaces_around_a_colon_and_a_call_are_ignored():
    assert said(" alt :  a\n   b ") == Directions(alts=("a b",))
    assert said(" fold :  a\n   b ") == Directions(fold="a b")
    assert said(' pytest.mark.skip ( reason = "a b" ) ') == Directions(skip=Skip("a b"))


def test_texts_of_figures_keep_their_order():
    assert said("alt: one", "varies", "alt: two") == Directions(alts=("one", "two"), varies=True)


@pytest.mark.parametrize(
    "comment",
    [
        "TODO: more",
        "skip",
        "vary",
        "varying numbers",
        "more-to-come",
        "pytest",
        "prettier-ignore",
        "",
        " ",
        "-",
        "(",
        ":",
        "Result: alt: x",
        "all: good",
        "path: data",
        "a fold: more",
    ],
)
def test_any_other_comment_is_the_authors_own(comment):
    assert split(comment) is None
    assert slip(comment) == slip(comment, in_sentence=True) == ""


@pytest.mark.parametrize(
    ("comment", "meant"),
    [
        ("pytest-codeblocks:cnt", "pytest-codeblocks:cont"),
        ("pytest-codeblock:cont", "pytest-codeblocks:cont"),
        ("pytest_codeblocks: cont", "pytest-codeblocks:cont"),
        ("pytest-codeblocks-cont", "pytest-codeblocks:cont"),
        ("pytest-codeblocks:expected_output", "pytest-codeblocks:expected-output"),
        ("pytest-codeblocks:continues-it", "pytest-codeblocks:cont"),  # far off, but surely meant as one
        ("pytest.mark.xfial(raises=ValueError)", "pytest.mark.xfail"),
        ("pytest.mrak.skip(reason='a')", "pytest.mark.skip"),
        ("pytest.mark.skip_if(x, reason='a')", "pytest.mark.skipif"),
        ("Alt: text", "alt:"),
        ("alt text", "alt:"),
        ("vareis", "varies"),
        ("Fold: text", "fold:"),
        ("fold", "fold:"),
        ("flod: text", "fold:"),
        ("asks: What?", "ask:"),
        ("second: 90", "seconds:"),
        ("showonly: why", "show-only:"),
    ],
)
def test_a_slip_is_an_error_that_names_the_directive_meant(comment, meant):
    assert split(comment) is None
    assert slip(comment)
    with pytest.raises(BadDirective, match=f"unknown directive .*, did you mean '{meant}'"):
        said(comment)


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("varies a lot", "takes nothing after its name, found 'a lot'"),
        ("varies: stdout", "expected 'stderr' behind the colon, found 'stdout'"),
        ("varies:", "expected 'stderr' behind the colon, found ''"),
        ("pytest-codeblocks:cont of above", "takes nothing after its name"),
        ("alt:", "expected the text that describes the figure"),
        ("fold:", "expected the summary under which the code is folded"),
        *(
            (f"seconds: {one}", f"expected a number of seconds, found '{one}'")
            for one in ("", "0", "-1", "1e3", "fast")
        ),
        ("ask:", "expected the question, found none"),
        ("option: a.py | b", "stands below the question"),
        ("/ask", "stands below the prose that waits"),
        ("show-only:", "expected the reason why the code is not run"),
        ("fold:  \n ", "expected the summary under which the code is folded"),
        ("pytest.mark.skip", "needs a reason in quotes"),
        ("pytest.mark.skip()", "needs a reason in quotes"),
        ("pytest.mark.skip(reason='  ')", "needs a reason in quotes"),
        ("pytest.mark.skip(reason=1)", "needs a reason in quotes"),
        ("pytest.mark.skip(x, reason='a')", "takes no condition, that is skipif"),
        ("pytest.mark.skip(because='a')", "has no argument 'because', expected reason"),
        ("pytest.mark.skipif(reason='a')", "expected one condition"),
        ("pytest.mark.skipif(*x, reason='a')", "expected one condition"),
        ("pytest.mark.skipif(x)", "needs a reason in quotes"),
        ("pytest.mark.xfail", "expected the one exception class"),
        ("pytest.mark.xfail(reason='a')", "expected the one exception class"),
        ("pytest.mark.xfail(raises=(ValueError, TypeError))", "expected the one exception class"),
        ("pytest.mark.xfail(raises='ValueError')", "expected the one exception class"),
        ("pytest.mark.xfail(raises=ValueError, strict=True)", "has no argument 'strict'"),
        ("pytest.mark.skip(reason='a'", "is not a Python call"),
        ("pytest.mark.skip(reason='a') and more", "needs a reason in quotes"),
        ("pytest.mark.skip(\0)", "is not a Python call"),
    ],
)
def test_a_bad_argument_is_an_error_that_shows_an_example(comment, message):
    with pytest.raises(BadDirective, match=message) as error:
        said(comment)
    assert any(str(error.value).endswith(row.example) for row in DIRECTIVES.values())


@pytest.mark.parametrize(
    ("comments", "message"),
    [
        (["varies", "varies"], "stands twice"),
        (["fold: a", "fold: a"], "stands twice"),
        (["fold: a", "varies", "fold: b"], "stands twice"),
        (["pytest-codeblocks:cont", "pytest-codeblocks:cont"], "stands twice"),
        (["pytest.mark.skip(reason='a')", "pytest.mark.skipif(x, reason='b')"], "for one reason only"),
        (["seconds: 9", "seconds: 9"], "stands twice"),
        (["show-only: a", "pytest.mark.skip(reason='b')"], "for one reason only"),
        (["pytest.mark.skip(reason='a')", "show-only: b"], "for one reason only"),
        (["pytest.mark.xfail(raises=A)", "pytest.mark.xfail(raises=B)"], "fails once"),
    ],
)
def test_a_directive_said_twice_is_an_error(comments, message):
    with pytest.raises(BadDirective, match=message):
        said(*comments)


@settings(deadline=None, max_examples=300, derandomize=True)
@given(st.sampled_from(list(DIRECTIVES)), st.text(alphabet="(')=, \n\0raisonx>*-:\\", max_size=25))
def test_any_argument_is_read_or_refused(word, argument):
    comment = word + argument
    if split(comment) or slip(comment):
        try:
            assert isinstance(said(comment), Directions)
        except BadDirective as error:
            assert str(error)


def test_a_condition_nested_without_end_is_refused():
    with pytest.raises(BadDirective):
        said(f"pytest.mark.skipif({'not ' * 3000}x, reason='a')")


# --- slips ---------------------------------------------------------------------------------------


def one_letter_off(word: str) -> set[str]:
    """The word with one letter left out, doubled, or changed for another."""
    letters = [at for at, letter in enumerate(word) if letter.isalpha()]
    left_out = {word[:at] + word[at + 1 :] for at in letters}
    doubled = {word[: at + 1] + word[at:] for at in letters}
    changed = {f"{word[:at]}y{word[at + 1 :]}" for at in letters if len(word) > 4}  # in alt: it could be any word
    return (left_out | doubled | changed) - {word}


@pytest.mark.parametrize("word", ABOVE_A_BLOCK)
def test_one_letter_off_is_a_slip(word):
    for near in one_letter_off(word):
        assert split(near) is None
        assert slip(near) == near
        assert unknown(near).startswith(f"unknown directive '{near}', did you mean '")


@pytest.mark.parametrize("word", ["", "variable", "various", "avrise", "seirav", "all:", "bolt:", "after", "floor:"])
def test_a_word_of_its_own_is_no_slip(word):
    assert slip(word) == ""


@pytest.mark.parametrize(
    ("comment", "above", "in_sentence"),
    [
        ("printd", "", "printd"),
        ("Printed", "", "Printed"),
        ("printd: loss {}", "", "printd:"),
        ("vareis", "vareis", ""),
        ("atl: text", "", ""),
        ("xfail(raises=ValueError)", "xfail", "xfail"),
        ("skip this", "", ""),
    ],
)
def test_a_slip_is_one_only_where_the_word_could_stand(comment, above, in_sentence):
    assert slip(comment) == above
    assert slip(comment, in_sentence=True) == in_sentence


# --- what a block says ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("says", "wrong"),
    [
        (Directions(pinned=True), "a pinned output stands above a text fence"),
        (Directions(skip=Skip("why"), raises="ValueError"), "a block is skipped or fails, not both"),
        (Directions(varies=True, raises="ValueError"), "it cannot vary"),
        (Directions(aside=True, skip=Skip("why"), cont=True), "it continues none"),
        (Directions(aside=True, skip=Skip("why"), raises="ValueError"), "a block is skipped or fails, not both"),
        (Directions(varies=True, skip=Skip("why"), alts=("a",), fold="b", cont=True), ""),
        (Directions(raises="ValueError", alts=("a",), fold="b", cont=True), ""),
    ],
)
def test_what_no_block_can_be_at_once_is_a_contradiction(says, wrong):
    assert wrong in contradiction(says)
    assert bool(wrong) == bool(contradiction(says))


@pytest.mark.parametrize(
    ("says", "left", "sentences"),
    [
        (Directions(), result("1\n"), []),
        (Directions(varies=True), result("1\n"), [VARIES]),
        (Directions(varies=True), result(stderr="1\n"), [VARIES]),
        (Directions(varies=True), result(figures=("<svg>",)), [VARIES]),
        (Directions(varies=True), result(failure=Failure("E", "", 1, "E")), [VARIES]),
        (Directions(varies=True), result(), []),
        (Directions(stderr_varies=True), result("1\n", stderr="2\n"), [STDERR_VARIES]),
        (Directions(stderr_varies=True, varies=True), result(stderr="2\n"), [VARIES]),
        (Directions(stderr_varies=True), result("1\n"), []),
        (Directions(varies=True), result(skipped="no GPU"), ["Not run here: no GPU."]),
        (Directions(), result(skipped="no GPU"), ["Not run here: no GPU."]),
        (Directions(skip=Skip("no GPU", "False"), fold="a", alts=("b",)), result("1\n"), []),
    ],
)
def test_the_sentences_below_an_output_follow_from_what_was_said_and_what_ran(says, left, sentences):
    block = Block("docs/a.md", Fence(1, 3, "", "```", "python", "python", ("x",)), "x", says, Inline("docs/a.md", 1))
    assert notes(block, left) == sentences
