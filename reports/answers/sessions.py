"""How what is written together is parted into versions: a burst of writing, by however many people, is one."""

from datetime import datetime, timedelta

PAUSE = timedelta(minutes=10)
"""After a longer pause than this another version begins."""

LONGEST = timedelta(minutes=15)
"""Where nobody pauses, a version is kept at least this often."""


def goes_on(began: datetime | None, last: datetime, now: datetime) -> bool:
    """Whether what is written `now` belongs to the version that somebody began, and last wrote in, at these times.

    `began` is None for a version that was begun before that was noted: then it is as if it began with the last change.
    """
    return now - last <= PAUSE and now - (began or last) <= LONGEST
