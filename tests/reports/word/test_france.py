"""What France really wrote goes out and comes back the same: tables, footnotes, lists and references of 40 pages."""

import pytest

from reports.content import load
from reports.importing.apply import apply_import, keep_file
from reports.importing.reading import read
from reports.word.found import Found
from reports.word.laying_out import long_answers
from tests.reports.importing.conftest import FRANCE
from tests.reports.word.conftest import sent_back, take

pytestmark = pytest.mark.django_db


def test_every_part_of_the_report_of_france(report, writer):
    content = FRANCE.read_bytes()
    reading = read(FRANCE.name, content)
    apply_import(kept=keep_file(report=report, reading=reading, content=content, language="fr", by=writer), by=writer)
    went, came, rest = {}, {}, []
    for section in load(report).sections:
        if not long_answers(section):
            continue
        taken = take(report, writer, section=section.key)
        found = Found.from_json(sent_back(report, writer, taken.content).found)
        went |= {text["name"]: text["text"] for text in taken.copy.texts}
        came |= {name: answer.value for name, answer in found.answers.items()}
        rest += [*found.outside, *found.missing, *found.comments]
    assert len(went) > 15
    assert came == went
    assert rest == []
