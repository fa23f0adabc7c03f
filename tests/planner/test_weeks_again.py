"""Templates, rotas, copies of a week, own slots and days out; each in two tenants."""

import pytest
from django.contrib.messages import get_messages

from planner.models import Plan, Rota, WeekTemplate
from planner.table import table_of
from tests.cast import browser_of, day, meal_at, state_of, url_of, write
from tests.factories import FoodFactory, PersonFactory, RecipeFactory


def keep(ada, plan, name="Good week"):
    assert write(ada, "save_template", plan, name=name).status_code == 303
    return WeekTemplate.objects.latest("pk")


def post(browser, path, **sent):
    return browser.post(path, sent)


def newest(tenant):
    return Plan.objects.of(tenant).order_by("-pk")[0]


def names(plan):
    return sorted(meal.batch.revision.name for meal in plan.meals.filter(batch__isnull=False))


def test_a_template_begins_a_plan_for_others_with_their_portions(cast, ada, plan):
    template = keep(ada, plan)
    cleo = PersonFactory(tenant=cast.ada, name="Cleo", sex="male", weight_kg=120.0, height_cm=200.0)
    path = f"/templates/{template.pk}/begin/"
    assert post(ada, path, start=day(30), people=[cleo.pk]).status_code == 303
    made = newest(cast.ada)
    assert made.start == day(30)
    assert names(made) == names(plan)
    assert made.batches.count() == plan.batches.count()
    amounts = {s.amount for m in made.meals.filter(batch__isnull=False) for s in m.servings.all()}
    assert amounts != {1.0}
    assert made.changes.get().words["template"] == "Good week"


def test_what_the_new_people_avoid_is_left_out_and_named(cast, ada, plan):
    template = keep(ada, plan)
    dan = PersonFactory(tenant=cast.ada, name="Dan")
    dan.avoidances.create(food=cast.kitchen.foods["spinach"], strength="allergy")
    path = f"/templates/{template.pk}/begin/"
    answer = post(ada, path, start=day(30), people=[dan.pk])
    said = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    assert "Spinach soup" in said
    assert "Spinach soup" not in names(newest(cast.ada))


def begun(cast, ada, template, *people, start=30):
    """What a template brings to a new plan, and what was said of what it did not."""
    path, seated = f"/templates/{template.pk}/begin/", [one.pk for one in people]
    answer = post(ada, path, start=day(start), people=seated)
    assert answer.status_code == 303
    said = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    return newest(cast.ada), said


@pytest.mark.parametrize(("grams", "comes"), [(40, True), (120, False)])
def test_a_helping_is_judged_as_the_template_has_it(cast, ada, plan, grams, comes):
    """Not in a usual helping: a slice of banana is little potassium, a banana is not."""
    FoodFactory(slug="banana", name="Banana, raw", amounts={"potassium": 358})
    put = {"date": day(0), "slot": "breakfast", "food": "banana", "grams": grams}
    assert write(ada, "put", plan, **put).status_code == 303
    dan = PersonFactory(tenant=cast.ada, name="Dan")
    dan.health_facts.create(kind="condition", text="CKD stage 4")
    made, said = begun(cast, ada, keep(ada, plan), dan)
    assert made.meals.filter(food__slug="banana").exists() is comes
    assert ("Banana" in said) is not comes


def test_each_day_of_a_kept_week_is_judged_by_itself(cast, ada, plan):
    """Dan is five from the second day on: until then whole nuts are out."""
    nuts = FoodFactory(slug="almonds", name="Almonds", facts={"almond": "contains"})
    for number in (0, 1):
        put = {"date": day(number), "slot": "breakfast", "food": nuts.slug, "grams": 20}
        assert write(ada, "put", plan, **put).status_code == 303
    fifth = day(31)
    dan = PersonFactory(tenant=cast.ada, name="Dan", birth_date=fifth.replace(year=fifth.year - 5))
    made, said = begun(cast, ada, keep(ada, plan), dan)
    assert [meal.date for meal in made.meals.filter(food=nuts)] == [fifth]
    assert "Almonds" in said


def test_a_copied_week_is_judged_in_the_portions_it_has(cast, ada, plan):
    """Who had three portions has three again, and three are judged."""
    spinach = FoodFactory(name="Spinach, boiled", amounts={"potassium": 466})
    dish = RecipeFactory(slots=["dinner"], lines=[(spinach, 30)], revision__main_food=spinach)
    meal, eater = meal_at(plan, 0, "dinner"), plan.seats.all()[0].person
    assert write(ada, "swap", plan, meal, recipe=dish.slug).status_code == 303
    sent = {"start": day(7), "people": [eater.pk]}
    path = f"/plans/{plan.pk}/copies/make/"
    eater.health_facts.create(kind="condition", text="CKD stage 4")
    for amount, comes in (("1", True), ("3", False)):
        meal.servings.filter(person=eater).update(amount=float(amount))
        assert post(ada, path, **sent).status_code == 303
        made = newest(cast.ada)
        assert made.meals.filter(batch__revision=dish.current_id).exists() is comes


def test_nobody_begins_a_week_who_is_to_have_no_plan(cast, ada, plan):
    """Neither from a template nor from a copy nor from a rota; and the rota keeps its turn."""
    template = keep(ada, plan)
    start = {"start": day(30)}
    post(ada, "/rotas/create/", name="Round", turn=[template.pk], **start)
    rota = Rota.objects.get()
    dan = PersonFactory(tenant=cast.ada, name="Dan")
    dan.health_facts.create(kind="condition", text="anorexia nervosa")
    before = Plan.objects.count()
    paths = (
        f"/templates/{template.pk}/begin/",
        f"/plans/{plan.pk}/copies/make/",
        f"/rotas/{rota.pk}/begin/",
    )
    for path in paths:
        answer = post(ada, path, people=[dan.pk], **start)
        assert answer.status_code == 422
        assert "We make no plan here" in answer.text
        assert "Dan" in answer.text
    assert Plan.objects.count() == before
    assert Rota.objects.get().next_position == rota.next_position
    assert Rota.objects.get().next_start == rota.next_start


def test_a_week_is_copied_with_the_same_portions(cast, ada, plan):
    eater = plan.seats.all()[0].person_id
    write(ada, "set_portions", plan, meal_at(plan, 0, "dinner"), **{f"amount_{eater}": "2.5"})
    seated = [seat.person_id for seat in plan.seats.all()]
    path = f"/plans/{plan.pk}/copies/make/"
    assert post(ada, path, start=day(7), people=seated).status_code == 303
    made = newest(cast.ada)
    soup = made.meals.get(date=day(7), slot="dinner")
    assert {s.person_id: s.amount for s in soup.servings.all()} == {eater: 2.5}


def test_a_rota_takes_its_templates_in_turn(cast, ada, plan):
    one, two = keep(ada, plan, "One"), keep(ada, plan, "Two")
    turns = {"name": "Rota", "start": day(40), "turn": [one.pk, two.pk, ""]}
    assert post(ada, "/rotas/create/", **turns).status_code == 303
    rota = Rota.objects.get()
    seated = [seat.person_id for seat in plan.seats.all()]
    begun = []
    for _ in range(3):
        assert post(ada, f"/rotas/{rota.pk}/begin/", people=seated).status_code == 303
        begun.append(newest(cast.ada))
    assert [made.changes.get().words["template"] for made in begun] == ["One", "Two", "One"]
    assert [made.start for made in begun] == [day(40), day(43), day(46)]
    page = ada.get("/templates/").text
    assert "Rota" in page


def test_templates_and_rotas_of_others_are_not_there(cast, ada, plan):
    template = keep(ada, plan)
    post(ada, "/rotas/create/", name="Rota", start=day(40), turn=[template.pk])
    rota = Rota.objects.get()
    stranger = browser_of(cast.stranger)
    theirs = [p.pk for p in cast.stranger.people.all()]
    for path in ("rename", "remove", "begin"):
        sent = {"name": "x", "start": day(1), "people": theirs}
        assert post(stranger, f"/templates/{template.pk}/{path}/", **sent).status_code == 404
    for path in ("remove", "begin"):
        assert post(stranger, f"/rotas/{rota.pk}/{path}/", people=theirs).status_code == 404
    assert "Good week" not in stranger.get("/templates/").text
    foreign = {"name": "x", "start": day(1), "turn": [template.pk]}
    assert post(stranger, "/rotas/create/", **foreign).status_code == 422
    # And nobody of another household is seated by number.
    sent = {"start": day(1), "people": theirs}
    assert post(ada, f"/templates/{template.pk}/begin/", **sent).status_code == 422


def test_templates_are_renamed_and_removed(ada, plan):
    template = keep(ada, plan)
    post(ada, f"/templates/{template.pk}/rename/", name="Better")
    assert "Better" in ada.get("/templates/").text
    post(ada, f"/templates/{template.pk}/remove/")
    assert not WeekTemplate.objects.exists()


def test_own_slots_come_in_order_and_go_while_empty(ada, plan):
    write(ada, "add_slot", plan, name="Second breakfast")
    fresh = Plan.objects.get(pk=plan.pk)
    slot = table_of(fresh).slots[-1]
    assert (slot.name, slot.key) == ("Second breakfast", "second-breakfa-1")
    assert "Second breakfast" in ada.get(url_of("week", plan)).text
    assert "Second breakfast" in ada.get(url_of("slots", plan)).text
    base = f"/plans/{plan.pk}/slots/{slot.pk}/"
    revision = Plan.objects.get(pk=plan.pk).revision
    post(ada, base + "move/", revision=revision, by="-1")
    order = [slot.name for slot in table_of(Plan.objects.get(pk=plan.pk)).slots]
    assert order == ["Breakfast", "Lunch", "Second breakfast", "Dinner"]
    post(ada, base + "rename/", revision=revision + 1, name="Elevenses")
    post(ada, base + "remove/", revision=revision + 2)
    write(ada, "undo", plan)
    names = [slot.name for slot in table_of(Plan.objects.get(pk=plan.pk)).slots]
    assert "Elevenses" in names


def test_a_slot_with_meals_stays(ada, plan):
    lunch = plan.slots.get(key="lunch")
    before = state_of(plan)
    path = f"/plans/{plan.pk}/slots/{lunch.pk}/remove/"
    answer = post(ada, path, revision=plan.revision)
    assert answer.status_code == 422
    assert "Meals are planned there" in answer.text
    assert state_of(plan) == before


def test_who_is_out_gets_nothing_and_the_day_does_not_count(ada, plan):
    ben = plan.seats.all()[1].person
    out = f"/plans/{plan.pk}/days/{day(0)}/out/"
    assert "Who" in ada.get(out).text
    assert post(ada, out + "set/", revision=1, person=ben.pk, slot="").status_code == 303
    assert not plan.meals.filter(date=day(0), servings__person=ben).exists()
    page = ada.get(f"{url_of('week', plan)}?person={ben.pk}").text
    assert "without Ben" in page
    assert "does not count in the mean" in page
    write(ada, "undo", plan)
    assert plan.meals.filter(date=day(0), servings__person=ben).exists()
    assert not plan.outs.exists()


@pytest.mark.parametrize("who", ["Ben", ""])
def test_what_was_eaten_before_going_out_stays(ada, plan, who):
    ben = plan.seats.all()[1].person
    porridge = meal_at(plan, 0, "breakfast")
    write(ada, "tell", plan, porridge, person=ben.pk, status="eaten")
    out = f"/plans/{plan.pk}/days/{day(0)}/out/set/"
    assert post(ada, out, revision=2, person=ben.pk if who else "", slot="").status_code == 303
    left = plan.meals.filter(date=day(0), servings__person=ben)
    assert [meal.pk for meal in left] == [porridge.pk]
    assert porridge.servings.count() == (2 if who else 1)


def test_a_day_out_for_all_stays_empty_when_the_week_is_planned(ada, plan, solver):
    out = f"/plans/{plan.pk}/days/{day(1)}/out/set/"
    post(ada, out, revision=1, person="", slot="")
    assert write(ada, "refill", plan).status_code == 303
    assert not plan.meals.filter(date=day(1)).exists()
    assert plan.meals.filter(date=day(0)).exists()
    fresh = Plan.objects.get(pk=plan.pk)
    back = f"/plans/{plan.pk}/out/{fresh.outs.get().pk}/back/"
    assert post(ada, back, revision=fresh.revision).status_code == 303
    assert not plan.outs.exists()


@pytest.mark.parametrize("page", ["keep_template", "week_copies"])
def test_the_pages_open(ada, plan, page):
    assert ada.get(url_of(page, plan)).status_code == 200


def test_own_slots_are_filled_by_hand_and_survive_a_refill(cast, ada, plan, solver):
    write(ada, "add_slot", plan, name="Elevenses")
    slot = table_of(Plan.objects.get(pk=plan.pk)).slots[-1].key
    write(ada, "put", plan, recipe="porridge", date=day(1), slot=slot)
    assert write(ada, "refill", plan).status_code == 303
    found = Plan.objects.get(pk=plan.pk)
    assert found.generations.first().status == "done"
    assert [meal.date for meal in found.meals.filter(slot=slot)] == [day(1)]
