from collections.abc import Callable, Iterator
from typing import Any
from urllib.request import urlopen

import pytest

from tests.browser.coedit.writer import Writer
from tests.coediting import owner
from tests.coediting.running import Server, shared_database
from tests.factories.forum import UserFactory

PASSWORD = "a long enough password"


@pytest.fixture(scope="session")
def together(tmp_path_factory) -> Iterator[dict[str, Any]]:
    """What is kept from test to test: a process takes a second to start."""
    kept: dict[str, Any] = {"folder": tmp_path_factory.mktemp("together")}
    yield kept
    if "server" in kept:
        kept["server"].stop()


@pytest.fixture
def server(transactional_db, together) -> Iterator[Server]:
    """The site under ASGI, on the database of the test: pages, sockets and questions without them."""
    owner.register()
    with shared_database(together["folder"]) as environment:
        if "server" not in together:
            log = str(together["folder"] / "log")
            together["server"] = Server(environment | {"LOG": log}, "tests.browser.coedit.site")
            warm(together["server"])
        assert together["server"].process.poll() is None, together["server"].log.read_text()
        yield together["server"]


def warm(server: Server) -> None:
    """The first page takes longer than a browser waits where much else is going on."""
    urlopen(f"http://127.0.0.1:{server.port}/en/login/", timeout=60).close()


@pytest.fixture
def document(server) -> Any:
    return owner.document("One two three")


@pytest.fixture
def open_text(server, page_for) -> Callable[..., Writer]:
    """open_text(document, …): the text in a browser of its own, of a new person who may write in it."""

    def open_one(*documents: Any, user: Any = None, may: str = "write", name: str = "", **how: Any) -> Writer:
        user = user or UserFactory(password=PASSWORD, **({"name": name} if name else {}))
        for document in documents:
            owner.give(user, may, document)
        sockets = how.pop("sockets", True)
        query = how.pop("query", "")
        page = page_for(user, base_url=f"http://127.0.0.1:{server.port}", **how)
        return Writer(page, user, documents, sockets=sockets, query=query)

    return open_one
