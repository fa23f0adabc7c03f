"""What comes in from the planner's pages, checked before anything is done with it."""

from planner.forms.edits import (
    AddForm,
    AmountsForm,
    GenerationForm,
    NoteForm,
    PlaceForm,
    StampForm,
    WishForm,
    finite,
)
from planner.forms.person import (
    MAX_PEOPLE,
    PEOPLE_ERRORS,
    PLAUSIBLE_KCAL,
    PeopleFormSet,
    PersonForm,
)
from planner.forms.start import DEFAULT_SLOTS, LEAVE_OUT, SLOT_NAMES, TableForm
from planner.forms.weeks import (
    BeginForm,
    CopyForm,
    DaysForm,
    MoveForm,
    NameForm,
    OutForm,
    PointForm,
    RotaForm,
    SlotMoveForm,
)

__all__ = [
    "DEFAULT_SLOTS",
    "LEAVE_OUT",
    "MAX_PEOPLE",
    "PEOPLE_ERRORS",
    "PLAUSIBLE_KCAL",
    "SLOT_NAMES",
    "AddForm",
    "AmountsForm",
    "BeginForm",
    "CopyForm",
    "DaysForm",
    "GenerationForm",
    "MoveForm",
    "NameForm",
    "NoteForm",
    "OutForm",
    "PeopleFormSet",
    "PersonForm",
    "PlaceForm",
    "PointForm",
    "RotaForm",
    "SlotMoveForm",
    "StampForm",
    "TableForm",
    "WishForm",
    "finite",
]
