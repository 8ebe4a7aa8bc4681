"""Reports: ReportFactory(priorities=2, earlier_steps=1) asks about as many; AnswerFactory fills a question."""

from datetime import date

import factory

from bilingual.text import Text
from forum.roles import Role
from reports.answers.opening import ask_about
from reports.content.loading import load
from reports.models import Answer, Assignment, Campaign, Comment, Occurrence, Report, Slot, Thread
from richtext.build import doc, paragraph
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.roadmaps import NextStepFactory, RoadmapFactory


class CampaignFactory(factory.django.DjangoModelFactory):
    """The campaign of 2023 with its edition; there is one a year."""

    class Meta:
        model = Campaign
        django_get_or_create = ["year"]

    year = 2023
    edition = "2023"
    opens_on = factory.LazyAttribute(lambda campaign: date(campaign.year, 5, 1))
    due_on = factory.LazyAttribute(lambda campaign: date(campaign.year, 7, 31))


class ReportFactory(factory.django.DjangoModelFactory):
    """A draft of 2023 that asks about the priorities of its roadmap and the steps promised the year before.

    `priorities` is how many priorities the roadmap has (each with a strand and an objective), `earlier_steps` how many
    next steps the report of the year before promised.
    """

    class Meta:
        model = Report
        skip_postgeneration_save = True

    class Params:
        priorities = 1

    country = factory.SubFactory(CountryFactory)
    campaign = factory.SubFactory(CampaignFactory)
    roadmap = factory.LazyAttribute(
        lambda report: RoadmapFactory(country=report.country, items=roadmap_items(report.priorities))
    )

    @factory.post_generation
    def earlier_steps(self, create, number, **kwargs):
        for position in range(1, (number or 0) + 1):
            NextStepFactory(
                country=self.country,
                promised_in=self.campaign.year - 1,
                position=position,
                title=Text.of(en=f"Step {position}"),
            )
        ask_about(self)


def roadmap_items(priorities: int) -> dict[str, str]:
    items = {}
    for number in range(1, priorities + 1):
        items |= {
            f"{number}": f"Priority {number}",
            f"{number}.1": f"Strand {number}.1",
            f"{number}.1.A": f"Objective {number}.1.A",
        }
    return items


PLACE = ["report", "question", "occurrence"]


def slot_of(report: Report, question: str, occurrence: Occurrence | None = None) -> Slot:
    """The place of an answer."""
    return report.slots.get(question=question, occurrence=occurrence)


class AnswerFactory(factory.django.DjangoModelFactory):
    """An answer as the browser saved it; long texts are in French unless said otherwise."""

    class Meta:
        model = Answer
        exclude = PLACE

    report = factory.SubFactory(ReportFactory)
    question = "key_results"
    occurrence = None
    slot = factory.LazyAttribute(lambda answer: slot_of(answer.report, answer.question, answer.occurrence))
    language = "fr"
    value = factory.LazyFunction(lambda: text("Bonjour"))
    is_original = factory.LazyAttribute(lambda answer: bool(answer.language))
    changed_by = None


class AssignmentFactory(factory.django.DjangoModelFactory):
    """A whole part of a report, assigned to a contributor of its country unless said otherwise."""

    class Meta:
        model = Assignment
        exclude = PLACE[1:]

    report = factory.SubFactory(ReportFactory)
    section = "overall"
    question, occurrence = "", None
    slot = factory.LazyAttribute(
        lambda one: slot_of(one.report, one.question, one.occurrence) if one.question else None
    )
    user = factory.LazyAttribute(lambda assignment: UserFactory(holds=(Role.CONTRIBUTOR, assignment.report.country)))
    assigned_by = None


class ThreadFactory(factory.django.DjangoModelFactory):
    """A thread on an answer, opened by a reviewer of the country, with its first comment, which says `said`."""

    class Meta:
        model = Thread
        exclude = PLACE
        skip_postgeneration_save = True

    report = factory.SubFactory(ReportFactory)
    question = "key_results"
    occurrence = None
    slot = factory.LazyAttribute(lambda thread: slot_of(thread.report, thread.question, thread.occurrence))
    language = "fr"
    opened_by = factory.LazyAttribute(lambda thread: UserFactory(holds=(Role.REVIEWER, thread.report.country)))

    @factory.post_generation
    def said(self, create, words, **kwargs):
        Comment.objects.create(thread=self, author=self.opened_by, body=words or "Is this so?")


def text(*paragraphs: str) -> dict:
    """A document of plain paragraphs."""
    return doc(*(paragraph(words) for words in paragraphs))


def entry_of(report: Report, key: str, identity: str | None = None):
    """The entry of a question as it stands in the database now."""
    entry = load(report).entry(key, identity)
    assert entry is not None, f"{key} {identity} is not in the report"
    return entry
