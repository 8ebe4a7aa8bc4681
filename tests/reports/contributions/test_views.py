"""The page of contributions."""

import re

import pytest

from forum.roles import Role
from reports.models import Outcome, Report, Source
from reports.review.decisions import decide
from reports.review.rebasing import RebasedSuggestion
from reports.review.suggestions import propose
from tests.factories.forum import UserFactory, WorkingGroupFactory
from tests.factories.reports import entry_of, text

pytestmark = pytest.mark.django_db
PAGE = "/en/reports/FRA/2023/contributions/"
BEGIN, MORE = "Le forum est né en mai.", "Il a cinq groupes de travail."


def refuse(report, member, writer, group, *paragraphs: str):
    entry = entry_of(report, "key_results")
    standing = entry.answers["fr"].value
    said = {"value": text(*paragraphs), "written_on": standing, "by": member, "group": group, "source": Source.MINUTES}
    one = propose(report=report, entry=entry, language="fr", note="Plenary", **said)
    keys = [change.key for change in RebasedSuggestion(one, standing).changes]
    decide(proposal=one, entry=entry, keys=keys, outcome=Outcome.NOT_KEPT, by=writer, reason="Said above.")


def test_a_group_sees_where_its_words_went(client_for, report, saved, writer, member, unions):
    saved(text(BEGIN), by=writer)
    saved(text(BEGIN, MORE), by=member)
    refuse(report, member, writer, unions, BEGIN, MORE, "Et plus encore.")
    html = client_for(member).get(PAGE).content.decode()
    assert [re.sub(r"<[^>]*>", "", one).strip() for one in re.findall(r"<h2 id=.part.*?</h2>", html)] == [
        f"{unions} your group",
        "For no group or organisation",
    ]
    for said in ("All 6 words stand", "Reason: Said above.", "declined", "Plenary", MORE, "Et plus encore."):
        assert said in html
    by_answer = client_for(member).get(f"{PAGE}?by=answer").content.decode()
    assert len(re.findall(r"<h2 id=.part", by_answer)) == 1


def test_without_any_the_page_says_what_will_be_there(client_for, report, writer):
    html = client_for(writer).get(PAGE).content.decode()
    assert ("No contribution yet" in html, "Print the contributors" in html) == (True, True)


def test_who_does_not_read_the_draft_does_not_read_it(client_for, report):
    observer = UserFactory(holds=(Role.OBSERVER, report.country))
    Report.objects.update(stage="submitted")
    assert client_for(observer).get(PAGE).status_code == 403


def test_the_focal_point_has_the_contributors_printed(client_for, report, saved, writer, member):
    saved(text(BEGIN), by=member)
    client = client_for(writer)
    assert client.post(PAGE, {"printed": "yes"})["Location"] == PAGE
    assert Report.objects.get().prints_contributors
    html = client.get(PAGE).content.decode()
    assert ("Leave the contributors out" in html, "The contributors are printed at the end" in html) == (True, True)
    client.post(PAGE, {"printed": "no"})
    assert not Report.objects.get().prints_contributors
    assert client_for(member).post(PAGE, {"printed": "yes"}).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_however_many_there_are(
    client_for, report, saved, writer, member, unions, count, django_assert_num_queries
):
    for number in range(count):
        WorkingGroupFactory(country=report.country)
        saved(text(f"{BEGIN} {number}"), by=writer)
        saved(text(f"{BEGIN} {number}", MORE), by=member)
        refuse(report, member, writer, unions, f"{BEGIN} {number}", MORE, "Et plus.")
    client = client_for(writer)
    with django_assert_num_queries(22):  # …, report, whose turn, content (7), the ledger (10)
        client.get(PAGE)
