"""The stages of a report. What can happen between them is a table of its own once reports are reviewed and signed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    DRAFT = "draft", _("draft")
    FORUM_REVIEW = "forum_review", _("with the forum")
    SIGN_OFF = "sign_off", _("sign-off")
    SUBMITTED = "submitted", _("submitted")
    PUBLISHED = "published", _("published")


EDITABLE = frozenset({Stage.DRAFT})
"""The stages in which answers may change."""
