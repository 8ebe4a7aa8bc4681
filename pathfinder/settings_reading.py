"""Settings of the process in which a foreign file is read (files.process): no database and no apps, only words."""

from pathfinder.settings import *  # noqa: F403

INSTALLED_APPS = []
DATABASES = {}
LOGGING_CONFIG = None
