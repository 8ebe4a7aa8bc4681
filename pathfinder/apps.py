from django.apps import AppConfig


class PathfinderConfig(AppConfig):
    name = "pathfinder"

    def ready(self) -> None:
        from pathfinder import checks  # noqa: F401  registers the system checks
