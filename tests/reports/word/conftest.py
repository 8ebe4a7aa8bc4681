import pytest

from reports.content.loading import load
from reports.models import Report
from reports.word.export import TakenOut, take_out
from tests.factories.files import kept_return
from tests.factories.forum import CountryFactory
from tests.factories.reports import ReportFactory

SECTION = "overall"
"""Where the key results are asked for."""


@pytest.fixture
def report() -> Report:
    return ReportFactory(country=CountryFactory(france=True), priorities=2)


@pytest.fixture
def taken(report, reviewer, answered) -> TakenOut:
    """The part with the key results, as the reviewer took it out in French."""
    return take(report, reviewer)


def take(report, by, section=SECTION, language="fr") -> TakenOut:
    content = load(report)
    return take_out(content=content, section=content.section(section), language=language, by=by)


def sent_back(report, by, content, filename="part.docx"):
    return kept_return(load(report), content, filename, by)
