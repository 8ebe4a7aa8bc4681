"""A campaign that is open: its due date, and the mails that announce it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from bilingual.text import Text
from forum.roles import Role
from journal.models import Entry
from notices.models import Notice
from reports.models import Campaign, Report
from reports.signoff.announcing import announce
from reports.stages import Stage
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import CampaignFactory, ReportFactory
from tests.roadmaps.page import Page

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/campaign/2023/"
WORDS = Text.of(fr="Une réunion se tient en mai.", en="A meeting is held in May.")
FORM = {"words_fr": WORDS["fr"], "words_en": WORDS["en"]}


@pytest.fixture
def editor(db):
    return UserFactory(secretariat=True, name="Editor")


@pytest.fixture
def report(db):
    """A draft; its focal point reads French, the deputy English."""
    report = ReportFactory(country=CountryFactory(france=True))
    UserFactory(name="Ada", language="fr", focal_point_of=report.country)
    UserFactory(name="Bo", holds=(Role.DEPUTY, report.country))
    return report


def told():
    return [(one.kind, str(one.to), one.language) for one in Notice.objects.order_by("pk")]


def test_who_leads_the_report_reads_the_announcement_in_their_own_language(report, editor):
    announce(campaign=report.campaign, first=[report.pk], words=WORDS, by=editor)

    ada, bo = Notice.objects.order_by("pk")
    assert (ada.language, ada.address, WORDS["fr"] in ada.body) == ("fr", "/fr/reports/FRA/2023/", True)
    assert (bo.subject, bo.body) == (
        "The 2023 report of France is open",
        "Dear Bo,\n\n"
        "The secretariat of Alliance 8.7 has opened the 2023 report of France. "
        "It covers 1 May 2022 to 30 April 2023, and is due on 31 July 2023. It follows version 1 of your roadmap.\n\n"
        "A meeting is held in May.\n\n"
        "Editor\nSecretariat of Alliance 8.7",
    )
    line = Entry.objects.get(action="report.announced")
    assert (line.actor, line.country, len(line.data["people"])) == (editor, "FRA", 2)


def test_it_is_announced_once_and_again_only_on_purpose(report, editor):
    for again in ([], [], [report.pk]):
        announce(campaign=report.campaign, first=[report.pk], again=again, words=Text(), by=editor)

    assert len(told()) == 4


def test_what_is_submitted_or_has_nobody_is_not_announced(report, editor):
    submitted, alone = ReportFactory(stage=Stage.SUBMITTED), ReportFactory()
    UserFactory(focal_point_of=submitted.country)

    keys = [report.pk, submitted.pk, alone.pk]
    done = announce(campaign=report.campaign, first=keys, words=Text(), by=editor)

    assert [one.report for one in done] == [report]
    assert list(Report.objects.filter(announced_at=None).order_by("pk")) == [submitted, alone]


def test_the_page_names_the_countries_without_anybody_and_shows_the_mails(client_for, editor, report):
    alone = ReportFactory(country=CountryFactory(chile=True)).country
    client = client_for(editor)

    page = Page(client.post(f"{PAGE}preview/", FORM | {"report": report.pk}))

    assert page.values(".notice + p a", "href") == [f"/en/people/{alone.code}/"]
    letters = page.texts(".mail")
    assert [WORDS["fr"] in letters[0], WORDS["en"] in letters[1], told()] == [True, True, []]

    client.post(f"{PAGE}announce/", FORM | {"report": report.pk})

    assert told() == [("reports.announced", "Ada", "fr"), ("reports.announced", "Bo", "en")]
    assert [" ".join(one.body.split()) for one in Notice.objects.order_by("pk")] == letters
    assert page.values("input[name=report]", "value") == [str(report.pk)]
    page = Page(client.get(PAGE))
    assert page.values("input[name=again]", "value") == [str(report.pk)]
    assert page.values("input[name=again][checked]", "value") == []


def test_a_sentence_in_one_language_alone_is_asked_for_in_the_other(client_for, editor, report):
    response = client_for(editor).post(f"{PAGE}announce/", {"words_en": "Hello", "report": report.pk})

    html = response.content.decode()
    assert (response.status_code, "Write it in French and in English" in html, "Hello" in html) == (422, True, True)
    assert told() == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_for_every_number(client_for, editor, number, django_assert_num_queries):
    for _each in range(number):
        UserFactory(focal_point_of=ReportFactory().country)
    client = client_for(editor)

    # session, user, memberships; the campaign, its reports, who leads them; reports, countries, roadmaps
    with django_assert_num_queries(9):
        client.get(PAGE)


def test_the_general_date_is_changed_and_who_has_no_other_is_told(client_for, editor, report):
    other = ReportFactory(due_on=date(2023, 12, 1))
    UserFactory(focal_point_of=other.country)
    UserFactory(focal_point_of=ReportFactory(stage=Stage.SUBMITTED).country)
    later = timezone.localdate() + timedelta(days=90)

    client_for(editor).post(f"{PAGE}due/", {"due_on": str(later)})

    assert Campaign.objects.get().due_on == later
    assert told() == [("reports.due_changed", "Ada", "fr"), ("reports.due_changed", "Bo", "en")]
    line = Entry.objects.get(action="campaign.due_changed")
    assert (line.actor, line.data) == (editor, {"due_on": str(later), "before": "2023-07-31"})


def test_a_general_date_that_has_passed_is_asked_about(client_for, editor):
    CampaignFactory(year=2023)

    response = client_for(editor).post(f"{PAGE}due/", {"due_on": "2023-09-30"})

    assert (response.status_code, "This date has passed" in response.content.decode()) == (422, True)
    assert Campaign.objects.get().due_on == date(2023, 7, 31)
