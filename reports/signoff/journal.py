from django.utils.translation import gettext_lazy as _

from reports.stages import TRANSITIONS

SENTENCES = {f"report.{name}": transition.journal for name, transition in TRANSITIONS.items()} | {
    "report.correction_taken_back": _("%(actor)s took back the corrected version of %(target)s"),
    "review.answered": _("%(actor)s answered for a working group to %(target)s"),
    "review.changed": _("%(actor)s changed a working group’s answer to %(target)s"),
    "report.reminded": _("%(actor)s reminded the focal point of %(target)s, which is late"),
}
