"""What the intake form asks: keys, words and choices. Pure.

The short form is answered on a phone within three minutes; the full form asks the rest as well.
"""

from collections.abc import Mapping
from typing import Final

from foods.facts import ALLERGENS, GROUPS, TREE_NUTS
from knowledge.text import gettext_noop as _

#: The 14 allergens of the EU's list and the 9 of the US', nuts as one group: key -> (words, facts).
ASKED: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "gluten": (_("Gluten"), ("gluten",)),
    "wheat": (_("Wheat"), ("wheat",)),
    "milk": (_("Milk"), ("milk",)),
    "egg": (_("Egg"), ("egg",)),
    "peanut": (_("Peanut"), ("peanut",)),
    "tree_nuts": (_("Tree nuts"), TREE_NUTS),
    "soy": (_("Soya"), ("soy",)),
    "sesame": (_("Sesame"), ("sesame",)),
    "fish": (_("Fish"), ("fish",)),
    "crustaceans": (_("Crustaceans (prawn, crab)"), ("crustaceans",)),
    "molluscs": (_("Molluscs (mussel, squid)"), ("molluscs",)),
    "celery": (_("Celery"), ("celery",)),
    "mustard": (_("Mustard"), ("mustard",)),
    "lupin": (_("Lupin"), ("lupin",)),
    "sulphites": (_("Sulphites (dried fruit, wine)"), ("sulphites",)),
}
STRENGTHS: Final[Mapping[str, str]] = {
    "allergy": _("Allergy"),
    "intolerance": _("Intolerance"),
    "preference": _("I'd rather not"),
}
#: Conditions that one tick says, by the id of `knowledge/data/conditions.csv`.
CONDITIONS: Final[Mapping[str, str]] = {
    "ckd": _("Kidney disease"),
    "dialysis": _("Dialysis"),
    "kidney_stones": _("Kidney stones"),
    "heart_failure": _("Heart failure"),
    "hypertension": _("High blood pressure"),
    "diabetes": _("Diabetes"),
    "coeliac": _("Coeliac disease"),
    "lactose": _("Lactose intolerance"),
    "gout": _("Gout"),
    "bowel": _("Crohn's disease or colitis"),
    "bariatric": _("Weight-loss surgery"),
    "fluid_restriction": _("I was told to drink less"),
    "immunosuppressed": _("Weakened immune system"),
}
#: What a tick is stored as, in words that `knowledge.safety_rules_people` reads.
CONDITION_TEXT: Final[Mapping[str, str]] = {
    "ckd": "kidney disease",
    "dialysis": "dialysis",
    "kidney_stones": "kidney stones",
    "heart_failure": "heart failure",
    "hypertension": "high blood pressure",
    "diabetes": "diabetes",
    "coeliac": "coeliac disease",
    "lactose": "lactose intolerance",
    "gout": "gout",
    "bowel": "inflammatory bowel disease",
    "bariatric": "bariatric surgery",
    "fluid_restriction": "fluid restriction",
    "immunosuppressed": "immunosuppressed",
}
DIET_ALSO: Final[Mapping[str, str]] = {
    "no-pork": _("No pork"),
    "no-alcohol": _("No alcohol"),
    "low-lactose": _("Low lactose"),
    "gluten-free": _("Gluten-free"),
}
ACTIVITY: Final[Mapping[str, str]] = {
    "": _("Not said"),
    "inactive": _("Mostly sitting"),
    "low-active": _("Some walking, about half an hour a day"),
    "active": _("Active, about an hour of exercise a day"),
    "very-active": _("Very active, hard work or hours of sport"),
}
CRAMPS: Final[Mapping[str, str]] = {
    "none": _("I have no cramps"),
    "night": _("At night"),
    "exercise": _("With exercise"),
    "pregnancy": _("Since I am pregnant"),
    "unsure": _("At other times, or not sure"),
}
OFTEN: Final[Mapping[str, str]] = {
    "": _("Not said"),
    "seldom": _("Less than once a week"),
    "weekly": _("Once or twice a week"),
    "often": _("Three times a week or more"),
    "daily": _("Every day or night"),
}
SLOTS: Final[Mapping[str, str]] = {
    "breakfast": _("Breakfast"),
    "smoothie": _("Smoothie"),
    "lunch": _("Lunch"),
    "dinner": _("Dinner"),
    "snack": _("Snack"),
}
COOKING: Final[Mapping[str, str]] = {
    "": _("Not said"),
    "15": _("Up to 15 minutes"),
    "30": _("Up to 30 minutes"),
    "60": _("Up to an hour"),
    "more": _("More than an hour"),
}
ALCOHOL: Final[Mapping[str, str]] = {
    "": _("Not said"),
    "none": _("None"),
    "some": _("Up to a glass a day"),
    "more": _("More than a glass a day"),
}
CAFFEINE: Final[Mapping[str, str]] = {
    "": _("Not said"),
    "none": _("None"),
    "some": _("One or two cups a day"),
    "more": _("Three cups a day or more"),
}
BOWEL: Final[Mapping[str, str]] = {
    "": _("Not said"),
    "well": _("No trouble"),
    "constipation": _("Often constipated"),
    "diarrhoea": _("Often loose, or diarrhoea"),
    "changes": _("It has changed lately"),
}
KIDNEYS: Final[Mapping[str, str]] = {
    "": _("Not said"),
    "no": _("No"),
    "yes": _("Yes, they work less well"),
    "unsure": _("I am not sure"),
}
YES_NO: Final[Mapping[str, str]] = {
    "": _("I'd rather not say"),
    "no": _("No"),
    "yes": _("Yes"),
}
EATING: Final[Mapping[str, str]] = {
    "": _("I'd rather not say"),
    "easy": _("Food is no worry to me"),
    "before": _("It was hard at times, in the past"),
    "now": _("It is hard now"),
}
#: The question a choice answers, for cards: answer key -> (question, choices).
CHOICES: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "often": (_("How often it cramps"), OFTEN),
    "cooking": (_("Time to cook on a weekday"), COOKING),
    "alcohol": (_("Alcohol"), ALCOHOL),
    "caffeine": (_("Coffee, tea or energy drinks"), CAFFEINE),
    "bowel": (_("Bowel"), BOWEL),
    "kidneys": (_("Told that the kidneys work less well"), KIDNEYS),
    "little_food": (_("Ate almost nothing for five days or more, lately"), YES_NO),
    "weight_loss": (_("Lost weight without wanting to"), YES_NO),
    "eating": (_("How it is with food"), EATING),
}

assert set(ALLERGENS) == {fact for _words, facts in ASKED.values() for fact in facts}
assert GROUPS["tree_nuts"] == TREE_NUTS
