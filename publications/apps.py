from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "publications"

    def ready(self) -> None:
        from journal.actions import register
        from notices import daily
        from publications.building import printed_with_boxes
        from publications.bulk.keeping import look_after_exports
        from reports.checks import letters

        letters.register(printed_with_boxes)
        daily.register("publications.bulk", look_after_exports)
        register(
            {
                "report.exported": _("%(actor)s exported %(target)s"),
                "bulk_export.started": _("%(actor)s started the export of several reports, %(target)s"),
                "bulk_export.cancelled": _("%(actor)s cancelled the export of several reports, %(target)s"),
            }
        )
