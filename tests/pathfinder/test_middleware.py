"""Reading never writes."""

import pytest
from django.http import HttpResponse

from forum.models import Country
from pathfinder.middleware import ReadOnlyGet, WriteOnRead
from tests.factories.forum import CountryFactory

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
