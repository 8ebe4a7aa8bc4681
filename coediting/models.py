import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from richtext.schema import VERSION


class UpdateIsAppendOnly(Exception):
    """Somebody tried to change a line of the log."""


class Document(models.Model):
    """A rich text that is written together: a snapshot, the updates after it, and what was last made of both.

    `seq` counts the updates; the snapshot holds all of them up to `snapshot_seq`. `value` and `words` say what the text
    was at `rendered_seq`: they are derived, and behind by a few seconds while somebody writes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.CharField(_("belongs to"), max_length=60)  # a name of owners.OWNERS
    schema = models.PositiveSmallIntegerField(default=VERSION)
    generation = models.PositiveIntegerField(default=1)  # another one is another document: pages forget what they hold
    locked = models.BooleanField(_("locked"), default=False)
    seq = models.BigIntegerField(default=0)
    snapshot = models.BinaryField(default=bytes)  # compressed; empty while there is none
    snapshot_seq = models.BigIntegerField(default=0)
    value = models.JSONField(_("text"))
    words = models.PositiveIntegerField(_("words"), default=0)
    rendered_seq = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now_add=True)

    class Meta:
        verbose_name = _("document written together")
        verbose_name_plural = _("documents written together")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(snapshot_seq__lte=F("seq")), name="a_snapshot_holds_what_was_written"),
            models.CheckConstraint(condition=Q(rendered_seq__lte=F("seq")), name="a_text_shows_what_was_written"),
            models.CheckConstraint(condition=Q(snapshot_seq__gte=0), name="a_snapshot_counts_from_zero"),
            models.CheckConstraint(condition=Q(rendered_seq__gte=0), name="a_text_counts_from_zero"),
            models.CheckConstraint(condition=~Q(owner=""), name="a_document_has_an_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.owner} {self.pk}"


class UpdateQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise UpdateIsAppendOnly


class Update(models.Model):
    """One change, as it came. Lines are never changed; those that a snapshot holds are taken away by compaction."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="updates")
    seq = models.BigIntegerField()
    data = models.BinaryField()
    # None is the system.
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    client = models.BigIntegerField(null=True)  # the number of the page that wrote it; None if it only deleted
    created_at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        ordering = ["document", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["document", "seq"], name="one_update_per_number"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="updates_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.seq}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise UpdateIsAppendOnly
        super().save(*args, **kwargs)


class Hand(models.Model):
    """Who wrote with a page: Yjs knows a piece of text by the number of the page that wrote it. The first one stays."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="hands")
    client = models.BigIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("hand")
        verbose_name_plural = _("hands")
        ordering = ["document", "client"]
        constraints = [models.UniqueConstraint(fields=["document", "client"], name="one_hand_per_page")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.client}"


class Visit(models.Model):
    """Somebody has a page open. One row a page; those of pages that were closed without a word are taken away later."""

    channel = models.CharField(max_length=100)
    page = models.CharField(max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.CharField(max_length=120, blank=True)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["channel", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "page", "user"], name="one_visit_per_open_page"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.at}"


class Change(models.Model):
    """Something was done with a subject that open pages show. Rows are only added, so that no act waits here."""

    subject = models.CharField(max_length=60)
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["pk"]
        indexes = [models.Index(fields=["subject", "id"])]

    def __str__(self) -> str:
        return f"{self.subject} {self.pk}"
