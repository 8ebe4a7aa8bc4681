from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "assignment.made": _("%(actor)s assigned a part of %(target)s"),
    "assignment.changed": _("%(actor)s changed an assignment in %(target)s"),
    "assignment.done": _("%(actor)s marked an assigned part of %(target)s as done"),
    "assignment.reopened": _("%(actor)s opened an assigned part of %(target)s again"),
    "assignment.ended": _("%(actor)s took back an assigned part of %(target)s"),
    "secretariat.allowed": _("%(actor)s let the secretariat fill in %(target)s on the country’s behalf"),
    "secretariat.stopped": _("%(actor)s stopped the secretariat from filling in %(target)s"),
}
