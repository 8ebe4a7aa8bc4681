"""What the small buttons of a section do once everything typed has been saved."""

import uuid

from django.http import Http404

from forum.models import User
from reports.answers.next_steps import SOURCE, add_next_step, bring_back_next_step, move_next_step, remove_next_step
from reports.answers.saving import set_original
from reports.content.entries import ReportContent
from reports.models import Answer, Report

ON_STEPS = {"up", "down", "remove", "restore"}


def carry_out(act: str, *, content: ReportContent, language: str, by: User) -> None:
    """Do what a button asks for: add, up:…, down:…, remove:… or restore:… with a step's identity, or original:… with
    the name of an answer, which was first written in `language`. Raises Http404 for anything else."""
    name, _colon, subject = act.partition(":")
    if name == "add":
        add_next_step(report=content.report, by=by)
    elif name == "original":
        mark_original(content, subject, language, by)
    elif name in ON_STEPS:
        change_step(content.report, name, subject, by)
    else:
        raise Http404


def mark_original(content: ReportContent, name: str, language: str, by: User) -> None:
    entry = next((entry for entry in content.entries() if entry.name == name and entry.per_language), None)
    if entry is None:
        raise Http404
    try:
        set_original(report=content.report, entry=entry, language=language, by=by)
    except Answer.DoesNotExist:
        raise Http404 from None


def change_step(report: Report, act: str, identity: str, by: User) -> None:
    try:
        step = uuid.UUID(identity)
    except ValueError:
        raise Http404 from None
    steps = report.occurrences.filter(source=SOURCE, next_step__identity=step)
    occurrence = steps.select_related("next_step", "report__country", "report__campaign").first()
    if occurrence is None:
        raise Http404
    if act == "remove":
        remove_next_step(occurrence=occurrence, by=by)
    elif act == "restore":
        bring_back_next_step(occurrence=occurrence, by=by)
    elif occurrence.removed_at is None:
        move_next_step(occurrence=occurrence, up=act == "up", by=by)
