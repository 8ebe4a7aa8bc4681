"""Texts, people who may write in them and their sessions, on the database of the environment; told in JSON.

python -m benchmarks.coediting.stage TEXTS WRITERS
"""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathfinder.settings")

import django

django.setup()

from django.contrib.auth.models import Group  # noqa: E402  after the set-up
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from forum.models import User  # noqa: E402
from tests.coediting import owner  # noqa: E402
from tests.coediting.pages import session_of  # noqa: E402


def main(texts: int, writers: int) -> None:
    call_command("migrate", verbosity=0)
    owner.register()
    with transaction.atomic():
        made = [User(email=f"writer{number}@example.org", name=f"Writer {number}") for number in range(writers)]
        people = User.objects.bulk_create(made)
        documents = [owner.document("") for _ in range(texts)]
        groups = Group.objects.bulk_create([Group(name=f"{document.pk}:write") for document in documents])
        through = User.groups.through
        through.objects.bulk_create(
            [through(user_id=person.pk, group_id=group.pk) for group in groups for person in people]
        )
    sessions = [session_of(person) for person in people]
    json.dump({"documents": [str(document.pk) for document in documents], "sessions": sessions}, sys.stdout)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
