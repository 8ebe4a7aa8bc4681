"""The page on which one says what became of the items of the version before."""

import pytest

from forum.models import Country
from roadmaps.adoption import import_roadmap
from roadmaps.models import Roadmap
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import ReportFactory
from tests.factories.roadmaps import RoadmapFactory
from tests.roadmaps.page import Page
from tests.roadmaps.test_adoption import table
from tests.roadmaps.test_replacing import became

pytestmark = pytest.mark.django_db
ADDRESS = "/en/roadmaps/FRA/2/replacements/"


@pytest.fixture
def draft(db) -> Roadmap:
    country = CountryFactory(france=True)
    before = RoadmapFactory(country=country, items={"1": "Prevent", "2": "Protect", "3": "Repair"})
    ReportFactory(country=country, roadmap=before)
    wanted = table({"1": "Prevent", "2": "Inform", "4": "Protect"})
    return import_roadmap(country=country, reading=wanted, by=None).roadmap


@pytest.fixture
def client(client_for, draft):
    return client_for(UserFactory(focal_point_of=draft.country))


def sent(page: Page) -> dict[str, str]:
    names, values = (
        page.values("main form input[type=hidden], main form input[type=text]", what) for what in ("name", "value")
    )
    return dict(zip(names, values, strict=True))


def field(draft: Roadmap, code: str) -> str:
    return f"item_{Country.objects.get().roadmaps.get(version=1).items.get(code=code).pk}"


def test_what_differs_stands_open_with_what_is_proposed_and_the_rest_is_folded(client, draft):
    page = Page(client.get(ADDRESS))
    assert page.texts("main form > div label") == ["2 Protect", "3 Repair"]
    assert page.values("main form > div input[type=text]", "value") == ["4 Protect", ""]
    assert page.texts("main details summary") == ["1 item has the same code and title"]
    assert page.values("datalist option", "value") == ["1 Prevent", "2 Inform", "4 Protect"]
    assert page.links(".notice a") == []
    assert ADDRESS in Page(client.get("/en/roadmaps/FRA/2/")).links(".notice a")


def test_what_is_chosen_is_kept(client, draft):
    data = sent(Page(client.get(ADDRESS))) | {field(draft, "3"): "2 Inform", field(draft, "1"): ""}
    response = client.post(ADDRESS, data, follow=True)
    assert "2 lines have been changed." in response.content.decode()
    assert became(draft) == {"1": "", "2": "4", "3": "2"}


def test_words_that_are_no_item_are_given_back_with_the_reason(client, draft):
    data = sent(Page(client.get(ADDRESS))) | {field(draft, "1"): "Prevention"}
    response = client.post(ADDRESS, data)
    page = Page(response)
    assert page.values(f"main form > div #id_{field(draft, '1')}", "value") == ["Prevention"]
    assert "Choose one of the items of the new version, or leave it empty." in response.content.decode()
    assert became(draft) == {"1": "1", "2": "4", "3": ""}


def test_who_saw_something_else_reads_so_and_saves_it_on_the_next_try(client, draft):
    data = sent(Page(client.get(ADDRESS))) | {field(draft, "3"): "2 Inform"}
    client.post(ADDRESS, sent(Page(client.get(ADDRESS))) | {field(draft, "3"): "1 Prevent"})
    response = client.post(ADDRESS, data)
    assert (response.status_code, "Somebody else has changed this in the meantime." in response.content.decode()) == (
        409,
        True,
    )
    assert became(draft)["3"] == "1"
    client.post(ADDRESS, sent(Page(response)))
    assert became(draft)["3"] == "2"


def test_the_first_version_replaces_nothing(client, draft):
    assert [client.get(f"/en/roadmaps/FRA/{number}/replacements/").status_code for number in (1, 2, 3)] == [
        403,
        200,
        404,
    ]


def test_the_queries_are_as_many_with_three_items_as_with_more(client, draft, django_assert_num_queries):
    with django_assert_num_queries(9):
        client.get(ADDRESS)
    RoadmapFactory(country=draft.country, version=3, items={f"{n}": f"Item {n}" for n in range(1, 9)})
    with django_assert_num_queries(9):
        client.get("/en/roadmaps/FRA/3/replacements/")
