from django.apps import AppConfig


class CoeditingConfig(AppConfig):
    name = "coediting"

    def ready(self) -> None:
        from coediting.tasks import gather_logs
        from notices import daily

        daily.register("coediting.compacted", lambda day: gather_logs.enqueue())
