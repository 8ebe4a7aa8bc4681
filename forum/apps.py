from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumConfig(AppConfig):
    name = "forum"

    def ready(self) -> None:
        from forum import checks  # noqa: F401  it registers itself
        from forum.account import notifications, recording
        from journal.actions import register
        from notices import kinds

        register(
            {
                "country.added": _("%(actor)s added the country %(target)s"),
                "person.erased": _("%(actor)s erased the personal data of %(target)s"),
                "country.changed": _("%(actor)s changed the country %(target)s"),
                "account.changed": _("%(actor)s changed the account of %(target)s"),
                "account.sessions_ended": _("%(actor)s ended their other sessions"),
                "account.second_factor_added": _("%(actor)s set up a second factor"),
                "account.second_factor_removed": _("%(actor)s removed a second factor"),
                "account.second_factor_lost": _("%(actor)s took the second factor off the account of %(target)s"),
                "membership.given": _("%(actor)s gave a role: %(target)s"),
                "membership.changed": _("%(actor)s changed the group, organisation or dates of a role: %(target)s"),
                "membership.ended": _("%(actor)s ended a role: %(target)s"),
                "invitation.sent": _("%(actor)s sent an invitation: %(target)s"),
                "invitation.resent": _("%(actor)s sent an invitation again: %(target)s"),
                "invitation.cancelled": _("%(actor)s cancelled an invitation: %(target)s"),
                "invitation.accepted": _("%(actor)s accepted an invitation: %(target)s"),
                "person.joined": _("%(actor)s made an account by accepting an invitation"),
                "handover.offered": _("%(actor)s offered to hand over: %(target)s"),
                "handover.done": _("%(actor)s completed a handover: %(target)s"),
                "group.added": _("%(actor)s added the working group %(target)s"),
                "group.renamed": _("%(actor)s renamed the working group %(target)s"),
                "group.moved": _("%(actor)s changed the order of the working groups: %(target)s"),
                "group.retired": _("%(actor)s retired the working group %(target)s"),
                "group.brought_back": _("%(actor)s brought back the working group %(target)s"),
                "organisation.added": _("%(actor)s added the organisation %(target)s"),
                "organisation.changed": _("%(actor)s changed the organisation %(target)s"),
            }
        )
        kinds.register(
            {
                notifications.KIND: kinds.Kind(_("What changes the way into your account"), essential=True),
                "forum.invited": kinds.Kind(_("You are invited to a role"), essential=True),
                "forum.role_given": kinds.Kind(_("You are given a role"), essential=True),
                "forum.role_ended": kinds.Kind(_("Your role ends"), essential=True),
                "forum.handed_over": kinds.Kind(_("The role of a focal point is handed over"), essential=True),
                "forum.accepted": kinds.Kind(_("Somebody accepts your invitation")),
            }
        )
        recording.listen()
