"""What an answer said at an earlier time: the newest version kept then, and whether that is exactly what stood."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple


class Written(NamedTuple):
    """When a version was written: from, to. `began` is None where nobody noted it."""

    number: int
    began: datetime | None
    changed: datetime


class Baseline(NamedTuple):
    """The place of the version in the list, None where nothing was kept; and whether it is what stood at that time.

    It is not where somebody was just writing: what they had written by then was not kept apart.
    """

    place: int | None
    is_exact: bool


def baseline(versions: Sequence[Written], at: datetime) -> Baseline:
    """The version of a time, out of all versions of an answer, the newest first.

    The numbers decide which is newer: a version that was set aside, and never stood, has a later time than the one
    that did.
    """
    place = next((place for place, one in enumerate(versions) if one.changed <= at), None)
    newer = versions if place is None else versions[:place]
    return Baseline(place, all(one.began is not None and one.began > at for one in newer))
