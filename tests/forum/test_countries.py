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
    ("wrong", "message"),
    [
        ({"code": "FR"}, "FR is not an ISO 3166-1 alpha-3 code such as FRA."),
        ({"languages": "fr,xx"}, "Reporting languages must be among: en, fr."),
        ({"languages": ""}, "Reporting languages must be among: en, fr."),
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
