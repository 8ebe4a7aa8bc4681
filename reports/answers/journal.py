from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "campaign.opened": _("%(actor)s opened the campaign %(target)s"),
    "report.opened": _("%(actor)s opened the report %(target)s"),
    "report.moved_to_roadmap": _("%(actor)s put the report %(target)s on another version of the roadmap"),
    "answer.saved": _("%(actor)s saved an answer of %(target)s"),
    "answer.set_aside": _("%(actor)s chose the other of two versions of an answer of %(target)s"),
    "answer.restored": _("%(actor)s brought back an earlier answer of %(target)s"),
    "original.changed": _("%(actor)s changed the original language of an answer of %(target)s"),
    "next_step.added": _("%(actor)s added a next step to %(target)s"),
    "next_step.moved": _("%(actor)s changed the order of the next steps of %(target)s"),
    "next_step.removed": _("%(actor)s removed a next step from %(target)s"),
    "next_step.brought_back": _("%(actor)s brought back a next step of %(target)s"),
}
