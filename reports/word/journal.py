from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "word.taken": _("%(actor)s took a part of %(target)s out as a Word file"),
    "word.read": _("%(actor)s sent back a Word file for %(target)s"),
}
