from datetime import date

import pytest

from reports.answers.next_steps import add_next_step
from richtext.build import footnote, heading, paragraph
from tests.factories.reports import AnswerFactory, text
from tests.reports.checks.writing import found, write

AFTER = "reported as done, but after the reporting period, which ended on 30 April 2023."
BEFORE = "reported as done, but before the reporting period, which began on 1 May 2022."
YEAR = "reported as done, but not yet come when the report was due. Is the year right?"


@pytest.mark.parametrize(
    "sentence,message",
    [
        ("Le 30 mai 2023 s’est tenue une réunion du Forum.", f"30 mai 2023: {AFTER}"),
        ("Elle a participé, le 10 mai 2023, à un colloque.", f"10 mai 2023: {AFTER}"),
        ("Fin novembre 2023, la présidente a rencontré les pays pionniers.", f"novembre 2023: {YEAR}"),
        ("Un atelier a eu lieu les 13, 14 et 15 décembre 2023.", f"13, 14 et 15 décembre 2023: {YEAR}"),
        ("Cet atelier a eu lieu le 10 mars 2022.", f"10 mars 2022: {BEFORE}"),
        ("Obtenu en juillet 2021, il a démarré le 1er janvier 2022.", f"juillet 2021, 1er janvier 2022: {BEFORE}"),
        ("The forum met on 30 May 2023.", f"30 May 2023: {AFTER}"),
        ("The plan was adopted on May 22, 2023.", f"May 22, 2023: {AFTER}"),
        ("The law was published in December 2023.", f"December 2023: {YEAR}"),
    ],
)
def test_what_was_done_on_another_day(report, sentence, message):
    write(report, sentence)

    assert found(report, "dates_outside") == [("key_results", message, sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Une réunion s’est tenue le 6 mars 2023.",
        "Un cours a été donné du 2 au 3 mai 2022.",
        "Ils ont été associés aux Jeux olympiques de Paris 2024.",
        "Un séminaire de lancement est prévu le 23 octobre 2023.",
        "Elle se tiendra le 23 octobre 2023 et a été annoncée.",
        "Le soutien sera renforcé du 22 au 26 mai 2023.",
        "D’ici avril 2024, le guide est adopté.",
        "Le comité a siégé de septembre 2021 à mai 2022.",
        "L’U2P s’est investie depuis avril 2022.",
        "La loi n°2017-399 du 27 mars 2017 a été appliquée.",
        "La circulaire relative aux mineurs du 8 février 2022 a été diffusée.",
        "Lancé en janvier 2019, le projet a formé cinq associations.",
        "Réunion du 30 mai 2023.",
        "The conference will be held on 12 June 2023.",
        "Since March 2022 the inspectors have been trained.",
        "It was done in May 2022.",
    ],
)
def test_what_lies_in_the_period_is_planned_or_is_background(report, sentence):
    write(report, sentence)

    assert found(report, "dates_outside") == []


def test_each_sentence_is_looked_at_for_itself_and_footnotes_too(report):
    note = footnote("Publié le 3 juin 2023, il a été diffusé.")
    write(report, paragraph("Un colloque est prévu le 4 juin 2023. Le 5 juin 2023, il a été annulé.", note))

    assert [message.split(":")[0] for _name, message, _words in found(report, "dates_outside")] == [
        "5 juin 2023",
        "3 juin 2023",
    ]


def test_headings_and_plans_are_left_out(report):
    write(report, heading(1, "Ce qui a été fait le 5 juin 2023"), "Rien.")
    step = add_next_step(report=report, by=None)
    value = text("Le 5 mars 2024, le guide a été publié.")
    AnswerFactory(report=report, occurrence=step, question="next_steps.goals", value=value)

    assert found(report, "dates_outside") == []


@pytest.mark.parametrize(
    "day,message",
    [
        ("30 April 2021", None),
        ("1 May 2021", BEFORE),
        ("30 April 2022", BEFORE),
        ("1 May 2022", None),
        ("30 April 2023", None),
        ("1 May 2023", AFTER),
        ("31 July 2023", AFTER),
        ("1 August 2023", YEAR),
    ],
)
def test_the_days_on_which_it_changes_what_is_said(report, day, message):
    """The report is due before the 92 days are over in which something done late may still be told."""
    report.campaign.due_on = date(2023, 6, 30)
    report.campaign.save()
    write(report, f"The plan was adopted on {day}.")

    said = [(f"{day}: {message}")] if message else []
    assert [message for _name, message, _words in found(report, "dates_outside")] == said
