from datetime import date

from django.apps import AppConfig
from django.core.management import call_command
from django.utils.translation import gettext_lazy as _


class PathfinderConfig(AppConfig):
    name = "pathfinder"

    def ready(self) -> None:
        from journal.actions import register
        from notices import daily

        register(
            {
                "demonstration.loaded": _("%(actor)s loaded the demonstration"),
                "mails.tried_again": _("%(actor)s had mails tried again that could not be sent"),
            }
        )
        daily.register("queue.tidied", tidy_the_queue)


def tidy_the_queue(day: date) -> None:
    """Forget what was done in the background two weeks ago, and what failed three months ago."""
    call_command("prune_db_task_results", queue_name="*", min_age_days=14, failed_min_age_days=90, verbosity=0)
