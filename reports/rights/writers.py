"""Who may write what: pure rules over roles, stage, assignments and languages, each refusal with its reason."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from django.db.models import Q
from django.utils.translation import gettext as _

from forum.access import ALLOWED, Verdict, denied, memberships, roles_in
from forum.models import Country, User
from forum.roles import COORDINATORS, Role
from reports.content.entries import QuestionEntry, ReportContent, SectionContent
from reports.content.places import Place
from reports.models import Assignment, Report
from reports.stages import EDITABLE

BY_ASSIGNMENT = frozenset({Role.GROUP_CHAIR, Role.CONTRIBUTOR})
"""Assignments is assigned to them, or to their working group, and nothing else."""

ASSIGNABLE = COORDINATORS | BY_ASSIGNMENT | {Role.TRANSLATOR}
"""To whom a part of a report can be assigned."""


@dataclass(frozen=True)
class Asked:
    """What somebody would write, as far as the rules look at it.

    `what` is anything at all, a text, a choice (or a scale), or the list of next steps. `language` is that of the
    text, None for whichever; `original` the language in which the text was written first, "" where there is none.
    `assigned` says whether an assignment of theirs covers it, and whether that one is open or done.
    """

    what: Literal["anything", "text", "choice", "steps"] = "anything"
    language: str | None = None
    original: str = ""
    assigned: Literal["", "open", "done"] = ""
    invited: bool = False
    """Whether the country lets the secretariat fill in this report."""


def everything(asked: Asked) -> Verdict:
    return ALLOWED


def what_is_assigned(asked: Asked) -> Verdict:
    if asked.assigned == "open":
        return ALLOWED
    if asked.assigned == "done":
        return denied(_("This has been marked as done. Open it again to write on."))
    if asked.what == "anything":
        return denied(_("Nothing in this report is assigned to you or to your working group at present."))
    return denied(_("This is not assigned to you or to your working group."))


def other_languages(asked: Asked) -> Verdict:
    if asked.what == "anything":
        return ALLOWED
    if asked.what != "text":
        return denied(_("A translator writes texts; choices and the list of next steps stay as they are."))
    if not asked.original:
        return denied(_("There is nothing to translate yet: the original has not been written."))
    if asked.language == asked.original:
        return denied(_("This is the original. A translator writes the other language."))
    return ALLOWED


def where_invited(asked: Asked) -> Verdict:
    if asked.invited:
        return ALLOWED
    return denied(
        _("The secretariat fills in on a country’s behalf only where the focal point has allowed it for this report.")
    )


WRITERS: dict[Role, Callable[[Asked], Verdict]] = {
    Role.FOCAL_POINT: everything,
    Role.DEPUTY: everything,
    Role.GROUP_CHAIR: what_is_assigned,
    Role.CONTRIBUTOR: what_is_assigned,
    Role.TRANSLATOR: other_languages,
    Role.SECRETARIAT: where_invited,
}
"""What each role writes. The other roles read. Of several refusals the first is told."""


def may_write(roles: frozenset[Role], stage: str, asked: Asked) -> Verdict:
    if stage not in EDITABLE:
        return denied(_("This report is no longer a draft; its answers cannot be changed."))
    verdicts = [rule(asked) for role, rule in WRITERS.items() if role in roles]
    if not verdicts:
        return denied(_("Your role reads in this report; it does not write."))
    return next((verdict for verdict in verdicts if verdict), verdicts[0])


def on_behalf(roles: frozenset[Role], stage: str, asked: Asked) -> bool:
    """Whether it is only as the secretariat that they may write it: for the country, at its wish."""
    without = roles - {Role.SECRETARIAT}
    return bool(may_write(roles, stage, asked)) and not may_write(without, stage, asked)


def may_post(writer: "AnswerRights") -> Verdict:
    """Whether a section may be sent at all: an assignment may have ended while somebody wrote, and each question then
    gets an answer of its own; a page that never had a field is refused as a whole."""
    verdict = writer.may()
    return ALLOWED if writer.stage in EDITABLE and writer.roles & BY_ASSIGNMENT else verdict


@dataclass(frozen=True)
class AnswerRights:
    """A person before one report: all that the rules need to know of them. Asking it reads nothing."""

    roles: frozenset[Role]
    stage: str
    invited: bool = False
    assignments: tuple[Assignment, ...] = ()

    def may(
        self, entry: QuestionEntry | None = None, language: str | None = None, steps: Place | None = None
    ) -> Verdict:
        """Whether they may write this entry, in this language or in any; the list of `steps`; anything at all."""
        return may_write(self.roles, self.stage, self.asked(entry, language, steps))

    def may_set_original(self, entry: QuestionEntry, language: str | None = None) -> Verdict:
        """Whether they may call another language the original: it takes the right to write the present one."""
        return self.may(entry, entry.original.language if entry.original else language)

    def is_on_behalf(
        self, entry: QuestionEntry | None = None, language: str | None = None, steps: Place | None = None
    ) -> bool:
        return on_behalf(self.roles, self.stage, self.asked(entry, language, steps))

    def asked(self, entry: QuestionEntry | None, language: str | None, steps: Place | None) -> Asked:
        if steps is not None or (entry is not None and entry.is_group):
            place = steps or Place(entry.section, entry.slot)
            found = [
                one
                for one in self.assignments
                if (one.section, one.question or place.question) == (place.section, place.question)
            ]
            return Asked("steps", assigned=assignment_state(found), invited=self.invited)
        if entry is None:
            return Asked(assigned=assignment_state(self.assignments), invited=self.invited)
        found = [one for one in self.assignments if Place.of(one).covers(entry)]
        original = entry.original
        return Asked(
            "text" if entry.per_language else "choice",
            language=language,
            original=original.language if original and not original.is_blank else "",
            assigned=assignment_state(found),
            invited=self.invited,
        )


def assignment_state(assignments) -> Literal["", "open", "done"]:
    if any(assignment.is_open for assignment in assignments):
        return "open"
    return "done" if assignments else ""


def go_on(content: ReportContent, writer: AnswerRights) -> SectionContent | None:
    """The first section that is not done and in which the person may write."""
    for section in content.sections:
        if section.asked and section.state != "done" and may_write_in(section, writer):
            return section
    return None


def may_write_in(section: SectionContent, writer: AnswerRights) -> bool:
    return any(writer.may(one) for entry in section.entries for one in (entry, *entry.parts))


def writer(user: User, report: Report) -> AnswerRights:
    """The person before this report. Their assignments are read once a request and kept on the user."""
    roles = roles_in(user, report.country)
    assignments = ()
    if roles & BY_ASSIGNMENT and not roles & COORDINATORS:
        assignments = tuple(assignments_of(user, report))
    return AnswerRights(roles, report.stage, report.secretariat_fills_in, assignments)


def assignments_of(user: User, report: Report) -> list[Assignment]:
    """What is assigned in this report to the person or to their working groups, done or not; one query a request."""
    if not hasattr(user, "kept_assignments"):
        user.kept_assignments = {}
    kept = user.kept_assignments
    if report.pk not in kept:
        theirs = Q(user=user) | Q(group__in=groups_of(user, report.country))
        current = Assignment.objects.current().filter(theirs, report=report)
        kept[report.pk] = list(current.select_related("slot__occurrence", "item", "done_by").order_by("pk"))
    return kept[report.pk]


def read_assignments(users: Collection[User], reports: Collection[Report]) -> None:
    """What is assigned in these reports to each of many people, read anew and kept as `assignments_of` keeps it. One
    query at most. The memberships must have been read."""
    for user in users:
        user.kept_assignments = {}
    askers = [
        (user, report)
        for user in users
        for report in reports
        if (roles := roles_in(user, report.country)) & BY_ASSIGNMENT and not roles & COORDINATORS
    ]
    if not askers:
        return
    theirs = Q(user__in={user.pk for user, _report in askers})
    theirs |= Q(group__in={group for user, report in askers for group in groups_of(user, report.country)})
    current = Assignment.objects.current().filter(theirs, report__in={report.pk for _user, report in askers})
    found = list(current.select_related("slot__occurrence", "item", "done_by").order_by("pk"))
    for user, report in askers:
        groups = groups_of(user, report.country)
        user.kept_assignments[report.pk] = [
            one for one in found if one.report_id == report.pk and (one.user_id == user.pk or one.group_id in groups)
        ]


def groups_of(user: User, country: Country | None = None) -> list[int]:
    """The working groups, by primary key, in which the person writes today; in one country, or everywhere."""
    return sorted(
        {
            membership.working_group_id
            for membership in memberships(user)
            if membership.working_group_id
            and membership.role in ASSIGNABLE
            and (country is None or membership.country_id == country.pk)
        }
    )
