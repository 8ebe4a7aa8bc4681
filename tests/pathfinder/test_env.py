"""Environment variables are read typed, and a wrong one says what it should have been."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from pathfinder import env


@pytest.mark.parametrize(("raw", "expected"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("", False)])
def test_a_flag(monkeypatch, raw, expected):
    monkeypatch.setenv("FLAG", raw)

    assert env.flag("FLAG", default=not expected) is expected


def test_what_is_not_set_has_its_default(monkeypatch):
    monkeypatch.delenv("NOT_SET", raising=False)

    assert (env.flag("NOT_SET", default=True), env.words("NOT_SET", "a, b"), env.whole_number("NOT_SET", 3)) == (
        True,
        ["a", "b"],
        3,
    )


@pytest.mark.parametrize(
    ("read", "raw", "message"),
    [(env.flag, "maybe", "write 1 or 0"), (lambda name: env.whole_number(name, 1), "many", "write a whole number")],
)
def test_a_wrong_value_says_what_to_write(monkeypatch, read, raw, message):
    monkeypatch.setenv("WRONG", raw)

    with pytest.raises(ImproperlyConfigured, match=message):
        read("WRONG")
