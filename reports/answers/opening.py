"""Opening a year: the campaign, and each country's report with its priorities and last year's next steps."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from forum.models import Country, User
from journal.record import record
from questionnaires.loader import available_editions, edition
from reports.models import Campaign, Occurrence, Report, Slot
from reports.stages import EDITABLE
from roadmaps.models import NextStep, Roadmap
from roadmaps.queries import roadmap_for

FIRST_YEAR, LAST_YEAR = 2016, 2035  # the Alliance began in 2016; Target 8.7 ends in 2030
DUE_MONTHS_AFTER_PERIOD = 3

Source = Occurrence.Source


@dataclass(frozen=True)
class Opened:
    """What opening a campaign did: countries by code."""

    campaign: Campaign
    is_new: bool
    opened: list[str]
    already_open: list[str]
    without_roadmap: list[str]


@dataclass(frozen=True)
class Prospect:
    """What opening a campaign means to a country: the roadmap of its report, and the draft that is not used for it."""

    country: Country
    roadmap: Roadmap | None
    draft: Roadmap | None
    is_open: bool
    """Whether there is a report of the year already."""


def prospects(year: int) -> list[Prospect]:
    """What opening the campaign of a year would do now, country by country; three queries."""
    day = Campaign(year=year).period_end
    reports = Report.objects.filter(campaign__year=year).order_by("version").values_list("country", "roadmap")
    used = dict(reports)
    found = []
    for country in Country.objects.order_by("code").prefetch_related("roadmaps"):
        roadmaps = {roadmap.pk: roadmap for roadmap in country.roadmaps.all()}
        roadmap = roadmaps[used[country.pk]] if country.pk in used else roadmap_for(country, day)
        draft = next((one for one in roadmaps.values() if one.is_draft), None)
        found.append(Prospect(country, roadmap, draft, country.pk in used))
    return found


@transaction.atomic
def open_campaign(*, year: int, by: User | None = None, due_on: date | None = None) -> Opened:
    """Open a year's reports for every country that has a roadmap. Running it again opens those that came since."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValidationError(
            _("%(year)s is not a reporting year; it must lie between %(first)s and %(last)s.")
            % {"year": year, "first": FIRST_YEAR, "last": LAST_YEAR}
        )
    campaign, is_new = Campaign.objects.get_or_create(
        year=year,
        defaults={
            "edition": edition_for(year),
            "opens_on": date(year, 5, 1),
            "due_on": due_on or due_day(year),
        },
    )
    if is_new:
        record("campaign.opened", by=by, target=campaign)
    opened, already, without = [], [], []
    for country in Country.objects.order_by("code"):
        if Report.objects.filter(country=country, campaign=campaign).exists():
            already.append(country.code)
            drafts = Report.objects.filter(country=country, campaign=campaign, stage__in=EDITABLE).order_by("pk")
            for report in drafts.select_for_update(no_key=True):
                ask_about(report)
        elif open_report(country=country, campaign=campaign, by=by) is None:
            without.append(country.code)
        else:
            opened.append(country.code)
    return Opened(campaign, is_new, opened, already, without)


def due_day(year: int) -> date:
    """The day by which the reports of a year are due where the secretariat names no other."""
    return date(year, 4 + DUE_MONTHS_AFTER_PERIOD, 31)


def edition_for(year: int) -> str:
    """The newest edition that is not newer than the year; the oldest for the years before it."""
    keys = available_editions()
    return next((key for key in reversed(keys) if key[:4] <= str(year)), keys[0])


@transaction.atomic
def open_report(*, country: Country, campaign: Campaign, by: User | None = None) -> Report | None:
    """Open the report of one country; None where it has no roadmap yet."""
    roadmap = roadmap_for(country, campaign.period_end)
    if roadmap is None:
        return None
    report = Report.objects.create(country=country, campaign=campaign, roadmap=roadmap)
    ask_about(report)
    record("report.opened", by=by, target=report, country=country.code, roadmap=roadmap.version)
    return report


def ask_about(report: Report) -> None:
    """Make sure that the report asks about each priority of its roadmap and each next step promised the year before."""
    make_slots(report)
    known = set(report.occurrences.values_list("item_id", "next_step_id"))
    priorities = report.roadmap.items.filter(parent=None, retired_on=None).order_by("position")
    for position, item in enumerate(priorities, start=1):
        if (item.pk, None) not in known:
            add_occurrence(report, Source.PRIORITY, position, item=item)
    for step in earlier_steps(report):
        if (None, step.pk) not in known:
            ask_about_step(report, step)


def earlier_steps(report: Report):
    """The next steps that the country promised in its report of the year before."""
    return NextStep.objects.filter(
        country=report.country, promised_in=report.campaign.year - 1, withdrawn_at=None
    ).order_by("position", "pk")


def ask_about_step(report: Report, step: NextStep) -> Occurrence:
    last = report.occurrences.filter(source=Source.EARLIER_STEP).aggregate(last=Max("position"))["last"] or 0
    return add_occurrence(report, Source.EARLIER_STEP, last + 1, next_step=step)


def add_occurrence(report: Report, source: str, position: int, **about: Any) -> Occurrence:
    """Something more that the report asks about, an `item` or a `next_step`, with the slots of its answers."""
    occurrence = Occurrence.objects.create(report=report, source=source, position=position, **about)
    make_slots(report, occurrence)
    return occurrence


def make_slots(report: Report, occurrence: Occurrence | None = None) -> None:
    """Make the slots, as far as they are not there, of all that the report asks once, or about this occurrence; also of
    what is not asked at present. One query."""
    source = occurrence.source if occurrence else None
    keys = [key for key, repeats in edition(report.campaign.edition).slots if repeats == source]
    slots = [Slot(report=report, question=key, occurrence=occurrence) for key in keys]
    Slot.objects.bulk_create(slots, ignore_conflicts=True)
