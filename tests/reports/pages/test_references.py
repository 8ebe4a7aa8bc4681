"""Where a reference in an answer leads to."""

import re

import pytest

from reports.models import Report
from reports.templatetags.reports import answer
from richtext.build import doc, objective, paragraph
from tests.factories.reports import AnswerFactory, ReportFactory, entry_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "anchor"),
    [("Línea I.1", "item-Línea-I.1"), ("I.1", "item-Línea-I.1"), ("1.1.A", "item-1.1.A"), ("9.9.Z", "item-")],
)
def test_a_code_leads_to_its_line_on_the_roadmap_with_and_without_its_word(written, anchor):
    report = ReportFactory()
    report.roadmap.items.filter(code="1.1").update(code="Línea I.1", anchor="Línea-I.1")
    given = AnswerFactory(report=report, value=doc(paragraph(objective(written))))
    page = answer(entry_of(report, "key_results"), given, Report.objects.select_related("country", "roadmap").get())
    assert re.findall(r'href="([^"]*)"', page) == [f"/en/roadmaps/{report.country.code}/1/#{anchor}"]
