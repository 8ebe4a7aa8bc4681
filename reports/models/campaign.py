from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Campaign(models.Model):
    """The reporting of one year: the period from May of the year before to April, the edition asked, the due date."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True, help_text=_("The year in which the period ends."))
    edition = models.CharField(_("edition of the questionnaire"), max_length=20)
    opens_on = models.DateField(_("opens on"))
    due_on = models.DateField(_("due on"))

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("opens_on")), name="campaign_is_due_after_it_opens"),
        ]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def period_start(self) -> date:
        return date(self.year - 1, 5, 1)

    @property
    def period_end(self) -> date:
        return date(self.year, 4, 30)
