"""France with its report in the draft, a long answer in it, and the people who talk about it."""

import pytest

from forum.models import User
from forum.roles import Role
from reports.models import Report
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory, entry_of, text

WORDS = "The plan was adopted in May. Two laws were passed in June. The plan is applied."


@pytest.fixture
def report() -> Report:
    report = ReportFactory(country=CountryFactory(france=True))
    AnswerFactory(report=report, language="en", value=text(WORDS))
    return report


@pytest.fixture
def entry(report):
    return entry_of(report, "key_results")


@pytest.fixture
def focal_point(report) -> User:
    return UserFactory(focal_point_of=report.country, name="Marie Curie")


@pytest.fixture
def reviewer(report) -> User:
    return UserFactory(holds=(Role.REVIEWER, report.country), name="Paul Valéry", language="fr")


@pytest.fixture
def contributor(report) -> User:
    return UserFactory(holds=(Role.CONTRIBUTOR, report.country), name="Ada Lovelace")
