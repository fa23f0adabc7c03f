"""What a nutrient's page says beside its figures.

`data/nutrient_pages.toml`: what a nutrient does in muscle and nerve, what to know about its
sources, targets and limits, and the forms it is sold in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from knowledge.citations import (
    B_VITAMINS,
    POINT_KEYS,
    Point,
    read_nutrients,
    read_point,
    read_points,
)
from knowledge.entries import Entry, keyed, read_entries
from knowledge.nutrients import BY_KEY
from knowledge.tables import DATA
from knowledge.text import gettext_noop as _

PAGE_NAMES: Final[dict[str, str]] = {B_VITAMINS: _("B vitamins")}
KEYS: Final = (
    *("key", "line", "members", "functions", "sources", "targets", "limits", "forms"),
    "no_reference",
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which a nutrient is sold."""

    name: str
    point: Point


@dataclass(frozen=True, slots=True)
class NutrientFacts:
    """The words of one page."""

    key: str
    line: str
    """What it is for, in one line."""
    members: tuple[str, ...]
    """The pages a page of several nutrients leads to; else empty."""
    functions: tuple[Point, ...]
    sources: tuple[Point, ...]
    targets: tuple[Point, ...]
    limits: tuple[Point, ...]
    forms: tuple[Form, ...]
    no_reference: str
    """Why there is no table of targets, where there is none."""

    @property
    def name(self) -> str:
        """The nutrient's name in the catalogue, or that of the group."""
        return PAGE_NAMES.get(self.key) or BY_KEY[self.key].name

    @property
    def label(self) -> str:
        """The name for narrow places."""
        return PAGE_NAMES.get(self.key) or BY_KEY[self.key].label

    @property
    def points(self) -> tuple[Point, ...]:
        """Every statement of the page, in the order it is read."""
        forms = tuple(form.point for form in self.forms)
        return self.functions + self.sources + self.targets + self.limits + forms


@cache
def load_pages(folder: Path = DATA) -> Mapping[str, NutrientFacts]:
    """The pages by key, in the order of the file; `TableError` for an unfit file."""
    entries = read_entries(folder / "nutrient_pages.toml").only("pages").entries("pages")
    return {
        key: _page(key, entry.only(*KEYS), folder) for key, entry in keyed(entries, "key").items()
    }


def _page(key: str, entry: Entry, folder: Path) -> NutrientFacts:
    if key not in BY_KEY and key not in PAGE_NAMES:
        raise entry.error("key", f"'{key}' is not in the catalogue")
    return NutrientFacts(
        key=key,
        line=entry.text("line"),
        members=read_nutrients(entry, "members"),
        functions=read_points(entry, "functions", folder),
        sources=read_points(entry, "sources", folder),
        targets=read_points(entry, "targets", folder),
        limits=read_points(entry, "limits", folder),
        forms=tuple(_form(one, folder) for one in entry.entries("forms")),
        no_reference=entry.optional_text("no_reference"),
    )


def _form(entry: Entry, folder: Path) -> Form:
    return Form(entry.only("name", *POINT_KEYS).text("name"), read_point(entry, folder))
