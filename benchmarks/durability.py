"""What it costs on SQLite that an acknowledged change survives a power cut: synchronous=FULL beside NORMAL, one run.

    .venv/bin/python benchmarks/durability.py [FOLDER]

Commits changes one by one, and fifty at a time, in turns with each setting on one file in FOLDER (else a temporary one:
it should be on the disk that is asked about). Prints milliseconds a commit and the ratio of each pair of rounds.
"""

import os
import secrets
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
ROUNDS, COMMITS = 11, 100


def main(folder: str) -> None:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "pathfinder.settings", "DATA_DIR": folder}
    os.environ |= {"SECRET_KEY": secrets.token_hex(32), "HTTPS": "0", "DATABASE_URL": ""}
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from pycrdt import Doc, XmlElement

    from coediting import log
    from coediting.convert import fragment_of
    from tests.coediting import owner

    call_command("migrate", verbosity=0)
    owner.register()
    document = owner.document("One")

    def update() -> bytes:
        page = Doc()
        fragment_of(page).children.append(XmlElement("paragraph"))
        return page.get_update()

    def milliseconds(setting: str, size: int) -> float:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA synchronous={setting}")
        batches = [[log.LogEntry(document.pk, update(), None) for _ in range(size)] for _ in range(COMMITS)]
        start = time.perf_counter()
        for batch in batches:
            log.append(batch)
        return (time.perf_counter() - start) / COMMITS * 1000

    for size in (1, 50):
        rounds = [(milliseconds("NORMAL", size), milliseconds("FULL", size)) for _ in range(ROUNDS + 1)][1:]
        normal, full = (statistics.median(one) for one in zip(*rounds, strict=True))
        ratios = sorted(full / normal for normal, full in rounds)
        print(  # noqa: T201
            f"{size} in a commit: NORMAL {normal:.2f} ms, FULL {full:.2f} ms; FULL / NORMAL "
            f"{statistics.median(ratios):.2f} [{ratios[0]:.2f}–{ratios[-1]:.2f}], {ROUNDS} pairs of {COMMITS} commits"
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(folder)
