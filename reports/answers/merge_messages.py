"""What a person is told whose text was merged with what somebody else had written meanwhile."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from richtext.merging import Merged
from richtext.reading import to_text

WORDS_SHOWN = 12
"""So many words of a passage are enough to find it."""


def what_was_merged(merged: Merged) -> str:
    """In words: that both are there, and which passages stand twice."""
    said = _("Somebody else changed this text meanwhile. What you both wrote stands in it now.")
    if not merged.twice:
        return said
    both = ngettext(
        "You both changed the same passage: both versions stand there, theirs first, yours after it. Yours: %(yours)s",
        "You both changed the same passages: both versions of each stand there, theirs first, yours after it. "
        "Yours: %(yours)s",
        len(merged.twice),
    )
    return f"{said} {both % {'yours': ' '.join(map(beginning, merged.twice))}}"


def beginning(block: dict) -> str:
    text = to_text({"type": "doc", "content": [block]}).replace("\n", " ")
    return _("“%(text)s”") % {"text": Truncator(text).words(WORDS_SHOWN, truncate="…")}
