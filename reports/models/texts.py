"""Which document an answer is written in, where people write it together."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coediting.models import Document
from reports.models.slots import InSlot, Slot


class AnswerText(InSlot):
    """The document of a long answer in one language. It is made when somebody first writes there.

    From then on the document is the truth; the answer's value is the copy that was last made of it, by which everything
    else reads the report. `began_at` is the revision of the answer with which the document began.
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="answer_text")
    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=5)
    began_at = models.PositiveIntegerField(_("began at revision"), default=0)

    class Meta:
        verbose_name = _("text written together")
        verbose_name_plural = _("texts written together")
        ordering = ["slot", "language"]
        constraints = [
            models.UniqueConstraint(fields=["slot", "language"], name="one_text_per_slot"),
            models.CheckConstraint(condition=~Q(language=""), name="a_text_has_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.slot} {self.language}"
