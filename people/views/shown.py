"""Figures on the pages that everyone of a household reads: shown for today, or hidden again."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.http import Request, redirect_to
from people.figures_shown import show


@require_POST
def show_figures(request: Request) -> HttpResponse:
    """Back to the page it was asked on, with figures or without."""
    show(request, request.tenant, request.POST.get("show") == "1")
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return redirect_to(request, back if safe else reverse("foods:index"))
