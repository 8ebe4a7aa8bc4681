"""The secretariat's desk in the browser: on paper and on a telephone, by keyboard, with and without a script."""

import re
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from forum.roles import Role
from journal.record import record
from notices.models import Notice
from publications.bulk import running
from publications.bulk.acts import start
from publications.models import BulkExport
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import AnswerFactory, CampaignFactory, ReportFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reports():
    """France, begun; Chile, not begun, with an earlier year; each with its focal point."""
    france = ReportFactory(country=CountryFactory(france=True))
    AnswerFactory(report=france, changed_by=UserFactory(name="Ministère du Travail, du Plein emploi et de l’Insertion"))
    UserFactory(name="Ada Lovelace", focal_point_of=france.country, language="fr")
    chile = ReportFactory(country=CountryFactory(chile=True))
    UserFactory(name="Gabriela Mistral", focal_point_of=chile.country)
    CampaignFactory(year=2022)
    return [france, chile]


@pytest.fixture
def editor(db):
    return UserFactory(secretariat=True, name="Editor")


def work(job):
    """The worker does one task."""
    running.make_next_file.call(job.pk)


def test_the_pages_of_the_desk_are_accessible(page_for, axe_everywhere, editor, reports):
    job = start(reports=reports, languages=["en", "fr"], formats=["json"], by=editor)
    page = page_for(editor)
    chosen = "&".join(f"report={one.pk}" for one in reports)
    job_page = f"exports/{job.pk}/"
    for path in [
        "",
        "?words=nowhere",
        "?year=2022",
        "accepted/",
        "never-logged-in/",
        "campaign/",
        f"reminders/?{chosen}",
        f"exports/new/?{chosen}",
        "exports/",
        job_page,
    ]:
        page.goto(f"/en/desk/{path}")
        axe_everywhere(page)
    for _each in range(5):
        work(job)
    page.goto(f"/fr/desk/{job_page}")
    axe_everywhere(page)


def test_a_country_is_added_and_the_filters_of_the_desk_come_back(page_for, axe_everywhere, reports):
    page = page_for(UserFactory(holds=(Role.ADMINISTRATOR,)))
    page.goto("/en/desk/")
    page.get_by_label("Status").select_option("late")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Countries").click()
    axe_everywhere(page)
    page.get_by_role("link", name="Add a country").click()
    axe_everywhere(page)
    page.get_by_label("ISO code").fill("per")
    page.get_by_role("textbox", name="English").fill("Peru")
    page.get_by_label("Usual language").select_option("es")
    page.get_by_label("Time zone").select_option("America/Lima")
    page.get_by_label("E-mail address of the first").fill("ada@example.org")
    page.get_by_label("Name of the first").fill("Ada")
    page.get_by_role("button", name="Add the country").click()
    expect(page.get_by_text("The invitation is on its way to ada@example.org.")).to_be_visible()
    axe_everywhere(page)
    page.get_by_role("link", name="Import its roadmap").click()
    expect(page.get_by_role("heading", name="Import a roadmap")).to_be_visible()
    page.get_by_role("navigation").get_by_role("link", name="Desk").click()
    expect(page).to_have_url(re.compile(r"/en/desk/\?year=\d{4}&status=late$"))


@pytest.mark.long
def test_the_journals_are_accessible(page_for, axe_everywhere, editor, reports):
    france = reports[0]
    record("report.opened", by=editor, target=france, country="FRA", on_behalf_of="France")
    record("answer.saved", by=editor, target=france, country="FRA", question="key_results", occurrence=None)
    page = page_for(editor)
    for path in ["reports/FRA/2023/journal/", "journal/FRA/", "journal/FRA/?after=2020-01-01&before=x"]:
        page.goto(f"/en/{path}")
        axe_everywhere(page)


@pytest.mark.long
def test_a_row_reads_on_a_telephone(page_for, editor, reports):
    page = page_for(editor, width=390)
    page.goto("/en/desk/?words=france&year=2023")
    row = page.locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row.get_by_role("link", name="France")).to_be_visible()
    for words in ["Answered", "1 of 21", "Last change", "Who must act", "Ada Lovelace", "Late"]:
        expect(row.get_by_text(words, exact=True).first).to_be_visible()


def test_reports_are_chosen_exported_watched_and_fetched(page_for, editor, reports, tmp_path):
    page = page_for(editor)
    page.goto("/en/")
    page.get_by_role("link", name="Open the desk").click()
    page.get_by_label("France 2023").check()
    page.get_by_label("Chile 2023").check()
    page.get_by_role("button", name="Export the chosen reports").click()
    page.get_by_label("PDF").uncheck()
    page.get_by_label("Data for programs").check()
    page.get_by_role("button", name="Make the files").click()
    expect(page.get_by_text("0 of 2 files made")).to_be_visible()
    job = BulkExport.objects.get()
    work(job)
    expect(page.get_by_text("1 of 2 files made")).to_be_visible()
    work(job)
    work(job)
    with page.expect_download() as given:
        page.get_by_role("link", name="Download the ZIP file").click()
    with ZipFile(given.value.path()) as archive:
        assert archive.namelist() == ["index.txt", "CHL-2023-en.json", "FRA-2023-en.json"]


@pytest.mark.long
def test_an_export_is_cancelled_while_it_runs(page_for, editor, reports):
    job = start(reports=reports, languages=["en"], formats=["json"], by=editor)
    work(job)
    page = page_for(editor)
    page.goto(f"/en/desk/exports/{job.pk}/")
    expect(page.get_by_text("1 of 2 files made")).to_be_visible()
    page.get_by_role("button", name="Cancel the export").focus()
    for _time in range(2):  # the part that changes has come again, and the focus has not moved
        with page.expect_response(f"**/desk/exports/{job.pk}/"):
            pass
    expect(page.get_by_role("button", name="Cancel the export")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The export is cancelled.")).to_be_visible()
    work(job)
    job.refresh_from_db()
    assert (job.state, job.tried) == (BulkExport.State.CANCELLED, 1)
    expect(page.get_by_role("button", name="Cancel the export")).to_have_count(0)


@pytest.mark.long
def test_it_is_watched_without_a_script(page_for, editor, reports):
    job = start(reports=reports[:1], languages=["en"], formats=["json"], by=editor)
    page = page_for(editor, java_script_enabled=False)
    page.goto(f"/en/desk/exports/{job.pk}/")
    for _each in range(2):
        work(job)
    page.get_by_role("link", name="Refresh").click()
    expect(page.get_by_role("link", name="Download the ZIP file")).to_be_visible()


@pytest.mark.long
def test_who_is_late_is_reminded_after_a_look_at_the_mails(page_for, editor, reports):
    page = page_for(editor)
    page.goto("/en/desk/?status=late")
    page.get_by_role("link", name="Choose all on this page").click()
    page.get_by_role("button", name="Remind those who are late").click()
    page.locator("summary", has_text="Ada Lovelace").click()
    expect(page.get_by_text("Ada Lovelace,", exact=False).last).to_be_visible()
    page.get_by_role("button", name="Send 2 mails").click()
    expect(page.get_by_text("2 mails are on their way.")).to_be_visible()
    assert sorted(Notice.objects.values_list("language", flat=True)) == ["en", "fr"]


@pytest.mark.long
def test_a_viewer_is_offered_no_act_that_is_refused(page_for, reports):
    page = page_for(UserFactory(holds=(Role.SECRETARIAT_VIEWER,)))
    page.goto("/en/desk/")
    expect(page.get_by_role("button", name="Export the chosen reports")).to_be_visible()
    expect(page.get_by_role("button", name="Remind those who are late")).to_have_count(0)
    expect(page.get_by_role("link", name="Open a campaign")).to_have_count(0)
