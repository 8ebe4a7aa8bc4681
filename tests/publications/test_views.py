"""Export in the browser."""

import json
import re

import pytest

from journal.models import Entry
from publications import export as exporting
from publications.pdf import PdfUnavailable
from reports.answers.next_steps import add_next_step
from reports.stages import Stage
from richtext.build import doc, paragraph
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory, text
from tests.reports.way import REASON, Way

pytestmark = pytest.mark.django_db

PAGE = "/en/reports/FRA/2023/export/"


@pytest.fixture
def report():
    return ReportFactory(country__france=True)


@pytest.fixture
def client(report, client_for):
    return client_for(UserFactory(focal_point_of=report.country))


def test_the_page_offers_languages_and_formats(client):
    page = client.get(PAGE).content.decode()
    offered = ["Français", "English", "Français + English, answer by answer", "PDF, to print and to hand over", "Word"]
    assert [label for label in offered if label not in page] == []
    assert re.findall(r'name="(?:language|format)" value="([^"]*)"[^>]* checked', page) == ["fr", "pdf"]


def test_the_page_says_what_is_missing(client, report):
    page = client.get(PAGE).content.decode()
    assert "Still missing" in page
    assert 'href="/en/reports/FRA/2023/sections/overall/#q-key_results"' in page


def test_a_field_of_a_next_step_is_named_with_its_step(client, report):
    add_next_step(report=report, by=None)
    assert "Next step 1: Goals for this step by April 2024" in client.get(PAGE).content.decode()


def test_the_page_says_what_is_written_in_one_language_only(client, report):
    AnswerFactory(report=report, language="fr")
    AnswerFactory(report=report, language="fr", question="difficulties")
    AnswerFactory(report=report, language="en", question="lessons")
    page = client.get(PAGE).content.decode()
    assert "2 answers are not written in English" in page
    assert "1 answer is not written in French" in page


def test_the_page_says_which_characters_cannot_be_printed_and_where(client, report):
    AnswerFactory(report=report, language="fr", value=doc(paragraph("En coréen : 한국어")))
    page = client.get(PAGE).content.decode()
    assert "Characters that cannot be printed" in page
    assert "These characters would be printed as empty boxes: 한국어" in page


def test_a_page_about_letters_that_can_be_printed_says_nothing_of_them(client, report):
    AnswerFactory(report=report, language="fr", value=doc(paragraph("Łódź, المغرب, ₼")))
    assert "cannot be printed" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_a_long_report(client_for, django_assert_num_queries, count):
    report = ReportFactory(country__france=True, priorities=count, earlier_steps=count)
    for _number in range(count):
        step = add_next_step(report=report, by=None)
        AnswerFactory(report=report, question="next_steps.step", value="Plan", occurrence=step)
    client = client_for(UserFactory(focal_point_of=report.country))
    with django_assert_num_queries(12):
        assert client.get(PAGE).status_code == 200


def test_making_a_file_writes_it_down_and_leads_to_it(client, report):
    AnswerFactory(report=report)
    answer = client.post(PAGE, {"language": "fr+en", "format": "json"}, follow=True)
    assert answer.redirect_chain == [(f"{PAGE}report.json?language=fr%2Ben", 302)]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="France-2023-fr-en-draft.json"'
    assert json.loads(answer.getvalue())["answers"][0]["text"] == "Bonjour"
    assert Entry.objects.filter(action="report.exported").count() == 1


def test_a_pdf_comes_as_a_file(client, report):
    answer = client.get(f"{PAGE}report.pdf?language=fr")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="France-2023-fr-draft.pdf"'
    assert answer.getvalue().startswith(b"%PDF-")


def test_without_a_language_the_country_s_usual_one_is_taken(client):
    assert "-fr-" in client.get(f"{PAGE}report.json").headers["Content-Disposition"]


@pytest.mark.parametrize("path", ["report.exe?language=fr", "report.pdf?language=it", "preview/?language=xx"])
def test_what_there_is_not_is_not_found(client, path):
    assert client.get(PAGE + path).status_code == 404


def test_a_choice_that_is_not_offered_is_refused(client):
    answer = client.post(PAGE, {"language": "de", "format": "exe"})
    assert answer.status_code == 400
    assert "Choose one of the languages and one of the formats." in answer.content.decode()
    assert not Entry.objects.filter(action="report.exported").exists()


@pytest.mark.parametrize("path", ["", "report.json?language=fr", "preview/"])
def test_another_country_s_report_is_not_found(report, client_for, path):
    assert client_for(UserFactory(focal_point_of=CountryFactory(chile=True))).get(PAGE + path).status_code == 404
    assert client_for(UserFactory()).get(PAGE + path).status_code == 404


def test_the_secretariat_exports_every_country(report, client_for):
    assert client_for(UserFactory(secretariat=True)).get(f"{PAGE}report.json").status_code == 200


def test_the_preview_is_a_page_of_the_report(client, report):
    AnswerFactory(report=report)
    page = client.get(f"{PAGE}preview/?language=fr%2Ben").content.decode()
    assert "Bonjour" in page
    assert f'<a href="{PAGE}">' in page


def test_without_pango_the_page_says_so_and_offers_the_other_formats(client, monkeypatch, error_log):
    def unavailable(document):
        raise PdfUnavailable("PDF files cannot be made on this machine")

    monkeypatch.setitem(exporting.FORMATS, "pdf", exporting.Format("pdf", "PDF", "application/pdf", unavailable))
    for answer in (
        client.get(f"{PAGE}report.pdf"),
        client.post(PAGE, {"language": "fr", "format": "pdf"}),
    ):
        assert answer.status_code == 503
        assert "PDF files cannot be made on this machine" in answer.content.decode()
        assert "Choose another format" in answer.content.decode()
    assert not Entry.objects.filter(action="report.exported").exists()
    assert [message.split(":")[0] for message in error_log] == ["Service Unavailable"] * 2


def test_an_earlier_version_is_exported_as_it_was_signed(client_for):
    way = Way().to(Stage.PUBLISHED)
    way.do("correct", comment=REASON)
    way.report.answers.filter(slot__question="key_results").update(value=text("Autrement"))
    client = client_for(way.focal_point)
    address = "/en/reports/FRA/2023/export/?version=1"
    assert "preview/?language=fr&amp;version=1" in client.get(address).content.decode()
    response = client.post(address, {"language": "fr", "format": "json"}, follow=True)
    assert response.redirect_chain == [("/en/reports/FRA/2023/export/report.json?language=fr&version=1", 302)]
    found = json.loads(b"".join(response))
    assert (found["version"], found["stage"], "Autrement" in str(found["answers"])) == (1, "published", False)
    preview = client.get("/en/reports/FRA/2023/export/preview/?language=fr&version=1").content.decode()
    assert 'href="/en/reports/FRA/2023/export/?version=1"' in preview
    for wrong in ("9", "x", "99999999"):
        assert client.get(f"/en/reports/FRA/2023/export/?version={wrong}").status_code == 404
