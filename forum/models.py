"""People and where they belong."""

from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bilingual.fields import BilingualField
from bilingual.languages import INTERFACE, LANGUAGES
from forum.roles import ALLIANCE_ROLES, Role


def number_of(key: str) -> Coalesce:
    """The key of a row that may be missing, 0 where it is: in an index two missing ones count as the same."""
    return Coalesce(models.F(key), 0, output_field=models.BigIntegerField())


def one_of_the_languages() -> list[tuple[str, str]]:
    return [(code, LANGUAGES[code].name) for code in INTERFACE]


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        if not email:
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person, who logs in by e-mail address."""

    email = models.EmailField(_("e-mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=5, choices=one_of_the_languages, default="en")
    is_active = models.BooleanField(_("may log in"), default=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_user_per_email",
                violation_error_message=_("Somebody already uses this e-mail address."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email


def is_time_zone(name: str) -> None:
    """Refuse what is no zone of the IANA list, which says them by city: Africa/Abidjan."""
    if name not in available_timezones():
        raise ValidationError(_("%(name)s is no time zone such as Africa/Abidjan.") % {"name": name})


class Country(models.Model):
    """A Pathfinder country, or one on its way to become one."""

    code = models.CharField(_("code"), max_length=3, unique=True, help_text=_("ISO 3166-1 alpha-3"))
    name = BilingualField(_("name"))
    languages = models.JSONField(_("reporting languages"), default=list, help_text=_("The first is the usual one."))
    pathfinder_since = models.DateField(_("Pathfinder country since"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        validators=[is_time_zone],
        help_text=_("Such as Africa/Abidjan. Without one the country has the time of the site."),
    )

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^[A-Z]{3}$"), name="country_code_is_alpha_3"),
        ]

    def __str__(self) -> str:
        return str(self.name.in_language("en"))

    @property
    def clock(self) -> ZoneInfo:
        """The time that all that belongs to the country is told in."""
        return ZoneInfo(self.time_zone or settings.TIME_ZONE)


class Organisation(models.Model):
    """A ministry, a union, an employers' organisation, an NGO, a business network or an international body."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("public administration")
        WORKERS = "workers", _("workers' organisation")
        EMPLOYERS = "employers", _("employers' organisation")
        CIVIL_SOCIETY = "civil_society", _("civil society organisation")
        BUSINESS = "business", _("company or business network")
        INTERNATIONAL = "international", _("European or international organisation")

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="organisations")
    name = BilingualField(_("name"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["country", "pk"]

    def __str__(self) -> str:
        return str(self.name.in_language("en"))


class WorkingGroup(models.Model):
    """A group of the stakeholder forum. Countries have as many as they wish."""

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="working_groups")
    name = BilingualField(_("name"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    class Meta:
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        ordering = ["country", "position", "pk"]

    def __str__(self) -> str:
        return str(self.name.in_language("en"))


class MembershipQuerySet(models.QuerySet):
    def current(self) -> "MembershipQuerySet":
        """Those that hold today."""
        today = timezone.localdate()
        return self.lasting().filter(since__lte=today).filter(Q(until=None) | Q(until__gte=today))

    def to_come(self) -> "MembershipQuerySet":
        """Those that begin on a later day, the next one first."""
        return self.lasting().filter(since__gt=timezone.localdate()).order_by("since", "pk")

    def lasting(self) -> "MembershipQuerySet":
        """Those that hold on the days that they name: not ended at once."""
        return self.filter(ended_at=None)


class Membership(models.Model):
    """A role that a person holds, in a country or for the Alliance, from one day to another."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    working_group = models.ForeignKey(
        WorkingGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)
    ended_at = models.DateTimeField(
        _("ended immediately"), null=True, blank=True, help_text=_("It lasted less than a day and has ended.")
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["user", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=sorted(ALLIANCE_ROLES), country=None)
                | (~Q(role__in=sorted(ALLIANCE_ROLES)) & Q(country__isnull=False)),
                name="country_roles_have_a_country",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="membership_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.GROUP_CHAIR) | Q(working_group__isnull=False), name="a_chair_has_a_group"
            ),
            models.UniqueConstraint(
                "user",
                "role",
                number_of("country"),
                number_of("working_group"),
                condition=Q(until=None),
                name="one_open_ended_membership_a_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None or (self.until is not None and self.until < timezone.localdate())

    @property
    def is_to_come(self) -> bool:
        return self.ended_at is None and self.since > timezone.localdate()


class InvitationQuerySet(models.QuerySet):
    def open(self) -> "InvitationQuerySet":
        """Neither accepted nor cancelled; the link may have expired."""
        return self.filter(accepted_at=None, cancelled_at=None)

    def usable(self) -> "InvitationQuerySet":
        """Open, and the link still works."""
        return self.open().filter(expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A role that is offered to somebody by mail. The link's token is kept as a hash alone."""

    email = models.EmailField(_("e-mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=5, choices=one_of_the_languages, default="en")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations")
    working_group = models.ForeignKey(
        WorkingGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    invited_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("invited"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "role",
                number_of("country"),
                number_of("working_group"),
                condition=Q(accepted_at=None, cancelled_at=None),
                name="one_open_invitation_a_role",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, cancelled_at=None),
                name="invitation_is_accepted_by_somebody_or_cancelled",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(ALLIANCE_ROLES), country=None)
                | (~Q(role__in=sorted(ALLIANCE_ROLES)) & Q(country__isnull=False)),
                name="invited_country_roles_have_a_country",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.GROUP_CHAIR) | Q(working_group__isnull=False),
                name="an_invited_chair_has_a_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_role_display()}"

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()


class Handover(models.Model):
    """A handover that waits for the successor to accept the invitation; it takes effect then."""

    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="handover")
    outgoing = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("from"))
    stays_as = models.CharField(_("stays as"), max_length=20, choices=Role, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")

    def __str__(self) -> str:
        return f"{self.outgoing}"
