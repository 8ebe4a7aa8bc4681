"""Exporting, in the program and by the command."""

import json
import stat
from io import BytesIO, StringIO
from pathlib import Path

import pypdf
import pytest
from django.core.management import CommandError, call_command

from forum.access import Forbidden
from journal.models import Entry
from publications import export as exporting
from publications import files
from publications.data import to_json
from publications.export import FORMATS, ExportError, export, filename, make_export
from publications.pdf import PdfUnavailable
from tests.factories.forum import UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory
from tests.publications.samples import sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    report = ReportFactory(country__france=True)
    AnswerFactory(report=report)
    return report


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_can_be_made(report, format):
    made = make_export(report, "fr+en", format)
    assert made.filename == f"France-2023-fr-en-draft.{format}"
    assert made.content_type == FORMATS[format].content_type
    starts = {"pdf": b"%PDF-1.7", "docx": b"PK", "xlsx": b"PK", "html": b"<!DOCTYPE html>", "json": b"{"}
    assert made.content.startswith(starts[format])


def test_the_second_file_comes_from_the_shelf(report, monkeypatch):
    first = make_export(report, "fr", "json")
    monkeypatch.setitem(exporting.FORMATS, "json", None)
    assert exporting.files.find(f"{files.fingerprint(first.document, 'json')}.json") == first.content
    assert len(list(files.folder().iterdir())) == 1


@pytest.mark.parametrize(
    ("language", "format", "message"),
    [
        ("it", "pdf", "“it” is not a language of reports; write one of en, fr, es, pt, ar, de, nl, or several: fr+en."),
        ("fr", "odt", "There is no format “odt”; there are: pdf, docx, html, xlsx, json."),
    ],
)
def test_what_cannot_be_made_is_refused(report, language, format, message):
    with pytest.raises(ExportError) as refused:
        make_export(report, language, format)
    assert str(refused.value) == message


def test_an_export_is_written_down(report):
    person = UserFactory(focal_point_of=report.country)
    export(report=report, language="fr", format="json", by=person)
    line = Entry.objects.get(action="report.exported")
    assert (line.actor, line.country, line.data) == (
        person,
        "FRA",
        {"language": "fr", "format": "json", "stage": "draft", "version": 1},
    )


def test_a_stranger_may_not_export(report):
    with pytest.raises(Forbidden):
        export(report=report, language="fr", format="json", by=UserFactory())
    assert not Entry.objects.filter(action="report.exported").exists()


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "France-2023-fr-draft.pdf"),
        ({"stage": "forum_review"}, "France-2023-fr-draft.pdf"),
        ({"stage": "published"}, "France-2023-fr.pdf"),
        ({"stage": "published", "version": 2}, "France-2023-fr-v2.pdf"),
    ],
)
def test_the_file_is_named_for_country_year_language_and_stage(changes, name):
    assert filename(sample(**changes), "pdf") == name


def run(target: Path, **changes: str) -> str:
    options = {"country": "FRA", "year": "2023", "language": "fr", "format": "json", "output": str(target)} | changes
    out = StringIO()
    call_command("export_report", *(f"--{name}={value}" for name, value in options.items()), stdout=out)
    return out.getvalue()


def test_the_command_writes_the_file_and_says_so_in_one_line(report, tmp_path):
    target = tmp_path / "report.json"
    said = run(target)
    content = target.read_bytes()
    assert said == f"FRA 2023: json in fr, draft, {len(content)} bytes, in {target}\n"
    assert content == to_json(make_export(report, "fr", "json").document)
    assert json.loads(content)["answers"][0]["text"] == "Bonjour"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["report.json"]
    assert stat.S_IMODE(target.stat().st_mode) & 0o444 == 0o444


@pytest.mark.long
def test_the_command_writes_a_pdf_of_both_languages(report, tmp_path):
    run(tmp_path / "report.pdf", format="pdf", language="fr+en")
    reader = pypdf.PdfReader(BytesIO((tmp_path / "report.pdf").read_bytes()))
    assert "Bonjour" in " ".join(page.extract_text() for page in reader.pages)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"country": "XXX"}, "There is no report of XXX for 2023."),
        ({"country": "fra"}, "There is no report of fra for 2023."),
        ({"year": "2022"}, "There is no report of FRA for 2022."),
        ({"year": "soon"}, "“soon” is not a year."),
        (
            {"language": "xx"},
            "“xx” is not a language of reports; write one of en, fr, es, pt, ar, de, nl, or several: fr+en.",
        ),
        ({"format": "exe"}, "There is no format “exe”; there are: pdf, docx, html, xlsx, json."),
    ],
)
def test_the_command_refuses_bad_input_and_writes_nothing(report, tmp_path, changes, message):
    (tmp_path / "out").mkdir()
    with pytest.raises(CommandError) as refused:
        run(tmp_path / "out" / "report", **changes)
    assert (str(refused.value), refused.value.returncode) == (message, 1)
    assert list((tmp_path / "out").iterdir()) == []
    assert not Entry.objects.filter(action="report.exported").exists()


def test_the_command_refuses_a_place_where_it_cannot_write(report, tmp_path):
    for target in (tmp_path, tmp_path / "nowhere" / "report.json"):
        with pytest.raises(CommandError, match="this is a folder, or in one that does not exist"):
            run(target)


def test_the_command_leaves_an_older_file_alone_when_it_fails(report, tmp_path, monkeypatch):
    def unavailable(document):
        raise PdfUnavailable("no Pango")

    target = tmp_path / "report.pdf"
    target.write_bytes(b"the older one")
    monkeypatch.setitem(exporting.FORMATS, "pdf", exporting.Format("pdf", "PDF", "application/pdf", unavailable))
    with pytest.raises(CommandError, match="no Pango"):
        run(target, format="pdf")
    assert target.read_bytes() == b"the older one"
