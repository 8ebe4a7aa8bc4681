"""Pages under ASGI: each is answered whole in one of the threads that are kept, with its connection to the database."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from asgiref.testing import ApplicationCommunicator
from django.db import connection, connections
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path
from django.views.decorators.http import require_safe

from pathfinder import urls as product

seen: list[tuple[str, object]] = []


@require_safe
def look(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    seen.append((threading.current_thread().name, connection.connection))
    return HttpResponse("looked")


look.login_required = False
urlpatterns = [path("look", look), *product.urlpatterns]


@pytest.fixture
def kept(settings):
    """Connections that are kept as in production, and let go after the test."""
    seen.clear()
    connections.settings["default"]["CONN_MAX_AGE"] = 60
    yield
    connections.settings["default"]["CONN_MAX_AGE"] = 0


async def ask(application) -> bytes:
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/look",
        "query_string": b"",
        "headers": [(b"host", b"testserver")],
    }
    page = ApplicationCommunicator(application, scope)
    await page.send_input({"type": "http.request", "body": b""})
    await page.receive_output()
    said = await page.receive_output()
    await page.wait()
    return said["body"]


@pytest.mark.django_db(transaction=True)
@override_settings(ROOT_URLCONF=__name__)
def test_pages_one_after_the_other_are_answered_by_one_thread_with_one_connection(kept):
    from pathfinder.asgi import Pages

    class Alone(Pages):
        threads = ThreadPoolExecutor(1, thread_name_prefix="page")

    pages = Alone()
    answers = [asyncio.run(ask(pages)) for _time in range(2)]
    pages.threads.submit(connections.close_all).result()
    pages.threads.shutdown()
    assert answers == [b"looked", b"looked"]
    (first, one), (second, other) = seen
    assert (first, second, one is other) == ("page_0", "page_0", True)
