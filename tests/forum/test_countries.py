"""Adding a country."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from bilingual.text import Text
from forum.countries import add_country
from forum.models import Country
from journal.models import Entry

pytestmark = pytest.mark.django_db


def stored():
    return [(c.code, dict(c.name), c.languages) for c in Country.objects.all()]


def command(code="FRA", name_en="France", name_fr="France", languages="fr,en"):
    call_command("add_country", code, name_en=name_en, name_fr=name_fr, languages=languages)


def test_the_command_adds_a_country_once(capsys):
    command()
    command()

    assert stored() == [("FRA", {"en": "France", "fr": "France"}, ["fr", "en"])]
    assert capsys.readouterr().out == "FRA added\nFRA was there already, up to date\n"
    assert [line.action for line in Entry.objects.all()] == ["country.added"]


def test_the_command_brings_a_country_up_to_date():
    command()
    command(name_en="The French Republic", languages="fr")

    assert stored() == [("FRA", {"en": "The French Republic", "fr": "France"}, ["fr"])]
    assert Entry.objects.latest("at").data == {"fields": ["languages", "name"]}


@pytest.mark.parametrize(
    "code, languages",
    [
        ("CHL", ["es", "en"]),
        ("MAR", ["ar", "fr"]),
        ("PER", ["es"]),
        ("DEU", ["de", "en"]),
        ("MOZ", ["pt"]),
        ("NLD", ["nl"]),
    ],
)
def test_a_country_writes_in_its_own_languages(code, languages):
    command(code, languages=",".join(languages))

    assert stored() == [(code, {"en": "France", "fr": "France"}, languages)]


def test_its_name_may_be_in_any_of_them_and_is_kept_where_none_is_said():
    call_command("add_country", "MAR", "--name-ar", "المغرب", "--name-fr", "Maroc", "--languages", "ar")
    call_command("add_country", "MAR", "--languages", "ar,fr")

    assert stored() == [("MAR", {"fr": "Maroc", "ar": "المغرب"}, ["ar", "fr"])]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"code": "FR"}, "FR is not an ISO 3166-1 alpha-3 code such as FRA."),
        ({"languages": "fr,xx"}, "Reporting languages must be among: en, fr, es, pt, ar, de, nl."),
        ({"languages": ""}, "Reporting languages must be among: en, fr, es, pt, ar, de, nl."),
        ({"name_en": "", "name_fr": " "}, "A country needs a name."),
    ],
)
def test_bad_input_changes_nothing(wrong, message):
    with pytest.raises(CommandError) as refusal:
        command(**wrong)

    assert (str(refusal.value), stored()) == (message, [])


def test_a_country_needs_a_name():
    with pytest.raises(ValidationError):
        add_country(code="FRA", name=Text(), languages=["fr"])
