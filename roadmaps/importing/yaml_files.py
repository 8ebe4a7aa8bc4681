"""Roadmaps in YAML: what the roadmap says of itself, and its items, one after the other or one inside the other.

Read as a tree of nodes, not of values: each problem keeps its line, and 1.10 stays 1.10.
"""

import re
from collections.abc import Iterator
from datetime import date

import yaml
from django.utils.translation import gettext as _

from bilingual.languages import LANGUAGES
from bilingual.text import Text
from roadmaps.codes import DEEPEST as DEEPEST_LEVEL
from roadmaps.importing.assembling import LETTERED, assemble, default_names
from roadmaps.importing.checking import check_title
from roadmaps.importing.columns import DETAILS, folded, guess
from roadmaps.importing.grids import Source
from roadmaps.importing.reading import Detail, Problem, Reading, Row, in_order, one_line, refused

LEVEL_NAMES = {"priority_name": 1, "strand_name": 2, "objective_name": 3} | {
    f"level_{number}": number for number in range(1, DEEPEST_LEVEL + 1)
}
"""What names a level; the first three as files said it when there were three."""
TEXTS = ("title", *LEVEL_NAMES)
DAYS = ("adopted_on", "valid_from", "valid_to")
ITEMS = ("items", "priorities", "strands", "objectives")
"""The lists of items: any of these words, so that a file may read as people speak."""
TEXT = "{fr: …, en: …}"
DEEPEST = 20
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C reads a megabyte in a second, not in twenty


def read_yaml(data: bytes) -> Source:
    return Source(reading=reading_of(data))


def reading_of(data: bytes) -> Reading:
    try:
        text = data.decode("utf-8-sig")
        problems = shape_problems(text)
        if problems:
            return Reading(problems=tuple(problems))
        root = yaml.compose(text, Loader=LOADER)
    except UnicodeDecodeError:
        return refused(_("The characters of the file cannot be read. Save it as UTF-8."))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return Reading(problems=(Problem(mark.line + 1 if mark else 0, _("this is not well-formed YAML")),))
    if not isinstance(root, yaml.MappingNode):
        message = _("The file must name the roadmap’s title and its items: %(example)s")
        return refused(message % {"example": "title: …, items: …"})
    return Reader().read(root)


def shape_problems(text: str) -> list[Problem]:
    """What is refused before the file is taken for a tree: aliases and endless depth, by which a file could grow."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            return [Problem(line, _("references (* and &) are not read"))]
        if depth > DEEPEST:
            return [Problem(line, _("the lists stand too deep in one another"))]
    return []


def line_of(node: yaml.Node) -> int:
    return node.start_mark.line + 1


class Reader:
    """Walks through the nodes and collects what is wrong."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.rows: list[Row] = []

    def read(self, root: yaml.MappingNode) -> Reading:
        entries = self.entries(root, {*TEXTS, *DAYS, *ITEMS})
        fields: dict[str, Text | date | None] = {}
        for name in TEXTS:
            if name in entries:
                line = line_of(entries[name])
                field = f"level_{LEVEL_NAMES[name]}" if name in LEVEL_NAMES else name
                fields[field] = check_title(self.titles(entries[name]), line, self.problems)
        for name in DAYS:
            if name in entries:
                fields[name] = self.day(entries[name])
        if "title" in fields and not fields["title"]:
            self.wrong(entries["title"], _("there is no title"))
        starts, ends = fields.get("valid_from"), fields.get("valid_to")
        if starts and ends and ends < starts:
            self.wrong(entries["valid_to"], _("the roadmap ends before it begins"))
        self.read_lists(entries, "", 1)
        is_flat = all(row.level == 1 for row in self.rows)
        if (is_flat and any(row.code for row in self.rows)) or all(LETTERED.fullmatch(row.code) for row in self.rows):
            for row in self.rows:
                row.level = None
        items = assemble(self.rows, self.problems)
        named = max((int(name[-1]) for name in fields if name.startswith("level_")), default=0)
        return Reading(
            items=items,
            levels=default_names(items, named),
            fields=fields,
            tells_retired=True,
            tells_details=True,
            problems=in_order(self.problems),
        )

    def wrong(self, node: yaml.Node, message: str) -> None:
        self.problems.append(Problem(line_of(node), message))

    def entries(self, node: yaml.MappingNode, known: set[str]) -> dict[str, yaml.Node]:
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if name not in known:
                message = _("“%(name)s” is not known here; known are %(known)s")
                self.wrong(key, message % {"name": name, "known": ", ".join(sorted(known))})
            elif name in found:
                self.wrong(key, _("“%(name)s” stands there twice") % {"name": name})
            else:
                found[name] = value
        return found

    def scalar(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            self.wrong(node, _("a single value is expected here"))
            return ""
        return "" if node.tag == "tag:yaml.org,2002:null" else one_line(node.value)

    def day(self, node: yaml.Node) -> date | None:
        text = self.scalar(node)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.wrong(node, _("“%(text)s” is not a date; write it as 2024-12-31") % {"text": text})
            return None

    def titles(self, node: yaml.Node) -> dict[str, str]:
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, _("write the text by language: %(example)s") % {"example": TEXT})
            return {}
        return {language: self.scalar(value) for language, value in self.entries(node, set(LANGUAGES)).items()}

    def read_lists(self, entries: dict[str, yaml.Node], parent: str, level: int) -> None:
        for name in ITEMS:
            node = entries.get(name)
            if isinstance(node, yaml.SequenceNode):
                for item in node.value:
                    self.read_item(item, parent, level)
            elif node is not None:
                self.wrong(node, _("a list of items is expected here, each beginning with a dash"))

    def read_item(self, node: yaml.Node, parent: str, level: int) -> None:
        if not isinstance(node, yaml.MappingNode):
            message = _("an item has a code and a title: %(example)s")
            self.wrong(node, message % {"example": f"{{code: 1, title: {TEXT}}}"})
            return
        flat = {f"title_{language}": language for language in LANGUAGES}
        known = {"code", "title", "retired_on", *flat, *ITEMS}
        others = [one for one in node.value if isinstance(one[0], yaml.ScalarNode) and one[0].value not in known]
        own = yaml.MappingNode(
            node.tag, [one for one in node.value if one not in others], node.start_mark, node.end_mark
        )
        entries = self.entries(own, known)
        titles = self.titles(entries["title"]) if "title" in entries else {}
        titles |= {language: self.scalar(entries[name]) for name, language in flat.items() if name in entries}
        retired = self.scalar(entries["retired_on"]) if "retired_on" in entries else ""
        code = self.whole_code(parent, self.scalar(entries["code"])) if "code" in entries else ""
        row = Row(line_of(node), code, titles, retired, level=level)
        row.details = [detail for name, value in others for detail in self.details(name.value, value)]
        self.rows.append(row)
        self.read_lists(entries, code, level + 1)

    def whole_code(self, parent: str, code: str) -> str:
        """Inside 1.2 the letter C is enough for 1.2.C; any other code stands as it is written."""
        whole = f"{parent}.{code}"
        is_part = re.fullmatch(r"[1-9][0-9]?|[A-Z]{1,2}", code) and LETTERED.fullmatch(whole)
        return whole if parent and is_part else code

    def details(self, name: str, node: yaml.Node) -> Iterator[Detail]:
        """What else the file keeps with an item: a text, or a list or table of texts."""
        if isinstance(node, yaml.SequenceNode):
            for each in node.value:
                yield from self.details(name, each)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                yield from self.details(f"{name}, {self.scalar(key)}", value)
        elif text := self.scalar(node):
            role = guess(folded(name))
            yield Detail(role if role in DETAILS else "other", name, text)
