"""The pages that are connected to this process: what is new is sent to each, and who else has it open.

Whoever commits something tells it (coediting.news, coediting.visits); every few seconds all pages are compared with the
database, which finds what was not told: a session that ended, somebody who went without a word, another process's acts
on SQLite. All of it costs a few queries for all pages together; only for a page with news its owner is asked.
"""

import asyncio
import contextlib
import json
import logging
import secrets
import time
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils import timezone

from coediting import checking, news, visits, wire
from coediting.entry import NotAllowed

ROUND = 4
"""Seconds between two comparisons of all pages."""
GATHERED = 0.2
"""Seconds in which acts that follow each other are gathered into one look."""
STAYS = 25
"""Seconds after which it is said again that the pages are open; those of a process that was killed fade."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class View:
    """What a page shows, as its owner tells it: `said` is sent to the page where any of it is other than before.

    `mark` says to whoever asks over HTTP that nothing was done since (reports.pages.news); it goes out with all news.
    """

    channel: str
    subjects: frozenset[str]
    numbers: dict[str, str]
    mark: str
    said: dict[str, Any]


Look = Callable[[Any], View]
"""What a page shows its reader, a user. Raises entry.NotAllowed."""


class OpenPage:
    """One connection. Its visit has a token of its own, so that two pages of one reader are two."""

    def __init__(
        self, user: int, session: str, look: Look, view: View, *, send: Callable[[str], None], close: Callable
    ) -> None:
        self.user, self.session, self.look, self.view = user, session, look, view
        self.send, self.close = send, close
        self.token = secrets.token_hex(16)
        self.day = timezone.localdate()
        self.people: list[dict[str, Any]] | None = None  # nothing was said yet
        self.heard: dict[str, str] = {}

    @property
    def topics(self) -> frozenset[str]:
        return self.view.subjects | {self.view.channel}

    def is_old(self, numbers: dict[str, str], day: date) -> bool:
        """Whether something was done since it was looked at; roles begin and end with a day."""
        return day != self.day or any(numbers[subject] != number for subject, number in self.view.numbers.items())

    def take(self, view: View, people: list[dict[str, Any]]) -> None:
        """Send what is other than the page has heard."""
        if view is self.view and people == self.people:
            return  # as nearly always
        said = view.said | {"people": people}
        marks = {name: mark(value) for name, value in said.items()}
        unheard = {name: said[name] for name in said if marks[name] != self.heard.get(name)}
        if unheard or view.mark != self.view.mark or not self.heard:
            self.send(json.dumps({"mark": "-".join([view.mark, *marks.values()]), **unheard}))
        self.view, self.people, self.heard, self.day = view, people, marks, timezone.localdate()


def mark(said: Any) -> str:
    """A short mark of what is said: another one when it says anything else."""
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


Found = tuple[View, list[dict[str, Any]]] | None


def compare(pages: Iterable[OpenPage]) -> dict[OpenPage, Found]:
    """What each page is to show and who is there; None for who may not see it any more, or is logged out."""
    pages = list(pages)
    users = checking.people({page.user for page in pages})
    sessions = checking.sessions_of({page.session for page in pages}, users)
    numbers = news.numbers({subject for page in pages for subject in page.view.subjects})
    here = visits.here({page.view.channel for page in pages})
    day = timezone.localdate()
    found: dict[OpenPage, Found] = {}
    for page in pages:
        user = users.get(page.user)
        if user is None or sessions.get(page.session) != user.pk:
            found[page] = None
            continue
        try:
            view = page.look(user) if page.is_old(numbers, day) else page.view
        except NotAllowed:
            found[page] = None
            continue
        # A page that shows another thing now meets others: it hears of them the next time.
        found[page] = view, visits.but(user, here.get(view.channel, []))
    return found


class OpenPages:
    def __init__(self, run: Callable[..., Coroutine]) -> None:
        self.run = run
        self.members: set[OpenPage] = set()
        self.topics: set[str] = set()
        self.told = asyncio.Event()
        self.next_round = self.next_stay = 0.0

    def tell(self, topic: str) -> None:
        """Something is new for the pages that listen to this."""
        self.topics.add(topic)
        self.told.set()

    async def enter(self, page: OpenPage) -> None:
        self.members.add(page)
        await self.look([page])  # what was done between the question who may and now was told to nobody here

    async def leave(self, page: OpenPage) -> None:
        self.members.discard(page)
        await self.run(visits.leave_page, page.view.channel, page.token)

    async def watch(self) -> None:
        """For ever: look when something is told, and at all pages every few seconds."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(self.next_round - time.monotonic(), 0.01)):
                    await self.told.wait()
            topics, self.topics = self.topics, set()
            self.told.clear()
            is_round = time.monotonic() >= self.next_round
            if is_round:
                self.next_round = time.monotonic() + ROUND
            try:
                await self.look([page for page in self.members if is_round or page.topics & topics])
                await self.stay()
            except Exception:  # a database in trouble is asked again
                logger.exception("the open pages could not be told")
            await asyncio.sleep(GATHERED)

    async def look(self, pages: list[OpenPage]) -> None:
        found = await self.run(compare, pages) if pages else {}
        for page, what in found.items():
            if page not in self.members:
                continue
            if what is None:
                self.members.discard(page)
                page.close(wire.NO_RIGHT)
            else:
                page.take(*what)

    async def stay(self) -> None:
        if self.members and time.monotonic() >= self.next_stay:
            self.next_stay = time.monotonic() + STAYS
            await self.run(visits.stay, [page.token for page in self.members])

    def end(self) -> None:
        for page in list(self.members):
            page.close(wire.GOING_AWAY)
