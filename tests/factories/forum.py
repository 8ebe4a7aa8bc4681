"""People and countries. UserFactory(focal_point_of=france), UserFactory(secretariat=True) name the situations.

UserFactory(holds=(Role.OBSERVER, france)) holds any role; a third item of `holds` is the working group.
Who needs a second factor has one (codes from SECRET); second_factor=True or False says otherwise.
"""

from datetime import date

import factory
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.utils import timezone

from bilingual.text import Text
from forum.invitations import VALID_FOR, hashed
from forum.models import Country, Invitation, Membership, Organisation, User, WorkingGroup
from forum.roles import NEEDS_SECOND_FACTOR, Role

LONG_AGO = date(2020, 1, 1)
SECRET = "PEOPLEOFTHETESTSSHAREASECRETABCD"


class CountryFactory(factory.django.DjangoModelFactory):
    """A country that reports in French, then English. Traits: france, chile."""

    class Meta:
        model = Country

    class Params:
        france = factory.Trait(code="FRA", name=Text.of(en="France", fr="France"))
        chile = factory.Trait(code="CHL", name=Text.of(en="Chile", fr="Chili"), languages=["en"])

    code = factory.Sequence(lambda n: "Q" + chr(65 + n // 26 % 26) + chr(65 + n % 26))  # codes no country has
    name = factory.LazyAttribute(lambda country: Text.of(en=f"Country {country.code}", fr=f"Pays {country.code}"))
    languages = ["fr", "en"]


class UserFactory(factory.django.DjangoModelFactory):
    """A person without a role, who reads English. `focal_point_of` takes a country."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence("person{}@example.org".format)
    name = factory.Sequence("Person {}".format)
    language = "en"

    @factory.post_generation
    def focal_point_of(self, create, country, **kwargs):
        if country:
            MembershipFactory(user=self, country=country)

    @factory.post_generation
    def secretariat(self, create, wanted, **kwargs):
        if wanted:
            MembershipFactory(user=self, secretariat=True)

    @factory.post_generation
    def holds(self, create, held, **kwargs):
        if held:
            role, country, group = (*held, None, None)[:3]
            MembershipFactory(user=self, role=role, country=country, working_group=group)

    @factory.post_generation
    def second_factor(self, create, wanted, **kwargs):
        """After the roles: None is what the roles ask for."""
        needed = self.memberships.filter(role__in=NEEDS_SECOND_FACTOR).exists()
        if wanted or (needed and wanted is None):
            Authenticator.objects.create(user=self, type=Authenticator.Type.TOTP, data={"secret": encrypt(SECRET)})

    @factory.post_generation
    def password(self, create, password, **kwargs):
        """Without one nobody can log in by the form; tests use client_for(user)."""
        if password:
            self.set_password(password)
            self.save(update_fields=["password"])


class MembershipFactory(factory.django.DjangoModelFactory):
    """A focal point's membership that holds today. Traits: secretariat, ended, to_come."""

    class Meta:
        model = Membership

    class Params:
        secretariat = factory.Trait(role=Role.SECRETARIAT, country=None)
        ended = factory.Trait(until=date(2020, 12, 31))
        to_come = factory.Trait(since=date(2100, 1, 1))

    user = factory.SubFactory(UserFactory)
    role = Role.FOCAL_POINT
    country = factory.SubFactory(CountryFactory)
    since = LONG_AGO


class WorkingGroupFactory(factory.django.DjangoModelFactory):
    """A group of a country's stakeholder forum."""

    class Meta:
        model = WorkingGroup

    country = factory.SubFactory(CountryFactory)
    name = factory.Sequence(lambda n: Text.of(en=f"Group {n}", fr=f"Groupe {n}"))


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A ministry of a country."""

    class Meta:
        model = Organisation

    country = factory.SubFactory(CountryFactory)
    name = factory.Sequence(lambda n: Text.of(en=f"Ministry {n}", fr=f"Ministère {n}"))
    kind = Organisation.Kind.GOVERNMENT


class InvitationFactory(factory.django.DjangoModelFactory):
    """An open invitation to observe, whose link has the token that `token` says. Traits: expired, cancelled."""

    class Meta:
        model = Invitation

    class Params:
        token = factory.Sequence("token-{}".format)
        expired = factory.Trait(expires_at=factory.LazyFunction(timezone.now))
        cancelled = factory.Trait(cancelled_at=factory.LazyFunction(timezone.now))

    email = factory.Sequence("invited{}@example.org".format)
    name = factory.Sequence("Invited {}".format)
    language = "en"
    role = Role.OBSERVER
    country = factory.SubFactory(CountryFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + VALID_FOR)
    token_hash = factory.LazyAttribute(lambda invitation: hashed(invitation.token))
