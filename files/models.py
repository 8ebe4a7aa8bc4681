"""Files that wait to be read, are being read, or were."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Upload(models.Model):
    """A file that somebody handed in, for one purpose of an app that is registered in `files.purposes`.

    `about` is what that app has to know when it is read; `back` leads to where another file can be chosen, `next` to
    what became of this one. Only who handed it in sees it. At any moment one of each person is being read, and one in
    each slot: the database sees to both.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        READING = "reading", _("being read")
        READ = "read", _("read")
        REFUSED = "refused", _("refused")

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("by"))
    purpose = models.CharField(_("purpose"), max_length=40)
    about = models.JSONField(_("what it is about"), default=dict)
    back = models.CharField(_("way back"), max_length=300)
    language = models.CharField(_("language of the person"), max_length=5)
    filename = models.CharField(_("file name"), max_length=200)
    file = models.FileField(_("file"), upload_to="uploads", max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    slot = models.PositiveSmallIntegerField(_("slot"), null=True, blank=True)
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("times begun"), default=0)
    task = models.CharField(_("task of the queue"), max_length=40, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    refusal = models.TextField(_("reason for the refusal"), blank=True)
    result = models.JSONField(_("what was read"), null=True, blank=True)
    next = models.CharField(_("way on"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "reading", "read", "refused"]), name="upload_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="reading", slot__isnull=False, started_at__isnull=False)
                | (~Q(state="reading") & Q(slot__isnull=True)),
                name="what_is_being_read_has_a_slot",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal=""), name="a_refused_upload_has_a_reason"
            ),
            models.UniqueConstraint(
                fields=["by"], condition=Q(state="reading"), name="one_file_of_a_person_is_read_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["slot"], condition=Q(state="reading"), name="one_file_in_a_slot_is_read_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


UNDER_WAY = (Upload.State.WAITING, Upload.State.READING)
