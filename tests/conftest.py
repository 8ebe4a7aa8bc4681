"""The harness of the suite. What fails a test besides its own assertions stands in tests/strict.

Fixtures for everyone:
    client                     nobody logged in
    client_for(user)           logged in as the user, without the form
    django_assert_num_queries  every list and page: a literal count, the same with one item and with three
    error_log                  the ERROR lines that a test provokes on purpose; it has to read them
Factories are in tests/factories/<app>.py.
"""

from collections.abc import Callable

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from tests.client import StrictClient
from tests.strict import found, logs, queries, templates


def pytest_configure(config: pytest.Config) -> None:
    templates.install()
    queries.install()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that commits empties every table afterwards; what migrations wrote is put back for the next one."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        fixtures = set(getattr(item, "fixturenames", []))
        if (marker and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & fixtures:
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


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
def _apart_from_other_tests(settings, tmp_path) -> None:
    """No uploaded file, cached value or language is left over from another test."""
    settings.MEDIA_ROOT = tmp_path / "files"
    cache.clear()
    translation.activate(django_settings.LANGUAGE_CODE)


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
def error_log():
    """The ERROR messages of this test, as a list; the test reads them, and there is at least one."""
    logs.handler.expected = messages = []
    yield messages
    logs.handler.expected = None
    assert messages, "the test asks for error_log, and nothing was logged"
