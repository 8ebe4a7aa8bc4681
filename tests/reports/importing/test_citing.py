"""Codes of other countries in a file that is imported."""

import pytest

from bilingual.text import Text
from questionnaires.loader import edition
from richtext.references import codes
from roadmaps.actions import add_item
from tests.factories.files import planned
from tests.factories.reports import ReportFactory
from tests.factories.roadmaps import RoadmapFactory


@pytest.mark.django_db
def test_a_file_cites_by_the_codes_of_its_roadmap_and_the_words_for_its_levels():
    roadmap = RoadmapFactory(levels=["Outcome", "Measure"])
    outcome = add_item(roadmap=roadmap, level=1, parent=None, code="Outcome 1", title=Text.of(en="Safe"), by=None)
    for code in ("M17", "1.1.2"):
        add_item(roadmap=roadmap, level=2, parent=outcome, code=code, title=Text.of(en=f"Title of {code}"), by=None)
    report = ReportFactory(roadmap=roadmap)
    question = edition("2023").question("difficulties").label["en"]
    file = f"# {question}\n\nUnder outcome 1, measure M17 and 1.1.2 were late; article 1.1.2, 1.\n"
    plan = planned(report, file.encode(), language="en")
    assert [codes(answer.value) for answer in plan.answers] == [["outcome 1", "M17", "1.1.2"]]
