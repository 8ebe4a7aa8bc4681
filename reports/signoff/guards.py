"""What stands in the way of a transition: one guard is one function with a name that the table of stages uses."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bilingual.text import Text
from forum.access import ALLOWED, Verdict, denied
from reports.checks.material import place
from reports.checks.problem import Problem as Found
from reports.checks.running import blocking_problems
from reports.models import Report, Snapshot
from reports.signoff.fingerprints import text_fingerprint
from reports.signoff.forum_review import asked_groups, review_of
from reports.signoff.snapshots import freeze
from reports.stages import Transition


@dataclass(frozen=True)
class Problem:
    """Something that blocks, in the reader's language, with the place where it is put right.

    One that `yields` blocks only as long as no reason for going on all the same is given; `reason` asks for it.
    """

    message: str
    href: str = ""
    yields: bool = False
    reason: str = ""


def nothing_blocks(report: Report) -> list[Problem]:
    """The checks find no error; what they only warn of blocks nothing."""
    return [of_check(report, found) for found in blocking_problems(report)]


def of_check(report: Report, found: Found) -> Problem:
    """What a check found, with the way to its question."""
    return Problem(sentence(found), f"{section_address(report, found.section)}{writing(found)}#q-{found.question}")


def sentence(found: Found) -> str:
    """What a check found, after the question in which it did."""
    where = place(found.entry)
    return _("%(label)s: %(error)s") % {"label": f"{where[:1].upper()}{where[1:]}", "error": found.message}


def writing(found: Found) -> str:
    return f"?write={found.language}" if found.language else ""


def section_address(report: Report, key: str) -> str:
    return reverse("reports:section", args=[report.country.code, report.campaign.year, key])


def every_group_has_answered(report: Report) -> list[Problem]:
    """Every working group that has a chair has answered. A silent group does not stop a report for ever: with a
    reason it goes on without."""
    review = review_of(report)
    silent = review.silent if review else []
    return [
        Problem(
            _("%(group)s has not answered.") % {"group": in_page_language(line.group.name)},
            "#forum-answers",
            yields=True,
            reason=_("Reason for not waiting"),
        )
        for line in silent
    ]


def text_has_changed(report: Report) -> list[Problem]:
    """The forum answered another text than this. With a reason it is asked once more what it thinks of the same."""
    answered = report.snapshots.filter(occasion=Snapshot.Occasion.REVIEW).defer("content").order_by("-number").first()
    if answered is None or answered.text_sha256 != text_fingerprint(freeze(report)):
        return []
    day = date_format(localtime(answered.taken_at), "DATETIME_FORMAT")
    message = _("The text is the same, word for word, as the one that the forum had on %(day)s.") % {"day": day}
    return [Problem(message, yields=True, reason=_("Reason for sending the same text again"))]


def in_page_language(text: Text) -> str:
    return text.in_language(get_language() or "en").text


GUARDS: dict[str, Callable[[Report], list[Problem]]] = {
    "nothing_blocks": nothing_blocks,
    "every_group_has_answered": every_group_has_answered,
    "text_has_changed": text_has_changed,
}


def problems(transition: Transition, report: Report) -> list[Problem]:
    """All that stands in the way, in the order of the guards."""
    return [problem for name in transition.guards for problem in GUARDS[name](report)]


def has_working_groups(report: Report) -> Verdict:
    if asked_groups(report.country).exists():
        return ALLOWED
    return denied(_("Your country has no working groups; the report goes to the signatory without a review."))


def has_no_working_groups(report: Report) -> Verdict:
    if not asked_groups(report.country).exists():
        return ALLOWED
    return denied(_("Your country has working groups: the report goes to the forum first."))


CONDITIONS: dict[str, Callable[[Report], Verdict]] = {
    "has_working_groups": has_working_groups,
    "has_no_working_groups": has_no_working_groups,
}


def is_there(transition: Transition, report: Report) -> Verdict:
    """Whether this way exists for the report's country at all."""
    return CONDITIONS[transition.only_if](report) if transition.only_if else ALLOWED
