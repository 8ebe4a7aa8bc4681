"""What is registered is done once a day, whatever else fails."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from forum.models import User
from notices import daily
from notices.models import DailyRun
from tests.factories.forum import UserFactory

pytestmark = pytest.mark.django_db

DAY = date(2027, 3, 1)


@pytest.fixture
def done(monkeypatch):
    """The days on which the function `samples` was done."""
    days = []
    monkeypatch.setattr(daily, "FUNCTIONS", {"samples": days.append})
    return days


def run(**options) -> str:
    out = StringIO()
    call_command("daily", stdout=out, **options)
    return out.getvalue()


def test_once_a_day(done):
    assert run(day=DAY) == "Done: samples.\n"
    assert run(day=DAY) == "Everything was done already.\n"
    assert run(day=date(2027, 3, 2)) == "Done: samples.\n"
    assert done == [DAY, date(2027, 3, 2)]
    assert [(one.name, one.day) for one in DailyRun.objects.order_by("day")] == [("samples", day) for day in done]


def fails_half_way(day):
    UserFactory()
    raise ValueError("no such report")


def test_what_fails_is_undone_told_and_done_again(done, error_log):
    daily.register("wrong", fails_half_way)
    daily.register("right", done.append)
    with pytest.raises(CommandError, match=r"Failed: wrong; done: samples, right\."):
        run(day=DAY)
    assert (User.objects.count(), error_log, done) == (0, ["the daily function wrong failed"], [DAY, DAY])
    daily.FUNCTIONS["wrong"] = done.append
    assert run(day=DAY) == "Done: wrong.\n"


def test_another_process_that_was_quicker_has_done_it(done, monkeypatch):
    DailyRun.objects.create(name="samples", day=DAY)
    monkeypatch.setattr(DailyRun.objects, "filter", lambda **kwargs: DailyRun.objects.none())  # not seen before
    assert daily.run_daily(DAY) == ([], [])
    assert done == []


def test_a_function_is_registered_once(done):
    with pytest.raises(ValueError, match="samples is registered twice"):
        daily.register("samples", done.append)


def test_the_product_s_own_are_registered():
    assert {"notices.digest", "queue.tidied"} <= set(daily.FUNCTIONS)
