"""Taking a person out of the notices and mails that are kept: theirs go, those of others lose the name."""

import re
from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import override

from notices.models import Notice, ShownMail


def erase_names(*, user, names: re.Pattern, neutral: Callable[[], str]) -> None:
    """`neutral` gives what stands in place of a name, in the language of the moment. Mails that wait go out so."""
    Notice.objects.filter(Q(to=user) | Q(email__iexact=user.email)).delete()
    ShownMail.objects.filter(to__iexact=user.email).delete()
    for notice in Notice.objects.order_by("pk").only("language", "subject", "body", "last_error").iterator():
        with override(notice.language):
            replace(notice, ("subject", "body", "last_error"), names, neutral())
    for mail in ShownMail.objects.order_by("pk").iterator():
        replace(mail, ("to", "subject", "text"), names, neutral())


def replace(row: Notice | ShownMail, fields: tuple[str, ...], names: re.Pattern, neutral: str) -> None:
    old = {field: getattr(row, field) for field in fields}
    new = {field: names.sub(neutral, text)[: row._meta.get_field(field).max_length] for field, text in old.items()}
    if new != old:
        type(row).objects.filter(pk=row.pk).update(**new)
