from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "files"

    def ready(self) -> None:
        from files.keeping import tidy
        from notices import daily

        daily.register("files.uploads", tidy)
