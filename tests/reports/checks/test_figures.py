import pytest

from tests.reports.checks.writing import found, write

FIRST = "En 2022, le CCEM a assisté 281 victimes de traite."


def test_the_same_thing_with_two_figures_in_two_answers(report):
    write(report, FIRST)
    second = "Le CCEM a aidé 290 victimes de traite en 2022."
    write(report, second, key="lessons")

    assert found(report, "figures_contradict") == [
        ("lessons", "“290 victimes de traite” here, “281 victimes de traite” in question 4: which is right?", second)
    ]


def test_the_same_verb_makes_it_the_same_thing(report):
    write(report, "En 2022, la MIPROF a formé 1 200 juges.")
    second = "La MIPROF a formé 1 300 juges en 2022."
    write(report, second, key="lessons")

    assert [message for _name, message, _words in found(report, "figures_contradict")] == [
        "“1 300 juges” here, “1 200 juges” in question 4: which is right?"
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Le CCEM a aidé 281 victimes de traite en 2022.",
        "Le CCEM a aidé 290 victimes de traite en 2021.",
        "Le CCEM a aidé 290 victimes de traite.",
        "La MIPROF a aidé 290 victimes de traite en 2022.",
        "Le CCEM a aidé 290 victimes de violences en 2022.",
        "Le CCEM a aidé 56 victimes nouvelles en 2022.",
        "Le CCEM a vu 300 victimes de traite, dont 290 victimes de traite mineures, en 2022.",
        "Le CCEM a aidé plus de 200 victimes de traite en 2022.",
        "En 2022, le CCEM a tenu 12 réunions en 4 jours.",
    ],
)
def test_another_year_body_or_thing_is_no_contradiction(report, sentence):
    write(report, FIRST)
    write(report, sentence, key="lessons")

    assert found(report, "figures_contradict") == []
