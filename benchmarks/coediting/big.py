"""A text of 20,000 words with 100,000 edits behind it: how long it takes to open, and what it takes to keep.

    .venv/bin/python -m benchmarks.coediting.big [--edits 100000] [--words 10000] [--an-update 20]

Written by five people through the log, letter by letter, some of them in one message, and gathered as the server does
it (tests/coediting/long_text.py). Then opened again and again, each time beside a text of one line: by a program (from
the first byte to the whole text), and in Chromium (from the address to a text in which one can write). On PostgreSQL.
"""

import argparse
import os
import random
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from tests import pg

ROUNDS = 7
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


def main() -> None:
    words = argparse.ArgumentParser(prog="benchmarks.coediting.big")
    words.add_argument("--edits", type=int, default=100_000)
    words.add_argument("--words", type=int, default=10_000, help="that stand there before the edits")
    words.add_argument(
        "--an-update", type=int, default=20, help="edits in one message; one, as people type, takes long to write"
    )
    given = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="pathfinder-benchmark-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "pathfinder.settings",
            "SECRET_KEY": secrets.token_hex(32),
            "DATA_DIR": folder,
            "HTTPS": "0",
            "DATABASE_URL": pg.start(),
            "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright keeps a loop on this thread
        }
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        measure(given.edits, given.words, given.an_update, Path(folder))


def measure(edits: int, words: int, an_update: int, folder: Path) -> None:
    from forum.models import User
    from tests.coediting import owner
    from tests.coediting.running import Server

    owner.register()
    long, short = write(edits, words, an_update), owner.document("One line")
    user = User.objects.create(email="writer@example.org", name="Writer")
    for document in (long, short):
        owner.give(user, "write", document)
    environment = {"DATABASE_URL": os.environ["DATABASE_URL"], "DATA_DIR": str(folder), "LOG": str(folder / "log")}
    server = Server(environment, "tests.browser.coedit.site")
    try:
        for name, open_one in (("by a program", ByAProgram), ("in Chromium", InChromium)):
            with open_one(server, user) as opened:
                opened(short)  # what is loaded once
                took = {document: [] for document in (long, short)}
                for _ in range(ROUNDS):
                    for document, times in took.items():
                        times.append(opened(document))
            middle = {document: statistics.median(times) for document, times in took.items()}
            sys.stdout.write(
                f"opened {name}: {middle[long]:.3f} s [{min(took[long]):.3f}–{max(took[long]):.3f}],"
                f" a text of one line {middle[short]:.3f} s, ratio {middle[long] / middle[short]:.1f}\n"
            )
    finally:
        server.stop()


def write(edits: int, words: int, an_update: int) -> Any:
    """The text, and what it takes to keep."""
    from coediting import compaction, log, rendering, writing
    from coediting.models import Document, Update
    from coediting.updates import read_update
    from forum.models import User
    from richtext.reading import to_text
    from tests.coediting import long_text, owner

    chance = random.Random(5)  # noqa: S311  guards nothing
    document = writing.create(long_text.beginning(words, chance), owner=owner.NAME, by=None)
    people = [User.objects.create(email=f"author{number}@example.org", name="Author") for number in range(5)]
    start = bytes(Update.objects.get(document=document).data)
    began, known, batch, count = time.monotonic(), set(), [], 0
    for author, update in long_text.history(start, edits, an_update=an_update, chance=chance):
        new = [client for client in read_update(update).clients if client not in known]
        known.update(new)
        batch.append(log.LogEntry(document.pk, update, people[author].pk, None, tuple(new)))
        count += an_update
        if len(batch) == 500:  # MANY_UPDATES of the hub
            log.append(batch)
            compaction.compact(document.pk)
            batch = []
    log.append(batch)
    compaction.compact(document.pk)
    document = Document.objects.get(pk=document.pk)
    text = len(to_text(rendering.current(document)).encode())
    snapshot = len(bytes(document.snapshot))
    rows = sum(len(bytes(data)) for data in Update.objects.filter(document=document).values_list("data", flat=True))
    sys.stdout.write(
        f"{document.words} words, {count} edits by {len(people)} people, written in {time.monotonic() - began:.0f} s\n"
        f"text {text} bytes; stored: snapshot {snapshot}, log {rows}, {(snapshot + rows) / text:.2f} times the text\n"
    )
    return document


class ByAProgram:
    """From the first byte of a connection until everything is here; each time in a room that is open already or not."""

    def __init__(self, server: Any, user: Any) -> None:
        from tests.coediting.pages import session_of

        self.server, self.session = server, session_of(user)

    def __enter__(self) -> Callable[[Any], float]:
        return self.open

    def __exit__(self, *error: Any) -> None:
        pass

    def open(self, document: Any) -> float:
        from tests.coediting.pages import Page

        start = time.monotonic()
        with closing(Page(self.server, document, self.session)) as page:
            page.join()
            return time.monotonic() - start


class InChromium:
    """From the address until one can write in the text; in a new window each time, with what the browser has kept."""

    def __init__(self, server: Any, user: Any) -> None:
        from tests.coediting.pages import session_of

        self.server, self.session = server, session_of(user)

    def __enter__(self) -> Callable[[Any], float]:
        from playwright.sync_api import sync_playwright

        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(executable_path=CHROMIUM, args=["--disable-gpu"])
        self.context = self.browser.new_context()
        self.context.add_cookies(
            [{"name": "sessionid", "value": self.session, "url": f"http://127.0.0.1:{self.server.port}"}]
        )
        return self.open

    def __exit__(self, *error: Any) -> None:
        self.browser.close()
        self.playwright.stop()

    def open(self, document: Any) -> float:
        page = self.context.new_page()
        start = time.monotonic()
        page.goto(f"http://127.0.0.1:{self.server.port}/together/{document.pk}", wait_until="commit")
        page.wait_for_selector(".editor-state[data-state=saved]", timeout=60_000)
        page.wait_for_selector(".ProseMirror[contenteditable=true]")
        took = time.monotonic() - start
        page.close()
        return took


if __name__ == "__main__":
    main()
