"""One file, read from the environment. `.env.example` lists every variable."""

import os
from pathlib import Path

import dj_database_url
import pghistory
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

import perpignan.celery  # noqa: F401 - what `shared_task` declares belongs to our app
from perpignan import identity, logs
from perpignan.embedded import database as embedded_database
from perpignan.embedded import paths
from perpignan.embedded import secrets as embedded_secrets

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = paths.var()


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def env_bool(name: str, *, default: bool = False) -> bool:
    return env(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def env_list(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in env(name, default).split(",") if item.strip()]


DEBUG = env_bool("DEBUG")
SECRET_KEY = env("SECRET_KEY") or embedded_secrets.secret_key()
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
SITE_URL = env("SITE_URL", "http://localhost:8000")

INSTALLED_APPS = [
    "perpignan.study.apps.BackofficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",  # our form renderer overrides its templates
    "pgtrigger",
    "pghistory",
    "import_export",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "django_htmx",
    "js_lib_leaflet",
    "django_structlog",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "perpignan.study",
    "perpignan.accounts",
    "perpignan.reports",
    "perpignan.governance",
    # The phases: one line each. Nothing else names them.
    "benchmark",
    "diagnostic",
    "consultation",
    "actionplan",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "perpignan.history.SignedInHistoryMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "perpignan.accounts.middleware.SecondFactorMiddleware",
]

ROOT_URLCONF = "perpignan.urls"
WSGI_APPLICATION = "perpignan.wsgi.application"
ASGI_APPLICATION = "perpignan.asgi.application"

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
                "csp.context_processors.nonce",
                "perpignan.study.context.portal",
            ],
        },
    },
]
FORM_RENDERER = "perpignan.study.forms.PortalFormRenderer"

# Database: a new connection for each request costs 6 ms, so a pool keeps them.
DATABASE_URL = env("DATABASE_URL") or embedded_database.url()
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_health_checks=True)}
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
    "min_size": int(env("DATABASE_POOL_MIN", "1")),
    "max_size": int(env("DATABASE_POOL_MAX", "8")),
    "timeout": 10,
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHE_URL = env("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
    }
    if CACHE_URL
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
    },
    # Drawn charts: kept on disk, so that a page showing one asks the database nothing.
    "charts": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "charts",
    }
    if CACHE_URL
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": env("CHART_CACHE", str(VAR_DIR / "cache" / "charts")),
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}

AUTH_USER_MODEL = "study.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "study:login"
LOGIN_REDIRECT_URL = "governance:workspace"
LOGOUT_REDIRECT_URL = "study:home"

# Sign-in by OpenID Connect: see perpignan/identity.py and perpignan/study/oidc.py.
OIDC_PROVIDERS = identity.read_providers(env("OIDC_PROVIDERS"))
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": identity.apps(OIDC_PROVIDERS)}}
SOCIALACCOUNT_ADAPTER = "perpignan.study.oidc.SignInAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_EMAIL_REQUIRED = False
SOCIALACCOUNT_STORE_TOKENS = False
ACCOUNT_ADAPTER = "perpignan.study.oidc.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_FORMS = {"reauthenticate": "perpignan.accounts.forms.ConfirmPasswordForm"}
# The second factor: whose roles must have one, how long an invitation is good.
SECOND_FACTOR_ROLES = env_list(
    "SECOND_FACTOR_ROLES", "" if env("DEMO_ACCOUNTS") == "1" else "lead,administrator"
)
INVITATION_DAYS = int(env("INVITATION_DAYS", "7"))
MFA_ADAPTER = "perpignan.accounts.mfa.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "perpignan.accounts.forms.SecondFactorForm",
    "reauthenticate": "perpignan.accounts.forms.ConfirmByCodeForm",
    "activate_totp": "perpignan.accounts.forms.ActivateForm",
}

# French is the source language; Catalan and English are translations of the public side.
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français")), ("ca", _("Catalan")), ("en", _("Anglais"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
# English is British here: "10 November 2020".
FORMAT_MODULE_PATH = "perpignan.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"
# Numbers are written by the portal's own filters: otherwise a year or a key reads "2 026".
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "perpignan" / "static"]
MEDIA_ROOT = Path(env("MEDIA_ROOT", str(VAR_DIR / "media")))
# Reports are the files that workers on several machines share: a folder, or S3.
REPORT_STORAGES = {
    "folder": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "s3": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env("REPORT_S3_BUCKET"),
            "endpoint_url": env("REPORT_S3_ENDPOINT") or None,
            "region_name": env("REPORT_S3_REGION") or None,
            "access_key": env("REPORT_S3_ACCESS_KEY") or None,
            "secret_key": env("REPORT_S3_SECRET_KEY") or None,
            "default_acl": "private",
            "file_overwrite": False,
        },
    },
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "reports": REPORT_STORAGES[env("REPORT_STORAGE", "folder")],
    "staticfiles": {
        "BACKEND": env(
            "STATICFILES_BACKEND", "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

# Celery: the same Postgres by default, Redis or RabbitMQ through CELERY_BROKER_URL.
CELERY_BROKER_URL = env("CELERY_BROKER_URL") or embedded_database.broker_url(DATABASE_URL)
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep-stuck-reports": {
        "task": "perpignan.reports.tasks.sweep_stuck_reports",
        "schedule": float(env("REPORT_SWEEP_SECONDS", "15")),
    },
    "run-report-schedules": {
        "task": "perpignan.reports.tasks.run_report_schedules",
        "schedule": 300.0,
    },
    "forget-ended-counters": {
        "task": "perpignan.celery.forget_ended_counters",
        "schedule": 3600.0,
    },
}
SCENARIO_STUCK_AFTER_SECONDS = int(env("SCENARIO_STUCK_AFTER_SECONDS", "60"))
IMPORT_SWEEP_SECONDS = float(env("IMPORT_SWEEP_SECONDS", "15"))
IMPORT_STUCK_AFTER_SECONDS = int(env("IMPORT_STUCK_AFTER_SECONDS", "60"))
REPORT_STUCK_AFTER_SECONDS = int(env("REPORT_STUCK_AFTER_SECONDS", "60"))
# How long the layout of one report may take, and how much memory (MB).
REPORT_LAYOUT_SECONDS = int(env("REPORT_LAYOUT_SECONDS", "180"))
REPORT_LAYOUT_MEMORY_MB = int(env("REPORT_LAYOUT_MEMORY_MB", "4096"))

# Mail: given a server, letters go out; without one they are written on the console.
EMAIL_HOST = env("EMAIL_HOST", "localhost")
EMAIL_PORT = int(env("EMAIL_PORT", "25"))
EMAIL_HOST_USER = env("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = env("EMAIL_BACKEND") or "django.core.mail.backends." + (
    "smtp.EmailBackend" if env("EMAIL_HOST") else "console.EmailBackend"
)
#: Nothing is offered by mail while mail goes nowhere.
MAIL_GOES_OUT = not EMAIL_BACKEND.endswith("console.EmailBackend")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", "portail@localhost")

# What a citizen may write in a burst: see perpignan/limits.py.
PUBLIC_WRITE_LIMIT = env("PUBLIC_WRITE_LIMIT", "30/600")
PUBLIC_WRITE_ADDRESS_LIMIT = env("PUBLIC_WRITE_ADDRESS_LIMIT", "400/3600")
# Answers to one consultation, from anywhere: faster than this, a moment is asked of each.
BURST_LIMIT = env("BURST_LIMIT", "60/60")
LOGIN_LIMIT = env("LOGIN_LIMIT", "10/900")

# Nothing is published on fewer answers than this in a cell.
PUBLICATION_THRESHOLD = int(env("PUBLICATION_THRESHOLD", "10"))
# The maturity self-assessment is answered by agents on their department, not by citizens
# on themselves, and a town has few departments: fewer answers are enough.
MATURITY_THRESHOLD = int(env("MATURITY_THRESHOLD", "3"))
ILLUSTRATIVE_ANSWERS = int(env("ILLUSTRATIVE_ANSWERS", "2000"))  # invented, for the demonstration

# Files that an answer may bring: the types found in their content, and their size.
ANSWER_FILE_TYPES = env(
    "ANSWER_FILE_TYPES", "image/jpeg,image/png,image/webp,application/pdf"
).split(",")
ANSWER_FILE_MAX_BYTES = int(env("ANSWER_FILE_MAX_BYTES", "5000000"))

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
HTTPS_ONLY = env_bool("HTTPS_ONLY")
SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS_ONLY else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS_ONLY else None
SESSION_COOKIE_SECURE = HTTPS_ONLY
CSRF_COOKIE_SECURE = HTTPS_ONLY
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        # A sign-in form leads to the provider that vouches for the person.
        "form-action": [SELF, *identity.origins(OIDC_PROVIDERS)],
        "frame-ancestors": [NONE],
    },
}

REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["perpignan.rest.ReadOnlyUnlessAllowed"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "perpignan.rest.PortalPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "perpignan.rest.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Perpignan Cœur de Ville",
    "DESCRIPTION": "Les données publiques de l'étude de stratégie numérique du cœur de ville.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    # Choices that several nouns share, or that share a field's name.
    "ENUM_NAME_OVERRIDES": {
        "ConfidenceEnum": "perpignan.study.enums.Confidence",
        "ActionStatusEnum": "perpignan.study.enums.ActionStatus",
        "CostKindEnum": "actionplan.enums.CostKind",
        "RequestStateEnum": "actionplan.enums.RequestState",
        "SessionStatusEnum": "diagnostic.enums.SessionStatus",
        "PerimeterKindEnum": "diagnostic.enums.PerimeterKind",
        "InterviewKindEnum": "perpignan.study.enums.InterviewKind",
        "InterviewStatusEnum": "perpignan.study.enums.InterviewStatus",
        "ImportStatusEnum": "diagnostic.enums.ImportStatus",
        "ReportStatusEnum": "perpignan.reports.enums.ReportStatus",
        "MinutesStateEnum": "perpignan.governance.enums.MinutesState",
        "RiskStateEnum": "perpignan.governance.enums.RiskState",
        "StrategyStateEnum": "actionplan.enums.StrategyState",
        "BudgetCostBasisEnum": "consultation.enums.CostBasis",
        "CaseCostBasisEnum": "benchmark.enums.VatBasis",
    },
}

IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_SKIP_ADMIN_LOG = False

# History: who, when, what, by Postgres triggers; the events themselves never change.
PGHISTORY_DEFAULT_TRACKERS = (
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
)
PGHISTORY_APPEND_ONLY = True
# Triggers are installed after migrations, not by them: see perpignan/migrating.py.
PGTRIGGER_MIGRATIONS = False

LOGGING = logs.logging_config(
    is_readable=DEBUG,
    level=env("LOG_LEVEL", "INFO"),
    request_level=env("REQUEST_LOG_LEVEL", "INFO"),
)
logs.configure_structlog()
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
