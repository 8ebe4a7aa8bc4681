"""The database field and the form field for text in several languages."""

import json

import pytest
from django.core.exceptions import ValidationError

from bilingual.fields import BilingualField
from bilingual.forms import BilingualFormField
from bilingual.text import Text
from forum.models import Country
from tests.factories.forum import CountryFactory


@pytest.mark.django_db
def test_what_is_stored_comes_back_as_a_text():
    country = CountryFactory(name={"en": "Chile", "fr": "Chili"})

    assert Country.objects.get(pk=country.pk).name == Text.of(en="Chile", fr="Chili")


@pytest.mark.django_db
def test_a_plain_string_is_not_stored_as_if_it_were_a_text():
    with pytest.raises(ValidationError):
        CountryFactory(name="Chile")


@pytest.mark.django_db
def test_a_language_can_be_looked_up():
    chile = CountryFactory(name=Text.of(en="Chile", fr="Chili"))
    CountryFactory(name=Text.of(en="France", fr="France"))

    assert list(Country.objects.filter(name__fr="Chili")) == [chile]


@pytest.mark.parametrize("value", ["not json", {"xx": "?"}, {"en": 1}, 3, ["en"]])
def test_what_is_no_such_text_is_refused(value):
    with pytest.raises(ValidationError):
        BilingualField().to_python(value)


def test_json_and_nothing_are_read():
    field = BilingualField()

    assert field.to_python('{"en": "Chile"}') == Text.of(en="Chile")
    assert field.to_python(None) == Text()


@pytest.mark.django_db
def test_a_dump_holds_the_languages():
    country = CountryFactory(name=Text.of(en="Chile"))

    assert json.loads(Country._meta.get_field("name").value_to_string(country)) == {"en": "Chile"}


def test_the_form_field_gives_a_text():
    assert BilingualFormField().clean(["Chile", ""]) == Text.of(en="Chile")


@pytest.mark.parametrize(
    ("options", "values", "message"),
    [
        ({}, ["", ""], "Write this in at least one language."),
        ({"every_language": True}, ["Chile", ""], "Write this in every language."),
        ({"max_length": 3}, ["Chile", ""], "Ensure this value has at most 3 characters (it has 5)."),
    ],
)
def test_the_form_field_says_what_is_wrong(options, values, message):
    with pytest.raises(ValidationError) as refusal:
        BilingualFormField(**options).clean(values)

    assert refusal.value.messages == [message]


def test_nothing_is_a_good_answer_where_nothing_is_required():
    assert BilingualFormField(required=False).clean(["", ""]) == Text()


def test_each_box_is_marked_with_its_language():
    html = BilingualFormField().widget.render("name", Text.of(fr="Chili"), {"id": "id_name"})

    assert [mark in html for mark in ('lang="en" dir="ltr"', 'lang="fr" dir="ltr"', 'value="Chili"')] == [True] * 3
    assert html.count("<label") == 2


def test_a_text_in_a_language_that_has_no_box_gets_one_and_is_not_lost():
    field = BilingualFormField(languages=["fr"])
    html = field.widget.render("name", Text.of(ar="المغرب", en=""), {"id": "id_name"})
    sent = {"name_fr": "Maroc", "name_ar": "المغرب"}

    assert [f'name="name_{code}"' in html for code in ("fr", "ar", "en", "es")] == [True, True, False, False]
    assert 'lang="ar" dir="rtl"' in html
    assert field.clean(field.widget.value_from_datadict(sent, {}, "name")) == Text.of(fr="Maroc", ar="المغرب")
