"""What France really wrote goes out and comes back the same: tables, footnotes, lists and references of 40 pages."""

import shutil

import pytest

from reports.content.loading import load
from reports.importing.apply import apply_import
from reports.word.export import TakenOut
from reports.word.findings import Found
from reports.word.layout import long_answers
from tests.factories.files import kept_file
from tests.reports.importing.conftest import FRANCE
from tests.reports.word.conftest import sent_back, take
from tests.richtext.word.trip import saved_by_libreoffice

pytestmark = pytest.mark.django_db


@pytest.fixture
def went(report, writer) -> list[TakenOut]:
    """Every part of the report of France that holds long answers."""
    apply_import(kept=kept_file(report, FRANCE.read_bytes(), FRANCE.name, by=writer), by=writer)
    return [take(report, writer, section=one.key) for one in load(report).sections if long_answers(one)]


def all_came_back(report, writer, went: list[TakenOut], files: list[bytes]) -> None:
    texts, came, rest = {}, {}, []
    for taken, file in zip(went, files, strict=True):
        found = Found.from_json(sent_back(report, writer, file).found)
        texts |= {text["name"]: text["text"] for text in taken.copy.texts}
        came |= {name: answer.value for name, answer in found.answers.items()}
        rest += [*found.outside, *found.missing, *found.comments]
    assert len(texts) > 15
    assert came == texts
    assert rest == []


@pytest.mark.long
def test_every_part_of_the_report_of_france(report, writer, went):
    all_came_back(report, writer, went, [taken.content for taken in went])


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_every_part_opened_and_saved_by_libreoffice(report, writer, went, tmp_path):
    for taken in went:
        (tmp_path / taken.filename).write_bytes(taken.content)
    saved = saved_by_libreoffice(tmp_path, tmp_path / "saved", [taken.filename for taken in went])
    all_came_back(report, writer, went, list(saved.values()))
