import pytest

from tests.factories.forum import CountryFactory
from tests.factories.reports import ReportFactory
from tests.reports.importing.conftest import france  # noqa: F401  the report of 2023 without answers


@pytest.fixture
def report(db):
    """A report on two priorities, May 2022 to April 2023."""
    return ReportFactory(country=CountryFactory(france=True), priorities=2)
