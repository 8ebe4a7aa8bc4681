"""One clock: what belongs to a country is told in its time, and named where it matters."""

from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from bilingual.text import Text
from forum.countries import keep_country
from forum.models import Country
from publications.building import build_document
from publications.export import make_export
from reports.models import Signature
from reports.stages import Stage
from tests.factories.forum import CountryFactory
from tests.reports.way import Way

pytestmark = pytest.mark.django_db
TOKYO = "Asia/Tokyo"


@pytest.fixture
def way():
    return Way(groups=0, country=CountryFactory(france=True, time_zone=TOKYO)).to(Stage.SUBMITTED)


def test_every_page_of_a_report_tells_the_time_of_its_country(way, client_for):
    signed_at = Signature.objects.get().signed_at
    there = timezone.localtime(signed_at, ZoneInfo(TOKYO))
    client = client_for(way.secretariat)
    stage = client.get("/en/reports/FRA/2023/stage/").content.decode()
    journal = client.get("/en/reports/FRA/2023/journal/").content.decode()
    overview = client.get("/en/reports/FRA/2023/").content.decode()
    with timezone.override(TOKYO):
        assert f"{date_format(there, 'DATETIME_FORMAT')} ({TOKYO})" in stage
        assert date_format(there, "DATETIME_FORMAT") in journal
        assert f">{there:%H:%M}</time>" in overview


def test_the_clock_ends_with_the_page(way, client_for):
    client = client_for(way.secretariat)
    client.get("/en/reports/FRA/2023/stage/")
    assert timezone.get_current_timezone_name() == timezone.get_default_timezone_name()


def test_a_country_without_a_zone_has_the_time_of_the_site():
    assert CountryFactory(france=True).clock == timezone.get_default_timezone()


def test_a_document_is_made_in_the_time_of_its_country(way, monkeypatch):
    zones = []
    monkeypatch.setattr(
        "publications.export.build_document",
        lambda *given: [zones.append(timezone.get_current_timezone_name()), build_document(*given)][1],
    )
    make_export(way.report, "en", "html")
    assert (zones, timezone.get_current_timezone_name()) == ([TOKYO], timezone.get_default_timezone_name())


def test_a_zone_is_given_with_the_country_stays_and_is_refused_where_there_is_none_of_that_name():
    about = {"code": "ZZZ", "name": Text.of(en="Testland"), "languages": ["en"]}
    keep_country(**about, time_zone="Africa/Abidjan")
    keep_country(**about)
    with pytest.raises(ValidationError) as refusal:
        keep_country(**about, time_zone="Abidjan")
    assert refusal.value.messages == ["Abidjan is no time zone such as Africa/Abidjan."]
    assert Country.objects.get().time_zone == "Africa/Abidjan"
