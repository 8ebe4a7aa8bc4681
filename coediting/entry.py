"""Who may come into a document, by whatever door: asked of the database at each connection and each request."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model

from coediting.models import Document
from coediting.owners import Rights, rights_of


class NotAllowed(Exception):
    """There is no such document, or it is not this reader's business: both look the same."""


@dataclass(frozen=True)
class Entered:
    user: Any
    rights: Rights
    schema: int
    generation: int


def enter(document: UUID, user: Any) -> Entered:
    """`user` is a key: whose session is old may have lost the account since."""
    person = get_user_model().objects.filter(pk=user, is_active=True).first()
    row = Document.objects.filter(pk=document).values("owner", "locked", "schema", "generation").first()
    if person is None or row is None:
        raise NotAllowed
    rights = rights_of(document, row["owner"], row["locked"], person)
    if not rights.read:
        raise NotAllowed
    return Entered(person, rights, row["schema"], row["generation"])
