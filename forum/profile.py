"""What a person says of themselves."""

from django.db import transaction

from forum.models import User
from journal.record import record


@transaction.atomic
def change_profile(*, user: User, name: str, language: str, by: User) -> bool:
    """Change the name and the language of a person. Gives whether anything changed."""
    stored = User.objects.get(pk=user.pk)
    changes = {
        field: value for field, value in {"name": name, "language": language}.items() if getattr(stored, field) != value
    }
    if not changes:
        return False
    User.objects.filter(pk=user.pk).update(**changes)
    record("account.changed", by=by, target=user, fields=sorted(changes))
    return True
