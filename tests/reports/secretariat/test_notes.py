"""Internal notes of the secretariat, and "checked"."""

import pytest
from django.core.exceptions import ValidationError

from forum.access import Forbidden
from forum.roles import Role
from reports.models import Note
from reports.secretariat.notes import check_of, mark_checked, notes_of, text_to_check, write_note
from reports.stages import Stage
from tests.reports.way import REASON, Way
from tests.roadmaps.page import Page

pytestmark = pytest.mark.django_db
REPORT = "/en/reports/FRA/2023/"


@pytest.fixture
def way():
    return Way().to(Stage.SUBMITTED)


def mark(way):
    return mark_checked(report=way.report, sha256=text_to_check(way.report).sha256, by=way.secretariat)


def test_a_note_is_kept_and_the_country_sees_nothing_of_it(way, client_for):
    note = write_note(report=way.report, body="The figures look odd.", by=way.secretariat)
    mark(way)

    assert note in notes_of(way.report)
    pages = ["", "stage/", "journal/", "journal.csv", "messages/"]
    said = "".join(client_for(way.focal_point).get(REPORT + page).content.decode() for page in pages)
    assert [words in said for words in ("figures look odd", "internal note", "as checked", ">checked<")] == [False] * 4
    assert client_for(way.focal_point).get(f"{REPORT}notes/").status_code == 403
    assert "figures look odd" in client_for(way[Role.ADMINISTRATOR]).get(f"{REPORT}notes/").content.decode()


def test_checked_says_by_whom_and_of_which_version(way, client_for):
    check = mark(way)

    assert (check_of(way.report), check.written_by, check.checked.report) == (check, way.secretariat, way.report)
    said = [
        one for one in Page(client_for(way.secretariat).get(f"{REPORT}stage/")).texts("aside p") if "checked" in one
    ]
    assert [(one[:35], one[-9:]) for one in said] == [(f"checked by {way.secretariat}, ", "version 1")]


def test_a_text_that_is_signed_anew_is_not_checked(way):
    mark(way)
    seen = text_to_check(way.report).sha256
    way.do("return_submitted", by=way.secretariat, comment=REASON)
    assert check_of(way.report) is None

    with pytest.raises(ValidationError):
        mark_checked(report=way.report, sha256=seen, by=way.secretariat)
    assert Note.objects.count() == 1


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.SECRETARIAT_VIEWER])
def test_others_note_nothing(way, role):
    with pytest.raises(Forbidden):
        write_note(report=way.report, body="No.", by=way[role])
    with pytest.raises(Forbidden):
        mark_checked(report=way.report, sha256="", by=way[role])
