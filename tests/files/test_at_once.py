"""Files of the line at the same moment, and a worker that is killed while it reads."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from files import line
from files.models import Upload
from notices.keepalive import DEAD
from reports.importing.handing_in import hand_in_file
from reports.models import ReportImport
from tests.coediting.running import of_the_site, shared_database
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import ReportFactory
from tests.reports.importing.conftest import FRANCE
from tests.worker import waited_for, worker

pytestmark = pytest.mark.django_db(transaction=True)
on_postgresql = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
State = Upload.State


def at_once(*acts) -> list:
    """Start all acts at the same moment; what each gave, in order."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait(10)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def hand_in(by, name="a.md", content=b"yes") -> Upload:
    return line.hand_in(purpose="test", about={}, filename=name, content=content, back="/back/", by=by)


@on_postgresql
def test_a_double_click_hands_one_file_in(transactional_db):
    person = UserFactory()
    found = at_once(*[lambda: hand_in(person).pk] * 4)
    assert (len(set(found)), Upload.objects.count(), DBTaskResult.objects.count()) == (1, 1, 1)


@on_postgresql
def test_nobody_has_more_in_the_line_than_may_be_whatever_the_moment(transactional_db):
    person = UserFactory()
    for number in range(line.MOST_UNDER_WAY - 1):
        hand_in(person, content=b"%d" % number)

    def one_more(number: int):
        def act() -> str:
            try:
                return hand_in(person, content=b"more %d" % number).state
            except line.Refused:
                return "refused"

        return act

    assert sorted(at_once(*map(one_more, range(3)))) == ["refused", "refused", "waiting"]


@on_postgresql
def test_two_workers_take_one_file_of_a_person_and_one_in_each_slot(transactional_db, monkeypatch):
    monkeypatch.setattr(line, "SLOTS", 2)
    people = [UserFactory() for _number in range(3)]
    for number, person in enumerate([*people, *people]):
        hand_in(person, content=b"%d" % number)
    claimed = [one for one in at_once(*[line.claim] * 4) if one]
    reading = Upload.objects.filter(state=State.READING)
    assert (len(claimed), len({one.by_id for one in claimed}), {one.slot for one in reading}) == (2, 2, {0, 1})


@pytest.mark.long
def test_what_a_worker_that_is_killed_was_reading_is_read_by_the_next_one(tmp_path, settings, transactional_db):
    settings.MEDIA_ROOT = tmp_path / "files"
    with shared_database(tmp_path) as environment:
        environment = of_the_site(environment | {"DATA_DIR": str(tmp_path)})
        report = ReportFactory(country=CountryFactory(france=True))
        focal_point = UserFactory(focal_point_of=report.country)
        content = FRANCE.read_bytes()
        upload = hand_in_file(report=report, filename="a.docx", content=content, language="fr", by=focal_point)
        now = Upload.objects.filter(pk=upload.pk)
        with worker(environment) as first:
            waited_for(lambda: now.filter(state=State.READING).exists())
            first.kill()
            first.wait()
        assert now.filter(state=State.READING).exists()
        # As if keepalive.DEAD had passed: half a minute.
        DBTaskResult.objects.running().update(started_at=timezone.now() - DEAD)
        with worker(environment):
            waited_for(lambda: not now.get().is_under_way)
            waited_for(lambda: not now.get().file)  # goes a moment later
        read = now.get()
        assert (read.state, read.tries, ReportImport.objects.count()) == (State.READ, 2, 1)
