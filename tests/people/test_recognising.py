"""What a condition or medicine was understood as: names, brands, and names that say too little."""

import pytest

from knowledge.medicines import load_medicines, recognise, which_of
from knowledge.safety_rules_people import read_person
from people.recognising import recognised
from people.told import not_understood


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Triapin 5 mg", ("ramipril and felodipine",)),
        ("Exforge HCT", ("amlodipine, valsartan and hydrochlorothiazide",)),
        ("Vimovo", ("naproxen and esomeprazole",)),
        ("Li-Liquid", ("lithium",)),
        ("Jinarc 45 mg", ("tolvaptan",)),
        ("Noqdirna", ("desmopressin",)),
        ("St. John’s wort", ("St John's wort",)),
        ("ramipril for blood pressure", ("ramipril",)),
        ("felodipine for high blood pressure", ("felodipine",)),
        ("apixaban (blood thinner)", ("apixaban",)),
        ("ramipril and a water tablet", ("ramipril", "water tablet")),
        ("sertraline and a statin", ("sertraline", "statin")),
        ("ibuprofen and immunosuppressants", ("ibuprofen", "immunosuppressant")),
    ],
)
def test_a_medicine_by_its_names(text, names):
    found = recognised("medicine", text)
    assert (found.names, found.unknown) == (names, "")


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("blood thinner", "warfarin"),
        ("Water tablets", "spironolactone"),
        ("blood pressure pills", "ramipril"),
        ("statins", "simvastatin"),
        ("antidepressant", "phenelzine"),
    ],
)
def test_a_name_that_says_too_little_is_asked_back_and_kept_on_the_careful_side(text, one):
    found = recognised("medicine", text)
    assert one in found.which
    assert found.close == found.which
    (asked,) = not_understood("medicine", text)
    assert (asked.unknown, one in asked.close) == (text, True)
    assert read_person(medicines=[text]).person.facts != {"anyone"}
    assert not_understood("medicine", one) == ()


def test_every_medicine_to_ask_about_is_one_that_says_enough():
    for medicine in load_medicines().values():
        assert not any(which_of(load_medicines()[name]) for name in which_of(medicine))


def test_words_that_name_no_medicine_are_told():
    for text in ("tablets", "5 mg daily"):
        found, unknown = recognise(text)
        assert (found, bool(unknown)) == ((), True)


@pytest.mark.parametrize("text", ["none", "No medicines", "n/a", "not taking any tablets."])
def test_nothing_taken_is_nothing_to_ask_back(text):
    assert recognise(text) == ((), ())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("barley allergy", ("gluten allergy",)),
        ("oat allergy", ("gluten allergy",)),
        ("gouty arthritis", ("gout",)),
        ("obesity surgery", ("bariatric surgery or malabsorption",)),
        ("liver cirrhosis with ascites", ("cirrhosis of the liver",)),
        ("hereditary fructose intolerance", ("an inborn disease of metabolism",)),
        ("non-alcoholic fatty liver disease", ()),
        ("immunosuppressed (transplant)", ("weakened immune system",)),
    ],
)
def test_a_condition_by_its_words(text, names):
    found = recognised("condition", text)
    assert (found.names, found.unknown) == (names, "")
    assert not found.denied


@pytest.mark.parametrize("text", ["heart bypass", "pancreatic cancer", "low sodium diet"])
def test_a_telling_word_beside_a_known_one_is_asked_back(text):
    assert recognised("condition", text).unknown == text
