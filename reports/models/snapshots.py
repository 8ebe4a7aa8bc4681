"""The text as it was at one moment, what the forum's groups answered to it, and who signed it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bilingual.fields import BilingualField
from forum.models import Organisation, WorkingGroup
from reports.models.report import Report


class Snapshot(models.Model):
    """A report whole, as data, with the hash by which it is known. Never changed. `reports.signoff.snapshots` makes
    it, and from then on the report is read from it (`reports.content.frozen`)."""

    class Occasion(models.TextChoices):
        REVIEW = "review", _("review by the forum")
        PROPOSAL = "proposal", _("proposal for signature, without a forum")
        SUBMISSION = "submission", _("submission")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="snapshots")
    occasion = models.CharField(_("occasion"), max_length=20, choices=Occasion)
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField(_("content"), help_text=_("The shape is that of reports.signoff.snapshots.freeze."))
    supplement = models.JSONField(null=True, editable=False)
    """What the content of format 1 lacks of format 2, with the day on which it was added. In no hash."""
    sha256 = models.CharField(max_length=64)
    text_sha256 = models.CharField(max_length=64, editable=False)
    """Of the text alone (reports.signoff.fingerprints): the same one to the forum and to the signatory."""
    responses_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    """Of what the groups answered; "" where nobody did, and in format 1."""
    taken_at = models.DateTimeField(_("taken"), default=timezone.now)

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ["report", "-taken_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "occasion", "number"], name="one_snapshot_per_number"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="snapshot_has_a_hash"),
            models.CheckConstraint(condition=Q(text_sha256__regex=r"^[0-9a-f]{64}$"), name="its_text_has_a_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.occasion} {self.number}"

    @property
    def said(self) -> dict[str, Any]:
        """All that it says, in format 2."""
        return self.content | (self.supplement or {})


class ForumAnswer(models.Model):
    """What a working group says of a frozen text. It may be changed until the review closes."""

    class Choice(models.TextChoices):
        ENDORSE = "endorse", _("endorses")
        ABSTAIN = "abstain", _("abstains")
        OBSERVATION = "observation", _("attaches an observation")

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="answers")
    working_group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(_("answer"), max_length=20, choices=Choice)
    text = BilingualField(_("observation"), blank=True, help_text=_("Paragraphs, parted by empty lines."))
    words = models.PositiveIntegerField(_("words"), default=0)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    given_by_name = models.CharField(_("name"), max_length=200)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("given"), default=timezone.now)

    class Meta:
        verbose_name = _("answer of the forum")
        verbose_name_plural = _("answers of the forum")
        ordering = ["snapshot", "working_group", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "working_group"], name="one_answer_per_group"),
            models.CheckConstraint(
                condition=Q(choice="observation", words__gt=0) | (~Q(choice="observation") & Q(words=0)),
                name="an_observation_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.working_group}: {self.get_choice_display()}"


class Signature(models.Model):
    """That a snapshot was signed for the country. One that was withdrawn stays, with its snapshot."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="signatures")
    snapshot = models.OneToOneField(Snapshot, on_delete=models.CASCADE, related_name="signature")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    role = BilingualField(_("role"))
    method = models.CharField(_("second factor"), max_length=40)
    signed_at = models.DateTimeField(_("signed"), default=timezone.now)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["report", "-signed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(method=""), name="signed_with_a_second_factor"),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.name}"
