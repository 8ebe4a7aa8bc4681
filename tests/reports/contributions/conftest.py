import pytest

from forum.models import Organisation, User, WorkingGroup
from forum.roles import Role
from reports.answers.saving import save_answer
from reports.content.loading import load
from reports.contributions.fragments import Contribution
from reports.contributions.ledger import Ledger
from reports.models import Report
from tests.factories.forum import MembershipFactory, OrganisationFactory, UserFactory, WorkingGroupFactory
from tests.factories.reports import AssignmentFactory, entry_of


@pytest.fixture
def unions(report) -> WorkingGroup:
    return WorkingGroupFactory(country=report.country, position=1)


@pytest.fixture
def union(report) -> Organisation:
    return OrganisationFactory(country=report.country)


@pytest.fixture
def member(report, unions, union) -> User:
    """Writes the key results for her group and her union."""
    user = UserFactory(name="Member")
    held = {"role": Role.CONTRIBUTOR, "country": report.country, "organisation": union}
    MembershipFactory(user=user, working_group=unions, **held)
    AssignmentFactory(report=report, section="overall", user=None, group=unions)
    return user


@pytest.fixture
def saved(report):
    """saved(value, by=…): the key results in French say this now."""

    def save(value, *, by: User | None, **more):
        by = User.objects.get(pk=by.pk) if by else None
        entry = entry_of(report, "key_results")
        seen = entry.answers["fr"].revision if "fr" in entry.answers else 0
        return save_answer(report=report, entry=entry, language="fr", value=value, seen=seen, by=by, **more)

    return save


def contributions(report) -> list[Contribution]:
    return Ledger(load(Report.objects.get(pk=report.pk))).contributions()


def told(report) -> list[tuple]:
    """What the ledger says, in short."""
    return [
        (one.source, one.side, one.people, [(piece.text, piece.outcome, piece.standing.state) for piece in one.pieces])
        for one in contributions(report)
    ]
