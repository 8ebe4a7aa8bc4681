"""A log line of level ERROR fails the test, unless the test asks for the fixture `error_log` and reads it."""

import logging

from tests.strict import found


class ErrorLog(logging.Handler):
    """Collects the messages; `expected` is the list of the test that reads them itself."""

    def __init__(self) -> None:
        super().__init__(level=logging.ERROR)
        self.expected: list[str] | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self.expected is None:
            found.append(f"error log of {record.name}: {record.getMessage()}")
        else:
            self.expected.append(record.getMessage())


handler = ErrorLog()


def install() -> None:
    """Call before each test: a test may set up logging anew, which takes every handler away."""
    logging.getLogger().addHandler(handler)
