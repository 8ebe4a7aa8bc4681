"""An untouched report changes over to the newest version of the roadmap that is in force."""

import pytest

from coediting.models import Document
from forum.access import Forbidden
from forum.roles import Role
from journal.models import Entry
from reports.answers.documents import open_text
from reports.answers.next_steps import add_next_step
from reports.answers.opening import open_campaign
from reports.answers.roadmap_version import move_to_roadmap, newer_roadmap
from reports.answers.saving import save_answer
from reports.models import Report, WordCopy
from reports.stages import Stage
from roadmaps.models import Roadmap
from tests.factories.files import kept_file
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import AnswerFactory, AssignmentFactory, ThreadFactory, entry_of, text
from tests.factories.roadmaps import NextStepFactory, RoadmapFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def report(db) -> Report:
    """Opened on version 1, beside which version 2 is in force by now."""
    country = CountryFactory(france=True)
    RoadmapFactory(country=country, items={"1": "Prevent", "2": "Protect"})
    NextStepFactory(country=country, promised_in=2022)
    open_campaign(year=2023)
    RoadmapFactory(country=country, version=2, items={"1": "Prevent", "3": "Repair", "4": "Inform"})
    return Report.objects.get()


@pytest.fixture
def focal_point(report):
    return UserFactory(focal_point_of=report.country)


@pytest.fixture
def newest(report) -> Roadmap:
    return Roadmap.objects.get(version=2)


def asked(report: Report) -> list[tuple]:
    found = report.occurrences.order_by("source", "position")
    return [(one.source, one.position, str(one.item or ""), one.slots.count()) for one in found]


def test_it_asks_about_the_items_of_the_newer_version_and_about_the_same_steps(report, newest, focal_point):
    before, kept = asked(report), list(report.slots.filter(occurrence=None).order_by("pk"))

    moved = move_to_roadmap(report=report, roadmap=newest, by=focal_point)

    step = before[0]
    assert before == [step, ("priority", 1, "1", 1), ("priority", 2, "2", 1)]
    assert asked(report) == [step, ("priority", 1, "1", 1), ("priority", 2, "3", 1), ("priority", 3, "4", 1)]
    assert list(report.slots.filter(occurrence=None).order_by("pk")) == kept
    assert (moved, Report.objects.get().roadmap, newer_roadmap(moved)) == (report, newest, None)
    line = Entry.objects.get(action="report.moved_to_roadmap")
    assert (line.actor, line.target_label, line.data) == (focal_point, "FRA 2023", {"before": 1, "after": 2})


def test_texts_that_were_opened_and_left_empty_stay_open_or_go_with_their_item(report, newest, focal_point):
    kept, gone = (
        open_text(report=report, entry=entry_of(report, key, identity), language="fr", by=focal_point)
        for key, identity in (("key_results", None), ("progress", "2"))
    )

    move_to_roadmap(report=report, roadmap=newest, by=focal_point)

    assert list(Document.objects.values_list("pk", "locked")) == [(kept.document_id, False)]
    assert gone.document_id != kept.document_id


WRITTEN = {
    "an answer": lambda report, by: save_answer(
        report=report, entry=entry_of(report, "lessons"), language="fr", value=text("Mot"), seen=0, by=by
    ),
    "a choice": lambda report, by: AnswerFactory(report=report, question="mechanism_useful", language="", value="yes"),
    "a next step": lambda report, by: add_next_step(report=report, by=by),
    "a comment": lambda report, by: ThreadFactory(report=report),
    "a question handed out": lambda report, by: AssignmentFactory(report=report, question="lessons"),
    "a file": lambda report, by: kept_file(report, b"# x", by=by),
    "a part in Word": lambda report, by: WordCopy.objects.create(
        report=report, section="overall", language="fr", texts=[], made_by=by
    ),
}


@pytest.mark.parametrize("what", WRITTEN)
def test_one_in_which_something_was_done_stays_on_its_version(report, newest, focal_point, what):
    WRITTEN[what](report, focal_point)
    before = asked(report)

    with pytest.raises(Forbidden, match="it stays on its version of the roadmap"):
        move_to_roadmap(report=report, roadmap=newest, by=focal_point)

    assert (Report.objects.get().roadmap.version, asked(report)) == (1, before)


def test_a_whole_part_that_was_handed_out_stays_handed_out(report, newest, focal_point):
    assignment = AssignmentFactory(report=report, section="progress")
    move_to_roadmap(report=report, roadmap=newest, by=focal_point)
    assert list(report.assignments.all()) == [assignment]


def test_a_draft_of_the_roadmap_is_nothing_to_change_over_to(report, newest, focal_point):
    Roadmap.objects.filter(pk=newest.pk).update(is_draft=True)
    assert newer_roadmap(report) is None
    with pytest.raises(Forbidden, match="Another version of the roadmap is in force by now"):
        move_to_roadmap(report=report, roadmap=newest, by=focal_point)


def test_only_a_coordinator_and_only_in_a_draft(report, newest, focal_point):
    contributor = UserFactory(holds=(Role.CONTRIBUTOR, report.country))
    with pytest.raises(Forbidden, match="Only the national focal point"):
        move_to_roadmap(report=report, roadmap=newest, by=contributor)
    Report.objects.update(stage=Stage.FORUM_REVIEW)
    with pytest.raises(Forbidden, match="no longer a draft"):
        move_to_roadmap(report=report, roadmap=newest, by=focal_point)
