"""The site as a process of its own, with a page of texts: python -m tests.browser.coedit.site prints its port."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathfinder.settings")

from django.conf import settings

settings.ROOT_URLCONF = "tests.browser.coedit.page"
settings.WHITENOISE_USE_FINDERS = True
settings.STATIC_ROOT = None
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # as the tests write them
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

from tests.coediting.site import main  # noqa: E402  the settings come first

if __name__ == "__main__":
    sys.exit(main())
