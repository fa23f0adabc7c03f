"""Addresses of services, as settings: where letters go, and where counts are kept.

Pure: a URL in, settings out; an address that cannot be is a ValueError that names its variable.
"""

from typing import Any, Final
from urllib.parse import unquote, urlsplit

MAIL: Final = "django.core.mail.backends."
#: Scheme of LIMBER_EMAIL_URL -> (TLS from the start, TLS after a greeting, usual port).
MAIL_SCHEMES: Final = {
    "smtp": (False, False, 25),
    "smtp+tls": (False, True, 587),
    "smtps": (True, False, 465),
}


def email_from(url: str) -> dict[str, Any]:
    """Django's e-mail settings for `smtp+tls://user:password@host:587`; empty is the console."""
    if not url:
        return {"EMAIL_BACKEND": MAIL + "console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in MAIL_SCHEMES or not parts.hostname:
        words = "LIMBER_EMAIL_URL starts with smtp://, smtp+tls:// or smtps:// and names a host"
        raise ValueError(words)
    at_once, later, port = MAIL_SCHEMES[parts.scheme]
    return {
        "EMAIL_BACKEND": MAIL + "smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": at_once,
        "EMAIL_USE_TLS": later,
        "EMAIL_TIMEOUT": 20,
    }


def cache_from(url: str) -> dict[str, Any]:
    """Django's cache for a `redis://` address; empty is this process's own memory."""
    backends = "django.core.cache.backends."
    if not url:
        return {"BACKEND": backends + "locmem.LocMemCache"}
    if urlsplit(url).scheme not in ("redis", "rediss", "unix"):
        raise ValueError("LIMBER_CACHE_URL starts with redis://, rediss:// or unix://")
    return {"BACKEND": backends + "redis.RedisCache", "LOCATION": url}
