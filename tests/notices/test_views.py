"""The pages: what I was told, how I want to be told, the mails of a demonstration, and the link that stops mails."""

import re
from html import unescape

import pytest
from django.urls import reverse

from notices.models import ShownMail
from notices.preferences import choices_of, stop_token
from notices.queries import PER_PAGE
from notices.writing import tell
from tests.notices.samples import assign

pytestmark = pytest.mark.django_db


def headings(answer) -> list[str]:
    return [unescape(re.sub("<.*?>", "", text)) for text in re.findall(r"<h2.*?>(.*?)</h2>", answer.content.decode())]


def main(answer) -> str:
    text = re.sub(r"\s+", " ", re.sub("<.*?>", " ", answer.content.decode().split("<main")[1].split("</main>")[0]))
    return unescape(text.partition("> ")[2]).strip()


# ---- what I was told


@pytest.mark.parametrize("number", [1, 3])
def test_i_read_what_i_was_told_and_nothing_else(client_for, ana, zoe, number, django_assert_num_queries):
    for section in range(number):
        assign(ana, section=f"Section {section}")
    assign(zoe)
    client = client_for(ana)
    with django_assert_num_queries(5):  # session, user, how many, which; memberships, for the navigation
        answer = client.get("/en/notices/")
    assert headings(answer) == [f"Yours to write: Section {section}" for section in reversed(range(number))]


def test_a_notice_leads_to_its_page_in_its_language(client_for, zoe):
    assign(zoe)
    page = client_for(zoe).get("/en/notices/").content.decode()
    assert '<a href="/fr/reports/">À vous d’écrire : Prevention</a>' in page
    assert re.search(r'<section class="version"[^>]* lang="fr">', page)
    assert "Prevention &lt;waits&gt; &amp; <a href=" in page


def test_older_ones_stand_on_another_page(client_for, ana):
    for section in range(PER_PAGE + 1):
        assign(ana, section=f"Section {section}")
    client = client_for(ana)
    assert len(headings(client.get("/en/notices/"))) == PER_PAGE
    answer = client.get("/en/notices/?page=2")
    assert (headings(answer), "Page 2 of 2" in main(answer)) == (["Yours to write: Section 0"], True)
    assert len(headings(client.get("/en/notices/?page=nonsense"))) == PER_PAGE


def test_a_digest_is_not_told_twice(client_for, ana):
    tell("notices.digest", to=[ana], about={"number": 1, "groups": [], "tasks": []})
    assert headings(client_for(ana).get("/en/notices/")) == ["Nothing yet"]


# ---- how I want to be told


def test_what_was_chosen_is_kept_and_shown(client_for, ana, django_assert_num_queries):
    client = client_for(ana)
    answer = client.post("/en/notices/settings/", {"all": "digest", "samples-assigned": "page"})
    assert (answer.status_code, answer["Location"]) == (302, "/en/notices/settings/")
    assert choices_of(ana) == {"": "digest", "samples.assigned": "page"}
    with django_assert_num_queries(4):  # session, user, choices; memberships
        page = client.get("/en/notices/settings/").content.decode()
    assert re.findall(r'<option value="(\w*)"\s+selected', page) == ["digest", "page"]
    client.post("/en/notices/settings/", {"all": "now", "samples-assigned": ""})
    assert choices_of(ana) == {}


def test_what_is_essential_is_named_and_cannot_be_chosen(client_for, ana):
    client = client_for(ana)
    page = client.get("/en/notices/settings/").content.decode()
    assert "<li>Invitations</li>" in page and 'name="samples-invited"' not in page
    client.post("/en/notices/settings/", {"all": "page", "samples-invited": "page"})
    assert choices_of(ana) == {"": "page"}


def test_a_way_that_does_not_exist_is_refused(client_for, ana):
    answer = client_for(ana).post("/en/notices/settings/", {"all": "pigeon"})
    assert (answer.status_code, "<title>Error:" in answer.content.decode(), choices_of(ana)) == (200, True, {})


# ---- the mails of a demonstration


def shown(number: int) -> None:
    for one in range(number):
        ShownMail.objects.create(
            message_id=f"<{one}@x>", to="a@example.org", subject=f"Mail {one}", text="Go to\nhttp://127.0.0.1:8000/en/"
        )


@pytest.mark.parametrize("number", [1, 3])
def test_everybody_reads_the_outgoing_mail(client_for, ana, settings, number, django_assert_num_queries):
    settings.DEMONSTRATION = True
    shown(number)
    client = client_for(ana)
    with django_assert_num_queries(5):
        answer = client.get("/en/notices/outbox/")
    assert headings(answer) == [f"Mail {one}" for one in reversed(range(number))]
    assert '<a href="http://127.0.0.1:8000/en/" rel="nofollow">' in answer.content.decode()


def test_it_is_named_in_the_banner_and_in_the_menu_of_a_demonstration_alone(client_for, ana, settings):
    client, address = client_for(ana), 'href="/en/notices/outbox/"'
    assert client.get("/en/notices/").content.decode().count(address) == 0
    settings.DEMONSTRATION = True
    assert client.get("/en/notices/").content.decode().count(address) == 2


def test_before_the_log_in_the_banner_leads_nowhere(client, settings):
    settings.DEMONSTRATION = True
    assert reverse("notices:outbox") not in client.get(reverse("login")).content.decode()


# ---- the link that stops mails


@pytest.fixture
def link(zoe) -> str:
    return f"/fr/notices/stop/{stop_token(zoe.pk, 'samples.assigned')}/"


def test_to_open_the_link_stops_nothing(client, link, zoe):
    assert client.get(link).status_code == 200
    assert choices_of(zoe) == {}


def test_the_button_stops_it_without_a_log_in(client, link, zoe):
    assert client.post(link).status_code == 200
    assert choices_of(zoe) == {"samples.assigned": "page"}


def test_a_mail_program_stops_it_by_itself(link, zoe):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post(link, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, choices_of(zoe)) == (200, {"samples.assigned": "page"})


def test_a_link_that_is_not_ours_leads_nowhere(client, db):
    assert client.get("/en/notices/stop/nonsense/").status_code == 404
    assert client.post(f"/en/notices/stop/{stop_token(0, 'samples.assigned')}/").status_code == 404
