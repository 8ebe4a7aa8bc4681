"""The migrations of the reports: what stood in a database of November 2026 stands in it afterwards, and back again.

tests/data/aaf6633 holds the demonstration as commit aaf6633 loaded it, and some more that people of France then wrote:
three texts written together, threads, a proposal for a field of a next step, and a step that was removed.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import import_module
from operator import itemgetter
from types import MappingProxyType, SimpleNamespace

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from bilingual.text import Text
from forum.models import Country
from reports.content.frozen import standing
from reports.content.loading import load
from reports.models import Campaign, Report, Snapshot
from reports.signoff.fingerprints import fingerprint, text_fingerprint
from reports.stages import Stage
from tests.reports.way import Way
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


def others(
    old, columns: dict[str, list[str]], renamed: Mapping[str, str] = MappingProxyType({})
) -> dict[str, list[tuple]]:
    """The rows of every other table, the journal among them."""
    elsewhere = [*(f"reports_{name}" for name in IN_SLOTS), "roadmaps_item", "roadmaps_roadmap"]
    untouched = {name: own for name, own in columns.items() if name not in elsewhere}
    selected = {name: ", ".join(f'"{one}"' for one in own) for name, own in untouched.items()}
    return {name: rows(old, f"SELECT {own} FROM {renamed.get(name, name)}") for name, own in selected.items()}  # noqa: S608  names of our own tables


@pytest.mark.long
def test_a_database_of_that_time_comes_to_today_without_loss(old):
    columns = tables(old)
    stood, beside = placed(old, columns, by_slot=False), others(old, columns)

    migrate(old)

    assert placed(old, columns, by_slot=True) == stood
    assert others(old, columns, {"reports_latereminder": "reports_duereminder"}) == beside
    (frozen,) = rows(old, "SELECT content, text_sha256, supplement, responses_sha256 FROM reports_snapshot")
    content, supplement = (json.loads(one) for one in (frozen[0], frozen[2]))
    assert (text_fingerprint(content), frozen[3]) == (frozen[1], "")
    said = standing(Report(country=Country(), campaign=Campaign()), content | supplement)
    there = [answer for given in said.answers.values() for answer in given.values() if not answer.is_blank]
    assert len(there) == len(content["answers"])
    assert [item.title for item in said.items] == [item["title"] for item in content["roadmap"]["items"]]
    assert len(set(rows(old, "SELECT text_secret FROM reports_report"))) == len(
        rows(old, "SELECT 1 FROM reports_report")
    )
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


OLD_ROADMAP = ("roadmaps", "0002_lists")
OLD_ITEMS = """SELECT id, roadmap_id, parent_id, code, level, title, retired_on,
    row_number() OVER (PARTITION BY roadmap_id ORDER BY sort_key) FROM roadmaps_item"""
NEW_ITEMS = """SELECT item.id, item.roadmap_id, item.parent_id, item.code,
    CASE level.position WHEN 1 THEN 'priority' WHEN 2 THEN 'strand' ELSE 'objective' END,
    item.title, item.retired_on, item.position
    FROM roadmaps_item item JOIN roadmaps_level level ON level.id = item.level_id"""
NAMES = ["priority", "strand", "objective"]
SHOWN = [
    {"en": "priority", "fr": "priorité"},
    {"en": "strand", "fr": "volet"},
    {"en": "objective", "fr": "objectif"},
]
"""What levels were called where a roadmap had no names of its own."""


def roadmaps_of(old) -> list[tuple]:
    """What each said of itself, with the names that were shown for its levels."""
    own = ", ".join(f"{name}_name" for name in NAMES)
    found = rows(old, f"SELECT id, country_id, version, title, adopted_on, valid_to, {own} FROM roadmaps_roadmap")  # noqa: S608
    read = [
        [json.loads(value) if isinstance(value, str) and value[:1] == "{" else value for value in row] for row in found
    ]
    return [(*row[:6], *(name or shown for name, shown in zip(row[6:], SHOWN, strict=True))) for row in read]


def test_roadmaps_get_levels_and_keep_their_items_and_their_order_there_and_back(old):
    items, whole = rows(old, OLD_ITEMS), roadmaps_of(old)

    migrate(old, ("roadmaps", "0005_remembered_columns"))

    assert rows(old, NEW_ITEMS) == items
    assert rows(old, "SELECT code FROM roadmaps_item WHERE code <> anchor") == []
    levels = rows(old, "SELECT roadmap_id, position, name FROM roadmaps_level")
    named = [(pk, place, json.loads(name) if isinstance(name, str) else name) for pk, place, name in levels]
    assert named == [
        (pk, place, name) for pk, *_said, a, b, c in whole for place, name in enumerate((a, b, c), start=1)
    ]
    assert len(items) == 37

    migrate(old, OLD_ROADMAP)

    assert (rows(old, OLD_ITEMS), roadmaps_of(old)) == (items, whole)


VERSIONS = """SELECT country.code, version{more} FROM roadmaps_roadmap roadmap
    JOIN forum_country country ON country.id = roadmap.country_id"""
ADD = """INSERT INTO roadmaps_roadmap (country_id, version, title)
    SELECT country.id, %s, roadmap.title FROM forum_country country, roadmaps_roadmap roadmap
    WHERE country.code = %s AND roadmap.id = 1"""


@pytest.mark.parametrize("begun", [True, False])
def test_a_version_begun_beside_a_used_one_becomes_a_draft_and_every_other_is_in_force(old, begun):
    migrate(old, ("roadmaps", "0006_spanish_lists"))
    with old.cursor() as cursor:
        cursor.execute(ADD, [1, "CIV"])  # the only one of its country, which no report uses
        if begun:
            cursor.execute(ADD, [2, "FRA"])
    before = rows(old, VERSIONS.format(more=""))

    migrate(old, ("roadmaps", "0007_drafts"))

    found = rows(old, VERSIONS.format(more=", is_draft"))
    in_force = [("CIV", 1, False), ("FRA", 1, False), ("ZZZ", 1, False)]
    assert [(*one, bool(draft)) for *one, draft in found] == sorted([*in_force, *[("FRA", 2, True)][:begun]])

    migrate(old, ("roadmaps", "0006_spanish_lists"))

    assert rows(old, VERSIONS.format(more="")) == before


FROZEN = "SELECT content, sha256, text_sha256 FROM reports_snapshot"
BESIDE, WITHOUT = ("reports", "0024_read_from_snapshots"), ("reports", "0023_date_of_the_forum")


def test_what_old_snapshots_get_beside_them_goes_again_and_nothing_of_them_with_it(old):
    migrate(old, WITHOUT, ("roadmaps", "0007_drafts"), ("forum", "0006_country_time_zone"))
    columns, frozen = tables(old), rows(old, FROZEN)
    migrate(old, BESIDE)
    assert (rows(old, FROZEN), len(rows(old, "SELECT 1 FROM reports_snapshot WHERE supplement IS NULL"))) == (frozen, 0)

    migrate(old, WITHOUT)

    assert (rows(old, FROZEN), tables(old)) == (frozen, columns)


NEW_IN_FORMAT_2 = ["wording_revision", "levels", "items", "lists", "rows", "keys", "salts"]


def in_format_1(content: dict) -> dict:
    """A snapshot as it was taken before format 2."""
    items = [{"code": one["code"], "title": one["title"], "retired": False} for one in content["items"]]
    roadmap = content["roadmap"]
    return {name: value for name, value in content.items() if name not in NEW_IN_FORMAT_2} | {
        "format": 1,
        "country": {"code": content["country"]["code"], "name": content["country"]["name"]},
        "roadmap": {"version": roadmap["version"], "title": roadmap["title"], "items": items},
        "occurrences": [
            {name: one[name] for name in ("source", "identity", "title")} for one in content["occurrences"]
        ],
    }


def test_a_snapshot_of_format_1_gets_beside_it_what_it_lacks_and_stays_as_it_is():
    way = Way(groups=1, earlier_steps=2, priorities=2).to(Stage.SUBMITTED)
    for snapshot in Snapshot.objects.order_by("pk"):
        whole = snapshot.content
        old = in_format_1(whole)
        hashes = {"sha256": fingerprint(old), "text_sha256": text_fingerprint(old)}
        Snapshot.objects.filter(pk=snapshot.pk).update(content=old, **hashes)
        migration = import_module("reports.migrations.0024_read_from_snapshots")
        Country.objects.update(name=Text.of(en="Elsewhere"))

        migration.add_supplements(apps, SimpleNamespace(connection=connection))

        found = Snapshot.objects.get(pk=snapshot.pk)
        assert (found.content, found.sha256, found.text_sha256) == (old, *hashes.values())
        supplement = found.supplement
        assert date.fromisoformat(supplement.pop("added_on")) == date.today()
        by_place = itemgetter("key", "occurrence", "language")
        for rows_of in (whole, supplement):
            rows_of["rows"] = sorted(rows_of["rows"], key=lambda one: str(by_place(one)))
        assert supplement == {name: whole[name] for name in supplement}
        assert set(NEW_IN_FORMAT_2) - set(supplement) == {"salts"}
        assert load(way.report).report.country.name == {"en": "France", "fr": "France"}
