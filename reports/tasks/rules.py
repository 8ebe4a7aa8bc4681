"""What somebody has to do in a report: one rule a stage and role, each with the act itself as its button.

Pure functions: what they look at was read before (`queries`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilingual.languages import LANGUAGES
from forum.models import WorkingGroup
from forum.roles import COORDINATORS, Role
from reports.assignments.board import BoardLine, Lateness
from reports.assignments.untranslated import Untranslated, untranslated
from reports.content.entries import ReportContent
from reports.content.wording import Wording
from reports.models import Message, Report, StageChange
from reports.signoff.next_actor import Turn
from reports.stages import TRANSITIONS, Stage

NAMED = 24
"""Words of a title: a question may be a paragraph."""


@dataclass(frozen=True)
class Act:
    """A button, or a link beside it."""

    label: str
    address: str
    place: Wording | None = None
    """Where it leads, after the label."""


@dataclass(frozen=True)
class Task:
    """One thing to do. `act` does it, or opens the page where it is confirmed."""

    report: Report
    title: str
    acts: tuple[Act, ...]
    due_on: date | None = None
    due: Lateness | None = None
    group: WorkingGroup | None = None
    """Whom it is assigned to, if not to the person alone."""
    quoted: str = ""
    """The words of a colleague: a note, or the reason of a step back."""
    quoted_by: str = ""
    progress: tuple[int, int] | None = None
    """Questions answered, of how many."""

    @property
    def act(self) -> Act:
        return self.acts[0]

    @property
    def urgency(self) -> date:
        """What is due first, and so what is late, comes first."""
        return self.due_on or date.max


@dataclass(frozen=True)
class Situation:
    """A report on its way, before one person. `mine` are the roles in which it is their turn."""

    content: ReportContent
    turn: Turn
    mine: frozenset[Role] = frozenset()
    leads: bool = False
    translates: bool = False
    has_groups: bool = False
    """Whether the country has working groups, to which a draft is sent."""
    due_on: date | None = None
    change: StageChange | None = None
    """How it came to its stage, where it was at another one before."""
    proposals: int = 0
    """Proposals of others that the person may decide."""

    @property
    def report(self) -> Report:
        return self.content.report

    def address(self, page: str, *args: str) -> str:
        return reverse(f"reports:{page}", args=[self.report.country.code, self.report.campaign.year, *args])


def tasks_in(one: Situation, today: date) -> Iterator[Task]:
    """What the person has to do in the report as a whole, due when the report is."""
    for task in undated(one):
        due_on = one.due_on if one.report.stage != Stage.SUBMITTED else None
        if Role.GROUP_CHAIR in one.mine:
            due_on = one.report.forum_due_on or due_on
        yield replace(task, due_on=due_on, due=Lateness.of(due_on, today))


def undated(one: Situation) -> Iterator[Task]:
    stage = Stage(one.report.stage)
    if one.leads and one.turn.is_nobody:
        yield name_somebody(one)
    if stage == Stage.DRAFT:
        if one.mine & COORDINATORS:
            yield lead_draft(one)
        if one.translates:
            yield from (translate(one, texts) for texts in untranslated(one.content))
        if one.proposals:
            yield decide(one)
    if stage == Stage.FORUM_REVIEW and Role.GROUP_CHAIR in one.mine:
        yield Task(
            one.report,
            _("Your working group’s response to the report is awaited"),
            (Act(_("Give the group’s response"), one.address("review")),),
        )
    if stage == Stage.FORUM_REVIEW and one.mine & COORDINATORS:
        yield Task(one.report, _("Every working group has responded"), (transition(one, "propose_sign_off"),))
    if stage == Stage.SIGN_OFF and Role.SIGNATORY in one.mine:
        acts = (Act(_("Check and sign"), one.address("sign")),)
        yield Task(one.report, _("The report is ready for your signature"), acts)
    if stage == Stage.SUBMITTED and Role.SECRETARIAT in one.mine:
        yield Task(one.report, _("The country has signed and submitted its report"), (transition(one, "publish"),))


def transition(one: Situation, name: str) -> Act:
    """Where a stage is left; it is confirmed there."""
    return Act(str(TRANSITIONS[name].label), one.address("stage"))


def name_somebody(one: Situation) -> Task:
    """The report cannot go on: the role of who acts next is vacant."""
    address = reverse("forum:people", args=[one.report.country.code])
    role = one.turn.role.label if one.turn.role else ""
    return Task(one.report, _("Nobody holds this role: %(role)s") % {"role": role}, (Act(_("Name somebody"), address),))


def lead_draft(one: Situation) -> Task:
    """A draft that came back is looked at again; one that is not complete is written; a complete one is sent on."""
    send = transition(one, "send_to_forum" if one.has_groups else "propose_without_forum")
    if one.change and not is_changed_since(one.content, one.change):
        is_correction = one.change.transition == "correct"
        title = _("You have begun a corrected version") if is_correction else _("The report is a draft again")
        review = _("Open the corrected version") if is_correction else _("Review the returned text")
        acts = (Act(review, one.address("overview")), send)
        return Task(one.report, title, acts, quoted=one.change.comment, quoted_by=one.change.by_name)
    missing = len(one.content.missing)
    if not missing:
        return Task(one.report, _("Every required question is answered"), (send,))
    words = ngettext("%(number)s required answer is missing", "%(number)s required answers are missing", missing)
    section = one.content.go_on or one.content.sections[0]
    label = _("Continue:") if one.content.answered_count else _("Begin:")
    acts = [Act(label, one.address("section", section.key), section.title)]
    if not one.content.answered_count:
        acts.append(Act(_("Import a file instead"), one.address("import")))
    return Task(one.report, words % {"number": missing}, tuple(acts))


def is_changed_since(content: ReportContent, change: StageChange) -> bool:
    """Whether anything was written since the report became a draft."""
    return any(answer.changed_at > change.at for _entry, answer in content.last_written(1))


def translate(one: Situation, texts: Untranslated) -> Task:
    words = ngettext(
        "%(number)s text is not yet translated into %(language)s",
        "%(number)s texts are not yet translated into %(language)s",
        len(texts.entries),
    )
    about = {"number": len(texts.entries), "language": LANGUAGES[texts.language].called}
    address = f"{one.address('section', texts.first.section)}?write={texts.language}#q-{texts.first.name}"
    return Task(one.report, words % about, (Act(_("Translate into %(language)s") % about, address),))


def decide(one: Situation) -> Task:
    words = ngettext("%(number)s proposal is not decided", "%(number)s proposals are not decided", one.proposals)
    acts = (Act(_("Accept or decline"), one.address("proposals")),)
    return Task(one.report, words % {"number": one.proposals}, acts)


def answer_message(message: Message) -> Task:
    """A question of the other side."""
    report = message.report
    address = reverse("reports:messages", args=[report.country.code, report.campaign.year])
    asked = _("The secretariat asks a question") if message.from_secretariat else _("The country asks a question")
    return Task(
        report,
        asked,
        (Act(_("Answer"), address),),
        due_on=localdate(message.written_at),  # waits from that day on, and is sorted by it
        quoted=Truncator(message.body).words(2 * NAMED),
        quoted_by=str(message.written_by),
    )


def write_part(line: BoardLine) -> Task:
    """A part that is assigned to the person, or to their working group."""
    assignment, stand = line.assignment, line.stand
    report = assignment.report
    place = [report.country.code, report.campaign.year]
    acts = []
    if entry := stand.next_entry:
        label = _("Begin to write")
        if stand.answered:
            label = _("Continue writing") if stand.answered < stand.total else _("Review again")
        acts.append(Act(label, f"{reverse('reports:section', args=[*place, assignment.section])}#q-{entry.name}"))
    acts.append(Act(_("Mark as done"), reverse("reports:assignment", args=[*place, assignment.pk])))
    return Task(
        report,
        Truncator(stand.label).words(NAMED),
        tuple(acts),
        due_on=assignment.due_on,
        due=line.lateness,
        group=assignment.group,
        quoted=assignment.note,
        quoted_by=str(assignment.assigned_by or "") if assignment.note else "",
        progress=(stand.answered, stand.total),
    )
