"""Safety rules as data: every row carried, every name known, the strictest rule deciding."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.completeness import problems
from knowledge.medicines import load_medicines, recognise
from knowledge.phrases import Phrases, stem, words
from knowledge.safety import load_safety
from knowledge.safety_rules import LEVELS, judge, load_elsewhere, load_rules, upper_limit
from knowledge.safety_rules_people import Person, load_conditions, read_person
from knowledge.safety_rules_subjects import Subject, load_foods, read_subject
from knowledge.tables import DATA, TableError
from tools.write_clinical_review import PAGE, page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def replace(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_row_is_carried_by_a_rule_or_by_a_reason_why_not():
    carried = {row for rule in load_rules() for row in rule.rows}
    assert carried | load_elsewhere().keys() == load_safety().keys()
    assert not carried & load_elsewhere().keys()


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("safety_rules.toml", '["S003"]', '["S002"]', "no rule carries S003"),
        ("safety_rules.toml", '["S003"]', '["S303"]', "no safety row has the id 'S303'"),
        ("safety_rules.toml", 'who = ["doac"]', 'who = ["dozc"]', "'dozc', which is unknown"),
        ("safety_rules.toml", 'about = ["natto"]', 'about = ["nato"]', "'nato', which is unknown"),
        ("safety_rules.toml", 'needs = ["large"]', 'needs = ["big"]', "'big', which is unknown"),
        ("safety_rules.toml", "Natto holds", "This prevents cramps. Natto holds", "claims"),
        ("safety_rules.toml", 'verdict = "block"', 'verdict = "never"', "is not one of block"),
        ("medicines.csv", "warfarin,vka", "warfarin,vkz", "'vkz' is not in medicine_classes.csv"),
        ("medicines.csv", "eliquis", "eliquis;coumadin", "'coumadin' is also"),
        ("allergies.csv", "lupin,lupin", "kiwi,kiwi\nlupin,lupin", "asks for allergy_kiwi"),
        ("conditions.csv", "gout,gout", "cough,cough,,cough\ngout,gout", "asks for cough"),
        ("medicines.csv", "tolvaptan,aquaretic;", "tolvaptan,", "no medicine belongs to aquaretic"),
        ("medicine_classes.csv", "warfarin;apixaban", "warfrin;apixaban", "'warfrin' is not in"),
        ("safety_food_classes.csv", "star_fruit,", "tea,tea,\nstar_fruit,", "no rule is about tea"),
        ("safety_foods.csv", "natto,natto", "natto,nato", "is not in safety_food_classes.csv"),
    ],
)
def test_a_broken_file_is_told(folder, name, old, new, said):
    replace(folder, name, old, new)
    assert any(said in problem for problem in problems(folder))


def test_a_rule_rests_on_rows_or_on_a_source_of_its_own(folder):
    replace(folder, "safety_rules.toml", 'rows = ["S003"]', "rows = []")
    with pytest.raises(TableError, match="rests on rows"):
        load_rules(folder)


def test_every_reason_names_a_source():
    assert all(rule.sources and all(rule.sources) for rule in load_rules())


def test_the_page_for_clinicians_is_current():
    assert PAGE.read_text(encoding="utf-8") == page()


FACTS = sorted({fact for rule in load_rules() for fact in rule.who | rule.also})
CLASSES = sorted({one for rule in load_rules() for one in rule.about})
TRAITS = sorted({one for rule in load_rules() for one in rule.needs | rule.unless})


@given(
    facts=st.frozensets(st.sampled_from(FACTS), max_size=6),
    more=st.frozensets(st.sampled_from(FACTS), max_size=3),
    classes=st.frozensets(st.sampled_from(CLASSES), max_size=5),
    traits=st.frozensets(st.sampled_from(TRAITS), max_size=3),
    apart=st.none() | st.floats(0, 600),
)
def test_more_facts_are_never_milder(facts, more, classes, traits, apart):
    subject = Subject("anything", classes, traits, minutes_apart=apart)
    before, after = judge(Person(facts, 40), subject), judge(Person(facts | more, 40), subject)
    assert LEVELS.index(after.level) <= LEVELS.index(before.level)
    assert set(before.reasons) <= set(after.reasons)


@given(
    facts=st.frozensets(st.sampled_from(FACTS), max_size=6),
    classes=st.frozensets(st.sampled_from(CLASSES), max_size=5),
)
def test_the_strictest_reason_decides(facts, classes):
    found = judge(Person(facts, 40), Subject("anything", classes))
    levels = [LEVELS.index(reason.level) for reason in found.reasons]
    assert levels == sorted(levels)
    assert found.level == (found.reasons[0].level if found.reasons else "ok")
    assert all(reason.level == found.level for reason in found.deciding)


@given(name=st.sampled_from(sorted(load_medicines())))
def test_every_medicine_is_recognised_by_each_of_its_names(name):
    medicine = load_medicines()[name]
    for known in (medicine.name, *medicine.also):
        found, unknown = recognise(f"{known.upper()} 5 mg, daily")
        assert (found, unknown) == ((medicine,), ())


def test_every_condition_is_recognised_by_each_of_its_words():
    for condition in load_conditions().values():
        for word in condition.words:
            reading = read_person(conditions=[word], age=40)
            assert condition.id in reading.person.facts, word
            assert reading.unrecognised == ()


def test_every_food_is_recognised_by_its_name():
    for name in load_foods():
        assert read_subject(name).recognised, name


@pytest.mark.parametrize(
    ("text", "fact", "there"),
    [
        ("CKD", "ckd_low", True),
        ("CKD, eGFR 44.9", "ckd_low", True),
        ("CKD, eGFR 45", "ckd_low", False),
        ("chronic kidney disease stage 3", "ckd_low", True),
        ("chronic kidney disease stage 3a", "ckd_low", False),
        ("CKD G4", "ckd_low", True),
        ("haemodialysis", "ckd_low", True),
        ("no diabetes", "diabetes", False),
        ("family history of gout", "gout", False),
        ("diabetes insipidus", "diabetes", False),
        ("pulmonary hypertension", "hypertension", False),
        ("uric acid stones", "oxalate_stones", False),
        ("kidney stones", "oxalate_stones", True),
    ],
)
def test_a_condition_is_what_its_words_say(text, fact, there):
    assert (fact in read_person(conditions=[text], age=40).person.facts) == there


@pytest.mark.parametrize(
    ("text", "fact", "there"),
    [
        ("omeprazole", "ppi", True),
        ("omeprazole, 11 weeks", "ppi", False),
        ("omeprazole, 3 months", "ppi", True),
        ("prednisolone, 5 days", "steroid", False),
        ("prednisolone", "steroid", True),
        ("selegiline 10 mg", "maoi", False),
        ("selegiline 10.5 mg", "maoi", True),
        ("selegiline", "selegiline_dose_unknown", True),
        ("Emsam 9 mg patch", "maoi", True),
        ("Emsam 6 mg patch", "maoi", False),
        ("Pred Forte", "steroid", False),
        ("Voltarol Emulgel", "k_raising_other", False),
        ("desmopressin nasal spray", "desmopressin", True),
        ("timolol eye drops", "k_raising_other", False),
        ("timolol", "k_raising_other", True),
        ("salmeterol inhaler", "electrolyte_loser", True),
        ("sacubitril/valsartan", "arb", True),
        ("primidone", "steroid", False),
    ],
)
def test_a_medicine_counts_as_it_is_taken(text, fact, there):
    assert (fact in read_person(medicines=[text], age=40).person.facts) == there


@pytest.mark.parametrize(
    ("text", "has", "lacks"),
    [
        ("peanut butter", {"peanut"}, {"milk"}),
        ("butter beans", {"legume"}, {"milk"}),
        ("nutmeg", set(), {"tree_nut"}),
        ("eggplant", set(), {"egg"}),
        ("milk, coconut", set(), {"milk"}),
        ("oat milk", {"oats"}, {"milk"}),
        ("lactose-free milk", {"milk"}, {"lactose"}),
        ("vegan cheddar", set(), {"milk"}),
        ("gluten-free bread", set(), {"wheat"}),
        ("unsalted peanuts", {"peanut"}, {"salty"}),
        ("low-sodium soy sauce", {"very_salty"}, {"salty"}),
        ("rice drink instead of milk", {"rice_drink"}, {"milk"}),
        ("coffee with the tablet", {"coffee"}, {"supplement"}),
        ("calcium tablet", {"supplement:calcium"}, {"target"}),
        ("vitamin K2 target", {"target:vitamin_k2"}, {"supplement", "food"}),
        ("Epsom salt bath", set(), {"electrolyte_powder"}),
        ("vitamin E 400 IU", {"supplement:vitamin_e"}, {"food"}),
        ("low-salt cheese", {"cheese"}, {"salty", "very_salty"}),
        ("low-salt substitute", {"potassium_chloride"}, set()),
        ("a menu with liver", {"plan", "liver"}, set()),
    ],
)
def test_the_longest_name_and_the_words_around_it_decide(text, has, lacks):
    classes = read_subject(text).classes
    assert has <= classes
    assert not lacks & classes


@pytest.mark.parametrize(
    ("text", "nutrient", "amount"),
    [
        ("vitamin C supplement, 1.5 g", "vitamin_c", 1500.0),
        ("vitamin D supplement, 5,000 IU", "vitamin_d", 125.0),
        ("vitamin D supplement, 125 µg", "vitamin_d", 125.0),
        ("calcium 500 mg and vitamin D 10 ug tablets", "vitamin_d", 10.0),
        ("calcium 500 mg and vitamin D 10 ug tablets", "calcium", 500.0),
        ("potassium target, 4,700 mg", "potassium", 4700.0),
    ],
)
def test_a_dose_is_read_in_the_nutrients_own_unit(text, nutrient, amount):
    assert read_subject(text).amounts[nutrient] == pytest.approx(amount)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("toast 45 min after the tablet", 45.0),
        ("coffee two hours after the dose", 120.0),
        ("milk at another meal", 240.0),
        ("milk with the dose", None),
    ],
)
def test_the_time_from_a_dose_is_read(text, minutes):
    assert read_subject(text).minutes_apart == minutes


@pytest.mark.parametrize(
    ("dose", "age", "level"),
    [(350, 40, "ok"), (351, 40, "limit"), (110, 8, "ok"), (111, 8, "limit"), (350, 9, "ok")],
)
def test_the_upper_limit_is_that_of_the_age(dose, age, level):
    found = judge(
        Person(frozenset({"anyone"}), age), read_subject(f"magnesium supplement, {dose} mg")
    )
    assert found.level == level


def test_an_unknown_age_gets_the_lowest_limit():
    assert upper_limit("magnesium", None) == 65
    assert upper_limit("potassium", 40) is None


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [
        ("peas", "pea"),
        ("potatoes", "potato"),
        ("cherries", "cherry"),
        ("radishes", "radish"),
        ("hummus", "hummus"),
        ("cress", "cress"),
        ("haemodialysis", "haemodialysis"),
    ],
)
def test_a_plural_is_the_same_word(word, stemmed):
    assert stem(word) == stemmed


def test_the_longest_name_wins_and_names_do_not_overlap():
    found = Phrases(["butter", "peanut butter", "peanut"]).find(words("Peanut butter, butter"))
    assert [one.name for one in found] == ["peanut butter", "butter"]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("diabetes and weak kidneys", {"diabetes", "ckd", "ckd_low"}),
        ("no diabetes but heart failure", {"heart_failure"}),
        ("no gallbladder and kidney disease", {"ckd"}),
        ("not eating for 6 days", {"refeeding"}),
        ("haven't eaten much for two weeks", {"refeeding"}),
        ("I have eaten almost nothing for a week", {"refeeding"}),
        ("BMI 14.5", {"refeeding"}),
        ("peanut allergy", {"allergy_peanut"}),
        ("severe allergy to shellfish", {"allergy_crustaceans", "allergy_molluscs"}),
        ("nut allergy", {"allergy_peanut", "allergy_walnut"}),
        ("kidney transplant", {"ckd", "immunosuppressed"}),
        ("high potassium", {"hypoaldosteronism"}),
    ],
)
def test_everything_told_in_one_breath_counts(text, facts):
    reading = read_person(conditions=[text], age=40)
    assert reading.person.facts >= facts
    assert "diabetes" not in reading.person.facts or "diabetes" in facts


@pytest.mark.parametrize(
    "text", ["no kidney function", "no appetite", "diabetes and a strange liver", "kiwi allergy"]
)
def test_what_no_list_knows_is_asked_back_beside_what_it_knows(text):
    assert read_person(conditions=[text], age=40).unrecognised


@pytest.mark.parametrize("text", ["not eating meat for 3 years", "BMI 22", "no kidney problems"])
def test_a_diet_or_a_denial_is_no_hunger(text):
    assert read_person(conditions=[text], age=40).person.facts == {"anyone"}


@pytest.mark.parametrize(
    ("age", "food", "level"),
    [
        (3, "coffee, brewed", "block"),
        (3, "chocolate", "ok"),
        (5, "coffee, brewed", "ok"),
        (3, "red wine", "block"),
        (17, "red wine", "block"),
        (18, "red wine", "ok"),
        (17, "red wine vinegar", "ok"),
    ],
)
def test_coffee_and_wine_are_not_for_children(age, food, level):
    assert judge(read_person(age=age).person, read_subject(food)).level == level


@pytest.mark.parametrize(
    ("medicine", "food", "level"),
    [
        ("phenelzine", "tempeh", "block"),
        ("phenelzine", "red wine", "ask_clinician"),
        ("phenelzine", "broad beans, boiled", "ask_clinician"),
        ("tacrolimus", "smoked salmon", "ask_clinician"),
        ("tacrolimus", "alfalfa sprouts, raw", "ask_clinician"),
    ],
)
def test_medicines_meet_the_foods_that_do_not_go_with_them(medicine, food, level):
    reading = read_person(medicines=[medicine], age=40)
    assert judge(reading.person, read_subject(food)).level == level
