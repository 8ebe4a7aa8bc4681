"""Export in a real browser: the page, the file it gives, and the report read on the screen."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from richtext.build import doc, footnote, objective, paragraph, table
from tests.factories.forum import UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/en/reports/FRA/2023/export/"


@pytest.fixture
def focal_point(db):
    report = ReportFactory(country__france=True)
    value = doc(paragraph("Un guide ", objective("1.1.A"), footnote("Une note.")), table([["Année"], ["2022"]]))
    AnswerFactory(report=report, value=value)
    AnswerFactory(report=report, question="evidence_types", language="", value={"codes": ["surveys"]})
    AnswerFactory(report=report, question="overall_progress", language="", value=7)
    return UserFactory(focal_point_of=report.country)


def test_a_file_is_chosen_made_and_given(page_for, focal_point):
    page = page_for(focal_point)
    page.goto(PAGE)
    page.get_by_label("English", exact=True).check()
    page.get_by_label("Data for programs").check()
    with page.expect_download() as given:
        page.get_by_role("button", name="Make the file").click()
    assert given.value.suggested_filename == "France-2023-en-draft.json"
    assert '"language": "en"' in Path(given.value.path()).read_text(encoding="utf-8")
    expect(page.get_by_role("heading", name="Export the report")).to_be_visible()


def test_the_pages_are_accessible(page_for, focal_point, axe_everywhere):
    page = page_for(focal_point)
    for path in ("", "preview/?language=fr", "preview/?language=fr%2Ben"):
        page.goto(f"{PAGE}{path}")
        axe_everywhere(page)


def test_a_reference_leads_to_the_annex_and_back(page_for, focal_point):
    page = page_for(focal_point)
    page.goto(f"{PAGE}preview/?language=fr")
    page.locator("a.objective", has_text="1.1.A").first.click()
    expect(page.locator("#item-1\\.1\\.A")).to_be_in_viewport()
    page.locator("tr", has=page.locator("#item-1\\.1\\.A")).get_by_role("link").click()
    expect(page.locator("a.objective", has_text="1.1.A").first).to_be_in_viewport()
