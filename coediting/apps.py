from django.apps import AppConfig


class CoeditingConfig(AppConfig):
    name = "coediting"

    def ready(self) -> None:
        from coediting import news
        from coediting.tasks import gather_logs
        from notices import daily

        daily.register("coediting.compacted", lambda day: gather_logs.enqueue())
        daily.register("coediting.changes", lambda day: news.forget())
