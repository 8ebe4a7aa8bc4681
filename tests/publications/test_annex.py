"""What the annex says of roadmaps that are large, or that have no codes."""

import re

import pytest

from bilingual.text import Text
from publications import web, word
from publications.building import build_document
from publications.data import as_data
from richtext.build import doc, objective, paragraph
from roadmaps.actions import add_item
from tests.factories.reports import AnswerFactory, ReportFactory
from tests.factories.roadmaps import RoadmapFactory

pytestmark = pytest.mark.django_db


def cites(report, *names):
    value = doc(paragraph(*(objective(name) for name in names)))
    AnswerFactory(report=report, question="key_results", value=value, language="en")


def without_codes(titles):
    """A report whose roadmap has one priority, and under it strands with these titles alone."""
    roadmap = RoadmapFactory(items={"1": "Prevent"})
    above = roadmap.items.get()
    for title in titles:
        add_item(roadmap=roadmap, level=2, parent=above, code="", title=Text.of(en=title), by=None)
    return ReportFactory(roadmap=roadmap)


def rows(page):
    """The cells of the tables of the annex."""
    annex = page[page.index('<section class="annex">') :]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr.*?</tr>", annex)]
    return [[re.sub(r"<[^>]*>", "", cell).strip() for cell in row] for row in cells]


def test_that_of_a_large_roadmap_is_a_summary_by_level_with_what_is_cited():
    items = {"1": "Prevent", "2": "Protect"} | {f"{one}.{n}": f"Strand {n}" for one in (1, 2) for n in range(1, 31)}
    report = ReportFactory(roadmap=RoadmapFactory(items=items))
    cites(report, "1.3", "1.12")
    document = build_document(report, ("en",))
    assert rows(web.preview(document, back="/en/")) == [
        ["Level", "Reported on"],
        ["priority", "1 out of 2"],
        ["strand", "2 out of 60"],
        ["Code", "Title", "Questions"],
        ["1", "Prevent", ""],
        ["1.3", "Strand 3", "4"],
        ["1.12", "Strand 12", "4"],
    ]
    tables = word.PandocWriter(document).annex()[2:]
    assert [table["t"] for table in tables] == ["Table", "Table"]


def test_what_has_no_code_is_not_said_to_be_left_out_where_nothing_is_cited():
    report = without_codes(["Teach", "Inform"])
    assert rows(web.preview(build_document(report, ("en",)), back="/en/")) == [
        ["Code", "Title", "Questions"],
        ["1", "Prevent", "Not reported on"],
        ["", "Teach", ""],
        ["", "Inform", ""],
    ]


def test_where_titles_are_cited_the_others_are_said_to_be_left_out_and_the_reference_leads_to_its_line():
    report = without_codes(["Teach", "Inform"])
    cites(report, "Teach")
    page = web.preview(build_document(report, ("en",)), back="/en/")
    assert rows(page)[1:] == [["1", "Prevent", ""], ["", "Teach", "3"], ["", "Inform", "Not reported on"]]
    assert re.findall(r'<a class="objective" [^>]*href="([^"]*)">Teach</a>', page) == ["#item-n1"]


DETAILS = [{"kind": "responsible", "label": "Lead", "text": "Ministry of Labour"}]


@pytest.mark.parametrize("count, printed", [(2, ["1.1", "1.2"]), (70, ["1.1"])])
def test_what_the_ministry_keeps_stands_with_an_item_that_is_cited_or_in_a_small_roadmap(count, printed):
    items = {"1": "Prevent"} | {f"1.{n}": f"Strand {n}" for n in range(1, count + 1)}
    report = ReportFactory(roadmap=RoadmapFactory(items=items))
    report.roadmap.items.filter(code__in=["1.1", "1.2"]).update(details=DETAILS)
    cites(report, "1.1")
    document = build_document(report, ("en",))
    page = web.preview(document, back="/en/")
    found = [row.split('"')[0] for row in page.split('id="item-')[1:] if "<span>Lead:</span> Ministry of Labour" in row]
    assert found == printed
    assert str(word.PandocWriter(document).annex()).count("Lead: Ministry of Labour") == len(printed)
    kept = [item["code"] for item in as_data(document)["roadmap"]["items"] if item["details"]]
    assert kept == ["1.1", "1.2"]
