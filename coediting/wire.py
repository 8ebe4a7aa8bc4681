"""The messages of y-protocols, and the numbers with which a connection is closed."""

import json
from typing import Any

from coediting import lib0

SYNC, PRESENCE, AUTH, ASK_PRESENCE, CONTROL = 0, 1, 2, 3, 100
STEP_1, STEP_2, UPDATE = 0, 1, 2

BAD_MESSAGE = 4400
NO_RIGHT = 4403
TOO_SLOW = 4408
SYNC_AGAIN = 4409
TOO_LARGE = 4413
OTHER_SCHEMA = 4426
GOING_AWAY = 1001
TRY_LATER = 1013


def step_1(state: bytes) -> bytes:
    """Send me what I lack."""
    return bytes([SYNC, STEP_1]) + lib0.sized(state)


def step_2(update: bytes) -> bytes:
    """This is what you lack."""
    return bytes([SYNC, STEP_2]) + lib0.sized(update)


def update(data: bytes) -> bytes:
    return bytes([SYNC, UPDATE]) + lib0.sized(data)


def presence(states: bytes) -> bytes:
    return bytes([PRESENCE]) + lib0.sized(states)


def denied(reason: str) -> bytes:
    """What y-websocket prints when it may not write."""
    return bytes([AUTH, 0]) + lib0.text(reason)


def control(message: dict[str, Any]) -> bytes:
    return bytes([CONTROL]) + lib0.text(json.dumps(message, separators=(",", ":"), ensure_ascii=False))
