"""What makes the suite fail where a program would stay silent: each module hunts one kind of silence.

A finding is raised where it happens, and noted in `found` besides, because Django's templates swallow exceptions and a
live server runs in other threads; tests/conftest.py fails the test that leaves a finding behind.
"""

found: list[str] = []


class Silence(AssertionError):
    """Something went wrong that nobody would have seen."""


def refuse(message: str) -> None:
    """Note the finding and raise it."""
    found.append(message)
    raise Silence(message) from None
