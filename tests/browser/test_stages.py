"""The report's way to the signature, walked by those whose turn it is, each in a browser of their own."""

import pytest
from playwright.sync_api import expect

from forum.roles import Role
from reports.freezing import verify
from reports.models import Report, Signature
from reports.stages import Stage
from tests.codes import code
from tests.reports.way import Way

STAGE = "/en/reports/FRA/2023/stage/"
REASON = "Group 2 asks for the figures of 2023."


@pytest.fixture
def way(transactional_db) -> Way:
    return Way()


def test_from_the_draft_over_the_forum_and_back_to_the_signature_and_the_correction(
    way, page_for, axe, expected_in_console
):
    expected_in_console.append("422")  # the button that was pressed without a reason
    writer, unions, ngos = page_for(way.focal_point), page_for(way.chairs[0]), page_for(way.chairs[1])

    writer.goto("/en/reports/FRA/2023/")
    writer.get_by_role("link", name="Where the report stands").click()
    axe(writer)
    writer.get_by_role("button", name="Send to the forum").click()
    expect(writer.get_by_text("The report is with the forum.")).to_be_visible()
    axe(writer)

    unions.goto("/en/")
    expect(unions.get_by_text("It is your turn.")).to_be_visible()
    unions.get_by_role("link", name="Answer for your working group").click()
    axe(unions)
    unions.get_by_label("The group endorses the report").check()
    unions.get_by_role("button", name="Give the group’s answer").click()
    expect(unions.get_by_text("The group’s answer is kept.")).to_be_visible()

    ngos.goto("/en/reports/FRA/2023/review/")
    ngos.get_by_label("The group attaches an observation").check()
    ngos.get_by_label("Français").fill("Les chiffres de 2023 manquent.\n\nNous les demandons.")
    ngos.get_by_role("button", name="Give the group’s answer").click()
    expect(ngos.get_by_text("Nous les demandons.")).to_be_visible()
    axe(ngos)

    writer.goto(STAGE)
    expect(writer.get_by_text("Les chiffres de 2023 manquent.")).to_be_visible()
    writer.get_by_text("Take up changes").first.click()
    writer.get_by_role("button", name="Take up changes").click()
    expect(writer.locator("#error-summary")).to_be_focused()
    axe(writer)
    writer.get_by_label("Reason").fill(REASON)
    writer.get_by_role("button", name="Take up changes").click()
    expect(writer.get_by_text("The report is a draft again.")).to_be_visible()
    expect(writer.get_by_text(REASON)).to_be_visible()

    writer.get_by_role("button", name="Send to the forum").click()
    expect(writer.get_by_text("The report is with the forum.")).to_be_visible()
    ngos.goto("/en/reports/FRA/2023/review/")
    ngos.get_by_label("The group endorses the report").check()
    ngos.get_by_role("button", name="Give the group’s answer").click()
    expect(ngos.get_by_text("The group’s answer is kept.")).to_be_visible()

    writer.goto(STAGE)
    expect(writer.get_by_text("Group 1 has not answered.")).to_be_visible()
    writer.get_by_label("Reason for going on without").fill("Group 1 endorsed the text before, word for word.")
    writer.get_by_role("button", name="Propose for signature").click()
    expect(writer.get_by_text("The report is with the signatory")).to_be_visible()

    signatory = page_for(way.signatory)
    signatory.goto("/en/")
    signatory.get_by_role("link", name="Check and sign").click()
    expect(signatory.get_by_text("Nothing blocks the signature")).to_be_visible()
    axe(signatory)
    signatory.get_by_role("button", name="Show the second factor").click()
    signatory.get_by_label("Code").fill(code())
    signatory.get_by_role("main").get_by_role("button").first.click()
    signatory.wait_for_url("**/sign/")
    signatory.get_by_label("I have looked at the report").check()
    axe(signatory)
    signatory.get_by_role("button", name="Sign and submit").click()
    expect(signatory.get_by_text("The report is signed and submitted.")).to_be_visible()
    signature = Signature.objects.get()
    assert (signature.user, signature.method) == (way.signatory, "totp")
    assert bool(verify(signature.snapshot, Report.objects.get()))

    secretariat = page_for(way.secretariat)
    secretariat.goto(STAGE)
    secretariat.get_by_role("button", name="Publish").click()
    expect(secretariat.get_by_text("The report is published.").first).to_be_visible()
    axe(secretariat)

    writer.goto(STAGE)
    writer.get_by_text("Correct in a new version").first.click()
    writer.get_by_label("Reason").fill(REASON)
    writer.get_by_role("button", name="Correct in a new version").click()
    expect(writer.get_by_text("A new version is open.")).to_be_visible()
    assert list(Report.objects.order_by("version").values_list("version", "stage")) == [(1, "published"), (2, "draft")]


def test_the_page_of_a_published_report_and_of_its_correction(way, page_for, axe):
    way.to(Stage.PUBLISHED)
    way.do("correct", comment=REASON)
    way.report.answers.filter(question="mechanism_useful").update(value="yes")
    page = page_for(way[Role.REVIEWER], width=390, color_scheme="dark")
    page.goto(STAGE)
    axe(page)
    page.get_by_role("link", name="What the correction changes").click()
    axe(page)
    page.get_by_role("link", name="Version 1", exact=True).click()
    expect(page.get_by_role("heading", name="France 2023, version 1")).to_be_visible()
    axe(page)
