"""Who owns data: tenants, and the people who sign in to them."""

import uuid
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.links import SecretLink


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        """A user with a hashed password; no password makes it unusable."""
        user = self.model(email=self.normalize_email(email), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "User":
        """A user with every permission."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)


class User(AbstractUser):
    """Someone who signs in, by e-mail address."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    delete_after = models.DateTimeField(null=True, blank=True)
    """Deletion of the account was asked for: until then it can be taken back."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.email

    def usual_tenant(self) -> "Tenant | None":
        """The household or practice that was in use last (1 query)."""
        return self.tenants.order_by("-last_seen_at", "pk").first()


def valid_time_zone(name: str) -> None:
    """Raise ValidationError unless `name` is an IANA time zone."""
    if name not in available_timezones():
        raise ValidationError(_("%(name)s is not a time zone."), params={"name": name})


class Tenant(models.Model):
    """A household or a practice: everything private belongs to exactly one.

    A guest is an ordinary tenant without members; the session holds its key.
    """

    class Kind(models.TextChoices):
        HOUSEHOLD = "household", _("Household")
        PRACTICE = "practice", _("Practice")

    class Units(models.TextChoices):
        METRIC = "metric", _("Metric (kg, cm)")
        US = "us", _("US (lb, ft and in)")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.HOUSEHOLD)
    name = models.CharField(max_length=80, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[valid_time_zone])
    units = models.CharField(max_length=6, choices=Units, default=Units.METRIC)
    """In which bodies are typed and shown; stored in metric units."""
    is_guest = models.BooleanField(default=True)
    last_seen_at = models.DateTimeField(default=timezone.now)
    """To the day: what retention of guests goes by."""
    delete_after = models.DateTimeField(null=True, blank=True)
    """Deletion was asked for: until then it can be taken back."""
    created_at = models.DateTimeField(auto_now_add=True)
    members = models.ManyToManyField(User, through="Membership", related_name="tenants")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["household", "practice"]), name="tenant_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(units__in=["metric", "us"]), name="tenant_units_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.key)

    @property
    def label(self) -> str:
        """What people call it: its name, else what it is."""
        if self.name:
            return self.name
        words = _("Your practice") if self.kind == self.Kind.PRACTICE else _("Your household")
        return str(words)

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles its members may have: dietitians belong to a practice."""
        roles = Membership.Role
        if self.kind == self.Kind.PRACTICE:
            return (roles.OWNER, roles.DIETITIAN, roles.EDITOR, roles.VIEWER)
        return (roles.OWNER, roles.EDITOR, roles.VIEWER)

    @property
    def tz(self) -> ZoneInfo:
        """The time zone that decides what "today" is."""
        return ZoneInfo(self.time_zone)


class Membership(models.Model):
    """A user's role in a tenant."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        EDITOR = "editor", _("Editor")
        VIEWER = "viewer", _("Viewer")
        DIETITIAN = "dietitian", _("Dietitian")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "tenant"], name="one_role_per_tenant"),
            models.CheckConstraint(
                condition=models.Q(role__in=["owner", "editor", "viewer", "dietitian"]),
                name="membership_role_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.role}"


class Invitation(SecretLink):
    """A link by which someone joins a household or practice with a role; works once."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=10, choices=Membership.Role)
    note = models.CharField(max_length=80, blank=True)
    """For whom it is, in the inviter's words."""
    accepted_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=["owner", "editor", "viewer", "dietitian"]),
                name="invitation_role_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tenant} · {self.role}"
