"""How people want their notices: at once, once a day, or on the page alone. What is essential is not asked."""

from collections.abc import Iterable, Mapping

from django.core import signing
from django.db import transaction

from notices.kinds import DIGEST, KINDS, Kind
from notices.models import Delivery, NoticePreference

ALL_OTHERS = ""
"""The kind of the preference that holds for every kind without one of its own."""

SALT = "notices.stop"


def ways(kind: str, users: Iterable[int]) -> dict[int, str]:
    """How each of these users gets notices of a kind."""
    chosen = dict.fromkeys(users, Delivery.NOW.value)
    known = KINDS.get(kind)
    if known is None or known.essential:
        return chosen
    asked = NoticePreference.objects.filter(user__in=list(chosen), kind__in=[ALL_OTHERS, kind])
    # The general choice comes first, and the kind's own is written over it.
    return chosen | dict(asked.order_by("kind").values_list("user", "how"))


def to_choose() -> dict[str, Kind]:
    """The kinds that a person may turn down."""
    return {name: kind for name, kind in KINDS.items() if not kind.essential and name != DIGEST}


def choices_of(user) -> dict[str, str]:
    """What the user chose, by kind; only where there is a choice."""
    return dict(user.notice_preferences.order_by("kind").values_list("kind", "how"))


@transaction.atomic
def choose(*, by, choices: Mapping[str, str]) -> None:
    """Keep the user's own choices, by kind. An empty one falls back on the choice for all others."""
    for kind, how in choices.items():
        if how:
            NoticePreference.objects.update_or_create(user=by, kind=kind, defaults={"how": how})
        else:
            NoticePreference.objects.filter(user=by, kind=kind).delete()


# ---- the link in a mail, which works without a log-in


def stop_token(user: int, kind: str) -> str:
    return signing.dumps([user, kind], salt=SALT)


def read_stop_token(token: str) -> tuple[int, str] | None:
    """The user's key and the kind; None for a link that is not ours. It never expires: neither does the mail."""
    try:
        user, kind = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return user, kind


def stop(*, by, kind: str) -> None:
    """No more mails of this kind; of the digest: none of the kinds that come in it."""
    choices = {kind: Delivery.PAGE.value}
    if kind == DIGEST:
        chosen = choices_of(by)
        gathered = [name for name in [ALL_OTHERS, *to_choose()] if chosen.get(name) == Delivery.DIGEST]
        choices = dict.fromkeys(gathered, Delivery.PAGE.value)
    choose(by=by, choices=choices)
