"""Importing a roadmap in the browser: the file, what it would change, the act."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bilingual.text import Text
from files.models import Upload
from forum.models import Membership, User
from forum.roles import Role
from roadmaps import actions
from roadmaps.models import Roadmap
from tests.factories.forum import CountryFactory, MembershipFactory, UserFactory
from tests.factories.reports import ReportFactory
from tests.factories.roadmaps import RoadmapFactory
from tests.roadmaps.page import Page

pytestmark = pytest.mark.django_db

TABLE = "code,title_fr,title_en\n1,Prévenir,Prevent\n1.1,Former,Train\n"
IMPORT = "/en/roadmaps/FRA/import/"
POST = "main form[method=post]"


@pytest.fixture
def france(db):
    return CountryFactory(france=True)


@pytest.fixture
def client(client_for, france, run_tasks):
    client = client_for(UserFactory(focal_point_of=france))
    client.run_tasks = run_tasks
    return client


def upload(client, content: str | bytes = TABLE, name="roadmap.csv", **more) -> Page:
    """Hand a file in, wait until it is read, and go on."""
    data = content.encode() if isinstance(content, str) else content
    waiting = client.post(IMPORT, {"file": SimpleUploadedFile(name, data)} | more).url
    assert Page(client.get(waiting)).texts("#place p") == ["Your file is next."]
    client.run_tasks()
    return Page(client.get(waiting, follow=True))


def go_on(client, page: Page, **changes):
    """Press the button of the preview."""
    sent = dict(zip(page.values(f"{POST} input", "name"), page.values(f"{POST} input", "value"), strict=True))
    return client.post(page.actions(POST)[0], sent | changes)


def titles() -> dict[int, dict[str, str]]:
    return {
        roadmap.version: {item.code: str(item.title.in_language("en")) for item in roadmap.items.order_by("position")}
        for roadmap in Roadmap.objects.order_by("version")
    }


def shown(page: Page) -> dict[str, list[str]]:
    """The lists of the preview: how many, and the lines."""
    return {section.texts("h2")[0]: section.texts("li") for section in page.all(".roadmap-changes")}


def test_a_first_roadmap_is_shown_before_it_is_written(client):
    page = upload(client)
    assert titles() == {}
    assert page.texts("main > p") == ["This becomes the country’s first roadmap, in force at once."]
    assert (shown(page), page.texts(".roadmap-read h2")) == ({}, ["What was read 2"])
    assert page.texts(".roadmap-read li") == ["1 Prevent Prévenir 1.1 Train Former", "1.1 Train Former"]
    response = go_on(client, page)
    assert (response.status_code, response["Location"]) == (302, "/en/roadmaps/FRA/1/")
    assert titles() == {1: {"1": "Prevent", "1.1": "Train"}}


CHANGED = (
    "code,title_fr,title_en,retired_on\n1,Prévenir,Prevention,\n1.2,Informer,Inform,\n2,Protéger,Protect,2024-01-01\n"
)


@pytest.fixture
def roadmap(france):
    items = {"1": Text.of(fr="Prévenir", en="Prevent"), "1.1": "Train", "2": Text.of(fr="Protéger", en="Protect")}
    return RoadmapFactory(country=france, items=items)


def test_what_would_change_is_shown_line_by_line(client, roadmap):
    page = upload(client, CHANGED)
    assert shown(page) == {
        "Renamed 1": ["1 Prevent Prevention"],
        "Added 1": ["1.2 Inform Informer"],
        "Removed 1": ["1.1 Train"],
        "Retired 1": ["2 Protect Protéger"],
    }
    assert (page.texts("del"), page.texts("ins")) == (["Prevent"], ["Prevention"])
    assert page.texts("main > p") == ["No report uses version 1 yet, so it is replaced."]
    assert page.texts(f"{POST} button") == ["Import"]
    go_on(client, page)
    assert titles() == {1: {"1": "Prevention", "1.2": "Inform", "2": "Protect"}}


def test_a_used_version_stays_and_a_new_one_stands_beside_it(client, roadmap):
    ReportFactory(country=roadmap.country, roadmap=roadmap)
    before = titles()
    page = upload(client, CHANGED)
    assert page.texts("main > p") == [
        "This becomes version 2, a draft until you put it in force. Version 1, which a report uses, stays as it is."
    ]
    assert page.texts(f"{POST} button") == ["Import as version 2"]
    response = client.get(go_on(client, page)["Location"])
    assert "The roadmap has been imported as version 2, a draft." in Page(response).texts(".notice p")
    assert titles() == before | {2: {"1": "Prevention", "1.2": "Inform", "2": "Protect"}}
    again = upload(client, CHANGED.replace("Inform,", "Tell,"))
    assert again.texts("main > p") == ["Version 2 is a draft, so it is replaced. It stays a draft."]
    go_on(client, again)
    assert Roadmap.objects.get(version=2).is_draft


def test_what_the_roadmap_would_say_of_itself_is_shown_too(client, roadmap):
    head = "title: {en: Strategy}\nadopted_on: 2019-06-04\nitems:\n"
    items = "- {code: 1, title: {fr: Prévenir, en: Prevent}}\n- {code: 1.1, title: {en: Train}}\n"
    page = upload(client, head + items + "- {code: 2, title: {fr: Protéger, en: Protect}}\n", name="a.yaml")
    assert page.texts(".roadmap-theirs dt") == ["Title", "Adopted on"]
    assert page.texts(".roadmap-theirs dd") == ["National roadmap Feuille de route nationale Strategy", "4 June 2019"]
    assert shown(page) == {}


def test_the_same_again_changes_nothing_and_there_is_no_button(client, france):
    go_on(client, upload(client))
    page = upload(client, "\ufeff" + TABLE)
    assert page.texts("h1") == ["The file changes nothing"]
    assert page.all(POST) == []


def test_the_same_file_once_more_leads_to_what_was_read_and_is_listed(client, france):
    upload(client)
    address = client.post(IMPORT, {"file": SimpleUploadedFile("again.csv", TABLE.encode())}).url
    assert Page(client.get(address, follow=True)).texts(f"{POST} button") == ["Import"]
    listed = Page(client.get(IMPORT)).all(".import-files li")
    assert [one.texts("a") for one in listed] == [["roadmap.csv"]]
    assert listed[0].values("a", "href") == [address]


def test_a_double_click_imports_once_and_alarms_nobody(client, france):
    page = upload(client)
    answers = [go_on(client, page) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    told = ["The roadmap has been imported.", "The file says what version 1 says already; nothing was changed."]
    assert Page(client.get(answers[1].url)).texts(".notice p:not(.notice-title)") == told
    assert titles() == {1: {"1": "Prevent", "1.1": "Train"}}


def test_of_another_country_there_is_nothing_to_see(client, client_for, france):
    page = upload(client)
    kenya = CountryFactory(code="KEN")
    both = UserFactory(focal_point_of=kenya)
    MembershipFactory(country=france, user=both, role=Role.DEPUTY)
    address = page.actions(POST)[0].partition("apply/")[0]
    other = address.replace("FRA", "KEN")
    assert [client_for(both).get(one).status_code for one in (address, other)] == [404, 404]
    assert [client.get(one).status_code for one in (address, other)] == [200, 404]


def test_who_lost_the_role_while_the_file_waited_is_told(client, france):
    address = client.post(IMPORT, {"file": SimpleUploadedFile("a.csv", TABLE.encode())}).url
    Membership.objects.update(role=Role.CONTRIBUTOR)
    client.run_tasks()
    page = Page(client.get(address))
    assert page.texts("h1") == ["Your file was not read"]
    assert [client.get(IMPORT).status_code, Roadmap.objects.count()] == [403, 0]


def test_a_roadmap_that_changed_in_the_meantime_is_looked_at_again(client, roadmap):
    page = upload(client, CHANGED)
    actions.add_item(roadmap=roadmap, level=1, parent=None, code="3", title=Text.of(en="Meanwhile"), by=None)
    response = go_on(client, page)
    again = Page(response)
    assert response.status_code == 409
    assert again.texts(".notice-title") == ["Somebody has changed the roadmap in the meantime"]
    assert shown(again)["Removed 2"] == ["1.1 Train", "3 Meanwhile"]
    go_on(client, again)
    assert titles() == {1: {"1": "Prevention", "1.2": "Inform", "2": "Protect"}}


@pytest.mark.parametrize(
    "name,content,problems",
    [
        ("a.csv", "", ["The file is empty."]),
        ("a.pdf", TABLE, ["A roadmap is read from a .csv, .xlsx or .yaml file."]),
        ("a.csv", b"x" * 1_100_000, ["The file is larger than 1 MB."]),
        ("a.xlsx", b"PK\x03\x04 broken", ["The file is damaged, or is not an Excel workbook."]),
    ],
)
def test_what_is_wrong_with_a_file_is_told_and_nothing_changes(client, roadmap, name, content, problems):
    before = titles()
    page = upload(client, content, name=name)
    assert page.texts(".error-summary h2") == [f"{name} was not imported, and nothing was changed"]
    assert page.texts(".error-summary li") == problems
    assert page.actions(POST) == [IMPORT]
    assert titles() == before


OLDER = [
    {"Reading": {"items": [], "fields": {"dict": {}}, "problems": [], "tells_retired": False}},
    {"Code": {"numbers": [1], "letter": ""}},
    {"Source": {"grids": []}},
    [],
]
"""What was kept of a file before its shape was another one."""


@pytest.mark.parametrize("result", OLDER)
def test_a_file_that_was_read_before_the_site_was_renewed_is_to_be_chosen_once_more(client, france, result):
    upload(client)
    was_read = Upload.objects.get()
    Upload.objects.filter(pk=was_read.pk).update(result=result)
    told = "roadmap.csv was read before the site was renewed. Choose the file once more."
    for page in (client.get(f"{IMPORT}{was_read.pk}/"), client.post(f"{IMPORT}{was_read.pk}/apply/")):
        assert (page.status_code, Page(page).texts(".error-summary li")) == (200, [told])
        assert Page(page).actions(POST) == [IMPORT]
    again = upload(client)
    assert (Upload.objects.count(), again.texts(f"{POST} button")) == (2, ["Import"])


def test_what_is_read_in_a_large_file_is_folded(client, roadmap):
    lines = [f"{top}{deep},a" for top in (1, 2) for deep in ("", *(f".{number}" for number in range(1, 35)))]
    page = upload(client, "\n".join(["code,title_en", *lines]))
    assert page.texts(".roadmap-changes summary") == ["1.2 to 2.34"]
    assert page.texts(".roadmap-read summary") == ["1: 34 items below", "2: 34 items below"]
    assert len(page.all(".roadmap-read li")) == len(lines)


def test_of_very_many_problems_the_first_are_told(client):
    page = upload(client, "code,title_en\n" + "1,a\n" * 61)
    shown = page.texts(".error-summary li")
    assert (len(shown), shown[50]) == (51, "and 10 more")


def test_days_that_contradict_are_told(client, france):
    RoadmapFactory(country=france, valid_from="2023-01-01")
    page = upload(client, "valid_to: 2022-01-01\nitems:\n- {code: 1, title: {en: a}}", name="a.yaml")
    again = Page(go_on(client, page))
    assert again.texts(".error-summary li") == ["The roadmap ends before it begins."]
    assert again.texts(".error-summary + p") == ["Put the file right and choose it once more."]


@pytest.mark.parametrize(
    ("name", "typed", "problem"),
    [
        ("title", "x" * 501, "A title has at most 500 characters."),
        ("valid_to", "2020-01-01", "The roadmap ends before it begins."),
    ],
)
def test_what_was_said_of_a_table_stays_where_it_cannot_be_imported(client, name, typed, problem):
    page = upload(client)
    said = f"?column_2=other&column_3=title_fr&valid_from=2024-01-01&{name}={typed}"
    preview = Page(client.get(page.actions(POST)[0].partition("apply/")[0] + said))
    refused = Page(go_on(client, preview))
    assert refused.texts(".error-summary li") == [problem]
    assert refused.values(f"[name={name}]", "value") == [typed]
    assert refused.values("[name=column_2] option[selected]", "value") == ["other"]
    assert titles() == {}


def test_without_a_file_the_form_says_so(client):
    page = Page(client.post(IMPORT, {}))
    assert page.texts(".error-summary li") == ["File: This field is required."]


def test_what_was_read_is_for_who_handed_it_in_and_for_its_country(client, client_for, france):
    page = upload(client)
    [address] = page.actions(POST)
    deputy = client_for(UserFactory(focal_point_of=france))
    chile = CountryFactory(chile=True)
    everywhere = client_for(UserFactory(secretariat=True))
    preview = address.partition("apply/")[0]
    assert [who.get(preview).status_code for who in (client, deputy, everywhere)] == [200, 404, 404]
    assert [who.post(address).status_code for who in (deputy, everywhere)] == [404, 404]
    MembershipFactory(user=User.objects.get(pk=client.session["_auth_user_id"]), country=chile)
    elsewhere = address.replace("FRA", chile.code)
    assert client.post(elsewhere).status_code == 404
    assert titles() == {}


def test_the_forms_carry_the_token_that_keeps_strangers_out(france, run_tasks):
    client = Client(enforce_csrf_checks=True)
    client.run_tasks = run_tasks
    client.force_login(UserFactory(focal_point_of=france))
    token = Page(client.get(IMPORT)).values("[name=csrfmiddlewaretoken]", "value")[0]
    page = upload(client, csrfmiddlewaretoken=token)
    assert go_on(client, page).status_code == 302
    assert client.post(page.actions(POST)[0], {}).status_code == 403


MATRIX = "Plan national\n\nN°,Actions,Responsable,Remarques\n1,Former,MEN,bientôt\n,Informer,MS,plus tard\n"


def test_the_columns_are_shown_and_can_be_taken_for_something_else(client, france):
    page = upload(client, MATRIX, "plan.csv")
    assert page.texts(".table tbody th") == ["N°", "Actions", "Responsable", "Remarques"]
    assert page.texts("option[selected]") == ["Code", "Title, in French", "Responsible body", "Kept as text"]
    assert page.texts(".error-summary li") == ["Line 5, column 1: there is no code"]
    assert page.texts(".roadmap-read .code") == ["1", ""]
    [address] = page.actions("main form[method=get]")
    again = Page(client.get(address, {"column_1": "other", "column_4": "", "numbers": "1", "title": "Plan"}))
    assert again.texts(".roadmap-read .code") == ["1", "2"]
    response = go_on(client, again)
    assert (response.status_code, titles()) == (302, {1: {"1": "Former", "2": "Informer"}})
    roadmap = Roadmap.objects.get()
    assert dict(roadmap.title) == {"fr": "Plan"}
    assert [[detail["label"] for detail in item.details] for item in roadmap.items.order_by("position")] == [
        ["N°", "Responsable"],
        ["Responsable"],
    ]
    page = upload(client, MATRIX.replace("Former", "Enseigner"), "plan.csv")  # what was said is remembered
    assert page.texts("option[selected]") == ["Kept as text", "Title, in French", "Responsible body", "Left out"]


def test_a_day_that_is_none_is_not_found(client, france):
    [address] = upload(client).actions("main form[method=get]")
    assert client.get(address, {"valid_from": "soon"}).status_code == 404
