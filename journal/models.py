from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalIsAppendOnly(Exception):
    """Somebody tried to change or delete a line of the journal."""


class EntryQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise JournalIsAppendOnly

    def delete(self):
        raise JournalIsAppendOnly


class Entry(models.Model):
    """One act. It keeps names as text beside the keys, so that it can be read when what it speaks of is gone.

    The database itself refuses to change a line (triggers of migration 0002), on PostgreSQL to delete one, too. The one
    exception is `journal.erasing`, which takes the names of a person out of it.
    """

    action = models.CharField(_("action"), max_length=60)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    actor_name = models.CharField(_("name"), max_length=200, blank=True)
    on_behalf = models.CharField(_("on behalf of"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=3, blank=True, help_text=_("ISO 3166-1 alpha-3"))
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=60)
    target_label = models.CharField(max_length=300)
    data = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["country", "-at"]),
            models.Index(fields=["target_type", "target_id", "-at"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.target_label}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise JournalIsAppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise JournalIsAppendOnly


class Erasure(models.Model):
    """That the names of a person were taken out of the journal. Its key is the number of the "erased person".

    While `is_open`, within one transaction, the triggers let the texts of the journal's lines be changed.
    """

    person = models.BigIntegerField(unique=True, help_text=_("The key of the account."))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    is_open = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"erased person {self.pk}"
