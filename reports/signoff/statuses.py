"""How far a report is, in the words of the desk. Lateness stands beside it: a report that is late is written, too."""

from enum import Enum

from django.utils.translation import gettext_lazy as _

from reports.stages import Stage

HANDED_IN = frozenset({Stage.SUBMITTED, Stage.PUBLISHED})
"""The stages after the country has done its part."""


class Status(Enum):
    NOT_STARTED = "not_started"
    WRITING = "writing"
    FORUM = "forum"
    SIGNING = "signing"
    SUBMITTED = "submitted"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        return str(LABELS[self])


OF_STAGE = {
    Stage.DRAFT: Status.WRITING,
    Stage.FORUM_REVIEW: Status.FORUM,
    Stage.SIGN_OFF: Status.SIGNING,
    Stage.SUBMITTED: Status.SUBMITTED,
    Stage.PUBLISHED: Status.PUBLISHED,
}

LABELS = {Status.NOT_STARTED: _("not started")} | {status: stage.label for stage, status in OF_STAGE.items()}


def status_of(stage: str, is_begun: bool) -> Status:
    """The status of a report at a stage; "" where there is no report. A draft without an answer is not started."""
    if not stage or (stage == Stage.DRAFT and not is_begun):
        return Status.NOT_STARTED
    return OF_STAGE[Stage(stage)]
