from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PathfinderConfig(AppConfig):
    name = "pathfinder"

    def ready(self) -> None:
        from journal.actions import register

        register({"demonstration.loaded": _("%(actor)s loaded the demonstration")})
