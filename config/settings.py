"""Settings: strict, from the environment, with defaults for one person's own machine.

Every variable starts with `LIMBER_` (except `DATABASE_URL`); a value that does not parse stops the
start with the variable's name.
"""

import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from environs import Env, validate

from config.connections import cache_from, email_from

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
#: True where a proxy ends TLS and sets X-Forwarded-Proto itself (and strips it from visitors).
BEHIND_PROXY = env.bool("LIMBER_BEHIND_PROXY", False)

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
    "allauth",
    "allauth.account",
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
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.TenantMiddleware",
]

ROOT_URLCONF = "config.urls_development" if DEBUG else "config.urls"
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
                "accounts.menu.account_menu",
                "people.figures_shown.figures",
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
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
_VALIDATORS = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": _VALIDATORS + "UserAttributeSimilarityValidator"},
    {"NAME": _VALIDATORS + "MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": _VALIDATORS + "CommonPasswordValidator"},
    {"NAME": _VALIDATORS + "NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "planner:home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.sign_in_forms.LoginForm",
    "signup": "accounts.sign_in_forms.SignupForm",
    "add_email": "accounts.sign_in_forms.AddEmailForm",
    "change_password": "accounts.sign_in_forms.ChangePasswordForm",
    "set_password": "accounts.sign_in_forms.SetPasswordForm",
    "reset_password": "accounts.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.sign_in_forms.ResetPasswordKeyForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
#: "optional" lets people in at once; "mandatory" asks them to open the letter first.
ACCOUNT_EMAIL_VERIFICATION = env.str(
    "LIMBER_EMAIL_VERIFICATION",
    "optional",
    validate=validate.OneOf(["none", "optional", "mandatory"]),
)
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Limber: "
ACCOUNT_LOGOUT_REDIRECT_URL = "planner:start"
ACCOUNT_EMAIL_CONFIRMATION_ANONYMOUS_REDIRECT_URL = "account_login"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
#: How many proxies stand in front: throttling counts by the address that the last one saw.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("LIMBER_TRUSTED_PROXIES", 1 if BEHIND_PROXY else 0)

#: Days until something asked to be deleted is gone, a guest is forgotten, an answered form too.
DELETION_DAYS = env.int("LIMBER_DELETION_DAYS", 14, validate=validate.Range(min=1))
GUEST_DAYS = env.int("LIMBER_GUEST_DAYS", 90, validate=validate.Range(min=1))
INTAKE_DAYS = env.int("LIMBER_INTAKE_DAYS", 180, validate=validate.Range(min=1))

SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
# No script reads it: pages carry the token themselves.
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("LIMBER_HSTS_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = env.bool("LIMBER_HSTS_PRELOAD", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "accounts.views.refusals.csrf_failure"
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

#: Letters go to the console until a server is named.
for _name, _value in email_from(env.str("LIMBER_EMAIL_URL", "")).items():
    globals()[_name] = _value
DEFAULT_FROM_EMAIL = env.str("LIMBER_EMAIL_FROM", "Limber <limber@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

#: Counts of throttling. Several server processes need one that they share.
CACHES = {"default": cache_from(env.str("LIMBER_CACHE_URL", ""))}

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
#: All guests of one address together: a family behind one router, not a script with new cookies.
GENERATIONS_PER_ADDRESS = env.int("LIMBER_GENERATIONS_PER_ADDRESS", 36)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LIMBER_LOG_LEVEL", "WARNING")},
}

env.seal()
