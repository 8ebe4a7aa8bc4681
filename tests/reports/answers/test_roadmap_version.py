"""A draft changes over to the newest version of the roadmap that is in force."""

import pytest

from coediting.models import Document
from forum.access import Forbidden
from forum.roles import Role
from journal.models import Entry
from reports.answers.documents import open_text
from reports.answers.next_steps import add_next_step
from reports.answers.opening import open_campaign
from reports.answers.roadmap_version import change_to, move_to_roadmap, newer_roadmap
from reports.answers.saving import save_answer
from reports.models import Report
from reports.stages import Stage
from richtext.build import doc, objective, paragraph
from roadmaps.models import Roadmap
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import AssignmentFactory, entry_of, text
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
    assert (line.actor, line.target_label, line.data) == (
        focal_point,
        "FRA 2023",
        {"before": 1, "after": 2, "answers": 0},
    )


def test_texts_that_were_opened_and_left_empty_stay_open_or_go_with_their_item(report, newest, focal_point):
    kept, gone = (
        open_text(report=report, entry=entry_of(report, key, identity), language="fr", by=focal_point)
        for key, identity in (("key_results", None), ("progress", "2"))
    )

    move_to_roadmap(report=report, roadmap=newest, by=focal_point)

    assert list(Document.objects.values_list("pk", "locked")) == [(kept.document_id, False)]
    assert gone.document_id != kept.document_id


def test_what_is_written_goes_on_about_the_item_that_replaces_it(report, newest, focal_point):
    replace(report, {"1": "4", "2": "3"})
    protect, prevent = (entry_of(report, "progress", code) for code in "21")
    written = save_answer(report=report, entry=protect, language="fr", value=text("Foyers"), seen=0, by=focal_point)
    AssignmentFactory(report=report, section="progress", question="progress", occurrence=prevent.occurrence)

    move_to_roadmap(report=report, roadmap=newest, by=focal_point)

    assert [(source, position, item) for source, position, item, _slots in asked(report)][1:] == [
        ("priority", 1, "1"),
        ("priority", 2, "3"),
        ("priority", 3, "4"),
    ]
    after = entry_of(report, "progress", "3")
    assert (after.slot, after.answers["fr"].pk, after.answers["fr"].value) == (protect.slot, written.pk, text("Foyers"))
    assert [one.slot.occurrence.item.code for one in report.assignments.all()] == ["4"]


def test_references_and_objectives_name_what_replaces_them_and_the_earlier_words_are_kept(report, newest, focal_point):
    replace(report, {"1": "4"})
    step = add_next_step(report=report, by=focal_point)
    before = doc(paragraph("Voir ", objective("1"), " et ", objective("2"), "."))
    save_answer(report=report, entry=entry_of(report, "lessons"), language="fr", value=before, seen=0, by=focal_point)
    serves = entry_of(report, "next_steps.objectives", step.identity)
    save_answer(report=report, entry=serves, language="", value={"codes": ["1", "2"]}, seen=0, by=focal_point)

    move_to_roadmap(report=report, roadmap=newest, by=focal_point)

    after = doc(paragraph("Voir ", objective("4"), " et ", objective("2"), "."))
    lessons = entry_of(report, "lessons").answers["fr"]
    assert (lessons.value, [one.value for one in lessons.revisions.all()]) == (after, [before])
    assert entry_of(report, "next_steps.objectives", step.identity).single.value == {"codes": ["4"]}
    assert Entry.objects.get(action="report.moved_to_roadmap").data == {"before": 1, "after": 2, "answers": 2}


LOST = {
    "nothing replaces it": {"1": "1"},
    "one replaces two": {"1": "3", "2": "3"},
}


@pytest.mark.parametrize("why", LOST)
def test_words_that_would_have_no_place_keep_the_report_on_its_version(report, newest, focal_point, why):
    replace(report, LOST[why])
    for code in "12":
        entry = entry_of(report, "progress", code)
        save_answer(report=report, entry=entry, language="fr", value=text(code), seen=0, by=focal_point)
    before = asked(report)

    with pytest.raises(Forbidden, match="Something has been written or handed out about these items"):
        move_to_roadmap(report=report, roadmap=newest, by=focal_point)

    assert (Report.objects.get().roadmap.version, asked(report)) == (1, before)
    items = ["2"] if why == "nothing replaces it" else ["1", "2"]
    assert [str(item) for item in change_to(report, newest).lost] == items


def replace(report: Report, codes: dict[str, str]) -> None:
    """Let items of version 2 replace these of version 1."""
    for old, new in codes.items():
        report.roadmap.items.filter(code=old).update(replaced_by=Roadmap.objects.get(version=2).items.get(code=new))


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
