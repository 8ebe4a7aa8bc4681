"""Comparing versions, and what changed since somebody was last here, as a person sees and hears it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from reports.answers import documents
from reports.answers.saving import save_answer
from reports.models import Answer, AnswerRevision, LastVisit
from richtext.build import bold, bullet_list, doc, footnote, paragraph, table
from richtext.build import text as run
from tests.browser.writing import french_report, writer_of
from tests.factories.forum import UserFactory
from tests.factories.reports import AnswerFactory, entry_of, text
from tests.reports.together import write

pytestmark = [pytest.mark.django_db(transaction=True)]
REPORT = "/en/reports/FRA/2023/"
HISTORY = f"{REPORT}answers/key_results/en/"
OLD = doc(
    paragraph("The forum met twice."),
    bullet_list("first", "second"),
    table([["Year", "Number"], ["2022", "200"]]),
    paragraph("Inspectors were trained.", footnote("In two days.")),
    paragraph("A plan"),
)
NEW = doc(
    paragraph("The forum met three times."),
    bullet_list("first", "third"),
    table([["Year", "Number"], ["2023", "300"]]),
    paragraph("Inspectors were trained.", footnote("In three days.")),
    paragraph(run("A plan", bold)),
)


@pytest.fixture
def report():
    return french_report()


@pytest.fixture
def writer(report):
    return writer_of(report, name="Focal point")


@pytest.fixture
def changed(report, writer):
    """Three days ago, and changed by Ada since the focal point was here yesterday."""
    ada = UserFactory(focal_point_of=report.country, name="Ada")
    before = timezone.now() - timedelta(days=3)
    AnswerFactory(report=report, language="en", value=OLD, changed_by=writer, began_at=before, changed_at=before)
    entry = entry_of(report, "key_results")
    save_answer(report=report, entry=entry, language="en", value=NEW, seen=1, by=ada)
    yesterday = timezone.now() - timedelta(days=1)
    LastVisit.objects.create(user=writer, report=report, section="overall", seen_at=yesterday)
    return ada


def test_two_versions_are_chosen_compared_and_one_is_brought_back(page_for, report, writer, changed):
    entry = entry_of(report, "key_results")
    save_answer(report=report, entry=entry, language="en", value=text("Something else."), seen=2, by=writer)
    page = page_for(writer)
    page.goto(HISTORY)
    expect(page.locator("#comparison-title")).to_have_text("Compared: version 2 and version 3 (now)")

    page.locator("#version-1").get_by_label("older").check()
    page.locator("#version-2").get_by_label("newer").check()
    page.get_by_role("button", name="Compare the two").click()

    expect(page.locator("#comparison-title")).to_have_text("Compared: version 1 and version 2")
    expect(page.locator(".compared del").first).to_contain_text("twice")
    expect(page.locator(".compared ins").first).to_contain_text("three times")
    expect(page.locator(".compared .formatting")).to_have_text("Formatting alone has changed: bold")
    page.get_by_role("button", name="Bring version 1 back").click()
    expect(page.get_by_text("The earlier version stands again.")).to_be_visible()
    assert Answer.objects.get().value == OLD
    assert list(AnswerRevision.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


@pytest.mark.long
def test_from_the_report_to_what_changed_and_read(page_for, report, writer, changed):
    page = page_for(writer)
    page.goto(REPORT)
    expect(page.locator(".task-news")).to_contain_text("1 answer changed since you were last here")
    expect(page.locator(".task-news")).to_contain_text("by Ada")

    page.get_by_role("link", name="See what changed").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("What changed since you were last here")
    expect(page.locator(".compared")).to_contain_text("twice")
    page.get_by_role("button", name="Mark as read").click()
    expect(page.get_by_text("Marked as read.")).to_be_visible()
    expect(page.locator(".task-news")).to_have_count(0)


@pytest.mark.long
def test_a_part_that_stood_in_view_is_seen_and_its_news_stay_for_this_visit(page_for, report, writer, changed):
    page = page_for(writer)
    with page.expect_response(f"**{REPORT}seen/") as seen:
        page.goto(f"{REPORT}sections/overall/?write=en")

    assert seen.value.status == 204
    visit = LastVisit.objects.get()
    assert visit.before < visit.seen_at
    page.reload()
    expect(page.locator(".question-news")).to_contain_text("by Ada")
    page.get_by_role("link", name="What changed in the answer to").click()
    expect(page.locator("#comparison")).to_contain_text("Since you were last here")


def test_the_pages_are_accessible(page_for, axe_everywhere, report, writer, changed):
    found = documents.open_text(report=report, entry=entry_of(report, "key_results"), language="en", by=writer)
    write(found, doc(*NEW["content"], paragraph("Added by the focal point.")), by=writer)
    page = page_for(writer)
    for address in (
        REPORT,
        f"{REPORT}sections/overall/?write=en",
        f"{REPORT}since/",
        f"{REPORT}since/?since=week&part=progress",
        f"{HISTORY}?from=visit",
        f"{HISTORY}words/",
    ):
        page.goto(address)
        axe_everywhere(page)


@pytest.mark.long
def test_everything_is_done_without_script(page_for, report, writer, changed):
    page = page_for(writer, width=390, java_script_enabled=False)
    page.goto(HISTORY)
    page.locator("#version-1").get_by_label("older").check()
    page.locator("#version-2").get_by_label("newer").check()
    page.get_by_role("button", name="Compare the two").click()
    expect(page.locator("#comparison-title")).to_have_text("Compared: version 1 and version 2 (now)")

    page.goto(f"{REPORT}since/")
    page.get_by_label("Since").select_option("week")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("1 answer has changed.")).to_be_visible()
    page.goto(f"{REPORT}since/")
    page.get_by_role("button", name="Mark as read").click()
    expect(page.get_by_text("Marked as read.")).to_be_visible()
