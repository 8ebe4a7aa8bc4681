"""Which groups and organisations the report prints, and who decides that it does."""

import pytest

from forum.access import Forbidden
from forum.models import Membership
from forum.roles import Role
from journal.models import Entry
from reports.answers.next_steps import add_next_step
from reports.content.loading import load
from reports.contributions.acknowledgements import contributors, print_contributors
from reports.models import Report
from reports.stages import Stage
from tests.factories.forum import UserFactory
from tests.factories.reports import AnswerFactory, text

pytestmark = pytest.mark.django_db


def printed(report) -> list[dict]:
    return contributors(load(report))


def test_groups_and_organisations_whose_words_stand_are_printed(report, saved, writer, member, unions, union):
    saved(text("Bonjour à tous les membres."), by=member)
    AnswerFactory(report=report, question="lessons", changed_by=writer)
    AnswerFactory(report=report, question="difficulties", changed_by=member)
    step = add_next_step(report=report, by=writer)
    AnswerFactory(report=report, occurrence=step, question="next_steps.goals", changed_by=member)
    numbers = {entry.key: entry.number for entry in load(report).entries()}
    assert printed(report) == [
        {
            "group": dict(unions.name),
            "organisation": dict(union.name),
            "answers": [numbers["key_results"], numbers["difficulties"], numbers["next_steps"]],
        }
    ]


def test_an_organisation_without_a_group_is_printed_after_the_groups(report, writer, member, unions, union):
    AnswerFactory(report=report, question="lessons", changed_by=writer)
    AnswerFactory(report=report, question="difficulties", changed_by=member)
    Membership.objects.filter(user=writer).update(organisation=union)
    assert [(one["group"], one["organisation"]) for one in printed(report)] == [
        (dict(unions.name), dict(union.name)),
        (None, dict(union.name)),
    ]


def test_whose_words_are_all_gone_is_not_printed(report, saved, writer, member):
    saved(text("Bonjour à tous les membres."), by=member)
    saved(text("Autre chose."), by=writer)
    assert printed(report) == []


def test_the_focal_point_has_them_printed_and_leaves_them_out_again(report, writer):
    assert [print_contributors(report=report, printed=wanted, by=writer) for wanted in (True, True, False)] == [
        True,
        False,
        True,
    ]
    actions = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["contributors.printed", "contributors.left_out"]


def test_nobody_decides_it_once_the_draft_is_on_its_way(report, writer):
    with pytest.raises(Forbidden):
        print_contributors(report=report, printed=True, by=UserFactory(holds=(Role.CONTRIBUTOR, report.country)))
    stale = Report.objects.get(pk=report.pk)
    Report.objects.filter(pk=report.pk).update(stage=Stage.FORUM_REVIEW)
    with pytest.raises(Forbidden):
        print_contributors(report=stale, printed=True, by=writer)
    assert not Report.objects.get(pk=report.pk).prints_contributors
