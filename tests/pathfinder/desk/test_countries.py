"""Adding a country in the browser, and changing it: for administrators."""

import pytest
from django.conf import settings

from bilingual.text import Text
from forum.models import Country, Invitation
from forum.roles import Role
from journal.models import Entry
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory
from tests.roadmaps.page import Page

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/countries/"
CHILE = {
    "code": "chl",
    "name_en": "Chile",
    "name_fr": "Chili",
    "usual": "es",
    "others": ["en", "es"],
    "time_zone": "America/Santiago",
    "language": "en",
}


@pytest.fixture
def administrator(db):
    return UserFactory(holds=(Role.ADMINISTRATOR,))


@pytest.fixture
def client(client_for, administrator):
    return client_for(administrator)


def stored():
    return [(one.code, dict(one.name), one.languages, one.time_zone) for one in Country.objects.all()]


def test_a_country_is_added_with_its_focal_point_and_leads_to_its_roadmap(client):
    answer = client.post(f"{PAGE}add/", CHILE | {"email": "ada@example.org", "person": "Ada"}, follow=True)

    page = Page(answer)
    assert answer.redirect_chain == [(f"{PAGE}CHL/", 302)]
    assert stored() == [("CHL", {"en": "Chile", "fr": "Chili"}, ["es", "en"], "America/Santiago")]
    assert [(one.email, one.name, one.role) for one in Invitation.objects.all()] == [
        ("ada@example.org", "Ada", "focal_point")
    ]
    assert "Chile is added." in page.text and "The invitation is on its way to ada@example.org." in page.text
    assert page.links("aside.margin-note a") == [
        "/en/roadmaps/CHL/import/",
        "/en/people/CHL/",
        "/en/people/CHL/groups/",
    ]
    assert client.get("/en/roadmaps/CHL/import/").status_code == 200


def test_the_focal_point_may_be_invited_later(client):
    client.post(f"{PAGE}add/", CHILE)

    assert (len(stored()), Invitation.objects.count()) == (1, 0)
    assert Page(client.get(PAGE)).links("tbody a") == [f"{PAGE}CHL/", "/en/people/CHL/invite/?role=focal_point"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"code": "CH"}, "CH is not an ISO 3166-1 alpha-3 code such as FRA."),
        ({"code": "fra"}, "There is a country FRA already."),
        ({"name_en": "", "name_fr": " "}, "A country needs a name."),
        ({"usual": "xx"}, "Select a valid choice."),
        ({"time_zone": "Santiago"}, "Select a valid choice."),
        ({"email": "ada@example.org"}, "An invitation needs a name and an e-mail address."),
        ({"person": "Ada"}, "An invitation needs a name and an e-mail address."),
        ({"email": "ada", "person": "Ada"}, "Enter a valid email address."),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(client, wrong, words):
    CountryFactory(france=True)
    answer = client.post(f"{PAGE}add/", CHILE | wrong)

    page = Page(answer)
    assert (answer.status_code, words in page.text, len(stored())) == (422, True, 1)
    assert page.values("[name=name_en]", "value") == [wrong.get("name_en", "Chile")]
    assert (Invitation.objects.count(), Entry.objects.count()) == (0, 0)


def test_name_languages_and_time_zone_are_changed(client, administrator):
    CountryFactory(france=True)
    page = Page(client.get(f"{PAGE}FRA/"))
    sent = {"seen": page.values("[name=seen]", "value")[0], "name_en": "France", "name_fr": "", "usual": "en"}

    answer = client.post(f"{PAGE}FRA/", sent | {"others": ["fr"], "time_zone": "Europe/Paris"}, follow=True)

    assert "Saved." in Page(answer).text
    assert stored() == [("FRA", {"en": "France"}, ["en", "fr"], "Europe/Paris")]
    assert [(line.action, line.actor) for line in Entry.objects.all()] == [("country.changed", administrator)]


def test_languages_that_are_not_touched_keep_their_order(client):
    CountryFactory(france=True, languages=["nl", "fr", "en"])
    page = Page(client.get(f"{PAGE}FRA/"))
    others = page.values("[name=others][checked]", "value")
    sent = {"seen": page.values("[name=seen]", "value")[0], "name_en": "France", "name_fr": "France"}

    answer = client.post(f"{PAGE}FRA/", sent | {"usual": "nl", "others": others, "time_zone": ""}, follow=True)

    assert ("Nothing was changed." in Page(answer).text, others) == (True, ["fr", "en"])


def test_a_language_with_answers_stays_and_the_form_says_so(client):
    AnswerFactory(report=ReportFactory(country=CountryFactory(france=True)))
    answer = client.post(f"{PAGE}FRA/", {"name_en": "France", "usual": "en", "time_zone": ""})

    assert answer.status_code == 409  # a page that shows no mark is an old one
    seen = Page(answer).values("[name=seen]", "value")[0]
    answer = client.post(f"{PAGE}FRA/", {"seen": seen, "name_en": "France", "usual": "en", "time_zone": ""})
    assert (answer.status_code, "There are answers in French already" in Page(answer).text) == (422, True)
    assert stored()[0][2] == ["fr", "en"]


def test_two_who_change_the_same_country_see_each_other(client):
    CountryFactory(france=True)
    seen = Page(client.get(f"{PAGE}FRA/")).values("[name=seen]", "value")[0]
    Country.objects.update(name=Text.of(en="The French Republic"))
    sent = {"name_en": "Mine", "usual": "fr", "others": ["en"], "time_zone": ""}

    answer = client.post(f"{PAGE}FRA/", sent | {"seen": seen})
    page = Page(answer)
    assert (answer.status_code, page.values("[name=name_en]", "value")) == (409, ["Mine"])
    told = f"It now says: The French Republic, Français, English, {settings.TIME_ZONE}"
    assert page.texts("[role=alert] p:last-child") == [told]
    client.post(f"{PAGE}FRA/", sent | {"seen": page.values("[name=seen]", "value")[0]})
    assert stored()[0][1] == {"en": "Mine"}


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.SECRETARIAT_VIEWER])
def test_others_do_not_find_it_on_the_desk(client_for, role):
    client = client_for(UserFactory(holds=(role,)))
    assert PAGE not in client.get("/en/desk/").content.decode()
    assert client.post(f"{PAGE}add/", CHILE).status_code == 403
    assert stored() == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_every_number(client, count, django_assert_num_queries):
    for _each in range(count):
        UserFactory(focal_point_of=CountryFactory())
    with django_assert_num_queries(5):  # session, user, memberships, countries, people
        assert len(Page(client.get(PAGE)).texts("tbody tr")) == count
