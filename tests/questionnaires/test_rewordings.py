"""Later wordings of an edition that is released: they fill in what the edition's do, in the same languages."""

import pytest

from bilingual.languages import LANGUAGES
from questionnaires.loader import WORDINGS, available_editions, edition, later_wordings, rewordings
from questionnaires.schema import PLACEHOLDERS, REPEATED_PLACEHOLDERS, placeholders

KEYS = [path.stem for path in WORDINGS.glob("*.toml")]


@pytest.mark.parametrize("key", KEYS)
def test_each_is_of_a_question_of_its_edition_in_its_languages_with_known_placeholders(key):
    assert key in available_editions()
    questions = {question.key: question for question in edition(key).questions}
    for name, said in rewordings(key).items():
        assert {*said.label} == {*said.help} == {*questions[name].label} <= {*LANGUAGES}
        for text in (*said.label.values(), *said.help.values()):
            assert placeholders(text) <= {*PLACEHOLDERS, *REPEATED_PLACEHOLDERS}


def test_an_edition_without_any_is_as_it_is():
    assert (dict(rewordings("2099")), later_wordings("2099", "progress")) == ({}, [])


def test_the_first_question_of_2023_counts_nothing():
    assert later_wordings("2023", "progress") == [
        "What has been achieved since * under * of your national roadmap, “*”?",
        "Quelles avancées ont été obtenues depuis * au titre de votre feuille de route nationale, *, « * » ?",
        "¿Qué avances se han logrado desde * en el marco de su hoja de ruta nacional, *, «*»?",
    ]
