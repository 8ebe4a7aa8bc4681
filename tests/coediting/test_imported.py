"""The longest texts that we have: France's report of 2023, as imported, is the same as a shared document."""

import pytest

from coediting.convert import new_doc, value_of
from coediting.updates import read_update
from reports.models import Answer
from tests.reports.importing.conftest import FRANCE, france  # noqa: F401  a fixture
from tests.reports.importing.test_import_report import run


@pytest.mark.long
def test_the_report_of_france(france):  # noqa: F811
    run(FRANCE)
    texts = [answer.value for answer in Answer.objects.order_by("pk") if isinstance(answer.value, dict)]
    texts = [value for value in texts if value.get("type") == "doc"]
    assert len(texts) > 10
    for value in texts:
        doc = new_doc(value)
        read_update(doc.get_update())
        assert value_of(doc) == value
