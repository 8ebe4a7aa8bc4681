"""Who is here: the awareness of Yjs. What a page says of itself is passed on, but who it is says the server."""

import json
import time
from dataclasses import dataclass
from typing import Any

from coediting import lib0
from coediting.lib0 import BadMessage, Reader

MAX_BYTES = 16 * 1024
MAX_STATES = 8
MAX_CLIENTS = 4
"""A connection is one page; a few numbers more are left to it for a page that begins anew."""
FADES = 75
"""Seconds after which somebody is gone of whom nothing was heard. Pages say every fifteen that they are there; a page
in the background may say so only once a minute."""

State = dict[str, Any] | None


@dataclass
class Here:
    """One page: what it last said, and who said it. `holder` is the connection; None for one in another process."""

    clock: int
    state: State
    holder: object | None
    user: int | None
    heard: float

    def is_faded(self) -> bool:
        return time.monotonic() - self.heard > FADES


def read(data: bytes) -> list[tuple[int, int, State]]:
    """An awareness message as (client, clock, state), state None for one that goes."""
    if len(data) > MAX_BYTES:
        raise BadMessage("presence is too long")
    reader = Reader(data)
    count = reader.number()
    if count > MAX_STATES:
        raise BadMessage("too many pages at once")
    said = []
    for _ in range(count):
        client, clock = reader.number(), reader.number()
        try:
            state = json.loads(reader.text())
        except (ValueError, RecursionError) as error:
            raise BadMessage("presence is no JSON") from error
        if state is not None and not isinstance(state, dict):
            raise BadMessage("presence is no object")
        said.append((client, clock, state))
    reader.end()
    return said


def encode(states: list[tuple[int, int, State]]) -> bytes:
    parts = [lib0.number(len(states))]
    for client, clock, state in states:
        written = json.dumps(state, separators=(",", ":"), ensure_ascii=False)
        parts += [lib0.number(client), lib0.number(clock), lib0.text(written)]
    return b"".join(parts)


class Presence:
    """Everybody who has a document open. `changed` are those whom the others have not been told of yet."""

    def __init__(self) -> None:
        self.here: dict[int, Here] = {}
        self.changed: set[int] = set()

    def say(self, holder: object, user: dict[str, Any], said: list[tuple[int, int, State]]) -> None:
        """A connection says something of its own pages. What it says of others is not heard."""
        for client, clock, state in said:
            known = self.here.get(client)
            if known and known.state is not None and known.holder is not holder and known.user != user["id"]:
                continue
            is_mine = known is not None and known.holder is holder
            if not is_mine and (state is None or len(self.of(holder)) >= MAX_CLIENTS):
                continue
            state = None if state is None else {**state, "user": user}
            self._set(client, clock, state, holder, user["id"])

    def hear(self, said: list[tuple[int, int, State]]) -> None:
        """Another process says who is there; it wrote the names."""
        for client, clock, state in said:
            known = self.here.get(client)
            if known is None or known.holder is None:
                user = (state or {}).get("user")
                self._set(client, clock, state, None, user.get("id") if isinstance(user, dict) else None)

    def leave(self, holder: object) -> None:
        for client in self.of(holder):
            self._set(client, 0, None, holder, self.here[client].user)

    def fade(self) -> None:
        """Those go who have not been heard of for long; those who went long ago are forgotten."""
        for client, one in list(self.here.items()):
            if one.is_faded():
                if one.state is None:
                    del self.here[client]
                else:
                    self._set(client, 0, None, one.holder, one.user)

    def of(self, holder: object) -> list[int]:
        return [client for client, one in self.here.items() if one.holder is holder and one.state is not None]

    def everybody(self, but: object = None) -> list[tuple[int, int, State]]:
        return [
            (client, one.clock, one.state)
            for client, one in self.here.items()
            if one.state is not None and (but is None or one.holder is not but)
        ]

    def news(self) -> list[tuple[int, int, State]]:
        """What the others are to be told now."""
        told = [(client, self.here[client].clock, self.here[client].state) for client in sorted(self.changed)]
        self.changed.clear()
        return told

    def _set(self, client: int, clock: int, state: State, holder: object | None, user: int | None) -> None:
        """With a clock of our own, which never goes back: so a page that comes again is seen at once."""
        known = self.here.get(client)
        clock = max(known.clock + 1 if known else 0, clock)
        self.here[client] = Here(clock, state, holder, user, time.monotonic())
        self.changed.add(client)
