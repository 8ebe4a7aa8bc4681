import pytest

from reports.importing.likeness import (
    best,
    likeness_to_beginning,
    number_of,
    quoted_title,
    similarity,
    title_similarity,
)


def test_similarity_counts_words_in_order():
    assert similarity("Le mécanisme est utile", "LE MECANISME EST UTILE !") == 1
    assert similarity("un deux trois", "quatre cinq") == 0
    assert 0.5 < similarity("un deux trois", "un deux quatre") < 1
    assert similarity("", "un") == 0


def test_a_wording_may_be_the_beginning_of_a_longer_text():
    assert (
        likeness_to_beginning("Quels sont les résultats", "Quels sont les résultats obtenus entre mai et avril ?") == 1
    )
    assert likeness_to_beginning("Quels sont les * résultats", "Quels sont les trois grands résultats ?") == 1
    assert likeness_to_beginning("Quels sont les résultats", "Où en est-on ?") == 0
    assert likeness_to_beginning("*", "Où ?") == 0


def test_short_titles_are_compared_by_letters_too():
    assert title_similarity("Former les agents", "Former des agents") > 0.75
    assert title_similarity("Former les agents", "Publier une étude") < 0.5


def test_the_best_of_several():
    assert best("Publier une étude", [("a", ["Former"]), ("b", ["Une étude", "Publier l'étude"])])[0] == "b"
    assert best("x", []) == ("", 0.0)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12. Quels", 12),
        ("12) Quels", 12),
        ("Question 12 : Quels", 12),
        ("Q12. Quels", 12),
        ("12 Quels", 12),
        ("1.2 Outiller", None),
        ("2023", None),
        ("Quels", None),
    ],
)
def test_the_number_of_a_heading(text, number):
    assert number_of(text) == number


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('n° 1 "Former" ?', "Former"),
        ("1 : Former ?", "Former"),
        ("« Former » ? *", "Former"),
        ("“Former”", "Former"),
        ('"La mise à disposition d’un « Guide » ?', "La mise à disposition d’un « Guide »"),
        ("« Un « Guide » »", "Un « Guide »"),
        ("« Un guide ?", "Un guide"),
        (" ? ", ""),
    ],
)
def test_the_title_in_a_question(text, title):
    assert quoted_title(text) == title
