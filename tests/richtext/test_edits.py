import itertools
import random

import pytest

from richtext import cleaning, schema
from richtext.build import bold, bullet_list, doc, footnote, heading, objective, paragraph, table, text
from richtext.edits import Edit, apply, document_of, edits, fragment_of, keyed, merged, rebase, tokens_of
from richtext.reading import to_text
from tests.richtext.documents import written

SEEDS = range(0, 400, 40)


def said(old, new):
    """Each edit as what goes and what comes."""
    tokens = tokens_of(old)
    return [(words(tokens[edit.start : edit.end]), words(edit.new)) for edit in edits(old, new)]


def words(tokens):
    return to_text(fragment_of(list(tokens)))


def made(old, chosen):
    return document_of(apply(tokens_of(old), chosen))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (doc(paragraph("The forum met.")), doc(paragraph("The forum met.")), []),
        (doc(paragraph("The forum met.")), doc(paragraph("The forum met twice.")), [("", "twice")]),
        (doc(paragraph("The forum met.")), doc(paragraph("The council met.")), [("forum", "council")]),
        (doc(paragraph("one two three four")), doc(paragraph("uno due three four")), [("one two", "uno due")]),
        (doc(paragraph("a b c d e f")), doc(paragraph("x b c d e y")), [("a", "x"), ("f", "y")]),
        (doc(paragraph("First.")), doc(paragraph("First."), paragraph("Second.")), [("", "Second.")]),
        (doc(paragraph("First."), paragraph("Second.")), doc(paragraph("First.")), [("Second.", "")]),
        (
            doc(paragraph("Alpha beta.")),
            doc(paragraph("Gamma delta epsilon.")),
            [("Alpha beta.", "Gamma delta epsilon.")],
        ),
        (doc(paragraph("Results")), doc(heading(1, "Results")), [("Results", "Results")]),
        (doc(paragraph("so bold")), doc(paragraph("so ", text("bold", bold))), [("bold", "bold")]),
        (doc(bullet_list("one", "two")), doc(bullet_list("one", "two", "three")), [("", "- three")]),
        (doc(table([["a", "b"]])), doc(table([["a", "c"]])), [("b", "c")]),
        (doc(paragraph("See ", objective("1.1.A"))), doc(paragraph("See ", objective("1.2.C"))), [("1.1.A", "1.2.C")]),
    ],
)
def test_what_changed_is_words_where_the_block_stays_and_else_blocks(old, new, expected):
    assert said(old, new) == expected


def test_a_note_is_changed_as_a_whole():
    old, new = doc(paragraph("Met", footnote("In May."), ".")), doc(paragraph("Met", footnote("In June."), "."))
    assert [len(edit.new) for edit in edits(old, new)] == [1]


@pytest.mark.sampled("first", SEEDS)
def test_all_edits_make_the_new_document_and_any_of_them_a_valid_one(first):
    for seed in range(first, first + 40):
        old, new = documents(seed, 2)
        found = edits(old, new)
        assert made(old, found) == new
        assert made(old, []) == old
        chance = random.Random(seed)
        schema.validate(made(old, [edit for edit in found if chance.random() < 0.5]))
        tokens = tokens_of(old)
        for edit in found:
            schema.validate(fragment_of(tokens[edit.start : edit.end]))
            schema.validate(fragment_of(edit.new))
        assert all(left.end <= right.start for left, right in itertools.pairwise(found))


@pytest.mark.sampled("first", SEEDS)
def test_two_sides_come_together_in_a_valid_document(first):
    for seed in range(first, first + 40):
        base, theirs, mine = documents(seed, 3)
        schema.validate(merged(base, theirs, mine))
        assert merged(base, base, mine) == mine
        assert merged(base, theirs, base) == theirs
        assert merged(base, mine, mine) == mine


def documents(seed: int, count: int):
    """Variations of one text: each takes some blocks of the first, and some of another."""
    base = cleaning.normalise(written(seed))
    chance = random.Random(seed)
    found = [base]
    for number in range(1, count):
        other = cleaning.normalise(written(seed * 7 + number))
        kept = [block for block in base["content"] if chance.random() < 0.7]
        blocks = [*kept, *(block for block in other["content"] if chance.random() < 0.3)]
        found.append(doc(*blocks))
    return found


TEXT = doc(paragraph("The forum met in May."), paragraph("It has five groups."))


def test_edits_move_with_what_others_wrote_around_them():
    theirs = doc(paragraph("New."), paragraph("The whole forum met in May."), paragraph("It has five groups."))
    mine = doc(paragraph("The forum met in June."), paragraph("It has five working groups."))
    assert merged(TEXT, theirs, mine) == doc(
        paragraph("New."), paragraph("The whole forum met in June."), paragraph("It has five working groups.")
    )


def test_where_both_changed_the_same_words_mine_would_replace_theirs_and_it_is_said():
    theirs = doc(paragraph("The forum met in April."), paragraph("It has five groups."))
    mine = doc(paragraph("The forum met in June."), paragraph("It has six groups."))
    found = rebase(tokens_of(TEXT), edits(TEXT, mine), edits(TEXT, theirs))
    there = tokens_of(theirs)
    assert [(words(there[edit.start : edit.end]), words(edit.new), edit.overlaps) for edit in found] == [
        ("April", "June", True),
        ("five", "six", False),
    ]


def test_a_change_in_a_block_that_is_gone_brings_the_block_back():
    theirs = doc(paragraph("The forum met in May."))
    mine = doc(paragraph("The forum met in May."), paragraph("It has six groups."))
    found = rebase(tokens_of(TEXT), edits(TEXT, mine), edits(TEXT, theirs))
    assert [(words(edit.new), edit.overlaps) for edit in found] == [("It has six groups.", True)]
    assert merged(TEXT, theirs, mine) == mine


def test_what_both_put_at_the_same_place_stands_once():
    theirs = doc(*TEXT["content"], paragraph("Added."), paragraph("By them."))
    mine = doc(*TEXT["content"], paragraph("Added."), paragraph("By me."))
    assert merged(TEXT, theirs, mine) == doc(
        *TEXT["content"], paragraph("Added."), paragraph("By them."), paragraph("By me.")
    )


def test_an_edit_keeps_its_name_while_others_are_made():
    mine = doc(paragraph("The council met in June."), paragraph("It has five groups."), paragraph("Council."))
    tokens = tokens_of(TEXT)
    named = keyed(tokens, edits(TEXT, mine))
    first, *rest = named
    taken = made(TEXT, [named[first]])
    assert list(keyed(tokens_of(taken), edits(taken, mine))) == rest


def test_alike_edits_have_names_of_their_own():
    tokens = tokens_of(doc(paragraph("a b a")))
    assert len(keyed(tokens, [Edit(1, 2, ()), Edit(5, 6, ())])) == 2
