"""The journal: append-only, and every act has its sentence."""

import pytest

from journal.actions import SENTENCES, UnknownAction, register
from journal.models import Entry, JournalIsAppendOnly
from journal.queries import history_of, latest_acts, recent_in
from journal.record import record
from journal.templatetags.journal import sentence
from tests.factories.forum import CountryFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def test_a_line_keeps_names_beside_keys():
    country, person = CountryFactory(france=True), UserFactory(name="Person")

    line = record("country.changed", by=person, target=country, country="FRA", fields=["name"])

    assert (line.actor_name, line.country, line.target_type, line.target_id, line.target_label, line.data) == (
        "Person",
        "FRA",
        "forum.country",
        str(country.pk),
        "France",
        {"fields": ["name"]},
    )


def test_an_act_nobody_registered_is_refused():
    with pytest.raises(UnknownAction):
        record("country.lost", by=None, target=CountryFactory())


def test_an_act_is_registered_once():
    with pytest.raises(ValueError, match="registered twice"):
        register({"country.added": "again"})


def test_a_line_is_never_changed_and_never_deleted():
    line = record("country.changed", by=None, target=CountryFactory())

    for attempt in (line.save, line.delete, Entry.objects.all().delete, lambda: Entry.objects.update(action="x")):
        with pytest.raises(JournalIsAppendOnly):
            attempt()


def test_history_is_newest_first_and_of_one_thing():
    one, other = CountryFactory.create_batch(2)
    lines = [record("country.changed", by=None, target=one, country=one.code) for _each in range(2)]
    record("country.changed", by=None, target=other, country=other.code)

    assert list(history_of(one)) == list(recent_in(one.code)) == lines[::-1]


def test_the_same_act_again_and_again_stands_among_the_latest_once():
    country, person = CountryFactory(), UserFactory()
    first = record("country.added", by=person, target=country)
    for _each in range(3):
        last = record("country.changed", by=person, target=country)

    assert latest_acts(history_of(country), 5) == [last, first]


def test_the_line_reads_as_a_sentence():
    line = record("country.changed", by=None, target=CountryFactory(france=True))

    assert sentence(line) == "The system changed the country France"


def test_every_sentence_says_who():
    told = {action: str(text) % {"actor": "A", "target": "T"} for action, text in SENTENCES.items()}

    assert [action for action, text in told.items() if not text.startswith("A ")] == []
