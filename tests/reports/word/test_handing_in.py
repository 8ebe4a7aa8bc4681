"""A Word file between its upload and the moment in which its proposals are made: what changes meanwhile counts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from files.models import Upload
from forum.models import Membership
from forum.roles import Role
from reports.models import Proposal, WordReturn
from reports.stages import Stage
from tests.factories.forum import UserFactory
from tests.reports.word import editing

pytestmark = pytest.mark.django_db
PART = "/en/reports/FRA/2023/sections/overall/word/"


@pytest.fixture
def web(client_for, reviewer):
    return client_for(reviewer)


@pytest.fixture
def content(taken) -> bytes:
    return editing.changed(taken.content, ("né en mai", "né en juin"))


def upload(web, content) -> str:
    """Send a file back; gives the address of the page on which one waits."""
    return web.post(PART, {"file": SimpleUploadedFile("part.docx", content)}).url


def end_roles(report, reviewer) -> None:
    Membership.objects.filter(user=reviewer).update(until=timezone.localdate(), ended_at=timezone.now())


def sign(report, reviewer) -> None:
    report.stage = Stage.SIGN_OFF
    report.save()


def drop_french(report, reviewer) -> None:
    report.country.languages = ["en"]
    report.country.save()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (end_roles, "Your role reads in this report; it proposes nothing."),
        (sign, "This report is no longer a draft; nothing is proposed for it any more."),
        (drop_french, "FRA does not report in the language “fr”; its languages: en."),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_what_changes_while_the_file_waits_counts(web, report, reviewer, content, run_tasks, change, reason):
    upload(web, content)
    change(report, reviewer)
    run_tasks()
    assert (Upload.objects.get().refusal, WordReturn.objects.count()) == (reason, 0)


@pytest.mark.parametrize(("change", "status"), [(end_roles, 404), (sign, 403), (drop_french, 422)])
def test_what_changes_before_the_button_is_pressed_counts(web, report, reviewer, content, run_tasks, change, status):
    address = upload(web, content)
    run_tasks()
    preview = web.get(address).url
    change(report, reviewer)
    answer = web.post(preview, {"answer": ["key_results"]})
    assert (answer.status_code, Proposal.objects.count()) == (status, 0)
    if status == 422:
        assert "FRA does not report in the language “fr”" in answer.content.decode()


def test_the_same_file_once_more_is_the_one_that_is_there_until_it_is_sent(web, content, run_tasks):
    addresses = {upload(web, content), upload(web, content)}
    run_tasks()
    addresses.add(upload(web, content))
    assert (len(addresses), WordReturn.objects.count()) == (1, 1)
    WordReturn.objects.update(sent_at=timezone.now())
    assert upload(web, content) not in addresses


def test_a_roadmap_waits_beside_it(client_for, report, focal_point, content, run_tasks):
    web = client_for(focal_point)
    table = SimpleUploadedFile("roadmap.csv", b"code,title_fr,title_en\n1,Un,One\n")
    roadmap = web.post("/en/roadmaps/FRA/import/", {"file": table}).url
    part = upload(web, content)
    html = web.get(PART).content.decode()
    assert [f'href="{one}"' in html for one in (roadmap, part)] == [False, True]
    run_tasks()
    assert [web.get(one).url.split("/")[2] for one in (roadmap, part)] == ["roadmaps", "reports"]


def test_nobody_else_sees_it(web, client_for, report, content, run_tasks):
    address = upload(web, content)
    colleague = client_for(UserFactory(holds=(Role.DEPUTY, report.country)))
    assert colleague.get(address).status_code == 404
    run_tasks()
    assert [one.get(web.get(address).url).status_code for one in (web, colleague)] == [200, 404]
