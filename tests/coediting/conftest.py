from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from coediting.models import Document
from tests.coediting import owner
from tests.coediting.nursery import Nursery
from tests.coediting.pages import Page, session_of
from tests.coediting.running import Server, of_the_site, shared_database
from tests.factories.forum import UserFactory

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE) and item.get_closest_marker("django_db"):
            item.add_marker("both_engines")


@pytest.fixture(autouse=True)
def _owned() -> None:
    owner.register()
    owner.told.clear()


@pytest.fixture(scope="session")
def servers(tmp_path_factory) -> Iterator[dict[str, Any]]:
    """What is kept from test to test: reading the program takes seconds."""
    kept: dict[str, Any] = {"folder": tmp_path_factory.mktemp("site")}
    yield kept
    for name in ("server", "nursery"):
        if name in kept:
            kept[name].stop()


@pytest.fixture
def database(transactional_db, servers) -> Iterator[dict[str, str]]:
    """The environment of a process on the database of the test."""
    with shared_database(servers["folder"]) as environment:
        yield environment
        # The server of the tests goes on beside the emptying of the tables: it is to find nothing to render or gather.
        with transaction.atomic():
            list(Document.objects.select_for_update().order_by("pk"))  # in the order in which the server takes them
            Document.objects.all().delete()


@pytest.fixture
def new_server(database, servers) -> Callable[..., Server]:
    """new_server("log-2", SILENCE="2"): a process on the database of the test, with other limits (site.py)."""
    if "nursery" not in servers:
        servers["nursery"] = Nursery(of_the_site(database | {"LOG": str(servers["folder"] / "log")}))

    def start(log: str, **limits: str) -> Server:
        environment = database | limits | {"LOG": str(servers["folder"] / log)}
        return Server(environment, nursery=servers["nursery"])

    return start


@pytest.fixture
def server(new_server, servers) -> Server:
    if "server" not in servers:
        servers["server"] = new_server("log")
    assert servers["server"].process.poll() is None, servers["server"].log.read_text()
    return servers["server"]


@pytest.fixture
def server_with(new_server) -> Iterator[Callable[..., Server]]:
    """server_with(SILENCE="2"): one that ends with this test."""
    started: list[Server] = []

    def start(**limits: str) -> Server:
        started.append(new_server("log-with-limits", **limits))
        return started[-1]

    yield start
    for one in started:
        one.stop()


@pytest.fixture
def document(database) -> Any:
    return owner.document("One", "Two")


@pytest.fixture
def somebody() -> Callable[..., Any]:
    """somebody("write", document): a person with that right."""

    def make(what: str, document: Any, **attributes: Any) -> Any:
        user = UserFactory(**attributes)
        owner.give(user, what, document)
        return user

    return make


@pytest.fixture
def visit(server, document, somebody) -> Iterator[Callable[..., Page]]:
    """visit(): a page of a new person who may write, in the document of the test; joined already."""
    opened: list[Page] = []

    def open_one(what: str = "write", *, user: Any = None, of: Any = None, join: bool = True, **how: Any) -> Page:
        of = of or document
        one = Page(how.pop("server", server), of, session_of(user or somebody(what, of)), **how)
        opened.append(one)
        return one.join() if join else one

    yield open_one
    for one in opened:
        one.close()
