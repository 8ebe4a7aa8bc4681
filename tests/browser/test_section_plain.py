"""Writing without script: one plain form, which keeps what was typed whatever goes wrong."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from reports.models import Answer
from richtext.build import bold, doc, footnote, paragraph
from richtext.build import text as words
from tests.browser.writing import PASSWORD, answers, french_report, open_section, question, writer_of
from tests.factories.reports import AnswerFactory, text

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def report():
    return french_report()


@pytest.fixture
def writer(report):
    return writer_of(report)


@pytest.fixture
def page(writer, page_for):
    return page_for(writer, java_script_enabled=False)


def box(page, name):
    return question(page, name).locator("textarea:not([data-base])")


def is_post(response):
    return response.request.method == "POST"


def save(page):
    with page.expect_response(is_post):
        page.get_by_role("button", name="Save this page").click()


def test_the_page_leads_to_its_plain_version_and_everything_can_be_answered_there(page, report):
    open_section(page, "overall")
    page.wait_for_url("**plain=1")
    question(page, "overall_progress").get_by_label("7").check()
    box(page, "key_results").fill("First.\n\nSecond.")
    question(page, "other_successes").get_by_label("Yes").check()
    save(page)
    expect(page.get_by_text("Everything on this page has been saved.")).to_be_visible()
    box(page, "other_successes_detail").fill("Now it is asked.")
    save(page)
    assert answers(report) == {
        ("overall_progress", ""): 7,
        ("key_results", "en"): "First.\n\nSecond.",
        ("other_successes", ""): "yes",
        ("other_successes_detail", "en"): "Now it is asked.",
    }


@pytest.mark.long
def test_formatting_is_lost_only_where_somebody_typed(page, report):
    document = doc(paragraph(words("Bold", bold), footnote("A note.")), paragraph("Plain."))
    AnswerFactory(report=report, language="en", value=document)
    open_section(page, "overall", query="&plain=1")
    assert box(page, "key_results").input_value() == "Bold [note: A note.]\n\nPlain."
    box(page, "key_results").fill("Bold [note: A note.]\n\nPlain and new.")
    save(page)
    stored = report.answers.get().value
    assert stored == doc(document["content"][0], paragraph("Plain and new."))


@pytest.mark.long
def test_steps_are_put_in_order(page, report):
    open_section(page, "next_steps", query="&plain=1")
    for title in ("First", "Second"):
        page.get_by_role("button", name="next step").last.click()
        page.locator("textarea.line").last.fill(title)
    page.get_by_role("button", name="Move up (next step 2)").click()
    expect(page.locator("textarea.line").first).to_have_value("Second")
    expect(page.locator("textarea.line").last).to_have_value("First")
    page.get_by_role("button", name="Remove (next step 1)").click()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator(".step")).to_have_count(2)


def test_a_conflict_comes_back_with_both_versions(page, report, expected_in_console):
    expected_in_console.append("409")
    AnswerFactory(report=report, language="en", value=text("At first."))
    open_section(page, "overall", query="&plain=1")
    Answer.objects.update(value=text("At first, theirs."), revision=2, changed_by=writer_of(report, name="Deputy"))
    box(page, "key_results").fill("At first, mine.")
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("Not everything could be saved")
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_text("Deputy saved another version")).to_be_in_viewport()
    expect(box(page, "key_results")).to_have_value("At first, mine.")
    page.get_by_role("button", name="Take the other version").click()
    expect(box(page, "key_results")).to_have_value("At first, theirs.")
    assert report.answers.get().revisions.get().value == text("At first, mine.")


@pytest.mark.long
def test_what_was_typed_when_the_session_had_ended_is_sent_after_the_log_in(page, report, writer, expected_in_console):
    expected_in_console.append("401")
    open_section(page, "overall", query="&plain=1")
    box(page, "key_results").fill("Typed for two weeks.")
    Session.objects.all().delete()
    save(page)
    expect(page.get_by_text("Nothing is lost")).to_be_visible()
    page.get_by_label("E-mail address").fill(writer.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("button", name="Send what I had written").click()
    expect(page.get_by_text("Everything on this page has been saved.")).to_be_visible()
    assert answers(report) == {("key_results", "en"): "Typed for two weeks."}


@pytest.mark.long
def test_somebody_else_who_logs_in_does_not_send_it_in_their_name(page, report, expected_in_console):
    expected_in_console += ["401", "403"]
    open_section(page, "overall", query="&plain=1")
    box(page, "key_results").fill("Mine.")
    Session.objects.all().delete()
    save(page)
    page.get_by_label("E-mail address").fill(writer_of(report, name="Deputy").email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("button", name="Send what I had written").click()
    expect(page.get_by_text("opened by somebody else")).to_be_visible()
    expect(page.get_by_text("Mine.")).to_be_visible()
    assert answers(report) == {}
