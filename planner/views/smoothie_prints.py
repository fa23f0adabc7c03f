"""The smoothie on the bench as a card on paper."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.http import OpenRequest, open_to_anyone
from foods.templatetags.figures import NBSP, amount, number
from people.figures_shown import hiding_of
from planner.printing.sheets import CardLine, Heading, RecipeCard, owner_of
from planner.smoothie_mix import read_mix
from planner.templatetags.smoothies import kitchens, scaled
from planner.views.papers import chosen
from planner.views.prints import card_response
from planner.views.smoothie import address, bench_for, card_context, name_for


@require_safe
@open_to_anyone
def card(request: OpenRequest) -> HttpResponse:
    """The smoothie of the address, for as many glasses, with what one glass brings."""
    bench = bench_for(request, read_mix(request.GET))
    told = _told(card_context(bench), name_for(bench))
    if hiding_of(request):
        # Paper lies about where everyone sees it.
        told = replace(told, brings=())
    carried = [(key, value) for key in request.GET for value in request.GET.getlist(key)]
    return card_response(
        request,
        [told] if told.lines else [],
        Heading(owner_of(request.tenant), _("Smoothie")),
        chosen(request, "cards"),
        (address(bench.mix), _("Back to the builder")),
        filename="smoothie",
        carried=tuple(pair for pair in carried if pair[0] not in OPTIONS),
    )


#: What the form of options says itself.
OPTIONS = ("set", "paper", "type", "columns", "per_page", "recipes", "notes", "colour", "as")


def _told(context: dict[str, Any], name: str) -> RecipeCard:
    mix, glass = context["mix"], context["bench"].glass
    words = ngettext(
        "%(n)d glass, about %(ml)s ml", "%(n)d glasses, about %(ml)s ml each", mix.glasses
    )
    lines = [
        CardLine(scaled(one, mix.glasses), one.food.name, kitchens(one, mix.glasses))
        for one in context["lines"]
    ]
    return RecipeCard(
        name,
        words % {"n": mix.glasses, "ml": number(glass.about_millilitres)},
        lines,
        context["steps"] if lines else [],
        brings=[_brought(row.share) for row in context["rows"] if row.share.amount is not None],
    )


def _brought(share: Any) -> tuple[str, str]:
    least = f"≥{NBSP}" if share.at_least else ""
    return _(share.nutrient.name), least + amount(share.amount, share.nutrient)
