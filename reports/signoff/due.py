"""When a report is due: said here alone, for queries and for one report."""

from datetime import date

from django.db.models import F

from reports.models import Report

DUE = F("campaign__due_on")


def due_on(report: Report) -> date:
    return report.campaign.due_on
