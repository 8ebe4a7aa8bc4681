"""Adding a country."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from bilingual.text import Text
from forum.access import Forbidden
from forum.countries import add_country, change_country, keep_country, of_country
from forum.fingerprints import Stale
from forum.models import Country, Invitation
from forum.roles import ALLIANCE_ROLES, Role
from journal.models import Entry
from tests.factories.forum import CountryFactory, UserFactory, WorkingGroupFactory
from tests.factories.reports import AnswerFactory, ReportFactory

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
        keep_country(code="FRA", name=Text(), languages=["fr"])


CHILE = {"code": "CHL", "name": Text.of(en="Chile"), "languages": ["es", "en"], "time_zone": "America/Santiago"}


@pytest.fixture
def administrator(db):
    return UserFactory(holds=(Role.ADMINISTRATOR,))


def test_a_country_comes_with_an_invitation_of_its_first_focal_point(administrator):
    ada = {"email": "ada@example.org", "name": "Ada", "language": "fr"}
    chile = add_country(**CHILE, focal_point=ada, by=administrator)

    invitation = Invitation.objects.get()
    about = (invitation.country, invitation.role, invitation.email, invitation.language, invitation.invited_by)
    assert about == (chile, Role.FOCAL_POINT, "ada@example.org", "fr", administrator)
    assert [(line.action, line.actor, line.country) for line in Entry.objects.order_by("pk")] == [
        ("country.added", administrator, "CHL"),
        ("invitation.sent", administrator, "CHL"),
    ]


def test_a_country_that_is_there_is_not_added_again(administrator):
    add_country(**CHILE, by=administrator)
    with pytest.raises(ValidationError) as refusal:
        add_country(**CHILE | {"name": Text.of(en="Chili")}, by=administrator)
    assert refusal.value.message_dict == {"code": ["There is a country CHL already."]}
    assert stored() == [("CHL", {"en": "Chile"}, ["es", "en"])]


def test_what_is_taken_away_of_a_country_is_gone_and_what_did_not_change_is_not_written(administrator):
    chile = add_country(**CHILE, by=None)
    about = {"name": Text.of(es="Chile"), "languages": ["es"], "time_zone": ""}
    assert [change_country(country=chile, **about, by=administrator) for _each in range(2)] == [True, False]

    chile.refresh_from_db()
    assert (dict(chile.name), chile.languages, chile.time_zone) == ({"es": "Chile"}, ["es"], "")
    lines = [(line.action, line.actor, line.data) for line in Entry.objects.order_by("pk")[1:]]
    assert lines == [("country.changed", administrator, {"fields": ["languages", "name", "time_zone"]})]


def test_a_language_in_which_there_are_answers_stays(administrator):
    report = ReportFactory(country=CountryFactory(france=True))
    AnswerFactory(report=report, language="en")
    AnswerFactory(report=report, language="fr", question="lessons", is_blank=True)
    about = {"name": report.country.name, "time_zone": "", "by": administrator}

    with pytest.raises(ValidationError) as refusal:
        change_country(country=report.country, languages=["fr"], **about)

    assert refusal.value.message_dict == {
        "languages": ["There are answers in English already; it stays one of the languages."]
    }
    assert change_country(country=report.country, languages=["en"], **about)


def test_a_change_on_an_old_page_is_refused(administrator):
    chile = add_country(**CHILE, by=None)
    seen = of_country(chile)
    change_country(country=chile, name=Text.of(en="Chili"), languages=["es"], time_zone="", by=None)
    with pytest.raises(Stale):
        change_country(country=chile, name=Text.of(es="Chile"), languages=["es"], time_zone="", seen=seen, by=None)
    assert stored() == [("CHL", {"en": "Chili"}, ["es"])]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_administrators_alone_look_after_countries(role):
    france = CountryFactory(france=True)
    place = None if role in ALLIANCE_ROLES else france
    group = WorkingGroupFactory(country=france) if role == Role.GROUP_CHAIR else None
    person = UserFactory(holds=(role, place, group))
    with pytest.raises(Forbidden):
        add_country(**CHILE, by=person)
    with pytest.raises(Forbidden):
        change_country(country=france, name=Text.of(en="F"), languages=["fr"], time_zone="", by=person)
    assert [country.code for country in Country.objects.all()] == ["FRA"]
