"""Who changed which fact of a person, when, from what to what."""

from typing import ClassVar

from django.db import models

from accounts.models import User
from people.models.persons import Person


class PersonChange(models.Model):
    """One fact of a person that changed; values as plain JSON, None is "not there"."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="changes")
    fact = models.CharField(max_length=60)
    """A field, or a kind and key such as "avoidance:milk", "override:magnesium"."""
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    via = models.CharField(max_length=12, default="page")
    """How it came in: page, intake, start."""
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.fact
