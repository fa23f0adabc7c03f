"""Medicines by generic and brand names, and the classes that safety rules speak of.

`data/medicines.csv` and `data/medicine_classes.csv`. A medicine without a class is known and has no
rule; a name that is not in the file is never taken for either: it comes back as unrecognised, with
the names that look most like it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from rapidfuzz import process

from knowledge.phrases import Found, Phrases, plain, words
from knowledge.tables import CITED, DATA, Row, TableError, read_table, unique

#: On the skin, in the eye or breathed in, too little reaches the blood for a rule about food.
LOCAL: Final = re.compile(
    r"\b(?:cream|gel|emulgel|ointment|lotion|eye drops?|ear drops?|nasal|nose spray"
    r"|inhaler|inhaled|topical|mouthwash|shampoo)\b"
)
#: Classes whose rules hold for what is breathed in, too: long-acting beta-2 agonists, desmopressin
#: as a nose spray.
ALSO_LOCAL: Final = frozenset({"electrolyte_loser", "desmopressin"})
#: Weeks from which a class counts as long-term: its rules begin there (S015, S017).
LONG_TERM_WEEKS: Final = {"ppi": 12.0, "steroid": 3.0}
#: Milligrams of selegiline a day above which it acts like the other MAO inhibitors (S030).
SELEGILINE_MG: Final = 10.0
#: The same for a patch, which reaches the blood whole: 6 mg a day needs no diet, 9 mg does.
SELEGILINE_PATCH_MG: Final = 6.0
_PATCH = re.compile(r"\b(?:emsam|patch(?:es)?|transdermal)\b")
#: Classes that medicines for quite different things share: they do not say what one is for.
ACROSS: Final = frozenset({"k_raising_other", "grapefruit", "grapefruit_more", "st_johns_wort"})
#: How alike a suggestion must be, 0 to 100.
ALIKE: Final = 72.0
SUGGESTIONS: Final = 3
WEEKS: Final = {"day": 1 / 7, "week": 1.0, "month": 52 / 12, "year": 52.0}
#: Says that nothing is taken.
NONE: Final = re.compile(
    r"^(?:none|nothing|nil|no|n/?a|-|(?:no|not taking any|not on any|i take no)"
    r"(?: regular| other| current)? (?:medicines?|medications?|meds|tablets?|drugs?|pills?))[.!]?$"
)
_DURATION = re.compile(r"(\d+(?:\.\d+)?)[ -]*(day|week|month|year)")
_DOSE = re.compile(r"(\d+(?:\.\d+)?)\s*mg")
#: Words beside a name that say how it is taken and not what it is.
BESIDE: Final = frozenset(
    words(
        "mg ug mcg g ml iu day daily once twice three times a an the per each week weekly month"
        " year years long term short course low high dose dosage tablet capsule pill oral by mouth"
        " sodium potassium hydrochloride for since of at night morning evening in as needed prn"
        " release modified extended slow mr xr sr xl er cr injection patch inhaler cream gel"
        " ointment drop eye spray nasal generic brand on and with taken taking supplement hct plus"
        " comp treatment infusion therapy maintenance inhaled topical ear lotion syrup liquid unit"
        " bd od tds qds microgram combi forte retard control ds la emulgel"
    )
)


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine: its generic name, the classes it belongs to and the other names it goes by."""

    name: str
    classes: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MedicineClass:
    """A class that rules speak of, with the source of who belongs to it."""

    id: str
    name: str
    source: str
    confidence: str
    which: tuple[str, ...] = ()
    """Medicines to ask about where a name says no more than what it is for ("blood thinner")."""


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """Words that no list knows, as typed, with the known names that look most like them."""

    kind: str
    """medicine, condition, allergy, diet or food."""
    text: str
    close: tuple[str, ...]


@cache
def load_classes(folder: Path = DATA) -> Mapping[str, MedicineClass]:
    """The classes by id; `TableError` where the file is not as it should be."""
    columns = ("id", "name", *CITED, "which")
    rows = unique(read_table(folder / "medicine_classes.csv", columns), "id")
    return {row.text("id"): _class(row) for row in rows}


def _class(row: Row) -> MedicineClass:
    known = row.choice("confidence", ("verified", "recalled"))
    return MedicineClass(
        row.text("id"), row.text("name"), row.text("source"), known, row.words("which")
    )


@cache
def load_medicines(folder: Path = DATA) -> Mapping[str, Medicine]:
    """The medicines by generic name; `TableError` where the file is not as it should be."""
    classes = load_classes(folder)
    found: dict[str, Medicine] = {}
    names: dict[tuple[str, ...], str] = {}
    for row in unique(read_table(folder / "medicines.csv", ("name", "classes", "also")), "name"):
        for one in row.words("classes"):
            if one not in classes:
                raise row.error("classes", f"'{one}' is not in medicine_classes.csv")
        medicine = Medicine(row.text("name"), row.words("classes"), row.words("also"))
        for name in {words(each) for each in (medicine.name, *medicine.also)}:
            if names.setdefault(name, medicine.name) != medicine.name:
                raise row.error("also", f"'{' '.join(name)}' is also {names[name]}")
        found[medicine.name] = medicine
    for group in classes.values():
        for asked in group.which:
            if asked not in found:
                raise TableError(f"medicine_classes.csv: '{asked}' is not in medicines.csv")
    return found


@cache
def _by_name(folder: Path) -> tuple[Phrases, Mapping[str, Medicine]]:
    medicines = load_medicines(folder)
    named = {name: one for one in medicines.values() for name in (one.name, *one.also)}
    return Phrases(named), named


def recognise(
    text: str, folder: Path = DATA
) -> tuple[tuple[Medicine, ...], tuple[Unrecognised, ...]]:
    """The medicines that a text names, and the parts of it that no list knows."""
    if NONE.search(plain(text).strip()):
        return (), ()
    phrases, named = _by_name(folder)
    text_words = words(text)
    places = phrases.find(text_words)
    covered = {at for one in places for at in range(one.start, one.end)}
    left = [
        word
        for at, word in enumerate(text_words)
        if at not in covered and word not in BESIDE and not word[0].isdigit() and len(word) > 2
    ]
    if not places and not left and text_words:
        left = list(text_words)  # "tablets" names nothing, and that is told
    unknown = (_unrecognised(" ".join(left), tuple(named)),) if left else ()
    found = tuple(dict.fromkeys(named[one.name] for one in places))
    said = [named[one.name] for one in places if _is_what_for(one, text_words)]
    return tuple(one for one in found if not _is_named(one, found, said, folder)), unknown


def _is_what_for(place: Found, text_words: Sequence[str]) -> bool:
    """Whether a name only says what another medicine is for: "felodipine for blood pressure"."""
    return place.start > 1 and "for" in text_words[max(0, place.start - 3) : place.start]


def _is_named(
    one: Medicine, found: Sequence[Medicine], said: Sequence[Medicine], folder: Path
) -> bool:
    """Whether a medicine of no name of its own is one of those named beside it."""
    which = which_of(one, folder)
    others = [each for each in found if not which_of(each, folder)]
    if not which or not others:
        return False
    medicines = load_medicines(folder)
    classes = {each for name in which for each in medicines[name].classes} - ACROSS
    return one in said or any(
        each.name in which or not classes.isdisjoint(each.classes) for each in others
    )


def which_of(medicine: Medicine, folder: Path = DATA) -> tuple[str, ...]:
    """What to ask about where a name stands for many medicines; empty where it says enough."""
    classes = load_classes(folder)
    return tuple(dict.fromkeys(name for one in medicine.classes for name in classes[one].which))


def _unrecognised(text: str, known: tuple[str, ...]) -> Unrecognised:
    return Unrecognised("medicine", text, close_names(text, known))


def close_names(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The known names that look most like a text, the closest first."""
    found = process.extract(
        plain(text), known, processor=plain, limit=SUGGESTIONS, score_cutoff=ALIKE
    )
    return tuple(name for name, _, _ in found)


def facts_of(medicine: Medicine, text: str) -> frozenset[str]:
    """The classes that count, given how the person says they take it.

    What is not said counts as long-term and by mouth: unknown is never the milder case.
    """
    said = plain(text)
    classes = set(medicine.classes)
    if LOCAL.search(said):
        classes &= ALSO_LOCAL
    weeks = _weeks(said)
    if weeks is not None:
        classes -= {one for one, least in LONG_TERM_WEEKS.items() if weeks < least}
    if "selegiline" in classes:
        classes |= _selegiline(said)
    return frozenset(classes)


def _weeks(said: str) -> float | None:
    if re.search(r"\bshort(?: |-)?(?:term|course)\b", said):
        return 0.0
    match = _DURATION.search(said)
    return float(match[1]) * WEEKS[match[2]] if match else None


def _selegiline(said: str) -> set[str]:
    match = _DOSE.search(said)
    if match is None:
        return {"selegiline_dose_unknown"}
    most = SELEGILINE_PATCH_MG if _PATCH.search(said) else SELEGILINE_MG
    return {"maoi"} if float(match[1]) > most else set()
