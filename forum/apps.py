from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumConfig(AppConfig):
    name = "forum"

    def ready(self) -> None:
        from journal.actions import register

        register(
            {
                "country.added": _("%(actor)s added the country %(target)s"),
                "country.changed": _("%(actor)s changed the country %(target)s"),
                "account.changed": _("%(actor)s changed the account of %(target)s"),
                "account.sessions_ended": _("%(actor)s ended their other sessions"),
                "account.second_factor_added": _("%(actor)s set up a second factor"),
                "account.second_factor_removed": _("%(actor)s removed a second factor"),
                "account.second_factor_lost": _("%(actor)s took the second factor off the account of %(target)s"),
            }
        )
        from forum.account import recording, telling
        from notices import kinds

        kinds.register({telling.KIND: kinds.Kind(_("What changes the way into your account"), essential=True)})
        recording.listen()
