"""Every address meets every reader. A route that is missing in the tables fails with its name."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from forum.models import Country, Invitation, Membership, Organisation, WorkingGroup
from forum.roles import Role
from notices.preferences import stop_token
from publications.models import BulkExport
from questionnaires.loader import edition
from reports.correcting import open_correction
from reports.importing.apply import keep_file
from reports.importing.reading import Reading, read
from reports.models import AnswerRevision, Assignment, Report, ReportImport
from reports.stages import Stage
from roadmaps.models import Item
from tests.client import StrictClient
from tests.factories.forum import (
    CountryFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    WorkingGroupFactory,
)
from tests.factories.reports import AnswerFactory, AssignmentFactory, ReportFactory, roadmap_items, text
from tests.factories.roadmaps import RoadmapFactory

# Open to everyone: what a reader who is not logged in gets.
PUBLIC = """
route                     GET  POST
health                    200  405
to_language               302  405
session                   200  405
login                     200  200
account_login             200  200
logged_in_again           200  405
mfa_authenticate          302  302
openid_connect_login      404  404
openid_connect_callback   404  404
password_reset            200  200
password_reset_done       200  405
password_reset_confirm    200  200
password_reset_complete   200  405
notices:stop              200  200
forum:invitation          200  200
"""

# Closed: a reader who is not logged in is led to the log-in. What is a country's answers 404 to the focal point of
# another one. A POST is sent without any field, unless SENT says otherwise.
CLOSED = """
                          focal point  of another  secretariat
route                     GET  POST    GET  POST   GET  POST
bulk:cancel               405  404     405  404    405  302
bulk:file                 404  405     404  405    200  405
bulk:go_on                405  404     405  404    405  302
bulk:job                  404  405     404  405    200  405
bulk:list                 404  405     404  405    200  405
bulk:new                  404  404     404  404    200  422
desk:erase                404  404     404  404    403  403
desk:mails                404  404     404  404    403  403
desk:remove_factor        404  404     404  404    403  403
desk:open                 404  404     404  404    200  422
desk:remind               404  404     404  404    200  200
desk:table                404  405     404  405    200  405
home                      200  405     200  405    200  405
journal:country           200  405     404  405    200  405
journal:country_file      200  405     404  405    200  405
logout                    405  302     405  302    405  302
password_change           200  200     200  200    200  200
password_change_done      200  405     200  405    200  405
notices:list              200  405     200  405    200  405
notices:settings          200  200     200  200    200  200
notices:outbox            404  405     404  405    404  405
account                   200  200    200  200    200  200
end_sessions              405  302    405  302    405  302
account_reauthenticate    200  200    200  200    302  302
mfa_reauthenticate        302  302    302  302    200  200
mfa_reauthenticate_webauthn  302  302    302  302    302  302
mfa_index                 200  405    200  405    200  405
mfa_activate_totp         302  302    302  302    302  302
mfa_deactivate_totp       404  404    404  404    302  302
mfa_add_webauthn          302  302    302  302    302  302
mfa_remove_webauthn       302  302    302  302    302  302
mfa_view_recovery_codes   404  405    404  405    404  405
mfa_generate_recovery_codes  302  302    302  302    302  302
mfa_download_recovery_codes  404  404    404  404    404  404
forum:roles               200  405     200  405    200  405
forum:index               302  405     302  405    200  405
forum:people              200  405     404  405    200  405
forum:invite              200  200     404  404    200  200
forum:add_role            200  200     404  404    200  200
forum:handover            200  200     404  404    200  200
forum:change_role         200  200     404  404    200  200
forum:end_role            200  200     404  404    200  200
forum:resend              405  302     405  404    405  302
forum:cancel              302  302     404  404    200  302
forum:groups              200  405     404  405    200  405
forum:add_group           200  200     404  404    200  200
forum:group               200  405     404  405    200  405
forum:rename_group        200  200     404  404    200  200
forum:move_group          405  302     405  404    405  302
forum:retire_group        200  302     404  404    200  302
forum:bring_back_group    405  302     405  404    405  302
forum:organisations       200  405     404  405    200  405
forum:add_organisation    200  200     404  404    200  200
forum:change_organisation 200  200     404  404    200  200
publications:export       200  302     404  404    200  302
publications:file         200  405     404  405    200  405
publications:preview      200  405     404  405    200  405
reports:journal           200  405     404  405    200  405
reports:journal_file      200  405     404  405    200  405
reports:list              200  405     200  405    200  405
reports:overview          200  405     404  405    200  405
reports:checks            200  405     404  405    200  405
reports:board             200  400     404  404    200  403
reports:assignment        200  400     404  404    200  403
reports:secretariat       405  302     405  404    405  403
reports:import            200  422     404  404    200  403
reports:import_preview    200  302     404  404    200  403
reports:import_result     302  405     404  405    302  405
reports:import_source     200  405     404  405    200  405
reports:section           200  302     404  404    200  403
reports:history           200  302     404  404    200  403
reports:stage             200  422     404  404    200  422
reports:review            403  403     404  404    403  403
reports:sign              403  403     404  404    403  403
reports:version           200  405     404  405    200  405
reports:correction        200  422     404  404    403  403
reports:differences       200  405     404  405    200  405
roadmaps:index            302  405     302  405    200  405
roadmaps:template         200  405     200  405    200  405
roadmaps:roadmap          200  405     404  405    200  405
roadmaps:import           200  200     404  404    200  200
roadmaps:apply            405  200     405  404    405  200
roadmaps:version          200  405     404  405    200  405
roadmaps:download         200  405     404  405    200  405
roadmaps:start_version    405  403     405  404    405  403
roadmaps:edit             200  405     404  405    200  405
roadmaps:details          200  200     404  404    200  200
roadmaps:add              200  200     404  404    200  200
roadmaps:rename           200  200     404  404    200  200
roadmaps:move             405  302     405  404    405  302
roadmaps:retire           405  302     405  404    405  302
roadmaps:bring_back       405  302     405  404    405  302
"""

READERS = ("focal point", "of another", "secretariat")


class Route(NamedTuple):
    name: str
    arguments: tuple[str, ...]


def routes() -> list[Route]:
    return sorted(walk(get_resolver()))


def walk(resolver: URLResolver, namespace: str = "") -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            yield Route(namespace + pattern.name, tuple(pattern.pattern.regex.groupindex))
        else:
            yield from walk(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)


def table(text: str) -> dict[str, tuple[int, ...]]:
    rows = re.findall(r"^([a-z_:]+)((?: +\d{3})+)$", text, re.MULTILINE)
    return {name: tuple(map(int, numbers.split())) for name, numbers in rows}


PUBLIC_ROUTES, CLOSED_ROUTES = table(PUBLIC), table(CLOSED)
every_public = pytest.mark.parametrize("name", PUBLIC_ROUTES)
every_closed = pytest.mark.parametrize("name", CLOSED_ROUTES)
every_of_a_country = pytest.mark.parametrize("name", [one.name for one in routes() if "country" in one.arguments])


def test_every_route_is_in_one_of_the_tables():
    listed, existing = [*PUBLIC_ROUTES, *CLOSED_ROUTES], [route.name for route in routes()]
    assert {"missing in the tables": sorted(set(existing) - set(listed))} == {"missing in the tables": []}
    assert sorted(listed) == existing
    assert {len(row) for row in PUBLIC_ROUTES.values()} == {2}
    assert {len(row) for row in CLOSED_ROUTES.values()} == {6}


# What is sent with a POST where nothing at all would be refused from everyone.
FILE = b"# Rapport\n\nBonjour\n"
SENT = {"publications:export": {"language": "fr", "format": "json"}, "reports:history": {"number": "1", "seen": "2"}}


@pytest.fixture
def france(db) -> Country:
    """A report with an answer, an earlier version of it, a file that was read and an export; a newer roadmap."""
    report = ReportFactory(country=CountryFactory(france=True))
    answer = AnswerFactory(report=report, revision=2)
    AnswerRevision.objects.create(answer=answer, number=1, value=text("Salut"), changed_at=answer.changed_at)
    RoadmapFactory(country=report.country, version=2, items=roadmap_items(1))
    AssignmentFactory(report=report)
    keep_file(report=report, reading=reading(), content=FILE, language="fr", by=None)
    MembershipFactory(country=report.country, role=Role.OBSERVER)
    InvitationFactory(country=report.country, token="set-password")
    WorkingGroupFactory(country=report.country)
    OrganisationFactory(country=report.country)
    Report.objects.filter(pk=report.pk).update(stage=Stage.PUBLISHED)
    open_correction(Report.objects.get(pk=report.pk))
    ReportImport.objects.update(report=Report.objects.get(version=2))
    several = {"reports": [report.pk], "languages": ["fr"], "formats": ["json"]}
    made = {"total": 1, "tried": 1, "state": BulkExport.State.DONE, "finished_at": timezone.now()}
    file = ContentFile(b"zip", name="reports.zip")
    BulkExport.objects.create(by=UserFactory(), selection=several, file=file, **made)
    return report.country


@cache
def reading() -> Reading:
    return read("rapport.md", FILE)


@pytest.fixture
def address(france):
    """address(name): the URL of a route, filled with what there is in France."""
    values = {
        "country": france.code,
        "year": 2023,
        "key": edition("2023").sections[0].key,
        "name": "key_results",
        "language": "fr",
        "format": "json",
        "version": 2,
        "item": Item.objects.get(roadmap__country=france, roadmap__version=2, code="1.1.A").pk,
        "assignment": Assignment.objects.get(report__version=2).pk,
        "export": BulkExport.objects.get().pk,
        "pk": ReportImport.objects.get().pk,
        "provider_id": "sso",
        "uidb64": "MQ",
        "token": "set-password",
        "membership": Membership.objects.get(role=Role.OBSERVER).pk,
        "invitation": Invitation.objects.get().pk,
        "group": WorkingGroup.objects.get().pk,
        "organisation": Organisation.objects.get().pk,
    }
    arguments = {route.name: route.arguments for route in routes()}
    others = {"notices:stop": {"token": stop_token(UserFactory().pk, "notices.digest")}}

    def address_of(name: str) -> str:
        filled = values | others.get(name, {})
        return reverse(name, kwargs={argument: filled[argument] for argument in arguments[name]})

    return address_of


@pytest.fixture
def reader(france, client_for):
    """reader(who): a client for one of the columns of the table."""
    users = {
        "focal point": UserFactory(focal_point_of=france),
        "of another": UserFactory(focal_point_of=CountryFactory(chile=True)),
        "secretariat": UserFactory(secretariat=True),
    }
    return lambda who: client_for(users[who])


def status(answer: HttpResponse) -> int:
    b"".join(answer)  # a file is read to its end, which closes it
    return answer.status_code


@every_public
def test_a_public_route_is_open_to_everyone(name, address, client):
    answers = (client.get(address(name)).status_code, StrictClient().post(address(name)).status_code)
    assert answers == PUBLIC_ROUTES[name]


@every_closed
def test_a_closed_route_leads_a_stranger_to_the_log_in(name, address, client):
    url = address(name)
    answer = client.get(url)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{reverse('login')}?next={quote(url)}")
    assert client.post(url).status_code == 401  # what was typed is kept in the log-in page
    assert client.get(url, headers={"HX-Request": "true"}).status_code == 401


@every_closed
def test_a_closed_route_answers_each_reader(name, address, reader):
    url, answers = address(name), {}
    for who in reversed(READERS):  # who may change most comes last
        answers[who] = (status(reader(who).get(url)), status(reader(who).post(url, SENT.get(name, {}))))
    row = CLOSED_ROUTES[name]
    assert answers == {who: row[at : at + 2] for who, at in zip(READERS, (0, 2, 4), strict=True)}


@every_of_a_country
def test_what_is_a_country_s_is_not_there_for_another_one(name, address, reader):
    """It answers as if it were nowhere, so that not even its existence can be learnt."""
    get, post = CLOSED_ROUTES[name][2:4]
    assert {get, post} in ({404}, {404, 405})
    stranger, url = reader("of another"), address(name)
    nowhere = url.replace("FRA", "QQQ")
    assert stranger.get(url).status_code == stranger.get(nowhere).status_code
    assert stranger.post(url).status_code == stranger.post(nowhere).status_code
