"""Recognising wordings: what counts, where the wording ends, and which one says most."""

import pytest

from bilingual.text import Text
from questionnaires.wording import end_of, plain, recognise, wordings


@pytest.mark.parametrize(
    "text,counts",
    [
        ("12. À l’État,  d'ici avril ?", "a l etat d ici avril"),
        ("Q4) Où en est", "ou en est"),
        ("Question 12: Where", "where"),
        ("1.2 Outiller l’exercice", "outiller l exercice"),
        ("**Prochaine étape** :", "prochaine etape"),
        ("E\u0301tudes de cas", "etudes de cas"),
        ("3e plan national", "3e plan national"),
        ("…", ""),
    ],
)
def test_only_letters_and_digits_count(text, counts):
    assert plain(text) == counts


@pytest.mark.parametrize(
    "alias,text,rest",
    [
        ("prochaine étape", "7. Prochaine étape : former les juges", "former les juges"),
        ("prochaine étape", "PROCHAINE ETAPE – former", "former"),
        ("prochaine étape", "Prochaine étape « Guide »", "« Guide »"),
        ("prochaine étape", "Prochaine étape", ""),
        ("prochaine étape", "Prochaine e\u0301tape", ""),
        ("prochaine e", "Prochaine é", ""),
        ("objectifs d’ici * pour cette étape", "Objectifs d'ici avril 2024 pour cette étape: 12 lois", "12 lois"),
        ("*, quels progrès", "Depuis mai 2022, quels progrès ? * Trois", "Trois"),
        ("area(s) of intervention", "Area(s) of intervention: trade", "trade"),
        ("résultats visés d’ici *", "Résultats visés d’ici avril 2024 : dix cours", "dix cours"),
        ("résultats visés d’ici *", "Résultats visés d’ici avril 2024.", ""),
        ("autres", "Autres : nombre de personnes", "nombre de personnes"),
    ],
)
def test_what_follows_an_alias_and_its_punctuation_is_what_somebody_wrote(alias, text, rest):
    assert text[end_of(alias, text) :] == rest


@pytest.mark.parametrize(
    "alias,text",
    [
        ("prochaine étape", "La prochaine étape"),
        ("prochaine étape", "Prochaine étapes"),
        ("autre", "Autres"),
        ("by *, what", "By " + "x" * 400 + ", what"),
        ("*", "Anything"),
        ("*", ""),
        ("oui", ""),
    ],
)
def test_a_text_that_does_not_begin_with_the_alias_is_not_it(alias, text):
    assert end_of(alias, text) is None


def test_the_own_wording_is_an_alias_with_stars_for_its_placeholders():
    own = Text.of(en="Steps by {next_period_end}", fr="Étapes d’ici {next_period_end}")
    assert wordings(own, {"fr": ("Étapes à venir",)}) == ["Steps by *", "Étapes d’ici *", "Étapes à venir"]


def test_the_alias_that_says_most_wins():
    candidates = [("other", ["Autres"]), ("countries", ["Autres pays pionniers"])]
    assert recognise("Autres pays pionniers : Chili", candidates) == ("countries", 24)
    assert recognise("Autres : Chili", candidates) == ("other", 9)
    assert recognise("Chili", candidates) is None
