"""The hashes of a frozen report: of its text, of the responses to it, and of a text of which something is withheld."""

from copy import deepcopy

import pytest

from bilingual.text import Text
from reports.models import Snapshot
from reports.signoff.fingerprints import leaf, leaves, responses_fingerprint, root, text_blocks, text_fingerprint
from reports.stages import Stage
from tests.factories.reports import text
from tests.reports.way import Way

pytestmark = pytest.mark.django_db


@pytest.fixture
def content() -> dict:
    way = Way(groups=2)
    way.report.answers.filter(slot__question="key_results").update(
        value=text("Un.", "Deux, qui reste caché.", "Trois.")
    )
    way.do("send_to_forum")
    way.answer(1, "observation", Text.of(fr="Une observation."))
    way.answer(2, "abstain")
    way.do("propose_sign_off")
    way.sign()
    return Snapshot.objects.get(occasion="submission").content


def test_a_paragraph_is_withheld_and_the_rest_is_proven(content):
    salted = list(zip(text_blocks(content), content["salts"]["text"], strict=True))
    hidden = next(number for number, (block, _salt) in enumerate(salted) if "reste caché" in str(block))
    public = [leaf(*salted[number]) if number == hidden else list(salted[number]) for number in range(len(salted))]
    assert "reste caché" not in str(public)
    assert root([one if isinstance(one, str) else leaf(*one) for one in public]) == text_fingerprint(content)
    public[hidden + 1][0]["value"] = text("Quatre.")["content"][0]
    assert root([one if isinstance(one, str) else leaf(*one) for one in public]) != text_fingerprint(content)


def test_each_paragraph_is_a_block_and_a_salt_says_nothing_of_its_words(content):
    blocks = [block["value"] for block in text_blocks(content) if block.get("key") == "key_results"]
    assert blocks == text("Un.", "Deux, qui reste caché.", "Trois.")["content"]
    salts = content["salts"]["text"]
    assert (len(set(salts)), {len(salt) for salt in salts}) == (len(salts), {32})
    without = leaves(text_blocks(content), [""] * len(salts))
    assert not set(without) & set(leaves(text_blocks(content), salts))


def test_responses_have_a_hash_of_their_own(content):
    snapshot = Snapshot.objects.get(occasion="submission")
    assert (snapshot.responses_sha256, snapshot.text_sha256) == (
        responses_fingerprint(content),
        text_fingerprint(content),
    )
    other = deepcopy(content)
    other["forum"][0]["text"]["fr"] = "Une autre."
    assert responses_fingerprint(other) != snapshot.responses_sha256
    assert text_fingerprint(other) == snapshot.text_sha256
    assert Snapshot.objects.get(occasion="review").responses_sha256 == ""


def test_the_same_words_have_the_same_hash_in_each_round_and_other_words_another_one():
    way = Way(groups=1).to(Stage.FORUM_REVIEW)
    way.do("ask_changes", comment="…")
    way.do("send_to_forum", comment="…")
    way.do("ask_changes", comment="…")
    way.report.answers.filter(slot__question="key_results").update(value=text("Autre"))
    way.do("send_to_forum")
    first, second, third = Snapshot.objects.order_by("number")
    assert (first.text_sha256 == second.text_sha256, second.text_sha256 == third.text_sha256) == (True, False)
    assert len(set(first.content["salts"]["text"]) - set(third.content["salts"]["text"])) == 1
