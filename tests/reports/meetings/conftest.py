import pytest

from forum.models import User, WorkingGroup
from forum.roles import Role
from reports.models import Report
from tests.factories.forum import CountryFactory, UserFactory, WorkingGroupFactory
from tests.factories.reports import AnswerFactory, AssignmentFactory, ReportFactory, text


@pytest.fixture
def report() -> Report:
    return ReportFactory(country=CountryFactory(france=True))


@pytest.fixture
def writer(report) -> User:
    return UserFactory(focal_point_of=report.country, name="Focal point")


@pytest.fixture
def unions(report) -> WorkingGroup:
    group = WorkingGroupFactory(country=report.country)
    AssignmentFactory(report=report, section="overall", user=None, group=group)
    return group


@pytest.fixture
def chair(report, unions) -> User:
    return UserFactory(holds=(Role.GROUP_CHAIR, report.country, unions), name="Chair")


@pytest.fixture
def answered(report, writer):
    return AnswerFactory(report=report, value=TEXT, changed_by=writer)


TEXT = text("Le forum est né en mai.", "Il a cinq groupes.")
