import pytest

from forum.models import User
from reports.models import Proposal
from reports.review.suggestions import propose
from tests.factories.reports import entry_of, text
from tests.reports.conftest import TEXT


@pytest.fixture
def proposed(report, reviewer):
    """proposed("…", "…"): the reviewer's proposal for these two paragraphs, or for those of `on`."""

    def make(*paragraphs: str, by: User | None = None, on=TEXT, **more) -> Proposal | None:
        entry = entry_of(report, "key_results")
        said = {"value": text(*paragraphs), "written_on": on, "by": by or reviewer} | more
        return propose(report=report, entry=entry, language="fr", **said)

    return make
