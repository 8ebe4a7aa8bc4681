"""The migrations of the reports: what stood in a database of November 2026 stands in it afterwards, and back again.

tests/data/aaf6633 holds the demonstration as commit aaf6633 loaded it, and some more that people of France then wrote:
three texts written together, threads, a proposal for a field of a next step, and a step that was removed.
"""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from tests.tree import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

DUMPS = ROOT / "tests/data/aaf6633"
OLD = "old"
"""The alias of the database that is migrated."""
SLOTS = """SELECT coalesce(occurrence.source, 'none'), count(*) FROM reports_slot slot
    LEFT JOIN reports_occurrence occurrence ON occurrence.id = slot.occurrence_id"""
IN_SLOTS = ["answer", "answertext", "thread", "proposal", "voice", "assignment"]
BEFORE, AFTER = ("reports", "0015_imports_are_undone"), ("reports", "0018_only_slots")


@pytest.fixture
def old(db, django_db_blocker, tmp_path, monkeypatch) -> Iterator:
    """A connection to the database of that commit, beside that of the tests."""
    vendor = connection.vendor
    dump = (DUMPS / f"{vendor}.sql").read_text(encoding="utf-8")
    settings = connection.settings_dict | {"NAME": str(tmp_path / "old.sqlite3") if vendor == "sqlite" else OLD}
    monkeypatch.setitem(connections.settings, OLD, settings)
    with django_db_blocker.unblock():
        if vendor == "postgresql":
            on_server(f'CREATE DATABASE "{OLD}"')
        try:
            with connections[OLD].cursor() as cursor:
                if vendor == "sqlite":
                    cursor.execute("PRAGMA foreign_keys = OFF")  # a table may stand before one that it points to
                    cursor.connection.executescript(dump)
                    cursor.execute("PRAGMA foreign_keys = ON")
                else:
                    cursor.execute(dump)
                    cursor.execute("SET search_path TO DEFAULT")
            yield connections[OLD]
        finally:
            connections[OLD].close()
            del connections[OLD]
            if vendor == "postgresql":
                on_server(f'DROP DATABASE "{OLD}"')


def on_server(*statements: str) -> None:
    """Outside every transaction, on a connection of its own."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    finally:
        own.close()


def migrate(old, *targets: tuple[str, str]) -> None:
    """To these migrations, or to the newest of all."""
    executor = MigrationExecutor(old)
    if targets:  # they are among those that have been squashed
        executor.loader.replace_migrations = False
        executor.loader.build_graph()
    executor.migrate(list(targets) or executor.loader.graph.leaf_nodes())


def rows(old, query: str) -> list[tuple]:
    with old.cursor() as cursor:
        cursor.execute(query)
        return sorted(cursor.fetchall(), key=repr)


def tables(old) -> dict[str, list[str]]:
    """The columns of each table that holds what people made, by its name."""
    introspection = old.introspection
    with old.cursor() as cursor:
        names = [name for name in introspection.table_names(cursor) if not name.startswith(("django_", "auth_"))]
        return {name: columns_of(introspection.get_table_description(cursor, name)) for name in names}


def columns_of(description) -> list[str]:
    return sorted(column.name for column in description)


def placed(old, columns: dict[str, list[str]], *, by_slot: bool) -> dict[str, list[tuple]]:
    """What stands in slots, each row with its report, question and occurrence, however the database names them."""
    found = {}
    for name in IN_SLOTS:
        table = f"reports_{name}"
        own = [one for one in columns[table] if one not in ("report_id", "question", "occurrence_id")]
        selected = ", ".join(f'own."{one}"' for one in own)
        if by_slot:
            report = "own.report_id" if name == "assignment" else "slot.report_id"
            where = f"""{report}, coalesce(slot.question, ''), slot.occurrence_id
                FROM {table} own LEFT JOIN reports_slot slot ON slot.id = own.slot_id"""
        else:
            where = f"own.report_id, own.question, own.occurrence_id FROM {table} own"
        found[name] = rows(old, f"SELECT {selected}, {where}")
    return found


def others(old, columns: dict[str, list[str]]) -> dict[str, list[tuple]]:
    """The rows of every other table, the journal among them."""
    untouched = {name: own for name, own in columns.items() if name.removeprefix("reports_") not in IN_SLOTS}
    selected = {name: ", ".join(f'"{one}"' for one in own) for name, own in untouched.items()}
    return {name: rows(old, f"SELECT {own} FROM {name}") for name, own in selected.items()}  # noqa: S608  names of our own tables


@pytest.mark.long
def test_a_database_of_that_time_comes_to_today_without_loss(old):
    columns = tables(old)
    stood, beside = placed(old, columns, by_slot=False), others(old, columns)

    migrate(old)

    assert placed(old, columns, by_slot=True) == stood
    assert others(old, columns) == beside
    counts = {name: len(found) for name, found in stood.items()} | {"journal": len(beside["journal_entry"])}
    assert counts == {
        "answer": 107,
        "answertext": 3,
        "thread": 4,
        "proposal": 2,
        "voice": 8,
        "assignment": 5,
        "journal": 151,
    }
    # Of what is not asked at present too: each question once, or for each of what it is asked about.
    slots = rows(old, f"{SLOTS} GROUP BY occurrence.source, occurrence.id, slot.report_id")
    assert set(slots) == {("none", 25), ("priority", 1), ("earlier_step", 1), ("next_step", 6)}
    assert ("reports", "0001_squashed_0018_only_slots") in MigrationRecorder(old).applied_migrations()
    with pytest.raises(DatabaseError, match="append-only"):
        rows(old, "UPDATE journal_entry SET action = 'x'")


@pytest.mark.long
def test_it_goes_back_without_loss(old):
    columns = tables(old)
    stood = placed(old, columns, by_slot=False)
    migrate(old, AFTER)
    beside = others(old, columns)

    migrate(old, BEFORE)

    assert (placed(old, columns, by_slot=False), others(old, columns)) == (stood, beside)
