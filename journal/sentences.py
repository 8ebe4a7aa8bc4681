"""A line of the journal in the reader's language."""

from django.utils.translation import gettext as _

from journal.actions import SENTENCES, word
from journal.erasing import shown
from journal.models import Entry


def sentence_of(entry: Entry) -> str:
    """Who did what to what, and for whom."""
    values = {"actor": shown(entry.actor_name) or _("The system"), "target": shown(entry.target_label)}
    known = SENTENCES.get(entry.action)  # an act of a version that knew more, or less, is told by its name
    told = str(known) % values if known else f"{values['actor']}: {entry.action}, {values['target']}"
    if entry.on_behalf:
        return _("%(sentence)s, on behalf of %(name)s") % {"sentence": told, "name": shown(entry.on_behalf)}
    return told


def change_of(entry: Entry) -> str:
    """From what to what; "" for an act that says nothing of it."""
    if "from" not in entry.data or "to" not in entry.data:
        return ""
    states = [shown(word(entry.action, entry.data[end])) for end in ("from", "to")]
    return _("from “%(before)s” to “%(after)s”") % {"before": states[0], "after": states[1]}


def act_label(action: str) -> str:
    """An act in a list to choose from: its sentence without the names."""
    known = SENTENCES.get(action)
    return str(known) % {"actor": "…", "target": "…"} if known else action
