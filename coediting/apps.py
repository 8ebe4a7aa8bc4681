from django.apps import AppConfig


class CoeditingConfig(AppConfig):
    name = "coediting"
