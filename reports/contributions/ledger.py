"""The contributions to a report: proposed, taken from minutes and files, imported, written in place. Reads only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from forum.models import Membership, Organisation, WorkingGroup
from reports.contributions.versions import Turn, turns_of, versions_by_answer
from reports.contributions.voices import Side, side_of
from reports.contributions.whereabouts import NO_WORDS, Standing, Today, together
from reports.entries import Entry, ReportContent
from reports.models import Answer, Channel, Outcome, Proposal, ProposalDecision, ProposalState, ReportImport, Voice
from reports.proposals import reading
from reports.proposals.reading import place_of, text_of
from richtext.reading import to_text, words

CHANNELS = dict(Channel.choices)
TAKEN = (Outcome.KEPT, Outcome.MERGED, Outcome.IN_TEXT)


@dataclass(frozen=True)
class Piece:
    """Some words of a contribution, what they took the place of, what became of them, and how many stand today.

    `outcome` is that of a decision; "open" or "withdrawn" where there is none; "" for what nobody decides on.
    """

    text: str
    was: str = ""
    outcome: str = ""
    label: str = ""
    reason: str = ""
    decided_by: str = ""
    standing: Standing = NO_WORDS


@dataclass
class Contribution:
    entry: Entry
    section: str
    language: str
    source: str
    label: str
    side: Side
    group: WorkingGroup | None
    organisation: Organisation | None
    at: datetime
    people: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    """Who wrote in the same answer for the same side, and is not named by a version."""
    note: str = ""
    pieces: list[Piece] = field(default_factory=list)

    @property
    def standing(self) -> Standing:
        return together(piece.standing for piece in self.pieces)

    @property
    def is_in_the_report(self) -> bool:
        """Whether something of it is: words that stand, or that were taken over, or stood there already."""
        taken = any(piece.outcome in TAKEN for piece in self.pieces)
        decided = any(piece.outcome for piece in self.pieces)
        return taken if decided else bool(self.standing.found)


@dataclass(frozen=True)
class Part:
    """The contributions of one side, or to one answer."""

    title: Any
    contributions: list[Contribution]
    is_own: bool = False


class Ledger:
    """All contributions to a report. Six queries, however many they are."""

    def __init__(self, content: ReportContent) -> None:
        self.content, self.report = content, content.report
        self.entries = {
            (entry.key, entry.occurrence.pk if entry.occurrence else None): entry for entry in content.entries()
        }
        self.texts = {
            (*where, language): answer
            for where, entry in self.entries.items()
            if reading.is_proposable(entry)
            for language, answer in entry.answers.items()
        }
        self.today: dict[reading.Where, Today] = {}
        proposals = self.report.proposals.select_related("author", "group", "organisation")
        self.proposals = list(proposals.prefetch_related("decisions__decided_by").order_by("created_at", "pk"))
        self.read_voices()

    def read_voices(self) -> None:
        voices = Voice.objects.filter(report=self.report).select_related("user", "group", "organisation")
        self.voices: dict[reading.Where, list[Voice]] = defaultdict(list)
        for voice in voices.order_by("last_at", "pk"):
            self.voices[voice.question, voice.occurrence_id, voice.language].append(voice)
        held = Membership.objects.filter(country=self.report.country_id).select_related("working_group", "organisation")
        self.held: dict[int, list[Membership]] = defaultdict(list)
        self.groups: dict[int | None, WorkingGroup | None] = {None: None}
        self.organisations: dict[int | None, Organisation | None] = {None: None}
        for one in held.order_by("pk"):
            self.held[one.user_id].append(one)
            self.know(one.working_group, one.organisation)
        for voice in [voice for these in self.voices.values() for voice in these]:
            self.know(voice.group, voice.organisation)

    def know(self, group: WorkingGroup | None, organisation: Organisation | None) -> None:
        if group:
            self.groups[group.pk] = group
        if organisation:
            self.organisations[organisation.pk] = organisation

    def contributions(self) -> list[Contribution]:
        """In the order of the questions, the oldest first."""
        order = {where: number for number, where in enumerate(self.entries)}
        found = [*self.proposed(), *self.written()]
        return sorted(found, key=lambda one: (order[key_of(one.entry)], one.language, one.at))

    def written(self) -> Iterator[Contribution]:
        """What was written in place or imported, by answer, side and way."""
        kept = versions_by_answer(self.texts.values())
        files = list(self.report.imports.exclude(applied_at=None).defer("plan", "outcome").order_by("applied_at"))
        taken_over: dict[reading.Where, set[str]] = defaultdict(set)
        for proposal in self.proposals:
            for decision in proposal.decisions.all():
                if decision.outcome == Outcome.KEPT:
                    taken_over[place_of(proposal)].add(to_text(decision.proposed))
        for where, answer in self.texts.items():
            made: dict[tuple, Contribution] = {}
            for turn in turns_of(self.entries[where[:2]], answer, kept[answer.pk], taken_over[where]):
                self.add(turn, where, files, made)
            for one in made.values():
                self.name_others(one, where)
            yield from made.values()

    def add(self, turn: Turn, where: reading.Where, files: list[ReportImport], made: dict) -> None:
        version = turn.version
        side = self.side(where, turn) if version.channel == Channel.BROWSER else Side()
        note = file_of(files, turn) if version.channel == Channel.IMPORT else ""
        key = (version.channel, side, note)
        if key not in made:
            entry, label = self.entries[where[:2]], str(CHANNELS.get(version.channel, ""))
            made[key] = self.begin(entry, where[2], version.channel, label, side, version.at)
            made[key].note = note
        one = made[key]
        one.at = version.at
        if version.user and version.user.name not in one.people:
            one.people.append(version.user.name)
        for added in turn.added:
            one.pieces.append(Piece(added.text, added.was, standing=self.today_of(where).has(added.words)))

    def begin(self, entry: Entry, language: str, source: str, label: str, side: Side, at: datetime) -> Contribution:
        group, organisation = self.groups.get(side.group), self.organisations.get(side.organisation)
        return Contribution(entry, entry.section, language, source, label, side, group, organisation, at)

    def side(self, where: reading.Where, turn: Turn) -> Side:
        """For whom it was written: as it was noted; of older versions, by the roles that were held on that day."""
        user, at = turn.version.user, turn.version.at
        if user is None:
            return Side()
        mine = [voice for voice in self.voices[where] if voice.user_id == user.pk]
        for voice in mine:
            if voice.first_at <= at <= voice.last_at:
                return Side(voice.group_id, voice.organisation_id)
        day = timezone.localdate(at)
        return side_of(
            [one for one in self.held[user.pk] if one.since <= day and (one.until is None or one.until >= day)]
        )

    def name_others(self, one: Contribution, where: reading.Where) -> None:
        """Those for the same side whose words are among the others'."""
        if one.source == Channel.BROWSER:
            sides = [voice for voice in self.voices[where] if (voice.group_id, voice.organisation_id) == one.side]
            one.also = [voice.user.name for voice in sides if voice.user.name not in one.people]

    def proposed(self) -> Iterator[Contribution]:
        for proposal in self.proposals:
            entry = self.entries.get((proposal.question, proposal.occurrence_id))
            if entry is None:
                continue
            side = Side(proposal.group_id, proposal.organisation_id)
            self.know(proposal.group, proposal.organisation)
            if side == Side():
                side = self.side_of_author(proposal)
            label = proposal.get_source_display() if proposal.source != "written" else _("proposed")
            one = self.begin(entry, proposal.language, proposal.source, label, side, proposal.created_at)
            one.people, one.note = [proposal.author.name], proposal.note
            one.pieces = [self.decided(proposal, decision) for decision in proposal.decisions.all()]
            one.pieces += self.undecided(proposal, entry)
            yield one

    def side_of_author(self, proposal: Proposal) -> Side:
        day = timezone.localdate(proposal.created_at)
        held = [one for one in self.held[proposal.author_id] if one.since <= day]
        return side_of([one for one in held if one.until is None or one.until >= day])

    def decided(self, proposal: Proposal, decision: ProposalDecision) -> Piece:
        return Piece(
            to_text(decision.proposed),
            to_text(decision.was),
            decision.outcome,
            decision.get_outcome_display(),
            decision.reason,
            decision.decided_by.name if decision.outcome != Outcome.IN_TEXT else "",
            self.today_of(place_of(proposal)).has(words(decision.proposed)),
        )

    def undecided(self, proposal: Proposal, entry: Entry) -> Iterator[Piece]:
        if proposal.state == ProposalState.SETTLED:
            return
        name = "open" if proposal.is_open else "withdrawn"
        label = _("waits for a decision") if proposal.is_open else _("taken back by its author")
        today = self.today_of(place_of(proposal))
        for change in reading.Standing(proposal, text_of(entry, proposal.language)).changes:
            standing = today.has(words(change.proposed))
            yield Piece(to_text(change.proposed), to_text(change.was), name, label, standing=standing)

    def today_of(self, where: reading.Where) -> Today:
        if where not in self.today:
            answer: Answer | None = self.texts.get(where)
            self.today[where] = Today(words(answer.value) if answer and answer.value else ())
        return self.today[where]


def key_of(entry: Entry) -> tuple[str, int | None]:
    return entry.key, entry.occurrence.pk if entry.occurrence else None


def file_of(files: Iterable[ReportImport], turn: Turn) -> str:
    """The name of the file that was read last before."""
    names = [file.filename for file in files if file.applied_at <= turn.version.at]
    return names[-1] if names else ""


def by_side(contributions: Iterable[Contribution], own: Iterable[int]) -> list[Part]:
    """By group, the reader's own first; then by organisation; last what speaks for nobody."""
    own = set(own)
    parts: dict[tuple, list[Contribution]] = defaultdict(list)
    for one in contributions:
        parts[("group", one.group.pk) if one.group else ("organisation", one.side.organisation)].append(one)

    def order(item: tuple) -> tuple:
        (kind, key), (first, *_others) = item
        if kind == "group":
            return 0 if key in own else 1, first.group.position, key
        return (2 if key else 3), 0, key or 0

    return [
        Part(these[0].group or these[0].organisation, these, kind == "group" and key in own)
        for (kind, key), these in sorted(parts.items(), key=order)
    ]


def by_answer(contributions: Iterable[Contribution]) -> list[Part]:
    parts: dict[str, list[Contribution]] = defaultdict(list)
    for one in contributions:
        parts[one.entry.name].append(one)
    return [Part(these[0].entry, these) for these in parts.values()]
