"""Who may do what with a report: pure functions of the person's roles, the report's stage and a few facts, each with a
reason.

Who may write what in it is finer, and stands in `writers`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum.access import ALLOWED, Verdict, denied, roles_in
from forum.models import User
from forum.roles import ALLIANCE_ROLES, COORDINATORS, Role
from reports.content.entries import QuestionEntry
from reports.content.places import Place
from reports.models import Report
from reports.rights.writers import writer
from reports.stages import EDITABLE, TRANSITIONS, Stage, Transition

SUGGESTERS = COORDINATORS | {Role.GROUP_CHAIR, Role.CONTRIBUTOR, Role.TRANSLATOR, Role.REVIEWER}
"""Who proposes other words for an answer, also where they may not write it."""

COMMENTERS = frozenset(
    {
        Role.FOCAL_POINT,
        Role.DEPUTY,
        Role.GROUP_CHAIR,
        Role.CONTRIBUTOR,
        Role.TRANSLATOR,
        Role.REVIEWER,
        Role.SIGNATORY,
    }
)
"""Who reads and writes comments on a report of their country, and reads what else its people say among themselves."""

COMMENTED = frozenset({Stage.DRAFT, Stage.FORUM_REVIEW, Stage.SIGN_OFF})
"""The stages in which comments are written; afterwards they are read."""


@dataclass(frozen=True)
class Facts:
    """What the rules look at besides the person's roles and the report's stage."""

    invited: bool = False
    """Whether the country lets the secretariat fill in this report."""
    is_own: bool = False
    """Whether it is the person's own: written or opened by them, assigned to them, of a group of theirs."""
    writes: bool = False
    """Whether they may write the answer that it is about."""


NOTHING = Facts()
Rule = Callable[[frozenset[Role], str, Facts], Verdict]


def may_view(roles: frozenset[Role], stage: str, facts: Facts = NOTHING) -> Verdict:
    if not roles:
        return denied(_("You have no role in this country."))
    if roles == {Role.OBSERVER} and stage == Stage.DRAFT:
        return denied(_("Observers read the report from the forum’s review on; it is a draft now."))
    return ALLOWED


def may_read_history(roles: frozenset[Role], stage: str, facts: Facts = NOTHING) -> Verdict:
    if may_view(roles, Stage.DRAFT):
        return ALLOWED
    return denied(_("What answers said before is for those who read the report while it is a draft."))


def may_import(roles: frozenset[Role], stage: str, facts: Facts = NOTHING) -> Verdict:
    if stage not in EDITABLE:
        return denied(_("This report is no longer a draft; its answers cannot be changed."))
    if roles & COORDINATORS:
        return ALLOWED
    return denied(_("Only the national focal point and the deputy import a file into this report."))


def may_undo_import(roles: frozenset[Role], stage: str, facts: Facts = NOTHING) -> Verdict:
    if stage not in EDITABLE:
        return denied(_("This report is no longer a draft; its answers cannot be changed."))
    if roles & COORDINATORS:
        return ALLOWED
    return denied(_("Only the national focal point and the deputy can undo an import into this report."))


def may_move_to_roadmap(roles: frozenset[Role], stage: str, facts: Facts = NOTHING) -> Verdict:
    if stage not in EDITABLE:
        return denied(_("This report is no longer a draft; it stays on its version of the roadmap."))
    if roles & COORDINATORS:
        return ALLOWED
    return denied(_("Only the national focal point and the deputy change over to another version of the roadmap."))


def may_suggest(roles: frozenset[Role], stage: str, facts: Facts = NOTHING) -> Verdict:
    if stage not in EDITABLE:
        return denied(_("This report is no longer a draft; nothing is proposed for it any more."))
    if roles & SUGGESTERS:
        return ALLOWED
    return denied(_("Your role reads in this report; it proposes nothing."))


def may_assign(roles: frozenset[Role], stage: str, facts: Facts = NOTHING) -> Verdict:
    if stage not in EDITABLE:
        return denied(_("This report is no longer a draft; nothing in it is handed out any more."))
    if roles & COORDINATORS:
        return ALLOWED
    return denied(_("Only the national focal point and the deputy hand out the work on this report."))


def may_invite_secretariat(roles: frozenset[Role], stage: str, facts: Facts = NOTHING) -> Verdict:
    if roles & COORDINATORS:
        return ALLOWED
    return denied(_("Only the national focal point and the deputy decide whether the secretariat may fill in."))


def may_print_contributors(roles: frozenset[Role], stage: str, facts: Facts = NOTHING) -> Verdict:
    if stage not in EDITABLE:
        return denied(_("This report is no longer a draft; what is printed in it is settled."))
    if roles & COORDINATORS:
        return ALLOWED
    return denied(_("Only the national focal point and the deputy decide whether the contributors are printed."))


def may_take_back_correction(roles: frozenset[Role], stage: str, facts: Facts = NOTHING) -> Verdict:
    if not roles & COORDINATORS:
        return denied(_("Only the national focal point and the deputy take back a corrected version."))
    if stage not in EDITABLE:
        return denied(_("Only a draft is taken back; this version is on its way, or has arrived."))
    return ALLOWED


def may_read_inside(roles: frozenset[Role], stage: str, facts: Facts = NOTHING) -> Verdict:
    """What a country says among its own people: comments, proposals, contributions, files that were read.

    The secretariat reads it where it fills in for the country.
    """
    if roles & COMMENTERS or (facts.invited and Role.SECRETARIAT in roles):
        return ALLOWED
    return denied(_("This is for the people of the country who work on the report."))


def may_comment(roles: frozenset[Role], stage: str, facts: Facts = NOTHING) -> Verdict:
    if (verdict := may_read_inside(roles, stage, facts)) and stage not in COMMENTED:
        return denied(_("This report has been submitted; its comments are kept to be read."))
    return verdict


def may_read_open_proposals(roles: frozenset[Role], stage: str, facts: Facts = NOTHING) -> Verdict:
    if (verdict := may_read_inside(roles, stage, facts)) and stage not in EDITABLE:
        return denied(_("This report is no longer a draft; nothing is proposed for it any more."))
    return verdict


def may_mark_assignment(roles: frozenset[Role], stage: str, facts: Facts = NOTHING) -> Verdict:
    """Say that an assignment is done, or not after all."""
    return ALLOWED if stage in EDITABLE and roles and facts.is_own else may_assign(roles, stage)


def may_answer_review(roles: frozenset[Role], stage: str, facts: Facts = NOTHING) -> Verdict:
    if stage != Stage.FORUM_REVIEW:
        return denied(_("The forum’s review is not open."))
    if Role.GROUP_CHAIR in roles:
        return ALLOWED
    return denied(_("Only the chair of a working group answers for it."))


def may_change_due(roles: frozenset[Role], stage: str, facts: Facts = NOTHING) -> Verdict:
    if Role.SECRETARIAT not in roles:
        return denied(_("Only the secretariat’s editors change when a report is due."))
    if stage == Stage.PUBLISHED:
        return denied(_("This report has been accepted; it is due no more."))
    return ALLOWED


def of(allowed: frozenset[Role], reason: Promise) -> Rule:
    """The rule of an act for which it is enough, at every stage, to hold one of these roles."""
    return lambda roles, stage, facts=NOTHING: ALLOWED if roles & allowed else denied(str(reason))


def only(rule: Rule, holds: Callable[[frozenset[Role], Facts], object], reason: Promise) -> Rule:
    """A rule that asks for something besides; where that alone is missing, `reason` says so."""

    def narrowed(roles: frozenset[Role], stage: str, facts: Facts = NOTHING) -> Verdict:
        verdict = rule(roles, stage, facts)
        return denied(str(reason)) if verdict and not holds(roles, facts) else verdict

    return narrowed


def own(roles: frozenset[Role], facts: Facts) -> bool:
    return facts.is_own


def own_or_coordinator(roles: frozenset[Role], facts: Facts) -> bool:
    return facts.is_own or bool(roles & COORDINATORS)


def rule_of(transition: Transition) -> Rule:
    """Who may take a report from one stage to another, and from where."""

    def may_take(roles: frozenset[Role], stage: str, facts: Facts = NOTHING) -> Verdict:
        if not roles & transition.roles:
            names = ", ".join(str(role.label) for role in Role if role in transition.roles)
            return denied(_("This is only for: %(roles)s.") % {"roles": names})
        if stage not in transition.from_:
            return denied(_("This is not possible at the stage “%(stage)s”.") % {"stage": Stage(stage).label})
        return ALLOWED

    return may_take


RULES: dict[str, Rule] = {
    "view": may_view,
    "read_history": may_read_history,
    "export": may_view,
    "suggest": may_suggest,
    "import": may_import,
    "undo_import": may_undo_import,
    "read_imports": may_read_inside,
    "move_to_roadmap": may_move_to_roadmap,
    "assign": may_assign,
    "mark_assignment": may_mark_assignment,
    "invite_secretariat": may_invite_secretariat,
    "read_comments": may_read_inside,
    "comment": may_comment,
    "edit_comment": only(may_comment, own, gettext_lazy("Only who wrote a comment changes it.")),
    "remove_comment": only(
        may_comment,
        own_or_coordinator,
        gettext_lazy("A comment is removed by who wrote it, by the focal point and by the deputy."),
    ),
    "resolve_thread": only(
        may_comment,
        lambda roles, facts: facts.writes or own_or_coordinator(roles, facts),
        gettext_lazy(
            "A thread is resolved by who opened it, by who may write the answer, by the focal point and by the deputy."
        ),
    ),
    "read_proposals": may_read_inside,
    "read_open_proposals": may_read_open_proposals,
    "describe_proposal": only(may_suggest, own, gettext_lazy("Only who made a proposal says for whom it is.")),
    "withdraw_proposal": only(may_suggest, own, gettext_lazy("Only who made a proposal takes it back.")),
    "enter_minutes": only(
        may_suggest,
        own_or_coordinator,
        gettext_lazy("You enter minutes for the working groups of which you are a member; you are in none."),
    ),
    "speak_for_group": only(
        may_suggest,
        own_or_coordinator,
        gettext_lazy("You enter minutes for the working groups of which you are a member."),
    ),
    "speak_for_forum": only(
        may_suggest,
        lambda roles, facts: roles & COORDINATORS,
        gettext_lazy("Only the national focal point and the deputy enter minutes of the forum as a whole."),
    ),
    "read_contributions": may_read_inside,
    "print_contributors": may_print_contributors,
    "answer_review": may_answer_review,
    "answer_for_group": only(
        may_answer_review, own, gettext_lazy("Only the chair of this working group answers for it.")
    ),
    "take_back_correction": may_take_back_correction,
    "change_due": may_change_due,
    "read_messages": of(
        COORDINATORS | ALLIANCE_ROLES,
        gettext_lazy("Messages are read by the focal point, the deputy and the Alliance secretariat."),
    ),
    "write_message": of(
        COORDINATORS | {Role.SECRETARIAT},
        gettext_lazy("Messages are written by the focal point, the deputy and the secretariat’s editors."),
    ),
    "read_notes": of(ALLIANCE_ROLES, gettext_lazy("Internal notes are for the Alliance secretariat.")),
    "write_note": of(
        frozenset({Role.SECRETARIAT}), gettext_lazy("Internal notes are written by the secretariat’s editors.")
    ),
} | {name: rule_of(transition) for name, transition in TRANSITIONS.items()}


def can(
    user: User,
    act: str,
    report: Report,
    *,
    entry: QuestionEntry | None = None,
    language: str | None = None,
    steps: Place | None = None,
    is_own: bool = False,
    stage: str | None = None,
) -> Verdict:
    """Whether the person may do this with the report; when not, why.

    "write" is asked of an entry, in one language or in any; of the list of next steps; or, without either, of
    anything in the report. "set_original" is asked of an entry and the language that would be its original. Other acts
    may be about an `entry`, and about something that `is_own`; `stage` is the report's unless it is said.
    """
    person = writer(user, report) if entry is not None or act == "write" else None
    if person and act == "write":
        return person.may(entry, language, steps)
    if person and act == "set_original":
        return person.may_set_original(entry, language)
    facts = Facts(
        invited=report.secretariat_fills_in, is_own=is_own, writes=bool(person and person.may(entry, language))
    )
    return RULES[act](roles_in(user, report.country), stage or report.stage, facts)
