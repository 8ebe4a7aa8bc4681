"""The contributions to a report: proposed, taken from minutes and files, imported, written in place. Reads only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forum.models import Membership, Organisation, WorkingGroup
from reports.answers.attribution import Side, side_of
from reports.answers.authors import Authors, authors_of
from reports.answers.word_authors import UNKNOWN, Passage, WrittenText, written_texts
from reports.content.entries import QuestionEntry, ReportContent
from reports.contributions.fragments import Contribution, Piece
from reports.contributions.lineage import Lineage
from reports.contributions.locating import Today
from reports.contributions.steps import StepAct, step_acts
from reports.contributions.values import settings_of
from reports.contributions.versions import Turn, Version, turns_of, versions_by_answer
from reports.models import (
    Answer,
    AnswerText,
    Channel,
    Outcome,
    Proposal,
    ProposalDecision,
    ProposalState,
    ReportImport,
    Voice,
)
from reports.review import rebasing
from reports.review.rebasing import text_of
from richtext.reading import to_text, words, words_of

CHANNELS = dict(Channel.choices)


class Ledger:
    """All contributions to a report, those to the versions before it too. Ten queries, however many they are; one more
    for a correction, four where several wrote a text together."""

    def __init__(self, content: ReportContent) -> None:
        self.content, self.report, self.lineage = content, content.report, Lineage(content)
        self.language = (get_language() or "en")[:2]
        self.entries = {entry.slot.pk: entry for entry in content.entries()}
        self.answers = {
            (slot, language): answer
            for slot, entry in self.entries.items()
            for language, answer in entry.answers.items()
        }
        self.today: dict[rebasing.Where, Today] = {}
        proposals = Proposal.objects.filter(slot__report__in=self.lineage.keys)
        proposals = proposals.select_related("author", "group", "organisation", "slot__occurrence")
        self.proposals = list(proposals.prefetch_related("decisions__decided_by").order_by("created_at", "pk"))
        self.read_voices()

    def read_voices(self) -> None:
        voices = self.report.voices.select_related("slot", "user", "group", "organisation")
        self.voices: dict[rebasing.Where, list[Voice]] = defaultdict(list)
        for voice in voices.order_by("last_at", "pk"):
            self.voices[voice.slot_id, voice.language].append(voice)
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
        order = {slot: number for number, slot in enumerate(self.entries)}
        found = [*self.proposed(), *self.written(), *self.in_the_list()]
        return sorted(found, key=lambda one: (order[one.entry.slot.pk], one.language, one.at))

    def written(self) -> Iterator[Contribution]:
        """What was written, set in place or imported, by answer, version of the report, side and way."""
        kept = versions_by_answer(self.answers.values())
        imports = ReportImport.objects.filter(report__in=self.lineage.keys).exclude(applied_at=None)
        files = list(imports.defer("plan", "outcome").order_by("applied_at"))
        taken_over: dict[rebasing.Where, set[str]] = defaultdict(set)
        for proposal in self.proposals:
            for decision in proposal.decisions.all():
                if decision.outcome == Outcome.KEPT:
                    taken_over[self.place_of(proposal)].add(to_text(decision.proposed))
        number_at = self.lineage.number_at
        authors = authors_of(self.answers.values())
        texts = self.written_together(authors)
        for where, answer in self.answers.items():
            entry, made = self.entries[where[0]], {}
            if rebasing.is_proposable(entry):
                for turn in turns_of(entry, answer, kept[answer.pk], taken_over[where], number_at, authors):
                    for version, text, was in parted(turn, *texts.get(where, (None, 0))):
                        standing = self.today_of(where).has(words_of(text))
                        self.add(version, where, files, made).pieces.append(Piece(text, was, standing=standing))
                for one in made.values():
                    self.name_others(one, where)
            else:
                for setting in settings_of(entry, answer, kept[answer.pk], where[1] or self.language, number_at):
                    one = self.add(setting.version, where, files, made)
                    one.pieces.append(Piece(setting.text, setting.was, holds=setting.holds))
            yield from made.values()

    def written_together(self, authors: Authors) -> dict[rebasing.Where, tuple[WrittenText, int]]:
        """The answers of which a version has several authors: their letters, and the revision from which on these say
        who wrote: what stood when a text began is one person's. Four queries; none where there is no such answer."""
        several = {answer for (answer, _revision), people in authors.items() if len(people) > 1}
        if not several:
            return {}
        rows = AnswerText.objects.filter(slot__report=self.report).order_by("pk")
        texts = {
            (slot, language): (document, began)
            for slot, language, document, began in rows.values_list("slot", "language", "document", "began_at")
        }
        wanted = {where: texts[where] for where, one in self.answers.items() if one.pk in several and where in texts}
        found = written_texts({document for document, _began in wanted.values()})
        return {where: (found[document], began) for where, (document, began) in wanted.items() if document in found}

    def add(self, version: Version, where: rebasing.Where, files: list[ReportImport], made: dict) -> Contribution:
        """The contribution to which a version belongs, begun where it is the first."""
        side = self.side_of_version(where, version)
        note = file_of(files, version) if version.channel == Channel.IMPORT else ""
        key = (version.channel, side, note, self.lineage.number_at(version.at), bool(version.together))
        if key not in made:
            together = _("written here by several together") if version.together else ""
            label = together or str(CHANNELS.get(version.channel, ""))
            entry = self.entries[where[0]]
            made[key] = self.begin(entry, where[1], version.channel, label, side, version.at)
            made[key].note = note
        one = made[key]
        one.at = version.at
        for user in version.together or filter(None, [version.user]):
            if user.name not in one.people:
                one.people.append(user.name)
        return one

    def side_of_version(self, where: rebasing.Where, version: Version) -> Side:
        """For whom: of several for the side of all of them, if it is one."""
        if not is_spoken(version):
            return Side()
        sides = {self.side(where, user.pk, version.at) for user in version.together or [version.user]}
        return sides.pop() if len(sides) == 1 else Side()

    def in_the_list(self) -> Iterator[Contribution]:
        """Next steps that were added, removed and brought back, where it is known for whom."""
        made: dict[tuple, Contribution] = {}
        for act in step_acts(self.content, self.lineage, self.language):
            voice = self.voice_of(act)
            if voice is None:
                continue
            key = (voice.group_id, voice.organisation_id, self.lineage.number_at(act.at))
            if key not in made:
                side, label = Side(*key[:2]), str(CHANNELS[Channel.BROWSER])
                made[key] = self.begin(act.entry, "", Channel.BROWSER, label, side, act.at)
            one = made[key]
            one.at = act.at
            if voice.user.name not in one.people:
                one.people.append(voice.user.name)
            one.pieces.append(Piece(act.text, holds=act.holds))
        yield from made.values()

    def voice_of(self, act: StepAct) -> Voice | None:
        where = (act.entry.key, act.occurrence)
        spoken = (voice for these in self.voices.values() for voice in these)
        mine = (voice for voice in spoken if (voice.question, voice.slot.occurrence_id) == where)
        return next(
            (one for one in mine if one.user_id == act.user and one.first_at <= act.at <= one.last_at),
            None,
        )

    def begin(
        self, entry: QuestionEntry, language: str, source: str, label: str, side: Side, at: datetime
    ) -> Contribution:
        group, organisation = self.groups.get(side.group), self.organisations.get(side.organisation)
        number = self.lineage.number_at(at)
        return Contribution(entry, entry.section, language, source, label, side, group, organisation, at, number)

    def side(self, where: rebasing.Where, user: int, at: datetime) -> Side:
        """For whom it was written: as it was noted; of older versions, by the roles that were held on that day."""
        for voice in self.voices[where]:
            if voice.user_id == user and voice.first_at <= at <= voice.last_at:
                return Side(voice.group_id, voice.organisation_id)
        return self.side_by_roles(user, at)

    def side_by_roles(self, user: int, at: datetime) -> Side:
        day = timezone.localdate(at)
        held = [one for one in self.held[user] if one.since <= day]
        return side_of([one for one in held if one.until is None or one.until >= day])

    def name_others(self, one: Contribution, where: rebasing.Where) -> None:
        """Those for the same side whose words are among the others'."""
        if one.source == Channel.BROWSER:
            sides = [voice for voice in self.voices[where] if (voice.group_id, voice.organisation_id) == one.side]
            one.also = [voice.user.name for voice in sides if voice.user.name not in one.people]

    def proposed(self) -> Iterator[Contribution]:
        for proposal in self.proposals:
            entry = self.entries.get(self.place_of(proposal)[0])
            if entry is None:
                continue
            side = Side(proposal.group_id, proposal.organisation_id)
            self.know(proposal.group, proposal.organisation)
            if side == Side():
                side = self.side_by_roles(proposal.author_id, proposal.created_at)
            label = proposal.get_source_display() if proposal.source != "written" else _("proposed")
            one = self.begin(entry, proposal.language, proposal.source, label, side, proposal.created_at)
            one.people, one.note = [proposal.author.name], proposal.note
            one.version = self.lineage.number_of(proposal.slot.report_id)
            one.pieces = [self.decided(proposal, decision) for decision in proposal.decisions.all()]
            one.pieces += self.undecided(proposal, entry)
            yield one

    def decided(self, proposal: Proposal, decision: ProposalDecision) -> Piece:
        return Piece(
            to_text(decision.proposed),
            to_text(decision.was),
            decision.outcome,
            decision.get_outcome_display(),
            decision.reason,
            decision.decided_by.name if decision.outcome != Outcome.IN_TEXT else "",
            self.today_of(self.place_of(proposal)).has(words(decision.proposed)),
        )

    def undecided(self, proposal: Proposal, entry: QuestionEntry) -> Iterator[Piece]:
        if proposal.state == ProposalState.SETTLED:
            return
        is_closed = self.lineage.is_closed(proposal.slot.report_id)
        text = proposal.base if is_closed else text_of(entry, proposal.language)
        if not proposal.is_open:
            name, label = "withdrawn", _("taken back by its author")
        elif is_closed:
            name, label = "undecided", _("was not decided")
        else:
            name, label = "open", _("waits for a decision")
        today = self.today_of(self.place_of(proposal))
        for change in rebasing.RebasedSuggestion(proposal, text).changes:
            standing = today.has(words(change.proposed))
            yield Piece(to_text(change.proposed), to_text(change.was), name, label, standing=standing)

    def place_of(self, proposal: Proposal) -> rebasing.Where:
        """Where a proposal's words would be in this version."""
        return self.lineage.slot(proposal.slot), proposal.language

    def today_of(self, where: rebasing.Where) -> Today:
        if where not in self.today:
            answer: Answer | None = self.answers.get(where)
            self.today[where] = Today(words(answer.value) if answer and answer.value else ())
        return self.today[where]


def parted(turn: Turn, text: WrittenText | None, began: int) -> Iterator[tuple[Version, str, str]]:
    """The words that were put in, each with the version as if its author alone had written it, and what they took the
    place of. What several wrote and nobody can part stays theirs together."""
    version = turn.version
    people = {user.pk: user for user in version.together}
    for added in turn.added:
        passages = [Passage(UNKNOWN, added.text)]
        if people and text is not None and version.number > began:
            passages = text.passages(added.text, people.keys())
        for number, passage in enumerate(passages):
            alone = passage.author in people
            whose = version._replace(user=people[passage.author], together=()) if alone else version
            yield whose, passage.text, "" if number else added.was


def is_spoken(version: Version) -> bool:
    """Whether somebody gave the answer here, for whom it can be asked."""
    return version.user is not None and version.channel == Channel.BROWSER


def file_of(files: Iterable[ReportImport], version: Version) -> str:
    """The name of the file that was read last before."""
    names = [file.filename for file in files if file.applied_at <= version.at]
    return names[-1] if names else ""
