"""What Home says to every role at every stage, and which button it gives; as text, to be read whole."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from forum.roles import Role
from reports.models import Report
from reports.review.suggestions import propose
from reports.stages import Stage
from reports.tasks.queries import tasks_of
from tests.factories.forum import MembershipFactory, UserFactory
from tests.factories.reports import AnswerFactory, AssignmentFactory, CampaignFactory, ReportFactory, entry_of, text
from tests.reports.way import REASON, VALUES, Way

pytestmark = pytest.mark.django_db
PEOPLE = [role for role in Role if role not in {Role.DEPUTY, Role.SECRETARIAT_VIEWER, Role.ADMINISTRATOR}]


def home(way: Way) -> str:
    """A line for each thing that each role reads: what there is to do with its buttons, or whom they wait for."""
    return "\n".join(line for role in PEOPLE for line in said_to(role, way))


def said_to(role: Role, way: Way) -> list[str]:
    person = way.chairs[0] if role == Role.GROUP_CHAIR else way[role]
    person = type(person).objects.get(pk=person.pk)
    found = tasks_of(person)
    lines = []
    for task in found.tasks:
        due = f" ({task.due.words})" if task.due else ""
        quoted = f" “{task.quoted}”" if task.quoted else ""
        acts = ", ".join(f"[{act.label}]" for act in task.acts)
        lines.append(f"{name(task.report)}: {task.title}{due}{quoted} {acts}")
    for one in found.waiting:
        people = " or ".join(dict.fromkeys(str(holder.role.label) for holder in one.turn.people)) or "nobody"
        lines.append(f"{name(one.report)}: waits for {people}")
    lines += [f"{name(report)}: not open yet" for report in found.unseen]
    return [f"{role.label} | {line}" for line in lines or ["nothing"]]


def name(report: Report) -> str:
    return f"{report.campaign.year} v{report.version}"


STAGES = {
    Stage.DRAFT: """
national focal point | 2023 v1: Every required question is answered (due on 31 July 2100) [Send to the forum]
working group chair | 2023 v1: waits for national focal point or deputy focal point
contributor | 2023 v1: waits for national focal point or deputy focal point
translator | 2023 v1: 5 texts are not yet translated into English (due on 31 July 2100) [Translate into English]
translator | 2023 v1: waits for national focal point or deputy focal point
reviewer | 2023 v1: waits for national focal point or deputy focal point
signatory | 2023 v1: waits for national focal point or deputy focal point
observer | 2023 v1: not open yet
secretariat editor | nothing
""",
    Stage.FORUM_REVIEW: """
national focal point | 2023 v1: waits for working group chair
working group chair | 2023 v1: Your working group’s response to the report is awaited (due on 31 July 2100) \
[Give the group’s response]
contributor | 2023 v1: waits for working group chair
translator | 2023 v1: waits for working group chair
reviewer | 2023 v1: waits for working group chair
signatory | 2023 v1: waits for working group chair
observer | 2023 v1: waits for working group chair
secretariat editor | nothing
""",
    Stage.SIGN_OFF: """
national focal point | 2023 v1: waits for signatory
working group chair | 2023 v1: waits for signatory
contributor | 2023 v1: waits for signatory
translator | 2023 v1: waits for signatory
reviewer | 2023 v1: waits for signatory
signatory | 2023 v1: The report is ready for your signature (due on 31 July 2100) [Check and sign]
observer | 2023 v1: waits for signatory
secretariat editor | nothing
""",
    Stage.SUBMITTED: """
national focal point | 2023 v1: waits for secretariat editor
working group chair | 2023 v1: waits for secretariat editor
contributor | 2023 v1: waits for secretariat editor
translator | 2023 v1: waits for secretariat editor
reviewer | 2023 v1: waits for secretariat editor
signatory | 2023 v1: waits for secretariat editor
observer | 2023 v1: waits for secretariat editor
secretariat editor | 2023 v1: The country has signed and submitted its report [Accept]
""",
    Stage.PUBLISHED: """
national focal point | nothing
working group chair | nothing
contributor | nothing
translator | nothing
reviewer | nothing
signatory | nothing
observer | nothing
secretariat editor | nothing
""",
}


@pytest.fixture
def not_late():
    return CampaignFactory(due_on=date(2100, 7, 31))


@pytest.mark.parametrize("stage", Stage)
def test_one_report_at_every_stage(not_late, stage):
    assert home(Way(groups=2).to(stage)) == STAGES[stage].strip()


def test_when_every_group_has_responded_it_is_the_focal_points_turn(not_late):
    way = Way(groups=1).to(Stage.FORUM_REVIEW)
    way.answer(1)
    said = [*said_to(Role.FOCAL_POINT, way), *said_to(Role.GROUP_CHAIR, way)]
    assert said == [
        "national focal point | 2023 v1: Every working group has responded (due on 31 July 2100) "
        "[Propose for signature]",
        "working group chair | 2023 v1: waits for national focal point or deputy focal point",
    ]


def test_a_second_round_begins_with_the_reason_and_goes_on_to_the_forum_again(not_late):
    way = Way(groups=1).to(Stage.FORUM_REVIEW)
    way.answer(1)
    way.do("ask_changes", comment=REASON)
    returned = said_to(Role.FOCAL_POINT, way)
    AnswerFactory(report=way.report, question="lessons")
    changed = said_to(Role.FOCAL_POINT, way)
    way.do("send_to_forum")
    assert [*returned, *changed, *said_to(Role.GROUP_CHAIR, way)] == [
        f"national focal point | 2023 v1: The report is a draft again (due on 31 July 2100) “{REASON}” "
        "[Review the returned text], [Send to the forum]",
        "national focal point | 2023 v1: Every required question is answered (due on 31 July 2100) [Send to the forum]",
        "working group chair | 2023 v1: Your working group’s response to the report is awaited (due on 31 July 2100) "
        "[Give the group’s response]",
    ]


def test_a_correction_is_due_on_no_day_and_opens_with_its_reason(not_late):
    way = Way(groups=1).to(Stage.PUBLISHED)
    way.do("correct", comment=REASON)
    expected = f"""
national focal point | 2023 v2: You have begun a corrected version “{REASON}” \
[Open the corrected version], [Send to the forum]
working group chair | 2023 v2: waits for national focal point or deputy focal point
contributor | 2023 v2: waits for national focal point or deputy focal point
translator | 2023 v2: 5 texts are not yet translated into English [Translate into English]
translator | 2023 v2: waits for national focal point or deputy focal point
reviewer | 2023 v2: waits for national focal point or deputy focal point
signatory | 2023 v2: waits for national focal point or deputy focal point
observer | nothing
secretariat editor | nothing
"""
    assert home(way) == expected.strip()


def test_a_late_report_of_last_year_comes_before_that_of_this_year(not_late):
    way = Way(groups=1)
    type(not_late).objects.update(due_on=date(2023, 7, 31))
    this_year = CampaignFactory(year=2024, due_on=date(2100, 7, 31))
    ReportFactory(country=way.country, roadmap=way.report.roadmap, campaign=this_year)
    expected = """
national focal point | 2023 v1: Every required question is answered (late since 31 July 2023) [Send to the forum]
national focal point | 2024 v1: 10 required answers are missing (due on 31 July 2100) [Begin:], [Import a file instead]
working group chair | 2024 v1: waits for national focal point or deputy focal point
working group chair | 2023 v1: waits for national focal point or deputy focal point
contributor | 2024 v1: waits for national focal point or deputy focal point
contributor | 2023 v1: waits for national focal point or deputy focal point
translator | 2023 v1: 5 texts are not yet translated into English (late since 31 July 2023) [Translate into English]
translator | 2024 v1: waits for national focal point or deputy focal point
translator | 2023 v1: waits for national focal point or deputy focal point
reviewer | 2024 v1: waits for national focal point or deputy focal point
reviewer | 2023 v1: waits for national focal point or deputy focal point
signatory | 2024 v1: waits for national focal point or deputy focal point
signatory | 2023 v1: waits for national focal point or deputy focal point
observer | 2024 v1: not open yet
observer | 2023 v1: not open yet
secretariat editor | nothing
"""
    assert home(way) == expected.strip()


def test_a_correction_of_last_year_waits_beside_the_report_of_this_year(not_late):
    way = Way(groups=1).to(Stage.PUBLISHED)
    this_year = CampaignFactory(year=2024, due_on=date(2100, 7, 31))
    ReportFactory(country=way.country, roadmap=way.report.roadmap, campaign=this_year)
    way.do("correct", comment=REASON)
    way.do("send_to_forum")
    way.answer(1)
    way.do("propose_sign_off")
    assert said_to(Role.SIGNATORY, way) == [
        "signatory | 2023 v2: The report is ready for your signature [Check and sign]",
        "signatory | 2024 v1: waits for national focal point or deputy focal point",
    ]


def test_who_leads_names_somebody_where_nobody_holds_the_role_that_acts_next(not_late):
    way = Way(groups=1).to(Stage.SIGN_OFF)
    way.signatory.memberships.all().delete()
    assert said_to(Role.FOCAL_POINT, way) == [
        "national focal point | 2023 v1: Nobody holds this role: signatory (due on 31 July 2100) [Name somebody]",
        "national focal point | 2023 v1: waits for nobody",
    ]
    assert said_to(Role.CONTRIBUTOR, way) == ["contributor | 2023 v1: waits for nobody"]


def test_proposals_wait_for_those_who_may_decide_them_and_for_nobody_else(not_late):
    way = Way(groups=1)
    AnswerFactory(report=way.report, question="lessons", language="fr", value=text("Peu."))
    for author in (way[Role.REVIEWER], way[Role.CONTRIBUTOR]):
        entry = entry_of(way.report, "lessons")
        propose(
            report=way.report, entry=entry, language="fr", value=text("Beaucoup."), written_on=text("Peu."), by=author
        )
    found = [line for role in PEOPLE for line in said_to(role, way) if "proposals" in line]
    assert found == [
        "national focal point | 2023 v1: 2 proposals are not decided (due on 31 July 2100) [Accept or decline]"
    ]


def test_who_leads_sees_how_much_of_what_others_write_is_not_done(not_late):
    way, today = Way(groups=1), timezone.localdate()
    AssignmentFactory(report=way.report, user=way[Role.CONTRIBUTOR], due_on=today - timedelta(days=1))
    AssignmentFactory(report=way.report, user=way[Role.CONTRIBUTOR], section="national")
    AssignmentFactory(report=way.report, user=way.focal_point, section="evaluation")
    [one] = tasks_of(way.focal_point).waiting
    assert (one.report, one.turn.people, one.parts, one.late) == (way.report, (), 2, 1)


def test_who_has_a_role_of_the_alliance_and_one_of_a_country_reads_both(not_late):
    way = Way(groups=0).to(Stage.SUBMITTED)
    MembershipFactory(user=way.focal_point, secretariat=True)
    assert said_to(Role.FOCAL_POINT, way) == [
        "national focal point | 2023 v1: The country has signed and submitted its report [Accept]"
    ]
    assert len(tasks_of(UserFactory(secretariat=True)).reports) == 0


def test_a_chairs_response_is_due_on_the_date_of_the_forum(not_late):
    way = Way(groups=1)
    way.do("send_to_forum", forum_due_on=date(2099, 5, 1))
    assert said_to(Role.GROUP_CHAIR, way) == [
        "working group chair | 2023 v1: Your working group’s response to the report is awaited (due on 1 May 2099) "
        "[Give the group’s response]"
    ]


NATIONAL = {
    "national_partners": "several",
    "national_partners_detail": "rich_text",
    "collaboration_increased": "choice",
    "mechanism_useful": "choice",
}


def test_a_part_is_begun_continued_and_looked_at_again(not_late):
    way = Way(groups=1, complete=False)
    AssignmentFactory(report=way.report, user=way[Role.CONTRIBUTOR], section="national")
    found = [said_to(Role.CONTRIBUTOR, way)[0]]
    for question, kind in NATIONAL.items():
        language = "fr" if kind == "rich_text" else ""
        AnswerFactory(report=way.report, question=question, language=language, value=VALUES[kind])
        found.append(said_to(Role.CONTRIBUTOR, way)[0])
    title = "contributor | 2023 v1: Working with national partners"
    assert found == [
        f"{title} [Begin to write], [Mark as done]",
        *[f"{title} [Continue writing], [Mark as done]"] * 3,
        f"{title} [Review again], [Mark as done]",
    ]
