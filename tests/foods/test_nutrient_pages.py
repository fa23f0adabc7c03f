"""The pages on nutrients: what each says, what it rests on, and what none may say."""

import html
import re

import pytest
from django.urls import reverse

from knowledge.citations import B_VITAMINS
from knowledge.nutrient_facts import load_pages
from knowledge.nutrients import TEN
from knowledge.wording import cramp_claims
from tests.factories import FoodFactory, TenantFactory

pytestmark = pytest.mark.django_db
KEYS = tuple(load_pages())
EACH = pytest.mark.parametrize("key", KEYS)
SECTIONS = ("function", "cautions", "evidence", "clinician", "refs")


def page(client, key):
    response = client.get(reverse("nutrients:detail", args=[key]))
    assert response.status_code == 200
    return response


def words(text):
    """What a reader sees, with plain spaces."""
    text = re.sub(r"<(?:script|style)\b.*?</(?:script|style)>", " ", text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u2060", "").split())


def section(response, name):
    """The words of one section of a page."""
    body = response.text.split(f'aria-labelledby="{name}"', 1)[1].split("</section>", 1)[0]
    return words(body)


def test_there_is_a_page_for_each_that_was_promised():
    b = {"thiamin_b1", "riboflavin_b2", "niacin_b3", "pantothenic_acid_b5", "vitamin_b6"}
    promised = {*TEN, B_VITAMINS, *b, "folate_dfe", "vitamin_b12"}
    assert set(KEYS) == promised
    assert KEYS[:10] == TEN


def test_the_index_leads_to_every_page_in_order(client):
    text = client.get(reverse("nutrients:index")).text
    links = re.findall(r'<h3><a href="([^"]+)">', text)
    assert links == [reverse("nutrients:detail", args=[key]) for key in KEYS]


def test_what_has_no_page_is_not_found(client):
    for key in ("protein", "moonlight"):
        assert client.get(reverse("nutrients:detail", args=[key])).status_code == 404


@EACH
def test_every_page_has_its_sections_and_leads_to_the_others(client, key):
    response = page(client, key)
    for name in SECTIONS:
        assert section(response, name), name
    for other in KEYS:
        assert f'href="{reverse("nutrients:detail", args=[other])}"' in response.text
    assert response.text.count('aria-current="page"') == 1


@EACH
def test_every_reference_mark_leads_to_a_source(client, key):
    text = page(client, key).text
    marks = set(re.findall(r'href="#(ref-\d+)"', text))
    sources = re.findall(r'<li id="(ref-\d+)"', text)
    assert marks == set(sources)
    assert sources == [f"ref-{number}" for number in range(1, len(sources) + 1)]


@EACH
def test_no_page_claims_anything_against_cramps(client, key):
    assert cramp_claims(words(page(client, key).text)) == []


def test_the_index_claims_nothing_against_cramps(client):
    assert cramp_claims(words(client.get(reverse("nutrients:index")).text)) == []


@pytest.mark.parametrize(
    ("key", "us", "efsa"),
    [
        ("magnesium", ["320 mg 420 mg 350 mg", "65 mg"], ["300 mg 350 mg 250 mg"]),
        ("potassium", ["2,600 mg 3,400 mg"], ["18 years and over 3,500 mg"]),
        ("calcium", ["51 to 70 years 1,200 mg 1,000 mg 2,000 mg"], ["950 mg 2,500 mg"]),
        ("vitamin_d", ["19 to 70 years 15 µg 100 µg"], ["15 µg 100 µg"]),
        ("vitamin_b6", ["51 years and over 1.5 mg 1.7 mg 100 mg"], ["1.6 mg 1.7 mg 12 mg"]),
        ("vitamin_b12", ["2.4 µg"], ["18 years and over 4 µg"]),
        ("thiamin_b1", ["1.1 mg 1.2 mg"], ["per megajoule", "0.1 mg"]),
        ("water", ["2.7 l 3.7 l"], ["1 year 1.15 l", "2 l 2.5 l"]),
    ],
)
def test_targets_of_both_bodies_stand_side_by_side(client, key, us, efsa):
    ours, theirs = (
        section(page(client, key), "targets").replace("\u00a0", " ").split("Europe (EFSA)")
    )
    for figures in us:
        assert figures in ours
    for figures in efsa:
        assert figures in theirs


def test_sodium_is_a_range_and_a_limit_and_no_goal(client):
    response = page(client, "sodium")
    targets = section(response, "targets").replace("\u00a0", " ")
    assert "Reduce above" in targets
    assert "19 years and over 1,500 mg 2,300 mg" in targets
    assert "never a goal" in targets
    assert "Best sources" not in response.text


def test_what_a_limit_counts_stands_beside_it(client):
    glance = words(page(client, "magnesium").text.split('class="glance"')[1].split("</dl>")[0])
    assert "Upper limit 350\u00a0mg from supplements only" in glance.replace(
        "350 mg", "350\u00a0mg"
    )
    assert "never what is naturally in food" in section(page(client, "magnesium"), "targets")
    assert "Counts everything" in section(page(client, "calcium"), "targets")
    assert "folic acid from supplements" in section(page(client, "folate_dfe"), "targets")


def test_k2_has_no_target_and_its_families_of_figures_stay_apart(client):
    response = page(client, "vitamin_k2")
    assert "no reference intake" in section(response, "targets")
    assert "no goal" in section(response, "targets")
    assert "Women" not in section(response, "targets")
    main = response.text.partition("<main")[2]
    european, american = main.split("<details", 1)
    assert "Parmesan" in european
    assert "(US)" not in european.split("European tables", 1)[1]
    assert "Not comparable" in american
    assert "NEVO" not in american.split("</details>")[0]


def test_k2_says_what_the_one_trial_was(client):
    told = section(page(client, "vitamin_k2"), "evidence")
    assert "Grade B" in told
    assert "not repeated" in told
    assert "not a food" in told
    assert "199 people" in told


def test_the_b_vitamins_lead_to_each_of_them_and_gather_their_cautions(client):
    response = page(client, B_VITAMINS)
    assert len(response.context["page"].members) == 7
    cautions = section(response, "cautions")
    assert "Metformin" in cautions
    assert "Levodopa" in cautions
    assert cautions.count("Omeprazole") == 1


def test_cautions_come_with_severity_source_and_review(client):
    cautions = section(page(client, "vitamin_k2"), "cautions")
    assert cautions.index("Avoid") < cautions.index("Ask first") < cautions.index("Keep steady")
    assert "Theuwissen" in cautions
    warfarin = cautions.split("Warfarin, acenocoumarol", 1)[1].split("(")[0]
    assert "to be reviewed" not in warfarin
    assert "MAO inhibitors, linezolid to be reviewed" in cautions


def test_how_sure_we_are_is_shown(client):
    told = section(page(client, B_VITAMINS), "evidence")
    assert "second-hand" in told
    assert "to be reviewed" in told
    assert "without a mark" in section(page(client, "water"), "refs")


def test_every_sign_for_a_clinician_stands_on_the_index(client):
    text = client.get(reverse("nutrients:index")).text
    told = words(text.split('aria-labelledby="clinician"')[1].split("</section>")[0])
    assert told.index("At once") < told.index("The same day") < told.index("Make an appointment")
    assert "deep vein thrombosis" in told
    assert "emergency number" in told


def foods_on(response):
    return [line.food.name for line in response.context["sources"]]


def test_foods_come_by_the_serving_most_first(client):
    FoodFactory(name="Little of much", reference_grams=20, amounts={"magnesium": 300})
    FoodFactory(name="Much of little", reference_grams=200, amounts={"magnesium": 50})
    FoodFactory(name="Unknown")
    FoodFactory(name="None at all", amounts={"magnesium": 0})
    response = page(client, "magnesium")
    assert foods_on(response) == ["Much of little", "Little of much"]
    assert "200 g 100 mg" in section(response, "sources").replace("\u00a0", " ")


def test_the_list_is_short(client):
    for number in range(12):
        FoodFactory(amounts={"magnesium": 10 + number})
    assert len(foods_on(page(client, "magnesium"))) == 10


def test_what_is_eaten_by_the_spoonful_is_left_out_but_for_sodium(client):
    FoodFactory(name="Powder", reference_grams=5, amounts={"calcium": 7000, "sodium": 9000})
    FoodFactory(name="Cheese", amounts={"calcium": 700, "sodium": 600})
    assert foods_on(page(client, "calcium")) == ["Cheese"]
    assert foods_on(page(client, "sodium")) == ["Cheese", "Powder"]


def test_spinach_is_named_as_no_source_of_calcium(client):
    FoodFactory(name="Kale", amounts={"calcium": 150})
    FoodFactory(name="Spinach", ndb=11458, amounts={"calcium": 136, "magnesium": 87})
    calcium = page(client, "calcium")
    assert foods_on(calcium) == ["Kale"]
    told = section(calcium, "sources").replace("\u00a0", " ")
    assert "only about 5 % of their calcium is absorbed: Spinach" in told
    assert foods_on(page(client, "magnesium")) == ["Spinach"]


def test_a_partial_figure_says_at_least(client):
    FoodFactory(name="Egg", amounts={"vitamin_k2": (30, "partial")})
    FoodFactory(name="Kale", amounts={"vitamin_k2": (0, "presumed_nil")})
    response = page(client, "vitamin_k2")
    assert foods_on(response) == ["Egg"]
    assert "at least 30.0" in section(response, "sources").replace("\u00a0", " ")


def test_another_households_food_is_not_shown(client, as_tenant):
    mine, other = TenantFactory(), TenantFactory()
    FoodFactory(name="My seeds", tenant=mine, amounts={"magnesium": 500})
    FoodFactory(name="Their seeds", tenant=other, amounts={"magnesium": 600})
    assert foods_on(page(as_tenant(mine), "magnesium")) == ["My seeds"]
    assert foods_on(page(client, "magnesium")) == []


@pytest.mark.parametrize(
    ("key", "queries"),
    [
        ("magnesium", 2),  # everyday foods; the best of them
        ("calcium", 3),  # and what is hardly absorbed
        (B_VITAMINS, 0),
    ],
)
def test_queries(client, django_assert_num_queries, key, queries):
    FoodFactory(amounts={"magnesium": 79, "calcium": 99})
    with django_assert_num_queries(queries):
        page(client, key)


def test_the_index_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(reverse("nutrients:index"))
