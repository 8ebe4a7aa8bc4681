"""A section in a language that the interface does not speak: the questions, the direction, what is said of it."""

import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
NOT_WORDED = "its questions stand here in the language of this page."


@pytest.fixture
def page_in(report, client_for, writer):
    """page_in(languages, language) is the page of a section of a country with these languages."""

    def get(languages: list[str], language: str = "") -> str:
        report.country.languages = languages
        report.country.save(update_fields=["languages"])
        query = {"write": language} if language else {}
        return client_for(writer).get(reverse("reports:section", args=["FRA", 2023, "overall"]), query).content.decode()

    return get


def said(page: str) -> list[bool]:
    """Whether questions are put in Spanish, in English, and whether the page says that they are not worded."""
    return [words in page for words in ("Limítese a las dos", "Keep to the two or three", NOT_WORDED)]


def test_who_writes_spanish_is_asked_in_spanish(page_in):
    page = page_in(["es", "en"], "es")
    assert said(page) == [True, False, False]
    assert '<span lang="es" dir="ltr">No procede</span>' in page
    assert re.search(r'<span lang="es" dir="ltr">¿Qué resultados principales .* mayo de 2022', page)


def test_who_writes_english_in_the_same_country_is_asked_in_english(page_in):
    assert said(page_in(["es", "en"], "en")) == [False, True, False]


def test_who_writes_arabic_is_asked_in_the_language_of_the_page_which_says_so_once(page_in):
    page = page_in(["ar", "fr"], "ar")
    assert said(page) == [False, True, True]
    assert page.count(NOT_WORDED) == 1
    assert "The questionnaire is not worded in Arabic" in page


def test_arabic_is_written_from_right_to_left(page_in):
    area = re.search(r"<textarea[^>]*data-rich-text[^>]*>", page_in(["ar", "fr"], "ar"))[0]
    assert ['lang="ar"' in area, 'dir="rtl"' in area] == [True, True]


def test_the_language_written_in_follows_the_country(page_in):
    assert said(page_in(["es"])) == [True, False, False]
