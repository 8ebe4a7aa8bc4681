"""Which item of the roadmap a heading in an answer is about."""

import re

from reports.content.entries import ReportContent
from roadmaps.models import Item


def item_of_heading(heading: str, about: str, content: ReportContent) -> Item | None:
    """The item that a heading names, by its code or by its title; of those under the item with the anchor `about`, or
    of all if that is ""."""
    items = [item for item in content.items if not about or about in [above.anchor for above in content.above(item)]]
    for item in sorted(items, key=lambda item: -len(item.code)):
        if item.code and re.match(rf"\s*{re.escape(item.code)}(?![\w]|\.\w)", heading):
            return item
    plain = simplified(heading)
    return next((item for item in items if plain in {simplified(text) for text in item.title.values()}), None)


def simplified(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
