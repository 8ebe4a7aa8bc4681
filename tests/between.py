"""Between two tests: whoever commits leaves the database as the migrations made it.

Django empties every table by `flush` and, for the tests that ask for it, saves what migrations wrote anew, object by
object. Here the tables that hold something are emptied, and their first rows are put back as the database gave them.
"""

from io import StringIO

from django.db import OperationalError, connection, transaction
from django.test import TransactionTestCase

TRIES = 3

first: dict[str, str | list[tuple]] = {}
"""The tables in which migrations wrote, each with its rows: as COPY writes them on PostgreSQL, else as tuples."""


def install() -> None:
    TransactionTestCase._fixture_teardown = lambda case: put_back()


def keep() -> None:
    """Call once, when the database is made."""
    first.clear()
    with connection.cursor() as cursor:
        for table in filled():
            if connection.vendor == "postgresql":
                cursor.copy_expert(f"COPY {quoted(table)} TO STDOUT", out := StringIO())
                first[table] = out.getvalue()
            else:
                first[table] = cursor.execute(f"SELECT * FROM {quoted(table)}").fetchall()  # noqa: S608


def put_back() -> None:
    """Tried again where a server of the test still asks for something, and one of the two had to give way."""
    for _ in range(TRIES - 1):
        try:
            return _put_back()
        except OperationalError:
            connection.close()
    return _put_back()


def _put_back() -> None:
    with transaction.atomic(), connection.cursor() as cursor:  # keys are compared at its end: no table has to wait
        tables = sorted({*filled(), *first})
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(map(quoted, tables))} CASCADE")
            for table, rows in first.items():
                cursor.copy_expert(f"COPY {quoted(table)} FROM STDIN", StringIO(rows))
            return
        for table in tables:
            cursor.execute(f"DELETE FROM {quoted(table)}")  # noqa: S608
        for table, rows in first.items():
            cursor.executemany(f"INSERT INTO {quoted(table)} VALUES ({', '.join(['%s'] * len(rows[0]))})", rows)  # noqa: S608


def filled() -> list[str]:
    """The tables of models that hold a row."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    asked = [f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {quoted(name)})" for name in names]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [name for (name,) in cursor.fetchall()]


def quoted(table: str) -> str:
    return connection.ops.quote_name(table)
