"""Codes are the country's own text: what is read in them, and which may follow."""

import pytest

from roadmaps.codes import anchor_of, first_like, following, free_anchor, letters, next_code, number, parts_of, word_of

PARTS = {
    "1.2.C": ("", ("1", "2", "C")),
    "OP1.L1.S1": ("", ("OP1", "L1", "S1")),
    "M17": ("", ("M17",)),
    "M 17": ("", ("M17",)),
    "CC": ("", ("CC",)),
    "II.1": ("", ("II", "1")),
    "Eje I": ("Eje", ("I",)),
    "Objetivo II.1": ("Objetivo", ("II", "1")),
    "Línea I.1.a": ("Línea", ("I", "1", "A")),
    "Objetivo Específico 1.1": ("Objetivo Específico", ("1", "1")),
    "Axe n° 2": ("Axe", ("2",)),
    "Outcome: 3": ("Outcome", ("3",)),
    "الهدف 1.1": ("الهدف", ("1", "1")),
}


@pytest.mark.parametrize("code", PARTS)
def test_a_code_falls_into_a_word_and_parts(code):
    assert (word_of(code), parts_of(code)) == PARTS[code]


@pytest.mark.parametrize(
    ("code", "anchor"),
    [("1.2.C", "1.2.C"), ("Eje I", "Eje-I"), ("OP1.L1", "OP1.L1"), ("(a)", "a"), ("المحور 1", "المحور-1"), ("…", "-")],
)
def test_an_anchor_is_fit_for_links(code, anchor):
    assert anchor_of(code) == anchor


def test_an_item_without_a_code_gets_an_anchor_of_its_own():
    assert free_anchor(["n1", "1", "n3"]) == "n2"


@pytest.mark.parametrize(
    ("code", "after", "first"),
    [
        ("1.9", "1.10", "1.1"),
        ("1.2.Z", "1.2.AA", "1.2.A"),
        ("1.C", "1.D", "1.A"),
        ("M126", "M127", "M1"),
        ("Eje I", "Eje II", "Eje A"),
        ("Eje IX", "Eje X", "Eje I"),
        ("1.a", "1.b", "1.a"),
        ("OP1.L3", "OP1.L4", "OP1.L1"),
        ("…", "", ""),
    ],
)
def test_what_follows_a_code(code, after, first):
    assert (following(code), first_like(code)) == (after, first)


@pytest.mark.parametrize(
    ("siblings", "parent", "cousins", "code"),
    [
        ([], "", [], "1"),
        (["1", "2"], "", [("1", ""), ("2", "")], "3"),
        ([], "1", [], "1.1"),
        ([], "2.1", [("1.1.C", "1.1")], "2.1.A"),
        (["1.1.A", "1.1.C"], "1.1", [("1.1.A", "1.1")], "1.1.D"),
        (["", ""], "", [("", "")], ""),
        ([], "2", [("M7", "1")], ""),
    ],
)
def test_the_next_code_is_as_the_others_are(siblings, parent, cousins, code):
    assert next_code(siblings, parent, cousins) == code


@pytest.mark.parametrize(("value", "text"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ")])
def test_letters_are_numbers_in_another_writing(value, text):
    assert (letters(value), number(text)) == (text, value)
