from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Delivery(models.TextChoices):
    """How a notice reaches its reader, beside the page that shows all of them."""

    NOW = "now", _("By e-mail, at once")
    DIGEST = "digest", _("By e-mail, once a day with the others")
    PAGE = "page", _("Only on this site")


class Notice(models.Model):
    """One message to one person, as it was written: it can be read after what it speaks of has changed.

    `due_at` is when its mail is to be sent next; it is empty as soon as there is nothing more to send: sent, given up,
    or not to go out by itself at all.
    """

    kind = models.CharField(_("kind"), max_length=60)
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Whose act it tells of; who replies to the mail reaches them."),
    )
    email = models.EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(_("language"), max_length=5)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    address = models.CharField(max_length=500, blank=True, help_text=_("The page it leads to, without the host."))
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    delivery = models.CharField(_("way"), max_length=10, choices=Delivery, default=Delivery.NOW)
    digest = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gathered",
        help_text=_("It went in it."),
    )
    due_at = models.DateTimeField(_("to be sent"), null=True, blank=True, default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(email="") | Q(to__isnull=False), name="notice_has_a_reader"),
            models.CheckConstraint(condition=Q(sent_at=None) | Q(due_at=None), name="a_sent_notice_is_not_due"),
            models.CheckConstraint(condition=Q(due_at=None) | Q(delivery="now"), name="only_what_goes_out_now_is_due"),
            models.CheckConstraint(condition=Q(digest=None) | Q(delivery="digest"), name="a_digest_gathers_its_own"),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="notices_to_be_sent")]

    def __str__(self) -> str:
        return self.subject


class NoticePreference(models.Model):
    """How a person wants a kind of notices; the one without a kind holds for all kinds that have none of their own."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences")
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    how = models.CharField(_("way"), max_length=10, choices=Delivery)

    class Meta:
        verbose_name = _("choice of notices")
        verbose_name_plural = _("choices of notices")
        ordering = ["user", "kind"]
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_choice_per_person_and_kind")]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind} {self.how}"


class DailyRun(models.Model):
    """A daily function was done for a day. Its line is written with what the function wrote, or not at all."""

    name = models.CharField(_("name"), max_length=60)
    day = models.DateField(_("day"))
    done_at = models.DateTimeField(_("done"), auto_now_add=True)

    class Meta:
        verbose_name = _("daily run")
        verbose_name_plural = _("daily runs")
        ordering = ["-day", "name"]
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="once_a_day")]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"


class ShownMail(models.Model):
    """A mail of the demonstration, which is shown in the browser instead of being sent."""

    message_id = models.CharField(max_length=250, unique=True)
    to = models.CharField(_("recipients"), max_length=1000)
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    shown_at = models.DateTimeField(_("sent"), auto_now_add=True)

    class Meta:
        verbose_name = _("mail of the demonstration")
        verbose_name_plural = _("mails of the demonstration")
        ordering = ["-shown_at", "-pk"]

    def __str__(self) -> str:
        return self.subject
