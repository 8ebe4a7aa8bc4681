"""The people of the demonstration: who logs in, what somebody was before, and who is invited."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from bilingual.text import Text
from forum.demonstration import EMAILS, WITH_CODES, Account, accounts, give_codes
from forum.invitations import invite
from forum.models import Country, Invitation, Membership, Organisation, User
from forum.roles import Role

MONTH = timedelta(days=30)


def add_people(people: dict[str, Any]) -> None:
    """The log-ins that are not there yet. One whose group is missing is left out: the country was there before."""
    for account in accounts():
        if not User.objects.filter(email__iexact=account["email"]).exists():
            add_person(account, people[account["key"]])


def add_person(account: Account, person: dict[str, Any]) -> None:
    country = group = organisation = None
    if "country" in person:
        country = Country.objects.get(code=person["country"])
    if "working_group" in person:
        group = country.working_groups.filter(position=person["working_group"]).first()
        if group is None:
            return
    if "organisation" in person:
        about = person["organisation"]
        organisation = Organisation.objects.create(country=country, kind=about["kind"], name=Text(about["name"]))
    user = User.objects.create_user(
        account["email"], account["password"], name=person["name"], language=person["language"]
    )
    Membership.objects.create(
        user=user, role=account["role"], country=country, working_group=group, organisation=organisation
    )
    if "was" in person:
        today = timezone.localdate()
        Membership.objects.create(
            user=user, role=person["was"], country=country, since=today - 12 * MONTH, until=today - MONTH
        )
    if account["role"] in WITH_CODES:
        give_codes(user)


def invite_people(people: dict[str, Any]) -> None:
    """The invitations that wait in the list of people. One that has expired was sent a month ago."""
    for about in people["invited"]:
        country = Country.objects.get(code=about["country"])
        by = User.objects.filter(email=EMAILS[Role.FOCAL_POINT], memberships__country=country).first()
        fields = {name: about[name] for name in ("email", "name", "language", "role")}
        invitation = invite(**fields, country=country, by=by)
        if about.get("has_expired"):
            times = {name: getattr(invitation, name) - MONTH for name in ("created_at", "sent_at", "expires_at")}
            Invitation.objects.filter(pk=invitation.pk).update(**times)
