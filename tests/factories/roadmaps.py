"""Roadmaps: RoadmapFactory(items={"1": "Prevent", "1.1": "Train"}) makes the items too, parents first."""

import factory

from bilingual.languages import INTERFACE
from bilingual.text import Text
from roadmaps.codes import anchor_of
from roadmaps.importing.assembling import NAMES
from roadmaps.models import Item, Level, NextStep, Roadmap
from tests.factories.forum import CountryFactory


def natural(code: str) -> list[tuple[bool, str]]:
    """1.C before 1.1, 1.10 after 1.2."""
    return [(part.isdigit(), part.rjust(4, "0")) for part in code.split(".")]


def depth(code: str) -> int:
    return 3 if code[-1].isalpha() else code.count(".") + 1


class RoadmapFactory(factory.django.DjangoModelFactory):
    """The first version, without items. `items` maps code → title (an English str, or a Text)."""

    class Meta:
        model = Roadmap
        skip_postgeneration_save = True

    country = factory.SubFactory(CountryFactory)
    version = 1
    title = Text.of(en="National roadmap", fr="Feuille de route nationale")

    @factory.post_generation
    def levels(self, create, levels, **kwargs):
        """Their names in English; priority, strand and objective if nothing is said."""
        usual = [Text({code: name[code] for code in INTERFACE}) for name in list(NAMES.values())[:3]]
        names = [Text.of(en=name) for name in levels] if levels else usual
        Level.objects.bulk_create(Level(roadmap=self, position=at, name=name) for at, name in enumerate(names, start=1))

    @factory.post_generation
    def items(self, create, items, **kwargs):
        """In one go for each level: most tests need a roadmap and look at none of it."""
        made, levels = {}, list(self.levels.order_by("position")) if items else []
        for position, code in enumerate(sorted(items or {}, key=natural), start=1):
            title = items[code] if isinstance(items[code], Text) else Text.of(en=items[code])
            parent = made.get(code.rpartition(".")[0])
            made[code] = Item(roadmap=self, code=code, level=levels[depth(code) - 1], parent=parent)
            made[code].title, made[code].position, made[code].anchor = title, position, anchor_of(code)
        for level in levels:
            Item.objects.bulk_create(item for item in made.values() if item.level is level)


class ItemFactory(factory.django.DjangoModelFactory):
    """An item by its code: 1 stands on the first level, 1.2 on the second, 1.2.C and 1.C on the third.

    Its parent has to be there; it stands behind what is there already.
    """

    class Meta:
        model = Item

    roadmap = factory.SubFactory(RoadmapFactory)
    code = factory.Sequence(lambda n: str(n % 99 + 1))
    title = factory.LazyAttribute(lambda item: Text.of(en=f"Title of {item.code}"))

    @factory.lazy_attribute
    def level(self):
        return self.roadmap.levels.get(position=depth(self.code))

    @factory.lazy_attribute
    def position(self):
        return self.roadmap.items.count() + 1

    @factory.lazy_attribute
    def parent(self):
        parent = self.code.rpartition(".")[0]
        return self.roadmap.items.get(code=parent) if parent else None


class NextStepFactory(factory.django.DjangoModelFactory):
    """A step promised in the report of 2022."""

    class Meta:
        model = NextStep

    country = factory.SubFactory(CountryFactory)
    promised_in = 2022
    position = factory.Sequence(lambda n: n + 1)
    title = factory.LazyAttribute(lambda step: Text.of(en=f"Step {step.position}"))
