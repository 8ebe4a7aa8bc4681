"""The roadmap in the texts: codes that it does not have, and parts of it that no text names."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.checks.material import Material
from reports.checks.problem import Finding
from reports.checks.words import excerpt
from reports.content.entries import QuestionEntry
from reports.content.headings import item_of_heading
from reports.models import Occurrence
from richtext.reading import Node, headings
from richtext.references import codes, link_codes
from roadmaps.models import Item

SEVERAL = 3
"""A priority whose text names so many objectives shows that the country cites them."""


def codes_unknown(material: Material) -> Iterator[Finding]:
    """Codes of objectives in the texts that the roadmap does not have."""
    content = material.content
    for passage in material.passages:
        linked = [code for code in codes(passage.doc) if code not in content.by_name]
        for code in dict.fromkeys([*linked, *link_codes(passage.doc, content.names)[2]]):
            around = next((each.text for each in passage.paragraphs if code in each.text), "")
            at = around.find(code)
            yield Finding(
                passage.entry,
                _("The roadmap has no %(code)s.") % {"code": code},
                passage.language,
                excerpt(around, at, at + len(code)),
            )


def objectives_unreported(material: Material) -> Iterator[Finding]:
    """Objectives that no text cites and no next step serves, told together for each priority."""
    said = cited(material)
    silent: dict[str, list[str]] = defaultdict(list)
    for item in leaves(material.content.items):
        # where nothing is cited, nobody can know of what has no code
        if (item.code or said) and item.anchor not in said:
            silent[material.content.top(item).anchor].append(str(item))
    for entry in priorities(material):
        if unreported := silent.get(entry.identity):
            yield Finding(
                entry,
                ngettext(
                    "Nothing in the report names this part of the roadmap: %(codes)s.",
                    "Nothing in the report names these parts of the roadmap: %(codes)s.",
                    len(unreported),
                )
                % {"codes": ", ".join(unreported)},
            )


def objectives_few(material: Material) -> Iterator[Finding]:
    """A priority whose text names one objective or none, while that of another names several."""
    for language in material.languages:
        named = {
            passage.entry.name: sorted(
                {
                    str(material.content.by_name[code])
                    for code in mentioned(material, below_headings(passage.doc))
                    if is_objective(material, code, passage.entry)
                }
            )
            for passage in material.passages
            if passage.language == language and passage.entry.question.repeats == Occurrence.Source.PRIORITY
        }
        if not any(len(found) >= SEVERAL for found in named.values()):
            continue
        for entry in priorities(material):
            found = named.get(entry.name)
            if found is None or len(found) > 1:
                continue
            if not material.content.has_usual_levels:
                text = _("Of what stands under “%(item)s” this text names %(code)s; other texts name several.") % {
                    "item": entry.occurrence.item,
                    "code": found[0] if found else _("nothing"),
                }
            elif found:
                text = _("This text names a single objective of its priority (%(code)s); others name several.") % {
                    "code": found[0]
                }
            else:
                text = _("This text names no objective of its priority; others name several.")
            yield Finding(entry, text, language)


def priorities(material: Material) -> list[QuestionEntry]:
    """The questions about a priority: the first one asked for each."""
    found: dict[str, QuestionEntry] = {}
    for entry in material.entries:
        if entry.question.repeats == Occurrence.Source.PRIORITY:
            found.setdefault(entry.identity, entry)
    return list(found.values())


def leaves(items: list[Item]) -> list[Item]:
    """The items with nothing below them, as far as they still stand; not those of the first level."""
    standing = [item for item in items if item.retired_on is None]
    parents = {item.parent_id for item in standing}
    return [item for item in standing if item.parent_id and item.pk not in parents]


def is_objective(material: Material, code: str, entry: QuestionEntry) -> bool:
    """Whether the code is that of an item with nothing below it, under the one asked about."""
    item = material.content.by_name.get(code)
    return item is not None and item in leaves(material.content.items) and is_about(material, item, entry)


def is_about(material: Material, item: Item, entry: QuestionEntry) -> bool:
    return material.content.top(item).anchor == entry.identity


def below_headings(doc: Node) -> Node:
    """The document without its headings, which repeat the roadmap rather than cite it."""
    return {**doc, "content": [block for block in doc["content"] if block["type"] != "heading"]}


def mentioned(material: Material, doc: Node) -> set[str]:
    """The codes that a text cites, as references or as plain words."""
    return {*codes(doc), *link_codes(doc, material.content.names)[1]}


def cited(material: Material) -> set[str]:
    """The anchors of what a text cites or stands under a heading that begins with its code, or a next step serves."""
    known = material.content.by_name
    found: set[str] = set()
    for passage in material.passages:
        found |= {known[code].anchor for code in mentioned(material, passage.doc) if code in known}
        named = (item_of_heading(heading.text, "", material.content) for heading in headings(passage.doc))
        found |= {item.anchor for item in named if item}
    for entry in material.entries:
        if entry.question.options_from == "objectives" and entry.single:
            found |= set(entry.single.value["codes"])
    return found
