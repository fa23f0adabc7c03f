"""Lock and unlock."""

from tests.cast import meal_at, url_of, write


def test_lock_keeps_a_meal_and_says_so(ada, plan):
    meal = meal_at(plan, 0, "lunch")
    page = write(ada, "lock", plan, meal, htmx=True)
    meal.refresh_from_db()
    assert meal.locked
    assert page["HX-Retarget"] == "#undo"
    assert "Locked Tuesday lunch: Dal" in page.content.decode()


def test_unlock_lets_it_go(ada, plan):
    meal = meal_at(plan, 2, "dinner")
    write(ada, "unlock", plan, meal)
    meal.refresh_from_db()
    assert not meal.locked


def test_a_drink_can_be_locked(ada, plan):
    write(ada, "lock", plan, meal_at(plan, 0, "drinks"))
    assert meal_at(plan, 0, "drinks").locked


def test_the_menu_offers_what_is_not_the_case(ada, plan):
    page = ada.get(url_of("week", plan)).content.decode()
    assert url_of("unlock", plan, meal_at(plan, 2, "dinner")) in page
    assert url_of("lock", plan, meal_at(plan, 2, "dinner")) not in page
