"""Typed readers for environment variables; a wrong value says what it should have been."""

import os

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off", ""}


def flag(name: str, *, default: bool = False) -> bool:
    """The variable as a yes or no."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    if raw.lower() in YES:
        return True
    if raw.lower() in NO:
        return False
    raise ImproperlyConfigured(f"{name}={raw!r}: write 1 or 0")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def words(name: str, default: str = "") -> list[str]:
    """The variable as a list, separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def whole_number(name: str, default: int) -> int:
    raw = os.environ.get(name, "")
    if not raw:
        return default
    try:
        return int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={raw!r}: write a whole number") from None
