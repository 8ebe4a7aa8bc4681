"""The digest begins with what its reader has to do: the list of the home page."""

import pytest
from django.core import mail
from django.utils import timezone

from notices.digest import send_digests
from notices.models import Delivery
from notices.preferences import choose
from reports.assignments.actions import assign
from reports.content.places import Place
from reports.tasks.queries import in_words
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return ReportFactory(country=CountryFactory(france=True))


def test_each_task_is_a_line_with_the_address_of_its_button(report):
    assert in_words(UserFactory(focal_point_of=report.country)) == [
        (
            "France 2023 – 10 required answers are missing – late since 31 July 2023",
            "/en/reports/FRA/2023/sections/progress/",
        )
    ]


def test_the_digest_says_them_first_in_the_language_of_its_reader(report, run_tasks):
    person = UserFactory(focal_point_of=report.country, language="fr")
    choose(by=person, choices={"": Delivery.DIGEST})
    assign(report=report, place=Place("overall"), to=person, by=UserFactory(focal_point_of=report.country))
    send_digests(timezone.localdate())
    run_tasks()
    [message] = mail.outbox
    assert message.body.split("\n\n")[:2] == [
        "À faire",
        "- France 2023 – 10 réponses obligatoires manquent – en retard depuis le 31 juillet 2023\n"
        "  https://report.example.org/fr/reports/FRA/2023/sections/progress/\n"
        "- France 2023 – Bilan d’ensemble des 12 derniers mois\n"
        "  https://report.example.org/fr/reports/FRA/2023/sections/overall/#q-overall_progress",
    ]
