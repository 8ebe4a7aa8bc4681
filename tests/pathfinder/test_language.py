import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from pathfinder.templatetags.language import other_languages


def links(path, language="en"):
    with translation.override(language):
        return other_languages(Context({"request": RequestFactory().get(path)}))


def test_the_other_languages_carry_their_own_names():
    assert links("/en/login/") == [{"code": "fr", "name": "Français", "url": "/fr/login/"}]
    assert links("/fr/login/", "fr") == [{"code": "en", "name": "English", "url": "/en/login/"}]


@pytest.mark.parametrize(
    "here, there",
    [
        ("/en/", "/fr/"),
        ("/en/login/?next=/en/reports/", "/fr/login/?next=/en/reports/"),
        ("/en/password/reset/abc/def-0/", "/fr/password/reset/abc/def-0/"),
        ("/en/nothing/at/this/address/?q=1", "/fr/nothing/at/this/address/?q=1"),
        ("/nothing", "/fr/"),
        ("/", "/fr/"),
    ],
)
def test_the_link_leads_to_the_same_page_with_the_same_question(here, there):
    assert links(here)[0]["url"] == there


def test_an_address_with_marks_of_its_own_stays_inside_its_attribute():
    request = RequestFactory().get('/en/"><b>/')
    template = Template(
        '{% load language %}{% other_languages as all %}{% for one in all %}<a href="{{ one.url }}">{% endfor %}'
    )
    assert template.render(Context({"request": request})) == '<a href="/fr/%22%3E%3Cb%3E/">'
