"""What helps with cramps besides food, and what does not: how to do it, graded and cited.

`data/helps.toml`. An entry rests on graded claims of `knowledge.evidence`, on statements of its
own, or both; none stands without either.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from knowledge.citations import Point, read_points
from knowledge.entries import Entry, keyed, read_entries
from knowledge.evidence import Claim, load_claims
from knowledge.tables import DATA

HelpKind = Literal["do", "ask", "skip"]
#: When somebody cramps; "" is somebody who has not said.
CrampContext = Literal["night", "exercise", "pregnancy", "unsure"]

KINDS: Final[tuple[HelpKind, ...]] = ("do", "ask", "skip")
CONTEXTS: Final[tuple[CrampContext, ...]] = ("night", "exercise", "pregnancy", "unsure")
KEYS: Final = (
    *("id", "kind", "title", "contexts", "lead", "steps", "dose", "not_for", "claims", "points"),
)


@dataclass(frozen=True, slots=True)
class Help:
    """One thing to do, to ask about or to leave, with what it rests on."""

    id: str
    kind: HelpKind
    title: str
    contexts: tuple[str, ...]
    """When it fits, the best fit first."""
    lead: str
    steps: tuple[str, ...]
    dose: str
    """As in the trial; "" where there is none."""
    not_for: str
    """Who should not, or should ask first; "" for nobody in particular."""
    claims: tuple[Claim, ...]
    points: tuple[Point, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every sentence of its own, for the check of wording."""
        own = (self.title, self.lead, *self.steps, self.dose, self.not_for)
        return (*own, *(point.text for point in self.points))


@cache
def load_helps(folder: Path = DATA) -> tuple[Help, ...]:
    """The entries in the order of the file; `TableError` where it is not as it should be."""
    entries = keyed(read_entries(folder / "helps.toml").only("helps").entries("helps"))
    return tuple(_help(key, entry.only(*KEYS), folder) for key, entry in entries.items())


def _help(key: str, entry: Entry, folder: Path) -> Help:
    claims = tuple(_claims(entry, folder))
    points = read_points(entry, "points", folder)
    if not claims and not points:
        raise entry.error("claims", "is empty, and so is points: advice rests on something")
    contexts = entry.texts("contexts")
    for one in contexts:
        if one not in CONTEXTS:
            raise entry.error("contexts", f"'{one}' is not one of {', '.join(CONTEXTS)}")
    return Help(
        id=key,
        kind=entry.choice("kind", KINDS),
        title=entry.text("title"),
        contexts=contexts,
        lead=entry.text("lead"),
        steps=entry.texts("steps"),
        dose=entry.optional_text("dose"),
        not_for=entry.optional_text("not_for"),
        claims=claims,
        points=points,
    )


def _claims(entry: Entry, folder: Path) -> Iterator[Claim]:
    known = {claim.id: claim for claim in load_claims(folder)}
    for one in entry.texts("claims"):
        if one not in known:
            raise entry.error("claims", f"no claim has the id '{one}'")
        yield known[one]


def help_problems(folder: Path) -> Iterator[str]:
    """Say what the page lacks: something to do in each context, and a word on what to leave."""
    helps = load_helps(folder)
    for context in CONTEXTS:
        if not any(context in one.contexts for one in helps if one.kind == "do"):
            yield f"helps.toml: nothing to do for {context}"
    graded = {claim.id for one in helps for claim in one.claims}
    for claim in load_claims(folder):
        # What is no nutrient has no page of its own: it stands here or nowhere.
        if not claim.nutrients and claim.id not in graded:
            yield f"helps.toml: nothing about {claim.id}"
