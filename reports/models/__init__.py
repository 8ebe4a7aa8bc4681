from reports.models.answers import Answer, AnswerRevision, Channel, Occurrence
from reports.models.campaign import Campaign
from reports.models.imports import ReportImport
from reports.models.report import Report

__all__ = ["Answer", "AnswerRevision", "Campaign", "Channel", "Occurrence", "Report", "ReportImport"]
