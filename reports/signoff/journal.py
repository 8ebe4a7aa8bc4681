from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "report.send_to_forum": _("%(actor)s sent %(target)s to the forum"),
    "report.propose_without_forum": _("%(actor)s proposed %(target)s for signature"),
    "report.propose_sign_off": _("%(actor)s proposed %(target)s for signature"),
    "report.ask_changes": _("%(actor)s took %(target)s back from the forum to change it"),
    "report.sign": _("%(actor)s signed and submitted %(target)s"),
    "report.refuse_to_sign": _("%(actor)s returned %(target)s without signing"),
    "report.take_back": _("%(actor)s took %(target)s back from the signatory"),
    "report.publish": _("%(actor)s accepted %(target)s"),
    "report.return_submitted": _("%(actor)s returned %(target)s to the country"),
    "report.withdraw": _("%(actor)s withdrew %(target)s"),
    "report.correct": _("%(actor)s opened a corrected version of %(target)s"),
    "report.correction_taken_back": _("%(actor)s took back the corrected version of %(target)s"),
    "review.answered": _("%(actor)s answered for a working group to %(target)s"),
    "review.changed": _("%(actor)s changed a working group’s answer to %(target)s"),
    "report.reminded": _("%(actor)s reminded the focal point of %(target)s, which is late"),
}
