"""What somebody would change in a long answer, and what became of each change."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum.models import Organisation, WorkingGroup
from reports.models.slots import InSlot

NOTE_LIMIT = 1000
REASON_LIMIT = 1000


class Source(models.TextChoices):
    """How a proposal came in."""

    WRITTEN = "written", _("written here")
    MINUTES = "minutes", _("from the minutes of a meeting")
    WORD = "word", _("from a Word file")


class ProposalState(models.TextChoices):
    OPEN = "open", _("open")
    SETTLED = "settled", _("decided")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Outcome(models.TextChoices):
    """What became of a proposed change."""

    KEPT = "kept", pgettext_lazy("suggestion", "accepted")
    MERGED = "merged", _("accepted with changes")
    NOT_KEPT = "not_kept", _("declined")
    IN_TEXT = "in_text", _("already in the text")


class ProposalQuerySet(models.QuerySet):
    def open(self) -> "ProposalQuerySet":
        return self.filter(state=ProposalState.OPEN)


class Proposal(InSlot):
    """One person's proposal for a long answer in one language: the text as it stood (`base`), and as they want it.

    Its changes are what leads from the one to the other (richtext.edits). With each decision `base` moves on to the
    text that stands then, so that `value` keeps what is not decided yet. `group` and `organisation` are those for which
    the author speaks, as they said when they made it.
    """

    language = models.CharField(_("language"), max_length=5)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposals")
    group = models.ForeignKey(WorkingGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(_("source"), max_length=20, choices=Source, default=Source.WRITTEN)
    note = models.TextField(_("note"), max_length=NOTE_LIMIT, blank=True)
    token = models.CharField(max_length=40, blank=True, help_text=_("So that one sent twice is there once."))
    base = models.JSONField(_("text as it stood"))
    value = models.JSONField(_("text as proposed"))
    state = models.CharField(_("state"), max_length=20, choices=ProposalState, default=ProposalState.OPEN)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    created_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    told_at = models.DateTimeField(_("those who decide were told"), null=True, blank=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(language=""), name="a_proposal_has_a_language"),
            models.UniqueConstraint(
                fields=["slot", "language", "author"],
                condition=Q(state="open", source="written"),
                name="one_written_proposal_per_author",
            ),
            models.UniqueConstraint(
                fields=["author", "slot", "language", "token"],
                condition=~Q(token=""),
                name="a_proposal_is_sent_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot} {self.language} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == ProposalState.OPEN


class ProposalDecision(models.Model):
    """What became of one change: the words that stood there, those that were proposed, and who decided why."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="decisions")
    was = models.JSONField(_("stood there"))
    proposed = models.JSONField(_("proposed"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    reason = models.TextField(_("reason"), max_length=REASON_LIMIT, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"), auto_now_add=True)
    told_at = models.DateTimeField(_("its author was told"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("decision about a proposal")
        verbose_name_plural = _("decisions about proposals")
        ordering = ["proposal", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="not_kept") | ~Q(reason=""), name="what_is_not_taken_over_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.outcome}"
