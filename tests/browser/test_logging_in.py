"""Logging in with a code, with a passkey, and again from a page that waits with text that is not saved."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests import oidc
from tests.browser.writing import answers, expect_saved, french_report, open_section, write
from tests.codes import code
from tests.factories.forum import UserFactory

pytestmark = [pytest.mark.django_db(transaction=True)]
PASSWORD = "correct horse battery"


@pytest.fixture
def person():
    return UserFactory(email="person@example.org", password=PASSWORD, secretariat=True, second_factor=False)


@pytest.fixture
def named(live_server):
    """Passkeys belong to a name; a browser gives none to an address in figures."""
    return live_server.url.replace("127.0.0.1", "localhost")


def first_step(page, user):
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def security_key(page):
    """A key in the browser that is touched at once, as a person would."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"automaticPresenceSimulation": True}})


def send_forged_passkey(page):
    """What no browser makes."""
    script = 'field => { field.value = \'{"id": "x"}\'; field.form.submit() }'
    page.locator("[name=credential]").evaluate(script)


def test_somebody_of_the_alliance_sets_up_codes_and_logs_in_with_them(person, page_for):
    page = page_for()
    page.goto("/en/reports/")
    first_step(page, person)
    expect(page.get_by_role("heading", name="Your role asks for a second factor")).to_be_visible()
    page.get_by_role("link", name="Set up codes").click()
    secret = page.locator("strong.code").inner_text()
    page.wait_for_load_state()
    assert page.get_by_role("img", name="The key as a picture").evaluate("image => image.naturalWidth") > 100
    page.get_by_label("Code").fill(code(secret))
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_text("Your codes are set up.")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("listitem")).to_have_count(10)
    spare = page.get_by_role("main").get_by_role("listitem").first.inner_text()
    page.get_by_role("link", name="I have kept them; go on").click()
    page.wait_for_url("**/en/reports/")

    page.locator("summary", has_text=person.name).click()
    page.get_by_role("button", name="Log out").click()
    first_step(page, person)
    Authenticator.objects.update(last_used_at=None)  # half a minute has gone by: the code of the set-up is used up
    page.get_by_label("Code").fill(code(secret))
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/en/")

    page.locator("summary", has_text=person.name).click()
    page.get_by_role("button", name="Log out").click()
    first_step(page, person)
    page.get_by_label("Code").fill(spare)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/en/")


@pytest.mark.long
def test_somebody_adds_a_passkey_logs_in_with_it_and_confirms_with_it(person, page_for, named, axe):
    page = page_for(base_url=named)
    security_key(page)
    page.goto("/en/account/")
    first_step(page, person)
    page.get_by_role("link", name="Set one up").click()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name of the passkey").fill("Key ring")
    send_forged_passkey(page)
    expect(page.get_by_text("This is not right, or it was used already.").first).to_be_visible()
    page.get_by_label("Name of the passkey").fill("Key ring")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("Your passkey is added.")).to_be_visible()
    assert [one.wrap().name for one in Authenticator.objects.filter(type="webauthn")] == ["Key ring"]

    page.locator("summary", has_text=person.name).click()
    page.get_by_role("button", name="Log out").click()
    first_step(page, person)
    expect(page.get_by_role("button", name="Use a passkey")).to_be_visible()
    expect(page.get_by_text("or one of your recovery codes")).to_be_visible()
    axe(page)
    send_forged_passkey(page)
    expect(page.get_by_text("This is not right, or it was used already.").first).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/en/")

    session = Session.objects.get(session_key={c["name"]: c["value"] for c in page.context.cookies()}["sessionid"])
    assert [record["type"] for record in session.get_decoded()["account_authentication_methods"][1:]] == ["webauthn"]
    page.goto("/en/account/confirm/passkey/?next=/en/account/")
    axe(page)
    send_forged_passkey(page)
    expect(page.get_by_text("This is not right, or it was used already.").first).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/en/account/")
    expect(page.get_by_text("Set up.")).to_be_visible()


@pytest.mark.long
def test_a_browser_without_a_passkey_says_what_is_the_matter(person, page_for):
    page = page_for()  # by an address in figures
    page.goto("/en/account/second-factor/passkeys/add/")
    first_step(page, person)
    page.wait_for_url("**/passkeys/add/")
    page.wait_for_load_state()  # a button without its script does nothing
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("No passkey was used.")).to_be_visible()


@pytest.mark.long
def test_single_sign_on_leads_there_and_back(page_for, settings, expected_in_console):
    person = UserFactory(email="person@example.org", name="Somebody")
    with oidc.running() as provider:
        expected_in_console.append(f"request to another host: {provider.url}/authorize")
        for name, value in oidc.settings_for(provider).items():
            setattr(settings, name, value)
        provider.person = {"sub": "1", "email": person.email, "email_verified": True}
        page = page_for()
        page.goto("/en/password/")
        page.get_by_role("link", name="Log in with Government ID").click()
        page.wait_for_url("**/en/password/")
        expect(page.locator("summary", has_text="Somebody")).to_be_visible()
        assert provider.complaints == []


@pytest.fixture
def writer():
    report = french_report()
    return UserFactory(focal_point_of=report.country, password=PASSWORD, second_factor=True), report


@pytest.mark.long
def test_a_page_that_waits_goes_on_by_itself_after_the_second_step_in_another_window(
    writer, page_for, expected_in_console
):
    user, report = writer
    expected_in_console.append("Failed to load resource")
    page = page_for(user)
    open_section(page, "overall")
    write(page, "key_results", "Typed")
    expect_saved(page, "key_results")
    Session.objects.all().delete()
    write(page, "key_results", " for two weeks.")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Log in and save").click()
    expect(dialog.get_by_text("Your second factor is asked in another window")).to_be_visible()
    with page.context.expect_page() as opened:
        dialog.get_by_role("link", name="Open the second step").click()
    other = opened.value
    other.get_by_label("Code").fill(code())
    other.get_by_role("button", name="Log in").click()
    expect(other.get_by_role("heading", name="You are logged in again")).to_be_visible()
    other.close()

    expect(dialog).to_be_hidden()
    expect_saved(page, "key_results")
    assert answers(report) == {("key_results", "en"): "Typed for two weeks."}


def test_a_page_goes_on_after_a_second_factor_that_the_role_has_begun_to_ask_for(writer, page_for, expected_in_console):
    """What the server says then is shown by tests/forum/account/test_factors.py."""
    expected_in_console.append("Failed to load resource")
    page = page_for(writer[0])
    open_section(page, "overall")
    closed = {"user": None, "token": "", "second_step": False, "set_up": True}
    page.route("**/session/", lambda route: route.fulfill(json=closed))
    page.route("**/texts/**", lambda route: route.fulfill(status=403))
    write(page, "key_results", "Typed meanwhile.")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Your role now asks for a second factor.")).to_be_visible()
    with page.context.expect_page() as opened:
        dialog.get_by_role("link", name="Set up a second factor").click()
    expect(opened.value.get_by_role("heading", name="Second factor", exact=True)).to_be_visible()
    opened.value.close()
    page.unroute_all()

    expect(dialog).to_be_hidden()
    expect_saved(page, "key_results")


PAGES = {
    "login": "/en/login/",
    "account": "/en/account/",
    "second factor": "/en/account/second-factor/",
    "codes": "/en/account/second-factor/codes/",
    "passkey": "/en/account/second-factor/passkeys/add/",
    "logged in again": "/en/login/again/",
}


def test_the_pages_around_the_account_are_accessible(page_for, axe_everywhere, settings):
    settings.DEMONSTRATION = True
    person = UserFactory(email="person@example.org", password=PASSWORD)
    page = page_for()
    page.goto("/en/login/")
    axe_everywhere(page)
    first_step(page, person)
    page.wait_for_url("**/en/")
    for address in list(PAGES.values())[1:]:
        page.goto(address)
        axe_everywhere(page)


@pytest.mark.long
def test_the_second_step_and_the_recovery_codes_are_accessible(page_for, axe_everywhere):
    person = UserFactory(email="person@example.org", password=PASSWORD, second_factor=True)
    RecoveryCodes.activate(person)
    page = page_for()
    page.goto("/fr/account/second-factor/recovery/")
    page.locator("[name=username]").fill(person.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    axe_everywhere(page)
    page.locator("[name=code]").fill(code())
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/recovery/")
    axe_everywhere(page)
    for address in ["", "codes/remove/", "recovery/new/"]:
        page.goto(f"/en/account/second-factor/{address}")
        axe_everywhere(page)
    page.goto("/en/account/confirm/code/")
    axe_everywhere(page)
