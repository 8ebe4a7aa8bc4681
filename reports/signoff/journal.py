from django.utils.translation import gettext_lazy as _

from reports.stages import TRANSITIONS

SENTENCES = {f"report.{name}": transition.journal for name, transition in TRANSITIONS.items()} | {
    "report.correction_taken_back": _("%(actor)s took back the corrected version of %(target)s"),
    "review.answered": _("%(actor)s answered for a working group to %(target)s"),
    "review.changed": _("%(actor)s changed a working group’s answer to %(target)s"),
    "report.announced": _("%(actor)s announced the report %(target)s to the country"),
    "report.due_changed": _("%(actor)s changed the due date of %(target)s"),
    "campaign.due_changed": _("%(actor)s changed the due date of the campaign %(target)s"),
    "message.sent": _("%(actor)s wrote a message about %(target)s"),
    "note.written": _("%(actor)s wrote an internal note about %(target)s"),
    "note.checked": _("%(actor)s marked %(target)s as checked"),
    "report.reminded": _("%(actor)s reminded the focal point of %(target)s, which is late"),
}
