from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoadmapsConfig(AppConfig):
    name = "roadmaps"

    def ready(self) -> None:
        from files import purposes
        from journal.actions import register
        from journal.links import register as register_link
        from roadmaps import handing_in
        from roadmaps.queries import addresses_of_roadmaps

        purposes.register(
            handing_in.PURPOSE,
            read=handing_in.read,
            keep=handing_in.keep,
            is_open=lambda upload: handing_in.source_in(upload) is not None,
        )  # what it would change is reckoned anew each time
        register_link("roadmaps.roadmap", addresses_of_roadmaps)
        register(
            {
                "roadmap.imported": _("%(actor)s imported the roadmap %(target)s"),
                "roadmap.started": _("%(actor)s started the roadmap version %(target)s"),
                "roadmap.replacements_chosen": _(
                    "%(actor)s said what replaces items of earlier versions in %(target)s"
                ),
                "roadmap.adopted": _("%(actor)s put the roadmap version %(target)s in force"),
                "roadmap.discarded": _("%(actor)s discarded the draft of the roadmap version %(target)s"),
                "roadmap.changed": _("%(actor)s changed the title, dates or level names of the roadmap %(target)s"),
                "roadmap.item_added": _("%(actor)s added an item to the roadmap %(target)s"),
                "roadmap.item_renamed": _("%(actor)s renamed an item of the roadmap %(target)s"),
                "roadmap.item_moved": _("%(actor)s changed the order of the roadmap %(target)s"),
                "roadmap.item_retired": _("%(actor)s retired an item of the roadmap %(target)s"),
                "roadmap.item_brought_back": _("%(actor)s brought back an item of the roadmap %(target)s"),
            }
        )
