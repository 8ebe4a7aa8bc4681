import random
import time

import pytest

from reports.checks.material import Material
from reports.checks.registry import CHECKS
from reports.checks.running import run
from reports.content.loading import load
from reports.models import Report
from richtext.build import bullet_list, heading
from tests.factories.reports import CampaignFactory, ReportFactory, entry_of
from tests.reports.checks.writing import found, write

FORUM = (
    "Pour ce second exercice, le Forum des parties prenantes a encore une fois été pleinement mobilisé pour contribuer "
    "au rapport. À ce titre, le Forum s’est réuni pour écrire avec le gouvernement le rapport sur la stratégie."
)
OTHER = (
    "Les inspecteurs du travail de quatre régions ont suivi une formation de cinq jours sur la détection des victimes "
    "et sur les droits que la loi leur reconnaît devant le juge."
)
TWICE = "This stands twice in this text."


def start(text):
    return text[:60]


def test_a_paragraph_in_two_answers(report):
    write(report, FORUM, OTHER)
    write(report, FORUM, key="evidence_detail")

    [(name, message, words)] = found(report, "paragraphs_repeated")

    assert (name, message, start(words)) == ("evidence_detail", "This also stands in question 4.", start(FORUM))


def test_a_paragraph_twice_with_words_changed_shows_the_first_sentence_that_is_the_same(report):
    changed = FORUM.replace("encore une fois", "de nouveau").replace("À ce titre", "A ce titre")
    write(report, FORUM, OTHER, changed)

    assert [(message, start(words)) for _name, message, words in found(report, "paragraphs_repeated")] == [
        (TWICE, "A ce titre, le Forum s’est réuni pour écrire avec le gouvern")
    ]


def test_a_sentence_that_comes_back_inside_a_longer_paragraph(report):
    sentence = (
        "Les fiches d’information traduites en plusieurs langues ont fait l’objet d’une version adaptée aux mineurs."
    )
    write(report, f"{OTHER} {sentence}", f"{sentence} Elles ont été écrites par un groupe que préside la ministre.")

    assert found(report, "paragraphs_repeated") == [("key_results", TWICE, sentence)]


def test_a_paragraph_three_times_is_told_twice(report):
    write(report, FORUM, FORUM, bullet_list(FORUM))

    assert [message for _name, message, _words in found(report, "paragraphs_repeated")] == [TWICE, TWICE]


def test_names_short_lines_headings_and_other_languages_may_come_back(report):
    name = (
        "la Mission interministérielle pour la protection des femmes contre les violences et la lutte contre la traite"
    )
    line = heading(
        1, "2.1 Conjuguer les forces pour sortir les victimes de leur invisibilité et les protéger mieux encore"
    )
    write(
        report,
        line,
        f"Le plan est préparé par {name} avec les associations, les juges et les régions qui l’ont voulu.",
        "Sans objet.",
        line,
        "Sans objet.",
        f"Une enquête nouvelle, menée par {name}, montre que les victimes sont mieux connues qu’il y a deux ans.",
    )
    write(report, FORUM, key="lessons")
    write(report, FORUM, key="lessons", language="en")

    assert found(report, "paragraphs_repeated") == []


def words(start: int, number: int) -> str:
    return " ".join(f"mot{each}" for each in range(start, start + number))


@pytest.mark.parametrize("shared,times", [(31, 0), (32, 1)])
def test_a_long_run_of_words_is_a_repetition_in_however_long_a_sentence(report, shared, times):
    write(report, f"{words(0, 60)}.", f"{words(100, 60)} {words(0, shared)} {words(200, 60)}.")

    assert [message for _name, message, _words in found(report, "paragraphs_repeated")] == [TWICE] * times


@pytest.mark.parametrize("before,times", [(2, 1), (3, 0)])
def test_what_stands_in_three_paragraphs_is_a_set_phrase(report, before, times):
    phrase = words(0, 15)
    write(report, *(f"{words(100 * number, 60)} {phrase}." for number in range(1, before + 1)), f"{phrase}. Fin.")

    assert [message for _name, message, _words in found(report, "paragraphs_repeated")] == [TWICE] * times


def test_of_two_places_the_first_is_named(report):
    write(report, f"{words(100, 60)} {words(0, 15)}.")
    write(report, f"{words(200, 60)} {words(0, 15)}.", key="lessons")
    write(report, f"{words(0, 15)}. Fin.", key="evidence_detail")

    first = entry_of(report, "key_results").number
    assert found(report, "paragraphs_repeated") == [
        ("evidence_detail", f"This also stands in question {first}.", f"{words(0, 15)}.")
    ]


def last_year(report) -> Report:
    return ReportFactory(country=report.country, campaign=CampaignFactory(year=2022), roadmap=report.roadmap)


def test_a_paragraph_of_last_year_s_report(report):
    write(last_year(report), OTHER, FORUM)
    write(report, "Un texte nouveau.", FORUM, key="lessons")

    [(name, message, words)] = found(report, "paragraphs_unchanged")

    assert (name, message, start(words)) == (
        "lessons",
        "This paragraph is the same as in the report of 2022.",
        start(FORUM),
    )


def test_a_paragraph_brought_up_to_date_is_not_last_year_s(report):
    write(last_year(report), FORUM)
    write(report, f"{FORUM.split('. ')[0]}. {OTHER}")

    assert found(report, "paragraphs_unchanged") == []


def test_another_country_s_report_and_an_older_one_do_not_count(report):
    write(ReportFactory(campaign=CampaignFactory(year=2022)), FORUM)
    older = ReportFactory(country=report.country, campaign=CampaignFactory(year=2021), roadmap=report.roadmap)
    write(older, FORUM)
    write(report, FORUM)

    assert found(report, "paragraphs_unchanged") == []


def test_the_time_grows_with_the_length_and_no_more(report):
    """20,000 words of a small vocabulary, every tenth paragraph a copy: all checks together, well below two seconds."""
    chance = random.Random(8)
    vocabulary = ["".join(chance.choices("abcdefghijklmnop", k=chance.randint(2, 9))) for _number in range(800)]
    vocabulary += [
        "ABCDE",
        "le 30 mai 2023",
        "En 2022, le CCEM a assisté 281 victimes. Ensuite",
        "1.1.A",
        "a été fait.",
    ]
    paragraphs = []
    for number in range(250):
        words = " ".join(chance.choices(vocabulary, k=80)).capitalize()
        paragraphs.append(paragraphs[number // 2] if number % 10 == 9 else words)
    write(report, *paragraphs, key="progress", identity="1")
    material = Material(load(report))

    begun = time.process_time()
    problems = run(CHECKS, material)

    assert time.process_time() - begun < 2
    assert sum(problem.check == "paragraphs_repeated" for problem in problems) == 25
