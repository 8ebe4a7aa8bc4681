"""A .docx as the parts that belong together: the text, its notes and heads, and where relationships lead."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from files.archives import checked, damaged, needs, trees
from files.checks import Refused
from files.word.names import LEFT_OUT, W, left_out, make_usual, said
from files.word.numbering import Numbers
from files.word.showing import Showing, Sight
from files.word.styles import read_styles

PARSED = re.compile(
    r"_rels/\.rels|docProps/custom\.xml|word/[\w-]+\.xml|word/_rels/[\w.-]+\.rels|word/(?:charts|diagrams)/[\w-]+\.xml"
)
_MAIN = re.compile(r"word/document\d*\.xml")
_NOTES = ("footnotes", "endnotes")
_RUNNING = ("header", "footer")
SILENT = frozenset(
    "styles numbering settings webSettings fontTable theme customXml glossaryDocument stylesWithEffects comments "
    "commentsExtended commentsIds commentsExtensible people image hyperlink footnotes endnotes header footer aFChunk "
    "attachedTemplate printerSettings keyMapCustomizations attachedToolbars vbaProject wordVbaData oleObject package "
    "chart chartEx chartUserShapes diagramData diagramLayout diagramQuickStyle diagramStyle diagramColors "
    "diagramDrawing control "
    "activeXControlBinary video audio media subDocument recipientData mailMergeSource mailMergeHeaderSource frame font "
    "thumbnail documenttasks intelligence intelligence2 classificationlabels transform model3d ink slicer "
    "customXmlProps hdphoto svgImage userXmlData xmlDataReference".split()
)  # fmt: skip
"""Kinds of parts that hold no text, or whose place in the text is named where it stands."""


@dataclass(frozen=True)
class Relation:
    kind: str
    target: str
    """The name of a part, or an address."""
    is_outside: bool


@dataclass
class Parts:
    """The parts of one file. `trees` are those that are XML, with the usual names; `raw` are all."""

    raw: dict[str, bytes]
    trees: dict[str, Element]
    main: str
    relations: dict[str, dict[str, Relation]] = field(default_factory=dict)
    """By the name of the part that they belong to, and their identifiers."""
    damaged: list[str] = field(default_factory=list)
    """The names of parts that cannot be parsed."""

    def of(self, kind: str) -> list[str]:
        """The parts of the text's relationships of a kind, in the order of their names."""
        found = [one.target for one in self.relations.get(self.main, {}).values() if one.kind == kind]
        named = [name for name in self.trees if re.fullmatch(rf"word/{kind}\d*\.xml", name)]
        return sorted({name for name in [*found, *named] if name in self.trees})

    def one(self, kind: str) -> Element | None:
        return next((self.trees[name] for name in self.of(kind)), None)

    def led_to(self, part: str, identifier: str) -> Element | None:
        relation = self.relations.get(part, {}).get(identifier)
        return self.trees.get(relation.target) if relation else None

    def addresses(self, part: str) -> dict[str, str]:
        """Where the links of a part lead, by identifier."""
        return {name: one.target for name, one in self.relations.get(part, {}).items() if one.is_outside}

    @property
    def notes(self) -> list[str]:
        return [name for kind in _NOTES for name in self.of(kind)]

    @property
    def running(self) -> list[str]:
        return [name for kind in _RUNNING for name in self.of(kind)]

    def unknown(self) -> list[Element]:
        """What is left out because it is damaged, or nobody knows what it is."""
        return [left_out("damaged_part", name) for name in self.damaged] + [
            left_out("unknown_part", one.target)
            for one in self.relations.get(self.main, {}).values()
            if one.kind not in SILENT and not one.is_outside
        ]

    def show(self, *, names_comments: bool) -> None:
        """Make every part that is read what Word shows of it. `names_comments`: comments are left out in their places,
        and what was deleted as a tracked change is gone."""
        styles = read_styles(self.one("styles"))
        sight = Sight(styles, Numbers(self.one("numbering"), styles), as_accepted=names_comments)
        sight.notes = {
            (f"{W}{kind}Reference", each.get(f"{W}id", "")): said(each)
            for kind in ("footnote", "endnote")
            for name in self.of(f"{kind}s")
            for each in self.trees[name].iter(f"{W}{kind}")
        }
        sight.comments = comments(self.one("comments")) if names_comments else None
        for name in [self.main, *self.notes, *self.running]:
            walk = Showing(
                sight,
                part=lambda identifier, name=name: self.led_to(name, identifier),
                chunk=lambda identifier, name=name: self.target(name, identifier),
                is_running=name in self.running,
            )
            walk.of(self.trees[name])
            if name == self.main:
                lost = self.drop_notes(sight.notes)
        unplaced = [left_out("comment", words) for words in (sight.comments or {}).values() if words]
        body = self.trees[self.main].find(f"{W}body")
        self.rest = [*lost, *unplaced, *self.unknown()] if body is not None else []

    def drop_notes(self, unnamed: dict[tuple[str, str], str]) -> list[Element]:
        """Take out the notes that nothing in the text refers to, which Word does not show; gives what is left out of
        them. `unnamed`: what those say that were not left out with the text around their references."""
        called = {(each.tag, each.get(f"{W}id", "")) for each in self.trees[self.main].iter()}
        out = []
        for name in self.notes:
            for note in list(self.trees[name]):
                known = (f"{note.tag}Reference", note.get(f"{W}id", ""))
                if note.get(f"{W}type", "normal") == "normal" and known not in called:
                    self.trees[name].remove(note)
                    if words := unnamed.get(known):
                        out.append(left_out("hidden", words))
        return out

    rest: list[Element] = field(default_factory=list)
    """What is left out and stands nowhere in the text."""

    def target(self, part: str, identifier: str) -> str:
        relation = self.relations.get(part, {}).get(identifier)
        return relation.target if relation else identifier


def read_parts(content: bytes) -> Parts:
    """The parts of a .docx. Raises Refused for one that is damaged, protected or a trap."""
    raw = checked(content, "docx")
    read = trees({name: part for name, part in raw.items() if PARSED.fullmatch(name)})
    parsed = {name: tree for name, tree in read.items() if tree is not None}
    main = next((name for name in _mains(parsed, raw) if name in raw), None)
    lost = [name for name, tree in read.items() if tree is None]
    if main not in parsed or any(map(needs, lost)):
        raise Refused(damaged())
    for tree in parsed.values():
        make_usual(tree)
    relations = {_owner(name): _relations(name, tree) for name, tree in parsed.items() if name.endswith(".rels")}
    return Parts(raw, parsed, main, relations, lost)


def _mains(parsed: dict[str, Element], raw: dict[str, bytes]) -> Iterator[str]:
    """The part that the package says is the document; else the one with its name."""
    if "_rels/.rels" in parsed:
        for one in _relations("_rels/.rels", parsed["_rels/.rels"]).values():
            if one.kind == "officeDocument" and _MAIN.fullmatch(one.target):
                yield one.target
    yield from sorted(name for name in raw if _MAIN.fullmatch(name))


def _owner(name: str) -> str:
    """The part that a part of relationships belongs to."""
    folder, _slash, file = name.rpartition("_rels/")
    return f"{folder}{file.removesuffix('.rels')}"


def _relations(name: str, tree: Element) -> dict[str, Relation]:
    folder = posixpath.dirname(_owner(name))
    found = {}
    for each in tree:
        target, is_outside = each.get("Target", ""), each.get("TargetMode") == "External"
        if not is_outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[each.get("Id", "")] = Relation(each.get("Type", "").rpartition("/")[2], target, is_outside)
    return found


def comments(tree: Element | None) -> dict[str, str]:
    """What each comment says, with who says it, by identifier."""
    found = {}
    for each in tree.iter(f"{W}comment") if tree is not None else ():
        author, words = each.get(f"{W}author", "").strip(), said(each)
        found[each.get(f"{W}id", "")] = f"{author}: {words}" if author and words else words
    return found


def left_out_of(tree: Element) -> list[Element]:
    """What is left out of a part, in reading order."""
    return list(tree.iter(LEFT_OUT))
