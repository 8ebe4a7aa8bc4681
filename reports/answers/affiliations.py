"""For whom somebody speaks in a country: the working group and the organisation of their memberships of today."""

from typing import NamedTuple

from forum.models import Country, Membership, Organisation, User, WorkingGroup


class Voice(NamedTuple):
    """A working group, an organisation, or both; neither is oneself alone."""

    group: WorkingGroup | None = None
    organisation: Organisation | None = None

    @property
    def code(self) -> str:
        """A name for forms."""
        return f"{self.group.pk if self.group else ''}-{self.organisation.pk if self.organisation else ''}"


ONESELF = Voice()


def voices(user: User, country: Country) -> list[Voice]:
    """Those for which the person can speak there, each once, in the order of their memberships. One query."""
    held = Membership.objects.current().filter(user=user, country=country).order_by("pk")
    found = [Voice(one.working_group, one.organisation) for one in held.select_related("working_group", "organisation")]
    return list(dict.fromkeys(voice for voice in found if voice != ONESELF))


def voice_of(user: User, country: Country) -> Voice:
    """The one for which they speak without being asked; where there are several it is for them to say."""
    found = voices(user, country)
    return found[0] if len(found) == 1 else ONESELF
