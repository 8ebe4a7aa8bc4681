"""What people of a country say to each other about an answer: threads, their comments, what a comment said before."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.models.slots import InSlot

QUOTE_LIMIT = 1000
CONTEXT_LIMIT = 60
BODY_LIMIT = 5000


def new_token() -> str:
    return str(uuid.uuid4())


class Thread(InSlot):
    """A conversation about an answer of one version of a report.

    `quote` holds the words that it was begun on, with some of the words `before` and `after`; "" for the whole answer.
    `anchor` is where they stand in a text that is written together, {"from": …, "to": …} in positions of Yjs, which
    stay with the words whatever is written around them. Without it the quote is looked for.
    """

    language = models.CharField(_("language"), max_length=5, blank=True)
    quote = models.TextField(_("passage"), max_length=QUOTE_LIMIT, blank=True)
    before = models.CharField(_("words before"), max_length=CONTEXT_LIMIT, blank=True)
    after = models.CharField(_("words after"), max_length=CONTEXT_LIMIT, blank=True)
    anchor = models.JSONField(_("anchor"), null=True, blank=True)
    created_at = models.DateTimeField(_("opened"), default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("thread of comments")
        verbose_name_plural = _("threads of comments")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="a_thread_is_resolved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(anchor=None) | (~Q(quote="") & ~Q(language="")), name="an_anchor_has_words_of_a_text"
            ),
            models.CheckConstraint(condition=~Q(quote="") | Q(before="", after=""), name="context_is_of_a_quote"),
        ]

    def __str__(self) -> str:
        return f"{self.slot} {self.language} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None


class Comment(models.Model):
    """One comment of a thread: plain text with mentions such as @Marie Curie.

    `revision` grows with every change; who changes it names the one that they saw. A removed comment keeps its words
    for its author alone. `token` names the act of writing it: sent twice, it is there once.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(_("comment"), max_length=BODY_LIMIT)
    mentioned = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    token = models.CharField(max_length=40, default=new_token, help_text=_("The act by which it was written."))
    revision = models.PositiveIntegerField(_("revision"), default=1)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    edited_at = models.DateTimeField(_("changed"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["thread", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["author", "token"], name="a_comment_is_written_once"),
            models.CheckConstraint(condition=~Q(body=""), name="a_comment_says_something"),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None) | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="a_comment_is_removed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread_id}, {self.pk}"


class EarlierComment(models.Model):
    """What a comment said before it was changed."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="earlier")
    number = models.PositiveIntegerField(_("revision"))
    body = models.TextField(_("comment"), max_length=BODY_LIMIT)
    replaced_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("earlier comment")
        verbose_name_plural = _("earlier comments")
        ordering = ["comment", "-number"]
        constraints = [models.UniqueConstraint(fields=["comment", "number"], name="one_row_per_revision_of_a_comment")]

    def __str__(self) -> str:
        return f"{self.comment_id}, {self.number}"
