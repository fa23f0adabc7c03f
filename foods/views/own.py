"""Own foods and supplements: the forms, what is kept of them, and their list."""

from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import start_guest
from accounts.http import OpenRequest, Request, open_to_anyone, redirect_to
from accounts.models import Tenant
from accounts.roles import may_edit, refuse_viewers
from foods import own_actions, queries
from foods.models import Aisle, Food, FoodGroup, FoodLabel, Source
from foods.own.fields import OwnFoodForm
from foods.own.label_form import MEASURES, CopyForm, LabelForm
from foods.own.listing import own_foods, own_rows
from foods.own.prefill import initial_of
from foods.own.supplement_form import SupplementForm
from foods.own_actions import Kept
from knowledge.nutrients import BY_KEY, TEN

PAGE_SIZE: Final = 50
#: More than any kitchen has; keeps a script from filling the disk.
MOST_FOODS: Final = 2000
FORMS: Final[dict[str, type[OwnFoodForm]]] = {
    "label": LabelForm,
    "copy": CopyForm,
    "supplement": SupplementForm,
}
#: What the preview names first.
FIRST: Final = ("energy", "protein", "fat_total", "carbohydrate", "fibre", *TEN)


def form_of(kind: str, data: Any = None, initial: Any = None) -> OwnFoodForm:
    """A form by kind (2 queries for foods, none for supplements)."""
    choices: dict[str, Any] = {}
    if kind != "supplement":
        choices = {"aisles": list(Aisle.objects.all()), "groups": list(FoodGroup.objects.all())}
    return FORMS[kind](data, initial=initial, **choices)


def own_food(tenant: Tenant | None, slug: str) -> Food:
    """A food of this tenant's own; raises Http404 for everyone else's and for shared ones."""
    if tenant is None:
        raise Http404
    mine = Food.objects.filter(tenant=tenant).select_related("aisle", "group", "copy_of", "label")
    return get_object_or_404(mine, slug=slug)


@require_safe
@open_to_anyone
def new(request: OpenRequest) -> HttpResponse:
    """An empty form for a food; a search that found nothing brings its words as the name."""
    refuse_viewers(request)
    name = request.GET.get("name", "").replace("\x00", "").strip()[:120]
    return _page(request, form_of("label", initial={"name": name}), "label")


@require_safe
@open_to_anyone
def new_supplement(request: OpenRequest) -> HttpResponse:
    """An empty form for a supplement."""
    refuse_viewers(request)
    return _page(request, form_of("supplement"), "supplement")


@require_POST
@open_to_anyone
def create(request: OpenRequest) -> HttpResponse:
    """Store a new food; a visitor without a tenant becomes a guest."""
    return _create(request, "label")


@require_POST
@open_to_anyone
def create_supplement(request: OpenRequest) -> HttpResponse:
    """Store a new supplement; a visitor without a tenant becomes a guest."""
    return _create(request, "supplement")


def _create(request: OpenRequest, kind: str) -> HttpResponse:
    refuse_viewers(request)
    form: Any = form_of(kind, request.POST)
    if not form.is_valid() or _is_full(request, form):
        return _page(request, form, kind, status=422)
    food = own_actions.add_own(tenant=_tenant(request), record=form.record())
    return _saved(request, food)


def _is_full(request: OpenRequest, form: OwnFoodForm) -> bool:
    if request.tenant is None or own_foods(request.tenant).count() < MOST_FOODS:
        return False
    words = _("You have %(most)s foods of your own. Please remove some first.")
    form.add_error(None, words % {"most": MOST_FOODS})
    return True


def _tenant(request: OpenRequest) -> Tenant:
    return request.tenant or start_guest(request=request)


def _saved(request: OpenRequest | Request, food: Food) -> HttpResponse:
    messages.success(request, _("Saved. Only you see %(food)s.") % {"food": food.name})
    return redirect_to(request, reverse("foods:detail", args=[food.slug]))


@require_safe
@open_to_anyone
def correct(request: OpenRequest, slug: str) -> HttpResponse:
    """A visible food's figures in a form, to be corrected in a copy of one's own."""
    refuse_viewers(request)
    food = _to_copy(request, slug)
    if food.tenant_id is not None:
        return redirect_to(request, reverse("foods:edit", args=[food.slug]))
    form = form_of("copy", initial=_initial(food))
    return _page(request, form, "copy", food=food)


@require_POST
@open_to_anyone
def create_copy(request: OpenRequest, slug: str) -> HttpResponse:
    """Store a corrected copy; what was not touched keeps its source."""
    refuse_viewers(request)
    food = _to_copy(request, slug)
    form: Any = form_of("copy", request.POST)
    if not form.is_valid() or _is_full(request, form):
        return _page(request, form, "copy", food=food, status=422)
    copy = own_actions.add_copy(
        tenant=_tenant(request), original=food, record=form.record(), kept=_kept(food)
    )
    return _saved(request, copy)


def _to_copy(request: OpenRequest, slug: str) -> Food:
    visible = Food.objects.visible_to(request.tenant).select_related("aisle", "group")
    return get_object_or_404(visible, slug=slug)


def _initial(food: Food) -> dict[str, Any]:
    """The form of a copy, filled (4 queries)."""
    facts = queries.food_facts([food.pk])[food.pk]
    amounts = queries.amounts_of(food)
    return initial_of(food, amounts, food.measures.all(), food.packs.all(), facts)


def _kept(food: Food) -> Kept:
    """What stays where a form leaves it alone (4 queries)."""
    source = Source.objects.filter(key=food.source).first()
    named = f"{source.name if source else food.source}, {food.source_id}"
    return Kept(
        amounts=queries.amounts_of(food),
        source=named[:200],
        measures=tuple(food.measures.all()[MEASURES:]),
        packs=tuple(food.packs.all()),
    )


@require_safe
def edit(request: Request, slug: str) -> HttpResponse:
    """An own food as it was typed."""
    refuse_viewers(request)
    food = own_food(request.tenant, slug)
    kind, typed = _label(food)
    return _page(request, form_of(kind, initial=typed or _initial(food)), kind, food=food)


def _label(food: Food) -> tuple[str, dict[str, Any]]:
    """How a food was entered, and what was typed; as a copy's form where nobody kept it."""
    label: FoodLabel | None = getattr(food, "label", None)
    return (label.kind, label.typed) if label else ("copy", {})


@require_POST
def save(request: Request, slug: str) -> HttpResponse:
    """Store an own food as its form has it now."""
    refuse_viewers(request)
    food = own_food(request.tenant, slug)
    kind, _typed = _label(food)
    form: Any = form_of(kind, request.POST)
    if not form.is_valid():
        return _page(request, form, kind, food=food, status=422)
    kept = _kept(food) if kind == "copy" else Kept()
    own_actions.change_own(food=food, record=form.record(), kept=kept)
    return _saved(request, food)


@require_POST
def delete(request: Request, slug: str) -> HttpResponse:
    """Offer an own food no longer; it can be put back, and plans that have it keep it."""
    refuse_viewers(request)
    food = own_food(request.tenant, slug)
    own_actions.retire(food=food)
    return redirect_to(request, f"{reverse('foods:mine')}?removed={food.slug}")


@require_POST
def put_back(request: Request, slug: str) -> HttpResponse:
    """Offer a removed food again."""
    refuse_viewers(request)
    food = own_food(request.tenant, slug)
    own_actions.put_back(food=food)
    messages.success(request, _("%(food)s is back.") % {"food": food.name})
    return redirect_to(request, reverse("foods:mine"))


@require_safe
def mine(request: Request) -> HttpResponse:
    """Everything this tenant added, and what was removed."""
    everything = own_foods(request.tenant)
    page = Paginator(everything.filter(retired=False), PAGE_SIZE).get_page(request.GET.get("page"))
    removed = list(everything.filter(retired=True)[:PAGE_SIZE])
    context = {
        "page": page,
        "rows": own_rows(page),
        "removed": removed,
        "just_removed": next((f for f in removed if f.slug == request.GET.get("removed")), None),
        "may_edit": may_edit(request),
    }
    return render(request, "foods/own/mine.html", context)


@require_POST
@open_to_anyone
def preview(request: OpenRequest, kind: str) -> HttpResponse:
    """What a form comes to so far, per 100 g or per dose; nothing is stored."""
    if kind not in FORMS:
        raise Http404
    form: Any = FORMS[kind](request.POST)
    form.fields["name"].required = False
    for name in ("aisle", "group"):
        form.fields.pop(name, None)
    form.is_valid()
    return render(request, "foods/own/preview.html", {"form": form, **_shown(form, kind)})


def _shown(form: Any, kind: str) -> dict[str, Any]:
    """Figures of a form, those looked for first at the front."""
    figures = form.per_dose if kind == "supplement" and form.is_bound else form.figures
    keys = [key for key in FIRST if key in figures]
    keys += [key for key in BY_KEY if key in figures and key not in keys]
    return {"kind": kind, "shown": [(BY_KEY[key], figures[key]) for key in keys]}


def _page(
    request: OpenRequest | Request,
    form: OwnFoodForm,
    kind: str,
    *,
    food: Food | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form's page; `food` is what is edited or copied."""
    verb, args = _target(kind, food)
    context = {
        "form": form,
        "kind": kind,
        "food": food,
        "editing": food is not None and food.tenant_id is not None,
        "action": reverse(f"foods:{verb}", args=args),
        **(_shown(form, kind) if form.is_bound else {"shown": []}),
    }
    return render(request, "foods/own/form.html", context, status=status)


def _target(kind: str, food: Food | None) -> tuple[str, list[str]]:
    """Where a form is sent to."""
    if food is not None:
        return ("save" if food.tenant_id is not None else "create_copy"), [food.slug]
    return ("create_supplement" if kind == "supplement" else "create"), []
