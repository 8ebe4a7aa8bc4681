"""Who may write what: the whole table of roles, assignments and languages, and that the verbs keep to it."""

import re
from itertools import pairwise

import pytest

from forum.access import ALLOWED, Forbidden, denied
from forum.roles import Role
from journal.models import Entry
from reports.answers.next_steps import add_next_step, bring_back_next_step, move_next_step, remove_next_step
from reports.answers.saving import restore_revision, save_answer, set_aside, set_original
from reports.assignments.secretariat import let_secretariat_fill_in
from reports.content.loading import load
from reports.content.places import Place, place_of_steps, places_in
from reports.models import AnswerRevision, Channel, Report
from reports.rights.permissions import can
from reports.rights.writers import AnswerRights, Asked, may_post, may_write, on_behalf, writer
from reports.stages import EDITABLE, Stage
from tests.factories.forum import MembershipFactory, UserFactory, WorkingGroupFactory
from tests.factories.reports import (
    AnswerFactory,
    AssignmentFactory,
    CampaignFactory,
    ReportFactory,
    entry_of,
    slot_of,
    text,
)

# What each role writes in a draft. A text is "new" where none stands in any language, the "original" where it stands
# in the language asked for, a "translation" where it stands in another one. "yes", or the reason of the refusal.
TABLE = """
role                               anything  choice    new       original  translation  steps
focal_point                        yes       yes       yes       yes       yes          yes
deputy                             yes       yes       yes       yes       yes          yes
group_chair                        nothing   not mine  not mine  not mine  not mine     not mine
group_chair, assigned              yes       yes       yes       yes       yes          yes
group_chair, done                  done      done      done      done      done         done
contributor                        nothing   not mine  not mine  not mine  not mine     not mine
contributor, assigned              yes       yes       yes       yes       yes          yes
contributor, done                  done      done      done      done      done         done
translator                         yes       no text   nothing   original  yes          no text
translator, assigned               yes       no text   nothing   original  yes          no text
reviewer                           reads     reads     reads     reads     reads        reads
signatory                          reads     reads     reads     reads     reads        reads
observer                           reads     reads     reads     reads     reads        reads
secretariat                        uninvited uninvited uninvited uninvited uninvited    uninvited
secretariat, invited               yes       yes       yes       yes       yes          yes
secretariat_viewer                 reads     reads     reads     reads     reads        reads
secretariat_viewer, invited        reads     reads     reads     reads     reads        reads
administrator                      reads     reads     reads     reads     reads        reads
administrator, invited             reads     reads     reads     reads     reads        reads
contributor translator             yes       not mine  not mine  not mine  yes          not mine
contributor translator, assigned   yes       yes       yes       yes       yes          yes
observer contributor, assigned     yes       yes       yes       yes       yes          yes
reviewer deputy                    yes       yes       yes       yes       yes          yes
secretariat contributor            nothing   not mine  not mine  not mine  not mine     not mine
secretariat contributor, invited   yes       yes       yes       yes       yes          yes
"""

REASONS = {
    "": "yes",
    "Nothing in this report is assigned to you": "nothing",
    "There is nothing to translate yet": "nothing",
    "This is not assigned to you": "not mine",
    "This has been marked as done": "done",
    "A translator writes texts": "no text",
    "This is the original": "original",
    "Your role reads": "reads",
    "The secretariat fills in": "uninvited",
}

WHAT = {
    "anything": {},
    "choice": {"what": "choice", "language": ""},
    "new": {"what": "text", "language": "fr"},
    "original": {"what": "text", "language": "fr", "original": "fr"},
    "translation": {"what": "text", "language": "en", "original": "fr"},
    "steps": {"what": "steps"},
}

CIRCUMSTANCES = {"assigned": {"assigned": "open"}, "done": {"assigned": "done"}, "invited": {"invited": True}}


def rows(table: str) -> dict[str, dict[str, str]]:
    header, *lines = table.strip().splitlines()
    starts = [match.start() for match in re.finditer(r"\S+", header)] + [None]
    cut = [[line[a:b].strip() for a, b in pairwise(starts)] for line in (header, *lines)]
    return {row[0]: dict(zip(cut[0][1:], row[1:], strict=True)) for row in cut[1:]}


def roles_of(name: str) -> frozenset[Role]:
    return frozenset(Role(role) for role in name.partition(",")[0].split())


def answers_to(name: str, stage: str = Stage.DRAFT) -> dict[str, str]:
    circumstances = CIRCUMSTANCES.get(name.partition(", ")[2], {})
    return {
        what: word(may_write(roles_of(name), stage, Asked(**asked, **circumstances)).reason)
        for what, asked in WHAT.items()
    }


def word(reason: str) -> str:
    return next((word for start, word in REASONS.items() if start and reason.startswith(start)), reason or "yes")


def test_the_table_names_every_role():
    assert {role for name in rows(TABLE) for role in roles_of(name)} == set(Role)


@pytest.mark.parametrize("name", rows(TABLE))
def test_a_role_writes_what_the_table_says(name):
    assert answers_to(name) == rows(TABLE)[name]


@pytest.mark.parametrize("stage", sorted(set(Stage) - {Stage.DRAFT}))
@pytest.mark.parametrize("name", rows(TABLE))
def test_nobody_writes_once_it_is_no_longer_a_draft(name, stage):
    closed = "This report is no longer a draft; its answers cannot be changed."
    assert set(answers_to(name, stage).values()) == {closed}


def test_what_the_secretariat_writes_is_on_behalf_unless_it_has_another_right():
    found = {
        name: on_behalf(roles_of(name), Stage.DRAFT, Asked(invited=True))
        for name in ("secretariat", "secretariat deputy", "focal_point", "secretariat contributor")
    }
    assert found == {
        "secretariat": True,
        "secretariat deputy": False,
        "focal_point": False,
        "secretariat contributor": True,
    }
    assert not on_behalf(frozenset({Role.SECRETARIAT}), Stage.DRAFT, Asked())


# --- which assignment covers what

# Place → the entries of this report that it opens, and whether the list of next steps.
COVERED = """
assigned                 entries
progress                 progress--1 progress--2
progress/progress/2      progress--2
progress/progress/2/2.1  progress--2
overall/other_successes  other_successes other_successes_detail
overall/key_results      key_results
next_steps/next_steps    next_steps and its fields
"""


@pytest.mark.django_db
def test_an_assignment_opens_its_place_and_no_other():
    report = ReportFactory(priorities=2)
    add_next_step(report=report, by=None)
    content = load(report)
    found = {}
    for code in rows(COVERED):
        entries = [entry for entry in content.entries() if place(content, code).covers(entry)]
        names = [entry.name for entry in entries if entry.step_number is None]
        fields = len(entries) - len(names)
        found[code] = {"entries": " ".join(names) + (" and its fields" if fields else "")}
    assert found == rows(COVERED)


def place(content, code: str) -> Place:
    return next(one for section in content.sections for one in places_in(section) if one.code == code)


# --- the verbs


def person(report, role, group=None):
    country = None if role == Role.SECRETARIAT else report.country
    return UserFactory(holds=(role, country, group))


def save(report, by, key="key_results", language="fr", value=None):
    entry = entry_of(report, key)
    value = value or (text("Bonjour") if entry.per_language else "yes")
    return save_answer(report=report, entry=entry, language=language, value=value, seen=0, by=by)


def refused(act, *args, **options) -> str:
    with pytest.raises(Forbidden) as refusal:
        act(*args, **options)
    return word(str(refusal.value))


def test_a_contributor_saves_what_is_assigned_and_nothing_else(report):
    contributor = person(report, Role.CONTRIBUTOR)
    AssignmentFactory(report=report, section="overall", question="key_results", user=contributor)

    assert save(report, contributor).changed_by == contributor
    assert refused(save, report, contributor, key="lessons") == "not mine"
    assert refused(add_next_step, report=report, by=contributor) == "not mine"


def test_a_member_of_the_group_writes_what_the_group_has_and_a_member_of_another_does_not(report):
    mine, other = WorkingGroupFactory.create_batch(2, country=report.country)
    AssignmentFactory(report=report, user=None, group=mine)

    assert save(report, person(report, Role.CONTRIBUTOR, mine)).channel == Channel.BROWSER
    assert refused(save, report, person(report, Role.GROUP_CHAIR, other), key="lessons") == "not mine"
    assert refused(save, report, person(report, Role.OBSERVER, mine), key="lessons") == "reads"


def test_a_membership_that_has_ended_opens_nothing(report):
    group = WorkingGroupFactory(country=report.country)
    AssignmentFactory(report=report, user=None, group=group)
    member = MembershipFactory(country=report.country, role=Role.CONTRIBUTOR, working_group=group, ended=True).user

    assert not can(member, "write", report)


def test_who_has_the_part_changes_the_list_of_next_steps(report):
    contributor = person(report, Role.CONTRIBUTOR)
    AssignmentFactory(report=report, section="next_steps", question="next_steps", user=contributor)

    first, _second = add_next_step(report=report, by=contributor), add_next_step(report=report, by=contributor)
    move_next_step(occurrence=first, up=False, by=contributor)
    remove_next_step(occurrence=first, by=contributor)
    bring_back_next_step(occurrence=first, by=contributor)

    assert len(entry_of(report, "next_steps").steps) == 2
    assert place_of_steps(report) == Place("next_steps", slot_of(report, "next_steps"))


def test_who_has_not_changes_none_of_it(report):
    first, _second = add_next_step(report=report, by=None), add_next_step(report=report, by=None)
    for role, reason in ((Role.TRANSLATOR, "no text"), (Role.SECRETARIAT, "uninvited"), (Role.REVIEWER, "reads")):
        by = person(report, role)
        acts = [
            refused(add_next_step, report=report, by=by),
            refused(move_next_step, occurrence=first, up=False, by=by),
            refused(remove_next_step, occurrence=first, by=by),
            refused(bring_back_next_step, occurrence=first, by=by),
        ]
        assert (role, acts) == (role, [reason] * 4)


def test_a_translator_writes_the_other_language_and_not_which_is_the_original(report):
    translator = person(report, Role.TRANSLATOR)
    assert refused(save, report, translator) == "nothing"
    AnswerFactory(report=report)

    assert save(report, translator, language="en", value=text("Good day")).is_original is False
    assert refused(save, report, translator, value=text("Salut")) == "original"
    assert refused(save, report, translator, key="mechanism_useful", language="") == "no text"
    entry = entry_of(report, "key_results")
    assert refused(set_original, report=report, entry=entry, language="en", by=translator) == "original"
    assert refused(
        set_aside, report=report, entry=entry, language="fr", value=text("Salut"), seen=1, by=translator
    ) == ("original")


def test_an_earlier_version_is_brought_back_by_those_who_may_write_it(report):
    answer = AnswerFactory(report=report, revision=2)
    AnswerRevision.objects.create(answer=answer, number=1, value=text("Salut"), changed_at=answer.changed_at)
    entry = entry_of(report, "key_results")
    contributor, other = person(report, Role.CONTRIBUTOR), person(report, Role.CONTRIBUTOR)
    AssignmentFactory(report=report, user=contributor)

    assert refused(restore_revision, report=report, entry=entry, answer=answer, number=1, by=other) == "not mine"
    assert restore_revision(report=report, entry=entry, answer=answer, number=1, by=contributor).value == text("Salut")


def test_what_the_secretariat_fills_in_is_marked_as_such(report):
    secretariat = person(report, Role.SECRETARIAT)
    assert refused(save, report, secretariat) == "uninvited"
    let_secretariat_fill_in(report=report, allowed=True, by=person(report, Role.FOCAL_POINT))

    saved = save(report, secretariat)
    set_aside(
        report=report,
        entry=entry_of(report, "key_results"),
        language="fr",
        value=text("Salut"),
        seen=1,
        by=secretariat,
    )

    assert saved.channel == Channel.SECRETARIAT
    assert saved.get_channel_display() == "filled in by the secretariat on the country’s behalf"
    assert [revision.channel for revision in saved.revisions.order_by("pk")] == [Channel.SECRETARIAT]
    step = add_next_step(report=report, by=secretariat)
    remove_next_step(occurrence=step, by=secretariat)
    recorded, country = Entry.objects.filter(actor=secretariat).order_by("pk"), str(report.country)
    assert [(entry.action, entry.on_behalf) for entry in recorded] == [
        ("answer.saved", country),
        ("answer.set_aside", country),
        ("next_step.added", country),
        ("next_step.removed", country),
    ]


def test_the_country_lets_the_secretariat_in_and_stops_it_and_both_are_recorded(report):
    focal_point, secretariat = person(report, Role.FOCAL_POINT), person(report, Role.SECRETARIAT)

    for allowed in (True, True, False):
        let_secretariat_fill_in(report=report, allowed=allowed, by=focal_point)

    assert acts(report) == ["secretariat.allowed", "secretariat.stopped"]
    assert not Report.objects.get().secretariat_fills_in
    assert "Only the national focal point" in refused(
        let_secretariat_fill_in, report=report, allowed=True, by=secretariat
    )


def acts(report) -> list[str]:
    return list(Entry.objects.filter(target_id=report.pk).order_by("pk").values_list("action", flat=True))


def test_the_assignments_are_read_once_a_request(report, django_assert_num_queries):
    contributor = person(report, Role.CONTRIBUTOR)
    AssignmentFactory(report=report, user=contributor)
    entry = entry_of(report, "key_results")
    writer(contributor, report)

    with django_assert_num_queries(0):
        verdicts = [bool(can(contributor, "write", report, entry=entry, language=code)) for code in ("fr", "en")]
    assert verdicts == [True, True]


@pytest.mark.parametrize("stage", Stage)
def test_who_writes_by_assignment_may_send_a_section_of_a_draft_and_of_nothing_else(stage):
    """Also when the assignment has just ended: each answer is then refused with its own reason."""
    closed = "This report is no longer a draft; its answers cannot be changed."
    expected = ALLOWED if stage in EDITABLE else denied(closed)
    assert may_post(AnswerRights(frozenset({Role.CONTRIBUTOR}), stage)) == expected


@pytest.mark.django_db
def test_an_original_that_was_emptied_is_not_there_to_be_translated():
    report = ReportFactory()
    AnswerFactory(report=report, language="fr", value=None, is_blank=True)
    rights = AnswerRights(frozenset({Role.TRANSLATOR}), Stage.DRAFT)
    assert word(rights.may(entry_of(report, "key_results"), "en").reason) == "nothing"


@pytest.mark.django_db
def test_what_is_assigned_in_one_year_is_not_in_another_one():
    report = ReportFactory()
    later = ReportFactory(country=report.country, roadmap=report.roadmap, campaign=CampaignFactory(year=2024))
    person = AssignmentFactory(report=later).user
    assert [bool(writer(person, one).may(entry_of(one, "key_results"), "fr")) for one in (report, later)] == [
        False,
        True,
    ]
