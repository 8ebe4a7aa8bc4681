"""The whole way of a report, from the invitation of a contributor to its correction, walked by all whose turn it is.

Each of them has a browser of their own. At each step stands what they see: who must act next, and what blocks.
"""

import re
from itertools import groupby
from urllib.parse import urlsplit

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from reports.models import Report, Signature
from reports.signoff.snapshots import verify
from tests.browser.writing import PASSWORD, answers, expect_saved, write
from tests.codes import code
from tests.reports.way import Way

pytestmark = pytest.mark.django_db(transaction=True)
REPORT = "/en/reports/FRA/2023/"
STAGE, REVIEW, PEOPLE = f"{REPORT}stage/", f"{REPORT}review/", "/en/people/FRA/"
OBSERVATION = "Les chiffres de 2023 manquent."
REASON = "The figures of 2023 are missing, as the second group says."
LINK = re.compile(r"https://report\.example\.org(/\S+)")

# What the journal of the report says in the end, the first act first; what one person does several times in a row
# stands once.
JOURNAL = """
The system added a next step to FRA 2023
Ana Roux assigned a part of FRA 2023
Luc Petit saved an answer of FRA 2023
Ana Roux sent FRA 2023 to the forum, on behalf of France from “draft” to “with the forum”
Chair 1 answered for a working group to FRA 2023
Chair 2 answered for a working group to FRA 2023
Ana Roux proposed FRA 2023 for signature, on behalf of France from “with the forum” to “awaiting signature”
The signatory returned FRA 2023 without signing, on behalf of France from “awaiting signature” to “draft”
Ana Roux saved an answer of FRA 2023
Ana Roux sent FRA 2023 to the forum, on behalf of France from “draft” to “with the forum”
Chair 1 answered for a working group to FRA 2023
Chair 2 answered for a working group to FRA 2023
Ana Roux proposed FRA 2023 for signature, on behalf of France from “with the forum” to “awaiting signature”
The signatory signed and submitted FRA 2023, on behalf of France from “awaiting signature” to “submitted”
The secretariat editor accepted FRA 2023 from “submitted” to “accepted”
Ana Roux opened a corrected version of FRA 2023 v2, on behalf of France from “accepted” to “draft”
Ana Roux saved an answer of FRA 2023 v2
"""


@pytest.fixture
def way(transactional_db) -> Way:
    """France's report, in which one required answer is missing."""
    way = Way()
    way.report.answers.get(slot__question="key_results").delete()
    way.focal_point.name = "Ana Roux"
    way.focal_point.save(update_fields=["name"])
    return way


def test_from_the_invitation_to_the_correction(way, page_for, axe, run_tasks, expected_in_console):
    focal_point, first, second = (page_for(person) for person in (way.focal_point, *way.chairs))

    # Somebody is missing, and an answer.
    focal_point.goto(STAGE)
    expect(turn(focal_point)).to_have_text("Your turn.")
    expect(blocking(focal_point)).to_have_count(1)
    axe(focal_point)
    invite(focal_point)
    run_tasks()
    luc = page_for(None)
    accept(luc, expected_in_console)
    hand_out(focal_point)
    luc.goto("/en/")
    luc.get_by_role("link", name="Continue writing").click()
    luc.goto(f"{REPORT}sections/overall/?write=en")
    write(luc, "key_results", "Thirty inspectors were trained.")
    expect_saved(luc, "key_results")

    # The forum: one group endorses, the other observes.
    send_to_forum(focal_point)
    expect(turn(focal_point)).to_have_text("Waiting for: Chair 1 (working group chair), Chair 2 (working group chair)")
    axe(focal_point)
    first.goto("/en/")
    expect(first.get_by_text("Your working group’s response to the report is awaited")).to_be_visible()
    first.get_by_role("link", name="Give the group’s response").click()
    axe(first)
    endorse(first)
    expect(turn(first)).to_have_text("Waiting for: Chair 2 (working group chair)")
    second.goto(REVIEW)
    second.get_by_label("The group attaches an observation").check()
    second.get_by_label("Français").fill(OBSERVATION)
    second.get_by_role("button", name="Submit the group’s response").click()
    expect(second.get_by_text(OBSERVATION)).to_be_visible()
    axe(second)
    propose(focal_point)
    expect(focal_point.get_by_text(OBSERVATION)).to_be_visible()

    # The signatory returns it, and the focal point corrects it.
    signatory = page_for(way.signatory)
    signatory.goto(STAGE)
    signatory.get_by_text("Return without signing").first.click()
    signatory.get_by_label("Reason").fill(REASON)
    signatory.get_by_role("button", name="Return without signing").click()
    expect(signatory.get_by_text("The report has been returned to the focal point.")).to_be_visible()
    expect(turn(signatory)).to_contain_text("Waiting for: Ana Roux")
    focal_point.goto(STAGE)
    expect(focal_point.get_by_text(REASON)).to_be_visible()
    rewrite(focal_point, " There were 25 in 2022.")

    # The changed text goes to the forum anew, and to the signature.
    send_to_forum(focal_point)
    first.goto(f"{REPORT}versions/1/")
    expect(first.get_by_text("Thirty inspectors were trained. There were 25 in 2022.")).to_be_visible()
    for chair in (first, second):
        chair.goto(REVIEW)
        endorse(chair)
    propose(focal_point)
    sign(signatory, axe)
    expect(turn(signatory)).to_have_text("Waiting for: The secretariat editor (secretariat editor)")
    signature = Signature.objects.get()
    assert (signature.user, signature.method) == (way.signatory, "totp")
    assert bool(verify(signature.snapshot, Report.objects.get()))

    secretariat = page_for(way.secretariat)
    secretariat.goto(STAGE)
    expect(turn(secretariat)).to_contain_text("Your turn.")
    secretariat.get_by_role("button", name="Accept").click()
    expect(secretariat.get_by_text("The report is accepted.").first).to_be_visible()
    expect(turn(secretariat)).to_have_text("Accepted. No action needed.")
    axe(secretariat)

    # A correction, with what it changes, and all that was done.
    focal_point.goto(STAGE)
    focal_point.get_by_text("Correct in a new version").first.click()
    focal_point.get_by_label("Reason").fill("One inspector was counted twice.")
    focal_point.get_by_role("button", name="Correct in a new version").click()
    expect(focal_point.get_by_text("A new version is open.")).to_be_visible()
    rewrite(focal_point, " One was counted twice.")
    focal_point.goto(STAGE)
    focal_point.get_by_role("link", name="What the correction changes").click()
    expect(focal_point.locator("ins").last).to_have_text(" One was counted twice.")
    answers(Report.objects.get(version=2))  # puts what was written into its row, as is done soon anyway
    focal_point.goto(f"{REPORT}journal/")
    assert told(focal_point) == JOURNAL.strip().splitlines()
    assert list(Report.objects.order_by("version").values_list("version", "stage")) == [(1, "published"), (2, "draft")]


def turn(page: Page):
    """Who must act next."""
    return page.locator(".report-turn")


def blocking(page: Page):
    return page.get_by_role("region", name="What blocks the signature").get_by_role("listitem")


def invite(page: Page) -> None:
    """Luc Petit, to contribute in the first working group."""
    page.goto(f"{PEOPLE}invite/")
    page.get_by_label("E-mail address").fill("luc@example.org")
    page.locator("#id_name").fill("Luc Petit")
    page.locator("#id_language").select_option("en")
    page.get_by_role("radio", name="Contributor").check()
    page.locator("#id_working_group").select_option("Group 1")
    page.get_by_role("button", name="Check the invitation").click()
    expect(page.get_by_text("Nothing has been sent yet.")).to_be_visible()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("The invitation is on its way to luc@example.org.")).to_be_visible()


def accept(page: Page, expected_in_console: list[str]) -> None:
    """Open the link of the mail, choose a password, and be at home."""
    [message] = mail.outbox
    assert message.to == ["luc@example.org"]
    page.goto(urlsplit(LINK.search(message.body)[0]).path)
    lead = "Ana Roux invites you to take the role “contributor” for France."
    expect(page.locator(".lead")).to_have_text(lead)
    for again in ("something else", PASSWORD):
        page.locator("#id_password").fill(PASSWORD)
        page.get_by_label("The same password again").fill(again)
        page.get_by_role("button", name="Make the account and accept").click()
        if again != PASSWORD:
            expect(page.get_by_role("alert")).to_be_focused()
    page.wait_for_url("**/en/")
    expect(page.get_by_role("heading", name="You have nothing to do right now")).to_be_visible()


def hand_out(page: Page) -> None:
    page.goto(f"{REPORT}board/")
    row = page.get_by_role("region", name="The past 12 months as a whole")
    row.get_by_text("Assign –").first.click()
    row.get_by_label("Who").select_option("Luc Petit")
    row.get_by_role("button", name="Assign").click()
    expect(row).to_contain_text("Luc Petit – the whole part")


def send_to_forum(page: Page) -> None:
    page.goto(STAGE)
    expect(blocking(page)).to_have_count(0)
    page.get_by_role("button", name="Send to the forum").click()
    expect(page.get_by_text("The report is with the forum.")).to_be_visible()


def endorse(page: Page) -> None:
    page.get_by_label("The group endorses the report").check()
    page.get_by_role("button", name="Submit the group’s response").click()
    expect(page.get_by_text("The group’s answer is kept.")).to_be_visible()


def propose(page: Page) -> None:
    page.goto(STAGE)
    expect(turn(page)).to_contain_text("Your turn.")
    page.get_by_role("button", name="Propose for signature").click()
    expect(page.get_by_text("The report is with the signatory")).to_be_visible()
    expect(turn(page)).to_have_text("Waiting for: The signatory (signatory)")


def rewrite(page: Page, words: str) -> None:
    page.goto(f"{REPORT}sections/overall/?write=en")
    write(page, "key_results", words)
    expect_saved(page, "key_results")


def sign(page: Page, axe) -> None:
    """Look at what is signed, show the second factor, confirm the statement, sign."""
    page.goto("/en/")
    page.get_by_role("link", name="Check and sign").click()
    expect(page.get_by_text("Nothing blocks the signature")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Confirm my identity").click()
    page.get_by_label("Code").fill(code())
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url("**/sign/")
    page.get_by_label("I have looked at the report").check()
    axe(page)
    page.get_by_role("button", name="Sign and submit").click()
    expect(page.get_by_text("The report is signed and submitted.")).to_be_visible()


def told(page: Page) -> list[str]:
    """The sentences of the journal, the first act first; what is said twice in a row once."""
    lines = page.locator(".journal-list > li")
    sentences = lines.evaluate_all("""all => all.map(line => {
        line.querySelectorAll(".desk-note").forEach(note => note.remove());
        return line.textContent.trim().replace(/\\s+/g, " ");
    })""")
    return [sentence for sentence, _again in groupby(reversed(sentences))]
