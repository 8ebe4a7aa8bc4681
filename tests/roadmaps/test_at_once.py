"""Two people at the same moment, on a database that lets them: each act happens once, and nothing used is changed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from bilingual.text import Text
from forum.access import Forbidden
from roadmaps import actions, fingerprints, versions
from roadmaps.models import Roadmap
from tests.factories.reports import CampaignFactory, ReportFactory
from tests.factories.roadmaps import RoadmapFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time"),
]
ITEMS = {"1": "Prevent", "1.1": "Train", "1.2": "Inform", "2": "Protect"}


def at_once(*acts) -> list[str]:
    """Start all acts at the same moment; for each what came of it: done, or the name of the refusal. Sorted."""
    start = Barrier(len(acts))

    def run(act) -> str:
        try:
            start.wait(10)
            act()
        except (Forbidden, actions.StaleItem, actions.StaleRoadmap) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


@pytest.fixture
def roadmap(transactional_db) -> Roadmap:
    return RoadmapFactory(items=ITEMS)


@pytest.mark.sampled("attempt", range(3))
def test_two_different_titles_at_once(roadmap, attempt):
    item = roadmap.items.get(code="1")
    mark = fingerprints.of_item(item)
    came_of_it = at_once(
        *(
            lambda title=title: actions.rename_item(item=item, title=Text.of(en=title), seen=mark, by=None)
            for title in ("Mine", "Theirs")
        )
    )
    assert came_of_it == ["StaleItem", "done"]


@pytest.mark.sampled("attempt", range(3))
def test_two_clicks_move_once(roadmap, attempt):
    item = roadmap.items.get(code="1.1")
    move = lambda: actions.move_item(item=item, direction="down", seen=str(item.position), by=None)  # noqa: E731
    assert at_once(move, move) == ["StaleItem", "done"]
    assert [item.code for item in roadmap.items.order_by("position")] == ["1", "1.2", "1.1", "2"]


def test_neighbours_that_move_at_once_stay_in_order(roadmap):
    first, second = roadmap.items.get(code="1"), roadmap.items.get(code="2")
    came_of_it = at_once(
        lambda: actions.move_item(item=first, direction="down", seen="1", by=None),
        lambda: actions.move_item(item=second, direction="up", seen=str(second.position), by=None),
    )
    assert came_of_it == ["StaleItem", "done"]
    assert [item.code for item in roadmap.items.order_by("position")] == ["2", "1", "1.1", "1.2"]


def test_two_clicks_start_one_version(roadmap):
    ReportFactory(country=roadmap.country, roadmap=roadmap)
    start = lambda: versions.start_version(roadmap=roadmap, by=None)  # noqa: E731
    assert at_once(start, start) == ["Forbidden", "done"]
    assert Roadmap.objects.count() == 2


def test_a_draft_is_put_in_force_or_discarded_not_both(roadmap):
    ReportFactory(country=roadmap.country, roadmap=roadmap)
    draft = versions.start_version(roadmap=roadmap, by=None)
    came_of_it = at_once(
        lambda: versions.adopt_version(roadmap=draft, by=None),
        lambda: versions.discard_version(roadmap=draft, by=None),
    )
    assert came_of_it == ["Forbidden", "done"]


def test_a_change_waits_for_a_report_that_is_being_opened_and_is_refused_then(roadmap):
    CampaignFactory()
    opened = Barrier(2)

    def open_report() -> None:
        with transaction.atomic():
            ReportFactory(country=roadmap.country, roadmap=roadmap)
            opened.wait(10)  # the other act begins while this one is not committed yet

    def rename() -> None:
        opened.wait(10)
        item = roadmap.items.get(code="1")
        actions.rename_item(item=item, title=Text.of(en="New"), seen=fingerprints.of_item(item), by=None)

    assert at_once(open_report, rename) == ["Forbidden", "done"]
    assert roadmap.items.get(code="1").title == {"en": "Prevent"}
