"""A submitted report says what it said, whatever becomes of the tables behind it: in every export, on every page."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid5
from zipfile import ZipFile

import pytest
from django.db import IntegrityError, models, transaction
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from bilingual.text import Text
from forum.models import Country
from publications.building import build_document
from publications.document import Document
from publications.export import FORMATS
from reports.models import (
    Answer,
    AnswerAuthor,
    AnswerRevision,
    Campaign,
    Occurrence,
    Report,
    Slot,
    Voice,
)
from reports.stages import Stage
from richtext.build import doc, heading, objective, paragraph
from roadmaps.models import AreaOfIntervention, EvidenceType, Item, Level, NextStep, Roadmap
from tests.factories.forum import CountryFactory
from tests.factories.reports import AnswerFactory, CampaignFactory, text
from tests.factories.roadmaps import RoadmapFactory
from tests.reports.way import Way, answer_everything

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

TABLES = [Country, Roadmap, Level, Item, NextStep, EvidenceType, AreaOfIntervention]
TABLES += [Campaign, Report, Occurrence, Slot, Answer, AnswerRevision, AnswerAuthor, Voice]
"""All that a report is written down from, but for those who did so. Snapshots, responses and signatures are no longer
behind it: it is read from them."""
WHERE_IT_STANDS = {"Report.country", "Report.stage", "Report.superseded_at"}
IN_THE_ADDRESS = {"Country.code", "Campaign.year", "Report.campaign", "Report.version"}
IN_THE_ADDRESS |= {"Roadmap.country", "Roadmap.version"}
REFUSED = {
    "Level": ["roadmap"],
    "Campaign": ["opens_on"],
    "Report": ["country", "stage", "superseded_at"],
    "Occurrence": ["report", "source", "item"],
    "Slot": ["report"],
    "AnswerRevision": ["answer"],
    "AnswerAuthor": ["revision"],
    "Voice": ["first_at"],
}
"""The columns in which the database takes no other value."""
LANGUAGES = ("fr", "en")
REPORT = "/en/reports/FRA/2023/"
PAGES = [REPORT, *(f"{REPORT}{page}/" for page in ("versions/1", "sections/progress", "sections/next_steps"))]
PARTS = [r'<section aria-labelledby="part-.*?</section>', r'<ol class="task-list.*?</ol>', r">Questions</h2>.*?</form>"]


@pytest.fixture
def way() -> Way:
    """One of everything that an export prints: both languages, references, ticks, steps asked about and promised."""
    way = Way(groups=1, earlier_steps=2, priorities=2, prints_contributors=True, complete=False)
    report = way.report
    RoadmapFactory(country=CountryFactory(), items={"9": "Other"})  # something else that rows could point to
    RoadmapFactory(country=way.country, version=2, items={"9": "Other"})
    CampaignFactory(year=2024)
    long = doc(heading(1, "1.1 Strand 1.1"), paragraph("See ", objective("1.1.A"), "."))
    answer_everything(report)
    for occurrence in report.occurrences.filter(source="earlier_step"):
        AnswerFactory(report=report, question="next_step_status", occurrence=occurrence, language="", value="planned")
    for occurrence in report.occurrences.filter(source="priority"):
        slot = report.slots.get(question="progress", occurrence=occurrence)
        slot.answers.update(value=long, changed_by=way.chairs[0])
        answer = slot.answers.get()
        at = answer.changed_at
        earlier = answer.revisions.create(number=1, value=text("Avant."), channel="browser", changed_at=at)
        answer.authors.create(revision=earlier, user=way.chairs[0])
        slot.voices.create(language="fr", user=way.chairs[0], group=way.groups[0], first_at=at, last_at=at)
        slot.answers.create(language="en", value=text("Progress."), changed_by=way.focal_point)
    evidence = {"codes": [EvidenceType.objects.first().code], "other": {}}
    report.answers.filter(slot__question="evidence_types").update(value=evidence)
    for step in report.occurrences.filter(source="next_step"):
        for key, code in [("areas", AreaOfIntervention.objects.first().code), ("objectives", "1.1.A")]:
            report.slots.get(question=f"next_steps.{key}", occurrence=step).answers.update_or_create(
                language="", defaults={"value": {"codes": [code], "other": {}}}
            )
    return way.to(Stage.SUBMITTED)


# --- other values in the rows


def other(field: models.Field, value, pk: int):
    """Another value for a field of the row with this key."""
    if isinstance(value, Text):
        return Text.of(en=f"Other {pk}", fr=f"Autre {pk}")
    if isinstance(field, models.ForeignKey):
        rows = field.related_model.objects.exclude(pk=value).order_by("pk")
        return rows.values_list("pk", flat=True).first()
    if isinstance(field, models.JSONField):
        return text(f"Other {pk}") if isinstance(value, dict) else ["es", f"other {pk}"]
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.IntegerField):
        return (value or 0) + 1
    if isinstance(field, models.DateField):
        known = value or (timezone.now() if isinstance(field, models.DateTimeField) else timezone.localdate())
        return known + timedelta(days=400)
    if isinstance(value, UUID):
        return uuid5(value, "other")
    if field.choices:
        return next(code for code, _name in field.choices if code != value)
    return {"time_zone": "Asia/Tokyo", "code": "XYZ"}.get(field.name, f"other-{pk}")[: field.max_length]


def change(model: type[Model], but: set[str]) -> Iterator[str]:
    """Change every field of every row, as far as the database lets it; gives the names of what was changed."""
    for field in model._meta.concrete_fields:
        name = f"{model.__name__}.{field.name}"
        if field.primary_key or name in but:
            continue
        for row in model.objects.order_by("-pk"):
            value = other(field, getattr(row, field.attname), row.pk)
            try:
                with transaction.atomic():
                    model.objects.filter(pk=row.pk).update(**{field.attname: value})
                yield name
            except IntegrityError:
                pass  # whether it was none of the rows is looked at below


def after_each_table(look: Callable[[], object], but: set[str]) -> tuple[dict[str, object], set[str]]:
    """What there is to see after every row of one table has been changed, by the table, each change taken back again;
    and the names of the columns that were changed."""
    seen, changed = {}, set()
    for model in TABLES:
        with transaction.atomic():
            changed |= set(change(model, but))
            seen[model.__name__] = look()
            transaction.set_rollback(True)
    return seen, changed


def never(changed: set[str]) -> dict[str, list[str]]:
    """The columns that no row of was changed, by the table."""
    names = {model.__name__: [f.name for f in model._meta.concrete_fields if not f.primary_key] for model in TABLES}
    left = {model: [name for name in own if f"{model}.{name}" not in changed] for model, own in names.items()}
    return {model: own for model, own in left.items() if own}


# --- what there is to see


def document(pk: int) -> Document:
    report = Report.objects.get(pk=pk)
    return build_document(report, LANGUAGES)


def files(made: Document) -> dict[str, object]:
    """The bytes of every format; of those that are archives, of each of their files."""
    written = {name: format.make(made) for name, format in FORMATS.items()}
    return {name: unpacked(data) if data[:2] == b"PK" else data for name, data in written.items()}


def unpacked(data: bytes) -> dict[str, bytes]:
    """Without the time at which the file was written: openpyxl puts it there."""
    with ZipFile(BytesIO(data)) as archive:
        read = {name: archive.read(name) for name in archive.namelist()}
    return {name: re.sub(rb"<dcterms:modified.*?</dcterms:modified>", b"", found) for name, found in read.items()}


def parts(client: Client, addresses: list[str]) -> dict[str, list[str]]:
    """What of each page is the report: its parts and their questions, with the answers."""
    found = {}
    for address in addresses:
        html = client.get(address).content.decode()
        found[address] = [piece for pattern in PARTS for piece in re.findall(pattern, html, re.DOTALL)]
    return found


def test_the_exports_stay_as_they_are_whatever_becomes_of_the_tables(way):
    before = document(way.report.pk)
    seen, changed = after_each_table(lambda: document(way.report.pk), WHERE_IT_STANDS)
    assert seen == dict.fromkeys(seen, before)
    assert never(changed) == REFUSED


@pytest.mark.long
def test_what_pages_show_of_the_report_stays_as_it_is(way, client_for):
    client = client_for(way.focal_point)
    before = parts(client, PAGES)
    assert [len(found) for found in before.values()] == [1, 8, 1, 1]
    seen, _changed = after_each_table(lambda: parts(client, PAGES), WHERE_IT_STANDS | IN_THE_ADDRESS)
    assert seen == dict.fromkeys(seen, before)


@pytest.mark.long
def test_the_files_stay_the_same_byte_for_byte(way):
    before = files(document(way.report.pk))
    seen, _changed = after_each_table(lambda: files(document(way.report.pk)), WHERE_IT_STANDS)
    assert {table: found == before for table, found in seen.items()} == dict.fromkeys(seen, True)
