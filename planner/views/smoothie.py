"""The smoothie builder: the page, its live parts, the search for other foods, and the card."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import push_url, reswap, retarget

from accounts.http import OpenRequest, Request, open_to_anyone
from accounts.roles import may_edit
from foods.models import Food
from knowledge.nutrients import BY_KEY
from people.figures_shown import hiding_of
from people.hiding import hides
from people.models import Person
from people.queries import foodstuffs
from planner.smoothie_eater import choices, eater_of, people_of
from planner.smoothie_glass import (
    UK_SUGARS,
    WHO_SUGARS,
    GlassRow,
    glass_rows,
    missing_names,
    most_free_sugars,
    sugars_of,
)
from planner.smoothie_mix import MOST_GLASSES, MOST_LINES, Mix, do, read_mix, shown
from planner.smoothie_parts import load_pieces
from planner.smoothies import Bench, amount_of, bench_of
from recipes.models import Recipe

#: Foods that a search offers.
FOUND: Final = 8
LONGEST_SEARCH: Final = 80
#: Longer than any button's wish.
LONGEST_DO: Final = 200
PAGE: Final = "planner/smoothie/index.html"


@require_safe
@open_to_anyone
@vary_on_headers("HX-Request")
def smoothie(request: OpenRequest) -> HttpResponse:
    """The builder. All of a smoothie is in the address: going back undoes."""
    mix = read_mix(request.GET)
    what = request.GET.get("do", "")[:LONGEST_DO]
    if what and mix.fresh:
        # The example that a page begins with is changed like any other smoothie.
        mix = bench_for(request, mix).mix
    mix = do(mix, what, load_pieces())
    if what and not request.htmx:
        return _moved(mix)
    return _answer(request, bench_for(request, mix), whole=bool(what))


def _answer(request: OpenRequest, bench: Bench, *, whole: bool) -> HttpResponse:
    """The page; for htmx what is in the glass, and the lines too where they are others."""
    context = builder_context(request, bench)
    if not request.htmx or request.htmx.history_restore_request:
        return render(request, PAGE, context | found_context(request, bench))
    if whole:
        response = render(request, f"{PAGE}#builder", context)
        response = reswap(retarget(response, "#builder"), "outerHTML")
    else:
        response = render(request, f"{PAGE}#glass", context | {"live": True})
    return push_url(response, address(bench.mix))


def _moved(mix: Mix) -> HttpResponse:
    response = HttpResponse(status=303)
    response["Location"] = address(mix)
    return response


def address(mix: Mix) -> str:
    """The builder with a mix in it."""
    return f"{reverse('planner:smoothie')}?{mix.query}"


def bench_for(request: OpenRequest | Request, mix: Mix) -> Bench:
    """Everything of a mix (7 queries); 404 where it is for somebody of another household."""
    eater = eater_of(_people(request), mix.person)
    if eater is None:
        raise Http404
    return bench_of(request.tenant, mix, eater)


def _people(request: OpenRequest | Request) -> list[Person]:
    known: list[Person] | None = request.__dict__.get("_smoothie_people")
    if known is None:
        known = request.__dict__["_smoothie_people"] = people_of(request.tenant)
    return known


@dataclass(frozen=True, slots=True)
class GlassBar:
    """A nutrient of the glass as its template shows it."""

    row: GlassRow
    missing: list[str]

    @property
    def width(self) -> float:
        """The bar's length: 1 a percent of the day's target or limit."""
        return min(150.0, 100.0 * (self.row.share.share or 0.0))


def builder_context(request: OpenRequest | Request, bench: Bench) -> dict[str, Any]:
    """What the page shows of a mix."""
    person = bench.eater.person
    kind = request.tenant.kind if request.tenant else ""
    editing = request.tenant is not None and may_edit(request)
    own = _own(request)
    return {
        "bench": bench,
        "mix": bench.mix,
        "eater": bench.eater,
        "choices": choices(_people(request)),
        "hide": hides(person.hide_numbers, kind) if person else bool(hiding_of(request)),
        "editing": editing,
        "may_keep": editing or request.tenant is None,
        "glasses": range(1, MOST_GLASSES + 1),
        "full": len(bench.mix.lines) >= MOST_LINES,
        "shelves": bench.shelves,  # Called only where they are shown.
        "touched": _touched(request, bench),
        "notes": [one for one in bench.notes() if editing or not one.is_health],
        "own": own,
        "name": _name_of(own, bench),
        **_figures(bench),
    }


def _figures(bench: Bench) -> dict[str, Any]:
    """Nutrients, sugars and what would add more; nothing of these without targets."""
    targets = bench.eater.targets
    if targets is None:
        return {"no_targets": True}
    first, others = glass_rows(bench.glass, targets)
    bars = [GlassBar(row, missing_names(row, bench.glass.foods)) for row in first]
    sugars = sugars_of(bench.glass)
    return {
        "ten": bars[:10],
        "guards": bars[10:],
        "others": others,
        "sugars": sugars,
        "most_free_sugars": most_free_sugars(targets.energy.kcal),
        "who": _(WHO_SUGARS),
        "uk": _(UK_SUGARS),
        "wantable": bench.wantable(),
        "wanted": BY_KEY[bench.wanted],
        "ideas": bench.ideas() if bench.lines else [],
    }


def _touched(request: OpenRequest | Request, bench: Bench) -> str:
    """The group whose food was just added: its shelf stays open."""
    verb, _colon, rest = request.GET.get("do", "").partition(":")
    piece = load_pieces().get(rest.split(":")[0]) if verb == "set" else None
    return piece.group if piece else ""


def _own(request: OpenRequest | Request) -> list[Recipe]:
    """The smoothies this household kept (1 query)."""
    if request.tenant is None:
        return []
    kept = Recipe.objects.filter(tenant=request.tenant).in_use().for_slot("smoothie")
    return list(kept.select_related("current").order_by("current__name"))


def _name_of(own: list[Recipe], bench: Bench) -> str:
    """What the smoothie is called: its own name where it is being changed, else what is in it."""
    kept = next((one for one in own if one.slug == bench.mix.recipe), None)
    if kept is not None and kept.current is not None:
        return kept.current.name
    return name_for(bench)


def name_for(bench: Bench) -> str:
    """A name out of what is in it: "Spinach and banana smoothie"."""
    groups = ("greens", "fruit", "boosters", "protein")
    named = [
        shown.food.name.partition(",")[0]
        for group in groups
        for shown in bench.lines
        if shown.piece and shown.piece.group == group
    ]
    if not named:
        return _("My smoothie")
    if len(named) == 1:
        return _("%(food)s smoothie") % {"food": named[0]}
    return _("%(one)s and %(other)s smoothie") % {"one": named[0], "other": named[1].lower()}


@dataclass(frozen=True, slots=True)
class Found:
    """A food that a search found, with an amount to add and what stands against it."""

    food: Food
    amount: str
    blocked: bool


@require_safe
@open_to_anyone
@vary_on_headers("HX-Request")
def foods(request: OpenRequest) -> HttpResponse:
    """Other foods by their name: the part that the builder loads, or the builder with them."""
    bench = bench_for(request, read_mix(request.GET))
    context = found_context(request, bench)
    if request.htmx:
        return render(request, f"{PAGE}#found", context | {"mix": bench.mix, "eater": bench.eater})
    return render(request, PAGE, builder_context(request, bench) | context)


def found_context(request: OpenRequest | Request, bench: Bench) -> dict[str, Any]:
    """What a search for other foods found (at most 8 queries); none without words."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    if not words:
        return {"q": "", "found": []}
    listed = Food.objects.visible_to(request.tenant).listed()
    listed = listed.exclude(kind=Food.Kind.SUPPLEMENT).exclude(slug__in=bench.mix.foods)
    rows = list(listed.matching(words).prefetch_related("measures")[:FOUND])
    stuffs = foodstuffs([food.pk for food in rows])
    return {"q": words, "found": [_found(food, bench, stuffs) for food in rows]}


def _found(food: Food, bench: Bench, stuffs: Any) -> Found:
    piece = load_pieces().get(food.slug)
    usual = next((one.grams for one in food.measures.all() if one.is_default), 30.0)
    amount = piece.usual if piece else amount_of(food, usual)
    blocked = bench.eater.must_not(stuffs[food.pk], usual)
    return Found(food, shown(amount), blocked)


@require_safe
@open_to_anyone
def card(request: OpenRequest) -> HttpResponse:
    """The smoothie on a card, to print."""
    mix = read_mix(request.GET)
    bench = bench_for(request, mix)
    context = {
        "name": name_for(bench),
        "back": address(bench.mix),
        "back_words": _("Back to the builder"),
        **card_context(bench),
    }
    return render(request, "planner/smoothie/card.html", context)


def card_context(bench: Bench) -> dict[str, Any]:
    """What a card says: amounts for so many glasses, the steps, and what one glass brings.

    Paper is handed over: figures stay off it for somebody better off without them.
    """
    person = bench.eater.person
    hide = person is not None and hides(person.hide_numbers, "", handed_over=True)
    targets = bench.eater.targets
    rows = glass_rows(bench.glass, targets)[0] if targets and not hide else ()
    return {
        "bench": bench,
        "mix": bench.mix,
        "lines": [line for line in bench.lines if line.grams is not None],
        "steps": steps_for(bench),
        "rows": rows,
        "glasses": range(1, MOST_GLASSES + 1),
    }


def steps_for(bench: Bench) -> list[str]:
    """How it is made, in words for what is in it."""
    groups = {line.piece.group for line in bench.lines if line.piece}
    steps = [_("Wash the fruit and greens; peel what has a peel.")] if groups & FRESH else []
    hard = [line.food.name for line in bench.lines if line.piece and line.piece.food in SEEDS]
    if hard:
        steps.append(_("Blend the seeds with the liquid first, until nothing is gritty."))
    steps.append(_("Put everything in the blender, the liquid and greens at the bottom."))
    steps.append(_("Blend for a minute until smooth. Drink at once."))
    return steps


FRESH: Final = frozenset({"greens", "fruit"})
SEEDS: Final = frozenset({"pumpkin-seeds", "sunflower-seeds", "sesame-seeds"})
