"""The queue: what waits commits with the act, survives, and is done by a worker of its own."""

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from bilingual.text import Text
from forum.countries import add_country
from forum.models import Country
from tests.worker import work_in_a_process

pytestmark = pytest.mark.django_db


@task()
def add(code: str) -> str:
    add_country(code=code, name=Text.of(en=code), languages=["en"])
    return code


@task()
def fail() -> None:
    raise RuntimeError("it rained")


class GivenUp(Exception):
    """The act went wrong after it had asked for something."""


@transaction.atomic
def act_that_goes_wrong() -> None:
    add.enqueue("FRA")
    raise GivenUp


def test_what_is_asked_for_is_done_later(run_tasks):
    result = add.enqueue("FRA")
    assert (Country.objects.count(), result.status) == (0, TaskResultStatus.READY)
    run_tasks()
    result.refresh()
    assert (Country.objects.get().code, result.status, result.return_value) == (
        "FRA",
        TaskResultStatus.SUCCESSFUL,
        "FRA",
    )


def test_what_an_act_asked_for_is_gone_with_it():
    with pytest.raises(GivenUp):
        act_that_goes_wrong()
    assert DBTaskResult.objects.count() == 0


def test_a_failure_is_kept_with_its_place(run_tasks, error_log):
    result = fail.enqueue()
    run_tasks()
    result.refresh()
    assert (result.status, "it rained" in result.errors[0].traceback) == (TaskResultStatus.FAILED, True)
    assert error_log == [f"Task id={result.id} path={fail.module_path} state=FAILED"]


@pytest.mark.django_db(transaction=True)
def test_a_worker_process_does_what_was_left_in_the_database(tmp_path):
    result = add.enqueue("FRA")
    work_in_a_process(tmp_path)
    result.refresh()
    assert (result.status, Country.objects.get().code) == (TaskResultStatus.SUCCESSFUL, "FRA")
