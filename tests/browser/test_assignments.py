"""Handing out a part and writing it, in the browser: the focal point assigns, the contributor finds and writes it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from bilingual.text import Text
from coediting import locking
from forum.roles import Role
from reports.models import AnswerText, Assignment
from tests.browser.writing import PASSWORD, answers, editor, expect_saved, french_report, question, write
from tests.factories.forum import UserFactory, WorkingGroupFactory
from tests.factories.reports import AnswerFactory, AssignmentFactory, text

pytestmark = pytest.mark.django_db
BOARD = "/en/reports/FRA/2023/board/"


@pytest.fixture
def report():
    return french_report()


@pytest.fixture
def contributor(report):
    return UserFactory(
        holds=(Role.CONTRIBUTOR, report.country), name="Contributor", email="writer@example.org", password=PASSWORD
    )


def log_in(page, user):
    page.goto("/en/login/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def test_a_contributor_sees_what_waits_writes_it_and_cannot_write_another(page_for, report, contributor):
    AssignmentFactory(
        report=report, question="key_results", user=contributor, due_on=timezone.localdate() + timedelta(days=5)
    )
    AnswerFactory(report=report, question="lessons", language="fr", value=text("Learnt by others"))
    page = page_for()
    log_in(page, contributor)

    expect(page.get_by_text("due on")).to_be_visible()
    page.get_by_role("link", name="Begin to write").click()
    write(page, "key_results", "Thirty inspectors were trained.")
    expect_saved(page, "key_results")

    assert answers(report)["key_results", "fr"] == "Thirty inspectors were trained."
    expect(question(page, "lessons")).to_contain_text("This is not assigned to you or to your working group.")
    expect(question(page, "lessons")).to_contain_text("Learnt by others")
    expect(editor(page, "lessons")).to_have_count(1)  # that of a proposal, which leaves the answer as it is
    expect(question(page, "lessons").locator("[data-suggestion]")).to_contain_text("Who writes this answer decides")

    page.goto("/en/")
    page.get_by_role("link", name="Mark as done").click()
    page.get_by_role("button", name="Mark as done").click()
    expect(page.get_by_role("heading", name="You have nothing to do right now")).to_be_visible()
    assert Assignment.objects.get().done_by == contributor


@pytest.mark.long
def test_what_ends_while_one_writes_stays_on_the_page(page_for, report, contributor):
    AssignmentFactory(report=report, question="key_results", user=contributor)
    page = page_for(contributor)
    page.goto("/en/reports/FRA/2023/sections/overall/?write=en")
    write(page, "key_results", "Written in time")
    expect_saved(page, "key_results")
    Assignment.objects.update(ended_at=timezone.now())
    locking.rights_changed([AnswerText.objects.get().document_id])

    expect(editor(page, "key_results")).to_have_attribute("contenteditable", "false")
    expect(question(page, "key_results").locator(".editor-state")).to_contain_text("This is not assigned to you")
    expect(editor(page, "key_results")).to_have_text("Written in time")
    assert answers(report) == {("key_results", "en"): "Written in time"}


@pytest.mark.long
@pytest.mark.parametrize("script", [True, False])
def test_the_focal_point_hands_out_a_part_with_and_without_script(page_for, report, contributor, script):
    page = page_for(UserFactory(focal_point_of=report.country), java_script_enabled=script)
    page.goto(BOARD)
    row = page.get_by_role("region", name="The past 12 months as a whole")
    row.get_by_text("Assign –").first.click()
    row.get_by_label("Who").select_option("Contributor")
    row.get_by_label("Due on").fill("2023-07-01")
    row.get_by_role("button", name="Assign").click()

    expect(page.get_by_text("The part is assigned")).to_be_visible()
    expect(row).to_contain_text("Contributor – the whole part")
    assert Assignment.objects.get().user == contributor


def test_the_pages_are_accessible_and_fit_a_phone(page_for, report, contributor, axe_everywhere):
    group = WorkingGroupFactory(country=report.country, name=Text.of(en="Social partners", fr="Partenaires sociaux"))
    today = timezone.localdate()
    late = AssignmentFactory(report=report, user=contributor, due_on=today - timedelta(days=2), note="For the minister")
    strand = report.occurrences.get(item__code="1")
    AssignmentFactory(
        report=report,
        section="progress",
        question="progress",
        occurrence=strand,
        item=report.roadmap.items.get(code="1.1"),
        group=group,
        user=None,
    )
    AssignmentFactory(report=report, user=contributor, section="national", done_at=timezone.now(), done_by=contributor)
    focal_point = UserFactory(focal_point_of=report.country)
    pages = {contributor: ["/en/", BOARD, "/en/reports/FRA/2023/sections/national/"]}
    pages |= {focal_point: [BOARD, f"{BOARD}{late.pk}/"]}
    for user, addresses in pages.items():
        page = page_for(user)
        for address in addresses:
            page.goto(address)
            for fold in page.locator("details.fold > summary").all():
                fold.click()
            axe_everywhere(page)
