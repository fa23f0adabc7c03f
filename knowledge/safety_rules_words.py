"""The words around a food, supplement or target that change what it is: patterns on plain text."""

import re
from collections.abc import Mapping
from typing import Final

Pattern = re.Pattern[str]

#: Minutes that lie at least between a morning dose and another meal.
MEAL_APART: Final = 240.0
NUMBERS: Final[Mapping[str, float]] = {
    "one": 1.0,
    "an": 1.0,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "six": 6.0,
    "half an": 0.5,
    "thirty": 30.0,
    "sixty": 60.0,
}
_NUMBER: Final = r"(\d+(?:\.\d+)?|half an|thirty|sixty|one|an|two|three|four|five|six)"
_DOSED: Final = (
    r"(?:dose|tablet|capsule|pill|medicine|antibiotic|medication|levothyroxine|thyroxine)s?"
)
MINUTES: Final = re.compile(
    rf"\b{_NUMBER} ?(?:min|minutes?)\b.{{0,12}}?\b(?:after|before|from|apart|later)"
)
HOURS: Final = re.compile(
    rf"\b{_NUMBER} ?(?:h|hours?)\b.{{0,12}}?\b(?:after|before|from|apart|later)"
)
APART_WORDS: Final = re.compile(
    r"\bat (?:lunch|dinner|supper|bedtime|night|lunchtime|another meal|another time|a different)"
    r"|\b(?:different|separate|other) (?:meal|time)s?\b|\blater in the day\b|\bhours (?:away"
    r"|later|from)"
    r"|\bin the (?:evening|afternoon)\b|\bwith (?:lunch|dinner|supper)\b|\bbetween doses\b"
)
#: Words about the dose, and what a food stands in for: no part of the food's own name.
CONTEXT: Final = re.compile(
    rf"\b(?:with|after|before|from|at the same time as|together with) (?:the|a|my|your|each|every)"
    rf" (?:\w+ )?{_DOSED}\b|\b(?:instead of|in place of|rather than) [\w' -]+|\bfor (?:leg "
    rf"|night )?cramps?\b"
    r"|\bno (?:milk|sugar|dressing) added\b|\bas (?:an? )?(?:tree )?nuts? substitutes?\b"
)
MAY_CONTAIN: Final = re.compile(
    r"\b(?:marked|labelled|labeled|with)?\W*(?:may contain|may have|traces? of|made in a factory"
    r" (?:that|which) (?:handles|uses)|produced in a facility (?:that|which) (?:handles"
    r"|uses))\b(.*)$"
)
LARGE_AMOUNT: Final = re.compile(
    r"\b(?:several|many|lots|large amounts?|large|litres?|liters?|every day|daily|twice|three times"
    r"|more than once|[2-9] times)\b"
    r"|\b(?:[3-9]|[1-9]\d|three|four|five|six|seven|eight|nine|ten|a dozen) (?!mg|ug|mcg|g\b|ml|iu)"
    r"[a-z]+ (?:a|per|each|every) day\b|\b[1-9](?:\.\d)? ?l\b|\b[4-9]\d\d+ ?g\b|\b[5-9] (?:cups"
    r"|glasses|bananas)"
)
TARGET: Final = re.compile(
    r"\b(?:targets?|goals?|prompts?|reminders?)\b|\b(?:in|of) total\b|\ba day from\b|\bhydration\b"
    r"|\bat (?:the )?(?:rda|ai)\b|\babove (?:the )?(?:ai|rda)\b|\d ?(?:mg|ug"
    r"|mcg) a day\b(?! supplement)"
)
SUPPLEMENT: Final = re.compile(
    r"\b(?:supplements?|multi-?vitamins?|multivits?|tablets?|capsules?|pills?|gumm(?:y|ies)"
    r"|lozenges?"
    r"|effervescent|b[- ]complex|injections?|antacids?|prenatal vitamins?|vitamin drops)\b"
)
TRAITS: Final[Mapping[str, Pattern]] = {
    "with_dose": re.compile(
        rf"\b(?:with|at the same time as|together with|alongside) (?:the |a |my |your |each "
        rf"|every )?"
        rf"(?:morning |daily )?{_DOSED}\b"
    ),
    "raw": re.compile(
        r"\b(?:raw|rare|undercooked|uncooked|half shell|runny|soft[- ]boiled|pink inside|sashimi)\b"
    ),
    "cooked": re.compile(
        r"(?<!not )(?<!un)\b(?:well[- ]done|cooked|boiled|baked|roasted|grilled|fried|braised"
        r"|stewed|steamed|heated|canned"
        r"|hot|stir[- ]fried|hard[- ]boiled|cooked through|on pizza)\b"
    ),
    "steaming": re.compile(
        r"(?<!not )\b(?:steaming|baked|piping hot|grilled|cooked until|cooked through|melted on"
        r"|(?<!un)cooked)\b"
    ),
    "gluten_free": re.compile(r"\bgluten[- ]free\b|(?<!not )\bcertified\b"),
    "soft": re.compile(
        r"\b(?:ground|chopped|finely|butter|smooth|flour|quartered|quarters|cut|sliced|crushed"
        r"|grated|meal|flakes|halved|halves)\b"
    ),
    "from_food": re.compile(r"\bfrom (?:food|foods|meals|almonds|diet|\w+ and \w+)\b"),
    "above_reference": re.compile(
        r"\b(?:above|over|beyond|more than) (?:the )?(?:ai|rda|adequate intake)\b"
    ),
    "high_dose": re.compile(r"\b(?:high[- ]dose|mega[- ]?doses?|large dose|very high)\b"),
    "high_sodium": re.compile(r"\bhigh (?:in )?sodium\b|\bhigh-sodium\b"),
    "counts_b12": re.compile(r"\b(?:counted|counts?|counting|as|towards)\b.*\bb ?-?12\b"),
    "for_cramps": re.compile(r"\bfor (?:the )?(?:\w+ )?cramps?\b|\bagainst cramps?\b"),
    "between_meals": re.compile(
        r"\b(?:between meals|on an empty stomach|at bedtime|without food)\b"
    ),
    "with_meal": re.compile(r"\bwith (?:a |the |each )?(?:meals?|food|lunch|dinner|breakfast)\b"),
    "lactose_free": re.compile(r"\blactose[- ]free\b"),
    "vegan": re.compile(r"\bvegan\b"),
    "nut_substitute": re.compile(
        r"\b(?:instead of|in place of|as (?:a )?|for) ?(?:tree )?nuts?(?: substitutes?)?\b"
        r"|\bnut substitute\b"
    ),
    "beyond_thirst": re.compile(
        r"\b(?:beyond|in excess of|more than|past|above|without) thirst\b|\bas much as possible\b"
    ),
    "together": re.compile(
        r"\b(?:both|together|at the same (?:time|meal))\b(?!.*\b(?:different|separate)\b)"
    ),
    "high_protein_meal": re.compile(r"\bhigh[- ]protein\b"),
    # With B12, that is: calcium or iron alone make no source of it.
    "fortified": re.compile(
        r"(?<!not )(?<!calcium[- ])(?<!iron[- ])(?<!vitamin d[- ])\b(?:fortified|enriched)\b"
        r"|\bwith added (?:vitamin )?b ?-?12\b|\b(?:supplements?|tablets?|capsules?|injections?)\b"
    ),
    "lion_marked": re.compile(r"\b(?:british lion|lion[- ]mark(?:ed)?|lion eggs?)\b"),
    "no_retinol": re.compile(r"\b(?:without|no|free (?:of|from)) (?:vitamin a|retinol)\b"),
}
#: What a tablet is said not to hold.
WITHOUT: Final = re.compile(
    r"\b(?:without|no|free (?:of|from)) (?:vitamin [a-k]\d{0,2}|[a-z]+)(?= |,|\)|$)"
)
#: Made of milk that was not heated.
UNPASTEURISED: Final = re.compile(r"\bunpasteuri[sz]ed\b|\b(?:raw|unheated)[- ]milk\b")
#: Words that add a class to any food they stand beside.
ADDED: Final[tuple[tuple[Pattern, str], ...]] = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        # "salmon (vitamin D food)" says what it holds by nature.
        (
            r"\bvitamins? (?:[abcek]\d{0,2},? (?:and )?)*d[23]?\b(?! (?:foods?|from)\b)",
            "vitamin_d_fortified",
        ),
        (
            r"\bcalcium[- ](?:fortified|enriched)\b|(?<!set )\bwith (?:added )?calcium\b(?! sul)",
            "calcium_fortified",
        ),
        (r"\bphosphates?\b(?![- ]free)", "phosphate"),
        (r"(?<!un)(?<!lightly )\bsalted\b(?! (?:butter|caramel))|\bin brine\b", "salty"),
        (r"\biron[- ](?:fortified|enriched)\b|\bwith added iron\b", "iron_fortified"),
        (r"\bwith sul(?:ph|f)ites\b|(?<!un)\bsul(?:ph|f)ured\b", "sulphites"),
        (r"\bb ?-?12[- ](?:fortified|enriched)\b", "b12_fortified"),
    )
)
#: Words that take classes away from every food in the text.
FREE_OF: Final[tuple[tuple[Pattern, frozenset[str]], ...]] = tuple(
    (re.compile(pattern), frozenset(classes.split()))
    for pattern, classes in (
        (r"\bgluten[- ]free\b", "gluten wheat rye barley wheat_usual"),
        (r"\bwheat[- ]free\b", "wheat wheat_usual"),
        (r"\blactose[- ]free\b", "lactose"),
        (r"\b(?:dairy|milk)[- ]free\b|\bwithout milk\b|\bno (?:milk|dairy)\b", "milk milk_usual"),
        (r"\begg[- ]free\b|\bwithout eggs?\b", "egg egg_usual"),
        (r"\bfish[- ]free\b|\bwithout fish\b", "fish"),
        (r"\bnut[- ]free\b", "tree_nut peanut nuts"),
        (r"\b(?:soya?|soy)[- ]free\b", "soy soy_usual soya_food"),
        (r"\bpeanut[- ]free\b", "peanut"),
        (r"\bsesame[- ]free\b", "sesame"),
        (r"\bcelery[- ]free\b", "celery"),
        (r"\bmustard[- ]free\b", "mustard"),
        (
            r"\b(?:unsulphured|unsulfured|sulphite[- ]free|sulfite[- ]free|no sulphites)\b",
            "sulphites",
        ),
        (r"\b(?:alcohol[- ]free|non[- ]alcoholic|dealcoholised)\b", "alcohol"),
        (r"\b(?:decaf|decaffeinated|caffeine[- ]free)\b", "caffeine"),
        (
            r"\b(?:unsalted|no[- ]salt|no added salt|salt[- ]free|low[- ]salt|low[- ]sodium"
            r"|reduced[- ]salt"
            r"|without salt|no[- ]sodium)\b",
            "salty",
        ),
        (r"(?<!un)\bpasteuri[sz]ed\b", "raw_milk"),
        (r"\bunsweetened\b(?!.*juice)", "fructose_drink"),
        (r"\b(?:rinsed|soaked and boiled twice|leached|double[- ]boiled)\b", "salty"),
        (r"\b(?:quinine)[- ]free\b", "quinine"),
        (r"\b(?:bath|foot soak)\b", "epsom electrolyte_powder"),
        (r"\b(?:phosphate)[- ]free\b", "phosphate"),
        (r"\bdeglycyrrhizinated\b|\bdgl\b", "liquorice"),
        (r"\bbottled\b|\bpasteuri[sz]ed beer\b", "tap_beer"),
    )
)
FROM_ANIMALS: Final = frozenset({"milk", "egg", "fish", "meat", "honey", "shellfish"})
PLANT_BASES: Final = frozenset(
    {
        "soya",
        "soy",
        "oat",
        "almond",
        "coconut",
        "rice",
        "cashew",
        "hazelnut",
        "hemp",
        "pea",
        "plant",
        "nut",
    }
    | {"peanut", "cocoa", "shea", "tofu"}
)
#: Before "salt" they say that there is little of it.
LITTLE: Final = frozenset({"low", "no", "reduced", "added", "without", "less"})
CHANGES: Final[Mapping[str, Pattern]] = {
    "change:salt": re.compile(
        r"\b(?:low[- ]salt|low[- ]sodium|salt[- ]free|no[- ]salt|high[- ]salt) (?:diet|week"
        r"|menu|plan)\b|\bsudden\w*\b.*\bsalt\b"
        r"|\b(?:cut|cutting|drop|halv\w+|stop\w*|reduc\w+|doubl\w+) (?:\w+ ){0,2}(?:salt|sodium)\b"
        r"|\bsodium\b.*\bcut\b"
    ),
    "change:fluid": re.compile(
        r"\b(?:fluid|water)\b.*\b(?:cut|restrict\w*|halved|doubled)\b|\b(?:cut|restrict\w*"
        r"|double)\b.*\b(?:fluid|water)\b"
    ),
    "change:protein": re.compile(
        r"\blow[- ]protein (?:diet|week|menu|plan)\b"
        r"|\b(?:cut|cutting|halv\w+|restrict\w*|reduc\w+) (?:\w+ ){0,2}protein\b"
        r"|\bprotein\b.*\b(?:cut|halved|restrict\w*|reduced)\b"
    ),
}
#: Nutrients as supplements and targets name them. "retinol" stands for preformed vitamin A.
NUTRIENT_WORDS: Final[Mapping[str, Pattern]] = {
    key: re.compile(pattern)
    for key, pattern in {
        "magnesium": r"\bmagnesi\w+",
        "potassium": r"\bpotassium\b|\bslow[- ]k\b",
        "calcium": r"\bcalcium\b",
        "sodium": r"\bsodium\b|\bsalt (?:target|goal|tablets?|supplement)",
        "iron": r"\biron\b|\bferrous\b",
        "zinc": r"\bzinc\b",
        "copper": r"\bcopper\b",
        "selenium": r"\bselenium\b",
        "iodine": r"\biodine\b|\bkelp\b",
        "phosphorus": r"\bphosph(?:orus|ate)\b",
        "aluminium": r"\balumini?um\b",
        "retinol": r"\bretinol\b|\bvitamin a\b|\bvitamins? a\b|\bwith a, d\b|\ba, d(?:,| and) e\b",
        "vitamin_c": r"\bvitamin c\b|\bascorb\w+|\ba, c(?:,| and) d\b",
        "vitamin_d": r"\bvitamin d[23]?\b|\bd3\b|\ba, d\b|\bcholecalciferol\b|\ba, c and d\b",
        "vitamin_e": r"\bvitamin e\b|\bd, e\b|\btocopherol\b",
        "vitamin_k2": r"\bk2\b|\bmk-?[47]\b|\bmenaquinone\w*",
        "vitamin_k1": r"\bvitamin k1?\b|\band k\b|\bphylloquinone\b",
        "thiamin_b1": r"\bthiamine?\b|\bb1\b|\bb-?complex\b|\bb complex\b",
        "niacin_b3": r"\bniacin\b|\bb3\b",
        "vitamin_b6": r"\bb6\b|\bpyridoxine\b|\bb-?complex\b|\bb complex\b",
        "vitamin_b12": r"\bb12\b|\bcobalamin\b|\bb-?complex\b|\bb complex\b",
        "b_complex": r"\bb-?complex\b|\bb complex\b|\bb vitamins?\b",
        "folate_dfe": r"\bfol(?:ate|ic acid)\b",
        "protein": r"\bprotein\b",
        "caffeine": r"\bcaffeine\b(?![- ]free)",
        "multivitamin": r"\bmulti-?vitamins?\b|\bmultivits?\b|\bminerals? (?:tablet|supplement)s?\b"
        r"|\bprenatal vitamins?\b",
    }.items()
}
#: The nutrient's own unit (µg) in one international unit.
UNIT_FACTORS: Final[Mapping[str, float]] = {"vitamin_d": 0.025, "retinol": 0.3, "vitamin_e": 0.67}
