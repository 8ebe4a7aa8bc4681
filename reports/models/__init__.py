from reports.models.answers import TYPED, Answer, AnswerAuthor, AnswerRevision, Channel
from reports.models.assignments import Assignment, AssignmentReminder
from reports.models.campaign import Campaign
from reports.models.changes import StageChange
from reports.models.comments import Comment, EarlierComment, Thread
from reports.models.contributions import Voice
from reports.models.correspondence import Message, Note
from reports.models.imports import ReportImport
from reports.models.proposals import Outcome, Proposal, ProposalDecision, ProposalState, Source
from reports.models.reminders import DueReminder, ReviewReminder
from reports.models.report import Report
from reports.models.slots import Occurrence, Slot
from reports.models.snapshots import ForumAnswer, Signature, Snapshot
from reports.models.texts import AnswerText
from reports.models.visits import LastVisit
from reports.models.word import WordCopy, WordReturn

__all__ = [
    "TYPED",
    "Answer",
    "AnswerAuthor",
    "AnswerRevision",
    "AnswerText",
    "Assignment",
    "AssignmentReminder",
    "Campaign",
    "Channel",
    "Comment",
    "DueReminder",
    "EarlierComment",
    "ForumAnswer",
    "LastVisit",
    "Message",
    "Note",
    "Occurrence",
    "Outcome",
    "Proposal",
    "ProposalDecision",
    "ProposalState",
    "Report",
    "ReportImport",
    "ReviewReminder",
    "Signature",
    "Slot",
    "Snapshot",
    "Source",
    "StageChange",
    "Thread",
    "Voice",
    "WordCopy",
    "WordReturn",
]
