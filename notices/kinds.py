"""The kinds of notices. Apps register theirs when they start, as they do with the journal's sentences."""

from collections.abc import Mapping
from dataclasses import dataclass

KINDS: dict[str, "Kind"] = {}

DIGEST = "notices.digest"
"""The one kind of our own: a day's notices in one mail."""


@dataclass(frozen=True)
class Kind:
    """A kind of notice. `label` names it on the page of preferences; an essential one cannot be turned off.

    The text is the template <app>/notices/<name>.txt, where the kind is called <app>.<name>: the subject in its first
    line, then an empty one, then the body.
    """

    label: str
    essential: bool = False


class UnknownKind(KeyError):
    """A kind that no app has registered."""


def register(kinds: Mapping[str, Kind]) -> None:
    """Add kinds by their name, such as "forum.invited"."""
    for name, kind in kinds.items():
        if name in KINDS:
            raise ValueError(f"{name} is registered twice")
        KINDS[name] = kind
