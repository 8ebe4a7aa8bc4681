from datetime import date
from secrets import token_hex

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forum.models import Country
from questionnaires.loader import REVISION
from reports.models.campaign import Campaign
from reports.stages import OPEN, Stage
from roadmaps.models import Roadmap


def in_slots(model: str) -> property:
    """What of a model stands in the slots of a report, as a queryset."""
    return property(lambda report: apps.get_model("reports", model)._default_manager.filter(slot__report=report))


class Report(models.Model):
    """A country's report of one year. A correction of a submitted report is a further version.

    A submitted version that is being corrected is superseded: it is read and goes no further. A published one stays
    published until the corrected version is.
    """

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="reports")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="reports")
    roadmap = models.ForeignKey(Roadmap, on_delete=models.PROTECT, related_name="reports")
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.DRAFT)
    secretariat_fills_in = models.BooleanField(
        _("the secretariat may fill in"), default=False, help_text=_("Allowed by the country for this report.")
    )
    prints_contributors = models.BooleanField(
        _("the contributors are printed"), default=False, help_text=_("At the end of what goes out.")
    )
    wording_revision = models.PositiveSmallIntegerField(default=REVISION, editable=False)
    """The later wordings of its edition's questions that it was opened with: what is signed keeps its words."""
    forum_due_on = models.DateField(
        _("the forum answers until"), null=True, blank=True, help_text=_("Set anew whenever it is sent to the forum.")
    )
    due_on = models.DateField(
        _("due on"), null=True, blank=True, help_text=_("The country’s own due date; empty for the campaign’s.")
    )
    text_secret = models.CharField(max_length=64, default=token_hex, editable=False)
    """What the salts of its frozen text are made with (reports.signoff.fingerprints)."""
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)
    superseded_at = models.DateTimeField(_("replaced by a correction"), null=True, blank=True)

    answers, texts = in_slots("Answer"), in_slots("AnswerText")
    threads, proposals, voices = in_slots("Thread"), in_slots("Proposal"), in_slots("Voice")

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-campaign__year", "country__code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["country", "campaign", "version"], name="one_report_per_version"),
            models.UniqueConstraint(
                fields=["country", "campaign"],
                condition=Q(stage__in=OPEN, superseded_at=None),
                name="one_version_on_its_way",
            ),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="report_stage_is_known"),
            models.CheckConstraint(
                condition=Q(superseded_at=None) | Q(stage=Stage.SUBMITTED), name="only_a_submitted_report_is_superseded"
            ),
        ]

    def __str__(self) -> str:
        name = f"{self.country.code} {self.campaign.year}"
        return name if self.version == 1 else f"{name} v{self.version}"

    @property
    def due(self) -> date:
        """By when it is to be submitted (in queries: reports.signoff.due.DUE)."""
        return self.due_on or self.campaign.due_on
