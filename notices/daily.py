"""What is done once a day. Apps register their functions when they start; `manage.py daily` does them."""

import logging
from collections.abc import Callable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from notices.models import DailyRun

FUNCTIONS: dict[str, Callable[[date], object]] = {}

logger = logging.getLogger(__name__)


def register(name: str, function: Callable[[date], object]) -> None:
    """Do `function(day)` once a day. It runs in a transaction, so what takes long it puts into the queue."""
    if name in FUNCTIONS:
        raise ValueError(f"{name} is registered twice")
    FUNCTIONS[name] = function


def run_daily(day: date | None = None) -> tuple[list[str], list[str]]:
    """Do what was not done yet for the day. Gives the names of what was done now, and of what failed."""
    done, failed = [], []
    for name, function in FUNCTIONS.items():
        try:
            if once(name, function, day or timezone.localdate()):
                done.append(name)
        except Exception:  # one that fails keeps no other from its work, and the command tells of it
            logger.exception("the daily function %s failed", name)
            failed.append(name)
    return done, failed


def once(name: str, function: Callable[[date], object], day: date) -> bool:
    """With its line in the table, or neither: what failed is done again by the next call."""
    if DailyRun.objects.filter(name=name, day=day).exists():
        return False
    with transaction.atomic():
        try:
            with transaction.atomic():
                DailyRun.objects.create(name=name, day=day)
        except IntegrityError:
            return False  # another process was quicker
        function(day)
    return True
