"""Telling the apps above that somebody's roles have changed, in the transaction that changes them.

Pages that stay open ask what their reader may do only when they are told, or every few seconds.
"""

from collections.abc import Callable

from forum.models import Country, User

Listener = Callable[[User, Country | None], None]
"""Takes the person, and the country in which the roles are held (None: the Alliance)."""

LISTENERS: list[Listener] = []


def register(listener: Listener) -> None:
    LISTENERS.append(listener)


def tell_role_changed(user: User, country: Country | None) -> None:
    for listener in LISTENERS:
        listener(user, country)
