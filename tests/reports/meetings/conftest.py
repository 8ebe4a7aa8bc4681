import pytest

from forum.models import User, WorkingGroup
from forum.roles import Role
from tests.factories.forum import UserFactory, WorkingGroupFactory
from tests.factories.reports import AssignmentFactory
from tests.reports.conftest import TEXT  # noqa: F401  what the tests of this folder take from here


@pytest.fixture
def unions(report) -> WorkingGroup:
    group = WorkingGroupFactory(country=report.country)
    AssignmentFactory(report=report, section="overall", user=None, group=group)
    return group


@pytest.fixture
def chair(report, unions) -> User:
    return UserFactory(holds=(Role.GROUP_CHAIR, report.country, unions), name="Chair")
