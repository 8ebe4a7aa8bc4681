"""A journal as a file: streamed, whole, harmless in a spreadsheet."""

import csv
import json
from io import StringIO

import pytest
from django.http import Http404
from django.utils import timezone

from journal.exporting import COLUMNS, answer, as_csv, as_json
from journal.models import Entry
from journal.record import record
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def line():
    report = ReportFactory(country=CountryFactory(france=True))
    states = {"from": "draft", "to": "forum_review"}
    person = UserFactory(name="=cmd|'/C calc'!A0")
    return record("report.opened", by=person, target=report, country="FRA", on_behalf_of="France", roadmap=1, **states)


def expected(line):
    return {
        "at": timezone.localtime(line.at).isoformat(),
        "action": "report.opened",
        "sentence": "=cmd|'/C calc'!A0 opened the report FRA 2023, on behalf of France",
        "person": "=cmd|'/C calc'!A0",
        "person_id": line.actor_id,
        "on_behalf": "France",
        "from": "draft",
        "to": "forum_review",
        "country": "FRA",
        "target_type": "reports.report",
        "target_id": line.target_id,
        "target": "FRA 2023",
        "data": {"roadmap": 1},
    }


def test_the_data_hold_everything(line):
    assert json.loads("".join(as_json(Entry.objects.all()))) == [expected(line)]


def test_the_table_holds_everything_and_no_formula(line):
    text = "".join(as_csv(Entry.objects.all()))

    assert text.startswith("\ufeffat,")
    (row,) = csv.DictReader(StringIO(text.removeprefix("\ufeff")))
    wanted = {name: str(value) for name, value in expected(line).items()}
    for name in ("person", "sentence"):
        wanted[name] = f"'{wanted[name]}"
    wanted["data"] = '{"roadmap": 1}'
    assert row == wanted


def test_an_empty_journal_is_an_empty_list_and_a_head():
    assert json.loads("".join(as_json(Entry.objects.all()))) == []
    assert "".join(as_csv(Entry.objects.all())) == "\ufeff" + ",".join(COLUMNS) + "\r\n"


def test_the_file_is_streamed_under_its_name(line):
    response = answer(Entry.objects.all(), "json", "journal-FRA")

    assert (response.streaming, response.headers["Content-Disposition"]) == (
        True,
        'attachment; filename="journal-FRA.json"',
    )
    b"".join(response)


def test_there_is_no_other_format():
    with pytest.raises(Http404):
        answer(Entry.objects.all(), "pdf", "journal")
