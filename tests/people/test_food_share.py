"""What a portion of a food brings to a person: the part, the page, and whose people one sees."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.factories import FoodFactory, PersonFactory, TenantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(as_tenant):
    """A browser, a food of 80 mg magnesium in a handful of 50 g, Ada and Ben."""
    tenant = TenantFactory()
    food = FoodFactory(
        slug="leaf", amounts={"magnesium": 160, "sodium": 230}, measures={"handful": 50}
    )
    ada = PersonFactory(tenant=tenant, name="Ada")
    ben = PersonFactory(tenant=tenant, name="Ben", sex="male", birth_date=dt.date(1971, 6, 1))
    return as_tenant(tenant), food, ada, ben


def url(food):
    return reverse("people:food_share", args=[food.slug])


def share(response, key):
    rows = (*response.context["first"], *response.context["others"])
    return next(row.share for row in rows if row.nutrient.key == key)


def test_the_first_person_and_the_usual_measure_unless_told(household):
    browser, food, _ada, _ben = household
    response = browser.get(url(food))
    assert share(response, "magnesium") == pytest.approx(80 / 320)
    assert "25\u00a0%" in response.text
    assert "of limit" in response.text


def test_another_person_has_another_share(household):
    browser, food, _ada, ben = household
    response = browser.get(url(food), {"person": ben.pk, "measure": "g", "quantity": "100"})
    assert share(response, "magnesium") == pytest.approx(160 / 420)


def test_a_bad_amount_is_said_and_the_usual_shown(household):
    browser, food, *_ = household
    response = browser.get(url(food), {"quantity": "lots"})
    assert "Please give the amount as a number" in response.text
    assert share(response, "magnesium") == pytest.approx(80 / 320)


def test_htmx_gets_the_part_and_others_the_page(household):
    browser, food, *_ = household
    part = browser.get(url(food), headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert 'id="share-person"' in part.text
    page = browser.get(url(food))
    assert "<html" in page.text
    assert "HX-Request" in page["Vary"]


def test_choosing_keeps_the_portion_without_javascript(household):
    browser, food, *_ = household
    text = browser.get(url(food), {"measure": "g", "quantity": "70"}).text
    assert '<input type="hidden" name="quantity" value="70">' in text
    assert '<input type="hidden" name="measure" value="g">' in text


@pytest.mark.parametrize("asked", ["x", "-1", "0", "9" * 40, "²", "someone else"])
def test_people_of_others_are_404(household, asked):
    browser, food, *_ = household
    other = PersonFactory(name="Zoe")
    person = other.pk if asked == "someone else" else asked
    assert browser.get(url(food), {"person": person}).status_code == 404


def test_foods_of_others_are_404(household):
    browser, *_ = household
    assert browser.get(url(FoodFactory(tenant=TenantFactory()))).status_code == 404


def test_nobody_and_infants_get_words(as_tenant):
    tenant, food = TenantFactory(), FoodFactory()
    assert "Nobody eats here yet" in as_tenant(tenant).get(url(food)).text
    PersonFactory(tenant=tenant, name="Mini", birth_date=dt.date.today() - dt.timedelta(days=90))
    assert "no reference values for Mini" in as_tenant(tenant).get(url(food)).text


def test_no_health_fact_in_any_link(household):
    browser, food, _ada, _ben = household
    text = browser.get(url(food)).text
    for fact in ("female", "1992", "165", "sex=", "age="):
        assert fact not in text


def test_queries_do_not_grow_with_people(household, django_assert_num_queries):
    browser, food, ada, _ben = household
    PersonFactory.create_batch(4, tenant=ada.tenant)
    # session; tenant; food; people; measures; the person's care; amounts; names of the values
    with django_assert_num_queries(8):
        browser.get(url(food))
    # and the person asked for
    with django_assert_num_queries(9):
        browser.get(url(food), {"person": ada.pk})


def test_a_supplement_shows_what_its_label_names(household):
    browser, _food, _ada, _ben = household
    tablet = FoodFactory(kind="supplement", amounts={"magnesium": 10_000}, measures={"tablet": 1})
    response = browser.get(url(tablet))
    rows = (*response.context["first"], *response.context["others"])
    assert [row.nutrient.key for row in rows] == ["magnesium"]
    assert share(response, "magnesium") == pytest.approx(100 / 320)
    text = response.text.replace("\u00a0", " ")
    assert "unknown" not in text.split("<table")[1]
    assert "1 tablet, 1 g" not in text
