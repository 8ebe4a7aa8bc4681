"""Two clicks, two tabs, two people, a writer and a sender at the same moment: every stage change happens once."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from bilingual.text import Text
from forum.access import Forbidden
from journal.models import Entry
from notices.models import Notice
from reports.answers.saving import save_answer
from reports.models import Answer, ForumAnswer, Report, Signature, Snapshot, StageChange
from reports.review import comments
from reports.signoff import endorsements, workflow
from reports.signoff.forum_review import review_of
from reports.signoff.snapshots import verify
from reports.signoff.undo_correction import take_back_correction
from reports.stages import Stage
from tests.factories.reports import entry_of, text
from tests.reports.way import REASON, Way

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time"),
]
REFUSALS = (Forbidden, workflow.StaleStage, endorsements.StaleReview, comments.Stale, IntegrityError)


def at_once(*acts) -> list[str]:
    """Start all acts at the same moment; for each what came of it: done, or the name of the refusal. Sorted."""
    start = Barrier(len(acts))

    def run(act) -> str:
        try:
            start.wait(10)
            act()
        except REFUSALS as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


@pytest.fixture
def way(transactional_db) -> Way:
    return Way()


@pytest.mark.sampled("attempt", range(3))
def test_two_clicks_send_once(way, attempt):
    report = way.report
    send = lambda: workflow.apply_transition(report=report, name="send_to_forum", by=way.focal_point)  # noqa: E731
    assert at_once(send, send, send) == ["StaleStage", "StaleStage", "done"]
    assert (StageChange.objects.count(), Snapshot.objects.count(), Notice.objects.count()) == (1, 1, 2)
    assert Entry.objects.filter(action="report.send_to_forum").count() == 1


@pytest.mark.sampled("attempt", range(3))
def test_signing_and_taking_back_at_once_ends_at_one_of_them(way, attempt):
    report = way.to(Stage.SIGN_OFF).report
    came_of_it = at_once(
        lambda: way.sign(),
        lambda: workflow.apply_transition(report=report, name="take_back", by=way.focal_point, comment=REASON),
    )
    assert came_of_it == ["StaleStage", "done"]
    stage = Report.objects.get().stage
    assert (stage, Signature.objects.count()) in ((Stage.SUBMITTED, 1), (Stage.DRAFT, 0))


@pytest.mark.sampled("attempt", range(3))
def test_two_clicks_open_one_correction(way, attempt):
    report = way.to(Stage.PUBLISHED).report
    correct = lambda: workflow.apply_transition(  # noqa: E731
        report=report, name="correct", by=way.focal_point, comment=REASON
    )
    assert at_once(correct, correct) == ["StaleStage", "done"]
    assert list(Report.objects.order_by("version").values_list("version", flat=True)) == [1, 2]


@pytest.mark.sampled("attempt", range(3))
def test_two_clicks_take_a_correction_back_once(way, attempt):
    report = way.to(Stage.PUBLISHED).do("correct", comment=REASON)
    take_back = lambda: take_back_correction(report=report, comment=REASON, by=way.focal_point)  # noqa: E731
    assert at_once(take_back, take_back) == ["Forbidden", "done"]
    assert list(Report.objects.values_list("version", "stage")) == [(1, Stage.PUBLISHED)]
    assert Entry.objects.filter(action="report.correction_taken_back").count() == 1


@pytest.mark.sampled("attempt", range(3))
def test_what_is_saved_while_a_correction_is_taken_back_keeps_it_or_is_refused(way, attempt):
    report = way.to(Stage.PUBLISHED).do("correct", comment=REASON)
    entry = entry_of(report, "lessons")
    came_of_it = at_once(
        lambda: save_answer(report=report, entry=entry, language="fr", value=text("Mot"), seen=0, by=way.focal_point),
        lambda: take_back_correction(report=report, comment=REASON, by=way.focal_point),
    )
    is_saved = Answer.objects.filter(slot__question="lessons").exists()
    assert (came_of_it, Report.objects.count()) == (["Forbidden", "done"], 2 if is_saved else 1)


@pytest.mark.sampled("attempt", range(3))
def test_what_is_saved_while_the_report_is_sent_is_in_the_frozen_text_or_refused(way, attempt):
    report, entry = way.report, entry_of(way.report, "lessons")
    came_of_it = at_once(
        lambda: save_answer(
            report=report, entry=entry, language="fr", value=text("À temps ?"), seen=0, by=way.focal_point
        ),
        lambda: workflow.apply_transition(report=report, name="send_to_forum", by=way.focal_point),
    )
    is_saved = Answer.objects.filter(slot__question="lessons").exists()
    assert came_of_it == (["done", "done"] if is_saved else ["Forbidden", "done"])
    assert bool(verify(Snapshot.objects.get(), Report.objects.get()))


def test_a_save_that_waits_for_the_sending_is_refused(way):
    """The save begins while the sending is not committed yet, and waits for it."""
    report, entry = way.report, entry_of(way.report, "lessons")
    sent = Barrier(2)

    def send() -> None:
        with transaction.atomic():
            workflow.apply_transition(report=report, name="send_to_forum", by=way.focal_point)
            sent.wait(10)

    def save() -> None:
        sent.wait(10)
        save_answer(report=report, entry=entry, language="fr", value=text("Tard"), seen=0, by=way.focal_point)

    assert at_once(send, save) == ["Forbidden", "done"]
    assert not Answer.objects.filter(slot__question="lessons").exists()


@pytest.mark.sampled("attempt", range(3))
def test_two_answers_of_one_group_at_once_are_one(way, attempt):
    way.to(Stage.FORUM_REVIEW)
    report, sha256 = way.report, review_of(way.report).snapshot.sha256
    give = lambda choice: endorsements.answer_review(  # noqa: E731
        report=report, group=way.groups[0], choice=choice, text=Text(), by=way.chairs[0], seen_hash=sha256
    )
    assert at_once(lambda: give("endorse"), lambda: give("abstain")) == ["StaleReview", "done"]
    assert (ForumAnswer.objects.count(), Entry.objects.filter(action="review.answered").count()) == (1, 1)


SEND = """
import sys, django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from forum.models import User
from reports.models import Report
from reports.signoff.workflow import StaleStage, apply_transition
report, by = Report.objects.get(), User.objects.get(pk=sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
try:
    apply_transition(report=report, name="send_to_forum", by=by)
except StaleStage:
    print("StaleStage")
else:
    print("done")
"""


@pytest.mark.long
def test_processes_of_their_own_send_once(way):
    """Not threads of one program but programs: what a server with several workers is."""
    name = connection.settings_dict["NAME"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", SEND, name, str(way.focal_point.pk)],
            cwd=settings.BASE_DIR,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _each in range(3)
    ]
    assert [worker.stdout.readline() for worker in workers] == ["ready\n"] * 3
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    said = sorted(worker.communicate(timeout=60)[0].strip() for worker in workers)
    assert said == ["StaleStage", "StaleStage", "done"]
    assert (StageChange.objects.count(), Snapshot.objects.count()) == (1, 1)
