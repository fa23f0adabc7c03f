"""What somebody may choose for a print: paper, type, colour and what goes along. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Literal

from knowledge.text import gettext_noop as _

Kind = Literal["week", "day", "cook", "list", "cards"]

#: Width and height in millimetres, upright. A receipt is a roll: its height is a page's worth.
PAPERS: Final[Mapping[str, tuple[float, float]]] = {
    "a4": (210.0, 297.0),
    "letter": (215.9, 279.4),
    "a5": (148.0, 210.0),
    "receipt": (80.0, 297.0),
}
PAPER_NAMES: Final[Mapping[str, str]] = {
    "a4": _("A4"),
    "letter": _("Letter"),
    "a5": _("A5"),
    "receipt": _("80 mm receipt"),
}
TYPE_NAMES: Final[Mapping[str, str]] = {
    "normal": _("Normal"),
    "large": _("Large"),
    "larger": _("Larger"),
}
#: Points of running text, by the size that was asked for; A5 and receipts begin lower.
POINTS: Final[Mapping[str, float]] = {"normal": 11.0, "large": 13.0, "larger": 15.5}
SMALL_PAPER: Final = 1.5
#: What can be chosen for each kind beside its paper and its type.
PAPERS_OF: Final[Mapping[Kind, tuple[str, ...]]] = {
    "week": ("a4", "letter", "a5"),
    "day": ("a4", "letter", "a5"),
    "cook": ("a4", "letter", "a5"),
    "list": ("a4", "letter", "a5", "receipt"),
    "cards": ("a4", "letter", "a5", "receipt"),
}
COLUMNS: Final = (1, 2)
PER_PAGE: Final = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class Options:
    """How something is printed. Black and white unless colour was asked for."""

    paper: str = "a4"
    type: str = "normal"
    colour: bool = False
    columns: int = 2
    """Of a list."""
    per_page: int = 2
    """Cards on a page."""
    recipes: bool = False
    """Whether a week has its recipes after it."""
    notes: bool = True
    """Whether what must be minded is printed."""

    @property
    def kept(self) -> dict[str, Any]:
        """As plain values, to be remembered."""
        return asdict(self)

    @property
    def points(self) -> float:
        """Points of running text."""
        small = SMALL_PAPER if self.paper in ("a5", "receipt") else 0.0
        return POINTS[self.type] - small


def options_of(kind: Kind, asked: Mapping[str, Any], kept: Mapping[str, Any]) -> Options:
    """What was asked for, else what was chosen before, else the usual.

    A value that means nothing here counts as not asked for. A form says `set=1`: only then does
    a box that is missing stand for one that was not ticked.
    """
    usual = _read(Options(), kept, boxes=True)
    found = _read(usual, asked, boxes=bool(asked.get("set")))
    if found.paper not in PAPERS_OF[kind]:
        found = replace(found, paper="a4")
    if found.paper == "receipt":
        found = replace(found, columns=1, per_page=1)
    return found


def _read(usual: Options, given: Mapping[str, Any], *, boxes: bool) -> Options:
    if not given:
        return usual
    ticked = {
        name: str(given.get(name, "")).lower() in ("1", "on", "true")
        for name in ("colour", "recipes", "notes")
        if boxes or name in given
    }
    return replace(
        usual,
        paper=_one_of(given.get("paper"), PAPERS, usual.paper),
        type=_one_of(given.get("type"), POINTS, usual.type),
        columns=int(_one_of(given.get("columns"), COLUMNS, usual.columns)),
        per_page=int(_one_of(given.get("per_page"), PER_PAGE, usual.per_page)),
        **ticked,
    )


def _one_of(value: Any, known: Any, usual: Any) -> Any:
    """The one of `known` that is written like `value`."""
    return next((one for one in known if str(one) == str(value)), usual)


def is_landscape(kind: Kind) -> bool:
    """Whether a kind is wider than high: the week is."""
    return kind == "week"


def page_sheet(kind: Kind, options: Options) -> str:
    """The style sheet that sets the page: "css/print-a4-landscape.css"."""
    turned = "-landscape" if is_landscape(kind) else ""
    return f"css/print-{options.paper}{turned}.css"


def paper_size(kind: Kind, options: Options) -> tuple[float, float]:
    """Width and height of a page in millimetres."""
    width, height = PAPERS[options.paper]
    return (height, width) if is_landscape(kind) else (width, height)


def type_class(points: float) -> str:
    """The class that sets the type: 9.5 -> "t95"."""
    return f"t{round(points * 10)}"
