"""Reading never writes; text goes out compressed."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from forum.models import Country
from pathfinder.middleware import CompressedText, ReadOnlyGet, WriteOnRead
from tests.factories.forum import CountryFactory, UserFactory

pytestmark = pytest.mark.django_db


def writes(request):
    Country.objects.update(languages=["en"])
    return HttpResponse()


def test_a_get_that_writes_fails(rf):
    CountryFactory()

    with pytest.raises(WriteOnRead):
        ReadOnlyGet(writes)(rf.get("/"))


def test_a_post_may_write(rf):
    CountryFactory()

    assert ReadOnlyGet(writes)(rf.post("/")).status_code == 200


def test_a_get_may_read(rf):
    CountryFactory()

    assert ReadOnlyGet(lambda request: HttpResponse(str(Country.objects.count())))(rf.get("/")).content == b"1"


@pytest.mark.parametrize(
    ("kind", "encoding"),
    [
        ("text/html; charset=utf-8", "gzip"),
        ("text/css", "gzip"),
        ("text/javascript", "gzip"),
        ("application/json", "gzip"),
        ("application/pdf", None),
        ("font/woff2", None),
    ],
)
def test_text_is_compressed_and_what_is_so_already_is_not(rf, kind, encoding):
    answer = CompressedText(lambda request: HttpResponse("as long as a page " * 20, content_type=kind))
    found = answer(rf.get("/", headers={"Accept-Encoding": "gzip, deflate"}))
    assert found.headers.get("Content-Encoding") == encoding


def test_a_page_is_compressed_for_who_understands_it():
    client = Client()
    client.force_login(UserFactory(), backend=settings.AUTHENTICATION_BACKENDS[0])
    plain, packed = (client.get("/en/", headers=headers) for headers in ({}, {"Accept-Encoding": "gzip"}))
    assert (plain.headers.get("Content-Encoding"), packed.headers["Content-Encoding"]) == (None, "gzip")
    assert len(packed.content) < len(plain.content) / 2
