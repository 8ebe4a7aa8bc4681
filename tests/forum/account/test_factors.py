"""Setting up, confirming and removing second factors."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from journal.models import Entry
from tests.codes import code, wrong_code
from tests.factories.forum import SECRET, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
OVERVIEW, CODES, RECOVERY = (
    "/en/account/second-factor/",
    "/en/account/second-factor/codes/",
    "/en/account/second-factor/recovery/",
)


@pytest.fixture
def secretariat():
    """Somebody whose role asks for a second factor, and who has none."""
    return UserFactory(email="person@example.org", password=PASSWORD, secretariat=True, second_factor=False)


def log_in(client, person, **second):
    client.post(reverse("login"), {"username": person.email, "password": PASSWORD})
    if second:
        client.post(reverse("mfa_authenticate"), second)


def age(client, seconds):
    """As if everything that was confirmed in this session had been confirmed that much earlier."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= seconds
    session.save()


def title(response):
    return response.content.decode().split("<h1>")[1].split("</h1>")[0]


def acts():
    return list(Entry.objects.order_by("pk").values_list("action", "data"))


def test_who_needs_one_sets_it_up_and_goes_on_to_the_page_they_wanted(client, secretariat):
    log_in(client, secretariat)
    led = client.get("/en/reports/?year=2023")
    assert (led.status_code, led.url) == (302, OVERVIEW)
    assert "Your role asks for a second factor" in client.get(OVERVIEW).content.decode()
    secret = client.get(CODES).context["form"].secret
    wrong = client.post(CODES, {"code": wrong_code(secret)})
    assert wrong.context["form"].errors == {"code": ["This is not right, or it was used already. Take the next code."]}

    done = client.post(CODES, {"code": code(secret)})

    assert (done.status_code, done.url) == (302, RECOVERY)
    page = client.get(RECOVERY)
    assert (page.context["go_on"], len(page.context["unused_codes"])) == ("/en/reports/?year=2023", 10)
    assert client.get("/en/reports/?year=2023").status_code == 200
    again = client.post(reverse("mfa_reauthenticate"), {"code": code(secret)})
    assert again.context["form"].errors == wrong.context["form"].errors, "the code of the set-up is used up"
    assert acts() == [("account.second_factor_added", {"kind": "totp"})]


@pytest.mark.parametrize("name", ["account", "password_change", "mfa_index", "mfa_activate_totp", "session", "login"])
def test_the_pages_around_the_account_stay_open(client, secretariat, name):
    log_in(client, secretariat)

    assert client.get(reverse(name)).status_code in {200} | ({302} if name == "login" else set())


def test_logging_out_stays_open(client, secretariat):
    log_in(client, secretariat)

    assert client.post(reverse("logout")).url == "/en/login/"


def test_a_form_is_kept_until_the_second_factor_is_set_up_and_a_script_refused(client, secretariat):
    log_in(client, secretariat)

    form = client.post("/en/reports/FRA/2023/sections/overall/", {"answer": "What was typed"})
    script = client.get("/en/", headers={"HX-Request": "true"})

    assert (form.status_code, form.url, script.status_code) == (302, OVERVIEW, 403)
    assert "What you had written is kept" not in client.get("/en/login/again/").content.decode()
    client.post(CODES, {"code": code(client.get(CODES).context["form"].secret)})
    assert client.get(RECOVERY).context["go_on"] == "/en/login/again/"
    kept = client.get("/en/login/again/").content.decode()
    assert "<h1>What you had written is kept</h1>" in kept
    assert '<form method="post" action="/en/reports/FRA/2023/sections/overall/">' in kept
    assert '<textarea name="answer" hidden>What was typed</textarea>' in kept


def test_an_open_page_is_told_that_a_second_factor_is_to_be_set_up(client_for, secretariat):
    client = client_for(secretariat)
    asked = {"X-Requested-With": "XMLHttpRequest"}
    assert client.post("/en/reports/FRA/2023/sections/overall/", headers=asked).status_code == 403
    state = client.get(reverse("session")).json()
    assert (state["user"], state["set_up"]) == (None, True)
    Authenticator.objects.create(user=secretariat, type=Authenticator.Type.TOTP, data={})
    state = client.get(reverse("session")).json()
    assert (state["user"], state["set_up"]) == (secretariat.pk, False)


def test_who_does_not_need_one_is_led_nowhere(client):
    log_in(client, UserFactory(email="person@example.org", password=PASSWORD))

    assert client.get("/en/").status_code == 200


def test_right_after_the_log_in_nothing_is_asked_again_and_later_it_is(client):
    person = UserFactory(email="person@example.org", password=PASSWORD)
    log_in(client, person)
    assert client.get(CODES).status_code == 200
    age(client, 301)

    asked = client.get(CODES)

    assert (asked.status_code, asked.url) == (
        302,
        f"{reverse('account_reauthenticate')}?next={CODES.replace('/', '%2F')}",
    )
    wrong = client.post(asked.url, {"password": "wrong", "next": CODES})
    assert wrong.context["form"].errors == {"password": ["The password is not right."]}
    right = client.post(asked.url, {"password": PASSWORD, "next": CODES})
    assert (right.status_code, right.url) == (302, CODES)
    assert client.get(CODES).status_code == 200


def test_who_has_a_second_factor_confirms_with_it_and_not_with_the_password(client):
    person = UserFactory(email="person@example.org", password=PASSWORD, second_factor=True)
    log_in(client, person, code=code())
    age(client, 301)
    asked = client.get(RECOVERY.replace("recovery", "codes/remove"))

    assert asked.url.startswith(reverse("mfa_reauthenticate"))
    assert client.get(reverse("account_reauthenticate")).url == reverse("mfa_reauthenticate")
    assert title(client.get(asked.url)) == "Confirm that it is you"


def test_codes_are_removed_where_nothing_asks_for_them(client):
    person = UserFactory(email="person@example.org", password=PASSWORD, second_factor=True)
    RecoveryCodes.activate(person)
    log_in(client, person, code=code())

    response = client.post(reverse("mfa_deactivate_totp"), follow=True)

    assert [str(message) for message in response.context["messages"]] == ["The codes are removed."]
    assert not Authenticator.objects.exists()
    assert acts() == [("account.second_factor_removed", {"kind": "totp"})]


def test_who_needs_a_second_factor_cannot_remove_the_last(client):
    person = UserFactory(email="person@example.org", password=PASSWORD, secretariat=True)
    log_in(client, person, code=code())

    page, sent = client.get(reverse("mfa_deactivate_totp")), client.post(reverse("mfa_deactivate_totp"))

    refusal = "Your role asks for a second factor: set up another one before you remove this."
    assert refusal in page.content.decode() and refusal in sent.content.decode()
    assert Authenticator.objects.count() == 1


def passkey(person, name="Telephone"):
    return Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}, "passwordless": False}
    )


def test_a_passkey_is_removed_and_the_last_of_who_needs_one_is_not(client):
    person = UserFactory(email="person@example.org", password=PASSWORD, secretariat=True)
    key = passkey(person)
    log_in(client, person, code=code())
    address = reverse("mfa_remove_webauthn", args=[key.pk])
    Authenticator.objects.filter(type=Authenticator.Type.TOTP).delete()

    assert "set up another one" in client.get(address).content.decode()
    assert client.post(address).status_code == 403
    passkey(person, "Key ring")
    assert client.post(address).url == OVERVIEW
    assert list(Authenticator.objects.values_list("data__name", flat=True)) == ["Key ring"]


def test_nobody_removes_the_passkey_of_another_person(client):
    key = passkey(UserFactory())
    log_in(client, UserFactory(email="person@example.org", password=PASSWORD))

    assert client.post(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 404


def test_recovery_codes_are_shown_replaced_and_given_as_a_file(client):
    person = UserFactory(email="person@example.org", password=PASSWORD, second_factor=True)
    old = RecoveryCodes.activate(person).get_unused_codes()
    log_in(client, person, code=code())

    assert client.get(RECOVERY).context["unused_codes"] == old
    client.post(reverse("mfa_generate_recovery_codes"))
    new = client.get(RECOVERY).context["unused_codes"]
    file = client.get(reverse("mfa_download_recovery_codes"))

    assert set(new).isdisjoint(old)
    assert file.content.decode().split("\n\n", 1)[1].split() == new
    assert file.headers["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'


@pytest.mark.parametrize("count", [1, 3])
def test_the_overview_asks_the_database_the_same_for_one_passkey_and_for_three(
    client_for, django_assert_num_queries, count
):
    person = UserFactory()
    for number in range(count):
        passkey(person, f"Key {number}")
    client = client_for(person)

    with django_assert_num_queries(5):
        response = client.get(OVERVIEW)
    assert len(response.context["authenticators"]["webauthn"]) == count


def test_somebody_who_lost_everything_is_helped_by_the_command(client, capsys):
    person = UserFactory(email="person@example.org", password=PASSWORD, second_factor=True)
    RecoveryCodes.activate(person)
    log_in(client, person, code=code())

    call_command("remove_second_factor", "Person@example.org")

    assert "person@example.org logs in with the password alone now" in capsys.readouterr().out
    assert client.get("/en/account/").status_code == 302
    assert not Authenticator.objects.exists()
    assert acts() == [("account.second_factor_lost", {})]
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("remove_second_factor", "person@example.org")
    with pytest.raises(CommandError, match="Nobody logs in with"):
        call_command("remove_second_factor", "nobody@example.org")


def test_the_key_of_the_codes_cannot_be_read_in_the_database_and_outlives_a_new_secret(client, settings):
    person = UserFactory(email="person@example.org", password=PASSWORD, second_factor=True)
    assert SECRET not in Authenticator.objects.get().data["secret"]
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another one"

    log_in(client, person, code=code())

    assert client.get("/en/account/").status_code == 200


def test_a_clock_that_runs_back_confirms_nothing(client):
    person = UserFactory(email="person@example.org", password=PASSWORD, second_factor=True)
    log_in(client, person, code=code())
    age(client, -1000)

    assert client.session["account_authentication_methods"][-1]["at"] > time.time()
    assert client.get(RECOVERY).status_code in {302, 404}
