"""Pages on nutrients: what they do, where they are, how much, and what trials found."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import OpenRequest, open_to_anyone
from foods import nutrient_pages as pages
from foods.ranking import SourcesAsked
from foods.ranking_queries import best_sources, candidates, poorly_absorbed_foods
from knowledge.absorption import poorly_absorbed
from knowledge.evidence import GRADE_NAMES
from knowledge.nutrient_facts import load_pages


@require_safe
@open_to_anyone
def index(request: OpenRequest) -> HttpResponse:
    """The nutrients in their order, what was tried for cramps, and when to see a clinician."""
    numbers = pages.Numbering()
    context = {
        "ten": pages.index_lines(ten=True),
        "others": pages.index_lines(ten=False),
        "evidence": pages.general_evidence(numbers),
        "often_said": pages.general_sayings(numbers),
        "signs": pages.signs_by_urgency(),
        "grades": GRADE_NAMES,
        "references": numbers.all(),
    }
    return render(request, "foods/nutrients/index.html", context)


@require_safe
@open_to_anyone
def detail(request: OpenRequest, key: str) -> HttpResponse:
    """One nutrient."""
    if key not in load_pages():
        raise Http404
    page = pages.nutrient_page(key)
    context = {
        "page": page,
        "navigation": pages.navigation(),
        "urgent": pages.signs_by_urgency()[0],
    }
    if page.nutrient is not None:
        asked = SourcesAsked(nutrient=page.nutrient)
        allowed = candidates(request.tenant, asked)
        # Salt and soy sauce come by the spoonful, and are what brings the sodium.
        context["sources"] = pages.source_lines(
            best_sources(allowed, asked), spoonfuls=key == "sodium"
        )
        context["hardly"] = poorly_absorbed_foods(allowed, asked)
        context["absorption"] = next(iter(poorly_absorbed(key).values()), None)
    return render(request, "foods/nutrients/detail.html", context)
