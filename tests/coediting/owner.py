"""An app that owns documents, for tests. Rights are Django's groups, so that every process of a test sees the same."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from coediting import owners, writing
from coediting.owners import Denied, Pair, Rights
from richtext import build

NAME = "tests.text"
YES = type("Yes", (), {"reason": "", "__bool__": lambda self: True})()
NOT_YOURS = Denied(_("Your role does not allow it."))

told: list[tuple[UUID, dict[str, Any], list[int]]] = []


def rights(pairs: list[Pair]) -> dict[Pair, Rights]:
    names = Group.objects.filter(user__in=[user for _, user in pairs]).order_by("name").values_list("name", "user")
    held = set(names)

    def has(what: str, document: UUID, user: Any) -> bool:
        return (f"{document}:{what}", user.pk) in held

    return {
        (document, user): Rights(
            read=YES,
            write=YES if has("write", document, user) else NOT_YOURS,
            suggest=YES if has("suggest", document, user) else NOT_YOURS,
        )
        for document, user in pairs
        if any(has(what, document, user) for what in ("read", "suggest", "write"))
    }


def changed(document: Any, value: dict[str, Any], authors: list[int]) -> None:
    told.append((document.pk, value, authors))


def register() -> None:
    if NAME not in owners.OWNERS:
        owners.register(NAME, rights=rights, changed=changed)


def give(user: Any, what: str, document: Any) -> None:
    user.groups.add(Group.objects.get_or_create(name=f"{document.pk}:{what}")[0])


def take(user: Any, what: str, document: Any) -> None:
    user.groups.remove(Group.objects.get(name=f"{document.pk}:{what}"))


def document(*texts: str, by: Any = None) -> Any:
    paragraphs = [build.paragraph(*([build.text(one)] if one else [])) for one in texts]
    return writing.create(build.doc(*paragraphs), owner=NAME, by=by)
