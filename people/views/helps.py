"""Pages open to anyone: signs that come first, what else helps, and how far it was all checked."""

from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import OpenRequest, open_to_anyone
from foods.finding import OWN
from foods.http import part_of
from foods.models import ContentVersion, Source
from foods.nutrient_pages import Numbering
from people.helping import CONTEXT_NAMES, help_groups
from people.models import Person
from people.red_flags import EMERGENCY_NUMBERS, groups
from people.reviewing import data_version, parts, to_check


@open_to_anyone
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def red_flags(request: OpenRequest) -> HttpResponse:
    """The check before the start. What is ticked is answered at once and kept nowhere."""
    asked = request.method == "POST"
    ticked = request.POST.getlist("sign")
    chosen = groups(ticked) if asked else ()
    context = {
        "groups": groups(),
        "asked": asked,
        "chosen": chosen,
        "ticked": ticked,
        "most_urgent": chosen[0].urgency if chosen else "",
        "numbers": EMERGENCY_NUMBERS,
    }
    template = part_of(request, "people/helps/red_flags.html", "flags-answer")
    response = render(request, template, context)
    if request.htmx and context["most_urgent"] in ("emergency", "same-day"):
        # What cannot wait is brought into sight; the rest does not pull the page away.
        response["HX-Reswap"] = "outerHTML show:#flags-answer:top"
    return response


@open_to_anyone
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def what_else_helps(request: OpenRequest) -> HttpResponse:
    """Stretching, drinking, when to see a clinician: each with its grade and sources.

    When somebody cramps is sent in the body and kept nowhere: in the address it would be a health
    fact in a URL.
    """
    chosen = request.POST.get("context") or _cramps_of(request)
    numbers = Numbering()
    context = {
        "groups": help_groups(chosen, numbers),
        "contexts": CONTEXT_NAMES,
        "chosen": chosen,
        "signs": groups(),
        "references": numbers.all(),
    }
    template = part_of(request, "people/helps/what_else_helps.html", "helps")
    return render(request, template, context)


def _cramps_of(request: OpenRequest) -> str:
    """When somebody of this household has cramps, "" where nobody or several say so (1 query)."""
    if request.tenant is None:
        return ""
    known = Person.objects.of(request.tenant).exclude(cramps=Person.Cramps.NONE)
    found = set(known.filter(archived_at=None).values_list("cramps", flat=True)[:2])
    return found.pop() if len(found) == 1 else ""


@open_to_anyone
@require_safe
def review(request: OpenRequest) -> HttpResponse:
    """What the knowledge here rests on, and what a clinician has yet to check."""
    context = {
        "parts": parts(),
        "to_check": to_check(),
        "sources": Source.objects.exclude(key=OWN).annotate(read_on=Max("runs__ended_at")),
        "version": data_version(),
        "contents": ContentVersion.objects.order_by("name"),
    }
    return render(request, "people/helps/review.html", context)
