"""A line of the journal read: its sentence, from what to what, for whom, where it leads."""

import pytest

from journal.actions import WORDS, register_words, word
from journal.filters import FilterForm
from journal.links import FINDERS, links_of, register
from journal.models import Entry
from journal.queries import recent_in
from journal.record import record
from journal.sentences import act_label, change_of, sentence_of
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import ReportFactory
from tests.factories.roadmaps import RoadmapFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def france():
    return CountryFactory(france=True)


def test_it_says_for_whom(france):
    line = record("country.changed", by=UserFactory(name="Editor"), target=france, on_behalf_of=france)

    assert sentence_of(line) == "Editor changed the country France, on behalf of France"


def test_it_says_from_what_to_what_in_words(france):
    states = {"from": "draft", "to": "forum_review"}
    line = record("report.opened", by=None, target=ReportFactory(country=france), **states)

    assert change_of(line) == "from “draft” to “with the forum”"
    assert change_of(record("country.changed", by=None, target=france)) == ""


def test_a_state_without_a_word_is_shown_as_it_was_written():
    assert (word("report.opened", "unheard"), word("country.changed", 7)) == ("unheard", "7")


def test_words_are_registered_once():
    with pytest.raises(ValueError, match="registered twice"):
        register_words("report", {})
    assert list(WORDS) == ["report"]


def test_an_act_that_this_version_does_not_know_is_told_by_its_name(france):
    line = Entry.objects.create(action="tree.planted", target_label="France", actor_name="Ada")

    assert (sentence_of(line), act_label("tree.planted")) == ("Ada: tree.planted, France", "tree.planted")


def test_lines_lead_to_what_is_still_there_in_a_query_a_kind(france, django_assert_num_queries):
    reports = [ReportFactory(country=france), ReportFactory()]
    roadmap = RoadmapFactory()
    lines = [record("report.opened", by=None, target=one) for one in reports]
    lines.append(record("roadmap.started", by=None, target=roadmap))
    lines.append(record("country.changed", by=None, target=france))
    gone = record("report.opened", by=None, target=reports[1])
    reports[1].delete()

    with django_assert_num_queries(2):
        links = links_of([*lines, gone])

    assert links == {
        lines[0].pk: "/en/reports/FRA/2023/",
        lines[2].pk: f"/en/roadmaps/{roadmap.country.code}/1/",
    }


def test_a_kind_of_thing_is_found_in_one_way():
    with pytest.raises(ValueError, match="registered twice"):
        register("reports.report", lambda keys: {})
    assert "reports.report" in FINDERS


# --- filters


def test_lines_are_chosen_by_person_act_and_days(france):
    ada, bo = UserFactory(name="Ada"), UserFactory(name="Bo")
    lines = [
        record("country.added", by=ada, target=france, country="FRA"),
        record("country.changed", by=ada, target=france, country="FRA"),
        record("country.changed", by=bo, target=france, country="FRA"),
        record("country.changed", by=None, target=france, country="FRA"),
    ]
    day = f"{lines[0].at:%Y-%m-%d}"

    def chosen(**sent):
        return [lines.index(line) for line in FilterForm(sent, entries=recent_in("FRA")).chosen()]

    assert chosen() == [3, 2, 1, 0]
    assert chosen(person=str(ada.pk)) == [1, 0]
    assert chosen(person=str(ada.pk), act="country.changed") == [1]
    assert chosen(act="country.changed") == [3, 2, 1]
    assert chosen(after="2020-01-01", before="2020-12-31") == []
    assert chosen(after="2020-01-01") == [3, 2, 1, 0]
    assert chosen(after="tomorrow", act="country.added") == [0]
    assert chosen(person="999") == [3, 2, 1, 0]
    assert day


def test_the_lists_hold_who_and_what_stands_there(france):
    person = UserFactory(name="Ada")
    record("country.added", by=person, target=france, country="FRA")
    person.name = "Ada Lovelace"
    record("country.changed", by=person, target=france, country="FRA")
    record("country.changed", by=UserFactory(), target=france, country="CHL")

    form = FilterForm({}, entries=recent_in("FRA"))

    assert form.fields["person"].choices == [("", "Everybody"), (str(person.pk), "Ada Lovelace")]
    assert form.fields["act"].choices == [
        ("", "Every act"),
        ("country.added", "… added the country …"),
        ("country.changed", "… changed the country …"),
    ]
