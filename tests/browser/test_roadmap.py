"""A roadmap in a real browser: edited by keyboard alone, accessible, and careful with what is being typed."""

import pytest
from playwright.sync_api import Page, expect

from bilingual.text import Text
from roadmaps import actions, fingerprints, versions
from roadmaps.changes import as_read, items_of
from roadmaps.models import Roadmap
from tests.factories.forum import UserFactory
from tests.factories.reports import ReportFactory
from tests.factories.roadmaps import RoadmapFactory

pytestmark = pytest.mark.django_db(transaction=True)

ITEMS = {
    "1": Text.of(en="Prevent", fr="Prévenir"),
    "1.1": "Train",
    "1.1.A": "Teachers",
    "1.1.C": "Police",
    "1.B": "Cities",
    "2": "Protect",
}
EDIT = "/en/roadmaps/FRA/1/edit/"


@pytest.fixture
def roadmap(db) -> Roadmap:
    return RoadmapFactory(country__france=True, items=ITEMS)


@pytest.fixture
def focal_point(roadmap):
    return UserFactory(focal_point_of=roadmap.country)


def titles(roadmap: Roadmap) -> dict[str, dict[str, str]]:
    return {item.code: dict(item.title) for item in roadmap.items.order_by("position")}


def lines(page: Page) -> list[str]:
    return [" ".join(line.split()) for line in page.locator(".roadmap-line").all_inner_texts()]


def has_focus(page: Page, role: str, name: str) -> None:
    expect(page.get_by_role(role, name=name, exact=True)).to_be_focused()


def press_on(page: Page, role: str, name: str) -> None:
    """Go to it and press it, as a keyboard does."""
    target = page.get_by_role(role, name=name, exact=True)
    target.focus()
    page.keyboard.press("Enter")


def said(page: Page, sentence: str) -> None:
    expect(page.locator("#roadmap-said")).to_have_text(sentence)


def test_the_roadmap_is_edited_by_keyboard_and_the_focus_is_never_lost(page_for, roadmap, focal_point):
    page = page_for(focal_point)
    page.goto(EDIT)

    press_on(page, "link", "Add: objective under 1.1")
    expect(page.get_by_label("Code")).to_have_value("1.1.D")
    expect(page.get_by_label("Français")).to_be_focused()
    page.keyboard.type("Juges")
    page.keyboard.press("Tab")
    page.keyboard.type("Judges")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    said(page, "1.1.D has been added.")
    has_focus(page, "link", "Rename 1.1.D")

    page.keyboard.press("Enter")
    expect(page.get_by_label("Français")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Magistrats")
    page.get_by_role("button", name="Save").press("Enter")
    said(page, "1.1.D has been renamed.")
    has_focus(page, "link", "Rename 1.1.D")

    press_on(page, "button", "Move up 1.1.D")
    said(page, "1.1.D has been moved.")
    has_focus(page, "button", "Move up 1.1.D")
    page.keyboard.press("Enter")
    expect(page.locator(".roadmap-line").nth(3)).to_contain_text("1.1.D")
    has_focus(page, "button", "Move up 1.1.D")
    page.keyboard.press("Enter")
    said(page, "1.1.D stands at the end already.")
    has_focus(page, "button", "Move up 1.1.D")

    press_on(page, "button", "Retire 1.B")
    said(page, "1.B is retired, with all that stands under it.")
    has_focus(page, "button", "Bring back 1.B")
    page.keyboard.press("Enter")
    said(page, "1.B is back.")
    has_focus(page, "button", "Retire 1.B")

    assert lines(page) == [
        "1 Prevent", "1.B Cities", "1.1 Train", "1.1.D Judges", "1.1.A Teachers", "1.1.C Police", "2 Protect",
    ]  # fmt: skip
    assert titles(roadmap)["1.1.D"] == {"fr": "Magistrats", "en": "Judges"}


@pytest.mark.long
def test_a_form_that_is_left_gives_the_focus_back(page_for, roadmap, focal_point):
    page = page_for(focal_point)
    page.goto(EDIT)
    for role, name in (("link", "Rename 1.1"), ("link", "Add: priority")):
        press_on(page, role, name)
        page.get_by_role("link", name="Cancel").press("Enter")
        expect(page.get_by_role("link", name="Cancel")).to_have_count(0)
        has_focus(page, role, name)


@pytest.mark.long
def test_an_error_stands_in_the_form_and_takes_the_focus(page_for, roadmap, focal_point):
    page = page_for(focal_point)
    page.goto(EDIT)
    press_on(page, "link", "Add: strand under 1")
    page.get_by_label("Code").fill("1.1")
    page.get_by_label("English").fill("Twice")
    page.get_by_role("button", name="Add", exact=True).press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("The code 1.1 is taken already.")
    expect(page.get_by_label("English")).to_have_value("Twice")
    assert titles(roadmap) == {code: dict(item.title) for code, item in by_code(roadmap).items()}


def by_code(roadmap: Roadmap) -> dict:
    return {item.code: item for item in roadmap.items.order_by("position")}


@pytest.mark.long
def test_what_is_being_typed_stays_while_another_item_moves(page_for, roadmap, focal_point):
    page = page_for(focal_point)
    page.goto(EDIT)
    press_on(page, "link", "Rename 1.1.C")
    page.get_by_label("English").fill("Half a title")
    press_on(page, "link", "Add: priority")
    page.get_by_label("English").nth(1).fill("Half a priority")
    press_on(page, "button", "Move down 1")
    said(page, "1 has been moved.")
    assert [page.get_by_label("English").nth(place).input_value() for place in (0, 1)] == [
        "Half a title",
        "Half a priority",
    ]
    page.get_by_role("button", name="Save").press("Enter")
    said(page, "1.1.C has been renamed.")
    expect(page.get_by_label("English")).to_have_value("Half a priority")
    assert titles(roadmap)["1.1.C"] == {"en": "Half a title"}


def test_a_large_roadmap_stays_unfolded_where_it_was_and_keeps_what_is_typed_there(page_for, roadmap, focal_point, axe):
    large = {f"{top}.{number}": "Train" for top in (1, 2) for number in range(3, 33)}
    actions.put_items(roadmap, as_read(items_of(RoadmapFactory(items={"1": "Prevent", "2": "Protect"} | large))))
    page = page_for(focal_point)
    page.goto(EDIT)
    first, second = (page.locator(".roadmap-fold").nth(place) for place in (0, 1))
    first.locator("summary").click()
    press_on(page, "link", "Rename 1.5")
    page.get_by_label("English").fill("Half a title")
    first.locator("summary").click()
    expect(page.get_by_label("English")).to_be_hidden()
    second.locator("summary").click()
    press_on(page, "button", "Move down 2.4")
    said(page, "2.4 has been moved.")
    has_focus(page, "button", "Move down 2.4")
    expect(first).not_to_have_attribute("open", "")
    axe(page)
    first.locator("summary").click()
    expect(page.get_by_label("English")).to_have_value("Half a title")
    page.get_by_label("Code").fill("1.6")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The code 1.6 is taken already.")
    page.get_by_label("Code").fill("1.5")
    page.get_by_role("button", name="Save").press("Enter")
    said(page, "1.5 has been renamed.")
    has_focus(page, "link", "Rename 1.5")
    expect(second).to_have_attribute("open", "")
    page.goto(f"{EDIT}#item-2.9")
    expect(page.locator(":target")).to_be_in_viewport()


@pytest.mark.long
def test_somebody_else_s_title_and_one_s_own_are_both_shown(page_for, roadmap, focal_point, axe):
    page = page_for(focal_point)
    page.goto(EDIT)
    press_on(page, "link", "Rename 1.1")
    expect(page.get_by_label("English")).to_have_value("Train")
    item = roadmap.items.get(code="1.1")
    actions.rename_item(item=item, title=Text.of(en="Theirs"), seen=fingerprints.of_item(item), by=None)
    page.get_by_label("English").fill("Mine")
    page.get_by_role("button", name="Save").press("Enter")
    notice = page.get_by_role("alert").filter(has_text="Somebody else has changed this")
    expect(notice).to_be_focused()
    expect(notice).to_contain_text("Theirs")
    expect(page.get_by_label("English")).to_have_value("Mine")
    axe(page)
    page.get_by_role("button", name="Save mine all the same").press("Enter")
    said(page, "1.1 has been renamed.")
    assert titles(roadmap)["1.1"] == {"en": "Mine"}


def test_without_a_line_nothing_typed_is_lost(page_for, roadmap, focal_point, expected_in_console):
    expected_in_console += ["ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest"]
    page = page_for(focal_point)
    page.goto(EDIT)
    press_on(page, "link", "Rename 1.1")
    page.get_by_label("English").fill("Teach")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached")
    page.context.set_offline(False)
    page.get_by_role("button", name="Save").press("Enter")
    said(page, "1.1 has been renamed.")
    expect(page.get_by_text("The server cannot be reached")).to_be_hidden()


@pytest.mark.long
def test_when_the_session_has_ended_what_was_typed_is_kept_for_after_the_log_in(
    page_for, roadmap, focal_point, expected_in_console
):
    expected_in_console.append("401")
    focal_point.set_password("a long pass-phrase")
    focal_point.save()
    page = page_for(focal_point)
    page.goto(EDIT)
    press_on(page, "link", "Rename 1.1")
    page.get_by_label("English").fill("Teach")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_text("Your session has ended")).to_be_visible()
    page.get_by_label("mail").fill(focal_point.email)
    page.get_by_label("Password").fill("a long pass-phrase")
    page.get_by_role("button", name="Log in").click()
    page.locator("main form button").click()
    expect(page.get_by_text("1.1 has been renamed.")).to_be_visible()
    assert titles(roadmap)["1.1"] == {"en": "Teach"}


@pytest.mark.long
def test_all_works_without_script(page_for, roadmap, focal_point):
    page = page_for(focal_point, java_script_enabled=False)
    page.goto(EDIT)
    page.get_by_role("button", name="Move down 1.1.A", exact=True).click()
    expect(page.get_by_text("1.1.A has been moved.")).to_be_visible()
    page.get_by_role("link", name="Rename 2", exact=True).click()
    page.get_by_label("Français").fill("Protéger")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add: priority").click()
    page.get_by_label("English").fill("Act")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Retire 1.B").click()
    expect(page.get_by_text("1.B is retired, with all that stands under it.")).to_be_visible()
    assert list(titles(roadmap)) == ["1", "1.B", "1.1", "1.1.C", "1.1.A", "2", "3"]
    assert titles(roadmap) == {
        "1": {"fr": "Prévenir", "en": "Prevent"},
        "1.B": {"en": "Cities"},
        "1.1": {"en": "Train"},
        "1.1.C": {"en": "Police"},
        "1.1.A": {"en": "Teachers"},
        "2": {"fr": "Protéger", "en": "Protect"},
        "3": {"en": "Act"},
    }
    assert [item.code for item in roadmap.items.exclude(retired_on=None)] == ["1.B"]


def test_a_file_is_looked_at_and_then_imported(page_for, roadmap, focal_point, axe, run_tasks):
    ReportFactory(country=roadmap.country, roadmap=roadmap)
    page = page_for(focal_point, width=390)
    page.goto("/en/roadmaps/FRA/import/")
    axe(page)
    table = "code,title_fr,title_en\n1,Prévenir,Prevention\n1.1,Former,Train\n3,Agir,Act\n"
    page.locator("[type=file]").set_input_files(
        {"name": "roadmap.csv", "mimeType": "text/csv", "buffer": table.encode("cp1252")}
    )
    page.get_by_role("button", name="Show what is in the file").click()
    expect(page.get_by_role("status")).to_be_visible()
    run_tasks()
    expect(page.get_by_role("heading", name="Renamed 2")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Import as version 2").click()
    expect(page.get_by_text("The roadmap has been imported as version 2, a draft.")).to_be_visible()
    assert lines(page) == ["priority 1 Prevention", "strand 1.1 Train", "priority 3 Act"]


def test_every_page_is_accessible_and_fits(page_for, roadmap, focal_point, axe_everywhere):
    actions.retire_item(item=roadmap.items.get(code="1.B"), by=None)
    page = page_for(focal_point)
    pages = [
        "/fr/roadmaps/FRA/#item-1.1.C",
        EDIT,
        f"{EDIT}details/",
        f"{EDIT}add/?level=2&under={roadmap.items.get(code='1').pk}",
    ]
    for path in [*pages, "/en/roadmaps/FRA/import/"]:
        page.goto(path)
        axe_everywhere(page)
    ReportFactory(country=roadmap.country, roadmap=roadmap)
    versions.start_version(roadmap=roadmap, by=focal_point)
    for path in ("/fr/roadmaps/FRA/2/", "/en/roadmaps/FRA/2/discard/"):
        page.goto(path)
        axe_everywhere(page)
    page = page_for(UserFactory(secretariat=True))
    RoadmapFactory(country__chile=True)
    for path in ("/fr/roadmaps/", "/en/roadmaps/CHL/"):
        page.goto(path)
        axe_everywhere(page)


@pytest.mark.long
def test_everything_to_be_touched_is_large_enough(page_for, roadmap, focal_point):
    page = page_for(focal_point, width=390)
    page.goto(EDIT)
    heights = page.eval_on_selector_all(
        "main a, main button", "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 24


@pytest.mark.long
def test_a_reference_leads_to_its_line(page_for, roadmap, focal_point):
    page = page_for(focal_point, height=300)
    page.goto("/en/roadmaps/FRA/1/#item-1.1.C")
    expect(page.locator(":target")).to_have_text("1.1.C Police")
    expect(page.locator(":target")).to_be_in_viewport()
