from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "file.read": _("%(actor)s read a file for %(target)s"),
    "file.imported": _("%(actor)s imported a file into %(target)s"),
    "file.undone": _("%(actor)s undid the import of a file into %(target)s"),
}
