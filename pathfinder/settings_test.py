"""Settings of the test run, on a throw-away PostgreSQL, or DATABASE_URL's server, or SQLite with TEST_DB=sqlite.

The run does not depend on the variables of the machine it runs on: what the product reads from the environment is set
here, before its settings are read.
"""

import os

if os.environ.get("TEST_DB") == "sqlite":
    os.environ.pop("DATABASE_URL", None)
elif not os.environ.get("DATABASE_URL"):
    from tests.pg import start

    os.environ["DATABASE_URL"] = start()  # the other processes of the run inherit it

READ_BY_SETTINGS = ["ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "DATA_DIR", "EMAIL_HOST", "OIDC_SERVER_URL", "PROXIES"]
READ_BY_SETTINGS += ["TIME_ZONE", "UPLOAD_LIMIT"]
for name in READ_BY_SETTINGS:
    os.environ.pop(name, None)
os.environ |= {"DEBUG": "0", "DEMONSTRATION": "0", "HTTPS": "0", "SECRET_KEY": "guards nothing"}
os.environ["SITE_URL"] = "https://report.example.org"

from pathfinder.settings import *  # noqa: E402, F403
from pathfinder.settings import CACHES, DATABASES, MIDDLEWARE, STORAGES  # noqa: E402

DATABASES["default"]["CONN_MAX_AGE"] = 0
MIDDLEWARE.append("pathfinder.middleware.ReadOnlyGet")
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # the tests of the limits turn them on
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}, "product": CACHES["default"]}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# Static files come from their sources; tests/test_templates.py makes the hashed set as production does.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = None
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
