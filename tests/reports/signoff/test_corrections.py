"""Opening a corrected version: whom it concerns, and taking back what was opened by mistake."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forum.access import Forbidden
from forum.roles import Role
from journal.models import Entry
from journal.record import record
from notices.models import Notice
from reports.answers.next_steps import add_next_step
from reports.answers.saving import save_answer
from reports.assignments.actions import assign
from reports.assignments.secretariat import let_secretariat_fill_in
from reports.content.places import Place
from reports.models import AnswerAuthor, Assignment, Report, Snapshot, StageChange
from reports.signoff.next_actor import Turn, turn_of
from reports.signoff.snapshots import verify
from reports.signoff.undo_correction import take_back_correction
from reports.signoff.workflow import ReasonMissing
from reports.stages import Stage
from tests.factories.files import kept_file
from tests.factories.forum import CountryFactory
from tests.factories.reports import AssignmentFactory, entry_of, text
from tests.reports.way import REASON, Way

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def way():
    return Way(groups=1).to(Stage.PUBLISHED)


def test_a_submitted_version_waits_for_nobody_once_it_is_corrected():
    first = Way(groups=1).to(Stage.SUBMITTED)
    before = turn_of(first.report)
    first.do("correct", comment=REASON)
    after = turn_of(Report.objects.get(version=1))
    assert (before.roles, after) == ((Role.SECRETARIAT,), Turn())


def test_who_wrote_each_earlier_version_of_an_answer_is_known_in_the_correction():
    way = Way(groups=1)
    for seen, by, words in ((0, way.focal_point, "Un"), (1, way[Role.DEPUTY], "Deux")):
        entry = entry_of(way.report, "lessons")
        save_answer(report=way.report, entry=entry, language="fr", value=text(words), seen=seen, by=by, keeping=True)
    written = authors_of(way.report)
    second = way.to(Stage.SUBMITTED).do("correct", comment=REASON)
    assert (authors_of(second), len(written)) == (written, 2)


def authors_of(report: Report) -> list[tuple]:
    found = AnswerAuthor.objects.filter(answer__slot__report=report, answer__slot__question="lessons")
    return sorted(found.values_list("revision__number", "user__name"), key=str)


def test_the_wording_stays_that_of_the_signed_version():
    way = Way(groups=1)
    Report.objects.update(wording_revision=0)
    way.report.refresh_from_db()
    assert way.to(Stage.SUBMITTED).do("correct", comment=REASON).wording_revision == 0


# --- who is asked to write in it


def test_nobody_is_asked_to_write_again_who_is_assigned_nothing_in_the_correction(way):
    AssignmentFactory(report=way.report, user=way[Role.CONTRIBUTOR], due_on=timezone.localdate() + timedelta(days=9))
    Notice.objects.all().delete()

    second = way.do("correct", comment=REASON)

    assert Assignment.objects.filter(report=second).count() == 0
    assert list(Notice.objects.order_by("to__name").values_list("kind", "to__name")) == [
        ("reports.corrected", "The deputy focal point"),
        ("reports.corrected", "The secretariat editor"),
    ]


def test_whoever_is_assigned_a_part_of_it_reads_that_it_is_a_correction_and_why(way):
    place, contributor = Place("overall"), way[Role.CONTRIBUTOR]
    second = way.do("correct", comment=REASON)
    Notice.objects.all().delete()

    assign(report=second, place=place, to=contributor, by=way.focal_point)

    (notice,) = Notice.objects.order_by("pk")
    said = f"The report was signed already. This is a correction of it, for this reason:\n\n{REASON}"
    assert (notice.to, notice.kind, said in notice.body) == (contributor, "reports.assigned", True)


@pytest.mark.parametrize("allowed", [True, False])
def test_the_secretariat_goes_on_filling_in_where_it_was_allowed_to(way, allowed):
    let_secretariat_fill_in(report=way.report, allowed=allowed, by=way.focal_point)

    way.do("correct", comment=REASON)

    assert Report.objects.get(version=2).secretariat_fills_in is allowed


# --- what was opened by mistake is taken back

MISTAKE = "Opened by mistake."
PAGE = "/en/reports/FRA/2023/correction/"


def correct(stage=Stage.PUBLISHED):
    way = Way(groups=1).to(stage)
    way.do("correct", comment=REASON)
    return way


def take_back(way, comment=MISTAKE, by=None):
    return take_back_correction(report=way.report, comment=comment, by=by or way.focal_point)


@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.PUBLISHED])
def test_the_signed_version_stands_as_it_did_and_every_act_is_kept(stage):
    way = Way(groups=1).to(stage)
    AssignmentFactory(report=way.report, user=way[Role.CONTRIBUTOR])
    first, acts = way.report, StageChange.objects.count()
    second = way.do("correct", comment=REASON)
    Notice.objects.all().delete()

    moved = take_back(way)

    assert (moved, list(Report.objects.values_list("version", "stage", "superseded_at"))) == (first, [(1, stage, None)])
    assert bool(verify(Snapshot.objects.get(occasion="submission"), moved))
    changes = StageChange.objects.filter(report=first).order_by("pk").values_list("transition", "to_stage", "comment")
    assert list(changes)[acts:] == [("correct", "draft", REASON), ("take_back_correction", stage, MISTAKE)]
    entry = Entry.objects.get(action="report.correction_taken_back")
    assert (entry.target_id, entry.data, entry.on_behalf) == (
        str(first.pk),
        {"version": 2, "taken_back": second.pk},
        "France",
    )
    assert Assignment.objects.filter(report=first).count() == 1
    told = Notice.objects.order_by("kind", "to__name").values_list("kind", "to__name")
    assert list(told) == [
        ("reports.correction_taken_back", "The deputy focal point"),
        ("reports.correction_taken_back", "The secretariat editor"),
    ]
    assert MISTAKE in Notice.objects.filter(kind="reports.correction_taken_back").first().body


def test_it_can_be_corrected_again():
    way = correct(Stage.SUBMITTED)
    way.report = take_back(way)
    assert way.do("correct", comment=REASON).version == 2


TOUCHED = {
    "an answer": lambda way: save_answer(
        report=way.report, entry=entry_of(way.report, "lessons"), language="fr", value=text("Mot"), seen=0,
        by=way.focal_point,
    ),
    "a next step": lambda way: add_next_step(report=way.report, by=way.focal_point),
    "an assignment": lambda way: assign(
        report=way.report, place=Place("overall"), to=way[Role.CONTRIBUTOR], by=way.focal_point
    ),
    "the forum": lambda way: (way.do("send_to_forum"), way.do("ask_changes", comment=REASON)),
    "the secretariat": lambda way: let_secretariat_fill_in(report=way.report, allowed=True, by=way.focal_point),
    "a file": lambda way: kept_file(way.report, b"# x", by=way.focal_point),
    "an answer that no line tells of": lambda way: way.report.answers.filter(slot__question="key_results").update(
        value=text("Autre")
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TOUCHED)
def test_one_in_which_something_was_done_stays(what, client_for):
    way = correct()
    TOUCHED[what](way)

    with pytest.raises(Forbidden, match="so that nothing is lost"):
        take_back(way)
    response = client_for(way.focal_point).post(PAGE, {"comment": MISTAKE})

    assert Report.objects.count() == 2
    assert (response.status_code, "so that nothing is lost" in response.content.decode()) == (422, True)


def test_reading_and_exporting_it_is_no_change():
    way = correct()
    record("report.exported", by=way.focal_point, target=way.report, country="FRA")
    assert take_back(way).version == 1


def test_it_needs_a_reason_a_coordinator_and_a_correction():
    way = correct()
    with pytest.raises(ReasonMissing):
        take_back(way, comment=" \n")
    with pytest.raises(Forbidden, match="Only the national focal point"):
        take_back(way, by=way.secretariat)
    with pytest.raises(Forbidden, match="This is the first version"):
        take_back(Way(groups=0, country=CountryFactory()))
    assert Report.objects.filter(country__code="FRA").count() == 2


def test_a_second_click_and_whoever_still_writes_in_it_are_told():
    way = correct()
    lessons = entry_of(way.report, "lessons")
    take_back(way)
    with pytest.raises(Forbidden, match="has been taken back"):
        take_back(way)
    with pytest.raises(Forbidden, match="no longer a draft"):
        save_answer(report=way.report, entry=lessons, language="fr", value=text("Mot"), seen=0, by=way.focal_point)


def test_its_page_asks_for_the_reason_and_leads_back(client_for):
    way = correct()
    client = client_for(way.focal_point)
    stage = reverse("reports:stage", args=["FRA", 2023])

    offered = client.get(stage).content.decode()
    without = client.post(PAGE, {"comment": ""})
    done = client.post(PAGE, {"comment": MISTAKE})
    after = client.get(stage).content.decode()

    assert (f'href="{PAGE}"' in offered, f'href="{PAGE}"' in after) == (True, False)
    assert (without.status_code, '<a href="#reason">Write the reason.</a>' in without.content.decode()) == (422, True)
    assert (done.status_code, done.headers["Location"]) == (302, stage)
    assert "Take the correction back" in after and MISTAKE in after
    journal = client.get(reverse("reports:journal", args=["FRA", 2023])).content.decode()
    assert "took back the corrected version of FRA 2023" in journal
    assert "opened a corrected version of FRA 2023" in journal


@pytest.mark.parametrize("who,status", [(Role.SECRETARIAT, 403), (Role.CONTRIBUTOR, 403), (Role.DEPUTY, 200)])
def test_others_have_no_such_page(client_for, who, status):
    way = correct()
    assert client_for(way[who]).get(PAGE).status_code == status


def test_a_first_version_has_no_such_page(client_for):
    assert client_for(Way(groups=0).focal_point).get(PAGE).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_long_the_report_is(client_for, count, django_assert_num_queries):
    way = Way(groups=count, priorities=count).to(Stage.PUBLISHED)
    way.do("correct", comment=REASON)
    client = client_for(way.focal_point)
    with django_assert_num_queries(25):  # …, the content of both versions (6 and 2), who and what stands around them
        client.get(PAGE)
