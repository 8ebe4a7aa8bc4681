"""The pages of a draft: what it is, putting it in force, discarding it."""

import pytest

from bilingual.text import Text
from forum.roles import Role
from roadmaps import actions, versions
from roadmaps.models import Roadmap
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import ReportFactory
from tests.factories.roadmaps import RoadmapFactory
from tests.roadmaps.page import Page

pytestmark = pytest.mark.django_db
ROADMAP, DRAFT = "/en/roadmaps/FRA/", "/en/roadmaps/FRA/2/"


@pytest.fixture
def draft(db) -> Roadmap:
    roadmap = RoadmapFactory(country=CountryFactory(france=True), items={"1": "Prevent", "2": "Protect"})
    ReportFactory(country=roadmap.country, roadmap=roadmap)
    return versions.start_version(roadmap=roadmap, by=UserFactory(focal_point_of=roadmap.country, name="Ada"))


@pytest.fixture
def client(client_for, draft):
    return client_for(UserFactory(focal_point_of=draft.country))


def press(client, page: Page, address: str):
    sent = {"seen": page.values("main form input[name=seen]", "value")[0]}
    return client.post(address, sent, follow=True)


def test_the_roadmap_s_page_shows_what_is_in_force_and_says_that_a_draft_waits(client):
    page = Page(client.get(ROADMAP))
    assert page.texts(".section-label") == ["France – version 1"]
    assert page.texts(".title-block .soft") == ["In force"]
    assert page.texts(".notice-title") == ["Version 2 is waiting to be put in force"]
    assert page.links(".notice a") == [DRAFT]
    assert page.actions("main form") == []


def test_a_draft_says_so_and_what_can_be_done_with_it(client):
    page = Page(client.get(DRAFT))
    [state] = page.texts(".title-block .soft")
    assert state.startswith("Draft, begun on ") and state.endswith(" by Ada")
    assert page.texts(".notice-title") == ["This version is a draft"]
    assert page.actions("main form") == [f"{DRAFT}adopt/"]
    assert page.texts("main form button") == ["Put version 2 in force"]
    assert page.links("main form a") == [f"{DRAFT}edit/", f"{DRAFT}replacements/", f"{DRAFT}discard/"]
    assert Page(client.get(f"{DRAFT}edit/")).texts(".lead")[0].startswith("This version is a draft.")


def test_a_reader_sees_the_draft_and_can_do_nothing_with_it(client_for, draft):
    page = Page(client_for(UserFactory(holds=(Role.CONTRIBUTOR, draft.country))).get(DRAFT))
    assert (page.texts(".notice-title"), page.actions("main form")) == (["This version is a draft"], [])


def test_it_is_put_in_force_and_is_the_roadmap_from_then_on(client, draft):
    response = press(client, Page(client.get(DRAFT)), f"{DRAFT}adopt/")
    assert response.redirect_chain == [(DRAFT, 302)]
    assert "Version 2 is in force. Reports that are opened from now on use it." in Page(response).texts(".notice p")
    assert Page(client.get(ROADMAP)).texts(".section-label") == ["France – version 2"]
    assert Page(client.get("/en/roadmaps/FRA/1/")).texts(".title-block .soft") == ["Earlier version"]


def test_it_is_discarded_after_a_look_at_what_goes(client):
    page = Page(client.get(f"{DRAFT}discard/"))
    assert page.texts("h1") == ["Discard the draft of version 2"]
    assert page.links("main form a") == [f"{DRAFT}roadmap.csv", DRAFT]
    response = press(client, page, f"{DRAFT}discard/")
    assert response.redirect_chain == [(ROADMAP, 302)]
    assert Page(response).texts(".notice p") == ["Done", "The draft of version 2 has been discarded."]
    assert list(Roadmap.objects.values_list("version", flat=True)) == [1]


@pytest.mark.parametrize(("act", "shown"), [("adopt", DRAFT), ("discard", f"{DRAFT}discard/")])
def test_what_somebody_changed_meanwhile_is_looked_at_again(client, draft, act, shown):
    page = Page(client.get(shown))
    actions.add_item(roadmap=draft, level=1, parent=None, code="3", title=Text.of(en="Repair"), by=None)
    response = press(client, page, f"{DRAFT}{act}/")
    assert response.redirect_chain == [(DRAFT, 302)]
    assert Page(response).texts(".notice p")[1].startswith("Somebody has changed the draft in the meantime.")
    assert Roadmap.objects.get(version=2).is_draft


@pytest.mark.parametrize("act", ["adopt", "discard"])
def test_what_is_in_force_answers_with_the_reason(client, draft, act):
    response = client.post(f"/en/roadmaps/FRA/1/{act}/")
    assert (response.status_code, "This version is in force" in response.content.decode()) == (403, True)
