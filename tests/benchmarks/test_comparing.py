import random
from itertools import pairwise

import pytest

from benchmarks.words.comparing import Comparison, align, compare, key, without_edges, words_of_pages


def test_words_in_order_are_found_between_others():
    found = compare(
        "un deux trois quatre".split(), "Question 1 Un deux (voir plus) trois, quatre 17".replace(",", "").split()
    )
    assert found == Comparison(4, 4, [])
    assert found.similarity == 1


def test_what_is_missing_is_told_with_its_surroundings():
    found = compare("a b c d e f g h".split(), "a b c f g h".split())
    assert found == Comparison(8, 6, [("a b c", "d e", "f g h")])
    assert found.similarity == 0.75


def test_words_in_another_order_are_missing():
    assert compare("un deux trois quatre".split(), "trois quatre un deux".split()).matched == 2


def test_a_word_broken_in_another_way_is_found():
    assert (
        compare(
            "voir https://www.acse-alc.org/fr/ ici".split(), "voir https://www.acse- alc.org/fr/ ici".split()
        ).matched
        == 3
    )


def test_two_words_with_a_slash_are_found_on_two_lines():
    assert compare("avec RHSF/INC ici".split(), "avec RHSF INC ici".split()).matched == 3


def test_nothing_at_all():
    assert compare([], ["a"]) == Comparison(0, 0, [])
    assert compare([], []).similarity == 1


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("porte-parole", "porteparole"),
        ("l’objectif", "l'objectif"),
        ("ﬁn", "fin"),
        ("État", "état"),
        ("a\u00adb", "ab"),
    ],
)
def test_what_the_printer_changes_does_not_count(word, other):
    assert key(word) == key(other)


def test_running_heads_page_numbers_and_hyphens_at_line_ends_go():
    names = "Nord Sud Est Ouest Centre".split()
    body = "À {0}, une phra-\nse de {0}, porte-\nparole de {0}"
    pages = [f"France 2023\n{body.format(name)}\n{number}\n" for number, name in enumerate(names, start=1)]
    assert without_edges(["a\nb", "c\nd"]) == ["a\nb", "c\nd"]
    words = words_of_pages(pages)
    assert words[:9] == ["À", "Nord", "une", "phrase", "de", "Nord", "porteparole", "de", "Nord"]
    assert "France" not in words


def test_long_texts_are_aligned_as_short_ones_are():
    chance = random.Random(7)
    text = [
        chance.choice("le la de travail enfants forum guide étape 2023 pays".split()) + str(chance.randrange(400))
        for _ in range(6000)
    ]
    given = []
    for word in text:
        given += [word] if chance.random() < 0.98 else []
        given += ["tête"] if chance.random() < 0.05 else []
    pairs = align(text, given)
    assert all(text[i] == given[j] for i, j in pairs)
    assert all(before[0] < after[0] and before[1] < after[1] for before, after in pairwise(pairs))
    assert len(pairs) >= sum(word != "tête" for word in given) - 5
