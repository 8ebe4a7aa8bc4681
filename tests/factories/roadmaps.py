"""Roadmaps: RoadmapFactory(items={"1": "Prevent", "1.1": "Train"}) makes the items too, parents first."""

import factory

from bilingual.text import Text
from roadmaps.codes import Code
from roadmaps.models import Item, NextStep, Roadmap
from tests.factories.forum import CountryFactory


class RoadmapFactory(factory.django.DjangoModelFactory):
    """The first version, without items. `items` maps code → title (an English str, or a Text)."""

    class Meta:
        model = Roadmap
        skip_postgeneration_save = True

    country = factory.SubFactory(CountryFactory)
    version = 1
    title = Text.of(en="National roadmap", fr="Feuille de route nationale")

    @factory.post_generation
    def items(self, create, items, **kwargs):
        for code in sorted(items or {}, key=lambda code: Code.parse(code).sort_key):
            title = items[code]
            ItemFactory(roadmap=self, code=code, title=title if isinstance(title, Text) else Text.of(en=title))


class ItemFactory(factory.django.DjangoModelFactory):
    """A priority. The parent of any other item is found by its code, and has to be there."""

    class Meta:
        model = Item

    roadmap = factory.SubFactory(RoadmapFactory)
    code = factory.Sequence(lambda n: str(n % 99 + 1))
    title = factory.LazyAttribute(lambda item: Text.of(en=f"Title of {item.code}"))

    @factory.lazy_attribute
    def parent(self):
        parent = Code.parse(self.code).parent
        return self.roadmap.items.get(code=str(parent)) if parent else None


class NextStepFactory(factory.django.DjangoModelFactory):
    """A step promised in the report of 2022."""

    class Meta:
        model = NextStep

    country = factory.SubFactory(CountryFactory)
    promised_in = 2022
    position = factory.Sequence(lambda n: n + 1)
    title = factory.LazyAttribute(lambda step: Text.of(en=f"Step {step.position}"))
