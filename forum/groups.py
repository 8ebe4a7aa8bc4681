"""Working groups and organisations of a country: added, renamed, put in order, retired. Nothing is deleted."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bilingual.text import Text
from forum.access import require
from forum.fingerprints import Stale, mark
from forum.memberships import hold
from forum.models import Country, Organisation, User, WorkingGroup
from forum.permissions import can
from journal.record import record

UP, DOWN = "up", "down"


def checked(name: Text) -> Text:
    if not name:
        raise ValidationError({"name": _("Write the name in at least one language.")})
    return name


def of_name(thing: WorkingGroup | Organisation) -> str:
    """The mark of what a page showed of a group or an organisation."""
    return mark(thing.name, getattr(thing, "kind", ""))


def begin(country: Country, by: User | None) -> None:
    hold(country)
    require(can(by, "manage", country))


@transaction.atomic
def add_group(*, country: Country, name: Text, by: User | None) -> WorkingGroup:
    """Add a group, after those that there are."""
    begin(country, by)
    last = country.working_groups.order_by("-position").first()
    position = last.position + 1 if last else 1
    group = WorkingGroup.objects.create(country=country, name=checked(name), position=position)
    record("group.added", by=by, target=group, country=country.code, name=dict(name))
    return group


@transaction.atomic
def rename_group(*, group: WorkingGroup, name: Text, seen: str, by: User | None) -> WorkingGroup:
    """Give the group another name. Raises Stale if it has not the name any more whose mark the person saw."""
    begin(group.country, by)
    current = WorkingGroup.objects.get(pk=group.pk)
    if current.name == name:
        return current
    if of_name(current) != seen:
        raise Stale(current)
    before, current.name = current.name, checked(name)
    current.save(update_fields=["name"])
    told = {"before": dict(before), "after": dict(name)}
    record("group.renamed", by=by, target=current, country=group.country.code, **told)
    return current


@transaction.atomic
def move_group(*, group: WorkingGroup, direction: str, seen: int, by: User | None) -> bool:
    """Exchange the group with its neighbour; `seen` is its place in the list that the person saw, from 1.

    Gives whether it moved: the first does not move up, nor the last down. Raises Stale where it stands elsewhere now.
    """
    begin(group.country, by)
    groups = list(group.country.working_groups.order_by("position", "pk"))
    place = groups.index(group)
    if place + 1 != seen:
        raise Stale(group)
    other = place - 1 if direction == UP else place + 1
    if not 0 <= other < len(groups):
        return False
    groups[place], groups[other] = groups[other], groups[place]
    for position, one in enumerate(groups, start=1):
        one.position = position
    WorkingGroup.objects.bulk_update(groups, ["position"])
    record("group.moved", by=by, target=group, country=group.country.code, before=place + 1, after=other + 1)
    return True


@transaction.atomic
def retire_group(*, group: WorkingGroup, by: User | None) -> bool:
    """Keep the group as history: nobody new is put into it. Gives whether this changed something."""
    begin(group.country, by)
    done = WorkingGroup.objects.filter(pk=group.pk, retired_on=None).update(retired_on=timezone.localdate())
    if done:
        record("group.retired", by=by, target=group, country=group.country.code)
    return bool(done)


@transaction.atomic
def bring_back_group(*, group: WorkingGroup, by: User | None) -> bool:
    begin(group.country, by)
    done = WorkingGroup.objects.filter(pk=group.pk).exclude(retired_on=None).update(retired_on=None)
    if done:
        record("group.brought_back", by=by, target=group, country=group.country.code)
    return bool(done)


@transaction.atomic
def add_organisation(*, country: Country, name: Text, kind: str, by: User | None) -> Organisation:
    begin(country, by)
    organisation = Organisation.objects.create(country=country, name=checked(name), kind=kind)
    record("organisation.added", by=by, target=organisation, country=country.code, name=dict(name), kind=kind)
    return organisation


@transaction.atomic
def change_organisation(*, organisation: Organisation, name: Text, kind: str, seen: str, by: User | None):
    """Give the organisation another name or kind. Raises Stale if the page showed something else than there is now."""
    begin(organisation.country, by)
    current = Organisation.objects.get(pk=organisation.pk)
    if (current.name, current.kind) == (name, kind):
        return current
    if of_name(current) != seen:
        raise Stale(current)
    told = {"before": [dict(current.name), current.kind], "after": [dict(name), kind]}
    current.name, current.kind = checked(name), kind
    current.save(update_fields=["name", "kind"])
    record("organisation.changed", by=by, target=current, country=organisation.country.code, **told)
    return current
