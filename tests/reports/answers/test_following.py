"""How texts name items of a roadmap once others have replaced them."""

import pytest

from bilingual.text import Text
from reports.answers.following import Following
from richtext.build import doc, heading, objective, paragraph
from roadmaps.changes import items_of
from tests.factories.forum import CountryFactory
from tests.factories.roadmaps import RoadmapFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def became() -> Following:
    """1 is now 2 and 2 is 1; 1.1 is reworded; "Eje I" is "Pilar A"; what has no code has another title."""
    country = CountryFactory(france=True)
    old, new = (
        RoadmapFactory(
            country=country, version=number, items={code: Text.of(fr=title) for code, title in items.items()}
        )
        for number, items in enumerate(
            (
                {"1": "Prévenir", "1.1": "Former", "2": "Protéger", "3": "Eje", "4": "Informer", "5": "Réparer"},
                {"1": "Protéger", "2": "Prévenir", "2.1": "Former mieux", "3": "Pilar", "4": "Informer partout"},
            ),
            start=1,
        )
    )
    for roadmap, code, title in ((old, "3", "Eje I"), (new, "3", "Pilar A"), (old, "4", ""), (new, "4", "")):
        roadmap.items.filter(code=code).update(code=title)
    before, after = items_of(old), items_of(new)
    pairs = ((0, 1), (1, 2), (2, 0), (3, 3), (4, 4))
    return Following(before, after, {before[one].pk: after[other] for one, other in pairs})


def test_references_name_what_replaces_them_and_one_to_nothing_stays(became):
    before = doc(paragraph(objective("1"), " puis ", objective("2"), ", ", objective("eje I"), ", ", objective("5")))
    after = doc(paragraph(objective("2"), " puis ", objective("1"), ", ", objective("Pilar A"), ", ", objective("5")))
    assert became.in_text(before, "fr") == after


def test_a_title_behind_its_code_or_alone_in_a_heading_is_the_new_one(became):
    before = doc(
        heading(1, objective("1.1"), " Former"), paragraph("Former."), heading(1, "Informer"), heading(1, "Autre")
    )
    after = doc(
        heading(1, objective("2.1"), " Former mieux"),
        paragraph("Former."),
        heading(1, "Informer partout"),
        heading(1, "Autre"),
    )
    assert became.in_text(before, "fr") == after


def test_an_item_without_a_code_is_named_by_its_title_in_the_language_of_the_text(became):
    assert [became.name("Informer", "fr"), became.name("Informer", "en")] == ["Informer partout", "Informer partout"]


def test_an_item_is_chosen_by_the_anchor_of_what_replaces_it(became):
    assert [became.anchor(one) for one in ("1", "2", "5", "9")] == ["2", "1", "", ""]
