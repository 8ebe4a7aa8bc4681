"""Two people in one answer, or two windows of one person: texts are written together, of choices both are shown."""

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
    without_sockets,
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
    """The same answers on the pages of two people."""
    pages = [page_for(writer_of(report, name=name)) for name in ("Focal point", "Deputy")]
    without_sockets(pages[1])
    for page in pages:
        open_section(page, "overall")
    return pages


@pytest.mark.long
def test_two_write_in_one_text_and_both_are_kept(two, report):
    first, second = two
    write(first, "key_results", " Hers.")
    first.keyboard.press("Control+s")
    expect_saved(first, "key_results")
    editor(second, "key_results").click()
    expect(editor(second, "key_results")).to_contain_text("Hers.")
    write(second, "key_results", " His.")
    expect(editor(first, "key_results")).to_contain_text("Nobody changes this. Hers. His.")
    for page in two:
        expect_saved(page, "key_results")
    assert answers(report)["key_results", "en"].endswith("Nobody changes this. Hers. His.")


@pytest.mark.long
def test_an_answer_that_nobody_has_written_yet_becomes_one_text(two, report):
    first, second = two
    write(first, "lessons", "Hers.")
    expect_saved(first, "lessons")
    write(second, "lessons", " His.")
    expect(editor(first, "lessons")).to_contain_text("His.")
    expect(editor(second, "lessons")).to_contain_text("Hers.")
    expect_saved(second, "lessons")
    assert sorted(answers(report)["lessons", "en"].split()) == ["Hers.", "His."]


def conflict_between(pages):
    """The first says yes, the second, who has not heard of it, something else on top of what was there before."""
    pages[1].route("**/live/**", lambda route: route.fulfill(status=204))
    question(pages[0], "other_successes").get_by_label("Yes").check()
    expect_saved(pages[0], "other_successes")
    question(pages[1], "other_successes").get_by_label("Not applicable").check()
    return question(pages[1], "other_successes").locator(".conflict")


@pytest.mark.long
def test_two_choices_at_once(two):
    conflict = conflict_between(two)
    expect(conflict).to_contain_text("Focal point saved another version")
    expect(conflict.locator(".versions > div")).to_have_text(["The other version Yes", "Yours Not applicable"])
    conflict.get_by_role("button", name="Take the other version").click()
    expect(question(two[1], "other_successes").get_by_label("Yes")).to_be_checked()


def test_keep_mine(two, report):
    page = two[1]
    conflict = conflict_between(two)
    expect(heard(page)).to_contain_text("it waits for your choice", use_inner_text=True)
    write(page, "lessons", "Something else.")
    conflict.get_by_role("button", name="Keep mine").click()
    expect(conflict).to_be_empty()
    expect_saved(page, "other_successes")
    expect(page.locator("#label-other_successes")).to_be_focused()
    assert answers(report)["other_successes", ""] == "not_applicable"


@pytest.mark.long
def test_a_third_version_during_the_choice_asks_again(two, report):
    first, page = two
    conflict = conflict_between(two)
    gate = Gate(page)
    conflict.get_by_role("button", name="Keep mine").click()
    gate.wait_for(1)
    question(first, "other_successes").get_by_label("No", exact=True).check()
    expect_saved(first, "other_successes")
    gate.open()
    expect(conflict.locator(".versions > div").first).to_have_text("The other version No")
    conflict.get_by_role("button", name="Keep mine").click()
    expect_saved(page, "other_successes")
    assert answers(report)["other_successes", ""] == "not_applicable"


def test_two_windows_of_one_person(report, page_for):
    first = page_for(writer_of(report))
    second = first.context.new_page()
    for page in (first, second):
        open_section(page, "overall")
    write(first, "key_results", " Left.")
    expect_saved(first, "key_results")
    editor(second, "key_results").click()
    expect(editor(second, "key_results")).to_contain_text("Left.")
    write(second, "key_results", " Right.")
    for page in (first, second):
        expect_saved(page, "key_results")
    assert answers(report)["key_results", "en"].endswith("Left. Right.")
