"""Settings of the site. What differs between deployments comes from the environment; secrets come from the key file.

CLEARWAY_STORE   the store folder. Without it (tests, type checks) the database is in memory, the keys are thrown away.
CLEARWAY_HOSTS   further host names that may be asked for, separated by commas.
CLEARWAY_METRICS_TOKEN  what a monitoring system must bring to read /metrics; without it, only this machine reads it.
CLEARWAY_API_REQUESTS_A_MINUTE  how many requests one API token may bring in a minute: 120 when not said.
CLEARWAY_PUBLIC_PAGES_A_MINUTE  how many pages for everybody one address may ask for in a minute: 600 when not said.
CLEARWAY_DATABASE   the address of a PostgreSQL database, without a password; without it, SQLite in the store's folder.
CLEARWAY_DATABASE_OWNER  the same database as the role that owns the tables: for commands that change tables.
CLEARWAY_DATABASE_PASSWORD_FILE  a file that holds the password of the role that serves; PGPASSFILE serves both roles.
CLEARWAY_LOCK_SECONDS  how long to wait for another process that writes to the database: 20 when not said.
CLEARWAY_ANTIVIRUS  a command that is given the path of a file (0 clean, 1 infected); without it, files are not scanned.
CLEARWAY_ANTIVIRUS_SECONDS  how long it may take with one file: 300 when not said.
CLEARWAY_SECOND_STEP  of whom a code is asked after the password: `by-role` when not said, `everybody`, `own-choice`.
CLEARWAY_MAIL_HOST  the server that mails leave by, with a port if need be; without it, files in the store's folder.
CLEARWAY_MAIL_SECURITY  `starttls` when not said, `tls`, or `none` for a server on this machine.
CLEARWAY_MAIL_USER, CLEARWAY_MAIL_PASSWORD_FILE  how Clearway signs in to it: a name, and a file with the password.
CLEARWAY_MAIL_FROM  whom mails come from.
CLEARWAY_OIDC_ISSUER, CLEARWAY_OIDC_CLIENT_ID, CLEARWAY_OIDC_CLIENT_SECRET_FILE  a sign-in service (OpenID Connect):
    its address, the name it gave us, a file that holds the secret. CLEARWAY_OIDC_NAME is what the button calls it.
CLEARWAY_OIDC_EMAILS  which of its addresses are believed: `verified` when not said, or `all`.
CLEARWAY_OIDC_ACR  the classes of authentication that are good enough, separated by spaces; any when not said.
CLEARWAY_LOCAL_ACCOUNTS  `0` when people sign in by that service alone, and by no password.
CLEARWAY_HTTPS   `1` when browsers reach the site by https (at a proxy): cookies and redirects then insist on it.
"""

import os
import secrets
import shlex
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from clearway.site.accounts.factor.rule import chosen_rule
from clearway.site.accounts.oidc.provider import has_local_accounts, provider_of
from clearway.site.logs import logging_settings
from clearway.site.mail import mail_settings
from clearway.site.operational.address import databases
from clearway.store.folder import StoreFolder, read_store
from clearway.store.keys import StoreKey

SITE = Path(__file__).resolve().parent


def _store() -> StoreFolder | None:
    named = os.environ.get("CLEARWAY_STORE")
    return read_store(Path(named)) if named else None


STORE = _store()
STORE_KEY = STORE.key() if STORE else StoreKey(id="unsaved", master=secrets.token_bytes(32))
IS_HTTPS = os.environ.get("CLEARWAY_HTTPS") == "1"

DEBUG = False
SECRET_KEY = STORE_KEY.for_purpose("sessions").hex()
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *filter(None, os.environ.get("CLEARWAY_HOSTS", "").split(",")),
]

LOCAL_APPS = [
    "clearway.site.accounts",
    "clearway.site.organisations",
    "clearway.site.people",
    "clearway.site.audit",
    "clearway.site.jobs",
    "clearway.site.notifications",
    "clearway.site.submissions",
    "clearway.site.mapping",
    "clearway.site.sending",
    "clearway.site.agreements",
    "clearway.site.forms",
    "clearway.site.registers",
    "clearway.site.groups",
    "clearway.site.discussion",
    "clearway.site.attachments",
    "clearway.site.saved",
    "clearway.site.exports",
    "clearway.site.retention",
    "clearway.site.governance",
    "clearway.site.quality",
    "clearway.site.standards",
    "clearway.site.annotations",
    "clearway.site.places",
    "clearway.site.performance",
    "clearway.site.measures",
    "clearway.site.evaluation",
    "clearway.site.tracking",
    "clearway.site.break_glass",
    "clearway.site.reconciliation",
    "clearway.site.directory",
    "clearway.site.transfers",
    "clearway.site.revisions",
    "clearway.site.plan",
    "clearway.site.crosswalk",
    "clearway.site.evidence",
    "clearway.site.strategies",
    "clearway.site.returns",
    "clearway.site.engagement",
    "clearway.site.publishing",
    "clearway.site.metrics",
    "clearway.site.api",
    "clearway.site.pages",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *LOCAL_APPS,
]

MIDDLEWARE = [
    "clearway.site.metrics.middleware.RequestCounter",
    "clearway.site.audit.middleware.RequestOnTrail",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "clearway.site.accounts.middleware.SessionLimits",
    "clearway.site.api.middleware.ApiAccess",
    "clearway.site.accounts.middleware.SignInRequired",
    "clearway.site.organisations.middleware.ActiveMembership",
    "clearway.site.accounts.factor.middleware.SecondStepRequired",
    "clearway.site.performance.middleware.OneVersion",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "clearway.site.urls"
WSGI_APPLICATION = "clearway.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [SITE / "jinja2"],
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "clearway.site.jinja.environment",
            "context_processors": ["clearway.site.context.shell"],
        },
    }
]

DATABASES = databases(os.environ, STORE)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SECOND_STEP = chosen_rule(os.environ)
OIDC = provider_of(os.environ)
LOCAL_ACCOUNTS = has_local_accounts(os.environ, OIDC)
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/"
OPEN_PATHS = ("/sign-in", "/health", "/metrics", "/accessibility", "/public/", "/static/", "/api/v1/openapi.json")
API_REQUESTS_A_MINUTE = int(os.environ.get("CLEARWAY_API_REQUESTS_A_MINUTE", "120"))
PUBLIC_PAGES_A_MINUTE = int(os.environ.get("CLEARWAY_PUBLIC_PAGES_A_MINUTE", "600"))
METRICS_TOKEN = os.environ.get("CLEARWAY_METRICS_TOKEN", "")

SESSION_IDLE_SECONDS = 15 * 60
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "clearway.site.pages.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_REDIRECT_EXEMPT = [r"^health$", r"^metrics$"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

MAIL = mail_settings(os.environ, STORE)
EMAIL_BACKEND, EMAIL_FILE_PATH = MAIL.backend, MAIL.folder
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.security == "starttls", MAIL.security == "tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL.sender

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [SITE / "static", *filter(None, [os.environ.get("CLEARWAY_VENDOR_ASSETS")])]
STATIC_ROOT = SITE / "assets"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "clearway.site.staticfiles.BuiltAssets"},
}

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_settings()
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000
# Small files stay in memory, larger ones are let go: only the page for sending files takes them, into the store.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

ANTIVIRUS = tuple(shlex.split(os.environ.get("CLEARWAY_ANTIVIRUS", "")))
ANTIVIRUS_SECONDS = float(os.environ.get("CLEARWAY_ANTIVIRUS_SECONDS", "300"))
