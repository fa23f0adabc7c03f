"""A week being made, as a row that every server process can read."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from planner.models.plans import Plan


class Generation(models.Model):
    """A week being made, or why it could not be: the page polls this row.

    Any server process may answer a poll or take a wish; the one that started the solve looks at the
    row a few times a second and is the only one to end it well.
    """

    class Status(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        KEPT = "kept", _("called off: the plan was kept as it was")
        LEFT = "left", _("nobody waited for it any more")
        INFEASIBLE = "infeasible", _("wishes clash")
        FAILED = "failed", _("failed")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="generations")
    status = models.CharField(max_length=10, choices=Status, default=Status.RUNNING)
    plan_revision = models.PositiveIntegerField()
    seconds_limit = models.FloatField()
    started_at = models.DateTimeField(auto_now_add=True)
    began_at = models.DateTimeField(null=True, blank=True)
    """When a worker took it up; None while it waits in line."""
    seen_at = models.DateTimeField(null=True, blank=True)
    """The last sign of someone who waits for it."""
    taken = models.BooleanField(default=False)
    """The person wants the best so far and waits no longer."""
    ended_at = models.DateTimeField(null=True, blank=True)
    best = models.JSONField(default=dict, blank=True)
    """The best week so far: version, objective, bound, gap, seconds, shortfall, meals by place."""
    clash = models.JSONField(default=list, blank=True)
    given_up = models.JSONField(default=list, blank=True)
    """Wishes that a person gave up for this week, as [code, subject]."""

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["running", "done", "kept", "left", "infeasible", "failed"]),
                name="generation_status_known",
            ),
            # A double submit starts one solve, not two.
            models.UniqueConstraint(
                fields=["plan"], condition=Q(status="running"), name="one_running_generation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.status}"

    @property
    def is_running(self) -> bool:
        """Whether it may still end well."""
        return self.status == self.Status.RUNNING

    @property
    def is_refused(self) -> bool:
        """Whether its wishes clash, and the plan still asks for them."""
        return self.status == self.Status.INFEASIBLE and self.plan_revision == self.plan.revision

    @property
    def is_first(self) -> bool:
        """Whether no week was there before: then any week is better than none."""
        return self.plan_revision == 0
