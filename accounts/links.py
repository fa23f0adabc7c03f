"""Links that open one thing without signing in: signed, expiring, revocable, with their last use.

The address carries a signed key and nothing else; the row decides whether it still opens. A
concrete link says in its own room what it opens.
"""

import datetime as dt
import uuid
from typing import Any, ClassVar, Self

from django.core import signing
from django.db import models
from django.db.models import F
from django.utils import timezone


class SecretLinkQuerySet(models.QuerySet[Any]):
    """The vocabulary of links."""

    def open_now(self) -> Self:
        """Links that still open: neither revoked nor expired."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())


class SecretLink(models.Model):
    """The common part of every link. Subclasses add what it opens."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = SecretLinkQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def _signer(cls) -> signing.Signer:
        """One salt per kind of link: a link to a list never opens a plan."""
        return signing.Signer(salt=f"link:{cls._meta.label_lower}")

    @property
    def token(self) -> str:
        """What the address carries."""
        return self._signer().sign(self.key.hex)

    @property
    def is_open(self) -> bool:
        """Whether it still opens."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @classmethod
    def opened_by(cls, token: str) -> Self | None:
        """The link of a token that still opens, and its use noted; None for any other."""
        link = cls.found_by(token)
        if link is None or not link.is_open:
            return None
        link.note_use()
        return link

    def note_use(self) -> None:
        """Count an opening and remember when (1 query)."""
        rows = type(self).objects.filter(pk=self.pk)
        rows.update(last_used_at=timezone.now(), uses=F("uses") + 1)

    @classmethod
    def found_by(cls, token: str) -> Self | None:
        """The link of a token, open or not; None where the token was not made here."""
        try:
            key = uuid.UUID(hex=cls._signer().unsign(token))
        except (signing.BadSignature, ValueError):
            return None
        found: Self | None = cls.objects.filter(key=key).first()
        return found

    def revoke(self) -> None:
        """Close it for good."""
        if self.revoked_at is None:
            self.revoked_at = timezone.now()
            self.save(update_fields=["revoked_at"])


def in_days(days: int) -> dt.datetime:
    """An expiry so many days from now."""
    return timezone.now() + dt.timedelta(days=days)
