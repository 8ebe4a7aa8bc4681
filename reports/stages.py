"""Where a report stands, and how it gets from one stage to the next: the table that everything else reads.

`permissions` says who may, `guards` what stands in the way, `workflow` does it; the buttons of the page come from here.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum.roles import COORDINATORS, Role


class Stage(models.TextChoices):
    """The way of a report. Every step back needs a written reason; a submitted report is frozen."""

    DRAFT = "draft", _("draft")
    FORUM_REVIEW = "forum_review", _("with the forum")
    SIGN_OFF = "sign_off", _("awaiting signature")
    SUBMITTED = "submitted", _("submitted")
    PUBLISHED = "published", pgettext_lazy("report", "accepted")


EDITABLE = frozenset({Stage.DRAFT})
"""The stages in which answers may be changed."""

OPEN = (Stage.DRAFT, Stage.FORUM_REVIEW, Stage.SIGN_OFF, Stage.SUBMITTED)
"""The stages in which a report is still on its way."""

SIGNATORIES = frozenset({Role.SIGNATORY})
EDITORS = frozenset({Role.SECRETARIAT})
CHAIRS = frozenset({Role.GROUP_CHAIR})


@dataclass(frozen=True)
class Transition:
    """One way from a stage to another.

    `guards` name what must hold (reports.signoff.guards). `only_if` names a condition of the country: where it does not
    hold, this way does not exist. `confirm` says beside the button what it brings about, `done` afterwards, `journal`
    in the journal. `notice` (reports.signoff.notices) goes to those who hold one of the roles in `tells`, never to the
    person who did it.
    """

    name: str
    from_: tuple[Stage, ...]
    to: Stage
    roles: frozenset[Role]
    label: Promise
    confirm: Promise
    done: Promise
    journal: Promise
    notice: str
    tells: frozenset[Role]
    needs_comment: bool = False
    guards: tuple[str, ...] = ()
    only_if: str = ""

    @property
    def is_back(self) -> bool:
        """Whether it leads back to the draft."""
        return self.to == Stage.DRAFT

    @property
    def ends_the_draft(self) -> bool:
        """Whether nothing in the answers may be changed after it."""
        return self.to not in EDITABLE and not EDITABLE.isdisjoint(self.from_)


TRANSITIONS = {
    transition.name: transition
    for transition in (
        Transition(
            name="send_to_forum",
            from_=(Stage.DRAFT,),
            to=Stage.FORUM_REVIEW,
            roles=COORDINATORS,
            label=_("Send to the forum"),
            confirm=_(
                "The text is frozen, and each working group answers it: it endorses, abstains or attaches an "
                "observation."
            ),
            done=_("The report is with the forum. The chairs of the working groups have been told."),
            journal=_("%(actor)s sent %(target)s to the forum"),
            notice="review_asked",
            tells=CHAIRS,
            guards=("text_has_changed",),
            only_if="has_working_groups",
        ),
        Transition(
            name="propose_without_forum",
            from_=(Stage.DRAFT,),
            to=Stage.SIGN_OFF,
            roles=COORDINATORS,
            label=_("Propose for signature"),
            confirm=_("The text is frozen and goes to the signatory. Your country has no working groups to ask."),
            done=_("The report is with the signatory, who has been told."),
            journal=_("%(actor)s proposed %(target)s for signature"),
            notice="signature_asked",
            tells=SIGNATORIES,
            guards=("nothing_blocks",),
            only_if="has_no_working_groups",
        ),
        Transition(
            name="propose_sign_off",
            from_=(Stage.FORUM_REVIEW,),
            to=Stage.SIGN_OFF,
            roles=COORDINATORS,
            label=_("Propose for signature"),
            confirm=_("The forum’s review closes, and the text goes to the signatory as it is."),
            done=_("The report is with the signatory, who has been told."),
            journal=_("%(actor)s proposed %(target)s for signature"),
            notice="signature_asked",
            tells=SIGNATORIES,
            guards=("nothing_blocks", "every_group_has_answered"),
        ),
        Transition(
            name="ask_changes",
            from_=(Stage.FORUM_REVIEW,),
            to=Stage.DRAFT,
            roles=COORDINATORS,
            label=_("Reopen for changes"),
            confirm=_(
                "The report becomes a draft again. The groups’ answers are kept with the text they were given to; the "
                "changed text goes to the forum anew."
            ),
            done=_("The report is a draft again."),
            journal=_("%(actor)s took %(target)s back from the forum to change it"),
            notice="returned",
            tells=COORDINATORS | CHAIRS,
            needs_comment=True,
        ),
        Transition(
            name="sign",
            from_=(Stage.SIGN_OFF,),
            to=Stage.SUBMITTED,
            roles=SIGNATORIES,
            label=_("Sign and submit"),
            confirm=_("You look at what you sign first; then you confirm with your second factor."),
            done=_("The report is signed and submitted."),
            journal=_("%(actor)s signed and submitted %(target)s"),
            notice="submitted",
            tells=EDITORS | COORDINATORS,
            guards=("nothing_blocks",),
        ),
        Transition(
            name="refuse_to_sign",
            from_=(Stage.SIGN_OFF,),
            to=Stage.DRAFT,
            roles=SIGNATORIES,
            label=_("Return without signing"),
            confirm=_("The report becomes a draft again, and the focal point reads your reason."),
            done=_("The report has been returned to the focal point."),
            journal=_("%(actor)s returned %(target)s without signing"),
            notice="returned",
            tells=COORDINATORS,
            needs_comment=True,
        ),
        Transition(
            name="take_back",
            from_=(Stage.SIGN_OFF,),
            to=Stage.DRAFT,
            roles=COORDINATORS,
            label=_("Withdraw from signature"),
            confirm=_("The report becomes a draft again. The signatory is told."),
            done=_("The report is a draft again."),
            journal=_("%(actor)s took %(target)s back from the signatory"),
            notice="returned",
            tells=COORDINATORS | SIGNATORIES,
            needs_comment=True,
        ),
        Transition(
            name="publish",
            from_=(Stage.SUBMITTED,),
            to=Stage.PUBLISHED,
            roles=EDITORS,
            label=_("Accept"),
            confirm=_("The Alliance secretariat accepts the report as it was signed."),
            done=_("The report is accepted."),
            journal=_("%(actor)s accepted %(target)s"),
            notice="published",
            tells=COORDINATORS | SIGNATORIES | CHAIRS,
        ),
        Transition(
            name="return_submitted",
            from_=(Stage.SUBMITTED,),
            to=Stage.DRAFT,
            roles=EDITORS,
            label=_("Return to the country"),
            confirm=_("The report becomes a draft again, and has to be signed anew. The country reads your reason."),
            done=_("The report has been returned to the country."),
            journal=_("%(actor)s returned %(target)s to the country"),
            notice="returned",
            tells=COORDINATORS | SIGNATORIES,
            needs_comment=True,
        ),
        Transition(
            name="withdraw",
            from_=(Stage.SUBMITTED,),
            to=Stage.DRAFT,
            roles=COORDINATORS,
            label=_("Withdraw"),
            confirm=_("The report becomes a draft again, and has to be signed anew. The secretariat is told."),
            done=_("The report has been withdrawn. It is a draft again."),
            journal=_("%(actor)s withdrew %(target)s"),
            notice="returned",
            tells=EDITORS | COORDINATORS | SIGNATORIES,
            needs_comment=True,
        ),
        Transition(
            name="correct",
            from_=(Stage.SUBMITTED, Stage.PUBLISHED),
            to=Stage.DRAFT,
            roles=COORDINATORS,
            label=_("Correct in a new version"),
            confirm=_(
                "A new version with the same answers opens beside this one, which stays as it was signed. The new "
                "version goes the whole way to the signature."
            ),
            done=_("A new version is open. The signed one stays as it is."),
            journal=_("%(actor)s opened a corrected version of %(target)s"),
            notice="corrected",
            tells=EDITORS | COORDINATORS,
            needs_comment=True,
        ),
    )
}

NEEDS_COMMENT = tuple(sorted(name for name, transition in TRANSITIONS.items() if transition.needs_comment))
"""The transitions that nobody makes without a reason."""

REOPENED = tuple(sorted(name for name, one in TRANSITIONS.items() if one.is_back and name != "correct"))
"""Those after which a report is a draft again; a correction is a report beside it."""


def transitions_from(stage: str) -> list[Transition]:
    """Every way out of a stage, in the order of the table."""
    return [transition for transition in TRANSITIONS.values() if stage in transition.from_]


CORRECTION_TAKEN_BACK = "take_back_correction"
"""No way from stage to stage, but an act in the history: the new version goes, and the one before stands as it did."""

LABELS = {name: transition.label for name, transition in TRANSITIONS.items()} | {
    CORRECTION_TAKEN_BACK: _("Take the correction back")
}
"""What stands in the history of a report, as its button calls it."""
