"""Whose words: every letter has its author, whatever was written, moved or taken out around it."""

import random
from uuid import UUID

import pytest

from coediting import authorship, compaction, log, writing
from coediting.authorship import Block, Stretch
from coediting.log import LogEntry
from coediting.merging import write_value
from coediting.updates import read_update
from richtext.build import bold, bullet_list, doc, footnote, hard_break, heading, objective, paragraph, table, text
from tests.coediting.owner import NAME as OWNER
from tests.factories.forum import UserFactory

pytestmark = pytest.mark.django_db


def whose_words(document):
    return authorship.whose_words([document])[document]


def write(document: UUID, value, by) -> None:
    """What a page writes: an update of its own client."""
    shared, stored = log.read(document)
    update = write_value(shared, value)
    if update is None:
        return
    clients = tuple(read_update(update).clients)
    client = shared.client_id if clients else None
    log.append([LogEntry(document, update, by.pk, client, clients, stored.generation)])


@pytest.fixture
def ada():
    return UserFactory(name="Ada")


@pytest.fixture
def ben():
    return UserFactory(name="Ben")


@pytest.fixture
def document(ada):
    return writing.create(doc(paragraph("Le forum se réunit.")), owner=OWNER, by=ada).pk


def block(type_: str, *stretches: tuple) -> Block:
    return Block(type_, tuple(Stretch(author.pk if author else None, words) for author, words in stretches))


def test_what_each_wrote_within_the_other_s_sentence(document, ada, ben):
    write(document, doc(paragraph("Le grand forum se réunit.")), ben)
    write(document, doc(paragraph("Le grand forum se réunit, à Paris.")), ada)

    assert whose_words(document) == [
        block("paragraph", (ada, "Le "), (ben, "grand "), (ada, "forum se réunit, à Paris."))
    ]


def test_formatting_is_nobody_s_words(document, ada, ben):
    write(document, doc(paragraph("Le ", text("forum", bold), " se réunit.")), ben)

    assert whose_words(document) == [block("paragraph", (ada, "Le forum se réunit."))]


def test_every_kind_of_block(document, ada, ben):
    write(
        document,
        doc(
            paragraph("Le forum se réunit."),
            heading(1, "Titre"),
            bullet_list("un", "deux"),
            table([["Année", "Nombre"]]),
            paragraph("Voir ", objective("1.1.A"), hard_break(), "🙂 fin", footnote("Une note.")),
        ),
        ben,
    )
    write(document, _with_emoji_changed(), ada)

    assert whose_words(document) == [
        block("paragraph", (ada, "Le forum se réunit.")),
        block("heading", (ben, "Titre")),
        block("item", (ben, "un")),
        block("item", (ben, "deux")),
        block("row", (ben, "Année"), (None, " | "), (ben, "Nombre")),
        block("paragraph", (ben, "Voir 1.1.A\n🙂 "), (ada, "bonne "), (ben, "fin")),
        block("footnote", (ben, "Une note.")),
    ]


def _with_emoji_changed():
    return doc(
        paragraph("Le forum se réunit."),
        heading(1, "Titre"),
        bullet_list("un", "deux"),
        table([["Année", "Nombre"]]),
        paragraph("Voir ", objective("1.1.A"), hard_break(), "🙂 bonne fin", footnote("Une note.")),
    )


def test_what_nobody_wrote_is_the_system_s(ada):
    document = writing.create(doc(paragraph("Importé.")), owner=OWNER, by=None).pk
    write(document, doc(paragraph("Importé. Relu.")), ada)

    assert whose_words(document) == [block("paragraph", (None, "Importé."), (ada, " Relu."))]


@pytest.mark.parametrize("seed", range(8))
def test_every_letter_is_its_author_s_after_many_changes(document, ada, ben, seed):
    """Ada writes nothing but "a", Ben nothing but "b", both take anything out; the log is gathered between."""
    chance = random.Random(seed)
    value = ["aaaa"]
    write(document, doc(*map(paragraph, value)), ada)
    for turn in range(40):
        author, letter = chance.choice([(ada, "a"), (ben, "b")])
        at = chance.randrange(len(value))
        place = chance.randrange(len(value[at]) + 1)
        match chance.randrange(4):
            case 0:
                value[at] = value[at][: max(place - 2, 0)] + value[at][place:]
            case 1:
                value.insert(at, letter * 3)
            case _:
                value[at] = value[at][:place] + letter * chance.randrange(1, 4) + value[at][place:]
        write(document, doc(*map(paragraph, value)), author)
        if turn == 20:
            compaction.compact(document)

    blocks = whose_words(document)

    assert ["".join(words for _author, words in each.stretches) for each in blocks] == [one for one in value if one]
    letters = {(author, letter) for each in blocks for author, words in each.stretches for letter in words}
    assert letters <= {(ada.pk, "a"), (ben.pk, "b")}
