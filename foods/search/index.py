"""Asking the database's food index: which words it knows, and which foods a search finds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from django.db import connections
from django.db.models import BooleanField, Case, F, Func, IntegerField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.sql.compiler import SQLCompiler

from foods.search import plan as plans
from foods.search.clauses import Clause, Word, any_of, fts5, tsquery
from foods.search.plan import Plan, Presence, Slot
from foods.search.schema import BRANDED, INDEX, OWN, TABLE
from foods.search.spelling import Vocabulary, vocabulary
from foods.search.synonyms import load_synonyms
from foods.search.words import forms, search_words

#: So many branded foods are looked at; someone who wants another adds a word.
MOST_BRANDED: Final = 1000
#: What a find loses, on the scale of `prominence`.
NOT_ALL_IN_HEAD: Final = 10
NOTHING_IN_HEAD: Final = 20
ONLY_STARTS_SO: Final = 30
WORD_MISSING: Final = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """How a search was understood."""

    typed: tuple[str, ...] = ()
    plan: Plan = field(default_factory=Plan)

    @property
    def corrected(self) -> str:
        """The words that were searched for instead, "" where every word is known."""
        if not self.plan.corrections:
            return ""
        taken = dict(self.plan.corrections)
        return " ".join(taken.get(word, word) for word in self.typed)

    @property
    def kept(self) -> str:
        """The words that were searched for, where some had to be dropped; else ""."""
        if not self.plan.dropped:
            return ""
        return " ".join(word for word in self.typed if word not in self.plan.dropped)


def read(text: str, *, using: str, literal: bool = False) -> Reading:
    """Understand a search (2 queries; up to 6 more for words that nothing everyday is called by).

    With `literal` no word is taken for another.
    """
    words = search_words(text)
    if not words:
        return Reading()
    presence = presence_of(words, plans.pairs(words).values(), using=using)

    def correct(word: str, branded: bool) -> str | None:
        return None if literal else _meant_by(word, branded, using=using)

    plan = plans.plan(words, presence, load_synonyms(), correct)
    if not literal and plan.hit and not found([plan.hit], using=using)[0]:
        plan = _relaxed(plan, using=using)
    return Reading(tuple(words), plan)


def _meant_by(word: str, branded: bool, *, using: str) -> str | None:
    """The word that was meant; one that brands do use must be very near to another."""
    known = current_vocabulary(using)
    if branded:
        return known.nearest(word, most=1) if len(word) > 5 else None
    return (
        load_synonyms().begun(word)
        or known.nearest(word, most=1)
        or known.apart(word)
        or known.nearest(word)
    )


def _relaxed(plan: Plan, *, using: str) -> Plan:
    """Let go of the word that tells least, where no shared food has them all.

    A state ("toasted") goes only where it stands beside the one thing that is asked for.
    """
    slots = [slot for slot in plan.required if not slot.state]
    states = [slot for slot in plan.required if slot.state]
    if len(slots) == 1 and states:
        slots = states
    elif len(slots) < 2:
        return plan
    counts = current_vocabulary(using).counts
    slots.sort(
        key=lambda slot: (not plans.LEAST.issuperset(slot.words), -_commonness(slot, counts))
    )
    tried = [plan.without(slot) for slot in slots]
    hits = found([each.hit for each in tried if each.hit], using=using)
    return next((each for each, hit in zip(tried, hits, strict=True) if hit), plan)


def _commonness(slot: Slot, counts: Mapping[str, int]) -> int:
    return max(counts.get(form, 0) for word in slot.words for form in forms(word))


def found(clauses: Sequence[Clause], *, using: str) -> list[bool]:
    """Whether any shared food satisfies each clause (1 query, 2 where no everyday food does)."""
    answers = _ask([(clause, "everyday") for clause in clauses], using=using)
    if any(answers):
        return answers
    return _ask([(clause, "branded") for clause in clauses], using=using)


def presence_of(
    words: Sequence[str], joined: Iterable[str] = (), *, using: str
) -> dict[str, Presence]:
    """Where each word stands among shared foods (1 query, 2 where everyday foods lack one).

    Of words that are `joined` only everyday foods are asked.
    """
    asked = list(dict.fromkeys([*words, *joined]))
    questions: list[tuple[Clause, str]] = []
    for word in asked:
        started = Word(word, prefix=True)
        questions += [(any_of(plans.whole(word)), "everyday"), (started, "everyday")]
    answers = iter(_ask(questions, using=using))
    found = {word: Presence(next(answers), next(answers)) for word in asked}
    strange = [word for word in words if not found[word].start]
    if strange:
        branded = _ask([(Word(word, prefix=True), "branded") for word in strange], using=using)
        found |= {w: Presence(brands=here) for w, here in zip(strange, branded, strict=True)}
    return found


_ROWS: Final = {"everyday": f"rowid < {OWN}", "branded": f"rowid >= {BRANDED}"}
#: Written so that PostgreSQL leaves the index of tenants alone: nearly every food is shared.
_SHARED: Final = "coalesce(tenant_id, 0) = 0"
_KINDS: Final = {"everyday": "<> 'branded'", "branded": "= 'branded'"}


def _ask(questions: Sequence[tuple[Clause, str]], *, using: str) -> list[bool]:
    """Whether a shared food satisfies each clause, among everyday or branded foods (1 query)."""
    connection = connections[using]
    parts, params = [], []
    for clause, kind in questions:
        if connection.vendor == "postgresql":
            # Counting gathers from the index; EXISTS would walk the table, hoping to meet one soon.
            parts.append(
                f"(SELECT count(*) FROM {TABLE} WHERE words @@ %s::tsquery"
                f" AND {_SHARED} AND data_type {_KINDS[kind]})"
            )
            params.append(tsquery(clause))
        else:
            parts.append(f"EXISTS(SELECT 1 FROM {INDEX} WHERE {INDEX} MATCH %s AND {_ROWS[kind]})")
            params.append(fts5(clause))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        row = cursor.fetchone()
    return [bool(answer) for answer in row or ()]


def current_vocabulary(using: str) -> Vocabulary:
    """Words of shared everyday foods as they are now (1 query; 2 after an import)."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, name FROM {TABLE} WHERE id = (SELECT max(id) FROM {TABLE})")
        newest = cursor.fetchone()
    return _vocabulary(using, str(connection.settings_dict["NAME"]), newest)


@lru_cache(maxsize=4)
def _vocabulary(using: str, database: str, newest: Any) -> Vocabulary:
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"SELECT name FROM {TABLE} WHERE tenant_id IS NULL AND data_type <> 'branded'"
        )
        return vocabulary((name for (name,) in cursor.fetchall()), load_synonyms().words)


def forget_vocabulary() -> None:
    """Read the words anew next time."""
    _vocabulary.cache_clear()


class Matches(Func):
    """Whether the index holds a clause for a food; of branded foods at most `MOST_BRANDED`."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, clause: Clause, *, head: bool = False, branded: bool = False) -> None:
        super().__init__(F("pk"))
        self.clause, self.head, self.branded = clause, head, branded

    def __repr__(self) -> str:
        return f"Matches({self.clause!r}, head={self.head}, branded={self.branded})"

    @property
    def identity(self) -> tuple[Any, ...]:
        """What makes two of these the same."""
        return (self.__class__, self.clause, self.head, self.branded)

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: Any, **extra: Any
    ) -> Any:
        """Refuse databases without an index."""
        raise NotImplementedError(f"No food index on {connection.vendor}.")

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:
        """Ids from the FTS5 table, whose row ids say which kind of food it is."""
        column, params = compiler.compile(self.source_expressions[0])
        query = fts5(self.clause, head=self.head)
        everyday = (
            f"SELECT rowid & {OWN - 1} FROM {INDEX} WHERE {INDEX} MATCH %s AND rowid < {BRANDED}"
        )
        if not self.branded:
            return f"{column} IN ({everyday})", [*params, query]
        branded = (
            f"SELECT rowid - {BRANDED} FROM (SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s"
            f" AND rowid >= {BRANDED} ORDER BY rowid LIMIT {MOST_BRANDED})"
        )
        return f"{column} IN ({everyday} UNION ALL {branded})", [*params, query, query]

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:
        """The generated column of words."""
        # The table's own name or an alias of it, as the query around this writes it.
        alias = compiler.compile(self.source_expressions[0])[0].rpartition(".")[0]
        query = tsquery(self.clause, head=self.head)
        everyday = f"words @@ %s::tsquery AND {alias}.data_type <> 'branded'"
        if not self.branded:
            return f"({alias}.{everyday})", [query]
        return (
            f"{alias}.id = ANY(ARRAY(SELECT id FROM {TABLE} WHERE words @@ %s::tsquery"
            f" AND data_type <> 'branded' UNION ALL (SELECT id FROM {TABLE}"
            f" WHERE words @@ %s::tsquery AND {_SHARED} AND data_type = 'branded'"
            f" LIMIT {MOST_BRANDED})))",
            [query, query],
        )


def hits(plan: Plan) -> Matches | None:
    """The foods a plan finds; None where it finds nothing."""
    return Matches(plan.hit, branded=True) if plan.hit else None


def lateness(plan: Plan) -> Combinable:
    """How late a find comes: by what it is, and by how well it is what was asked for."""
    every, some = plan.heads
    total: Combinable = (
        F("prominence")
        + _loses(NOT_ALL_IN_HEAD, every, head=True)
        + _loses(NOTHING_IN_HEAD, some, head=True)
    )
    if plan.whole is not None and plan.whole != plan.hit:
        total = total + _loses(ONLY_STARTS_SO, plan.whole)
    if plan.full is not None:
        total = total + _loses(WORD_MISSING, plan.full)
    return total


def _loses(points: int, unless: Clause, *, head: bool = False) -> Case:
    return Case(
        When(Matches(unless, head=head), then=Value(0)),
        default=Value(points),
        output_field=IntegerField(),
    )
