"""What the secretariat and a country write to each other about a report, and what the secretariat notes for itself."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.models.report import Report
from reports.models.snapshots import Snapshot

LONGEST_MESSAGE = 5000


class Remark(models.Model):
    """Something written about a version of a report. Never changed."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="%(class)ss")
    body = models.TextField(_("text"), max_length=LONGEST_MESSAGE, blank=True)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.report}, {self.written_at:%Y-%m-%d %H:%M}"


class MessageQuerySet(models.QuerySet):
    def unanswered(self) -> "MessageQuerySet":
        """The questions after which the other side has written nothing."""
        place = {f"report__{name}": OuterRef(f"report__{name}") for name in ("country", "campaign")}
        later = Message.objects.filter(**place, pk__gt=OuterRef("pk")).exclude(
            from_secretariat=OuterRef("from_secretariat")
        )
        return self.filter(~Exists(later), is_question=True)


class Message(Remark):
    """Between the secretariat and those who lead the report in the country."""

    from_secretariat = models.BooleanField(_("from the secretariat"))
    is_question = models.BooleanField(_("an answer is needed"), default=False)

    objects = MessageQuerySet.as_manager()

    class Meta(Remark.Meta):
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [models.CheckConstraint(condition=~Q(body=""), name="message_says_something")]


class Note(Remark):
    """Of the secretariat for itself; the country never sees it. With `checked` it says that this text was checked."""

    checked = models.ForeignKey(
        Snapshot, null=True, blank=True, on_delete=models.CASCADE, related_name="checks", verbose_name=_("checked")
    )

    class Meta(Remark.Meta):
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        constraints = [
            models.CheckConstraint(condition=~Q(body="") | Q(checked__isnull=False), name="note_says_something"),
        ]
