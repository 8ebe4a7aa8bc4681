"""`manage.py check --deploy`: clean with the variables that docs/running.md names, and a word about SQLite."""

import os
import re
import shlex
import subprocess
import sys

import pytest
from django.db import connection

from forum.checks import countries_on_sqlite
from tests.factories.forum import CountryFactory
from tests.tree import ROOT

SQLITE_ONLY = pytest.mark.skipif(connection.vendor != "sqlite", reason="a warning about SQLite")


def documented() -> dict[str, str]:
    """The variables of the first steps, with something in place of what everybody chooses."""
    text = (ROOT / "docs/running.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("export ")]
    words = [word for line in lines for word in shlex.split(line, comments=True)[1:]]
    return {name: value.replace("…", "0aB-xY7q" * 8) for name, _is, value in (word.partition("=") for word in words)}


def check(variables: dict[str, str], tmp_path) -> tuple[int, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    run = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=kept | {"DATA_DIR": str(tmp_path)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout + run.stderr


@pytest.mark.long
def test_the_documented_variables_leave_nothing_to_say(tmp_path):
    variables = documented()
    assert {"DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_HOST"} <= set(variables)
    code, said = check(variables, tmp_path)
    assert (code, re.sub(r"\d+ silenced", "… silenced", said)) == (
        0,
        "System check identified no issues (… silenced).\n",
    )


@pytest.mark.long
def test_a_single_site_on_sqlite_with_https_leaves_nothing_to_say_and_makes_no_database(tmp_path):
    variables = documented() | {"HTTPS": "1"}
    del variables["DATABASE_URL"]
    assert check(variables, tmp_path)[0] == 0
    assert list(tmp_path.iterdir()) == []


@SQLITE_ONLY
@pytest.mark.django_db
@pytest.mark.parametrize(("number", "ids"), [(0, []), (1, []), (2, ["forum.W001"])])
def test_more_than_one_country_on_sqlite_is_warned_about(number, ids):
    CountryFactory.create_batch(number)
    assert [one.id for one in countries_on_sqlite()] == ids


@SQLITE_ONLY
@pytest.mark.django_db
def test_not_in_a_demonstration(settings):
    CountryFactory.create_batch(2)
    settings.DEMONSTRATION = True
    assert countries_on_sqlite() == []


@pytest.mark.skipif(connection.vendor == "sqlite", reason="about the other database")
@pytest.mark.django_db
def test_many_countries_on_postgresql_are_as_it_should_be():
    CountryFactory.create_batch(2)
    assert countries_on_sqlite() == []
