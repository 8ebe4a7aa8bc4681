"""That something was done in a report, or with somebody's roles: what open pages listen to (coediting.news)."""

from typing import Any

from coediting import news
from forum.models import Country, User


def subject_of(report: int) -> str:
    return f"reports.report:{report}"


def subjects_for(report: int, reader: int) -> frozenset[str]:
    """What decides how a report looks to somebody."""
    return frozenset({subject_of(report), f"forum.user:{reader}"})


def report_changed(report: int) -> None:
    """For acts that write no line in the journal; call it in the transaction of the act."""
    news.changed(subject_of(report))


def line_written(*, instance: Any, **_signal: Any) -> None:
    """An act on a report has its line in the journal (a receiver of post_save)."""
    if instance.target_type == "reports.report":
        news.changed(subject_of(instance.target_id))


def roles_changed(user: User, country: Country | None) -> None:
    news.changed(f"forum.user:{user.pk}")
