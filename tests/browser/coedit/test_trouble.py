"""What a writer sees and keeps when something is wrong: no line, no session, no right, an old page."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from coediting import locking
from coediting.models import Document
from tests.browser.coedit.conftest import PASSWORD
from tests.browser.coedit.writer import promised, stored, together
from tests.coediting import owner
from tests.factories.forum import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
NO_LINE = "WebSocket connection to|net::ERR_|Failed to load resource"


class TestWithoutALine:
    @pytest.fixture
    def expected_in_console(self) -> list[str]:
        return [NO_LINE]

    @pytest.mark.long
    def test_it_says_how_many_changes_wait_and_that_they_are_saved_in_the_end(self, document, open_text):
        anna = open_text(document).joined()
        anna.offline().at("end").press("> four")
        expect(anna.state).to_have_text(
            "The server cannot be reached. You can go on writing; it is tried again by itself."
            " 1 change is kept in this browser."
        )
        bar = anna.page.locator("#save-bar > .save-state").first
        expect(bar).to_contain_text("1 change is kept in this browser.", use_inner_text=True)
        expect(anna.page.locator("#heard")).to_contain_text("1 change is kept", use_inner_text=True)
        anna.online().saved()
        expect(anna.state).to_have_text("Saved")
        expect(bar).to_have_text("Everything on this page is saved", use_inner_text=True)
        assert stored(document) == "One two three four"

    @pytest.mark.long
    def test_what_was_typed_without_a_line_outlives_the_page(self, document, open_text):
        anna, ben = open_text(document).joined(), open_text(document).joined()
        anna.offline().at("end").press("> four")
        expect(anna.state).to_contain_text("1 change is kept")
        anna.kept(1)
        anna.leave()
        anna.online()
        ben.at("start").press(">Zero ").saved()
        anna.go().sees("Zero One two three four")
        assert together(anna, ben) == stored(document) == "Zero One two three four"
        anna.kept(0)

    @pytest.mark.long
    def test_what_has_not_arrived_outlives_a_log_out(self, document, open_text):
        """And somebody else who logs in and out in the same browser."""
        anna = open_text(document).joined()
        anna.offline().at("end").press("> four")
        anna.kept(1)
        anna.leave()
        anna.online()
        for person in (UserFactory(password=PASSWORD), anna.user):
            anna.page.goto("/en/")
            anna.page.locator("details.menu summary").first.click()
            anna.page.get_by_role("button", name="Log out").click()
            anna.page.goto("/en/login/")
            anna.page.get_by_label("E-mail address").fill(person.email)
            anna.page.get_by_label("Password").fill(PASSWORD)
            anna.page.get_by_role("button", name="Log in").click()
            anna.page.wait_for_url(re.compile(r"/en/$"))
        anna.kept(1)
        anna.go().sees("One two three four").saved()
        assert stored(document) == "One two three four"
        anna.kept(0)


class TestSession:
    @pytest.fixture
    def expected_in_console(self) -> list[str]:
        return [NO_LINE]

    @pytest.mark.long
    def test_a_session_that_ended_while_there_was_no_line_is_renewed_in_place(self, document, open_text):
        anna, ben = open_text(document).joined(), open_text(document).joined()
        anna.offline().at("end").press("> four")
        Session.objects.exclude(pk=session_key(ben)).delete()
        ben.at("start").press(">Zero ").saved()
        anna.online()
        dialog = anna.page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        expect(anna.state).to_contain_text("Your session has ended")
        dialog.get_by_label("Password").fill(PASSWORD)
        dialog.get_by_role("button", name="Log in").click()
        anna.sees("Zero One two three four")
        assert together(anna, ben) == stored(document) == "Zero One two three four"


def session_key(writer) -> str:
    cookies = writer.page.context.cookies()
    return next(cookie["value"] for cookie in cookies if cookie["name"].endswith("sessionid"))


class TestRights:
    @pytest.mark.long
    def test_a_right_that_is_taken_closes_the_text_within_two_seconds(self, document, open_text):
        anna, ben = open_text(document).joined(), open_text(document).joined()
        owner.give(anna.user, "read", document)
        owner.take(anna.user, "write", document)
        locking.rights_changed([document.pk])
        expect(anna.text).to_have_attribute("contenteditable", "false", timeout=promised(2000))
        expect(anna.state).to_have_text("Your role does not allow it.")
        ben.at("end").press("> four")
        anna.sees("four")
        owner.give(anna.user, "write", document)
        locking.rights_changed([document.pk])
        expect(anna.text).to_have_attribute("contenteditable", "true", timeout=promised(2000))
        anna.at("end").press("> five")
        ben.sees("four five")

    @pytest.mark.long
    def test_a_text_that_is_closed_is_closed_for_all(self, document, open_text):
        anna = open_text(document).joined()
        locking.lock([document.pk])
        expect(anna.text).to_have_attribute("contenteditable", "false", timeout=promised(2000))
        expect(anna.state).to_have_text("This text is closed: nothing can be written in it now.")

    @pytest.mark.long
    def test_whoever_may_not_even_read_any_more_is_told_so(self, document, open_text, expected_in_console):
        anna = open_text(document).joined()
        owner.take(anna.user, "write", document)
        locking.rights_changed([document.pk])
        expect(anna.text).to_have_attribute("contenteditable", "false", timeout=promised(2000))
        anna.says("forbidden")


class TestWordsThatCannotBeSaved:
    @pytest.fixture
    def expected_in_console(self) -> list[str]:
        return [NO_LINE]

    @pytest.mark.long
    @pytest.mark.parametrize("sockets", [True, False], ids=["sockets", "questions"])
    def test_words_typed_without_a_line_are_kept_for_whom_may_no_longer_write(self, document, open_text, sockets):
        anna = open_text(document, sockets=sockets).joined()
        anna.offline().at("end").press("> four words for later")
        locking.lock([document.pk])
        anna.online().says("locked")
        expect(anna.offered).to_have_count(1)
        expect(anna.offered.locator(".notice-title")).to_have_text("Words of yours that could not be saved")
        expect(anna.offered.locator(".kept-text")).to_have_text("four words for later")
        expect(anna.text).to_have_text("One two three")
        assert stored(document) == "One two three"
        anna.go().says("locked")
        expect(anna.offered.locator(".kept-text")).to_have_text("four words for later")
        expect(anna.offered.get_by_role("button", name="Insert again")).to_be_disabled()
        locking.unlock([document.pk])
        anna.saved()
        anna.offered.get_by_role("button", name="Insert again").click()
        anna.sees("four words for later").saved()
        expect(anna.offered).to_have_count(0)
        assert "four words for later" in stored(document)
        anna.go().joined()
        expect(anna.offered).to_have_count(0)


@pytest.mark.long
def test_an_old_page_is_asked_to_reload(document, open_text):
    anna = open_text(document, query="?schema=0").says("schema")
    expect(anna.state).to_have_text("The site has a new version. Reload the page to go on writing.")
    expect(anna.text).to_have_attribute("contenteditable", "false")


class TestBlockedSockets:
    @pytest.mark.long
    def test_a_socket_that_says_nothing_is_given_up(self, document, open_text):
        ben = open_text(document).joined()
        anna = open_text(document, query="?")
        anna.page.route_web_socket("**/*", lambda socket: None)
        anna.go().joined()
        anna.at("end").press("> four")
        ben.sees("four").press(">")
        ben.at("start").press(">Zero ")
        anna.sees("Zero")
        assert together(anna, ben) == stored(document) == "Zero One two three four"


@pytest.mark.long
def test_a_text_that_nobody_wrote_in_is_made_when_somebody_does(server, open_text):
    anna = open_text()
    expect(anna.text).to_have_attribute("contenteditable", "true")
    assert not Document.objects.exists()
    anna.text.click()
    anna.press(">First words").saved()
    assert stored(Document.objects.get()) == "First words"


@pytest.mark.long
def test_a_text_is_made_though_nobody_told_of_the_focus(server, open_text):
    anna = open_text()
    expect(anna.text).to_have_attribute("contenteditable", "true")
    anna.text.evaluate("text => text.editor.commands.insertContent('First words')")
    anna.saved()
    assert stored(Document.objects.get()) == "First words"


def test_leaving_waits_for_what_is_on_its_way(document, open_text):
    anna = open_text(document).joined()
    anna.at("end").press("> four")
    anna.page.get_by_role("link", name="Elsewhere").click()
    anna.page.wait_for_url(re.compile("elsewhere"))
    assert stored(document) == "One two three four"
