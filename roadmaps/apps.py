from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoadmapsConfig(AppConfig):
    name = "roadmaps"

    def ready(self) -> None:
        from journal.actions import register

        register(
            {
                "roadmap.imported": _("%(actor)s imported the roadmap %(target)s"),
                "roadmap.started": _("%(actor)s started the roadmap version %(target)s"),
                "roadmap.changed": _("%(actor)s changed the roadmap %(target)s"),
                "roadmap.adopted": _("%(actor)s recorded the adoption of %(target)s"),
            }
        )
