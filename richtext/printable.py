"""Which characters of a text the PDF can show: those that one of the fonts that come with us has a glyph for."""

import re
from functools import cache

from django.conf import settings
from fontTools.ttLib import TTFont

FACES = "static/dist/fonts/print"
"""The files of static/css/faces.css, and nothing else."""

UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U000e0000-\U000e0fff"
)
"""What is never drawn (Unicode: default ignorable), as in an expression: no glyph, no loss."""


@cache
def printable() -> frozenset[int]:
    """The code points that the faces hold. Read once a process."""
    codes: set[int] = set()
    for path in (settings.BASE_DIR / FACES).iterdir():
        with TTFont(path, lazy=True) as font:
            codes.update(font.getBestCmap())
    return frozenset(codes)


@cache
def missing() -> re.Pattern[str]:
    """A stretch of characters that no face holds."""
    held = "".join(re.escape(chr(code)) for code in sorted(printable()))
    other = rf"[^\s{UNSEEN}{held}]"
    return re.compile(rf"{other}+(?:[{UNSEEN}]+{other}+)*")


def unprintable(text: str) -> list[str]:
    """The stretches of a text that print as boxes (한국어, 🇫🇷), each once, in order."""
    return [] if text.isascii() else list(dict.fromkeys(missing().findall(text)))
