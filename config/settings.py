"""Settings: strict, from the environment, with defaults for one person's own machine.

Every variable starts with `LIMBER_` (except `DATABASE_URL`); a value that does not parse stops the
start with the variable's name.
"""

import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from environs import Env

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)

VAR_DIR = Path(env.str("LIMBER_VAR_DIR", str(BASE_DIR / "var")))


def _secret_key() -> str:
    """The key from the environment, else one kept in `var/`, made on the first start."""
    given = env.str("LIMBER_SECRET_KEY", "")
    if given:
        return given
    path = VAR_DIR / "secret_key"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


DEBUG = env.bool("LIMBER_DEBUG", False)
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.list("LIMBER_ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("LIMBER_TRUSTED_ORIGINS", [])
#: True behind TLS: secure cookies and HSTS.
HTTPS = env.bool("LIMBER_HTTPS", False)

INSTALLED_APPS = [
    "accounts.staff_app.StaffConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "template_partials",
    "config",
    "accounts",
    "foods",
    "recipes",
    "people",
    "planner",
    "journal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.TenantMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

SQLITE_OPTIONS = {
    # Writers queue instead of failing half-way: take the write lock at BEGIN, wait for it.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


def _databases() -> dict[str, dict[str, object]]:
    url = env.str("DATABASE_URL", "")
    if url:
        return {"default": dict(dj_database_url.parse(url, conn_max_age=60))}
    return {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR_DIR / "limber.sqlite3",
            "OPTIONS": SQLITE_OPTIONS,
            # A file, so that the thread that stores a finished plan sees the test's database.
            "TEST": {"NAME": str(VAR_DIR / "test.sqlite3")},
        }
    }


(VAR_DIR / "static").mkdir(parents=True, exist_ok=True)
DATABASES = _databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("LIMBER_HSTS_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = env.bool("LIMBER_HSTS_PRELOAD", False)
#: True where a proxy ends TLS and sets X-Forwarded-Proto itself (and strips it from visitors).
if env.bool("LIMBER_BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "accounts.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

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
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Served straight from the source folders: `make run` needs no collectstatic.
WHITENOISE_USE_FINDERS = True

#: How many weeks are solved at once, and how long one may take.
SOLVER_WORKERS = env.int("LIMBER_SOLVER_WORKERS", 2)
SOLVER_QUEUE = env.int("LIMBER_SOLVER_QUEUE", 8)
SOLVER_SECONDS_ONE = env.float("LIMBER_SOLVER_SECONDS_ONE", 3.0)
SOLVER_SECONDS_MANY = env.float("LIMBER_SOLVER_SECONDS_MANY", 10.0)
# Seconds that the button waits for a week, so that a quick one is there without a page in between.
SOLVER_MOMENT = env.float("LIMBER_SOLVER_MOMENT", 1.0)
#: A page that asked for a week and is not heard of for so long waits for it no more.
SOLVER_UNSEEN_SECONDS = env.float("LIMBER_SOLVER_UNSEEN_SECONDS", 10.0)
#: A guest may ask for so many weeks in ten minutes.
GENERATIONS_PER_TEN_MINUTES = env.int("LIMBER_GENERATIONS_PER_TEN_MINUTES", 12)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LIMBER_LOG_LEVEL", "WARNING")},
}

env.seal()
