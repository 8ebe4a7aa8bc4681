from django.apps import AppConfig
from django.core import checks


class QuestionnairesConfig(AppConfig):
    name = "questionnaires"

    def ready(self):
        from questionnaires.checks import check_editions

        checks.register(check_editions, "questionnaires")
