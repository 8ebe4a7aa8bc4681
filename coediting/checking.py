"""What the database says about everybody who has something open: rights, locks, sessions. Few queries for all rooms."""

from dataclasses import dataclass, field
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.db import connection
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from coediting.models import Document
from coediting.owners import Rights, rights_in


def every() -> float:
    """Seconds between two looks. On SQLite nobody tells what other processes did, so the look is all there is."""
    return 5 if connection.vendor == "postgresql" else 1


@dataclass(frozen=True)
class State:
    owner: str
    generation: int
    locked: bool
    seq: int


@dataclass
class Found:
    states: dict[UUID, State] = field(default_factory=dict)
    rights: dict[Any, Rights] = field(default_factory=dict)
    logged_out: list[Any] = field(default_factory=list)


def check(asked: dict[UUID, list[Any]]) -> Found:
    """The state of each document, and the rights of each member: none for one who is logged out by now."""
    found = Found()
    for key, owner, generation, locked, seq in Document.objects.filter(pk__in=asked).values_list(
        "pk", "owner", "generation", "locked", "seq"
    ):
        found.states[key] = State(owner, generation, locked, seq)
    members = [member for its in asked.values() for member in its]
    users = people({member.user.pk for member in members})
    sessions = sessions_of({member.session for member in members if member.session}, users)
    asking: dict[UUID, set] = {}
    for document, its in asked.items():
        asking[document] = {users[one.user.pk] for one in its if one.user.pk in users}
    rights = rights_in([(key, state.owner, state.locked) for key, state in found.states.items()], asking)
    for document, its in asked.items():
        for member in its:
            user = users.get(member.user.pk)
            if user is None or (member.session and sessions.get(member.session) != user.pk):
                found.logged_out.append(member)
                continue
            if its_rights := rights.get((document, user)):
                found.rights[member] = its_rights
    return found


def people(keys: set[Any]) -> dict[Any, Any]:
    return {user.pk: user for user in get_user_model().objects.filter(pk__in=keys, is_active=True)}


def sessions_of(keys: set[str], users: dict[Any, Any]) -> dict[str, Any]:
    """Whose session each is; one that ended, or is of before a change of the password, is nobody's."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    model = store.get_model_class()
    found = {}
    rows = model.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    for key, written in rows.values_list("session_key", "session_data"):
        data = store().decode(written)
        user = users.get(_key_of(data))
        if user and constant_time_compare(data.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
            found[key] = user.pk
    return found


def _key_of(data: dict[str, Any]) -> Any:
    if SESSION_KEY not in data or data.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    return get_user_model()._meta.pk.to_python(data[SESSION_KEY])
