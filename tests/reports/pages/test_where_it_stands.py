"""Every page of a report says where it stands and who must act next, with the way there."""

import re

import pytest
from django.urls import reverse

from forum.roles import Role
from reports.importing.apply import apply_import
from reports.models import Report
from reports.stages import Stage
from tests.factories.files import kept_file
from tests.factories.reports import AssignmentFactory
from tests.reports.way import REASON, Way

pytestmark = pytest.mark.django_db
PAGES = ["overview", "checks", "board", "import", "journal", "stage", "section", "history", "version", "assignment"]


def told(response) -> list[str]:
    """The stage and the turn, without tags."""
    html = response.content.decode().split("<main")[1].split("</main>")[0]
    found = re.findall(r'<p class="report-(?:stage|turn)">(.*?)</p>', html, re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", one)).strip() for one in found]


def address_of(page: str, report: Report) -> str:
    more = {
        "section": ["overall"],
        "history": ["key_results", "fr"],
        "version": [1],
        "assignment": report.assignments.values_list("pk", flat=True).order_by("pk")[:1],
    }
    return reverse(f"reports:{page}", args=["FRA", 2023, *more.get(page, [])])


@pytest.fixture
def way():
    way = Way(groups=1)
    AssignmentFactory(report=way.report, user=way.people[Role.FOCAL_POINT])
    return way


@pytest.fixture
def reader(way, client_for):
    return client_for(way.people[Role.REVIEWER])


@pytest.mark.parametrize("page", [*PAGES, "export"])
def test_every_page_tells_it(way, reader, page):
    address = "/en/reports/FRA/2023/export/" if page == "export" else address_of(page, way.report)

    response = reader.get(address)

    line = " ".join(told(response))
    assert response.status_code == 200
    assert line.startswith("Draft") or page == "stage"  # there the five stages tell it
    assert "Waiting for:" in line and "The national focal point" in line and "The deputy" in line
    assert (reverse("reports:stage", args=["FRA", 2023]) in response.content.decode()) == (page != "stage")


def test_the_pages_of_an_import_tell_it(way, client_for):
    by = way.people[Role.FOCAL_POINT]
    kept = kept_file(way.report, b"# Key results\n\nLe plan.", by=by)
    client, found = client_for(by), []
    for page in ("import_preview", "import_result"):
        found.append(told(client.get(reverse(f"reports:{page}", args=["FRA", 2023, kept.pk])))[0])
        if page == "import_preview":
            apply_import(kept=kept, by=by, choices={})

    assert found == ["Draft", "Draft"]


def test_whose_turn_it_is_is_led_to_their_page_and_not_from_it(way, client_for):
    way.to(Stage.FORUM_REVIEW)
    client = client_for(way.chairs[0])
    review = reverse("reports:review", args=["FRA", 2023])

    board, own = (
        client.get(one).content.decode().split("<main")[1] for one in (address_of("board", way.report), review)
    )

    assert f'<a href="{review}">Answer for your working group</a>' in board
    assert f'<a href="{review}">Answer for your working group</a>' not in own
    assert "Your turn." in own


def test_what_differs_between_versions_tells_the_version(way, client_for):
    way.to(Stage.SUBMITTED)
    way.do("correct", comment=REASON)

    response = client_for(way.people[Role.REVIEWER]).get(reverse("reports:differences", args=["FRA", 2023]))

    assert told(response)[0] == "Draft version 2"
