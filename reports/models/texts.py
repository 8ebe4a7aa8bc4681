"""Which document an answer is written in, where people write it together."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coediting.models import Document
from reports.models.answers import Occurrence
from reports.models.report import Report


class AnswerText(models.Model):
    """The document of a long answer in one language. It is made when somebody first writes there.

    From then on the document is the truth; the answer's value is the copy that was last made of it, by which everything
    else reads the report. `began_at` is the revision of the answer with which the document began.
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="answer_text")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="texts")
    occurrence = models.ForeignKey(Occurrence, null=True, blank=True, on_delete=models.CASCADE, related_name="texts")
    question = models.CharField(_("question"), max_length=60)
    language = models.CharField(_("language"), max_length=5)
    began_at = models.PositiveIntegerField(_("began at revision"), default=0)

    class Meta:
        verbose_name = _("text written together")
        verbose_name_plural = _("texts written together")
        ordering = ["report", "question", "occurrence", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "question", "language"], condition=Q(occurrence=None), name="one_text_per_question"
            ),
            models.UniqueConstraint(
                fields=["occurrence", "question", "language"],
                condition=Q(occurrence__isnull=False),
                name="one_text_per_occurrence",
            ),
            models.CheckConstraint(condition=~Q(language=""), name="a_text_has_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.language}"
