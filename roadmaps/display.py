"""What a roadmap says of itself, as lines to be shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bilingual.text import Text
from journal.models import Entry
from roadmaps.changes import LEVEL_NAMES, Facts, facts_of
from roadmaps.importing.reading import ReadItem
from roadmaps.models import Roadmap

Wordings = list[tuple[str, str]]
"""Language and words; the language is "" for what needs none, such as a day."""


@dataclass(frozen=True)
class FieldLine:
    label: str
    before: Wordings
    after: Wordings


def wordings(value: Text | date | None) -> Wordings:
    if isinstance(value, Mapping):
        return list(value.items())
    return [("", date_format(value, "DATE_FORMAT"))] if value else []


def label_of(field: str) -> str:
    if field in LEVEL_NAMES:
        return _("name of level %(number)s") % {"number": LEVEL_NAMES.index(field) + 1}
    return str(Roadmap._meta.get_field(field).verbose_name)


def field_lines(names: Iterable[str], before: Roadmap | None, after: Facts) -> list[FieldLine]:
    """What a roadmap says of itself: these of it, with what stands there and what is to stand there."""
    standing = facts_of(before)
    return [FieldLine(label_of(name), wordings(standing[name]), wordings(after[name])) for name in names]


def state_line(version: Roadmap, in_force: Roadmap | None, act: Entry | None) -> str:
    """Where a version stands and since when; `in_force` is the newest that is, `act` of queries.first_acts."""
    said = {"day": date_format(localtime(act.at), "DATE_FORMAT") if act else "", "name": act.actor_name if act else ""}
    if version.is_draft and said["name"]:
        return _("Draft, begun on %(day)s by %(name)s") % said
    if version.is_draft:
        return _("Draft, begun on %(day)s") % said if act else _("Draft")
    if version != in_force:
        return _("Earlier version")
    return _("In force since %(day)s") % said if act else _("In force")


@dataclass
class ReadNode:
    """An item that was read in a file, with what stands right under it."""

    item: ReadItem
    children: list["ReadNode"] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many items stand under it."""
        return sum(1 + child.size for child in self.children)

    def __str__(self) -> str:
        return self.item.code or str(self.item.title.in_language(get_language() or "en"))


def read_tree(items: Sequence[ReadItem]) -> list[ReadNode]:
    nodes = [ReadNode(item) for item in items]
    for node in nodes:
        if node.item.parent is not None:
            nodes[node.item.parent].children.append(node)
    return [node for node in nodes if node.item.parent is None]
