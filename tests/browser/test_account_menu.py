import pytest

from tests.factories.forum import UserFactory

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_the_account_menu_closes_with_escape_and_gives_the_focus_back(page_for):
    page = page_for(UserFactory(name="Somebody"), width=390)
    page.goto("/en/password/")
    page.locator("summary", has_text="Account").click()
    assert page.get_by_role("button", name="Log out").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("button", name="Log out").is_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.long
def test_a_click_elsewhere_closes_the_account_menu(page_for):
    page = page_for(UserFactory(name="Somebody"))
    page.goto("/en/password/")
    page.locator("summary", has_text="Somebody").click()
    page.locator("h1").click()
    assert page.get_by_role("button", name="Log out").is_hidden()


@pytest.mark.long
def test_log_out_is_two_clicks_away_without_script(page_for):
    page = page_for(UserFactory(name="Somebody"), java_script_enabled=False)
    page.goto("/en/password/")
    page.locator("summary", has_text="Somebody").click()
    page.get_by_role("button", name="Log out").click()
    assert page.url.endswith("/en/login/")
