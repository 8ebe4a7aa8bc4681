import pytest
from django.utils import timezone

from forum.responsibilities import Responsibility, responsibilities_of
from reports.models import Report
from reports.stages import Stage
from tests.factories.forum import CountryFactory
from tests.factories.reports import AssignmentFactory, ReportFactory
from tests.factories.roadmaps import NextStepFactory

pytestmark = pytest.mark.django_db


def test_what_passes_over_of_the_reports():
    country = CountryFactory(france=True)
    report = ReportFactory(country=country, earlier_steps=2)
    AssignmentFactory.create_batch(2, report=report)
    AssignmentFactory(report=report, ended_at=timezone.now())
    AssignmentFactory()
    NextStepFactory(country=country, promised_in=2023)
    NextStepFactory(country=CountryFactory(chile=True), promised_in=2023)
    page = "/en/reports/FRA/2023/"
    assert responsibilities_of(country, None) == [
        Responsibility("Report of 2023: draft", page),
        Responsibility("2 open assignments in the report of 2023", f"{page}board/"),
        Responsibility("1 next step promised in the report of 2023", page),
        Responsibility("2 next steps promised in the report of 2022", ""),
    ]


def test_a_published_report_is_done():
    report = ReportFactory()
    Report.objects.update(stage=Stage.PUBLISHED)
    assert responsibilities_of(report.country, None) == []


def test_a_correction_stands_for_its_report():
    report = ReportFactory(stage=Stage.PUBLISHED)
    ReportFactory(country=report.country, roadmap=report.roadmap, version=2)
    assert len(responsibilities_of(report.country, None)) == 1
