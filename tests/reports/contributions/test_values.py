"""What was chosen, set and listed: who did it for whom, and whether it is so today."""

import pytest

from forum.models import User
from forum.roles import Role
from reports.answers.attribution import Side
from reports.answers.next_steps import add_next_step, bring_back_next_step, move_next_step, remove_next_step
from reports.answers.saving import save_answer
from reports.content.loading import load
from reports.contributions.acknowledgements import contributors
from reports.contributions.values import settings_of
from reports.models import Channel, Report, Voice
from tests.factories.forum import UserFactory
from tests.factories.reports import AssignmentFactory, entry_of
from tests.reports.contributions.conftest import contributions

pytestmark = pytest.mark.django_db
PAGE = "/en/reports/FRA/2023/contributions/"


@pytest.fixture
def put(report):
    """put(key, value, by=…): the answer is this now."""

    def save(key, value, *, by: User | None, identity=None, language="", **more):
        by = User.objects.get(pk=by.pk) if by else None
        entry = entry_of(report, key, identity)
        seen = entry.answers[language].revision if language in entry.answers else 0
        return save_answer(report=report, entry=entry, language=language, value=value, seen=seen, by=by, **more)

    return save


@pytest.fixture
def theirs(unions, union) -> Side:
    return Side(unions.pk, union.pk)


@pytest.fixture
def all_assigned(report, member, unions):
    for section in {section.key for section in load(report).sections} - {"overall"}:
        AssignmentFactory(report=report, section=section, user=None, group=unions)


def told(report) -> list[tuple]:
    return [
        (one.side, one.people, [(piece.text, piece.was, piece.holds.state) for piece in one.pieces])
        for one in contributions(report)
    ]


def test_a_choice_is_told_with_what_it_took_the_place_of_and_whether_it_is_so(put, report, writer, member, theirs):
    put("other_successes", "no", by=member)
    assert told(report) == [(theirs, ["Member"], [("No", "", "whole")])]
    put("other_successes", "yes", by=writer)
    assert told(report) == [
        (theirs, ["Member"], [("No", "", "none")]),
        (Side(), ["Focal point"], [("Yes", "No", "whole")]),
    ]
    put("other_successes", None, by=member)
    assert told(report)[1] == (theirs, ["Member"], [("No", "", "none"), ("", "Yes", "whole")])


def test_a_scale_of_nothing_and_what_is_set_back_in_one_go(put, report, writer, member, theirs):
    put("overall_progress", 3, by=writer)
    put("overall_progress", 5, by=member)
    put("overall_progress", 4, by=member)
    put("other_successes", "yes", by=member)
    put("other_successes", None, by=member)
    assert told(report) == [
        (Side(), ["Focal point"], [("3", "", "none")]),
        (theirs, ["Member"], [("4", "3", "whole")]),
    ]


def test_of_several_choices_each_is_told_by_itself(put, report, writer, member, theirs, all_assigned):
    put("national_partners", {"codes": ["workers", "ministries"]}, by=writer)
    both = {"codes": ["workers", "civil_society", "other"], "other": {"en": "Schools"}}
    put("national_partners", both, by=member)
    put("national_partners", {"codes": ["civil_society", "other"], "other": {"en": "All schools"}}, by=writer)
    workers, ministries, civil = "Workers’ organisations", "Ministries", "Local civil society organisations"
    assert told(report)[::-1] == [
        (
            Side(),
            ["Focal point"],
            [
                (f"{workers}; {ministries}", "", "none"),
                ("Other (All schools)", f"{workers}; Other (Schools)", "whole"),
            ],
        ),
        (theirs, ["Member"], [(f"{civil}; Other (Schools)", ministries, "part")]),
    ]


def test_a_line_of_a_next_step_is_told_in_its_language(put, report, writer, member, theirs, all_assigned):
    step = add_next_step(report=report, by=None)
    put("next_steps.step", "Former les juges", by=member, identity=step.identity, language="fr")
    put("next_steps.step", "Former tous les juges", by=writer, identity=step.identity, language="fr")
    assert told(report) == [
        (theirs, ["Member"], [("Former les juges", "", "none")]),
        (Side(), ["Focal point"], [("Former tous les juges", "Former les juges", "whole")]),
    ]


def test_steps_added_and_removed_are_told_of_who_did_it(report, writer, member, theirs, all_assigned, put):
    first, second, third = (add_next_step(report=report, by=User.objects.get(pk=member.pk)) for _each in range(3))
    put("next_steps.step", "Train the judges", by=None, identity=second.identity, language="fr")
    remove_next_step(occurrence=first, by=writer)
    remove_next_step(occurrence=third, by=writer)
    bring_back_next_step(occurrence=third, by=writer)
    move_next_step(occurrence=third, up=True, by=writer)
    assert told(report) == [
        (
            theirs,
            ["Member"],
            [
                ("Step added", "", "none"),
                ("Step 2 added: Train the judges", "", "whole"),
                ("Step 1 added", "", "whole"),
            ],
        ),
        (
            Side(),
            ["Focal point"],
            [("Step removed", "", "whole"), ("Step 1 removed", "", "none"), ("Step 1 brought back", "", "whole")],
        ),
        (Side(), [], [("Train the judges", "", "whole")]),
    ]


def test_what_a_file_or_nobody_adds_to_the_list_speaks_for_nobody(report, writer):
    step = add_next_step(report=report, by=writer, from_file=True)
    remove_next_step(occurrence=step, by=writer, from_file=True)
    add_next_step(report=report, by=None)
    assert (told(report), Voice.objects.count()) == ([], 0)


def test_what_the_secretariat_or_a_file_sets_speaks_for_nobody(put, report, writer):
    Report.objects.filter(pk=report.pk).update(secretariat_fills_in=True)
    report.refresh_from_db()
    secretariat = UserFactory(holds=(Role.SECRETARIAT, None), name="Secretariat")
    put("other_successes", "no", by=secretariat)
    put("other_successes", "yes", by=writer, channel=Channel.IMPORT)
    assert [(one.source, one.side, one.people) for one in contributions(report)] == [
        ("secretariat", Side(), ["Secretariat"]),
        ("import", Side(), ["Focal point"]),
    ]
    assert Voice.objects.count() == 0


def test_what_is_set_has_a_voice_that_a_change_of_roles_leaves(put, report, member, theirs):
    put("other_successes", "no", by=member)
    member.memberships.update(working_group=None, organisation=None)
    assert [one.side for one in contributions(report)] == [theirs]


def test_choices_alone_make_no_printed_contributor(put, report, member):
    put("other_successes", "no", by=member)
    assert contributors(load(report)) == []


def test_a_choice_that_is_not_offered_any_more_is_told_by_its_code(put, report, writer):
    put("other_successes", "no", by=writer)
    entry = entry_of(report, "other_successes")
    entry.options = ()
    (setting,) = settings_of(entry, entry.answers[""], [], "en", lambda at: 1)
    assert (setting.text, setting.was, setting.holds.state) == ("no", "", "whole")


def test_the_page_says_it_in_words(client_for, put, report, writer, member):
    put("other_successes", "no", by=member)
    put("other_successes", "yes", by=writer)
    html = " ".join(client_for(member).get(PAGE).content.decode().split())
    for said in (
        '<span class="reading">No</span> <span class="soft">· was changed since</span>',
        '<span class="reading">Yes</span> <span class="soft">in place of <del>No</del></span> '
        '<span class="soft">· is so today</span>',
    ):
        assert said in html


def test_of_many_changes_the_earlier_ones_are_folded(client_for, put, report, writer, member):
    for number in range(22):
        put("overall_progress", 1 + number % 2, by=writer)
        put("overall_progress", 3 + number % 2, by=member)
    html = client_for(member).get(PAGE).content.decode()
    assert html.count("2 earlier changes") == 2
    (mine, _theirs) = contributions(report)
    assert (len(mine.earlier), len(mine.latest)) == (2, 20)


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_for_any_number_of_answers(
    client_for, put, report, writer, member, count, all_assigned, django_assert_num_queries
):
    for key in ("other_successes", "collaboration_increased", "mechanism_useful")[:count]:
        put(key, "no", by=member)
        put(key, "yes", by=writer)
        remove_next_step(occurrence=add_next_step(report=report, by=writer), by=writer)
    client = client_for(writer)
    with django_assert_num_queries(20):  # as with texts; nothing was decided
        client.get(PAGE)
