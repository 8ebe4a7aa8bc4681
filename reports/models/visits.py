from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reports.models.report import Report


class LastVisit(models.Model):
    """When somebody last had a part of a report before them, and when at the visit before that one.

    `seen_at` goes on while they come and go; `before` is what "since you were last here" means during this visit
    (reports.history.visits). None: this is the first visit.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="visits")
    section = models.CharField(_("section"), max_length=60)
    seen_at = models.DateTimeField(_("seen"))
    before = models.DateTimeField(_("visit before"), null=True)

    class Meta:
        verbose_name = _("last visit")
        verbose_name_plural = _("last visits")
        ordering = ["report", "user", "section"]
        constraints = [
            models.UniqueConstraint(fields=["user", "report", "section"], name="one_last_visit_to_a_part"),
            models.CheckConstraint(
                condition=Q(before=None) | Q(before__lte=F("seen_at")), name="the_visit_before_is_earlier"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.section}, {self.user_id}"
