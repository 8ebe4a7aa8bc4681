"""Changing a roadmap in the browser, with and without htmx."""

import pytest

from bilingual.text import Text
from forum.models import Membership
from roadmaps import actions, fingerprints
from roadmaps.changes import LEVEL_NAMES, as_read, facts_of, items_of
from roadmaps.models import Item, Roadmap
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import ReportFactory
from tests.factories.roadmaps import RoadmapFactory
from tests.roadmaps.page import Page

pytestmark = pytest.mark.django_db

ITEMS = {"1": "Prevent", "1.1": "Train", "1.1.A": "Teachers", "1.1.C": "Police", "2": "Protect"}
EDIT = "/en/roadmaps/FRA/1/edit/"
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def roadmap(db) -> Roadmap:
    return RoadmapFactory(country__france=True, items=ITEMS)


@pytest.fixture
def client(client_for, roadmap):
    return client_for(UserFactory(focal_point_of=roadmap.country))


def titles(roadmap: Roadmap) -> dict[str, str]:
    return {item.code: str(item.title.in_language("en")) for item in roadmap.items.order_by("position")}


def item(roadmap: Roadmap, code: str) -> Item:
    return roadmap.items.get(code=code)


def typed(**values: str) -> dict[str, str]:
    """What the form sends."""
    named = {"title_fr": values.pop("fr", ""), "title_en": values.pop("en", "")}
    return named | values


def said(page: Page) -> list[str]:
    """What the page says after an act."""
    return page.texts(".notice:not([hidden]) p:not(.notice-title)")


def problems(page: Page) -> list[str]:
    return page.texts(".error-summary li")


def boxes(page: Page) -> list[str]:
    return page.texts("textarea")


# ---- the page


def test_every_item_can_be_renamed_moved_and_retired_and_has_a_place_to_add(client, roadmap):
    page = Page(client.get(EDIT))
    number = len(ITEMS)
    assert page.texts(".roadmap-acts")[0] == "Rename 1 Move up 1 Move down 1 Retire 1"
    assert len(page.all("button[name=up]")) == len(page.all("button[name=down]")) == number
    disabled = page.values("[aria-disabled=true]", "name"), page.values("[aria-disabled=true]", "value")
    assert list(zip(*disabled, strict=True)) == [
        ("up", "1"),
        ("up", "2"),
        ("down", "2"),
        ("up", "3"),
        ("down", "4"),
        ("down", "5"),
    ]
    assert page.texts(".roadmap-adds a") == [
        "Add: objective under 1.1",
        "Add: strand under 1",
        "Add: objective under 1",
        "Add: strand under 2",
        "Add: objective under 2",
        "Add: priority",
    ]
    assert len(page.all("#roadmap-tree form")) == len(page.all("#roadmap-tree [name=csrfmiddlewaretoken]"))


def test_the_other_language_stands_beside_each_title_written_or_not(client, roadmap):
    actions.rename_item(
        item=item(roadmap, "1"),
        title=Text.of(en="Prevent", fr="Prévenir"),
        seen=fingerprints.of_item(item(roadmap, "1")),
        by=None,
    )
    assert Page(client.get(EDIT)).texts(".roadmap-other")[:2] == ["Prévenir", "Français: not written yet"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_database_as_often_for_three_items_as_for_one(client_for, number, django_assert_num_queries):
    items = {f"{n}{deep}": "a" for n in range(1, number + 1) for deep in ("", ".1", ".1.A", ".A")}
    roadmap = RoadmapFactory(country__france=True, items=items)
    client = client_for(UserFactory(focal_point_of=roadmap.country))
    with django_assert_num_queries(8):  # session, user, memberships, versions, reports on this one, levels twice, items
        client.get(EDIT)


def folds(page: Page) -> list[tuple[str, bool]]:
    """What stands at the head of each folded branch, and whether it is open."""
    heads = page.texts(".roadmap-fold > summary")
    return list(zip(heads, opened(page), strict=True))


def opened(page: Page) -> list[bool]:
    everywhere, there = page.ids(".roadmap-fold"), page.ids(".roadmap-fold[open]")
    return [key in there for key in everywhere]


def large(count: int) -> dict[str, str]:
    """Two priorities with as many strands each."""
    return {f"{top}{deep}": "a" for top in (1, 2) for deep in ("", *(f".{number}" for number in range(1, count + 1)))}


def test_a_large_roadmap_is_folded_as_where_it_is_read(client, roadmap):
    roadmap.items.all().delete()
    actions.put_items(roadmap, as_read(items_of(RoadmapFactory(items=large(30)))))
    page = Page(client.get(EDIT))
    assert folds(page) == [("1: strand: 30", False), ("2: strand: 30", False)]
    assert page.links(".section-jumps a") == ["#item-1", "#item-2"]
    assert page.texts(".roadmap-fold .roadmap-adds a")[-1] == "Add: objective under 2"
    assert len(page.all("button[name=up]")) == 62


@pytest.mark.parametrize(("code", "is_open"), [("1", [False, False]), ("2.7", [False, True])])
def test_the_branch_with_what_was_acted_on_is_open(client, roadmap, code, is_open):
    roadmap.items.all().delete()
    actions.put_items(roadmap, as_read(items_of(RoadmapFactory(items=large(30)))))
    address = f"{EDIT}{item(roadmap, code).pk}/retire/"
    assert opened(Page(client.post(address, **HTMX))) == is_open


def test_a_version_that_a_report_uses_is_not_open_to_editing(client, roadmap):
    ReportFactory(country=roadmap.country, roadmap=roadmap)
    response = client.get(EDIT)
    assert response.status_code == 403
    assert Page(response).texts(".lead") == [
        "A report uses this version, so it stays as it is. Start a new version to change it."
    ]


def test_a_new_version_begins_as_a_copy_and_is_open_at_once(client, roadmap):
    ReportFactory(country=roadmap.country, roadmap=roadmap)
    response = client.post("/en/roadmaps/FRA/1/new-version/", follow=True)
    assert response.redirect_chain == [("/en/roadmaps/FRA/2/edit/", 302)]
    assert said(Page(response)) == ["Version 2 has begun as a copy. It is a draft."]
    assert titles(Roadmap.objects.get(version=2)) == ITEMS


# ---- adding


@pytest.mark.parametrize(
    ("level", "under", "code"),
    [(1, "", "3"), (2, "1", "1.2"), (3, "1.1", "1.1.D"), (3, "2", "2.A"), (99, "", "3"), ("x", "", "3")],
)
def test_the_next_code_is_proposed(client, roadmap, level, under, code):
    place = f"level={level}&under={item(roadmap, under).pk if under else ''}"
    assert Page(client.get(f"{EDIT}add/?{place}")).values("[name=code]", "value") == [code]


def test_a_place_under_nothing_is_not_found(client):
    assert client.get(f"{EDIT}add/?level=2&under=0").status_code == 404


def test_an_item_is_added(client, roadmap):
    address = f"{EDIT}add/?level=2&under={item(roadmap, '1').pk}"
    response = client.post(address, typed(code="Obj 2", fr="Informer", en="Inform"), follow=True)
    assert response.redirect_chain == [(f"{EDIT}#item-Obj-2", 302)]
    assert said(Page(response)) == ["Obj 2 has been added."]
    added = item(roadmap, "Obj 2")
    assert (added.title, added.parent.code) == ({"fr": "Informer", "en": "Inform"}, "1")


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"code": "1.1", "fr": "Deux fois"}, "Code (optional): The code 1.1 is taken already."),
        ({"code": "3"}, "Title: Write this in at least one language."),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(client, roadmap, values, problem):
    page = Page(client.post(f"{EDIT}add/", typed(**values)))
    assert problems(page) == [problem]
    assert boxes(page) == [values.get("fr", ""), ""]
    assert page.values("[name=code]", "value") == [values["code"]]
    assert page.texts("title")[0].startswith("Error:")
    assert titles(roadmap) == ITEMS


# ---- renaming


def rename(client, roadmap, code="1.1", *, mark=None, **extra):
    found = item(roadmap, code)
    values = typed(code=code, seen=mark if mark is not None else fingerprints.of_item(found), fr="Former", en="Teach")
    return client.post(f"{EDIT}{found.pk}/", values, **extra)


def test_the_form_holds_the_title_in_the_country_s_order_of_languages(client, roadmap):
    page = Page(client.get(f"{EDIT}{item(roadmap, '1.1').pk}/"))
    assert (page.texts("h1"), boxes(page)) == (["Rename 1.1"], ["", "Train"])
    assert page.values("textarea", "lang") == ["fr", "en"]
    assert page.texts("label.input-group-text") == ["Français", "English"]


def test_an_item_is_renamed(client, roadmap):
    response = rename(client, roadmap, follow=True)
    assert response.redirect_chain == [(f"{EDIT}#item-1.1", 302)]
    assert said(Page(response)) == ["1.1 has been renamed."]
    assert item(roadmap, "1.1").title == {"fr": "Former", "en": "Teach"}


def test_a_stale_renaming_is_refused_and_both_titles_are_shown(client, roadmap):
    mark = fingerprints.of_item(item(roadmap, "1.1"))
    actions.rename_item(item=item(roadmap, "1.1"), title=Text.of(en="Instruct"), seen=mark, by=None)
    response = rename(client, roadmap, mark=mark)
    page = Page(response)
    assert response.status_code == 409
    assert (page.texts(".notice-attention .roadmap-wording"), boxes(page)) == (["Instruct"], ["Former", "Teach"])
    assert page.texts(".actions > *") == ["Save mine all the same", "Keep theirs"]
    assert titles(roadmap)["1.1"] == "Instruct"
    # Whoever has seen theirs may choose their own.
    rename(client, roadmap, mark=page.values("[name=seen]", "value")[0])
    assert titles(roadmap)["1.1"] == "Teach"


def test_what_was_typed_stays_when_a_report_has_been_opened_in_the_meantime(client, roadmap):
    mark = fingerprints.of_item(item(roadmap, "1.1"))
    ReportFactory(country=roadmap.country, roadmap=roadmap)
    response = rename(client, roadmap, mark=mark)
    page = Page(response)
    assert response.status_code == 403
    assert problems(page) == ["A report uses this version, so it stays as it is. Start a new version to change it."]
    assert boxes(page) == ["Former", "Teach"]


def test_what_was_typed_stays_when_the_session_has_ended(client, roadmap):
    client.logout()
    response = rename(client, roadmap)
    assert response.status_code == 401
    assert "title_fr=Former&title_en=Teach" in Page(response).texts("[name=resume_body]")[0]


def test_whoever_has_lost_the_role_finds_nothing(client, roadmap):
    Membership.objects.update(until="2021-01-01")
    assert rename(client, roadmap).status_code == 404
    assert titles(roadmap) == ITEMS


@pytest.mark.parametrize("path", ["{}/", "{}/move/", "{}/retire/", "{}/bring-back/"])
def test_an_item_of_another_roadmap_is_not_found(client, path):
    foreign = RoadmapFactory(country=CountryFactory(), items={"1": "Theirs"}).items.get()
    assert client.post(EDIT + path.format(foreign.pk), typed(fr="Mine")).status_code == 404
    foreign.refresh_from_db()
    assert (foreign.title, foreign.retired_on) == ({"en": "Theirs"}, None)


# ---- order and retirement


def move(client, roadmap, code: str, direction: str, *, shown: str | None = None, **extra):
    found = item(roadmap, code)
    return client.post(f"{EDIT}{found.pk}/move/", {direction: shown or found.position}, **extra)


def test_an_item_moves(client, roadmap):
    response = move(client, roadmap, "1.1.A", "down", follow=True)
    assert response.redirect_chain == [(f"{EDIT}#item-1.1.A", 302)]
    assert said(Page(response)) == ["1.1.A has been moved."]
    assert list(titles(roadmap)) == ["1", "1.1", "1.1.C", "1.1.A", "2"]


def test_the_last_one_stays_where_it_is_and_it_is_said(client, roadmap):
    assert said(Page(move(client, roadmap, "2", "down", follow=True))) == ["2 stands at the end already."]


def test_a_move_from_a_page_out_of_date_moves_nothing(client, roadmap):
    response = move(client, roadmap, "1.1.C", "up", shown="3", follow=True)
    assert said(Page(response)) == [
        "Somebody else has changed the order in the meantime. Nothing was moved; this is the order now."
    ]
    assert titles(roadmap) == ITEMS


def test_an_item_retires_and_comes_back(client, roadmap):
    address = f"{EDIT}{item(roadmap, '1.1').pk}/"
    page = Page(client.post(f"{address}retire/", follow=True))
    assert said(page) == ["1.1 is retired, with all that stands under it."]
    assert [text.split()[-2:] for text in page.texts("[id^=retire-]")] == [
        ["Retire", "1"],
        ["back", "1.1"],
        ["Retire", "2"],
    ]
    page = Page(client.post(f"{address}bring-back/", follow=True))
    assert (said(page), page.texts(".is-retired")) == (["1.1 is back."], [])


def test_nothing_comes_back_before_what_it_stands_under(client, roadmap):
    actions.retire_item(item=item(roadmap, "1.1"), by=None)
    page = Page(client.post(f"{EDIT}{item(roadmap, '1.1.A').pk}/bring-back/", follow=True))
    assert said(page) == ["1.1.A stands under 1.1, which is retired. Bring that back first."]


@pytest.mark.parametrize("act", ["move", "retire", "bring-back"])
def test_an_act_on_a_used_version_is_refused_with_its_reason(client, roadmap, act):
    ReportFactory(country=roadmap.country, roadmap=roadmap)
    response = client.post(f"{EDIT}{item(roadmap, '1').pk}/{act}/", {"down": "1"})
    assert (response.status_code, Page(response).texts(".lead")) == (
        403,
        ["A report uses this version, so it stays as it is. Start a new version to change it."],
    )


# ---- by htmx


def test_by_htmx_the_tree_comes_back_with_what_was_done_beside_the_item(client, roadmap):
    page = Page(move(client, roadmap, "1.1.A", "down", **HTMX))
    assert page.texts("h1") == []
    assert page.texts(".roadmap-done") == ["1.1.A has been moved."]
    assert page.texts("#roadmap-said") == ["1.1.A has been moved."]
    assert page.values("#roadmap-said", "hx-swap-oob") == ["innerHTML"]
    assert page.all("[autofocus]") == []  # the button that was pressed keeps the focus


def test_by_htmx_the_form_comes_alone_and_its_error_takes_its_own_place(client, roadmap):
    address = f"{EDIT}{item(roadmap, '1.1').pk}/"
    page = Page(client.get(address, **HTMX))
    assert (page.texts("h1"), boxes(page)) == ([], ["", "Train"])
    response = client.post(address, typed(), **HTMX)
    assert (response.status_code, response["HX-Retarget"], response["HX-Reswap"]) == (
        200,
        "this",
        "outerHTML settle:0ms",
    )
    assert problems(Page(response)) == ["Title: Write this in at least one language."]


def test_by_htmx_the_focus_goes_back_to_the_item_that_was_renamed_or_added(client, roadmap):
    page = Page(rename(client, roadmap, **HTMX))
    assert page.ids("[autofocus]") == [f"rename-{item(roadmap, '1.1').pk}"]
    page = Page(client.post(f"{EDIT}add/?level=1", typed(code="3", en="Act"), **HTMX))
    assert page.ids("[autofocus]") == [f"rename-{item(roadmap, '3').pk}"]


def test_forms_open_at_once_have_names_of_their_own(client, roadmap):
    addresses = [f"{EDIT}{found.pk}/" for found in roadmap.items.order_by("position")]
    addresses += [f"{EDIT}add/?level={level}&under={item(roadmap, '1').pk}" for level in (2, 3)]
    ids = [name for address in addresses for name in Page(client.get(address, **HTMX)).ids("[id]")]
    assert len(ids) == len(set(ids))


# ---- what the roadmap says of itself


def details(roadmap: Roadmap, **changes: str) -> dict[str, str]:
    facts = facts_of(roadmap)
    names = ("title", *LEVEL_NAMES)
    sent = {f"{name}_{language}": facts[name].get(language, "") for name in names for language in ("fr", "en")}
    sent |= {
        "title_en": "Strategy",
        "title_fr": "",
        "adopted_on": "",
        "valid_from": "",
        "valid_to": "",
        "seen": fingerprints.of_fields(roadmap),
    }
    return sent | changes


def test_title_days_and_names_are_changed(client, roadmap):
    values = details(roadmap, level_1_fr="axe", level_1_en="", adopted_on="2019-06-04", valid_to="2030-12-31")
    response = client.post(f"{EDIT}details/", values, follow=True)
    assert said(Page(response)) == ["The roadmap’s title, dates and names have been saved."]
    roadmap.refresh_from_db()
    assert (roadmap.title, facts_of(roadmap)["level_1"], str(roadmap.adopted_on), str(roadmap.valid_to)) == (
        {"en": "Strategy"},
        {"fr": "axe"},
        "2019-06-04",
        "2030-12-31",
    )
    page = Page(client.get(f"{EDIT}details/"))
    assert page.values("[type=date]", "value") == ["2019-06-04", "", "2030-12-31"]


@pytest.mark.parametrize(
    "changes,problem",
    [
        ({"title_en": ""}, "Title: Write this in at least one language."),
        ({"adopted_on": "soon"}, "Adopted on (optional): Enter a valid date."),
        (
            {"valid_from": "2024-01-01", "valid_to": "2023-01-01"},
            "Valid to (optional): The roadmap ends before it begins.",
        ),
    ],
)
def test_what_is_wrong_with_title_and_days_is_told(client, roadmap, changes, problem):
    page = Page(client.post(f"{EDIT}details/", details(roadmap, level_2_fr="objectif", **changes)))
    assert problems(page) == [problem]
    assert page.values("[name=level_2_fr]", "value") == ["objectif"]
    assert facts_of(roadmap)["level_2"] == {"en": "strand", "fr": "volet"}


def test_a_stale_change_of_the_details_is_refused_and_both_are_shown(client, roadmap):
    values = details(roadmap, valid_to="2030-12-31")
    actions.change_roadmap(
        roadmap=roadmap,
        fields={"title": Text.of(en="Theirs", fr="Le leur"), "level_1": Text.of(fr="axe")},
        seen=fingerprints.of_fields(roadmap),
        by=None,
    )
    response = client.post(f"{EDIT}details/", values)
    page = Page(response)
    assert response.status_code == 409
    assert page.texts(".roadmap-theirs dt, .roadmap-theirs dd") == [
        "Title",
        "Theirs Le leur",
        "Valid to",
        "–",
        "Name of level 1",
        "axe",
    ]
    assert boxes(page) == ["", "Strategy"]
    again = values | {"seen": page.values("[name=seen]", "value")[0]}
    assert client.post(f"{EDIT}details/", again).status_code == 302


def test_details_of_a_used_version_are_refused_and_what_was_typed_stays(client, roadmap):
    values = details(roadmap, level_2_fr="objectif")
    ReportFactory(country=roadmap.country, roadmap=roadmap)
    response = client.post(f"{EDIT}details/", values)
    assert response.status_code == 403
    assert Page(response).values("[name=level_2_fr]", "value") == ["objectif"]
