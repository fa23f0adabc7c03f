"""What the calculator says of a line, in words."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foods.calculating.lines import LONGEST_LINE
from foods.calculating.queries import ReadLine
from foods.calculating.weighing import Note, Weighed
from foods.templatetags.figures import fraction, grams, kitchen

SURENESS: Final[Mapping[str, Promise]] = {
    "sure": gettext_lazy("sure"),
    "likely": gettext_lazy("likely"),
    "check": gettext_lazy("please check"),
}
#: A note by its code; the values are those of the note, written as on the page.
NOTES: Final[Mapping[str, Promise]] = {
    "range": gettext_lazy("%(low)s to %(high)s: counted as the middle"),
    "one": gettext_lazy("counted as %(measure)s"),
    "size": gettext_lazy("this food has no such size: counted as %(measure)s"),
    "pack": gettext_lazy("%(measure)s: %(grams)s, as shops usually sell it (assumed)"),
    "drained": gettext_lazy("%(drained)s left of %(gross)s when drained (assumed)"),
    "by_measure": gettext_lazy("by volume, from its %(measure)s of %(grams)s"),
    "assumed": gettext_lazy("assumed: a %(measure)s is %(amount)s"),
}


def note_text(note: Note) -> str:
    """A note as a sentence part."""
    values: dict[str, Any] = dict(note.values)
    shown = {key: fraction(value) for key, value in values.items() if key in ("low", "high")}
    shown |= {k: grams(v) for k, v in values.items() if k in ("grams", "gross", "drained")}
    if "measure" in values:
        shown["measure"] = values["measure"]
    if "unit" in values:
        shown["amount"] = amount_text(values["quantity"], values["unit"])
    return str(NOTES[note.code]) % shown


def amount_text(quantity: float, measure: str) -> str:
    """A quantity of a measure: "1½ cups", "1/16 tsp"."""
    if 0 < quantity < 0.12 and measure not in ("g", "kg"):
        return f"1/{round(1 / quantity)} {measure}"
    return kitchen(quantity, measure)


def understood(weighed: Weighed) -> str:
    """How much was understood: "1½ cups"."""
    return amount_text(weighed.quantity, weighed.measure)


def notes_of(line: ReadLine) -> list[str]:
    """Everything to say of how a line was weighed and read."""
    notes = [note_text(note) for note in line.weighed.notes] if line.weighed else []
    if line.others and line.correction.food is None and not line.correction.find:
        notes.append(
            _("taken for %(food)s; the line also offers %(others)s")
            % {
                "food": line.line.names[0] if line.line else "",
                "others": ", ".join(line.others),
            }
        )
    if line.correction.bad_quantity:
        notes.append(_("Please give the amount as a number above 0, such as 150 or 1.5."))
    return notes


def problem_of(line: ReadLine) -> str:
    """Why a line is not in the totals, "" where it is."""
    measure = line.problem.measure if line.problem else ""
    food = line.food.name if line.food else ""
    name = line.line.names[0] if line.line and line.line.names else line.text
    says: dict[str, str] = {
        "counted": "",
        "not_counted": _("No amount to weigh, so it is not counted."),
        "too_long": _("Longer than %(most)s characters, so it was not read.")
        % {"most": LONGEST_LINE},
        "unknown_food": _("We know no food called “%(name)s”.") % {"name": name},
        "no_amount": _("How much %(name)s? The line says no amount we can read.") % {"name": name},
        "too_much": _("More than 100 kg: please check the amount."),
        "unknown_measure": _("We cannot weigh “%(measure)s” of %(food)s.")
        % {"measure": measure, "food": food}
        if measure
        else _("We do not know what one %(food)s weighs.") % {"food": food},
    }
    return says[line.status]
