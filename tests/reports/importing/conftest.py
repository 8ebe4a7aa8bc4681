"""France's report of 2023 as its focal point wrote it in Word, and reports of other shapes."""

import csv
from pathlib import Path

import pytest

from bilingual.text import Text
from questionnaires.loader import edition
from questionnaires.schema import Option
from reports.importing.frame import Frame, Item, Priority
from reports.importing.planning import plan_for
from reports.importing.reading import read_path
from tests.factories.forum import CountryFactory
from tests.factories.reports import ReportFactory
from tests.factories.roadmaps import RoadmapFactory
from tests.reports.importing.shapes import PRIORITIES

DATA = Path(__file__).parents[2] / "data"
FRANCE = DATA / "france-2023.docx"

EVIDENCE = "surveys case_studies focus_groups interviews observation third_party".split()


def roadmap_of_france() -> dict[str, Text]:
    with (DATA / "france-roadmap.csv").open(encoding="utf-8") as lines:
        return {row["code"]: Text.of(fr=row["title_fr"], en=row["title_en"]) for row in csv.DictReader(lines)}


def items_of(items: dict[str, Text]) -> tuple[Item, ...]:
    """1 stands on the first level, 1.2 on the second, 1.2.C and 1.C on the third."""
    return tuple(
        Item(code, title, 3 if code[-1].isalpha() else code.count(".") + 1, code.split(".")[0])
        for code, title in items.items()
    )


def frame(items: dict[str, Text], language: str, **more) -> Frame:
    """A frame of the 2023 edition without a database."""
    return Frame(
        edition=edition("2023"),
        language=language,
        priorities=tuple(Priority(code, title) for code, title in items.items() if "." not in code),
        items=items_of(items),
        levels=more.get("levels", ()),
        earlier_steps=more.get("earlier_steps", ()),
        sources={
            "evidence_types": tuple(Option(code, Text.of(en=code)) for code in EVIDENCE),
            "areas": (Option("inspection", Text.of(en="Labour inspection", fr="Inspection du travail")),),
            "objectives": tuple(Option(code, title) for code, title in items.items()),
        },
    )


@pytest.fixture(scope="session")
def france_frame() -> Frame:
    return frame(roadmap_of_france(), "fr")


@pytest.fixture(scope="session")
def kenya_frame() -> Frame:
    return frame({code: Text.of(en=title) for code, title in PRIORITIES.items()}, "en")


@pytest.fixture(scope="session")
def france_reading():
    return read_path(FRANCE)


@pytest.fixture(scope="session")
def france_plan(france_reading, france_frame):
    return plan_for(france_reading, france_frame)


@pytest.fixture
def france(db):
    """France's open report of 2023: its roadmap, no answers yet."""
    country = CountryFactory(code="FRA", name=Text.of(fr="France", en="France"), languages=["fr", "en"])
    return ReportFactory(country=country, roadmap=RoadmapFactory(country=country, items=roadmap_of_france()))


@pytest.fixture
def kenya(db):
    country = CountryFactory(code="KEN", name=Text.of(fr="Kenya", en="Kenya"), languages=["en"])
    return ReportFactory(country=country, roadmap=RoadmapFactory(country=country, items=PRIORITIES))
