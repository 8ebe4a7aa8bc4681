import pytest

from forum.models import User
from forum.roles import Role
from reports.models import Proposal, Report
from reports.proposals.proposing import propose
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory, entry_of, text


@pytest.fixture
def report() -> Report:
    return ReportFactory(country=CountryFactory(france=True))


@pytest.fixture
def writer(report) -> User:
    return UserFactory(focal_point_of=report.country, name="Focal point")


@pytest.fixture
def reviewer(report) -> User:
    return UserFactory(holds=(Role.REVIEWER, report.country), name="Reviewer")


@pytest.fixture
def answered(report, writer):
    """The key results, in French: two paragraphs."""
    return AnswerFactory(report=report, value=TEXT, language="fr", changed_by=writer)


TEXT = text("Le forum est né en mai.", "Il a cinq groupes.")


@pytest.fixture
def proposed(report, reviewer):
    """proposed("…", "…"): the reviewer's proposal for these two paragraphs, or for those of `on`."""

    def make(*paragraphs: str, by: User | None = None, on=TEXT, **more) -> Proposal | None:
        entry = entry_of(report, "key_results")
        said = {"value": text(*paragraphs), "written_on": on, "by": by or reviewer} | more
        return propose(report=report, entry=entry, language="fr", **said)

    return make
