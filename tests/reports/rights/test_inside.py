"""What a country says among its own people is read by those who read its comments: proposals, contributions, files."""

import json
import re

import pytest
from django.urls import reverse

from forum.roles import Role
from reports.models import Report
from reports.review.suggestions import propose
from reports.stages import Stage
from tests.factories.files import kept_file
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import entry_of, text

pytestmark = pytest.mark.django_db
REPORT = "/en/reports/FRA/2023/"
KEY_RESULTS = f"{REPORT}proposals/key_results/fr/"
FILE = b"# Rapport\n\nBonjour\n"
ANY_STAGE = [stage for stage in Stage if stage != Stage.DRAFT]


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def kept(report, answered, focal_point, reviewer):
    """The report's answer has a proposal, and a file was read for it."""
    said = {"value": text("Le forum est né en juin."), "written_on": answered.value, "by": reviewer}
    propose(report=report, entry=entry_of(report, "key_results"), language="fr", **said)
    return kept_file(report, FILE, "secret.md", by=focal_point)


def closed_pages(kept) -> list[str]:
    files = [
        reverse(f"reports:{name}", args=["FRA", 2023, kept.pk])
        for name in ("import_preview", "import_result", "import_source")
    ]
    return [f"{REPORT}{page}/" for page in ("proposals", "contributions", "import")] + [KEY_RESULTS, *files]


def statuses(client, kept) -> list[int]:
    answers = [client.get(page) for page in closed_pages(kept)]
    for answer in answers:
        b"".join(answer)  # a file is read to its end, which closes it
    return [answer.status_code for answer in answers]


def told_elsewhere(client) -> set[str]:
    """Which of it the other pages, lists and files let the reader know."""
    pages = [
        REPORT,
        f"{REPORT}journal/",
        f"{REPORT}worksheet/?group=all",
        f"{REPORT}stage/",
        f"{REPORT}sections/overall/?write=fr",
    ]
    pages += [f"{REPORT}live/overall/", f"{REPORT}live/overall/?proposed=key_results", "/en/journal/FRA/", "/en/desk/"]
    html = " ".join(client.get(page).content.decode() for page in pages)
    said = {"1 proposal", "1 proposal waits for a decision", "suggested changes", "read a file", "Reviewer"}
    found = {one for one in said if one in re.sub(r"<[^>]*>", "", html)}
    found |= {one for one in ("juin", f'"{REPORT}proposals/"', f'"{REPORT}contributions/"') if one in html}
    answer = client.get(f"{REPORT}live/overall/?write=fr")
    found |= {"live"} if answer.status_code == 200 and answer.json()["standing"]["proposals"] else set()
    for page in (f"{REPORT}journal/", "/en/journal/FRA/"):
        file = client.get(f"{page}entries.json")
        if file.status_code == 200:
            found |= {line["action"] for line in json.loads(b"".join(file.streaming_content))} - {"answer.saved"}
    return found


def test_who_reads_comments_reads_it(client_for, kept, focal_point):
    client = client_for(focal_point)
    assert statuses(client, kept) == [200] * 5 + [302, 200]
    assert told_elsewhere(client) == {
        "1 proposal",
        "1 proposal waits for a decision",
        "suggested changes",
        "read a file",
        "Reviewer",
        "juin",
        f'"{REPORT}proposals/"',
        f'"{REPORT}contributions/"',
        "live",
        "proposal.made",
        "file.read",
    }


def test_the_alliance_reads_none_of_it_uninvited(client_for, kept):
    for role in (Role.SECRETARIAT, Role.SECRETARIAT_VIEWER, Role.ADMINISTRATOR):
        client = client_for(UserFactory(holds=(role, None)))
        assert statuses(client, kept) == [403] * 7, role
        assert told_elsewhere(client) == set(), role


def test_an_observer_reads_none_of_it_at_any_stage(client_for, report, kept):
    client = client_for(UserFactory(holds=(Role.OBSERVER, report.country)))
    for stage in ANY_STAGE:
        Report.objects.update(stage=stage)
        assert statuses(client, kept) == [403] * 7, stage
        assert told_elsewhere(client) == set(), stage


def test_the_secretariat_reads_it_where_it_fills_in_and_no_longer_than_that(client_for, kept):
    client = client_for(UserFactory(holds=(Role.SECRETARIAT, None)))
    Report.objects.update(secretariat_fills_in=True)
    assert statuses(client, kept) == [200] * 5 + [302, 200]
    assert {"proposal.made", "file.read", "live"} <= told_elsewhere(client)
    Report.objects.update(secretariat_fills_in=False)
    assert statuses(client, kept) == [403] * 7


def test_for_another_country_there_is_nothing(client_for, kept):
    client = client_for(UserFactory(focal_point_of=CountryFactory(chile=True)))
    assert statuses(client, kept) == [404] * 7
