"""Parts of a report that were taken out as Word files, and the files that came back."""

from django.conf import settings
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from reports.models.report import Report

REFERENCE_LENGTH = 12
TOKEN = "word-"  # noqa: S105  what the tokens of proposals and comments out of Word files begin with


def new_reference() -> str:
    """What stands in a file, in its footer too: letters and digits that nobody mistakes for others."""
    return get_random_string(REFERENCE_LENGTH, "ABCDEFGHJKMNPQRSTUVWXYZ23456789")


class WordCopy(models.Model):
    """A part as it went out in one language: what its long answers said, which is what a file that comes back was
    written on, and what stood around them, so that whatever else is found in it was typed by somebody."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="word_copies")
    reference = models.CharField(_("reference"), max_length=REFERENCE_LENGTH, unique=True, default=new_reference)
    section = models.CharField(_("part"), max_length=60)
    language = models.CharField(_("language"), max_length=5)
    texts = models.JSONField(_("texts as they went out"), help_text=_("A list of objects with name and text."))
    around = models.JSONField(_("what stands around them"), default=list)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made on"), auto_now_add=True)

    class Meta:
        verbose_name = _("Word copy")
        verbose_name_plural = _("Word copies")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.section} {self.language} {self.reference}"


class WordReturn(models.Model):
    """A file that somebody sent back: what was read in it, and what became of it. Only they see it."""

    copy = models.ForeignKey(WordCopy, on_delete=models.CASCADE, related_name="returns")
    filename = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    found = models.JSONField(_("what was found"), help_text=_("The shape is that of reports.word.findings.Found."))
    read_at = models.DateTimeField(_("read"), auto_now_add=True)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    outcome = models.JSONField(_("what became of it"), default=dict)

    class Meta:
        verbose_name = _("returned Word file")
        verbose_name_plural = _("returned Word files")
        ordering = ["-read_at", "-pk"]

    def __str__(self) -> str:
        return self.filename

    @property
    def token(self) -> str:
        """By which its proposals and comments are there once, however often they are sent."""
        return f"{TOKEN}{self.pk}"
