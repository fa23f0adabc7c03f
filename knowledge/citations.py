"""What the pages on nutrients cite, and statements that carry their citations.

`data/citations.toml`: studies, reviews, reports and laws by a stable id. A `Point` is one
statement in our own words with the citations behind it and how far it was checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from knowledge.entries import Entry, read_entries
from knowledge.nutrients import CATALOGUE
from knowledge.tables import DATA

Review = Literal["verified", "secondary", "recalled"]

#: verified: the source, its abstract or a faithful copy was read. secondary: the figure was seen
#: only where someone else repeats it. recalled: from memory, to be checked before use.
REVIEWS: Final[tuple[Review, ...]] = ("verified", "secondary", "recalled")
POINT_KEYS: Final = ("text", "cites", "review")
CITATION_KEYS: Final = (
    *("authors", "year", "journal", "detail", "doi", "pmid", "pmc", "trial", "link", "note"),
)
EARLIEST: Final = 1900
LATEST: Final = 2100


@dataclass(frozen=True, slots=True)
class Citation:
    """A source one can look up. Texts are "" where they do not apply."""

    id: str
    authors: str
    year: int
    journal: str
    detail: str
    doi: str
    pmid: str
    pmc: str
    trial: str
    link: str
    note: str
    """What is still to be checked about the citation itself."""

    @property
    def url(self) -> str:
        """Where to read it: the DOI first, then PubMed Central, PubMed, a page; "" is nowhere."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmc:
            return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmc}/"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return self.link


@dataclass(frozen=True, slots=True)
class Point:
    """One statement with what it rests on."""

    text: str
    cites: tuple[str, ...]
    review: Review


@cache
def load_citations(folder: Path = DATA) -> Mapping[str, Citation]:
    """The citations by id; `TableError` where the file is not as it should be."""
    top = read_entries(folder / "citations.toml")
    found = {}
    for key, values in top.values.items():
        if not isinstance(values, dict):
            raise top.error(key, "is not a table")
        found[key] = _citation(key, Entry(top.file, key, values).only(*CITATION_KEYS))
    return found


def _citation(key: str, entry: Entry) -> Citation:
    return Citation(
        id=key,
        authors=entry.text("authors"),
        year=entry.integer("year", EARLIEST, LATEST),
        journal=entry.text("journal"),
        detail=entry.optional_text("detail"),
        doi=entry.optional_text("doi"),
        pmid=entry.optional_text("pmid"),
        pmc=entry.optional_text("pmc"),
        trial=entry.optional_text("trial"),
        link=entry.optional_text("link"),
        note=entry.optional_text("note"),
    )


def read_point(entry: Entry, folder: Path) -> Point:
    """A statement; `TableError` where it cites nothing or what does not exist."""
    cites = entry.texts("cites")
    if not cites:
        raise entry.error("cites", "is missing or empty: a statement needs a source")
    known = load_citations(folder)
    for cite in cites:
        if cite not in known:
            raise entry.error("cites", f"no citation has the id '{cite}'")
    return Point(entry.text("text"), cites, entry.choice("review", REVIEWS))


def read_points(entry: Entry, key: str, folder: Path) -> tuple[Point, ...]:
    """The statements in a list of an entry."""
    return tuple(read_point(one.only(*POINT_KEYS), folder) for one in entry.entries(key))


#: The page of the seven B vitamins together: not a nutrient of the catalogue.
B_VITAMINS: Final = "b_vitamins"
PAGE_KEYS: Final = frozenset({nutrient.key for nutrient in CATALOGUE} | {B_VITAMINS})


def read_nutrients(entry: Entry, key: str = "nutrients") -> tuple[str, ...]:
    """Catalogue keys, or the page of the B vitamins; `TableError` for any other."""
    names = entry.texts(key)
    for name in names:
        if name not in PAGE_KEYS:
            raise entry.error(key, f"'{name}' is not in the catalogue")
    return names
