"""Importing a file in the browser: choosing it, looking through what goes where, confirming."""

import re

import pytest
from playwright.sync_api import expect

from reports.models import Channel
from tests.factories.forum import UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory, entry_of, text
from tests.reports.importing.test_apply import SMALL

pytestmark = [pytest.mark.django_db(transaction=True)]

PLACED = """
## 10. Quelles difficultés avez-vous dû surmonter ?

Le budget.

## 11. Wie haben Sie diese überwunden?

En parlant.

## 12. Quels instruments d'évaluation avez-vous utilisés ?

☒ Enquêtes

## Remerciements

Nous remercions.

## 14. Veuillez nous dire quelles difficultés vous avez rencontrées

Aucune.
"""


@pytest.fixture
def report():
    report = ReportFactory(country__france=True, earlier_steps=1)
    AnswerFactory(report=report, value=text("De ma main"))
    AnswerFactory(report=report, question="lessons", value=text("Un exemple"), channel=Channel.DEMONSTRATION)
    return report


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "rapport.md"
    made.write_text(
        "Un mot avant tout.\n" + SMALL + "\n## 11. Comment avez-vous surmonté ces difficultés ?\n\nEn parlant.\n"
    )
    return made


def test_the_pages_are_accessible_and_fit(page_for, axe_everywhere, report, file, run_tasks):
    page = page_for(UserFactory(focal_point_of=report.country))
    page.goto("/en/reports/FRA/2023/import/")
    axe_everywhere(page)
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("status")).to_contain_text("Your file is next.")
    axe_everywhere(page)
    run_tasks()
    expect(page).to_have_url(re.compile(r"/import/\d+/$"))
    for fold in page.locator("details:not(.menu)").all():
        fold.evaluate("fold => { fold.open = true }")
    axe_everywhere(page)
    page.get_by_role("button", name="Import into the report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The file has been imported")
    axe_everywhere(page)
    page.get_by_role("link", name="Undo the import").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Undo the import")
    axe_everywhere(page)
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The import has been undone")
    axe_everywhere(page)


@pytest.mark.long
def test_a_refusal_comes_by_itself_and_without_a_script_too(page_for, axe_everywhere, report, tmp_path, run_tasks):
    broken, another = tmp_path / "broken.docx", tmp_path / "another.docx"
    broken.write_bytes(b"PK\x03\x04 broken")
    another.write_bytes(b"PK\x03\x04 broken in another way")
    focal_point = UserFactory(focal_point_of=report.country)
    page, without = page_for(focal_point), page_for(focal_point, java_script_enabled=False)
    for one, file in ((page, broken), (without, another)):
        one.goto("/en/reports/FRA/2023/import/")
        one.get_by_label("File", exact=True).set_input_files(file)
        one.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("status")).to_contain_text("Your file is next.")
    expect(without.get_by_role("status")).to_contain_text("Your file is waiting: 1 file is ahead of it.")
    run_tasks()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your file was not read")
    axe_everywhere(page)
    without.get_by_role("link", name="Refresh").click()
    expect(without.get_by_text("The file is damaged or is no text document.")).to_be_visible()
    without.get_by_role("link", name="Choose another file").click()
    expect(without.get_by_label("File", exact=True)).to_be_visible()


def test_a_tick_a_decision_and_a_leftover_are_carried_out(page_for, report, file, run_tasks):
    page = page_for(UserFactory(focal_point_of=report.country))
    page.goto("/en/reports/FRA/2023/import/")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("status")).to_be_visible()
    run_tasks()
    page.locator("#q-mechanism_useful").get_by_label("Yes").check()
    page.locator("#q-key_results").get_by_label("the file’s; the report’s stays").check()
    page.locator("#leftover-0").get_by_label("Where it goes").select_option("anything_else")
    page.get_by_role("button", name="Import into the report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The file has been imported")
    assert entry_of(report, "mechanism_useful").answers[""].value == "yes"
    assert entry_of(report, "key_results").answers["fr"].value == text("Un résultat.")
    assert entry_of(report, "lessons").answers["fr"].value == text("En parlant.")
    assert entry_of(report, "anything_else").answers["fr"].value == text("Un mot avant tout.")


def test_a_file_that_is_too_large_is_not_sent(page_for, report, settings, tmp_path):
    settings.UPLOAD_LIMIT = 10
    large = tmp_path / "large.md"
    large.write_text("x" * 11)
    page = page_for(UserFactory(focal_point_of=report.country))
    page.goto("/en/reports/FRA/2023/import/")
    field = page.get_by_label("File", exact=True)
    field.set_input_files(large)
    expect(page.get_by_text("The file is too large")).to_be_visible()
    assert field.evaluate("field => field.files.length") == 0
    large.write_text("x" * 9)
    field.set_input_files(large)
    expect(page.get_by_text("The file is too large")).to_be_hidden()


@pytest.mark.long
def test_a_proposal_and_an_unknown_heading_are_placed_with_two_clicks(
    page_for, axe_everywhere, report, tmp_path, run_tasks
):
    file = tmp_path / "autre.md"
    file.write_text(PLACED)
    page = page_for(UserFactory(focal_point_of=report.country))
    page.goto("/en/reports/FRA/2023/import/")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("status")).to_be_visible()
    run_tasks()
    expect(page.locator("#q-lessons")).to_contain_text("Proposed: It has the number 11 in the file.")
    expect(page.locator("#q-lessons").get_by_label("Where it goes")).to_have_value("lessons")
    axe_everywhere(page)
    page.locator("#q-lessons").get_by_label("Where it goes").select_option("anything_else")
    page.locator("#leftover-0").get_by_label("Where it goes").select_option("evidence_detail")
    page.get_by_role("button", name="Import into the report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The file has been imported")
    assert entry_of(report, "anything_else").answers["fr"].value == text("En parlant.")
    assert entry_of(report, "evidence_detail").answers["fr"].value == text("Nous remercions.")
    assert entry_of(report, "lessons").answers["fr"].value == text("Un exemple")
