"""From France's Word file to the PDF: the first whole path, as the focal point walks it."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from pathfinder.demonstration.loading import load_demonstration

WORD_FILE = Path(__file__).parent.parent / "data" / "france-2023.docx"
REPORT = "/en/reports/FRA/2023"


@pytest.fixture
def page(transactional_db, settings, page_for) -> Page:
    settings.DEMONSTRATION = True
    load_demonstration()
    return page_for(None)


def log_in(page: Page) -> None:
    page.goto("/en/")
    page.get_by_role("button", name="National focal point").click()
    page.wait_for_url("**/en/")


def import_the_word_file(page: Page, run_tasks) -> None:
    page.goto(f"{REPORT}/import/")
    page.set_input_files("input[type=file]", WORD_FILE)
    page.locator("main form [type=submit]").first.click()
    expect(page.get_by_role("status")).to_be_visible()
    run_tasks()
    page.wait_for_url(re.compile(r"/import/\d+/"), timeout=60_000)
    page.get_by_role("button", name="Import into the report").click()
    page.wait_for_url("**/result/", timeout=60_000)


def answer_a_choice(page: Page) -> None:
    page.goto(f"{REPORT}/sections/national/")
    question = page.locator("#q-mechanism_useful")
    question.get_by_label("Yes").check()
    expect(question.locator(".save-state")).to_have_attribute("data-state", "saved")


def write_with_a_reference(page: Page) -> None:
    page.goto(f"{REPORT}/sections/overall/?write=fr")
    question = page.locator("#q-difficulties")
    editor = question.locator("[contenteditable=true]")
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("Le guide de ressources relève de l’objectif 1.2.C.")
    expect(editor.locator("p").last).to_contain_text("1.2.C")
    expect(question.locator(".save-state")).to_have_attribute("data-state", "saved")


def pdf(page: Page) -> str:
    page.goto(f"{REPORT}/export/")
    with page.expect_download(timeout=120_000) as download:
        page.get_by_role("button", name="Make the file").click(timeout=120_000)
    content = Path(download.value.path()).read_bytes()
    return " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(content)).pages)


def test_log_in_import_answer_write_export(page, run_tasks):
    log_in(page)
    import_the_word_file(page, run_tasks)
    answer_a_choice(page)
    write_with_a_reference(page)

    text = " ".join(pdf(page).split())

    assert "Anousheh Karvar" in text
    assert "Le guide de ressources relève de l’objectif 1.2.C." in text
