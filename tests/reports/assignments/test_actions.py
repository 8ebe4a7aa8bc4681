"""Parts of a report are handed out, done, opened again and taken back; those concerned are told, and it is recorded."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from bilingual.text import Text
from forum.access import Forbidden
from forum.roles import Role
from journal.models import Entry
from notices.models import Notice
from reports.answers.next_steps import add_next_step
from reports.assignments.actions import (
    AlreadyAssigned,
    CannotWrite,
    NoSuchPlace,
    assign,
    change_assignment,
    end_assignment,
    mark_done,
    reopen_assignment,
)
from reports.content.loading import load
from reports.content.places import Place, label, places_in, stand
from reports.models import Assignment, Report
from reports.stages import Stage
from tests.factories.forum import CountryFactory, MembershipFactory, UserFactory, WorkingGroupFactory
from tests.factories.reports import AnswerFactory, AssignmentFactory, ReportFactory, slot_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
OVERALL = Place("overall")


@pytest.fixture
def contributor(report):
    return UserFactory(holds=(Role.CONTRIBUTOR, report.country), name="Contributor", language="fr")


def told():
    return list(Notice.objects.order_by("pk").values_list("kind", "email", "language"))


def recorded():
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def test_a_part_is_assigned_and_the_person_told_in_their_language(report, focal_point, contributor):
    assignment = assign(
        report=report, place=OVERALL, to=contributor, by=focal_point, due_on=date(2023, 7, 1), note="Please\nsoon"
    )

    assert (assignment.user, assignment.group, assignment.due_on) == (contributor, None, date(2023, 7, 1))
    assert (assignment.remind_days, assignment.assigned_by) == ([7, 1], focal_point)
    assert told() == [("reports.assigned", contributor.email, "fr")]
    notice = Notice.objects.get()
    assert notice.address == "/fr/reports/FRA/2023/sections/overall/"
    assert "Please\nsoon" in notice.body
    assert "Contributor" in notice.body
    assert "&" not in notice.subject + notice.body
    entry = Entry.objects.get()
    assert (entry.action, entry.data["place"], entry.data["to"]) == ("assignment.made", "overall", "Contributor")


def test_a_group_s_notice_goes_to_those_of_its_members_of_today_who_write(report, focal_point):
    group = WorkingGroupFactory(country=report.country, name=Text.of(en="Unions", fr="Syndicats"))
    chair = UserFactory(holds=(Role.GROUP_CHAIR, report.country, group), name="Chair")
    MembershipFactory(user=focal_point, country=report.country, working_group=group)
    for options in ({"ended": True}, {"to_come": True}):
        MembershipFactory(country=report.country, role=Role.CONTRIBUTOR, working_group=group, **options)
    UserFactory(holds=(Role.OBSERVER, report.country, group))

    assign(report=report, place=OVERALL, to=group, by=focal_point)

    assert told() == [("reports.assigned", chair.email, "en")]  # who does it need not be told
    assert "For the working group: Unions" in Notice.objects.get().body


def test_the_same_place_is_assigned_once_to_one_and_often_to_several(report, focal_point, contributor):
    place = next(one for one in places_in(load(report).section("progress")) if one.item)
    first = assign(report=report, place=place, to=contributor, by=focal_point)

    with pytest.raises(AlreadyAssigned) as refusal:
        assign(report=report, place=place, to=contributor, by=focal_point)
    assign(report=report, place=place, to=focal_point, by=focal_point)
    assign(report=report, place=OVERALL, to=contributor, by=focal_point)
    end_assignment(assignment=first, by=focal_point)
    assign(report=report, place=place, to=contributor, by=focal_point)

    assert refusal.value.current == first
    assert (Assignment.objects.count(), Assignment.objects.current().count()) == (4, 3)


def test_the_database_knows_that_too(report, contributor):
    first = AssignmentFactory(report=report, user=contributor)
    wrong = [
        {"user": contributor},
        {"user": None},
        {"user": contributor, "group": WorkingGroupFactory(country=report.country)},
        {"user": contributor, "section": "progress", "item": report.roadmap.items.get(code="1.1")},
        {"user": contributor, "section": "national", "done_by": contributor},
    ]
    refused = []
    for fields in wrong:
        try:
            with transaction.atomic():
                AssignmentFactory(report=report, **fields)
        except IntegrityError:
            refused.append(True)
    assert (len(refused), list(Assignment.objects.all())) == (len(wrong), [first])


@pytest.mark.parametrize("whom", ["a reviewer", "somebody of another country", "a group of another country"])
def test_it_is_assigned_only_to_who_writes_there(report, focal_point, whom):
    to = {
        "a reviewer": lambda: UserFactory(holds=(Role.REVIEWER, report.country)),
        "somebody of another country": lambda: UserFactory(focal_point_of=CountryFactory()),
        "a group of another country": WorkingGroupFactory,
    }[whom]()

    with pytest.raises(CannotWrite, match="writes in no report"):
        assign(report=report, place=OVERALL, to=to, by=focal_point)


def test_a_place_of_another_report_is_none_of_this_one(report, focal_point, contributor):
    other = ReportFactory()
    place = next(one for one in places_in(load(other).section("progress")) if one.item)

    with pytest.raises(NoSuchPlace, match="has no place"):
        assign(report=report, place=place, to=contributor, by=focal_point)
    with pytest.raises(NoSuchPlace, match="has no place"):
        assign(report=report, place=Place("weather"), to=contributor, by=focal_point)


def test_it_is_changed_done_opened_again_and_taken_back(report, focal_point, contributor):
    assignment = assign(report=report, place=OVERALL, to=contributor, by=focal_point)
    Notice.objects.all().delete()

    changed = {"due_on": date(2023, 7, 1), "note": "Soon", "remind_days": [7, 1]}
    change_assignment(assignment=assignment, **changed, by=focal_point)
    change_assignment(assignment=assignment, **changed, by=focal_point)
    mark_done(assignment=assignment, by=contributor)
    done = Assignment.objects.values_list("done_by", flat=True).get()
    reopen_assignment(assignment=assignment, by=focal_point)
    end_assignment(assignment=assignment, by=focal_point)

    assert done == contributor.pk
    assert told() == [
        ("reports.assignment_changed", contributor.email, "fr"),
        ("reports.assignment_done", focal_point.email, "en"),
        ("reports.assignment_reopened", contributor.email, "fr"),
        ("reports.assignment_ended", contributor.email, "fr"),
    ]
    assert recorded() == [
        "assignment.made",
        "assignment.changed",
        "assignment.done",
        "assignment.reopened",
        "assignment.ended",
    ]
    stands = Assignment.objects.values_list("due_on", "note", "done_at", "done_by").get()
    assert stands == (date(2023, 7, 1), "Soon", None, None)


def test_other_days_of_reminders_are_recorded_and_no_news_to_the_writer(report, focal_point, contributor):
    assignment = assign(report=report, place=OVERALL, to=contributor, by=focal_point, remind_days=[0, 14, 0])
    first = Assignment.objects.get().remind_days
    Notice.objects.all().delete()

    change_assignment(assignment=assignment, due_on=None, note="", remind_days=[3], by=focal_point)

    entry = Entry.objects.order_by("pk").last()
    assert (first, Assignment.objects.get().remind_days, told()) == ([14, 0], [3], [])
    assert (entry.action, entry.data["before"]["remind_days"], entry.data["remind_days"]) == (
        "assignment.changed",
        [14, 0],
        [3],
    )


@pytest.mark.parametrize("verb", [mark_done, reopen_assignment, end_assignment])
def test_a_second_click_is_told_that_it_came_too_late(report, focal_point, verb):
    assignment = AssignmentFactory(report=report)
    if verb is reopen_assignment:
        mark_done(assignment=assignment, by=focal_point)
    verb(assignment=assignment, by=focal_point)
    before = (recorded(), told())

    with pytest.raises(Forbidden, match="Somebody else has just changed"):
        verb(assignment=assignment, by=focal_point)
    assert (recorded(), told()) == before


def test_what_is_taken_back_is_not_changed(report, focal_point):
    assignment = AssignmentFactory(report=report)
    end_assignment(assignment=assignment, by=focal_point)

    with pytest.raises(Forbidden):
        change_assignment(assignment=assignment, due_on=None, note="Late", remind_days=[], by=focal_point)


# act → who may do it with an assignment to a working group.
WHO = {
    "assign": "focal_point deputy",
    "change": "focal_point deputy",
    "done": "focal_point deputy member",
    "reopen": "focal_point deputy member",
    "end": "focal_point deputy",
}


@pytest.mark.parametrize("act", WHO)
def test_who_may_do_what(report, act):
    group = WorkingGroupFactory(country=report.country)
    people = {role.value: UserFactory(holds=(role, report.country, WorkingGroupFactory())) for role in PEOPLE}
    people["member"] = UserFactory(holds=(Role.CONTRIBUTOR, report.country, group))
    people["secretariat"] = UserFactory(secretariat=True)
    found = [who for who, person in people.items() if not refuses(act, report, group, person)]
    assert " ".join(found) == WHO[act]


PEOPLE = (Role.FOCAL_POINT, Role.DEPUTY, Role.GROUP_CHAIR, Role.CONTRIBUTOR, Role.TRANSLATOR, Role.REVIEWER)


def refuses(act, report, group, person) -> bool:
    Assignment.objects.all().delete()
    assignment = AssignmentFactory(report=report, group=group, user=None)
    if act == "reopen":
        mark_done(assignment=assignment, by=UserFactory(focal_point_of=report.country))
    doing = {
        "assign": lambda: assign(report=report, place=Place("national"), to=group, by=person),
        "change": lambda: change_assignment(assignment=assignment, due_on=None, note="Soon", remind_days=[], by=person),
        "done": lambda: mark_done(assignment=assignment, by=person),
        "reopen": lambda: reopen_assignment(assignment=assignment, by=person),
        "end": lambda: end_assignment(assignment=assignment, by=person),
    }
    try:
        doing[act]()
    except Forbidden:
        return True
    return False


def test_nothing_is_handed_out_or_done_once_the_report_is_no_draft(report, focal_point, contributor):
    assignment = AssignmentFactory(report=report, user=contributor)
    Report.objects.update(stage=Stage.FORUM_REVIEW)
    report.refresh_from_db()
    assignment.report = report

    for act in (
        lambda: assign(report=report, place=OVERALL, to=contributor, by=focal_point),
        lambda: mark_done(assignment=assignment, by=contributor),
    ):
        with pytest.raises(Forbidden):
            act()


# --- how far a place is


def test_a_place_knows_its_name_how_far_it_is_and_what_comes_next(report):
    AnswerFactory(report=report, question="other_successes", language="", value="yes")
    found = {}
    for code in ("overall", "overall/other_successes", "progress/progress/1/1.1", "next_steps/next_steps"):
        content = load(report)
        section = content.section(code.partition("/")[0])
        where = stand(next(one for one in places_in(section) if one.code == code), content)
        found[code] = (where.answered, where.total, where.next_entry.name)
    assert found == {
        "overall": (1, 6, "overall_progress"),
        "overall/other_successes": (1, 2, "other_successes_detail"),
        "progress/progress/1/1.1": (0, 1, "progress--1"),
        "next_steps/next_steps": (0, 1, "next_steps"),
    }


def test_what_comes_next_may_be_a_field_of_a_step(report):
    step = add_next_step(report=report, by=None)
    AnswerFactory(report=report, occurrence=step, question="next_steps.step", value="Train")

    where = stand(Place("next_steps", slot_of(report, "next_steps")), load(report))

    assert (where.answered, where.total, where.next_entry.key) == (1, 1, "next_steps.goals")


def test_a_strand_is_called_by_its_title_and_its_question(report):
    section = load(report).section("progress")
    strand = next(one for one in places_in(section) if one.item)

    assert label(strand, section) == "1.1 Strand 1.1, in question 1"
    assert label(Place("progress"), section) == "Progress on the priorities of the roadmap"
