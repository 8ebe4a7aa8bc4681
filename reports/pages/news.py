"""What is new for the page of a part: told over its WebSocket, or over HTTP to a page that has none.

Both say the same: how the part stands, and a mark. The mark is a seal: who brings it back was told how the part stood
at these change numbers, with the roles of that time. Where they are the same still, nothing more has to be asked.
"""

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.crypto import constant_time_compare, salted_hmac

from coediting import news
from coediting.entry import NotAllowed
from coediting.open_pages import View
from forum.models import User
from questionnaires.loader import edition
from questionnaires.schema import Section
from reports.answers.languages import language_among
from reports.answers.news import subjects_for
from reports.models import Report
from reports.pages.page_state import channel_of, standing
from reports.rights.access import report_or_404
from reports.rights.writers import writer

HOLDS = 300
"""Seconds after which a seal says nothing any more, and everything is looked at: also what no act has told."""


def section_or_404(report: Report, key: str) -> Section:
    for section in edition(report.campaign.edition).sections:
        if section.key == key:
            return section
    raise Http404


def view_of(report: Report, section: Section, language: str, reader: User) -> View:
    """How the part stands for this reader, who may see the report."""
    subjects = subjects_for(report.pk, reader.pk)
    numbers = news.numbers(subjects)  # before the rest is read: what is done meanwhile is told again, not lost
    return View(
        channel=channel_of(report.pk, section.key),
        subjects=subjects,
        numbers=numbers,
        mark=seal(report.pk, section.key, language, reader, numbers),
        said={"standing": standing(report, section, language, writer(reader, report), reader)},
    )


def seal(report: int, key: str, language: str, reader: User, numbers: Mapping[str, str]) -> str:
    time_span = int(time.time() + reader.pk * 7) // HOLDS  # not all at the same moment
    said = [report, key, language, reader.pk, time_span, *(numbers[subject] for subject in sorted(numbers))]
    return f"{report}.{salted_hmac('reports.pages.news', repr(said)).hexdigest()[:24]}"


def report_unchanged(mark: str, key: str, language: str, reader: User) -> int | None:
    """The report of a seal, where nothing was done since it was given to this reader. One query."""
    report = mark.partition(".")[0]
    if not (report.isdecimal() and len(report) < 16):
        return None
    numbers = news.numbers(subjects_for(int(report), reader.pk))
    return int(report) if constant_time_compare(mark, seal(int(report), key, language, reader, numbers)) else None


def look(reader: User, *, place: Mapping[str, Any], query: bytes) -> View:
    """What a page with a WebSocket shows: of the part that its address names. Raises NotAllowed."""
    wanted = parse_qs(query.decode("latin-1")).get("write", [""])[0]
    try:
        report = report_or_404(reader, place["country"], place["year"])
        section = section_or_404(report, place["key"])
    except (Http404, PermissionDenied) as error:
        raise NotAllowed from error
    return view_of(report, section, language_among(report, wanted, place["language"]), reader)
