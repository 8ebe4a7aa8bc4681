"""Every address meets every reader. A route that is missing in the tables fails with its name."""

import json
import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from files.models import Upload
from forum.models import Country, Invitation, Membership, Organisation, User, WorkingGroup
from forum.roles import ALLIANCE_ROLES, Role
from notices.preferences import stop_token
from publications.models import BulkExport
from questionnaires.loader import edition
from reports.answers.next_steps import add_next_step
from reports.models import (
    AnswerRevision,
    Assignment,
    Comment,
    Report,
    ReportImport,
    Thread,
    WordCopy,
    WordReturn,
)
from reports.signoff.corrections import open_correction
from reports.signoff.workflow import apply_transition
from reports.stages import TRANSITIONS, Stage
from reports.word.findings import Found
from roadmaps.importing import open_file
from roadmaps.importing.apart import to_json
from roadmaps.models import Item, NextStep
from tests.client import StrictClient
from tests.factories.files import kept_file
from tests.factories.forum import (
    CountryFactory,
    InvitationFactory,
    OrganisationFactory,
    UserFactory,
    WorkingGroupFactory,
)
from tests.factories.reports import AnswerFactory, AssignmentFactory, ReportFactory, ThreadFactory, roadmap_items, text
from tests.factories.roadmaps import RoadmapFactory
from tests.route_tables import CLOSED_ROUTES, OF_ANOTHER, PUBLIC_ROUTES, READERS


class Route(NamedTuple):
    name: str
    arguments: tuple[str, ...]


def routes() -> list[Route]:
    return sorted(walk(get_resolver()))


def walk(resolver: URLResolver, namespace: str = "", above: tuple[str, ...] = ()) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        names = above + tuple(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            yield Route(namespace + pattern.name, names)
        else:
            yield from walk(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace, names)


every_public = pytest.mark.parametrize("name", PUBLIC_ROUTES)
MANY_MAY = {"FP", OF_ANOTHER}
every_reader = pytest.mark.parametrize(
    "who", [who if who in MANY_MAY else pytest.param(who, marks=pytest.mark.long) for who in READERS]
)
OF_A_COUNTRY = [one.name for one in routes() if "country" in one.arguments]


def test_every_route_is_in_one_of_the_tables():
    listed, existing = [*PUBLIC_ROUTES, *CLOSED_ROUTES], [route.name for route in routes()]
    assert {"missing in the tables": sorted(set(existing) - set(listed))} == {"missing in the tables": []}
    assert sorted(listed) == existing
    assert {len(row) for row in PUBLIC_ROUTES.values()} == {2}
    assert {(*row,) for row in CLOSED_ROUTES.values()} == {tuple(READERS)}


# What is sent with a POST where nothing at all would be refused from everyone.
SENT = {
    "publications:export": {"language": "fr", "format": "json"},
    "reports:restore_revision": {"number": "1", "seen": "2"},
    "reports:propose": {"base": json.dumps(text("Bonjour")), "words": "Salut"},
    "reports:decide": {"outcome": "kept"},
}
FILE = b"# Rapport\n\nBonjour\n"


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def _files_of_france(files, settings) -> None:
    settings.MEDIA_ROOT = files


@pytest.fixture(scope="module")
def france(module_db, files) -> Country:
    """A report with an answer, an earlier version of it, a file that was read and an export; a newer roadmap."""
    with override_settings(MEDIA_ROOT=files):
        return make_france()


def make_france() -> Country:
    report = ReportFactory(country=CountryFactory(france=True))
    answer = AnswerFactory(report=report, revision=2)
    AnswerRevision.objects.create(answer=answer, number=1, value=text("Salut"), changed_at=answer.changed_at)
    RoadmapFactory(country=report.country, version=2, items=roadmap_items(1))
    kept_file(report, FILE)
    InvitationFactory(country=report.country, token="set-password")
    WorkingGroupFactory(country=report.country)
    OrganisationFactory(country=report.country)
    Report.objects.filter(pk=report.pk).update(stage=Stage.PUBLISHED)
    open_correction(Report.objects.get(pk=report.pk))
    ReportImport.objects.update(report=Report.objects.get(version=2))
    add_next_step(report=Report.objects.get(version=2), by=None)
    ThreadFactory(report=Report.objects.get(version=2))
    AssignmentFactory(report=Report.objects.get(version=2))
    several = {"reports": [report.pk], "languages": ["fr"], "formats": ["json"]}
    made = {"total": 1, "tried": 1, "state": BulkExport.State.DONE, "finished_at": timezone.now()}
    file = ContentFile(b"zip", name="reports.zip")
    BulkExport.objects.create(by=UserFactory(), selection=several, file=file, **made)
    return report.country


@pytest.fixture(scope="module")
def people(france) -> dict[str, User]:
    """The readers of the table: one for each role, to whom nothing is assigned but a part to the contributor."""
    group = WorkingGroup.objects.get()
    people = {OF_ANOTHER: UserFactory(focal_point_of=CountryFactory(chile=True))}
    for column, role in READERS.items():
        if role:
            place = None if role in ALLIANCE_ROLES else france
            people[column] = UserFactory(holds=(role, place, group if role == Role.GROUP_CHAIR else None))
    Assignment.objects.update(user=people["CO"])
    return people


@pytest.fixture(scope="module")
def address(france, people):
    """address(name): the URL of a route, filled with what there is in France."""
    values = {
        "country": france.code,
        "year": 2023,
        "key": edition("2023").sections[0].key,
        "name": "key_results",
        "language": "fr",
        "format": "json",
        "version": 2,
        "number": 1,
        "item": Item.objects.get(roadmap__country=france, roadmap__version=2, code="1.1.A").pk,
        "assignment": Assignment.objects.get(report__version=2).pk,
        "thread": Thread.objects.get().pk,
        "comment": Comment.objects.get().pk,
        "step": NextStep.objects.get().identity,
        "export": BulkExport.objects.get().pk,
        "pk": ReportImport.objects.get().pk,
        "provider_id": "sso",
        "document": uuid4(),
        "uidb64": "MQ",
        "token": "set-password",
        "membership": Membership.objects.get(role=Role.OBSERVER).pk,
        "invitation": Invitation.objects.get().pk,
        "group": WorkingGroup.objects.get().pk,
        "organisation": Organisation.objects.get().pk,
    }
    arguments = {route.name: route.arguments for route in routes()}
    copy = WordCopy.objects.create(
        report=Report.objects.get(version=2), section="overall", language="fr", texts=[], made_by=people["FP"]
    )
    returned = WordReturn.objects.create(copy=copy, found=Found().to_json(), read_by=people["FP"])
    upload = {"by": people["FP"], "back": "/", "filename": "a.csv"}
    waiting = Upload.objects.create(purpose="reports.import", **upload)
    table = to_json(open_file("a.csv", b"code,title_en\n1,Prevent"))
    was_read = Upload.objects.create(
        purpose="roadmaps.import", about={"country": france.code}, state="read", result=table, **upload
    )
    others = {
        "desk:file": {"format": "csv"},
        "files:upload": {"upload": waiting.pk},
        "roadmaps:import_preview": {"upload": was_read.pk},
        "roadmaps:apply": {"upload": was_read.pk},
        "notices:stop": {"token": stop_token(UserFactory().pk, "notices.digest")},
        "reports:word_preview": {"pk": returned.pk},
        "reports:word_result": {"pk": returned.pk},
    }

    def address_of(name: str) -> str:
        filled = values | others.get(name, {})
        return reverse(name, kwargs={argument: filled[argument] for argument in arguments[name]})

    return address_of


def prepare(name: str, *, by: User) -> None:
    """The report is a draft, save for the pages of the forum and of the signatory, and for ways from another stage."""
    report = Report.objects.get(version=2)
    transition = TRANSITIONS.get(name.removeprefix("reports:"))
    if name in ("reports:review", "reports:forum_text"):
        apply_transition(report=report, name="send_to_forum", by=by)
    elif transition and name.startswith("reports:"):
        Report.objects.filter(pk=report.pk).update(stage=transition.from_[0])


def status(answer: HttpResponse) -> int:
    b"".join(answer)  # a file is read to its end, which closes it
    return answer.status_code


def test_what_is_open_is_kept_by_no_cache_either_for_somebody_who_is_logged_in(address, people, client_for, db):
    client = client_for(people["FP"])
    assert {client.get(address(name)).headers["Cache-Control"] for name in PUBLIC_ROUTES} == {"private, no-store"}


@every_public
def test_a_public_route_is_open_to_everyone(name, address, client, db):
    answers = (client.get(address(name)).status_code, StrictClient().post(address(name)).status_code)
    assert answers == PUBLIC_ROUTES[name]


def test_a_closed_route_leads_a_stranger_to_the_log_in(address, client, db):
    found, expected, kept = {}, {}, set()
    for name in CLOSED_ROUTES:
        url = address(name)
        answer = client.get(url)
        asked_by_script = client.get(url, headers={"HX-Request": "true"})
        sent = client.post(url)  # what was typed is kept in the log-in page
        found[name] = (answer.status_code, answer.headers["Location"], sent.status_code, asked_by_script.status_code)
        expected[name] = (302, f"{reverse('login')}?next={quote(url)}", 401, 401)
        kept |= {one.headers["Cache-Control"] for one in (answer, sent, asked_by_script)}
    assert (found, kept) == (expected, {"private, no-store"})


@every_reader
def test_each_reader_gets_what_the_table_says(who, address, people, client_for, caplog):
    """Each route finds the site as the others found it: what an act changes is undone before the next.

    No cache keeps any of it, and each refusal leaves one line in the log that names the person by their key alone.
    """
    caplog.set_level(logging.INFO, "pathfinder.refusals")
    answers, kept, logged_in = {}, set(), client_for(people[who]).cookies
    for name in CLOSED_ROUTES:
        with transaction.atomic():
            prepare(name, by=people["FP"])
            client, url = StrictClient(), address(name)
            client.cookies = deepcopy(logged_in)
            both = client.get(url), client.post(url, SENT.get(name, {}))
            answers[name] = (status(both[0]), status(both[1]))
            kept |= {answer.headers["Cache-Control"] for answer in both}
            transaction.set_rollback(True)
    assert answers == {name: row[who] for name, row in CLOSED_ROUTES.items()}
    assert kept == {"private, no-store"}
    lines = [record.getMessage() for record in caplog.records if record.name == "pathfinder.refusals"]
    refused = [(name, status) for name, row in answers.items() for status in row if status in (403, 404)]
    assert [re.match(r"refused (\d+) user=(\d+) ", line).groups() for line in lines] == [
        (str(status), str(people[who].pk)) for _name, status in refused
    ]
    assert [line for line in lines if str(people[who]) in line or people[who].email in line] == []


@pytest.mark.long
def test_what_is_a_country_s_is_not_there_for_another_one(address, people, client_for):
    """It answers as if it were nowhere, so that not even its existence can be learnt."""
    stranger, there, nowhere = client_for(people[OF_ANOTHER]), {}, {}
    for name in OF_A_COUNTRY:
        url = address(name)
        assert set(CLOSED_ROUTES[name][OF_ANOTHER]) in ({404}, {404, 405}), name
        for found, asked in ((there, url), (nowhere, url.replace("FRA", "QQQ"))):
            found[name] = (stranger.get(asked).status_code, stranger.post(asked).status_code)
    assert there == nowhere
