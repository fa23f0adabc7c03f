"""Clients of a practice: who may see their own record, the forms sent to them, their consent."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.links import SecretLink
from accounts.models import User
from people.models.persons import Person


class PersonGrant(models.Model):
    """A user who may see this person's own plans and record. Not a membership."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="person_grants")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "user"], name="one_grant_per_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.person}"


class GrantInvitation(SecretLink):
    """A link by which a client with an account comes to see their own record; works once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    accepted_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.person)


class IntakeLink(SecretLink):
    """A link to the intake form of a person."""

    class Form(models.TextChoices):
        SHORT = "short", _("Short")
        FULL = "full", _("Full")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="intake_links")
    form = models.CharField(max_length=5, choices=Form, default=Form.SHORT)
    answered_at = models.DateTimeField(null=True, blank=True)
    """It is answered once; for more, another link is made."""

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(form__in=["short", "full"]), name="intake_link_form_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.form}"


class Intake(models.Model):
    """The answers to an intake form. They are kept until looked at, and for a while after."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="intakes")
    link = models.ForeignKey(
        IntakeLink, on_delete=models.SET_NULL, null=True, related_name="intakes"
    )
    form = models.CharField(max_length=5, choices=IntakeLink.Form)
    answers = models.JSONField(default=dict)
    flags = models.JSONField(default=list, blank=True)
    """Ids of safety rows that the answers point to, the most urgent first."""
    submitted_at = models.DateTimeField(auto_now_add=True)
    taken = models.JSONField(default=list, blank=True)
    """Keys of the cards that were taken over into the record."""
    seen_at = models.DateTimeField(null=True, blank=True)
    taken_over_at = models.DateTimeField(null=True, blank=True)
    """When the last card that could be was."""

    class Meta:
        ordering: ClassVar = ["-submitted_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person} {self.submitted_at:%Y-%m-%d}"


class Consent(models.Model):
    """What a person, or who looks after them, agreed to: the text as it was, and when."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    version = models.CharField(max_length=20)
    text = models.TextField()
    via = models.CharField(max_length=12)
    """Where it was given: start, page, intake."""
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-given_at"]

    def __str__(self) -> str:
        return f"{self.person} {self.version}"
