"""For whom somebody wrote, as it was when they wrote."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forum.models import Organisation, WorkingGroup
from reports.models.slots import InSlot, or_none


class Voice(InSlot):
    """Somebody wrote in an answer in one language ("" for what needs no translation), for this group and this
    organisation (or none), from the one moment to the other. Roles end and change afterwards; what was written was
    written for whom it says here. Who adds or removes a next step has a voice in the list, about that step."""

    language = models.CharField(_("language"), max_length=5, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(WorkingGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField(_("first written"))
    last_at = models.DateTimeField(_("last written"))

    class Meta:
        verbose_name = _("voice in an answer")
        verbose_name_plural = _("voices in answers")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(first_at__lte=F("last_at")), name="a_voice_begins_before_it_ends"),
            models.UniqueConstraint(
                F("slot"),
                F("language"),
                F("user"),
                or_none("group"),
                or_none("organisation"),
                name="one_voice_per_answer_and_side",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot} {self.language} {self.user_id}"
