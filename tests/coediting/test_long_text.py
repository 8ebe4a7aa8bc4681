"""A text with five edits for each word. benchmarks/coediting/big.py has the long one, and the times."""

import random

import pytest

from coediting import compaction, log, rendering, writing
from coediting.models import Document, Update
from richtext.reading import to_text
from richtext.schema import validate
from tests.coediting import long_text, owner

pytestmark = pytest.mark.django_db


def test_what_is_stored_stays_within_three_times_the_text():
    chance = random.Random(5)
    made = writing.create(long_text.beginning(2000, chance), owner=owner.NAME, by=None)
    start = bytes(Update.objects.get(document=made).data)
    updates = [update for _, update in long_text.history(start, 20_000, an_update=20, chance=chance)]
    log.append([log.LogEntry(made.pk, update, None) for update in updates])
    assert compaction.compact(made.pk) == len(updates) + 1 == 1006
    stored = Document.objects.get(pk=made.pk)
    text = to_text(rendering.current(stored)).encode()
    validate(stored.value)
    assert 3500 < stored.words < 4500
    assert Update.objects.count() == 0
    assert len(bytes(stored.snapshot)) < 3 * len(text)
