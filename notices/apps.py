from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "notices"

    def ready(self) -> None:
        from notices import checks, daily, kinds  # noqa: F401  the checks register themselves
        from notices.digest import send_digests

        kinds.register({kinds.DIGEST: kinds.Kind(_("Daily digest"))})
        daily.register("notices.digest", send_digests)
