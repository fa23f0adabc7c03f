"""Who may see or change a shopping list: a stranger gets 404, too weak a role 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.http import Request
from accounts.roles import may_edit, role_of
from foods.models import Food
from planner.models import ListLine, ShoppingList


def list_required(*, edit: bool = False) -> Callable[..., Callable[..., HttpResponse]]:
    """Turn `list_id` into a shopping list of this visitor's tenant, or refuse."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def checked(request: Request, list_id: int, **kwargs: Any) -> HttpResponse:
            role_of(request)
            shopping = get_object_or_404(ShoppingList.objects.of(request.tenant), pk=list_id)
            if edit and not may_edit(request):
                raise PermissionDenied
            shopping.tenant = request.tenant  # the same, already read
            return view(request, shopping, **kwargs)

        return checked

    return decorate


def editors_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse who may only look, where a page is the tenant's and no single list's."""

    @wraps(view)
    def checked(request: Request, **kwargs: Any) -> HttpResponse:
        if not may_edit(request):
            raise PermissionDenied
        return view(request, **kwargs)

    return checked


def thing_at(shopping: ShoppingList, key: str) -> Food | ListLine:
    """What a line's key means: "f12" a food that the tenant sees, "o3" an own line of this list.

    Raises Http404 for anything else.
    """
    kind, number = key[:1], key[1:]
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404
    if kind == "f":
        foods = Food.objects.visible_to(shopping.tenant).filter(bought_as__isnull=True)
        return get_object_or_404(foods, pk=int(number))
    if kind == "o":
        return get_object_or_404(shopping.lines.filter(food__isnull=True), pk=int(number))
    raise Http404
