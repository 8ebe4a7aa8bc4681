"""Exports of several reports: made by the queue one after the other, cancelled, gone on with, kept for a week."""

import json
import re
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forum.access import Forbidden
from forum.models import Membership
from forum.roles import Role
from journal.models import Entry
from notices.keepalive import DEAD
from publications.bulk import acts, parts, running
from publications.bulk.acts import PATIENCE, cancel, go_on, start
from publications.bulk.keeping import KEPT, delete_old_files
from publications.models import BulkExport
from publications.pdf import PdfUnavailable
from reports.models import Report
from reports.stages import Stage
from tests.coediting.running import of_the_site, shared_database
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory
from tests.worker import waited_for, work_in_a_process, worker

pytestmark = pytest.mark.django_db
EXPORTS = "/en/desk/exports/"
State = BulkExport.State


@pytest.fixture
def editor(db):
    return UserFactory(secretariat=True, name="Editor")


@pytest.fixture
def reports(db):
    """France, which reports in French and English, and Chile, which reports in English."""
    france = ReportFactory(country=CountryFactory(france=True))
    AnswerFactory(report=france)
    return [france, ReportFactory(country=CountryFactory(chile=True), version=2)]


def one_step(job):
    """What the worker does with the next task of this export."""
    running.make_next_file.call(job.pk)
    job.refresh_from_db()


def in_zip(job):
    with ZipFile(job.file.path) as archive:
        return {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}


def test_each_report_in_each_language_and_format_is_in_the_zip_with_an_index(reports, editor, run_tasks):
    job = start(reports=reports, languages=["fr", "en", "fr+en"], formats=["json"], by=editor)
    assert (job.total, job.state, job.done) == (6, State.QUEUED, 0)

    run_tasks()

    job.refresh_from_db()
    files = in_zip(job)
    assert list(files) == [
        "index.txt",
        "FRA-2023-fr.json",
        "FRA-2023-en.json",
        "FRA-2023-fr-en.json",
        "CHL-2023-v2-en.json",
    ]
    assert json.loads(files["FRA-2023-fr.json"])["country"] == "FRA"
    day = timezone.localdate()
    assert files["index.txt"].split("\r\n") == [
        f"Exported by Editor, {day.day} {day:%B %Y}",
        "4 files",
        "",
        "FRA-2023-fr.json\tFrance 2023, version 1, Français. Draft",
        "FRA-2023-en.json\tFrance 2023, version 1, English. Draft",
        "FRA-2023-fr-en.json\tFrance 2023, version 1, Français + English. Draft",
        "CHL-2023-v2-en.json\tChile 2023, version 2, English. Draft",
        "",
        "These files could not be made:",
        "CHL-2023-v2-fr.json\tThis country does not report in French.",
        "CHL-2023-v2-fr-en.json\tThis country does not report in French.",
        "",
    ]
    assert (job.state, job.tried, job.done, len(job.failed)) == (State.DONE, 6, 4, 2)
    assert not parts.folder(job.pk).exists()


def test_progress_is_saved_after_each_file(reports, editor):
    job = start(reports=reports, languages=["en"], formats=["json", "xlsx"], by=editor)
    seen = []
    for _each in range(5):
        one_step(job)
        seen.append((job.state, job.tried, bool(job.file)))
    assert seen == [
        (State.RUNNING, 1, False),
        (State.RUNNING, 2, False),
        (State.RUNNING, 3, False),
        (State.RUNNING, 4, False),
        (State.DONE, 4, True),
    ]


def test_each_file_that_went_out_and_the_export_are_in_the_journal(reports, editor, run_tasks):
    job = start(reports=reports[:1], languages=["fr", "en"], formats=["json"], by=editor)
    run_tasks()

    lines = Entry.objects.order_by("pk")
    assert [(line.action, line.actor, line.target_label, line.data.get("language")) for line in lines] == [
        ("bulk_export.started", editor, str(job), None),
        ("report.exported", editor, "FRA 2023", "fr"),
        ("report.exported", editor, "FRA 2023", "en"),
    ]


def test_what_cannot_be_made_is_listed_with_the_reason_and_the_rest_is_made(reports, editor, run_tasks, monkeypatch):
    make = running.make_export

    def make_export(report, language, format):
        if format == "pdf":
            raise PdfUnavailable("Pango is missing")
        return make(report, language, format)

    monkeypatch.setattr(running, "make_export", make_export)
    job = start(reports=reports[:1], languages=["en"], formats=["pdf", "json"], by=editor)

    run_tasks()

    job.refresh_from_db()
    assert (job.state, job.failed) == (
        State.DONE,
        [{"number": 0, "name": "FRA-2023-en.pdf", "reason": "Pango is missing"}],
    )
    assert list(in_zip(job)) == ["index.txt", "FRA-2023-en.json"]


def test_a_fault_of_ours_ends_one_file_and_not_the_export(reports, editor, run_tasks, monkeypatch, error_log):
    def make_export(report, language, format):
        raise ZeroDivisionError

    monkeypatch.setattr(running, "make_export", make_export)
    job = start(reports=reports[:1], languages=["en"], formats=["json"], by=editor)

    run_tasks()

    job.refresh_from_db()
    assert (job.state, bool(job.file), [one["name"] for one in job.failed]) == (
        State.FAILED,
        False,
        ["FRA-2023-en.json"],
    )
    assert error_log == ["FRA-2023-en.json of a bulk export could not be made"]


def test_who_lost_the_role_meanwhile_gets_nothing(reports, editor, run_tasks):
    job = start(reports=reports[:1], languages=["en"], formats=["json"], by=editor)
    Membership.objects.filter(user=editor).delete()

    run_tasks()

    job.refresh_from_db()
    assert (job.state, [one["reason"] for one in job.failed]) == (State.FAILED, ["You have no role in this country."])


def test_a_report_that_is_gone_is_listed(reports, editor, run_tasks):
    job = start(reports=reports[:1], languages=["en"], formats=["json"], by=editor)
    Report.objects.filter(pk=reports[0].pk).delete()

    run_tasks()

    job.refresh_from_db()
    assert [one["reason"] for one in job.failed] == ["This report is no longer there."]


def test_the_reasons_and_the_index_are_in_the_language_of_who_asked(reports, run_tasks):
    reader = UserFactory(secretariat=True, language="fr")
    job = start(reports=reports, languages=["en"], formats=["json"], by=reader)
    run_tasks()

    job.refresh_from_db()
    (index,) = [text for name, text in in_zip(job).items() if name.endswith(".txt")]
    assert "Chili 2023" in index


# --- cancelling


def test_a_cancelled_export_stops_before_the_next_file(reports, editor):
    job = start(reports=reports, languages=["en"], formats=["json"], by=editor)
    one_step(job)

    assert cancel(job=job, by=editor)
    one_step(job)

    assert (job.state, job.tried, bool(job.file)) == (State.CANCELLED, 1, False)
    assert Entry.objects.filter(action="bulk_export.cancelled").count() == 1


def test_one_that_is_cancelled_in_the_middle_of_a_file_throws_it_away(reports, editor, monkeypatch):
    job = start(reports=reports, languages=["en"], formats=["json"], by=editor)
    make = running.make_export

    def make_export(*args):
        cancel(job=job, by=editor)
        return make(*args)

    monkeypatch.setattr(running, "make_export", make_export)
    one_step(job)

    assert (job.state, job.tried, parts.folder(job.pk).exists()) == (State.CANCELLED, 0, False)
    assert not Entry.objects.filter(action="report.exported").exists()


def test_a_viewer_cancels_only_what_they_started(client_for, reports, editor):
    viewer = UserFactory(holds=(Role.SECRETARIAT_VIEWER,))
    theirs, own = (start(reports=reports, languages=["fr"], formats=["json"], by=person) for person in (editor, viewer))
    pages = {job.pk: client_for(viewer).get(f"{EXPORTS}{job.pk}/").content.decode() for job in (theirs, own)}
    offered = {key: "Cancel the export" in page for key, page in pages.items()}
    assert offered == {theirs.pk: False, own.pk: True}
    with pytest.raises(Forbidden):
        cancel(job=theirs, by=viewer)
    assert cancel(job=own, by=viewer)
    assert cancel(job=theirs, by=UserFactory(holds=(Role.ADMINISTRATOR,)))


def test_what_has_ended_is_not_cancelled(reports, editor, run_tasks):
    job = start(reports=reports, languages=["en"], formats=["json"], by=editor)
    run_tasks()

    assert not cancel(job=job, by=editor)
    job.refresh_from_db()
    assert (job.state, bool(job.file)) == (State.DONE, True)


# --- a worker that ended


def stalled(job):
    """As if the worker had ended long ago: what it had taken is lost."""
    DBTaskResult.objects.all().delete()
    BulkExport.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - PATIENCE - timedelta(seconds=1))
    job.refresh_from_db()


def test_an_export_whose_worker_ended_goes_on_where_it_was_left(reports, editor, run_tasks):
    job = start(reports=reports, languages=["en"], formats=["json"], by=editor)
    one_step(job)
    stalled(job)
    assert acts.is_stalled(job)

    assert go_on(job)
    run_tasks()

    job.refresh_from_db()
    assert (job.state, job.done) == (State.DONE, 2)
    assert Entry.objects.filter(action="report.exported").count() == 2


def test_two_who_ask_put_it_back_into_the_queue_once(reports, editor):
    job = start(reports=reports, languages=["en"], formats=["json"], by=editor)
    stalled(job)
    same = BulkExport.objects.get(pk=job.pk)

    assert [go_on(job), go_on(same)] == [True, False]
    assert DBTaskResult.objects.count() == 1


def test_one_at_work_is_left_alone(reports, editor):
    job = start(reports=reports, languages=["en"], formats=["json"], by=editor)
    one_step(job)

    assert not go_on(job)


def test_a_file_that_two_workers_made_counts_once(reports, editor, monkeypatch):
    job = start(reports=reports, languages=["en"], formats=["json"], by=editor)
    make, other = running.make_export, []

    def make_export(*args):
        if not other:
            other.append(1)
            running.make_next_file.call(job.pk)
        return make(*args)

    monkeypatch.setattr(running, "make_export", make_export)
    one_step(job)

    assert job.tried == 1
    assert Entry.objects.filter(action="report.exported").count() == 1


def test_a_finished_file_that_was_lost_is_listed(reports, editor):
    job = start(reports=reports, languages=["en"], formats=["json"], by=editor)
    one_step(job)
    one_step(job)
    (parts.folder(job.pk) / "0").unlink()
    one_step(job)

    assert (job.state, list(in_zip(job))) == (State.DONE, ["index.txt", "CHL-2023-v2-en.json"])
    assert job.failed == [{"number": 0, "name": "FRA-2023-en.json", "reason": "The finished file is no longer there."}]


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_worker_process_goes_on_after_another_one_ended(reports, editor, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    job = start(reports=reports, languages=["en"], formats=["json"], by=editor)
    one_step(job)
    stalled(job)
    go_on(job)

    work_in_a_process(tmp_path)

    job.refresh_from_db()
    assert (job.state, job.done, list(in_zip(job))) == (
        State.DONE,
        2,
        ["index.txt", "FRA-2023-en.json", "CHL-2023-v2-en.json"],
    )


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_an_export_goes_on_by_itself_when_its_worker_is_killed_over_a_file(
    editor, tmp_path, settings, transactional_db
):
    settings.MEDIA_ROOT = tmp_path / "files"
    with shared_database(tmp_path) as environment:
        environment = of_the_site(environment | {"DATA_DIR": str(tmp_path)})
        report = ReportFactory(country=CountryFactory(france=True))
        AnswerFactory(report=report)
        job = start(reports=[report], languages=["fr"], formats=["json", "pdf"], by=editor)
        taken = DBTaskResult.objects.running()
        with worker(environment) as first:
            waited_for(lambda: BulkExport.objects.get(pk=job.pk).tried == 1 and taken.exists())
            first.kill()
            first.wait()
        assert taken.count() == 1  # the PDF was in work
        # As if keepalive.DEAD had passed: half a minute.
        taken.update(started_at=timezone.now() - DEAD)
        with worker(environment):
            waited_for(lambda: BulkExport.objects.get(pk=job.pk).state == State.DONE)
        job.refresh_from_db()
        assert (list(in_zip(job)), job.failed) == (["index.txt", "FRA-2023-fr.json", "FRA-2023-fr.pdf"], [])
        lines = Entry.objects.filter(action="report.exported").order_by("pk")
        assert [line.data["format"] for line in lines] == ["json", "pdf"]  # each once


# --- keeping


def test_the_file_is_kept_for_seven_days_and_the_row_stays(reports, editor, run_tasks):
    job = start(reports=reports, languages=["en"], formats=["json"], by=editor)
    run_tasks()
    job.refresh_from_db()
    path = Path(job.file.path)

    assert delete_old_files(job.finished_at + KEPT) == 0
    assert path.exists()
    assert delete_old_files(job.finished_at + KEPT + timedelta(seconds=1)) == 1
    job.refresh_from_db()
    assert (path.exists(), bool(job.file), job.state) == (False, False, State.DONE)


def test_both_are_looked_after_once_a_day(reports, editor, run_tasks):
    old = start(reports=reports, languages=["en"], formats=["json"], by=editor)
    run_tasks()
    BulkExport.objects.filter(pk=old.pk).update(finished_at=timezone.now() - KEPT - timedelta(days=1))
    left = start(reports=reports, languages=["en"], formats=["json"], by=editor)
    stalled(left)

    call_command("daily", stdout=StringIO())
    run_tasks()

    states = [(job.state, bool(job.file)) for job in BulkExport.objects.order_by("pk")]
    assert states == [(State.DONE, False), (State.DONE, True)]


def test_whoever_starts_one_wakes_those_that_stand_still(reports, editor, run_tasks):
    stalled(start(reports=reports, languages=["en"], formats=["json"], by=editor))
    start(reports=reports, languages=["en"], formats=["json"], by=editor)

    run_tasks()

    assert [job.state for job in BulkExport.objects.all()] == [State.DONE, State.DONE]


# --- the pages


def test_the_whole_way_in_the_browser_without_a_script(client_for, editor, reports, run_tasks):
    client = client_for(editor)
    keys = [report.pk for report in reports]
    html = client.get(f"{EXPORTS}new/", {"report": keys}).content.decode()
    assert re.findall(r'name="report" value="(\d+)"', html) == [str(reports[1].pk), str(reports[0].pk)]

    response = client.post(f"{EXPORTS}new/", {"report": keys, "languages": ["en"], "formats": ["json"]})
    job = BulkExport.objects.get()
    assert response.headers["Location"] == f"{EXPORTS}{job.pk}/"
    waiting = client.get(response.headers["Location"]).content.decode()
    assert ("Cancel the export" in waiting, 'hx-trigger="every 2s"' in waiting) == (True, True)
    assert "0 of 2 files made" in waiting
    assert client.get(f"{EXPORTS}{job.pk}/reports.zip").status_code == 404

    run_tasks()

    ended = client.get(response.headers["Location"]).content.decode()
    assert ("Download the ZIP file" in ended, "hx-trigger" in ended, "Cancel the export" in ended) == (
        True,
        False,
        False,
    )
    given = client_for(UserFactory(holds=(Role.SECRETARIAT_VIEWER,))).get(f"{EXPORTS}{job.pk}/reports.zip")
    assert ZipFile(BytesIO(b"".join(given))).testzip() is None
    assert given.headers["Content-Type"] == "application/zip"


def test_a_script_gets_the_part_that_changes_and_the_page_when_it_is_over(client_for, editor, reports, run_tasks):
    job = start(reports=reports, languages=["en"], formats=["json"], by=editor)
    client, asking = client_for(editor), {"HX-Request": "true"}
    first = client.get(f"{EXPORTS}{job.pk}/", headers=asking)
    run_tasks()
    last = client.get(f"{EXPORTS}{job.pk}/", headers=asking)

    assert ["<html" in one.content.decode() for one in (first, last)] == [False, False]
    assert [one.headers.get("HX-Refresh") for one in (first, last)] == [None, "true"]


def test_it_is_cancelled_and_gone_on_with_by_buttons(client_for, editor, reports):
    client = client_for(editor)
    job = start(reports=reports, languages=["en"], formats=["json"], by=editor)
    stalled(job)
    assert "Go on with the export" in client.get(f"{EXPORTS}{job.pk}/").content.decode()

    said = [
        client.post(f"{EXPORTS}{job.pk}/{act}/", follow=True).content.decode()
        for act in ("go-on", "go-on", "cancel", "cancel")
    ]

    sentences = [
        "The export goes on where it was left.",
        "The export does not stand still.",
        "The export is cancelled.",
        "The export had ended already.",
    ]
    assert [sentence in html for sentence, html in zip(sentences, said, strict=True)] == [True] * 4


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        ("report", "No report is chosen"),
        ("languages", "Choose at least one language."),
        ("formats", "Choose at least one format."),
    ],
)
def test_something_of_each_has_to_be_chosen(client_for, editor, reports, left_out, words):
    sent = {"report": [reports[0].pk], "languages": ["en"], "formats": ["json"]}
    del sent[left_out]

    response = client_for(editor).post(f"{EXPORTS}new/", sent)

    assert (response.status_code, words in response.content.decode()) == (422, True)
    assert BulkExport.objects.count() == 0


def test_the_published_versions_are_had_where_corrections_are_under_way(client_for, editor, reports):
    published, other = reports
    Report.objects.filter(pk=published.pk).update(stage=Stage.PUBLISHED)
    correction = ReportFactory(country=published.country, roadmap=published.roadmap, version=2)
    sent = {"report": [correction.pk, other.pk], "languages": ["en"], "formats": ["json"]}
    client = client_for(editor)
    for version in ("published", "newest"):
        assert client.post(f"{EXPORTS}new/", sent | {"version": version}).status_code == 302
    made = [job.selection["reports"] for job in BulkExport.objects.order_by("pk")]
    assert [sorted(keys) for keys in made] == [[published.pk], sorted([correction.pk, other.pk])]

    refused = client.post(f"{EXPORTS}new/", sent | {"report": [other.pk], "version": "published"})
    assert (refused.status_code, "None of these reports is accepted." in refused.content.decode()) == (422, True)


def test_too_many_at_once_are_refused(client_for, editor, reports, monkeypatch):
    monkeypatch.setattr("publications.bulk.forms.LARGEST", 1)

    sent = {"report": [one.pk for one in reports], "languages": ["en"], "formats": ["json"]}
    html = client_for(editor).post(f"{EXPORTS}new/", sent).content.decode()

    assert "These would be 2 files; at most 1 can be made at once." in html


def test_a_file_that_was_deleted_is_said_to_be(client_for, editor, reports, run_tasks):
    job = start(reports=reports, languages=["en"], formats=["json"], by=editor)
    run_tasks()
    delete_old_files(timezone.now() + KEPT + timedelta(minutes=1))

    client = client_for(editor)
    html = client.get(f"{EXPORTS}{job.pk}/").content.decode()
    assert "The file was kept for seven days and has been deleted." in html
    assert client.get(f"{EXPORTS}{job.pk}/reports.zip").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_a_page_take_the_same_queries(client_for, editor, reports, count, django_assert_num_queries):
    jobs = [
        start(reports=reports[: count - 1 or 1], languages=["en"], formats=["json"], by=editor) for _ in range(count)
    ]
    client = client_for(editor)

    with django_assert_num_queries(4):  # session, user, memberships, exports
        client.get(EXPORTS)
    with django_assert_num_queries(5):  # and its reports
        client.get(f"{EXPORTS}{jobs[0].pk}/")


def test_without_an_export_the_list_says_where_to_begin(client_for, editor):
    assert "Nothing has been exported yet" in client_for(editor).get(EXPORTS).content.decode()
