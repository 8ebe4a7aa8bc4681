"""Two people in one answer, and two windows of one person: both versions are shown, and neither disappears."""

import pytest
from playwright.sync_api import expect

from tests.browser.writing import (
    Gate,
    answers,
    editor,
    expect_saved,
    french_report,
    heard,
    open_section,
    question,
    words_of,
    write,
    writer_of,
)
from tests.factories.reports import AnswerFactory, text

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def report():
    report = french_report()
    AnswerFactory(report=report, language="en", value=text("We trained 30 people.", "Nobody changes this."))
    return report


@pytest.fixture
def two(report, page_for):
    """The same answer on the pages of two people; the second one wrote last, on top of what they first saw."""
    first, second = page_for(writer_of(report, name="Focal point")), page_for(writer_of(report, name="Deputy"))
    for page in (first, second):
        open_section(page, "overall")
    write(first, "key_results", " Hers.")
    first.keyboard.press("Control+s")
    expect_saved(first, "key_results")
    write(second, "key_results", " His.")
    expect(question(second, "key_results").get_by_text("Focal point saved another version")).to_be_visible()
    return first, second


def kept(report):
    return [words_of(revision.value) for revision in report.answers.get().revisions.order_by("number")]


def test_the_page_shows_what_differs_and_where_the_choice_waits(two):
    _first, page = two
    conflict = question(page, "key_results").locator(".conflict")
    expect(conflict.locator("p.changed")).to_have_text("Nobody changes this. HersHis.")
    expect(conflict.locator("p.same")).to_be_hidden()
    expect(heard(page)).to_contain_text("it waits for your choice", use_inner_text=True)
    conflict.get_by_text("Read both versions whole").click()
    expect(conflict.get_by_text("Nobody changes this. Hers.")).to_be_visible()


def test_while_a_choice_waits_the_rest_is_saved_and_typing_goes_on(two, report):
    _first, page = two
    write(page, "key_results", " More of his.")
    write(page, "lessons", "Something else.")
    expect(question(page, "lessons").locator(".save-state").first).to_contain_text("Saved", use_inner_text=True)
    page.wait_for_timeout(1500)
    expect(question(page, "key_results").locator(".conflict .notice")).to_be_visible()
    page.get_by_role("button", name="Keep mine").click()
    expect_saved(page, "key_results")
    assert answers(report)["key_results", "en"].endswith("Nobody changes this. His. More of his.")


def test_keep_mine(two, report):
    _first, page = two
    page.get_by_role("button", name="Keep mine").click()
    expect_saved(page, "key_results")
    expect(question(page, "key_results").locator(".conflict")).to_be_empty()
    assert page.evaluate("document.activeElement.id") == "label-key_results"
    assert answers(report)["key_results", "en"].endswith("His.")
    assert kept(report)[-1].endswith("Hers.")
    write(page, "key_results", " On.")
    expect_saved(page, "key_results")


def test_take_the_other_version(two, report):
    first, page = two
    page.get_by_role("button", name="Take the other version").click()
    expect(editor(page, "key_results")).to_contain_text("Hers.")
    expect_saved(page, "key_results")
    assert answers(report)["key_results", "en"].endswith("Hers.")
    assert kept(report)[-1].endswith("His.")
    write(page, "key_results", " Both.")
    expect_saved(page, "key_results")
    page.get_by_role("link", name="Earlier versions").click()
    fold = page.locator("details", has_text="Nobody changes this. His.")
    fold.get_by_text("Read this version whole").click()
    expect(fold.get_by_text("Nobody changes this. His.", exact=True)).to_be_visible()
    assert first.get_by_role("button", name="Keep mine").count() == 0


def test_a_third_version_during_the_choice_asks_again(two, report):
    first, page = two
    gate = Gate(page)
    page.get_by_role("button", name="Keep mine").click()
    gate.wait_for(1)
    write(first, "key_results", " Again.")
    expect_saved(first, "key_results")
    gate.open()
    expect(question(page, "key_results").locator(".differences")).to_contain_text("Again")
    page.get_by_role("button", name="Keep mine").click()
    expect_saved(page, "key_results")
    assert answers(report)["key_results", "en"].endswith("His.")


def test_two_choices_at_once(report, page_for):
    pages = [page_for(writer_of(report, name=name)) for name in ("Focal point", "Deputy")]
    for page in pages:
        open_section(page, "overall")
    question(pages[0], "other_successes").get_by_label("Yes").check()
    expect_saved(pages[0], "other_successes")
    question(pages[1], "other_successes").get_by_label("Not applicable").check()
    conflict = question(pages[1], "other_successes").locator(".conflict")
    expect(conflict).to_contain_text("Focal point saved another version")
    expect(conflict.locator(".versions > div")).to_have_text(["The other versionYes", "YoursNot applicable"])
    conflict.get_by_role("button", name="Take the other version").click()
    expect(question(pages[1], "other_successes").get_by_label("Yes")).to_be_checked()


def test_two_windows_of_one_person(report, page_for):
    first = page_for(writer_of(report))
    second = first.context.new_page()
    for page in (first, second):
        open_section(page, "overall")
    write(first, "key_results", " Left.")
    expect_saved(first, "key_results")
    write(second, "key_results", " Right.")
    expect(question(second, "key_results").get_by_text("You saved another version in another window")).to_be_visible()
    second.get_by_role("button", name="Keep mine").click()
    expect_saved(second, "key_results")
    assert answers(report)["key_results", "en"].endswith("Right.")
