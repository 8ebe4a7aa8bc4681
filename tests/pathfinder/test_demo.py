"""The command behind ./run."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from io import StringIO
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.core.management import CommandError, call_command

from forum.models import Country
from tests.tree import ROOT


def demo(**options):
    out = StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


@pytest.mark.django_db
def test_outside_demonstration_mode_nothing_is_loaded():
    with pytest.raises(CommandError, match=r"not a demonstration.*\./run.*DEMONSTRATION=1"):
        demo(no_serve=True)
    assert Country.objects.count() == 0


@pytest.mark.long
@pytest.mark.django_db
def test_the_data_are_loaded_once(settings):
    settings.DEMONSTRATION = True
    assert demo(no_serve=True) == "Demonstration data loaded.\n"
    assert demo(no_serve=True) == "The demonstration data were there already.\n"
    assert Country.objects.count() == 11


@pytest.mark.long
@pytest.mark.django_db
def test_a_port_that_is_taken_is_told(settings):
    settings.DEMONSTRATION = True
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=rf"Port {port} of 127\.0\.0\.1 cannot be used: .* --port N"):
            demo(port=port)


def hear_interrupts() -> None:
    """A suite that was started in the background ignores Ctrl+C, and so would what it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def waited_for(file: Path) -> set[str]:
    """How far the queue is: what the demonstration's own worker made of what was due, in ten seconds at the most."""
    limit = time.monotonic() + 10
    # What is told only after a quiet while waits on; what is due at once has the last date that there is.
    due = "select status from django_tasks_database_dbtaskresult where run_after not like '20%'"
    with closing(sqlite3.connect(file)) as database:
        while True:
            states = {state for (state,) in database.execute(due)}
            if states == {"SUCCESSFUL"} or time.monotonic() > limit:
                return states
            time.sleep(0.1)


@pytest.mark.long
def test_it_serves_pages_and_their_files_beside_plain_commands(tmp_path):
    plain = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}}
    plain |= {"DJANGO_SETTINGS_MODULE": "pathfinder.settings", "DATA_DIR": str(tmp_path), "DEMONSTRATION": "0"}
    manage = [sys.executable, str(ROOT / "manage.py")]
    server = subprocess.Popen(
        [*manage, "demo", "--port", "0"],
        env=plain | {"DEMONSTRATION": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_interrupts,
    )
    try:
        line = server.stdout.readline()
        address = line.partition("http://")[2].partition(",")[0]
        assert line == f"The demonstration runs on http://{address}, until Ctrl+C.\n", server.stderr.read()
        with urlopen(f"http://{address}/en/login/") as page:
            assert "focal-point@example.org" in page.read().decode()
        with urlopen(f"http://{address}/static/dist/app.css") as file:
            assert file.headers["Content-Type"].startswith("text/css")

        beside = subprocess.run([*manage, "open_campaign", "--year", "2023"], env=plain, capture_output=True, text=True)
        assert (beside.returncode, beside.stderr) == (0, "")
        assert "already open FRA" in beside.stdout
        asking = "from notices.sending import send_notice; send_notice.enqueue(0)"
        subprocess.run([*manage, "shell", "--no-imports", "-c", asking], env=plain, check=True)
        assert waited_for(tmp_path / "pathfinder.sqlite3") == {"SUCCESSFUL"}  # the notices of the demonstration too
    finally:
        server.send_signal(signal.SIGINT)
        out, told = server.communicate(timeout=30)
    assert (server.returncode, out) == (0, "\n")
    assert [line for line in told.splitlines() if '" 200 ' not in line] == []

    database = sqlite3.connect(tmp_path / "pathfinder.sqlite3")
    assert database.execute("select count(*) from forum_country").fetchone() == (11,)
    database.close()
