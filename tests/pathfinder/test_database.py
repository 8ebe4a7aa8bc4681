"""How the database is connected to."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from tests.tree import ROOT

PATIENCE = {
    "connect_timeout": "5",
    "tcp_user_timeout": "15000",
    "keepalives": "1",
    "keepalives_idle": "15",
    "keepalives_interval": "5",
    "keepalives_count": "3",
}
on_postgresql = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite is a file")


@on_postgresql
@pytest.mark.django_db
def test_a_connection_notices_a_network_that_is_cut():
    connection.ensure_connection()
    parameters = connection.connection.get_dsn_parameters()
    assert {name: parameters.get(name) for name in PATIENCE} == PATIENCE


def test_parameters_in_the_url_take_the_place_of_ours():
    environment = os.environ | {
        "DATABASE_URL": "postgresql://site@db.example.org/pathfinder?connect_timeout=3&sslmode=require",
        "SECRET_KEY": "guards nothing",
    }
    command = (
        "import json; from pathfinder import settings; print(json.dumps(settings.DATABASES['default']['OPTIONS']))"
    )
    done = subprocess.run([sys.executable, "-c", command], env=environment, cwd=ROOT, capture_output=True, check=True)
    given = {name: str(value) for name, value in json.loads(done.stdout).items()}
    assert given == PATIENCE | {"connect_timeout": "3", "sslmode": "require"}
