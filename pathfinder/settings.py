"""Settings of the product, in one file. What differs between machines is read from the environment (see README)."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from bilingual import languages
from pathfinder import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var")))
"""Where the embedded database and uploaded files lie."""

DEBUG = env.flag("DEBUG")
DEMONSTRATION = env.flag("DEMONSTRATION")
"""Shows the demonstration log-ins on the log-in page and says on every page that the data are a demonstration."""

SECRET_KEY = env.text("SECRET_KEY")
if not SECRET_KEY:
    if env.text("DATABASE_URL") and not (DEBUG or DEMONSTRATION):
        raise ImproperlyConfigured(
            "SECRET_KEY is not set: give it 50 random characters, the same for every process of the site"
        )
    from pathfinder.secret import kept_secret

    SECRET_KEY = kept_secret(DATA_DIR / "secret-key")

ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "pathfinder",
    "publications",
    "reports",
    "coediting",
    "questionnaires",
    "roadmaps",
    "forum",
    "files",
    "notices",
    "journal",
    "bilingual",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "pathfinder.middleware.CompressedText",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "pathfinder.refusals.RefusalsLogged",
    "pathfinder.middleware.PrivateAnswers",
    "pathfinder.middleware.OneClock",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pathfinder.middleware.LoginRequired",
    "forum.middleware.SecondFactorRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "pathfinder.middleware.FormsGivenBack",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
if DEBUG:
    MIDDLEWARE.append("pathfinder.middleware.ReadOnlyGet")

ROOT_URLCONF = "pathfinder.urls"
WSGI_APPLICATION = "pathfinder.wsgi.application"
ASGI_APPLICATION = "pathfinder.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pathfinder.context.site",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'pathfinder.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # One writer at a time that waits for its turn, and readers that never wait for a writer. FULL: what is acknowledged
    # survives a power cut (decision 33; NORMAL would write the log of a commit to the disk some time later).
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    )
else:
    # A network that is cut says nothing: without these a request would wait for minutes, as the kernel does. Each can
    # be given in the URL instead (?connect_timeout=3). On a socket of the same machine they mean nothing.
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,  # seconds until a server that does not answer counts as away
        "tcp_user_timeout": 15_000,  # milliseconds until what was sent and not acknowledged counts as lost
        "keepalives": 1,  # while an answer is waited for: nothing is sent then, and nothing could be lost
        "keepalives_idle": 15,  # seconds of silence before the first question
        "keepalives_interval": 5,
        "keepalives_count": 3,
    } | DATABASES["default"].get("OPTIONS", {})
# What is to be done in the background waits in the same database: it commits with the act that asks for it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "forum.User"
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # e-mail addresses are unique whatever their case, by a constraint
    "security.W005",  # what the other hosts of a ministry's domain do is not ours to promise to browsers
    "security.W021",  # nor is a place in their preloaded lists, for the same reason
]
AUTHENTICATION_BACKENDS = ["forum.backends.EmailBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

ACCOUNT_ADAPTER = "forum.account.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; allauth wants to know all the same
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation that was accepted is the proof
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_FORMS = {"reauthenticate": "forum.account.forms.ConfirmByPasswordForm"}
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",  # a key is an address, or a person at the second step
    "reauthenticate": "10/m/user",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
}
MFA_ADAPTER = "forum.account.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Pathfinder"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "forum.account.forms.SecondStepForm",
    "reauthenticate": "forum.account.forms.ConfirmByCodeForm",
    "activate_totp": "forum.account.forms.SetUpCodesForm",
    "add_webauthn": "forum.account.forms.AddPasskeyForm",
    "authenticate_webauthn": "forum.account.forms.SecondStepByPasskeyForm",
    "reauthenticate_webauthn": "forum.account.forms.ConfirmByPasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "forum.account.adapters.SocialAccountAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
OIDC_SERVER_URL = env.text("OIDC_SERVER_URL")
"""The address of the OpenID Connect provider; without it there is no single sign-on."""
OIDC_NAME = env.text("OIDC_NAME", "OpenID Connect")
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
if OIDC_SERVER_URL:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "sso",
            "name": OIDC_NAME,
            "client_id": env.text("OIDC_CLIENT_ID"),
            "secret": env.text("OIDC_CLIENT_SECRET"),
            "settings": {"server_url": OIDC_SERVER_URL},
        }
    )

# Limits on tries are counted here: in the database, which every process shares and a restart leaves alone.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = [(code, languages.LANGUAGES[code].called) for code in languages.INTERFACE]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = ["pathfinder.formats"]
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "Europe/Paris")

STATIC_URL = "static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(BASE_DIR / "var" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or DEMONSTRATION
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or DEMONSTRATION
if WHITENOISE_USE_FINDERS:
    STATIC_ROOT = None  # files come from their sources; there is no collected set to look into

UPLOAD_LIMIT = env.whole_number("UPLOAD_LIMIT", 20 * 1024 * 1024)
"""Largest report file that is read, in bytes."""
READING_SETTINGS = "pathfinder.settings_reading"
"""Of the processes in which foreign files are read."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # a whole section of rich text, both languages, is about 1 MB

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "pathfinder.errors.csrf_failure"
HTTPS = env.flag("HTTPS", default=not (DEBUG or DEMONSTRATION) and bool(env.text("DATABASE_URL")))
if HTTPS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers allow passkeys on http://localhost alone
ALLAUTH_TRUSTED_PROXY_COUNT = env.whole_number("PROXIES", 1 if HTTPS else 0)
"""How many proxies stand before the site, each of which adds to X-Forwarded-For who asked it."""

IS_REAL = bool(env.text("DATABASE_URL")) and not (DEBUG or DEMONSTRATION)
SITE_URL = env.text("SITE_URL", "" if IS_REAL else "http://127.0.0.1:8000").rstrip("/")
"""Where the links in mails lead."""

EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.whole_number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD")
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 30
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "django.core.mail.backends.console.EmailBackend"
)
if DEMONSTRATION:
    EMAIL_BACKEND = "notices.outbox.EmailBackend"
CONTACT_EMAIL = env.text("CONTACT_EMAIL", "")
"""Whom an answer to a mail reaches that nobody in particular wrote: the secretariat of the Alliance."""
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "Pathfinder <no-reply@localhost>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"fontTools": {"level": "WARNING"}, "weasyprint": {"level": "WARNING"}}
    | {name: {"level": "ERROR"} for name in ("django.request", "django.security.csrf")},  # pathfinder.refusals says it
}
if DEMONSTRATION:  # the worker runs beside the server, and its terminal is the reader's
    LOGGING["loggers"] |= {name: {"level": "WARNING"} for name in ("django_tasks", "django_tasks_db")}
