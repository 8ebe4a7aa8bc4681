"""The documents of a report along its way: closed before the text is frozen, open again in the draft."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection

from coediting import rendering
from coediting.models import Document
from forum.access import Forbidden
from forum.roles import Role
from reports.answers import documents
from reports.answers.saving import save_answer, save_or_merge
from reports.models import Answer, AnswerText, Report, Snapshot
from reports.signoff import workflow
from reports.signoff.snapshots import verify
from reports.signoff.undo_correction import take_back_correction
from reports.stages import TRANSITIONS, Stage
from richtext.reading import to_text
from tests.coediting.pages import Page, session_of
from tests.coediting.running import Server, shared_database
from tests.factories.forum import UserFactory
from tests.factories.reports import entry_of, text
from tests.reports.together import write
from tests.reports.way import REASON, Way

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def way(db) -> Way:
    return Way()


def opened(way: Way, key: str = "lessons") -> AnswerText:
    return documents.open_text(report=way.report, entry=entry_of(way.report, key), language="fr", by=way.focal_point)


def is_locked() -> bool:
    return Document.objects.get().locked


def frozen(key: str = "lessons") -> list[str]:
    content = Snapshot.objects.order_by("-pk").first().content
    return [to_text(answer["value"]) for answer in content["answers"] if answer["key"] == key]


def test_the_transitions_that_end_the_draft():
    ending = {name for name, transition in TRANSITIONS.items() if transition.ends_the_draft}
    assert ending == {"send_to_forum", "propose_without_forum"}


def test_what_was_acknowledged_is_in_the_frozen_text_and_nothing_more_comes(way):
    found = opened(way)
    write(found, text("Appris"), by=way.focal_point)

    way.do("send_to_forum")

    assert (is_locked(), frozen()) == (True, ["Appris"])
    assert Answer.objects.get(slot__question="lessons").changed_by == way.focal_point
    assert write(found, text("Plus tard"), by=way.focal_point) is False
    assert bool(verify(Snapshot.objects.get(), Report.objects.get()))


def test_a_report_without_a_forum_is_closed_too(db):
    way = Way(groups=0)
    write(opened(way), text("Appris"), by=way.focal_point)

    way.do("propose_without_forum")

    assert (is_locked(), Answer.objects.get(slot__question="lessons").value) == (True, text("Appris"))


def test_back_in_the_draft_it_is_open_again(way):
    found = opened(way)
    write(found, text("Appris"), by=way.focal_point)
    way.do("send_to_forum")

    way.do("ask_changes", comment=REASON)

    assert is_locked() is False
    assert write(found, text("Appris", "Encore"), by=way.focal_point) is True
    way.do("send_to_forum")
    assert frozen() == ["Appris\n\nEncore"]


def test_a_transition_that_is_blocked_closes_nothing(db):
    way = Way(groups=0, complete=False)
    found = opened(way)

    with pytest.raises(workflow.Blocked):
        way.do("propose_without_forum")

    assert is_locked() is False
    assert write(found, text("Appris"), by=way.focal_point) is True


def test_what_is_missing_in_the_row_only_does_not_block(db):
    """A required answer that is acknowledged counts, although its row has not followed yet."""
    way = Way(groups=0)
    Answer.objects.filter(slot__question="key_results").delete()
    write(opened(way, "key_results"), text("Résultats"), by=way.focal_point)

    way.do("propose_without_forum")

    assert Answer.objects.get(slot__question="key_results").value == text("Résultats")


def test_a_correction_begins_with_documents_of_its_own(way):
    found = opened(way)
    write(found, text("Appris"), by=way.focal_point)
    way.to(Stage.SUBMITTED)

    way.do("correct", comment=REASON)

    assert (way.report.version, way.report.texts.count(), is_locked()) == (2, 0, True)
    own = opened(way)
    assert (own.document_id != found.document_id, own.document.value) == (True, text("Appris"))
    write(own, text("Corrigé"), by=way.focal_point)
    assert rendering.render(own.document_id)
    values = (
        Answer.objects.filter(slot__question="lessons")
        .order_by("slot__report__version")
        .values_list("value", flat=True)
    )
    assert list(values) == [text("Appris"), text("Corrigé")]


def test_a_correction_in_which_nobody_wrote_goes_with_its_documents(way):
    opened(way)
    way.to(Stage.SUBMITTED).do("correct", comment=REASON)
    opened(way)

    take_back_correction(report=way.report, comment=REASON, by=way.focal_point)

    assert list(AnswerText.objects.values_list("slot__report__version", "document__locked")) == [(1, True)]
    assert Document.objects.count() == 1


def test_a_correction_in_which_somebody_is_writing_stays(way):
    way.to(Stage.SUBMITTED).do("correct", comment=REASON)
    own = opened(way)
    write(own, text("Corrigé"), by=way.focal_point)

    with pytest.raises(Forbidden, match="Something has been done in this version"):
        take_back_correction(report=way.report, comment=REASON, by=way.focal_point)

    assert (Report.objects.count(), is_locked()) == (2, False)
    assert rendering.current(own.document_id) == text("Corrigé")


# --- with a server, and people who go on typing


@pytest.fixture
def server(transactional_db, tmp_path) -> Iterator[Server]:
    with shared_database(tmp_path) as environment:
        server = Server(environment | {"LOG": str(tmp_path / "log")})
        assert server.port  # it is up before several pages come at once
        yield server
        server.kill()


class Typist:
    """Types one word after the other until the server refuses; knows which are acknowledged."""

    def __init__(self, server: Server, found: AnswerText, session: str) -> None:
        self.server, self.found, self.session = server, found, session
        self.is_typing, self.words, self.taken = Event(), [], 0

    def __call__(self) -> list[str]:
        try:
            with Page(self.server, self.found.document, self.session) as page:
                page.join()
                first = page.sent
                while not page.of_type("refused") and len(self.words) < 20_000:
                    self.words.append(f"w{len(self.words)}")
                    page.type(f"{self.words[-1]} ")
                    self.is_typing.set()
                    page.hear_for(0.01)  # a hundred words a second are fast enough, and nobody reads behind
                page.hear_for(1)
                refused = min(one["n"] for one in page.of_type("refused"))
                assert page.acknowledged >= refused - 1
                return self.words[: refused - 1 - first]
        finally:
            connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.sampled("attempt", range(2))
def test_nothing_that_is_acknowledged_while_the_report_is_sent_is_missing(server, attempt):
    way = Way()
    found = [opened(way, key) for key in ("lessons", "difficulties", "anything_else")]
    typists = [Typist(server, one, session_of(UserFactory(focal_point_of=way.country))) for one in found]
    with ThreadPoolExecutor(len(typists)) as pool:
        running = [pool.submit(typist) for typist in typists]
        for typist in typists:
            assert typist.is_typing.wait(10)
        time.sleep(1.5)
        workflow.apply_transition(report=way.report, name="send_to_forum", by=way.focal_point)
        acknowledged = [one.result(30) for one in running]

    assert [len(one) > 20 for one in acknowledged] == [True] * 3
    assert [frozen(one.question) for one in found] == [[" ".join(words)] for words in acknowledged]
    assert bool(verify(Snapshot.objects.get(), Report.objects.get()))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.long
def test_what_is_saved_beside_somebody_who_types_takes_no_word_and_loses_none(server):
    """Saves of an old page, while the document is written in and rendered by the server: nobody waits for each other
    for ever, and everything of both is in the frozen text."""
    way = Way()
    found = opened(way)
    entry, page = entry_of(way.report, "lessons"), text("")
    typist = Typist(server, found, session_of(UserFactory(focal_point_of=way.country)))
    with ThreadPoolExecutor(1) as pool:
        typing = pool.submit(typist)
        assert typist.is_typing.wait(10)
        for number in range(12):
            before, page = page, text(*(f"Alinéa {each}" for each in range(number + 1)))
            about = {"report": way.report, "entry": entry, "language": "fr", "seen": 0, "by": way[Role.DEPUTY]}
            save_or_merge(**about, value=page, merging=True, base=before)
            time.sleep(0.2)
        workflow.apply_transition(report=way.report, name="send_to_forum", by=way.focal_point)
        acknowledged = typing.result(30)

    said = frozen()[0]  # the typist writes in the first block, which may be one that was saved
    assert sorted(map(int, re.findall(r"Alinéa (\d+)", said))) == list(range(12))
    assert sorted(re.findall(r"w\d+", said)) == sorted(acknowledged)
    assert len(acknowledged) > 20
    assert bool(verify(Snapshot.objects.get(), Report.objects.get()))


@pytest.mark.django_db(transaction=True)
def test_what_is_typed_comes_into_the_answer_and_what_is_saved_onto_the_page(server):
    way = Way()
    found = opened(way)
    with Page(server, found.document, session_of(way.focal_point)) as page:
        page.join()
        page.type("Appris")
        page.until_acknowledged()
        limit = time.monotonic() + 15
        while not Answer.objects.filter(slot__question="lessons").exists() and time.monotonic() < limit:
            page.hear(0.2)
        answer = Answer.objects.get(slot__question="lessons")
        assert (answer.value, answer.changed_by) == (text("Appris"), way.focal_point)

        save_answer(
            report=way.report,
            entry=entry_of(way.report, "lessons"),
            language="fr",
            value=text("Appris", "Ajouté"),
            seen=answer.revision,
            by=way[Role.DEPUTY],
        )
        page.until(lambda: page.lines == ["Appris", "Ajouté"])


@pytest.mark.django_db(transaction=True)
def test_a_page_is_told_that_the_report_has_left_the_draft_and_that_it_is_back(server):
    way = Way()
    found = opened(way)
    with Page(server, found.document, session_of(way.focal_point)) as page:
        page.join()
        page.until(lambda: page.of_type("hello"))
        way.do("send_to_forum")
        page.until(lambda: [one["may"] for one in page.of_type("may")] == ["read"])
        way.do("ask_changes", comment=REASON)
        page.until(lambda: [one["may"] for one in page.of_type("may")] == ["read", "write"])
        assert page.of_type("hello")[0]["may"] == "write"
