"""The journal's own lock in the database: statements for each engine, run by a migration.

PostgreSQL refuses to change and to delete a line; emptying whole tables (TRUNCATE, which `flush` uses) fires no row
trigger. SQLite refuses to change one. It has no TRUNCATE: `flush`, which the tests and the developers need, deletes row
by row and could not be told from tampering, so there only the model refuses to delete.

While a row of journal_erasure is open, the texts that can hold a name may be changed, and nothing else. The row is
opened and closed in the transaction of the erasure, so no other connection ever sees it open.

On SQLite Django rebuilds a table when a column changes, and its triggers go with the old one: a later migration of
journal_entry has to call `create` again. A test fails where the trigger is missing.
"""

KEPT = ("id", "action", "at", "actor_id", "country", "target_type", "target_id")
"""The columns that nothing may change. The others hold texts, in which a name can stand."""

MESSAGE = "the journal is append-only"

IS_CLOSED = "NOT EXISTS (SELECT 1 FROM journal_erasure WHERE is_open)"


def changed(comparison: str) -> str:
    """A condition: one of the columns that never change did."""
    return " OR ".join(f"NEW.{column} {comparison} OLD.{column}" for column in KEPT)


SQLITE = [
    " ".join(
        [
            "CREATE TRIGGER journal_entry_stays BEFORE UPDATE ON journal_entry",
            f"WHEN {IS_CLOSED} OR {changed('IS NOT')}",
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
        ]
    )
]

POSTGRESQL = [
    " ".join(
        [
            "CREATE FUNCTION journal_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN",
            f"IF TG_OP = 'DELETE' OR {IS_CLOSED} OR {changed('IS DISTINCT FROM')}",
            f"THEN RAISE EXCEPTION '{MESSAGE}'; END IF; RETURN NEW; END $$",
        ]
    ),
    "CREATE TRIGGER journal_entry_stays BEFORE UPDATE OR DELETE ON journal_entry "
    "FOR EACH ROW EXECUTE FUNCTION journal_entry_stays()",
]

DROP = {
    "sqlite": ["DROP TRIGGER IF EXISTS journal_entry_stays"],
    "postgresql": [
        "DROP TRIGGER IF EXISTS journal_entry_stays ON journal_entry",
        "DROP FUNCTION IF EXISTS journal_entry_stays()",
    ],
}
CREATE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def create(apps, schema_editor) -> None:
    """For RunPython."""
    drop(apps, schema_editor)
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor) -> None:
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
