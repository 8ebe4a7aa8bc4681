"""Notices in the browser: the pages on paper and on a telephone, and choosing what comes by mail."""

import pytest
from playwright.sync_api import expect

from notices.models import ShownMail
from notices.preferences import choices_of, stop_token
from tests.factories.forum import UserFactory
from tests.notices.samples import assign, only_samples

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reader(settings, monkeypatch, db):
    only_samples(settings, monkeypatch)
    settings.DEMONSTRATION = True
    reader = UserFactory(name="Ana")
    for number in range(21):
        assign(reader, section=f"Section {number}")
    address = "http://127.0.0.1:8000/fr/invitations/" + "x" * 120
    ShownMail.objects.create(message_id="<1@x>", to=reader.email, subject="An invitation", text=f"Go to\n{address}\n")
    return reader


def test_the_pages_are_accessible(page_for, axe_everywhere, reader):
    page = page_for(reader)
    stop = f"stop/{stop_token(reader.pk, 'samples.assigned')}/"
    for path in ["", "?page=2", "settings/", "outbox/", stop]:
        page.goto(f"/en/notices/{path}")
        axe_everywhere(page)


@pytest.mark.long
def test_what_comes_by_mail_is_chosen(page_for, reader):
    page = page_for(reader)
    page.goto("/en/")
    page.locator("summary", has_text="Ana").click()
    page.get_by_role("link", name="Notifications").click()
    page.get_by_role("link", name="Choose which notices come by e-mail").click()
    page.get_by_label("Something to write").select_option("By e-mail, once a day with the others")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your choice has been saved.")).to_be_visible()
    assert choices_of(reader) == {"samples.assigned": "digest"}


@pytest.mark.long
def test_mails_are_stopped_with_one_button_and_no_log_in(page_for, reader):
    page = page_for(None, java_script_enabled=False)
    page.goto(f"/en/notices/stop/{stop_token(reader.pk, 'samples.assigned')}/")
    page.get_by_role("button", name="Stop these mails").click()
    expect(page.get_by_role("heading", name="No more mails of this kind will come")).to_be_visible()
    assert choices_of(reader) == {"samples.assigned": "page"}
