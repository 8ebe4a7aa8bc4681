"""The components on one page: accessible in both themes, on a telephone and with the page enlarged to the double."""

from pathlib import Path

import pytest

from tests.browser.looks import too_wide

TEMPLATES = Path(__file__).parent.parent / "look" / "templates"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.look.pages")]
PAPER = {"light": "rgb(252, 251, 248)", "dark": "rgb(19, 24, 32)"}
TOO_SMALL = """() => [...document.querySelectorAll("a, button, summary, input, select, label:has(input)")]
    .filter(one => one.checkVisibility() && !one.closest(".reading, p, .visually-hidden, .skip-link"))
    .map(one => (one.matches("input") && one.closest("label")) || one)
    .filter(one => one.getBoundingClientRect().height < 24)
    .map(one => one.outerHTML)"""


@pytest.fixture(autouse=True)
def _style_page(settings):
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], TEMPLATES]}]


def paper(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_every_component_is_accessible(page_for, axe_everywhere):
    page = page_for()
    page.goto("/en/style/")
    axe_everywhere(page)
    page.goto("/fr/login/")
    axe_everywhere(page)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_no_width_makes_the_page_scroll_sideways(page_for, direction):
    page = page_for()
    page.goto("/fr/style/")
    page.evaluate(f"document.documentElement.dir = '{direction}'")
    assert too_wide(page, 320, 390, 720, 1920) == []


def test_everything_to_be_touched_is_large_enough(page_for):
    page = page_for(width=390)
    page.goto("/en/style/")
    assert page.evaluate(TOO_SMALL) == []


def test_the_error_summary_has_the_focus_when_the_page_arrives(page_for):
    page = page_for()
    page.goto("/en/style/")
    assert page.evaluate("document.activeElement.className") == "error-summary"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_follows_the_system_until_it_is_chosen_and_is_kept_then(page_for, scheme):
    other = {"light": "dark", "dark": "light"}[scheme]
    page = page_for(color_scheme=scheme)
    page.goto("/en/login/")
    assert paper(page) == PAPER[scheme]
    page.get_by_label("Dark" if other == "dark" else "Light", exact=True).check()
    assert paper(page) == PAPER[other]
    page.goto("/fr/login/")
    assert page.locator("html").get_attribute("data-bs-theme") == other  # written by the server: nothing flashes
    assert paper(page) == PAPER[other]
    page.locator("[data-theme-switch] [value='']").check()
    page.reload()
    assert paper(page) == PAPER[scheme]


def test_without_script_the_system_decides_and_no_dead_switch_is_shown(page_for):
    page = page_for(java_script_enabled=False, color_scheme="dark")
    page.goto("/en/login/")
    assert page.locator("[data-theme-switch]").is_hidden()
    assert page.locator("html").get_attribute("data-bs-theme") is None


def test_a_page_in_english_fetches_four_fonts_at_most(page_for):
    page = page_for()
    fetched = []
    page.on(
        "request", lambda request: fetched.append(request.url.rsplit("/")[-1]) if "/fonts/" in request.url else None
    )
    page.goto("/en/login/", wait_until="networkidle")
    assert sorted(set(fetched)) == [
        "source-sans-3-latin-400-normal.woff2",
        "source-sans-3-latin-600-normal.woff2",
        "source-serif-4-latin-400-normal.woff2",
        "source-serif-4-latin-600-normal.woff2",
    ]
