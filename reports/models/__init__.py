from reports.models.answers import Answer, AnswerRevision, Channel, Occurrence
from reports.models.campaign import Campaign
from reports.models.changes import StageChange
from reports.models.imports import ReportImport
from reports.models.report import Report
from reports.models.snapshots import ForumAnswer, Signature, Snapshot

__all__ = [
    "Answer",
    "AnswerRevision",
    "Campaign",
    "Channel",
    "ForumAnswer",
    "Occurrence",
    "Report",
    "ReportImport",
    "Signature",
    "Snapshot",
    "StageChange",
]
