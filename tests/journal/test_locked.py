"""The database itself keeps the journal's lines as they are, whatever gets past the models."""

import pytest
from django.db import DatabaseError, connection, models, transaction

from journal.models import Entry, Erasure
from journal.record import record
from tests.factories.forum import CountryFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
TABLE = Entry._meta.db_table


@pytest.fixture
def line():
    return record("country.changed", by=UserFactory(name="Ada"), target=CountryFactory(france=True), country="FRA")


def refused(sql, *values):
    """Whether the database refuses this, and says why."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError as error:
        return "the journal is append-only" in str(error)
    return False


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "country.added"),
        ("at", "2020-01-01 00:00:00+00:00"),
        ("actor_id", None),
        ("actor_name", "Bo"),
        ("on_behalf", "Bo"),
        ("country", "CHL"),
        ("target_type", "x"),
        ("target_id", "x"),
        ("target_label", "x"),
        ("data", "{}1"),
    ],
)
def test_no_column_of_a_line_changes(line, column, value):
    value = '{"a": 1}' if column == "data" else value
    assert refused(f"UPDATE {TABLE} SET {column} = %s WHERE id = %s", value, line.pk)  # noqa: S608


def test_the_queryset_of_django_does_not_get_past_it(line):
    with pytest.raises(DatabaseError), transaction.atomic():
        models.QuerySet.update(Entry.objects.all(), action="x")


def test_while_names_are_erased_only_the_texts_may_change(line):
    Erasure.objects.create(person=line.actor_id)

    allowed = [
        column
        for column in ("action", "actor_name", "on_behalf", "country", "target_type", "target_id", "target_label")
        if not refused(f"UPDATE {TABLE} SET {column} = 'x' WHERE id = %s", line.pk)  # noqa: S608
    ]

    assert allowed == ["actor_name", "on_behalf", "target_label"]
    Erasure.objects.update(is_open=False)
    assert refused(f"UPDATE {TABLE} SET actor_name = 'y' WHERE id = %s", line.pk)  # noqa: S608


def test_a_line_is_deleted_on_no_postgresql(line):
    """SQLite has no TRUNCATE: emptying the tables for a test could not be told from it (journal/triggers.py)."""
    expected = connection.vendor == "postgresql"
    assert refused(f"DELETE FROM {TABLE} WHERE id = %s", line.pk) is expected  # noqa: S608


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_tests_that_commit_still_empty_the_table(line, turn):
    assert Entry.objects.count() == 1
