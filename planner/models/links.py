"""Links to a plan that open without signing in."""

from django.db import models

from accounts.links import SecretLink
from planner.models.plans import Plan


class PlanLink(SecretLink):
    """A link by which anyone who has it may look at a plan. It changes nothing."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="links")
    note = models.CharField(max_length=80, blank=True)
    """For whom it is, in the sharer's words."""
    show_names = models.BooleanField(default=False)
    """Whether people are named; else they are "Person 1" and so on."""
    show_figures = models.BooleanField(default=False)
    """Whether the nutrients of each day are shown. Never for who hides numbers."""

    def __str__(self) -> str:
        return str(self.plan)
