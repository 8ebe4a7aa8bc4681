"""A part in Word in the browser: out, changed, in, looked at, proposed."""

import re

import pytest
from playwright.sync_api import expect

from forum.roles import Role
from reports.models import Proposal
from richtext.reading import to_text
from tests.factories.forum import MembershipFactory, UserFactory, WorkingGroupFactory
from tests.factories.reports import AnswerFactory, ReportFactory, text
from tests.reports.word import editing

pytestmark = [pytest.mark.django_db(transaction=True)]

PART = "/en/reports/FRA/2023/sections/overall/"


@pytest.fixture
def report():
    report = ReportFactory(country__france=True)
    AnswerFactory(report=report, value=text("Le forum est né en mai.", "Il a cinq groupes."))
    return report


@pytest.fixture
def reviewer(report):
    reviewer = UserFactory(holds=(Role.REVIEWER, report.country))
    for _number in range(2):
        group = WorkingGroupFactory(country=report.country)
        MembershipFactory(user=reviewer, country=report.country, role=Role.CONTRIBUTOR, working_group=group)
    return reviewer


def test_out_changed_in_looked_at_proposed(page_for, axe_everywhere, report, reviewer, tmp_path, run_tasks):
    page = page_for(reviewer)
    page.goto(f"{PART}?write=fr")
    page.get_by_role("link", name="This part in Word").click()
    axe_everywhere(page)
    expect(page.get_by_label("Français")).to_be_checked()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download this part as a Word file").click()
    assert download.value.suggested_filename == "FRA-2023-overall-fr.docx"
    out = tmp_path / "out.docx"
    download.value.save_as(out)

    back = tmp_path / "back.docx"
    back.write_bytes(
        editing.changed(
            out.read_bytes(),
            ("né en mai", "né en juin"),
            ("<w:sectPr>", editing.paragraph("Merci à tous.") + "<w:sectPr>"),
        )
    )
    page.get_by_label("Word file", exact=True).set_input_files(back)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("status")).to_contain_text("Your file is next.")
    run_tasks()
    expect(page).to_have_url(re.compile(r"/word/\d+/$"))
    expect(page.locator(".word-changes ins")).to_have_text("juin")
    expect(page.get_by_label("Propose this")).to_be_checked()
    for fold in page.locator("details:not(.menu)").all():
        fold.evaluate("fold => { fold.open = true }")
    axe_everywhere(page)
    page.get_by_label("Note", exact=True).fill("As decreed.")
    page.get_by_label("Where it goes").select_option("lessons")
    page.get_by_label("for myself").check()
    page.get_by_role("button", name="Propose what is ticked").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("2 answers have a proposal of yours")
    axe_everywhere(page)
    assert [(one.question, one.note, to_text(one.value)) for one in Proposal.objects.order_by("slot__question")] == [
        ("key_results", "As decreed.", "Le forum est né en juin.\n\nIl a cinq groupes."),
        ("lessons", "", "Merci à tous."),
    ]


@pytest.mark.long
def test_a_wrong_file_is_told_at_the_field(page_for, axe_everywhere, expected_in_console, report, reviewer, tmp_path):
    expected_in_console.append("422")
    wrong = tmp_path / "old.doc"
    wrong.write_bytes(b"old")
    page = page_for(reviewer)
    page.goto(f"{PART}word/")
    page.get_by_label("Word file", exact=True).set_input_files(wrong)
    page.get_by_role("button", name="Read the file").click()
    expect(page.locator(".field-problem").first).to_contain_text("old Word versions (.doc)")
    axe_everywhere(page)
