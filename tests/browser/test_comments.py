"""Commenting beside the questions: on a passage, by keyboard, while others write; answering, naming, resolving."""

import re

import pytest
from playwright.sync_api import Page, expect

from forum.roles import Role
from notices.models import Notice
from reports.models import Comment, Report, Thread
from reports.stages import Stage
from tests.browser.coedit.writer import FRAME
from tests.browser.writing import expect_saved, french_report, open_section, write, writer_of
from tests.factories.forum import UserFactory
from tests.factories.reports import AnswerFactory, ThreadFactory, text

pytestmark = [pytest.mark.django_db(transaction=True)]
WORDS = "The plan was adopted in May. Two laws were passed in June."
OFFLINE = "ERR_INTERNET_DISCONNECTED"


@pytest.fixture
def report() -> Report:
    report = french_report()
    AnswerFactory(report=report, language="en", value=text(WORDS, "Nobody changes this."))
    return report


@pytest.fixture
def marie(report, page_for) -> Page:
    return opened(page_for(writer_of(report, name="Marie Curie")))


@pytest.fixture
def ada(report):
    return UserFactory(holds=(Role.DEPUTY, report.country), name="Ada Lovelace")


def opened(page: Page) -> Page:
    open_section(page, "overall")
    return page


def select(page: Page, words: str) -> None:
    """Select words in the text and leave the focus there."""
    editor(page).evaluate(
        """(text, words) => {
            let from = -1;
            text.editor.state.doc.descendants((node, pos) => {
                if (node.isText && from < 0 && node.text.includes(words)) from = pos + node.text.indexOf(words);
            });
            if (from < 0) throw new Error("not there: " + words);
            text.editor.chain().focus().setTextSelection({ from, to: from + words.length }).run();
        }""",
        words,
    )
    page.evaluate(FRAME)
    expect(editor(page)).to_be_focused()


def press(page: Page, key: str) -> None:
    """The editor hears a frame later where the cursor went."""
    page.keyboard.press(key)
    page.evaluate(FRAME)


def editor(page: Page):
    return page.locator("#q-key_results .ProseMirror")


def panel(page: Page):
    return page.locator("#comments")


def comment(page: Page, body: str) -> None:
    """Write in the form that has the focus, and send it by keyboard."""
    expect(page.locator("#comments [data-new] textarea")).to_be_focused()
    page.keyboard.type(body)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(panel(page).locator("article", has_text=body)).to_be_focused()


def marked(page: Page) -> str:
    return "".join(page.locator("#q-key_results .passage").all_text_contents())


def test_a_passage_is_commented_by_keyboard_and_keeps_its_words(marie, report, ada, page_for, run_tasks, mailoutbox):
    select(marie, "Two laws")
    marie.keyboard.press("Control+Alt+m")
    comment(marie, "Which ones?")
    expect(marie.locator("#q-key_results .passage")).to_have_text("Two laws")
    expect(marie.locator("#comment-key_results .comment-count")).to_have_text("1 open")
    marie.keyboard.press("Escape")
    expect(editor(marie)).to_be_focused()

    hers = opened(page_for(ada))
    expect(hers.locator("#q-key_results .passage")).to_have_text("Two laws")

    # Both write around it, before, within and after; the second paragraph goes into the first one.
    select(hers, "The plan")
    hers.keyboard.type("A long and detailed plan")
    select(marie, "in June")
    marie.keyboard.type("unanimously in June")
    select(hers, "laws")
    press(hers, "ArrowLeft")
    hers.keyboard.type("new ")
    for page in (hers, marie):
        expect(editor(page)).to_contain_text(
            "A long and detailed plan was adopted in May. Two new laws were passed unanim"
        )
        expect(page.locator("#q-key_results .passage").first).to_be_visible()
        expect_saved(page, "key_results")
        assert marked(page) == "Two new laws"

    # Answered with a name: a mail goes out.
    hers.locator("#comment-key_results").click()
    thread = panel(hers).locator("article")
    thread.locator("summary", has_text="Reply").click()
    thread.locator("textarea").type("Ask @Mar")
    option = panel(hers).get_by_role("option")
    expect(option).to_have_text("Marie Curie")
    hers.keyboard.press("Enter")
    hers.keyboard.type("please")
    expect(thread.locator("textarea")).to_have_value("Ask @Marie Curie please")
    thread.get_by_role("button", name="Send the answer").click()
    expect(thread.locator(".comment-body")).to_have_text(["Which ones?", "Ask @Marie Curie please"])
    run_tasks()
    assert [(mail.to, "Ask @Marie Curie please" in mail.body) for mail in mailoutbox] == [
        ([Notice.objects.get().to.email], True)
    ]

    # The first one, whose panel is open, sees it without doing anything, and resolves.
    talk = panel(marie).locator("article")
    expect(talk.locator(".comment-body")).to_have_text(["Which ones?", "Ask @Marie Curie please"])
    talk.get_by_role("button", name="Resolve").click()
    expect(panel(marie).locator("article:visible")).to_have_count(0)
    expect(marie.locator("#q-key_results .passage")).to_have_count(0)
    assert Thread.objects.get().resolved_by.name == "Marie Curie"


@pytest.mark.long
def test_a_deleted_passage_leaves_its_words_in_the_panel_and_comes_back(marie):
    select(marie, "Two laws")
    marie.keyboard.press("Control+Alt+m")
    comment(marie, "Which ones?")
    lost = panel(marie).locator(".thread-lost")
    expect(lost).to_be_hidden()
    select(marie, "Two laws were passed")
    marie.keyboard.press("Delete")
    expect(lost).to_be_visible()
    expect(panel(marie).locator("article .thread-quote")).to_have_text("Two laws")
    marie.keyboard.press("Control+z")
    expect(lost).to_be_hidden()
    expect(marie.locator("#q-key_results .passage")).to_have_text("Two laws")


@pytest.mark.long
def test_a_passage_that_is_split_off_is_found_by_its_words(marie):
    select(marie, "Two laws")
    marie.keyboard.press("Control+Alt+m")
    comment(marie, "Which ones?")
    anchor = "() => document.querySelector('article').dataset.anchor"
    marie.wait_for_function(anchor)
    before = marie.evaluate(anchor)
    select(marie, "Two laws")
    press(marie, "ArrowLeft")
    marie.keyboard.press("Enter")
    expect(editor(marie).locator("p")).to_have_text(
        [re.compile("in May"), re.compile("^Two laws"), "Nobody changes this."]
    )
    expect(marie.locator("#q-key_results .passage")).to_have_text("Two laws")
    expect_saved(marie, "key_results")
    marie.wait_for_function(f"before => ({anchor})() !== before", arg=before)
    select(marie, "Two")
    marie.keyboard.type("Three")
    expect(marie.locator("#q-key_results .passage")).to_have_text("Three laws")


@pytest.mark.long
def test_the_keys_lead_from_comment_to_comment_and_back(report, page_for):
    first = ThreadFactory(report=report, language="en", quote="Two laws", said="First?")
    second = ThreadFactory(report=report, language="en", quote="Nobody", said="Second?")
    page = opened(page_for(writer_of(report)))
    expect(page.locator("#q-key_results .passage")).to_have_text(["Two laws", "Nobody"])
    editor(page).focus()
    for key, thread in [("F8", first), ("F8", second), ("F8", first), ("Shift+F8", second)]:
        page.keyboard.press(key)
        expect(page.locator(f"#thread-{thread.pk}")).to_be_focused()
    expect(page.locator("#q-key_results .passage-active")).to_have_text("Nobody")
    page.keyboard.press("Escape")
    expect(editor(page)).to_be_focused()
    page.locator("#q-key_results .passage", has_text="Two laws").click()
    expect(page.locator(f"#thread-{first.pk}")).to_have_class(re.compile("is-active"))


@pytest.mark.parametrize("expected_in_console", [[OFFLINE]])
def test_what_is_not_sent_is_kept_and_is_there_once_in_the_end(marie, expected_in_console):
    marie.locator("#comment-key_results").click()
    expect(marie.locator("#comments [data-new] textarea")).to_be_focused()
    marie.context.set_offline(True)
    marie.keyboard.type("A long thought")
    marie.get_by_role("button", name="Post the comment").click()
    expect(marie.locator("#comments [data-new] .comment-trouble")).to_contain_text(
        "What you wrote is kept in this browser"
    )
    marie.context.set_offline(False)
    marie.reload()
    marie.locator("#comment-key_results").click()
    expect(marie.locator("#comments [data-new] textarea")).to_have_value("A long thought")
    marie.get_by_role("button", name="Post the comment").click()
    expect(panel(marie).locator("article", has_text="A long thought")).to_be_focused()
    assert list(Comment.objects.values_list("body", flat=True)) == ["A long thought"]
    kept = marie.evaluate("Object.keys(localStorage).filter(key => key.includes(':comments/')).length")
    assert kept == 0


@pytest.mark.long
def test_who_only_reads_comments_on_words_they_select(report, page_for):
    page = page_for(UserFactory(holds=(Role.SIGNATORY, report.country)))
    page.goto("/en/reports/FRA/2023/sections/overall/?write=en")
    page.evaluate(
        """() => {
            const node = document.querySelector("#q-key_results .reading p").firstChild;
            const at = node.data.indexOf("Two laws");
            getSelection().setBaseAndExtent(node, at, node, at + 8);
        }"""
    )
    page.locator("#comment-key_results").click()
    expect(page.locator("[data-quoted]")).to_have_text("Two laws")
    comment(page, "Which ones?")
    thread = Thread.objects.get()
    assert (thread.quote, thread.before, thread.anchor) == ("Two laws", "The plan was adopted in May. ", None)
    found = page.evaluate("[...CSS.highlights.get('passage-active')].map(range => range.toString())")
    assert found == ["Two laws"]


@pytest.mark.long
def test_a_writer_s_page_ties_the_words_of_a_reader_to_their_place(report, page_for):
    thread = ThreadFactory(report=report, language="en", quote="Two laws")
    page = opened(page_for(writer_of(report)))
    editor(page).focus()
    write(page, "key_results", " And more.")
    expect_saved(page, "key_results")
    select(page, "laws")
    page.wait_for_function("() => document.querySelector('article').dataset.anchor")
    assert Thread.objects.get(pk=thread.pk).anchor is not None


def test_the_panel_is_accessible_and_fits_everywhere(report, page_for, axe_everywhere):
    ThreadFactory(report=report, language="en", quote="Two laws", said="Which ones?\n\nAll of them?")
    ThreadFactory(report=report, question="overall_progress", language="")
    page = opened(page_for(writer_of(report, name="Marie Curie")))
    page.locator("#comment-key_results").click()
    expect(page.locator("#comments [data-new] textarea")).to_be_focused()
    page.keyboard.type("@Mar")
    expect(panel(page).get_by_role("option")).to_have_count(1)
    axe_everywhere(page)


@pytest.mark.long
def test_on_a_telephone_the_panel_is_a_sheet_that_closes_back_to_the_question(report, page_for):
    ThreadFactory(report=report, said="So?")
    page = opened(page_for(writer_of(report), width=390, height=800))
    page.locator("#comment-key_results").click()
    label = page.locator("#label-key_results").bounding_box()
    comment(page, "From the train")
    assert panel(page).bounding_box() == {"x": 0, "y": 256, "width": 390, "height": 544}
    assert 0 <= label["y"] < 256  # the question stands above the sheet
    panel(page).get_by_role("button", name="Close – Comments").click()
    expect(panel(page)).to_be_hidden()
    expect(page.locator("#comment-key_results")).to_be_focused()
    expect(page.locator("#comment-key_results .comment-count")).to_have_text("2 open")


@pytest.mark.long
def test_on_a_telephone_the_passage_stands_above_the_sheet(report, page_for):
    page = opened(page_for(writer_of(report), width=390, height=800))
    select(page, "Two laws")
    page.keyboard.press("Control+Alt+m")
    expect(page.locator("#comments [data-new] textarea")).to_be_focused()
    words = editor(page).get_by_text("Two laws").bounding_box()
    assert 0 <= words["y"] < words["y"] + words["height"] < panel(page).bounding_box()["y"]


@pytest.mark.long
def test_the_pages_without_the_panel_are_accessible_too(report, page_for, axe_everywhere):
    thread = ThreadFactory(report=report, language="en", quote="Two laws")
    user = writer_of(report)
    page = page_for(user)
    for address in ("", "parts/overall/", f"{thread.pk}/"):
        page.goto(f"/en/reports/FRA/2023/comments/{address}")
        axe_everywhere(page)
    Report.objects.update(stage=Stage.SUBMITTED)
    page.goto("/en/reports/FRA/2023/comments/")
    expect(page.get_by_text("its comments are kept to be read")).to_be_visible()


@pytest.mark.long
def test_a_link_from_a_mail_leads_to_the_thread_beside_the_answer(report, page_for):
    thread = ThreadFactory(report=report, language="en", quote="Two laws")
    page = page_for(writer_of(report))
    page.goto(f"/en/reports/FRA/2023/comments/{thread.pk}/")
    page.get_by_role("link", name="Show it beside the answer").click()
    expect(page.locator(f"#comments #thread-{thread.pk}")).to_be_focused()
    expect(page.locator("#q-key_results .passage-active")).to_have_text("Two laws")


@pytest.mark.long
def test_without_script_the_button_leads_to_a_page_with_a_form(report, page_for):
    page = page_for(writer_of(report), java_script_enabled=False)
    page.goto("/en/reports/FRA/2023/sections/overall/?write=en&plain=1")
    page.locator("#comment-key_results").click()
    form = page.locator("#new-key_results")
    form.locator("summary").click()
    form.get_by_label("On these words of the answer (optional)").fill("Two laws")
    form.get_by_label("Your comment").fill("Which ones?")
    form.get_by_role("button", name="Post the comment").click()
    expect(page.locator("article .comment-body")).to_have_text("Which ones?")
    assert Thread.objects.get().after == " were passed in June. Nobody changes this."
