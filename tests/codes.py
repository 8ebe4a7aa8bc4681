"""What the telephone of a person in the tests shows."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.factories.forum import SECRET

PERIOD = 30


def code(secret: str = SECRET, *, later: int = 0) -> str:
    """The code of now, or of so many half minutes later. Waits for the next one when the present one is running out."""
    left = PERIOD - time.time() % PERIOD
    if left < 3:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + later))


def wrong_code(secret: str = SECRET) -> str:
    return str((int(code(secret)) + 1) % 10**6).zfill(6)
