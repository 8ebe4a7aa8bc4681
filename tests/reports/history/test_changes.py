"""What changed since a time, and what the answers said then."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forum.roles import Role
from reports.answers import documents
from reports.answers.saving import save_answer
from reports.content.loading import load
from reports.history.changes import (
    by_part,
    changed_since,
    differences_of,
    everywhere,
    last_frozen,
    since_frozen,
    since_last_visit,
)
from reports.models import Answer, AnswerRevision, LastVisit, Report
from reports.stages import Stage
from tests.factories.forum import UserFactory
from tests.factories.reports import AnswerFactory, entry_of, text
from tests.reports.together import write
from tests.reports.way import Way

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def ago(**time) -> object:
    return NOW - timedelta(**time)


@pytest.fixture
def reader(report):
    return UserFactory(focal_point_of=report.country, name="Reader")


@pytest.fixture
def ada(report):
    return UserFactory(holds=(Role.DEPUTY, report.country), name="Ada")


def save(report, value, by, key="key_results", language="fr", **times):
    """A save, and as if it had been at those times."""
    entry = entry_of(report, key)
    standing = entry.answers.get(language)
    answer = save_answer(
        report=report, entry=entry, language=language, value=value, seen=standing.revision if standing else 0, by=by
    )
    Answer.objects.filter(pk=answer.pk).update(**times)
    return answer


def visit(report, user, section="overall", **time):
    LastVisit.objects.create(user=user, report=report, section=section, seen_at=ago(**time))


def told(changes) -> list[tuple]:
    return [(one.entry.key, one.answer.language, [str(user) for user in one.authors]) for one in changes]


def compared(report, at) -> list[tuple]:
    content = load(report)
    found = differences_of(changed_since(content, everywhere(content, at)))
    return [(one.old, one.new, one.kept_at, one.is_exact) for one in found]


def test_what_others_changed_since_the_last_visit_is_told_with_all_its_authors(report, reader, ada):
    ben = UserFactory(focal_point_of=report.country, name="Ben")
    visit(report, reader, days=2)
    save(report, text("Un"), ben, began_at=ago(days=1), changed_at=ago(days=1))
    save(report, text("Deux"), ada)
    save(report, text("Vieux"), ada, key="lessons", began_at=ago(days=3), changed_at=ago(days=3))

    changes = since_last_visit(load(report), reader)

    assert told(changes) == [("key_results", "fr", ["Ben", "Ada"])]
    part = by_part(load(report), changes)["overall"]
    assert (part.count, [str(user) for user in part.authors]) == (1, ["Ben", "Ada"])


def test_what_one_changed_oneself_is_nothing_new_unless_others_did_too(report, reader, ada):
    visit(report, reader, days=2)
    save(report, text("Un"), reader)
    assert told(since_last_visit(load(report), reader)) == []

    save(report, text("Deux"), ada)
    save(report, text("Trois"), reader)
    assert told(since_last_visit(load(report), reader)) == [("key_results", "fr", ["Reader", "Ada"])]


def test_who_wrote_before_the_last_visit_alone_is_not_named(report, reader, ada):
    ben = UserFactory(focal_point_of=report.country, name="Ben")
    save(report, text("Un"), ben, began_at=ago(days=9), changed_at=ago(days=9))
    visit(report, reader, days=2)
    save(report, text("Deux"), ada)

    assert told(since_last_visit(load(report), reader)) == [("key_results", "fr", ["Ada"])]


def test_a_part_in_which_somebody_never_was_is_not_told(report, reader, ada):
    visit(report, reader, section="progress", days=2)
    save(report, text("Un"), ada)

    assert told(since_last_visit(load(report), reader)) == []


def test_a_file_has_no_author_and_is_told(report, reader):
    visit(report, reader, days=2)
    AnswerFactory(report=report, channel="import", changed_by=None)

    assert told(since_last_visit(load(report), reader)) == [("key_results", "fr", [])]


def test_the_version_of_the_time_is_compared_and_said_to_be_exact_or_not(report, reader, ada):
    save(report, text("Un"), reader, began_at=ago(days=9), changed_at=ago(days=8))
    save(report, text("Deux"), ada, began_at=ago(days=5), changed_at=ago(days=4))
    save(report, text("Trois"), reader, began_at=ago(hours=2), changed_at=ago(hours=1))

    assert compared(report, ago(days=1)) == [(text("Deux"), text("Trois"), ago(days=4), True)]
    assert compared(report, ago(days=4.5)) == [(text("Un"), text("Trois"), ago(days=8), False)]
    assert compared(report, ago(days=10)) == [(None, text("Trois"), None, True)]
    assert compared(report, ago(minutes=5)) == []


def test_choices_are_compared_too(report, reader, ada):
    save(report, "no", reader, key="mechanism_useful", language="", began_at=ago(days=3), changed_at=ago(days=3))
    save(report, "yes", ada, key="mechanism_useful", language="")

    assert compared(report, ago(days=1)) == [("no", "yes", ago(days=3), True)]


def test_a_version_that_was_set_aside_never_stood(report, reader):
    answer = AnswerFactory(report=report, value=text("Un"), revision=3, changed_at=ago(days=3), began_at=ago(days=3))
    AnswerRevision.objects.create(
        answer=answer, number=2, value=text("De côté"), channel="browser", changed_at=ago(days=1)
    )
    save(report, text("Deux"), reader)

    assert compared(report, ago(hours=5))[0][0] == text("Un")


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_queries_however_many_answers_changed(report, reader, ada, count, django_assert_num_queries):
    for key in ["key_results", "lessons", "difficulties"][:count]:
        save(report, text("Un"), reader, key=key, began_at=ago(days=3), changed_at=ago(days=3))
        save(report, text("Deux"), ada, key=key)
    content = load(report)

    with django_assert_num_queries(3):  # authors, times of the versions, the texts of those that are compared
        assert len(differences_of(changed_since(content, everywhere(content, ago(days=1))))) == count


def test_what_is_not_as_it_was_frozen():
    way = Way(groups=0).to(Stage.SUBMITTED)
    frozen = last_frozen(way.report)
    assert since_frozen(load(way.report), frozen) == []

    Report.objects.update(stage=Stage.DRAFT)
    way.report.refresh_from_db()
    save(way.report, text("Tout autre chose"), way.focal_point)
    found = since_frozen(load(way.report), frozen)

    assert [(one.changed.entry.key, one.old, one.new, one.is_exact) for one in found] == [
        ("key_results", text("Le plan national est appliqué."), text("Tout autre chose"), True)
    ]
    assert [str(user) for user in found[0].changed.authors] == [str(way.focal_point)]


def test_what_is_not_in_the_row_yet_is_compared_with_the_row(report, reader, ada):
    save(report, text("Un"), reader, began_at=ago(days=3), changed_at=ago(days=3))
    french = documents.open_text(report=report, entry=entry_of(report, "key_results"), language="fr", by=reader)
    english = documents.open_text(report=report, entry=entry_of(report, "key_results"), language="en", by=reader)
    write(french, text("Un deux"), by=ada)
    write(english, text("One"), by=ada)

    assert compared(report, ago(days=1)) == [
        (text("Un"), text("Un deux"), ago(days=3), True),
        (None, text("One"), None, True),
    ]
    assert compared(report, ago(days=4)) == [
        (None, text("Un deux"), None, True),
        (None, text("One"), None, True),
    ]
