"""For whom somebody writes, and that it is noted when they do."""

import pytest

from coediting.rendering import render
from forum.models import Membership, User
from forum.roles import Role
from reports.answers import documents
from reports.answers.attribution import Side, side_of
from reports.models import Channel, Voice
from tests.factories.forum import MembershipFactory, OrganisationFactory, WorkingGroupFactory
from tests.factories.reports import AnswerFactory, AssignmentFactory, entry_of, text
from tests.reports.together import write

pytestmark = pytest.mark.django_db


def held(role: Role, group: int | None = None, organisation: int | None = None) -> Membership:
    return Membership(role=role, working_group_id=group, organisation_id=organisation)


@pytest.mark.parametrize(
    ("memberships", "assigned", "side"),
    [
        ([], set(), Side()),
        ([held(Role.CONTRIBUTOR)], set(), Side()),
        ([held(Role.CONTRIBUTOR, organisation=7)], set(), Side(None, 7)),
        ([held(Role.CONTRIBUTOR, 1, 7)], set(), Side(1, 7)),
        ([held(Role.CONTRIBUTOR, 1, 7), held(Role.GROUP_CHAIR, 1)], set(), Side(1, 7)),
        ([held(Role.CONTRIBUTOR, 1, 7), held(Role.CONTRIBUTOR, 2, 7)], set(), Side(None, 7)),
        ([held(Role.CONTRIBUTOR, 1, 7), held(Role.CONTRIBUTOR, 2, 8)], {2}, Side(2, 8)),
        ([held(Role.FOCAL_POINT, organisation=7), held(Role.CONTRIBUTOR, 1, 8)], set(), Side()),
        ([held(Role.FOCAL_POINT, organisation=7), held(Role.CONTRIBUTOR, 1, 8)], {1}, Side(1, 8)),
    ],
)
def test_for_whom_somebody_speaks(memberships, assigned, side):
    assert side_of(memberships, assigned) == side


def noted() -> list[tuple]:
    return list(Voice.objects.values_list("slot__question", "language", "user", "group", "organisation"))


def test_what_is_written_in_place_is_noted_with_its_side(saved, member, unions, union):
    first = saved(text("Bonjour."), by=member)
    last = saved(text("Bonjour à tous."), by=member)
    assert noted() == [("key_results", "fr", member.pk, unions.pk, union.pk)]
    voice = Voice.objects.get()
    assert (voice.first_at, voice.last_at) == (first.changed_at, last.changed_at)


def test_whoever_changes_sides_has_two_voices(saved, member, unions, union, report):
    saved(text("Bonjour."), by=member)
    other = OrganisationFactory(country=report.country)
    Membership.objects.filter(user=member).update(organisation=other)
    saved(text("Bonsoir."), by=member)
    assert noted() == [
        ("key_results", "fr", member.pk, unions.pk, union.pk),
        ("key_results", "fr", member.pk, unions.pk, other.pk),
    ]


def test_the_group_is_the_one_to_which_the_place_is_assigned(saved, member, report):
    other = WorkingGroupFactory(country=report.country)
    MembershipFactory(user=member, role=Role.CONTRIBUTOR, country=report.country, working_group=other)
    AssignmentFactory(report=report, section="evidence", user=None, group=other)
    saved(text("Bonjour."), by=member)
    assert Voice.objects.get().group != other


def test_what_is_no_text_written_here_has_no_voice(saved, member, writer):
    saved(text("Importé."), by=writer, channel=Channel.IMPORT)
    saved(text("De personne."), by=None)
    assert noted() == []


def test_where_several_write_together_each_has_a_voice(report, member, writer, unions, union):
    AnswerFactory(report=report)
    entry = entry_of(report, "key_results")
    shared = documents.open_text(report=report, entry=entry, language="fr", by=writer)
    write(shared, text("Bonjour", "Un."), by=User.objects.get(pk=member.pk))
    write(shared, text("Bonjour", "Un.", "Deux."), by=writer)
    assert render(shared.document_id)
    assert sorted(noted(), key=str) == sorted(
        [("key_results", "fr", member.pk, unions.pk, union.pk), ("key_results", "fr", writer.pk, None, None)], key=str
    )
