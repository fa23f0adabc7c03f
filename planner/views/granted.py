"""What a client of a practice sees after signing in: their own plans, to look at."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import OpenRequest, signed_in_only
from accounts.models import User
from people.models import PersonGrant
from planner.access import granted_plan
from planner.list_shown import shown_list
from planner.listing import listing_for
from planner.models import Plan
from planner.showing import Sight
from planner.views.days import day_of
from planner.views.shared import Door, cook_page, day_page, print_page, week_page


def has_grants(request: OpenRequest) -> bool:
    """Whether who is signed in may see a record of their own in some practice (1 query)."""
    user = request.user
    return isinstance(user, User) and PersonGrant.objects.filter(user=user).exists()


@require_safe
@signed_in_only
def mine(request: OpenRequest) -> HttpResponse:
    """Whose plans this account may see, and which there are (2 queries)."""
    user = request.user
    assert isinstance(user, User)
    grants = (
        PersonGrant.objects.filter(user=user)
        .select_related("person__tenant")
        .prefetch_related("person__plans")
        .order_by("person__name", "pk")
    )
    return render(request, "planner/shared/mine.html", {"grants": list(grants)})


def _behind(plan: Plan, people: frozenset[int]) -> tuple[Plan, Sight, Door]:
    sight = Sight(people=people, figures=True)
    return plan, sight, Door("planner:granted", plan.pk, "planner/shared/mine_base.html")


@require_safe
@signed_in_only
@granted_plan
def week(request: OpenRequest, plan: Plan, people: frozenset[int]) -> HttpResponse:
    """The week of those whom the grants name."""
    with timezone.override(plan.tenant.tz):
        return week_page(request, *_behind(plan, people))


@require_safe
@signed_in_only
@granted_plan
def week_print(request: OpenRequest, plan: Plan, people: frozenset[int]) -> HttpResponse:
    """Their week on paper."""
    return print_page(request, *_behind(plan, people))


@require_safe
@signed_in_only
@granted_plan
def shopping_list(request: OpenRequest, plan: Plan, people: frozenset[int]) -> HttpResponse:
    """What is bought for them: their portions alone, to read and to take along."""
    door = _behind(plan, people)[2]
    context = {"layout": door.layout, "plan": plan, "back": door.url()}
    context["list"] = shown_list(listing_for(plan, people))
    return render(request, "planner/shared/list.html", context)


@require_safe
@signed_in_only
@granted_plan
def day(request: OpenRequest, plan: Plan, people: frozenset[int], day: str) -> HttpResponse:
    """A day of theirs."""
    _plan, sight, door = _behind(plan, people)
    with timezone.override(plan.tenant.tz):
        return day_page(request, plan, day_of(plan, day), sight, door)


@require_safe
@signed_in_only
@granted_plan
def cook(request: OpenRequest, plan: Plan, people: frozenset[int], day: str) -> HttpResponse:
    """What they cook on a day, in their own amounts."""
    _plan, sight, door = _behind(plan, people)
    return cook_page(request, plan, day_of(plan, day), sight, door)
