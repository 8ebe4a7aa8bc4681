"""What an editor knows of the open proposals for its text: it draws each change at its place."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language

from reports.models import Proposal
from reports.review.rebasing import Change, RebasedSuggestion
from richtext.edits import fragment_of
from richtext.edits_html import is_of_blocks, is_of_form
from richtext.positions import positions

MarkedText = dict[str, Any]
"""`text`, in which the places are counted; `changes`: those that can be drawn; `elsewhere`: how many cannot, because
others have changed the same words.

A change: `name` (on the page of proposals), `proposal` and `key` (to decide it), `by` and `short` (whose it is),
`note`, `from` and `to` (what would go), `put` (what would come, a document; null for nothing), `inline` (words of one
block, not blocks) and `form` (the words stay)."""


def marked(found: Sequence[RebasedSuggestion]) -> MarkedText | None:
    """Of proposals for one text, as they stand; None where nothing is left to decide."""
    changes = [(rebased, change) for rebased in found for change in rebased.changes]
    if not changes:
        return None
    text, places = found[0].text, positions(found[0].tokens)
    drawn = [_change(rebased, change, places) for rebased, change in changes if not change.overlaps]
    return {"text": text, "changes": drawn, "elsewhere": len(changes) - len(drawn)}


def _change(rebased: RebasedSuggestion, change: Change, places: list[int]) -> MarkedText:
    proposal, edit, tokens = rebased.proposal, change.edit, rebased.tokens
    return {
        "name": name_of(proposal, change.key),
        "proposal": proposal.pk,
        "key": change.key,
        "by": whole_name(proposal),
        "short": short_name(proposal),
        "note": proposal.note,
        "from": places[edit.start],
        "to": places[edit.end],
        "put": fragment_of(edit.new) if edit.new else None,
        "inline": not is_of_blocks(tokens[edit.start : edit.end]) and not is_of_blocks(edit.new),
        "form": is_of_form(tokens, edit),
    }


def name_of(proposal: Proposal, key: str) -> str:
    """Unique on a page: two people may propose the same change."""
    return f"change-{proposal.pk}-{key}"


def short_name(proposal: Proposal) -> str:
    """For whom the author speaks, else the author."""
    return next(reversed(_voices(proposal)), str(proposal.author))


def whole_name(proposal: Proposal) -> str:
    """As reports/review/suggestions/_voice.html."""
    voices = ", ".join(_voices(proposal))
    return f"{proposal.author} ({voices})" if voices else str(proposal.author)


def _voices(proposal: Proposal) -> list[str]:
    language = get_language() or "en"
    return [one.name.in_language(language).text for one in (proposal.group, proposal.organisation) if one]
