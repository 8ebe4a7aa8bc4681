"""Whose a document is. The app that makes documents registers itself, and is asked who may, and told what was written.

    register("reports.answer", rights=…, changed=…)        # AppConfig.ready

`rights(pairs)` gets (document, user) pairs and gives for each its Rights, in as few queries as it can; a pair that it
does not give back has no rights. It is asked at every connection and request, and again for all open pages every few
seconds and whenever `locking.rights_changed` is told.
`changed(document, value, authors)` runs in the transaction in which a text is rendered: the owner keeps its own copy.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from django.utils.translation import gettext_lazy as _


class Verdict(Protocol):
    """True or false, with the reason of a refusal."""

    reason: str

    def __bool__(self) -> bool: ...


class Denied(NamedTuple):
    """The refusal that needs no rule."""

    reason: Any = ""

    def __bool__(self) -> bool:
        return False


NO = Denied()


@dataclass(frozen=True)
class Rights:
    """What somebody may do in a document. Suggesting is for those who may not write."""

    read: Verdict = NO
    write: Verdict = NO
    suggest: Verdict = NO

    @property
    def may(self) -> str:
        if self.write:
            return "write"
        return "suggest" if self.suggest else "read"

    @property
    def why(self) -> str:
        """Why one may not write, in the language that is active."""
        return "" if self.write else str(self.write.reason)


NONE = Rights()
LOCKED = Denied(_("This text is closed: nothing can be written in it now."))

Pair = tuple[UUID, Any]


@dataclass(frozen=True)
class Owner:
    rights: Callable[[list[Pair]], dict[Pair, Rights]]
    changed: Callable[[Any, dict[str, Any], list[int]], None]


OWNERS: dict[str, Owner] = {}


def register(name: str, *, rights: Callable[..., dict[Pair, Rights]], changed: Callable[..., None]) -> None:
    if name in OWNERS:
        raise ValueError(f"{name} is registered twice")
    OWNERS[name] = Owner(rights, changed)


def rights_in(documents: Iterable[tuple[UUID, str, bool]], users: dict[UUID, Iterable[Any]]) -> dict[Pair, Rights]:
    """The rights of people in documents, given as (key, owner, locked). In a locked one nobody writes."""
    found: dict[Pair, Rights] = {}
    pairs: dict[str, list[Pair]] = {}
    locked = set()
    for document, owner, is_locked in documents:
        pairs.setdefault(owner, []).extend((document, user) for user in users.get(document, ()))
        if is_locked:
            locked.add(document)
    for owner, asked in pairs.items():
        if owner in OWNERS:
            found |= OWNERS[owner].rights(asked)
    return {
        pair: replace(rights, write=LOCKED if rights.write else rights.write, suggest=LOCKED)
        if pair[0] in locked
        else rights
        for pair, rights in found.items()
    }


def rights_of(document: UUID, owner: str, locked: bool, user: Any) -> Rights:
    return rights_in([(document, owner, locked)], {document: [user]}).get((document, user), NONE)
