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
            }
        )
