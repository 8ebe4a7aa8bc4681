"""Who is here: the awareness of Yjs. What a page says of itself is passed on, but who it is says the server."""

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coediting import lib0
from coediting.lib0 import BadMessage, Reader

MAX_BYTES = 16 * 1024
MAX_STATES = 8
MAX_DEPTH = 16
MAX_CLIENTS = 4
"""A connection is one page; a few numbers more are left to it for a page that begins anew."""
FADES = 75
"""Seconds after which somebody is gone of whom nothing was heard. Pages say every fifteen that they are there; a page
in the background may say so only once a minute."""

State = dict[str, Any] | None
Said = list[tuple[int, int, State]]


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


def read_from_a_page(data: bytes) -> Said:
    """The same, within the limits for one page."""
    if len(data) > MAX_BYTES:
        raise BadMessage("presence is too long")
    said = read(data)
    if len(said) > MAX_STATES:
        raise BadMessage("too many pages at once")
    return said


def read(data: bytes) -> Said:
    """An awareness message as (client, clock, state), state None for one that goes."""
    reader = Reader(data)
    count = reader.number()
    said = []
    for _ in range(count):
        client, clock = reader.number(), reader.number()
        said.append((client, clock, _state(reader.text())))
    reader.end()
    return said


def _state(text: str) -> State:
    try:
        state = json.loads(text)
        json.dumps(state, allow_nan=False)  # Infinity and NaN are no JSON: the other pages could not read it
    except (ValueError, RecursionError) as error:
        raise BadMessage("presence is no JSON") from error
    if state is not None and not isinstance(state, dict):
        raise BadMessage("presence is no object")
    if _depth(state) > MAX_DEPTH:
        raise BadMessage("presence is nested too deep")
    return state


def _depth(state: State) -> int:
    depth, level = 0, [state]
    while level:
        depth += 1
        inner = [list(one.values()) if isinstance(one, dict) else one for one in level if isinstance(one, dict | list)]
        level = [value for values in inner for value in values]
    return depth


def encode(states: Said) -> bytes:
    """In ASCII: half a surrogate pair, which JSON may hold, cannot be written as UTF-8."""
    return together([encode_one(one) for one in states])


def encode_one(said: tuple[int, int, State]) -> bytes:
    client, clock, state = said
    return lib0.number(client) + lib0.number(clock) + lib0.text(json.dumps(state, separators=(",", ":")))


def together(encoded: list[bytes]) -> bytes:
    return lib0.number(len(encoded)) + b"".join(encoded)


def parts(states: Said, most: int) -> list[bytes]:
    """Encoded in parts of so many bytes at most; one that is longer alone is left out."""
    encoded = [(one, len(encode([one]))) for one in states]
    gathered: list[Said] = []
    size = most + 1
    for one, length in encoded:
        if length > most:
            continue
        if size + length > most:
            gathered.append([])
            size = 0
        gathered[-1].append(one)
        size += length
    return [encode(part) for part in gathered]


class Presence:
    """Everybody who has a document open. `changed` are those whom the others have not been told of yet."""

    def __init__(self) -> None:
        self.here: dict[int, Here] = {}
        self.changed: set[int] = set()

    def say(self, holder: object, user: dict[str, Any], said: Said) -> None:
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

    def hear(self, said: Said) -> None:
        """Another process says who is there; it wrote the names."""
        for client, clock, state in said:
            known = self.here.get(client)
            if known is None or known.holder is None:
                user = (state or {}).get("user")
                self._set(client, clock, state, None, user.get("id") if isinstance(user, dict) else None)

    def is_free(self, client: int, user: int) -> bool:
        """Whether nobody else has this number."""
        known = self.here.get(client)
        return known is None or known.state is None or known.user == user

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

    def own(self, clients: Iterable[int]) -> dict[object, set[int]]:
        """Which of these are whose, of those who are connected here."""
        whose: dict[object, set[int]] = {}
        for client in clients:
            one = self.here[client]
            if one.holder is not None and one.state is not None:
                whose.setdefault(one.holder, set()).add(client)
        return whose

    def everybody(self, but: object = None) -> Said:
        return [
            (client, one.clock, one.state)
            for client, one in self.here.items()
            if one.state is not None and (but is None or one.holder is not but)
        ]

    def news(self) -> Said:
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
