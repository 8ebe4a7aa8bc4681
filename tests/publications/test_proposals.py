"""What is only proposed is in nothing that goes out: no export, no preview, no frozen text."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from forum.roles import Role
from publications.export import FORMATS, make_export
from reports.review.suggestions import propose
from reports.signoff.snapshots import freeze
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory, entry_of, text

pytestmark = pytest.mark.django_db
WORD = "Zibeline"


@pytest.fixture
def report():
    report = ReportFactory(country=CountryFactory(france=True))
    AnswerFactory(report=report, value=text("Le forum est né."))
    reviewer = UserFactory(holds=(Role.REVIEWER, report.country))
    said = {"value": text(f"Le forum est {WORD}."), "written_on": text("Le forum est né."), "by": reviewer}
    assert propose(report=report, entry=entry_of(report, "key_results"), language="fr", note=WORD, **said)
    return report


def words_in(content: bytes, format: str) -> str:
    if format == "pdf":
        return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)
    if format in ("docx", "xlsx"):
        with ZipFile(BytesIO(content)) as package:
            return " ".join(package.read(name).decode(errors="ignore") for name in package.namelist())
    return content.decode()


@pytest.mark.parametrize("format", [pytest.param(each, marks=[pytest.mark.long] * (each == "pdf")) for each in FORMATS])
def test_no_export_holds_a_proposal(report, format):
    found = words_in(make_export(report, "fr", format).content, format)
    assert ("Le forum est" in found, WORD in found) == (True, False)


def test_the_frozen_text_holds_none(report):
    frozen = json.dumps(freeze(report), ensure_ascii=False, default=str)
    assert ("Le forum est né." in frozen, WORD in frozen) == (True, False)
