from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "contributors.printed": _("%(actor)s had the contributors printed in %(target)s"),
    "contributors.left_out": _("%(actor)s left the contributors out of %(target)s"),
}
