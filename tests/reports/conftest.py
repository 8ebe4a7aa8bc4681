"""France's report of 2023 in its draft, the people who write it, and a long text of two paragraphs.

A folder beside it says what differs: a report on two priorities, people with other names.
"""

import pytest

from forum.models import User
from forum.roles import Role
from reports.models import Answer, Report
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory, text

TEXT = text("Le forum est né en mai.", "Il a cinq groupes.")


@pytest.fixture
def report(db) -> Report:
    """It asks about one priority; nothing is answered."""
    return ReportFactory(country=CountryFactory(france=True))


@pytest.fixture
def focal_point(report) -> User:
    return UserFactory(focal_point_of=report.country, name="Focal point")


@pytest.fixture
def writer(focal_point) -> User:
    """Who may write every answer: the focal point."""
    return focal_point


@pytest.fixture
def colleague(report) -> User:
    """Who may do the same: the deputy."""
    return UserFactory(holds=(Role.DEPUTY, report.country), name="Deputy")


@pytest.fixture
def reviewer(report) -> User:
    return UserFactory(holds=(Role.REVIEWER, report.country), name="Reviewer")


@pytest.fixture
def answered(report, writer) -> Answer:
    """The key results, in French: two paragraphs."""
    return AnswerFactory(report=report, value=TEXT, changed_by=writer)
