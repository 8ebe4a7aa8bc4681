"""The harness of the suite. What fails a test besides its own assertions stands in tests/strict.

Fixtures for everyone:
    client                     nobody logged in
    client_for(user)           logged in as the user, without the form
    django_assert_num_queries  every list and page: a literal count, the same with one item and with three
    run_tasks()                does what waits in the queue, as the worker would
    module_db                  what a module's own fixtures make is made once for all of its tests
    error_log                  the ERROR lines that a test provokes on purpose; it has to read them
Factories are in tests/factories/<app>.py.
"""

import json
import os
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import translation
from django_tasks_db.management.commands import db_worker

from tests import between, pg
from tests.changed import differing, reaching
from tests.client import StrictClient
from tests.strict import found, logs, queries, templates

number = count()
ONE_IN = 10
"""Of what is sampled (random tests, tries to make two things happen at once, shapes of one file), without --long."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--both-engines", action="store_true", help="only the tests that an engine may answer otherwise")
    parser.addoption("--changed", action="store_true", help="only the tests that reach a file that differs from main")
    parser.addoption("--long", action="store_true", help=f"long tests too, and of samples all, not one in {ONE_IN}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for marker in metafunc.definition.iter_markers("sampled"):
        name, values = marker.args
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, values if metafunc.config.option.long else values[::ONE_IN])


def pytest_configure(config: pytest.Config) -> None:
    templates.install()
    queries.install()
    between.install()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Those that do not commit come before those that do.

    Last in line here, because pytest draws the tests of one browser together, wherever they stood.
    """
    if not (config.option.long or is_named(config)):
        only(config, items, lambda item: not item.get_closest_marker("long"))
    if config.option.both_engines:
        only(config, items, depends_on_engine)
    if config.option.changed:
        modules = reaching(differing())
        only(config, items, lambda item: item.path in modules)
    items.sort(key=commits)


def is_named(config: pytest.Config) -> bool:
    """Whether files or single tests are asked for: then long ones are run as they are."""
    return any(".py" in each for each in config.invocation_params.args)


def only(config: pytest.Config, items: list[pytest.Item], wanted: Callable[[pytest.Item], bool]) -> None:
    config.hook.pytest_deselected(items=[item for item in items if not wanted(item)])
    items[:] = filter(wanted, items)


def commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    committing = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", []))
    return bool((marker and marker.kwargs.get("transaction")) or committing)


def depends_on_engine(item: pytest.Item) -> bool:
    """By a mark; or because it commits, in which it may meet a lock; or may be skipped, for the engine as it may be."""
    return commits(item) or any(item.get_closest_marker(name) for name in ("both_engines", "skipif"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings) -> None:
    if pg.TEMPLATE in os.environ:
        connection.settings_dict["TEST"]["TEMPLATE"] = os.environ[pg.TEMPLATE]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        between.keep()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    found.clear()
    logs.install()


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function):
    result = yield
    if found:
        pytest.fail("\n".join(dict.fromkeys(found)), pytrace=False)
    return result


@pytest.fixture(autouse=True)
def _apart_from_other_tests(settings, tmp_path_factory) -> None:
    """No uploaded file, cached value or language is left over from another test."""
    settings.MEDIA_ROOT = (
        tmp_path_factory.getbasetemp() / f"data-{next(number)}" / "files"
    )  # made by whoever writes there
    cache.clear()
    translation.activate(django_settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _files_are_read_here(request, monkeypatch) -> None:
    """Foreign files are read in the process of the test, with JSON on the way all the same: quicker, where the process
    of their own is not what is tested (`apart`, and the whole way in a browser)."""
    if not (request.node.get_closest_marker("apart") or request.node.get_closest_marker("browser")):
        here = lambda function, *args: (json.loads(json.dumps(function(*args))), None)  # noqa: E731
        monkeypatch.setattr("files.process.measured", here)


@pytest.fixture(scope="module")
def module_db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A transaction around all tests of a module: what its own fixtures make in it is there for each of them, and each
    test undoes what it did there."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def client() -> Client:
    return StrictClient()


@pytest.fixture
def client_for(db) -> Callable[..., Client]:
    """client_for(user): a client in which the user is logged in."""

    def log_in(user) -> Client:
        client = StrictClient()
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def run_tasks(db, monkeypatch) -> Callable[[], None]:
    """run_tasks(): does what waits in the queue, with what that asks for in turn; what is put off stays."""
    # The worker would close the connection, and with it the transaction that the test lives in.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    worker = db_worker.Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="of the test",
    )
    return worker.run


@pytest.fixture
def error_log():
    """The ERROR messages of this test, as a list; the test reads them, and there is at least one."""
    logs.handler.expected = messages = []
    yield messages
    logs.handler.expected = None
    assert messages, "the test asks for error_log, and nothing was logged"
