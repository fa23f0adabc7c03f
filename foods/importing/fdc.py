"""FoodData Central's CSV download, joined: one `RawFood` after another. Pure, streaming.

Opening reads every file once, from end to end: headers, units, ids that stand twice and damage are
found before anything is written. Layout: https://fdc.nal.usda.gov/download-datasets (2018 to 2025).
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from foods.importing import rules
from foods.importing.archive import Archive, DownloadError
from foods.importing.portions import Portion
from foods.importing.tables import Follower, Ordered, Row, Table, rows

#: Our name of a data type, by the one in food.csv. Samples and acquisitions are not foods to eat.
DATA_TYPES: Final[dict[str, str]] = {
    "foundation_food": "foundation",
    "sr_legacy_food": "sr_legacy",
    "survey_fndds_food": "survey",
    "branded_food": "branded",
}

FOOD: Final = Table("food.csv", ("fdc_id", "data_type", "description", "food_category_id"))
AMOUNT: Final = Table(
    "food_nutrient.csv", ("fdc_id", "nutrient_id", "amount"), optional=("derivation_id",)
)
PORTION: Final = Table(
    "food_portion.csv",
    ("fdc_id", "amount", "measure_unit_id", "modifier", "gram_weight"),
    optional=("seq_num", "portion_description"),
)
NUTRIENT: Final = Table("nutrient.csv", ("id", "name", "unit_name"), optional=("nutrient_nbr",))
UNIT: Final = Table("measure_unit.csv", ("id", "name"))
DERIVATION: Final = Table("food_nutrient_derivation.csv", ("id", "code"))
#: One row a food with what only its data type has.
DETAIL: Final[dict[str, Table]] = {
    "foundation": Table("foundation_food.csv", ("fdc_id", "NDB_number")),
    "sr_legacy": Table("sr_legacy_food.csv", ("fdc_id", "NDB_number")),
    "survey": Table(
        "survey_fndds_food.csv",
        ("fdc_id", "food_code"),
        optional=("wweia_category_code", "wweia_category_number"),
    ),
    "branded": Table(
        "branded_food.csv",
        ("fdc_id", "brand_owner", "serving_size", "serving_size_unit", "branded_food_category"),
        optional=("brand_name", "household_serving_fulltext"),
    ),
}


@dataclass(frozen=True, slots=True)
class RawFood:
    """A food's rows as they stand in the files, side by side.

    `amounts` are rows of (fdc_id, nutrient_id, amount, derivation_id); `detail` maps the columns of
    the data type's own file, empty where it has no row there.
    """

    fdc_id: int
    data_type: str
    description: str
    category: str
    amounts: list[Row]
    portions: list[Portion]
    detail: dict[str, str]


class Download:
    """An opened download: what it holds, and its foods in rising order of id."""

    def __init__(
        self, archive: Archive, scratch: Path, *, data_types: Collection[str] = ()
    ) -> None:
        """Check everything that can be checked without looking at single foods.

        `data_types` narrows to some of ours ("sr_legacy"); `scratch` is a folder for sorting.
        Raises DownloadError.
        """
        for table in (FOOD, AMOUNT, NUTRIENT):
            if table.name not in archive.names:
                raise DownloadError(f"There is no {table.name} in the download.")
        self._archive, self._scratch = archive, scratch
        self._wanted = set(data_types) or set(DATA_TYPES.values())
        self.slots = rules.slots_of(
            {key: (name, unit, number) for key, name, unit, number in self._list(NUTRIENT)}
        )
        self._units = {key: name for key, name in self._list(UNIT)}  # noqa: C416
        self.derivations = {key: name for key, name in self._list(DERIVATION)}  # noqa: C416
        self._foods = Ordered(archive, FOOD, scratch)
        self._refuse_doubles()
        self.counts = self._count()
        self._amounts = Ordered(archive, AMOUNT, scratch)
        self._portions = self._optional(PORTION)
        self._details = {kind: self._optional(DETAIL[kind]) for kind in self.counts}

    @property
    def total(self) -> int:
        """How many foods of the wanted data types there are."""
        return sum(self.counts.values())

    def foods(self) -> Iterator[RawFood]:
        """The foods of the wanted data types."""
        amounts, portions = Follower(self._amounts), Follower(self._portions)
        details = {kind: Follower(ordered) for kind, ordered in self._details.items()}
        for key, (_id, kind, description, category) in self._foods:
            data_type = DATA_TYPES.get(kind, "")
            if data_type not in self._wanted:
                continue
            yield RawFood(
                fdc_id=key,
                data_type=data_type,
                description=description,
                category=category,
                amounts=amounts.of(key),
                portions=[self._portion(row) for row in portions.of(key)],
                detail=_detail(data_type, details[data_type].of(key)),
            )

    def _list(self, table: Table) -> Iterator[Row]:
        """The rows of a small file, none where it is missing."""
        if table.name in self._archive.names:
            for _number, row in rows(self._archive, table):
                yield row

    def _optional(self, table: Table) -> Ordered | None:
        if table.name not in self._archive.names:
            return None
        return Ordered(self._archive, table, self._scratch)

    def _refuse_doubles(self) -> None:
        double = self._foods.repeated()
        if double is not None:
            raise DownloadError(f"food.csv has two rows with fdc_id {double}.")

    def _count(self) -> Counter[str]:
        kinds = Counter(row[1] for _key, row in self._foods)
        found = Counter(
            {
                name: kinds[kind]
                for kind, name in DATA_TYPES.items()
                if kinds[kind] and name in self._wanted
            }
        )
        if not found:
            raise DownloadError(
                f"food.csv has no foods of the type {', '.join(sorted(self._wanted))}."
            )
        return found

    def _portion(self, row: Row) -> Portion:
        _id, amount, unit, modifier, grams, position, description = row
        return Portion(position, amount, self._units.get(unit, ""), description, modifier, grams)


def _detail(data_type: str, found: list[Row]) -> dict[str, str]:
    if not found:
        return {}
    table = DETAIL[data_type]
    return dict(zip((*table.columns, *table.optional), found[0], strict=True))
