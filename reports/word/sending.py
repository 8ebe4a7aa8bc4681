"""Taking a file that came back, and making proposals of what its sender chose."""

from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from files.checks import Refused
from files.process import read_apart
from forum.access import require
from forum.models import User
from journal.record import record
from questionnaires.kinds import InvalidAnswer
from reports.answers.affiliations import ONESELF, Voice
from reports.content.entries import ReportContent
from reports.content.loading import load
from reports.importing.apply import check_language
from reports.models import Report, Source, WordCopy, WordReturn
from reports.models.proposals import NOTE_LIMIT
from reports.review.suggestions import propose
from reports.rights.permissions import can
from reports.word.apart import answers_in, reference_in
from reports.word.comments import open_threads
from reports.word.comparing import Comparison, compare, with_more
from reports.word.findings import Found, Outside
from reports.word.reading import SentOut
from roadmaps.naming import names_of


class AlreadySent(Exception):
    """The proposals of this file have been made."""


class NothingChosen(ValueError):
    """No answer was chosen, or nothing of it is a change."""


@dataclass
class Choices:
    """What the preview's form sent."""

    answers: list[str] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    outside: dict[int, str] = field(default_factory=dict)
    """Where text from outside of the answers goes: its index, and the name of an answer."""
    comments: list[str] = field(default_factory=list)
    """Which comments of the file are opened here, by the keys of their talks."""
    voice: Voice = ONESELF


def read_back(*, content: ReportContent, filename: str, file: bytes) -> tuple[WordCopy, Found]:
    """Which copy a file is that came back, and what it says. Writes nothing. Raises Refused."""
    copy = copy_of(read_apart(reference_in, filename, file)["reference"], content.report)
    known = names_of(item for item in content.items if item.retired_on is None)
    sent_out = SentOut(copy.language, copy.texts, copy.around)
    return copy, Found.from_json(read_apart(answers_in, filename, file, sent_out, known))


@transaction.atomic
def keep_return(*, copy: WordCopy, found: Found, filename: str, file: bytes, by: User) -> WordReturn:
    """Keep what a file says that came back; nothing is proposed yet. Raises Refused and Forbidden."""
    report = copy.report
    require(can(by, "suggest", report))
    check_language(report, copy.language)
    if not found.answers:
        raise Refused(
            _(
                "None of the places to write on is left in this file: its lines with ▼ and ▲ are gone. "
                "Take the part out again, and copy your text between its lines."
            )
        )
    kept = WordReturn.objects.create(
        copy=copy, filename=filename[:200], sha256=sha256(file).hexdigest(), found=found.to_json(), read_by=by
    )
    about = {"section": copy.section, "language": copy.language, "sha256": kept.sha256}
    record("word.read", by=by, target=report, country=report.country.code, **about)
    return kept


def copy_of(reference: str, report: Report) -> WordCopy:
    """The copy that a file says it is. Raises Refused where it is none, or one of another report."""
    if not reference:
        raise Refused(
            _(
                "This file was not taken out here, or has lost what it is known by. Take the part out as a Word file, "
                "and copy your text between its lines."
            )
        )
    copy = WordCopy.objects.filter(reference=reference).select_related("report__country", "report__campaign").first()
    if copy is None:
        raise Refused(_("This file says that it was taken out as %(reference)s, which is not known here.") % {
            "reference": reference[:20]
        })  # fmt: skip
    if copy.report_id == report.pk:
        copy.report = report
        return copy
    if copy.report.country_id != report.country_id:
        raise Refused(_("This file was taken out of the report of another country."))
    if copy.report.campaign_id != report.campaign_id:
        raise Refused(
            _("This file was taken out of the report of %(year)s. Send it back there.")
            % {"year": copy.report.campaign.year}
        )
    raise Refused(
        _(
            "This file was taken out of version %(old)s of the report; version %(new)s is being written. "
            "Take the part out again, and copy your text between its lines."
        )
        % {"old": copy.report.version, "new": report.version}
    )


@transaction.atomic
def send(*, kept: WordReturn, choices: Choices, by: User) -> dict[str, int | None]:
    """Make a proposal of each chosen answer, and say which; None for one that changes nothing any more.

    All or nothing. Raises AlreadySent, NothingChosen, Refused, Forbidden, and InvalidAnswer with the answer's words
    before it.
    """
    report = kept.copy.report
    require(can(by, "suggest", report))
    check_language(report, kept.copy.language)
    if not WordReturn.objects.filter(pk=kept.pk, sent_at=None).update(sent_at=timezone.now()):
        raise AlreadySent
    comparison = compare(kept, load(report), by)
    more = chosen_outside(comparison, choices)
    made: dict[str, int | None] = {}
    for row in comparison.rows:
        if row.name not in {*choices.answers, *more} or row.entry is None or (row.found and row.found.problem):
            continue
        value = row.value if row.name in choices.answers else row.base
        try:
            proposal = propose(
                report=report,
                entry=row.entry,
                language=row.language,
                value=with_more(value, more[row.name]) if row.name in more else value,
                written_on=row.base,
                by=by,
                group=choices.voice.group,
                organisation=choices.voice.organisation,
                source=Source.WORD,
                note=choices.notes.get(row.name, "")[:NOTE_LIMIT],
                token=kept.token,
            )
        except InvalidAnswer as refused:
            label = row.entry.label.plain(get_language() or row.language)
            raise InvalidAnswer(_("%(label)s: %(error)s") % {"label": label, "error": refused.message}) from refused
        made[row.name] = proposal.pk if proposal else None
    talks = open_threads(kept=kept, comparison=comparison, chosen=choices.comments, by=by)
    if not any(made.values()) and not talks:
        raise NothingChosen(_("Choose at least one answer in which something changes."))
    outcome = {"made": made, "left": left_outside(comparison, choices), "talks": talks}
    WordReturn.objects.filter(pk=kept.pk).update(outcome=outcome)
    return made


def chosen_outside(comparison: Comparison, choices: Choices) -> dict[str, list[Outside]]:
    """What goes to the end of which answer."""
    names = {row.name for row in comparison.targets}
    found: dict[str, list[Outside]] = defaultdict(list)
    for index, outside, _entry in comparison.outside:
        if choices.outside.get(index) in names:
            found[choices.outside[index]].append(outside)
    return found


def left_outside(comparison: Comparison, choices: Choices) -> list[int]:
    """What stood outside and was added to no answer."""
    names = {row.name for row in comparison.targets}
    return [index for index, _outside, _entry in comparison.outside if choices.outside.get(index) not in names]
