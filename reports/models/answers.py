"""Answers: one row per slot and (for text) language."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.models.slots import InSlot


class Channel(models.TextChoices):
    """How an answer came in."""

    BROWSER = "browser", _("written here")
    SECRETARIAT = "secretariat", _("filled in by the secretariat on the country’s behalf")
    IMPORT = "import", _("imported from a file")
    DEMONSTRATION = "demonstration", _("demonstration")


TYPED = frozenset({Channel.BROWSER, Channel.SECRETARIAT})
"""What somebody typed here: an import does not replace it unasked."""


class Answer(InSlot):
    """One answer. Text has a row per language (`language` is "" for choices and scales, which need no translation).

    `value` has the shape that its question's kind prescribes (questionnaires.kinds). `revision` grows by one with
    every save; a save names the revision that it saw and is refused when there is a newer one.
    """

    language = models.CharField(_("language"), max_length=5, blank=True)
    value = models.JSONField(_("value"), null=True)
    is_blank = models.BooleanField(_("blank"), default=False)
    is_original = models.BooleanField(
        _("original"), default=False, help_text=_("The language it was written in first.")
    )
    revision = models.PositiveIntegerField(_("revision"), default=1)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel, default=Channel.BROWSER)
    began_at = models.DateTimeField(_("begun"), null=True, help_text=_("When somebody began to write this version."))
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    saved_from = models.CharField(max_length=40, blank=True, help_text=_("The open page that saved it, by its token."))

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["slot", "language"]
        constraints = [
            models.UniqueConstraint(fields=["slot", "language"], name="one_answer_per_slot"),
            models.UniqueConstraint(fields=["slot"], condition=Q(is_original=True), name="one_original_per_slot"),
            models.CheckConstraint(
                condition=Q(is_original=False) | ~Q(language=""), name="only_text_has_an_original_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot} {self.language}".strip()


class AnswerRevision(models.Model):
    """A value that an answer had before. Never changed, never deleted while its report lives.

    It was written from `began_at` (None for what was kept before that was noted) to `changed_at`, by its `authors`;
    `changed_by` is the last of them.
    """

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("revision"))
    value = models.JSONField(_("value"), null=True)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel)
    began_at = models.DateTimeField(_("begun"), null=True)
    changed_at = models.DateTimeField(_("changed"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("earlier answer")
        verbose_name_plural = _("earlier answers")
        ordering = ["answer", "-number"]
        constraints = [models.UniqueConstraint(fields=["answer", "number"], name="one_row_per_revision")]

    def __str__(self) -> str:
        return f"{self.answer_id}, {self.number}"


class AnswerAuthor(models.Model):
    """Somebody who wrote in a version of an answer: in one that is kept, or (`revision` None) in the one that stands.

    When a version is kept, its authors become those of the kept one.
    """

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="authors")
    revision = models.ForeignKey(AnswerRevision, null=True, on_delete=models.CASCADE, related_name="authors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("author of an answer")
        verbose_name_plural = _("authors of answers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "user"], condition=Q(revision=None), name="one_author_of_what_stands"
            ),
            models.UniqueConstraint(
                fields=["revision", "user"], condition=Q(revision__isnull=False), name="one_author_of_what_is_kept"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id}, {self.user_id}"
